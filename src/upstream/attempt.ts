/** One attempt's own abort: it follows the call's signal, and a deadline can end it alone, with the error to throw as its reason. */
import type { EasyLLMError } from '../errors.ts';

export interface Attempt {
  readonly signal: AbortSignal;
  /** Ends the attempt after this time, unless stopped before. The timer keeps no process alive. */
  startTimer(ms: number, toError: () => EasyLLMError): () => void;
  /** Forgets the call's signal and all timers. */
  release(): void;
}

export function createAttempt(parent: AbortSignal | undefined): Attempt {
  const controller = new AbortController();
  const timers = new Set<Timer>();
  const follow = () => controller.abort(parent?.reason);
  if (parent?.aborted === true) follow();
  else parent?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    startTimer(ms, toError) {
      const timer = setUnrefTimer(() => controller.abort(toError()), ms);
      timers.add(timer);
      return () => clearTimeout(timer);
    },
    release() {
      parent?.removeEventListener('abort', follow);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

export type Timer = ReturnType<typeof setTimeout>;

/** The longest delay that timers know; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** A timer that does not keep a process alive, where the runtime has processes. */
export function setUnrefTimer(run: () => void, ms: number): Timer {
  const timer = setTimeout(run, Math.min(ms, MAX_DELAY_MS));
  // A number in browsers and Workers.
  if (typeof timer === 'object') timer.unref();
  return timer;
}
