/** Which failures are worth another try, and how long to wait before it. */
import { APIConnectionError } from '../../base/errors.ts';
import type { EasyLLMError } from '../../base/errors.ts';
import type { UpstreamFailure } from '../api-error.ts';
import { isStale } from '../connection-error.ts';
import type { Policy } from '../policy.ts';
import { readRetryAfter } from '../retry-after.ts';
import type { TransportRequest, TransportResponse } from '../transport.ts';

/** A response with an error status that a retry may change, or a request without a response. */
export type Failed = { response: TransportResponse; failure: UpstreamFailure } | { error: EasyLLMError };

// 424 is left out: GPU time was spent, and the batch died with it (TGI, router errors).
export const RETRYABLE_STATUS = new Set([408, 409, 429, 500, 502, 503, 504]);

/** Failures that repeat: TGI could not write an answer that it had (TGI router, error types). */
export const FINAL_CODES = new Set(['headers', 'no details', 'stream_serialization_error']);

/** A 500 that the same request meets again: llama.cpp and transformers answer so what others answer with 400. */
export const FINAL_WORDS =
  /\b(?:is|are) not (?:supported|implemented)\b|\bdoes not support\b|\btoo large to process\b|\bnot implemented\b/i;

/** The call's own deadline, and an answer that would be as large again. */
export const FINAL_CONNECTION_CODES = new Set<unknown>(['total_timeout', 'event_too_large', 'response_too_large']);

/**
 * Members that make TGI build a grammar, at which its whole process may end (stack overflow in outlines-core): sent again, they would
 * end the next. A quote inside a JSON string is escaped, so that this matches keys only.
 */
const GRAMMAR = /"(?:grammar|response_format|tools)"\s*:/;

/** Failures at which nothing was sent. */
export const UNREACHED_CODES = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Those, and deadlines: no process has ended of them. */
export const HARMLESS_CODES = new Set([...UNREACHED_CODES, 'timeout']);

const FIRST_DELAY_MS = 500;
const MAX_BACK_OFF_MS = 8000;
/** A server that asks for more is not waited for: the caller knows better what to do with a minute. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Between questions to a server that does not say how long its model takes. */
const DEFAULT_MODEL_WAIT_MS = 5000;
/** Between questions to a port that is closed: nobody is disturbed by them. */
const CLOSED_PORT_WAIT_MS = 1000;
const MIN_MODEL_WAIT_MS = 100;

/** How long to wait before the next try; undefined for never. `random` is of 0 to 1. */
export function toRetryDelay(
  failed: Failed,
  { request, policy, retries, random }: { request: TransportRequest; policy: Policy; retries: number; random: number },
): number | undefined {
  if (retries >= policy.maxRetries) return undefined;
  if ('error' in failed) return isWorthRetrying(failed.error, request) ? backOff(retries, random) : undefined;
  const { code, headers, status, message = '' } = failed.failure;
  if (typeof code === 'string' && FINAL_CODES.has(code)) return undefined;
  if (status === 500 && FINAL_WORDS.test(message)) return undefined;
  const asked = readRetryAfter(headers, Date.now());
  if (asked === undefined) return backOff(retries, random);
  return asked > MAX_RETRY_AFTER_MS ? undefined : asked;
}

/**
 * Whether a request is sent again at once: it met a kept connection that the server had closed without a word (llama.cpp after a stream,
 * uvicorn after a 500), and not a byte of a response came.
 */
export function isWorthResending(failed: Failed, request: TransportRequest): boolean {
  return 'error' in failed && isStale(failed.error) && !mayEndServer(request);
}

/** A connection that failed or an attempt that took too long; the caller's abort is neither. */
function isWorthRetrying(error: EasyLLMError, request: TransportRequest): boolean {
  if (!APIConnectionError.isInstance(error) || FINAL_CONNECTION_CODES.has(error.code)) return false;
  return HARMLESS_CODES.has(error.code) || !mayEndServer(request);
}

function mayEndServer({ body = '', mayBeTgi = true }: TransportRequest): boolean {
  return mayBeTgi && GRAMMAR.test(body);
}

/** Half of it is chance, so that clients that failed together do not come back together. */
function backOff(retries: number, random: number): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** retries, MAX_BACK_OFF_MS);
  return full * (0.5 + random / 2);
}

/** Whether the model is being loaded: the server says so, or its port is closed, as those of TGI, TEI and vLLM are until they are ready. */
export function isLoading(failed: Failed, { waitForModel }: Policy): boolean {
  if ('failure' in failed) return failed.failure.isModelLoading === true;
  return waitForModel !== undefined && waitForModel.closedPort !== false && failed.error.code === 'ECONNREFUSED';
}

/** As long as the server expects, within what is left of the caller's patience; undefined if that is used up, or was never given. */
export function toModelDelay(failed: Failed, { waitForModel }: Policy, waitedMs: number): number | undefined {
  if (waitForModel === undefined || waitedMs >= waitForModel.maxMs) return undefined;
  const usual = 'error' in failed ? CLOSED_PORT_WAIT_MS : DEFAULT_MODEL_WAIT_MS;
  return Math.min(Math.max(MIN_MODEL_WAIT_MS, toEstimate(failed) ?? usual), waitForModel.maxMs - waitedMs);
}

/** How long the server expects the loading to take, in milliseconds. */
export function toEstimate(failed: Failed): number | undefined {
  return 'failure' in failed ? failed.failure.estimatedLoadingMs : undefined;
}
