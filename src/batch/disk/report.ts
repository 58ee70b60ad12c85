/** Tells a caller how far a batch is. */
import { guardSink } from '../../base/sink.ts';
import type { Pace } from '../pace.ts';
import type { BatchOptions, BatchProgress, BatchResult } from './options.ts';
import type { Passes } from './passes.ts';

const EVERY_MS = 250;

export interface Report {
  /** Lines of the input were read. */
  checking(total: number): void;
  /** Runs a function, and tells meanwhile and at its end what `read` gives. */
  asking(read: (elapsedMs: number) => BatchProgress, run: () => Promise<void>): Promise<void>;
}

const NOTHING = { done: 0, failed: 0, inThisRun: 0, underWay: 0, concurrency: 0, tokens: 0, elapsedMs: 0, pauseMs: 0 };

export function createReport(onProgress: BatchOptions['onProgress']): Report {
  if (onProgress === undefined) return { checking() {}, asking: (_, run) => run() };
  const tell = guardSink(onProgress, () => {});
  let told = 0;
  return {
    checking(total) {
      const now = performance.now();
      if (now - told < EVERY_MS) return;
      told = now;
      tell({ phase: 'checking', total, ...NOTHING });
    },
    async asking(read, run) {
      const start = performance.now();
      const tellNow = () => tell(read(performance.now() - start));
      const timer = setInterval(tellNow, EVERY_MS);
      try {
        await run();
      } finally {
        clearInterval(timer);
        tellNow();
      }
    },
  };
}

interface Watched {
  passes: Passes;
  pace: Pace;
  before: Pick<BatchResult, 'done' | 'failed'>;
  total: number;
}

/** How far the passes are. */
export function toProgress({ passes: { counts }, pace, before, total }: Watched, elapsedMs: number): BatchProgress {
  return {
    phase: 'asking',
    total,
    done: before.done + counts.done,
    failed: before.failed + counts.failed,
    inThisRun: counts.done + counts.failed,
    underWay: pace.taken,
    concurrency: pace.limit,
    tokens: counts.tokens,
    elapsedMs,
    pauseMs: pace.pauseMs,
  };
}
