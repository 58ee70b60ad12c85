/** One attempt's own abort: it follows the call's signal, and a deadline can end it alone, with the error to throw as its reason. */
import { Abort, onAbort } from '../base/abort.ts';
import type { AnySignal } from '../base/abort.ts';
import type { EasyLLMError } from '../base/errors.ts';

export interface Attempt {
  readonly signal: AnySignal;
  /** Ends the attempt after this time, unless stopped before. The timer keeps no process alive. */
  startTimer(ms: number, toError: () => EasyLLMError): () => void;
  /** Forgets the call's signal and all timers. */
  release(): void;
}

export function createAttempt(parent: AnySignal | undefined): Attempt {
  const abort = new Abort();
  const timers = new Set<Timer>();
  const follow = () => abort.abort(parent?.reason);
  const forget = parent === undefined ? () => {} : onAbort(parent, follow);
  if (parent?.aborted === true) follow();
  return {
    signal: abort,
    startTimer(ms, toError) {
      const timer = setUnrefTimer(() => abort.abort(toError()), ms);
      timers.add(timer);
      return () => clearTimeout(timer);
    },
    release() {
      forget();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** The result of work that may not know of the signal; rejects with the signal's reason as soon as it is aborted. */
export function orAbort<Result>(work: Promise<Result>, signal: AnySignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    const forget = onAbort(signal, abort);
    if (signal.aborted) abort();
    // oxlint-disable-next-line promise/catch-or-return -- both ends lead to this promise's own.
    work.then(resolve, reject).finally(forget);
  });
}

export type Timer = ReturnType<typeof setTimeout>;

/** The longest delay that timers know; a longer one would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** A timer that does not keep a process alive, where the runtime has processes. */
export function setUnrefTimer(run: () => void, ms: number): Timer {
  const timer = setTimeout(run, Math.min(ms, MAX_TIMER_MS));
  // A number in browsers and Workers.
  if (typeof timer === 'object') timer.unref();
  return timer;
}
