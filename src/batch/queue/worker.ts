/** A worker: takes chunks of any batch of the queue, and asks a server for their lines. */
import { APIUserAbortError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import type { CallOptions } from '../../client/options.ts';
import type { Counts } from '../disk/passes.ts';
import { toWatch } from '../disk/run-batch.ts';
import { Pace } from '../pace.ts';
import type { Work } from '../work.ts';
import { findBatch, isOver } from './batch-status.ts';
import { runChunk } from './chunk-run.ts';
import type { ChunkEnd, ChunkJob, ChunkWorker, Engine } from './engine.ts';
import type { WorkOptions, WorkProgress } from './options.ts';
import type { BatchStore, KeptBatch } from './store.ts';
import { Turns } from './turns.ts';

export interface WorkerParts {
  store: BatchStore;
  /** Where lines and results of a batch are. */
  storeOf: (batch: KeptBatch) => BatchStore;
  engine: Engine;
  /** How the lines of a batch are asked for. */
  workOf: (batch: KeptBatch) => Work;
  /** The client's own, which a call's takes the place of. */
  onRetry: CallOptions['onRetry'];
}

/** So often it is looked whether batches under way were cancelled, and whether the queue is empty. */
const LOOK_MS = 500;
const TELL_MS = 250;
const SILENCE_MS = 30_000;

/** A chunk under way. */
interface Running extends ChunkJob {
  /** Ends its calls: the batch is over. */
  readonly ending: AbortController;
  counts: Counts;
}

export class BatchWorker {
  readonly #parts: WorkerParts;
  readonly #options: WorkOptions;
  readonly #pace: Pace;
  readonly #turns = new Turns();
  readonly #running = new Set<Running>();
  /** No line begins any more: it was stopped, the queue is empty, or the server cannot be asked. */
  readonly #stopping = new AbortController();
  readonly #start = performance.now();
  /** Of chunks that have ended. */
  readonly #counts: Counts = { done: 0, failed: 0, tokens: 0 };
  #meanLines = Number.POSITIVE_INFINITY;
  #fatal: { error: unknown } | undefined;
  #worker: ChunkWorker | undefined;

  constructor(parts: WorkerParts, options: WorkOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#pace = new Pace({ concurrency: options.concurrency, maxConcurrency: options.maxConcurrency });
    this.#stopping.signal.addEventListener('abort', () => this.#pace.close());
  }

  /** Works until it is stopped. Rejects with what the server failed of, and with APIUserAbortError where calls were given up. */
  async run(): Promise<WorkProgress> {
    const { stop, signal, rate, silenceMs = SILENCE_MS, onFailure = () => {}, onProgress = () => {} } = this.#options;
    const tell = guardSink(onProgress, () => {});
    const report = guardSink(onFailure, () => {});
    const ending = AbortSignal.any([this.#stopping.signal, ...[stop, signal].flatMap((each) => each ?? [])]);
    const ended = new Promise<void>((resolve) => {
      if (ending.aborted) resolve();
      else ending.addEventListener('abort', () => resolve());
    });
    ending.addEventListener('abort', () => this.#stopping.abort());
    const timers = [
      setInterval(() => tell(this.#progress), TELL_MS),
      setInterval(() => this.#look().catch(report), LOOK_MS),
    ];
    try {
      this.#worker = await this.#parts.engine.work(async (job) => this.#take(job), {
        rate,
        silenceMs,
        onFailure: report,
      });
      this.#adapt();
      await ended;
      this.#stopping.abort();
      await this.#worker.close();
    } finally {
      for (const timer of timers) clearInterval(timer);
    }
    tell(this.#progress);
    if (signal?.aborted === true) throw new APIUserAbortError(undefined, { cause: signal.reason });
    if (this.#fatal !== undefined) throw this.#fatal.error;
    return this.#progress;
  }

  get #progress(): WorkProgress {
    const all = [this.#counts, ...[...this.#running].map(({ counts }) => counts)];
    const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0);
    return {
      done: sum('done'),
      failed: sum('failed'),
      tokens: sum('tokens'),
      underWay: this.#pace.taken,
      concurrency: this.#pace.limit,
      chunks: this.#running.size,
      elapsedMs: performance.now() - this.#start,
      pauseMs: this.#pace.pauseMs,
    };
  }

  /** Chunks at once: as many as have the lines that may be under way, and, where that is more than one line, one more for when one ends. */
  #adapt(): void {
    if (!this.#stopping.signal.aborted) this.#worker?.allow(1 + Math.ceil((this.#pace.limit - 1) / this.#meanLines));
  }

  async #take(job: ChunkJob): Promise<ChunkEnd> {
    if (this.#stopping.signal.aborted) return 'given back';
    const { store } = this.#parts;
    // All its chunks are there, though the submission may have been killed before it could say so.
    await store.change(job.batch, 'submitting', { state: 'in_progress' });
    const found = await findBatch(store, job.batch);
    if (found === undefined || isOver(found.kept)) return 'done';
    this.#meanLines = Math.max(1, found.kept.total / found.kept.chunks);
    const running: Running = { ...job, ending: new AbortController(), counts: { done: 0, failed: 0, tokens: 0 } };
    this.#running.add(running);
    this.#adapt();
    try {
      return (await this.#runChunk(running, found.kept)) ? 'done' : 'given back';
    } catch (error) {
      // Of a batch that is over nothing is kept, and nothing is left to do.
      if (running.ending.signal.aborted) return 'done';
      if (!APIUserAbortError.isInstance(error)) this.#fatal ??= { error };
      this.#stopping.abort();
      return 'given back';
    } finally {
      this.#running.delete(running);
      for (const name of ['done', 'failed', 'tokens'] as const) this.#counts[name] += running.counts[name];
      this.#adapt();
    }
  }

  async #runChunk(running: Running, batch: KeptBatch): Promise<boolean> {
    const { storeOf, workOf, onRetry } = this.#parts;
    const { ending } = running;
    const signals = [ending.signal, ...(this.#options.signal === undefined ? [] : [this.#options.signal])];
    const isComplete = await runChunk(running, {
      store: storeOf(batch),
      work: workOf(batch),
      pace: this.#pace,
      turns: this.#turns,
      stop: AbortSignal.any([this.#stopping.signal, ...signals]),
      call: { signal: AbortSignal.any(signals), onRetry: toWatch(this.#pace, onRetry) },
      onClosed: () => ending.abort(),
      watch(counts) {
        running.counts = counts;
      },
    });
    return isComplete || ending.signal.aborted;
  }

  /** Ends what was cancelled or has expired meanwhile, and, where that was asked for, itself when nothing is left. */
  async #look(): Promise<void> {
    for (const id of new Set([...this.#running].map(({ batch }) => batch))) {
      const found = await findBatch(this.#parts.store, id);
      if (found !== undefined && !isOver(found.kept)) continue;
      for (const { batch, ending } of this.#running) if (batch === id) ending.abort();
    }
    if (this.#options.drain !== true || this.#worker === undefined || this.#running.size > 0) return;
    if ((await this.#parts.engine.count()) === 0) this.#stopping.abort();
  }
}
