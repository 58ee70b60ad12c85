/**
 * Tries again what failed before anything was delivered. Which failures are worth it is one table (below); how long to wait is the
 * server's word, else grows from half a second. Waits for a loading model are counted apart.
 */
import { onAbort } from '../../base/abort.ts';
import type { AnySignal } from '../../base/abort.ts';
import { EasyLLMError, ModelLoadingError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import type { Policy } from '../policy.ts';
import type { Layer, TransportRequest, TransportResponse } from '../transport.ts';
import { MAX_TIMER_MS, createAttempt } from '../attempt.ts';
import { toBufferedResponse } from '../body.ts';
import { reasonOf, toConnectionError } from '../connection-error.ts';
import type { Redact } from '../failure.ts';
import { redactFailure, toFailure } from '../failure.ts';
import { parseBody } from '../json.ts';
import {
  RETRYABLE_STATUS,
  isLoading,
  isWorthResending,
  toEstimate,
  toModelDelay,
  toRetryDelay,
} from './retry-rules.ts';
import type { Failed } from './retry-rules.ts';

/** What a test sets: the clock and chance. */
export interface RetryClock {
  now(): number;
  random(): number;
  sleep(ms: number, signal: AnySignal | undefined): Promise<void>;
}

export interface RetryOptions {
  redact: Redact;
  /** Is told, once, what a function of the caller's threw. Default: nobody is. */
  warn?: ((message: string) => void) | undefined;
  /** Default: the system's. */
  clock?: RetryClock | undefined;
}

export function createRetry({ redact, warn, clock = systemClock }: RetryOptions): Layer {
  const tell = createTeller(warn);
  return (next) => async (request) => {
    const { policy } = request;
    if (policy === undefined) return next(request);
    let wantsFreshConnection = false;
    let retries = 0;
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await tryOnce(next, { ...request, attempt, wantsFreshConnection }, redact);
      if (!('failed' in outcome)) return withAttempts(outcome, attempt);
      const { failed } = outcome;
      if (!wantsFreshConnection && isWorthResending(failed, request)) {
        wantsFreshConnection = true;
        continue;
      }
      const waits = isLoading(failed, policy);
      const delayMs = waits
        ? toModelDelay(failed, policy, waitedMs)
        : toRetryDelay(failed, { request, policy, retries, random: clock.random() });
      if (delayMs === undefined || !isWithin(policy, clock.now() + delayMs)) return giveUp(failed, { attempt, waits });
      if (waits) {
        tell('waitForModel.onWait', policy.waitForModel?.onWait, {
          delayMs,
          waitedMs,
          estimatedMs: toEstimate(failed),
        });
        waitedMs += delayMs;
      } else {
        tell('onRetry', policy.onRetry, { attempt, delayMs, ...describe(failed) });
        retries += 1;
      }
      await clock.sleep(delayMs, request.signal).catch((cause: unknown) => {
        const error = toConnectionError(cause, { url: request.url, signal: request.signal });
        error.attempts = attempt;
        throw error;
      });
    }
  };
}

type Tell = <Info>(option: string, run: ((info: Info) => unknown) | undefined, info: Info) => void;

/** Calls functions of the caller's: what one throws changes nothing, and is reported once for each option. */
function createTeller(warn: RetryOptions['warn']): Tell {
  const reported = new Set<string>();
  return (option, run, info) => {
    if (run === undefined) return;
    guardSink(run, (error) => {
      if (reported.has(option)) return;
      reported.add(option);
      warn?.(`The function in \`${option}\` failed: ${reasonOf(error)}. The call goes on without it.`);
    })(info);
  };
}

/** A good answer, one that no retry would change, or what failed. */
async function tryOnce(
  next: (request: TransportRequest) => Promise<TransportResponse>,
  request: TransportRequest,
  redact: Redact,
): Promise<TransportResponse | { failed: Failed }> {
  try {
    const response = await next(request);
    if (response.ok || !RETRYABLE_STATUS.has(response.status)) return response;
    const text = await response.text();
    return {
      failed: {
        response: toBufferedResponse(response, text),
        failure: redactFailure(toFailure(response, parseBody(text), request.url), redact),
      },
    };
  } catch (error) {
    if (EasyLLMError.isInstance(error)) return { failed: { error } };
    throw error;
  }
}

function isWithin({ endsAt }: Policy, time: number): boolean {
  return endsAt === undefined || time < endsAt;
}

/** The answer tells how many requests it took. */
function withAttempts(response: TransportResponse, attempts: number): TransportResponse {
  response.attempts = attempts;
  return response;
}

function giveUp(failed: Failed, { attempt, waits }: { attempt: number; waits: boolean }): TransportResponse {
  if ('response' in failed) return withAttempts(failed.response, attempt);
  const error = waits ? toLoadingError(failed.error) : failed.error;
  error.attempts = attempt;
  throw error;
}

/** A port that stayed closed for as long as the caller waits for a model. */
function toLoadingError({ message, code, cause }: EasyLLMError): ModelLoadingError {
  return new ModelLoadingError(`${message} Its port was still closed when \`waitForModel.maxMs\` was over.`, {
    code,
    cause,
  });
}

function describe(failed: Failed): { status: number | undefined; message: string } {
  if ('error' in failed) return { status: undefined, message: failed.error.message };
  return { status: failed.failure.status, message: failed.failure.message ?? '' };
}

const systemClock: RetryClock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const attempt = createAttempt(signal);
      // Not an unref'd timer: the caller is waiting for this one.
      const timer = setTimeout(settle, Math.min(ms, MAX_TIMER_MS), resolve);
      onAbort(attempt.signal, () => settle(() => reject(attempt.signal.reason)));
      if (attempt.signal.aborted) settle(() => reject(attempt.signal.reason));
      function settle(done: () => void) {
        clearTimeout(timer);
        attempt.release();
        done();
      }
    }),
};
