/** Streams of events to chunks of the facade. */
import { readBatches } from '../base/batches.ts';
import type { BatchReader } from '../base/batches.ts';
import { EasyLLMError } from '../base/errors.ts';
import { merge } from '../base/merge.ts';
import type { Indexed } from '../base/merge.ts';
import type { Generation, GenerationDelta, ResponseHead } from './generation.ts';

/** Makes the chunks of an endpoint, and knows what an interrupted stream has given. */
export interface ChunkWriter<Chunk> {
  /** Adds the chunks for what a stream added to one choice. */
  write(index: number, delta: GenerationDelta, chunks: Chunk[]): unknown;
  /** Takes what the server says of its response. */
  useHead(head: ResponseHead): void;
  finish(): Chunk[];
  readonly partial: unknown;
}

/** Takes what a stream adds to one choice. */
export type TakeDelta = (index: number, delta: GenerationDelta) => void;

/** Reads the events of one stream. */
export interface DeltaReader<Event> {
  read(events: readonly Event[], take: TakeDelta): void;
  /** What the server says of its response, once it has begun. */
  readonly head?: ResponseHead | undefined;
  /** Whether its text has ended, which a stop sequence may bring before the stream's end: leaving it then closes the connection. */
  readonly isOver: boolean;
  /** At the end of the stream. */
  finish?(take: TakeDelta): void;
  /** After it: the choices that were asked for and never began, by their numbers in this stream. */
  readonly missing?: readonly number[];
}

export interface DeltaStream<Event> {
  batches: AsyncIterable<readonly Event[]>;
  reader: DeltaReader<Event>;
}

/** A response that came whole where a stream was asked for, as one: each choice is one delta. */
export function toWholeStream(
  generations: readonly Generation[],
  { indices, places = [...generations.keys()], head }: WholeStream,
): DeltaStream<Generation> {
  const batches = (async function* () {
    yield generations;
  })();
  const read = (events: readonly Generation[], take: TakeDelta) => {
    for (const [at, generation] of events.entries()) {
      const place = places[at] ?? at;
      take(indices[place] ?? place, toDelta(generation));
      if (generation.failure !== undefined) throw generation.failure;
    }
  };
  const missing = [...indices.keys()].filter((place) => !places.includes(place));
  return { batches, reader: { read, head, isOver: false, missing } };
}

interface WholeStream {
  indices: readonly number[];
  /** The places of the generations among the choices that were asked for; all, where it is not given. */
  places?: readonly number[];
  head?: ResponseHead | undefined;
}

/** A whole generation as one delta. */
export function toDelta({ text, tokens, extras, added, ...end }: Generation): GenerationDelta {
  const delta: GenerationDelta = { text, tokens, added };
  // The reason of an end that is none is not written.
  if (end.failure === undefined) delta.end = end;
  if (extras === undefined) return delta;
  const { tool_calls: calls, ...others } = extras;
  const numbered = calls?.map((call, index) => ({ index, ...call }));
  return { ...delta, extras: { ...others, ...(numbered !== undefined && { tool_calls: numbered }) } };
}

/** The chunks of all streams as they arrive, in batches that are never empty. A failure carries what had been given. */
export function writeChunks<Event, Chunk>(
  streams: readonly DeltaStream<Event>[],
  writer: ChunkWriter<Chunk>,
  { onEnd = () => {}, openMore }: StreamEnd<Event> = {},
): AsyncIterableIterator<Chunk[]> {
  const ending = new Ending(writer, onEnd);
  const [only, ...others] = streams;
  const isAlone = others.length === 0;
  // One stream, as most calls have, needs no merging.
  if (only !== undefined && isAlone && openMore === undefined) {
    return readBatches(only.batches, new ChunkReader(only, { writer, isAlone, ending }));
  }
  const mergeAll = (all: readonly DeltaStream<Event>[], { isAlone: isFirst }: { isAlone: boolean }) =>
    merge(all.map((stream) => readBatches(stream.batches, new ChunkReader(stream, { writer, isAlone: isFirst }))));
  const first = mergeAll(streams, { isAlone });
  return readBatches(
    openMore === undefined ? first : followed(first, async () => mergeAll(await openMore(), { isAlone: false })),
    ending,
  );
}

interface StreamEnd<Event> {
  /** Called at the end, or where the chunks are left. */
  onEnd?: () => void;
  /** Called after the last of the streams: more of them, for the choices that they did not give. */
  openMore?: (() => Promise<readonly DeltaStream<Event>[]>) | undefined;
}

async function* followed<Item>(
  items: AsyncIterable<Item>,
  open: () => Promise<AsyncIterable<Item>>,
): AsyncGenerator<Item> {
  yield* items;
  yield* await open();
}

interface ChunkOptions<Chunk> {
  writer: ChunkWriter<Chunk>;
  /** The id of its server is that of all chunks. Several streams have several, and one of ours for all. */
  isAlone: boolean;
  /** How all streams end, where there will be no other. */
  ending?: Ending<Chunk>;
}

/** Makes chunks of the events of one stream. */
class ChunkReader<Event, Chunk> implements BatchReader<readonly Event[], Chunk[]> {
  readonly #reader: DeltaReader<Event>;
  readonly #ending: Ending<Chunk> | undefined;
  readonly #take: TakeDelta;
  #head: ResponseHead | undefined;
  #chunks: Chunk[] = [];
  /** Thrown once the chunks before it were handed on. */
  #failure: { cause: unknown } | undefined;
  #isFinished = false;

  constructor({ reader }: DeltaStream<Event>, { writer, isAlone, ending }: ChunkOptions<Chunk>) {
    this.#reader = reader;
    this.#ending = ending;
    const write = (index: number, delta: GenerationDelta) => writer.write(index, delta, this.#chunks);
    this.#take = (index, delta) => {
      const { head } = reader;
      // Of several streams each takes its turn.
      if (head !== undefined && (head !== this.#head || !isAlone)) {
        writer.useHead(isAlone ? head : { ...head, id: undefined });
        this.#head = head;
      }
      write(index, delta);
    };
  }

  get isOver(): boolean {
    return this.#reader.isOver || this.#failure !== undefined;
  }

  read(events: readonly Event[]): Chunk[] | undefined {
    return this.#collect(() => this.#reader.read(events, this.#take));
  }

  finish(): Chunk[] | undefined {
    if (this.#failure !== undefined) throw this.#failure.cause;
    if (this.#isFinished) return undefined;
    this.#isFinished = true;
    return this.#collect((chunks) => {
      if (!this.isOver) this.#reader.finish?.(this.#take);
      chunks.push(...(this.#ending?.finish() ?? []));
    });
  }

  #collect(run: (chunks: Chunk[]) => void): Chunk[] | undefined {
    const chunks: Chunk[] = (this.#chunks = []);
    try {
      run(chunks);
    } catch (cause) {
      if (chunks.length === 0) throw cause;
      this.#failure = { cause };
    }
    return chunks.length > 0 ? chunks : undefined;
  }

  toError(cause: unknown): unknown {
    return this.#ending?.toError(cause) ?? cause;
  }

  close(): void {
    this.#ending?.close();
  }
}

/** How the chunks of all streams end. */
class Ending<Chunk> implements BatchReader<Indexed<Chunk[]>, Chunk[]> {
  readonly #writer: ChunkWriter<Chunk>;
  readonly close: () => void;
  readonly isOver = false;
  #isFinished = false;

  constructor(writer: ChunkWriter<Chunk>, onEnd: () => void) {
    this.#writer = writer;
    this.close = onEnd;
  }

  read({ item }: Indexed<Chunk[]>): Chunk[] {
    return item;
  }

  finish(): Chunk[] | undefined {
    if (this.#isFinished) return undefined;
    this.#isFinished = true;
    const last = this.#writer.finish();
    return last.length > 0 ? last : undefined;
  }

  toError(error: unknown): unknown {
    if (error instanceof EasyLLMError) error.partial ??= this.#writer.partial;
    return error;
  }
}
