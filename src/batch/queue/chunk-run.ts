/** One chunk, from its lines to results in the store. */
import type { CallOptions } from '../../client/options.ts';
import { Passes } from '../disk/passes.ts';
import type { Counts } from '../disk/passes.ts';
import type { Pace } from '../pace.ts';
import type { Outcome, Work } from '../work.ts';
import { readChunk } from './chunk.ts';
import type { ChunkJob } from './engine.ts';
import { ResultSink } from './result-sink.ts';
import type { BatchStore } from './store.ts';
import type { Turns } from './turns.ts';

export interface ChunkRunParts {
  store: BatchStore;
  /** Of the lines of this batch. */
  work: Work;
  pace: Pace;
  turns: Turns;
  /** Once aborted, no line begins; those under way end. */
  stop: AbortSignal;
  /** For each call; its signal ends those under way. */
  call: CallOptions;
  /** The batch is over: no result is kept any more. */
  onClosed: () => void;
  /** Is given the counts of the run as they change. */
  watch: (counts: Counts) => void;
}

/** Asks for the lines that have no result. True where then all have one. Throws for what makes it useless to go on. */
export async function runChunk({ batch, chunk }: ChunkJob, parts: ChunkRunParts): Promise<boolean> {
  const { store, work, pace, turns, stop, call, onClosed } = parts;
  const content = await store.readChunk(batch, chunk);
  if (content === undefined) return true;
  const lines = readChunk(content);
  const ids = new LineSet(lines.map((line) => [work.parse(line).key, line.number] as const));
  // A worker before may have been killed, or have given the rest back.
  ids.markLines(await store.doneLines(batch, chunk));
  const sink = new ResultSink(store, { batch, chunk }, onClosed);
  const passes = new Passes({
    name: `Chunk ${chunk} of ${batch}`,
    read: async function* () {
      yield lines;
    },
    work: {
      window: work.window,
      parse: (line) => work.parse(line),
      split: (items) => work.split(items),
      ask: async (items, given) => turns.beside(async () => work.ask(items, given)),
    },
    askAlone: async (items, given) => turns.alone(async () => work.ask(items, given)),
    ids,
    pace,
    keep({ key, verdict, text, tokens }: Outcome) {
      sink.add({ line: ids.lineOf(key), isDone: verdict === 'done', text, tokens });
      return undefined;
    },
    limit: Number.POSITIVE_INFINITY,
    stop,
    call,
  });
  parts.watch(passes.counts);
  let isKept = true;
  try {
    await passes.run();
  } finally {
    isKept = await sink.end();
  }
  if (!ids.isComplete || !isKept) return false;
  await store.removeChunk(batch, chunk);
  return true;
}

/** The lines of a chunk by their ids, and which have their result. */
class LineSet {
  readonly #lines: ReadonlyMap<string, number>;
  readonly #done = new Set<number>();

  constructor(lines: readonly (readonly [key: string, line: number])[]) {
    this.#lines = new Map(lines);
  }

  get isComplete(): boolean {
    return this.#done.size === this.#lines.size;
  }

  markLines(lines: readonly number[]): void {
    const own = new Set(this.#lines.values());
    // Lines that could not be asked for have their results, and are not in the chunk.
    for (const line of lines) if (own.has(line)) this.#done.add(line);
  }

  lineOf(key: string): number {
    return this.#lines.get(key) ?? 0;
  }

  isDone(key: string): boolean | undefined {
    const line = this.#lines.get(key);
    return line === undefined ? undefined : this.#done.has(line);
  }

  markDone(key: string): boolean {
    const line = this.#lines.get(key);
    if (line === undefined || this.#done.has(line)) return false;
    this.#done.add(line);
    return true;
  }
}
