/**
 * Tries again what failed before anything was delivered. Which failures are worth it is one table (below); how long to wait is the
 * server's word, else grows from half a second. Waits for a loading model are counted apart.
 */
import { onAbort } from '../../base/abort.ts';
import type { AnySignal } from '../../base/abort.ts';
import { APIConnectionError, ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import type { Policy } from '../policy.ts';
import type { Layer, TransportRequest, TransportResponse } from '../transport.ts';
import type { UpstreamFailure } from '../api-error.ts';
import { MAX_TIMER_MS, createAttempt } from '../attempt.ts';
import { toBufferedResponse } from '../body.ts';
import { toConnectionError } from '../connection-error.ts';
import type { Redact } from '../failure.ts';
import { redactFailure, toFailure } from '../failure.ts';
import { parseBody } from '../json.ts';
import { readRetryAfter } from '../retry-after.ts';

// 424 is left out: GPU time was spent, and the batch died with it (TGI, router errors).
const RETRYABLE_STATUS = new Set([408, 409, 429, 500, 502, 503, 504]);

/** Failures that repeat: TGI could not write an answer that it had (TGI router, error types). */
const FINAL_CODES = new Set(['headers', 'no details', 'stream_serialization_error']);

/** The call's own deadline, and an answer that would be as large again. */
const FINAL_CONNECTION_CODES = new Set<unknown>(['total_timeout', 'event_too_large']);

/**
 * Members that make TGI build a grammar, at which its whole process may end (stack overflow in outlines-core): sent again, they would
 * end the next. A quote inside a JSON string is escaped, so that this matches keys only.
 */
const GRAMMAR = /"(?:grammar|response_format|tools)"\s*:/;

/** Failures at which nothing was sent, and deadlines: no process has ended of them. */
const HARMLESS_CODES = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'timeout',
]);

const FIRST_DELAY_MS = 500;
const MAX_BACK_OFF_MS = 8000;
/** A server that asks for more is not waited for: the caller knows better what to do with a minute. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Between questions to a server that does not say how long its model takes. */
const DEFAULT_MODEL_WAIT_MS = 5000;
const MIN_MODEL_WAIT_MS = 100;

/** What a test sets: the clock and chance. */
export interface RetryClock {
  now(): number;
  random(): number;
  sleep(ms: number, signal: AnySignal | undefined): Promise<void>;
}

type Failed = { response: TransportResponse; failure: UpstreamFailure } | { error: EasyLLMError };

export function createRetry(redact: Redact, clock: RetryClock = systemClock): Layer {
  return (next) => async (request) => {
    const { policy } = request;
    if (policy === undefined) return next(request);
    let retries = 0;
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await tryOnce(next, { ...request, attempt }, redact);
      if (!('failed' in outcome)) return withAttempts(outcome, attempt);
      const { failed } = outcome;
      const estimatedMs = toEstimate(failed);
      const isLoading = 'failure' in failed && failed.failure.isModelLoading === true;
      const delayMs = isLoading
        ? toModelDelay(policy, { estimatedMs, waitedMs })
        : toRetryDelay(failed, { request, policy, retries, clock });
      if (delayMs === undefined || !isWithin(policy, clock.now() + delayMs)) return giveUp(failed, attempt);
      if (isLoading) {
        tell('waitForModel.onWait', () => policy.waitForModel?.onWait?.({ delayMs, waitedMs, estimatedMs }));
        waitedMs += delayMs;
      } else {
        tell('onRetry', () => policy.onRetry?.({ attempt, delayMs, ...describe(failed) }));
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

/** Runs a function of the caller's: what it throws is no failure of the server, and is not tried again. */
function tell(option: string, run: () => void): void {
  try {
    run();
  } catch (cause) {
    throw new ConfigurationError(
      `The function in \`${option}\` failed; what it threw is the \`cause\` of this error.`,
      { cause },
    );
  }
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

/** How long to wait before the next try; undefined for never. */
function toRetryDelay(
  failed: Failed,
  {
    request,
    policy,
    retries,
    clock,
  }: { request: TransportRequest; policy: Policy; retries: number; clock: RetryClock },
): number | undefined {
  if (retries >= policy.maxRetries) return undefined;
  if ('error' in failed) return isWorthRetrying(failed.error, request) ? backOff(retries, clock.random()) : undefined;
  const { code, headers } = failed.failure;
  if (typeof code === 'string' && FINAL_CODES.has(code)) return undefined;
  const asked = readRetryAfter(headers, Date.now());
  if (asked === undefined) return backOff(retries, clock.random());
  return asked > MAX_RETRY_AFTER_MS ? undefined : asked;
}

/** A connection that failed or an attempt that took too long; the caller's abort is neither. */
function isWorthRetrying(error: EasyLLMError, { body = '', mayBeTgi = true }: TransportRequest): boolean {
  if (!APIConnectionError.isInstance(error) || FINAL_CONNECTION_CODES.has(error.code)) return false;
  return !mayBeTgi || HARMLESS_CODES.has(error.code) || !GRAMMAR.test(body);
}

/** Half of it is chance, so that clients that failed together do not come back together. */
function backOff(retries: number, random: number): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** retries, MAX_BACK_OFF_MS);
  return full * (0.5 + random / 2);
}

function toEstimate(failed: Failed): number | undefined {
  return 'failure' in failed ? failed.failure.estimatedLoadingMs : undefined;
}

/** As long as the server expects, within what is left of the caller's patience; undefined if that is used up, or was never given. */
function toModelDelay(
  { waitForModel }: Policy,
  { estimatedMs = DEFAULT_MODEL_WAIT_MS, waitedMs }: { estimatedMs?: number | undefined; waitedMs: number },
): number | undefined {
  if (waitForModel === undefined || waitedMs >= waitForModel.maxMs) return undefined;
  return Math.min(Math.max(MIN_MODEL_WAIT_MS, estimatedMs), waitForModel.maxMs - waitedMs);
}

function isWithin({ endsAt }: Policy, time: number): boolean {
  return endsAt === undefined || time < endsAt;
}

/** The answer tells how many requests it took. */
function withAttempts(response: TransportResponse, attempts: number): TransportResponse {
  response.attempts = attempts;
  return response;
}

function giveUp(failed: Failed, attempts: number): TransportResponse {
  if ('response' in failed) return withAttempts(failed.response, attempts);
  failed.error.attempts = attempts;
  throw failed.error;
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
