/** Which failures are worth another server, and how long the one that failed is left alone. */
import { isObject } from '../../../base/check.ts';
import { APIConnectionError, APIError, EasyLLMError, ModelLoadingError } from '../../../base/errors.ts';
import {
  FINAL_CODES,
  FINAL_CONNECTION_CODES,
  FINAL_WORDS,
  HARMLESS_CODES,
  RETRYABLE_STATUS,
} from '../../../net/layers/retry-rules.ts';
import { readRetryAfter } from '../../../net/retry-after.ts';

/** Members of a body of which a TGI builds a grammar, at which its whole process may end: sent to the next, they would end that one too. */
const GRAMMARS = ['tools', 'functions', 'response_format', 'grammar', 'text'];

/** Whether another server may answer what this one failed of. Nothing was handed over: the call has rejected. */
export function isWorthAnother(error: unknown, body: unknown): error is EasyLLMError {
  if (!EasyLLMError.isInstance(error)) return false;
  if (ModelLoadingError.isInstance(error)) return true;
  // A stream that broke off before its first event is one too.
  if (APIConnectionError.isInstance(error)) {
    if (FINAL_CONNECTION_CODES.has(error.code)) return false;
    return HARMLESS_CODES.has(error.code) || !mayEndServer(body);
  }
  if (!APIError.isInstance(error) || !RETRYABLE_STATUS.has(error.status ?? 0)) return false;
  if (error.code !== null && FINAL_CODES.has(error.code)) return false;
  return error.status !== 500 || !FINAL_WORDS.test(error.message);
}

function mayEndServer(body: unknown): boolean {
  return isObject(body) && GRAMMARS.some((member) => (body[member] ?? null) !== null);
}

const UNREACHABLE_MS = 5000;
const LONGEST_UNREACHABLE_MS = 60_000;
const OVERLOADED_MS = 1000;
const LOADING_MS = 10_000;
/** So many failures of other kinds in a row, and it is no matter of the request. */
const MANY_FAILURES = 3;

/** A caller that takes nothing, or too long: no fault of a server. */
const OF_CALLERS: ReadonlySet<unknown> = new Set(['send_timeout', ...FINAL_CONNECTION_CODES]);

/** Whether a failure says something of the server, and not only of the request or its caller. */
export function isOfServer(error: unknown): error is EasyLLMError {
  if (APIConnectionError.isInstance(error)) return !OF_CALLERS.has(error.code);
  if (!APIError.isInstance(error)) return false;
  const { status = 0 } = error;
  return status === 429 || (status >= 500 && status !== 501);
}

/** How long a server is left alone after a failure of its own, in milliseconds. `failures`: how many there were in a row, this one included. */
export function toRestMs(error: EasyLLMError, failures: number): number {
  if (ModelLoadingError.isInstance(error)) return error.estimatedMs ?? askedMs(error) ?? LOADING_MS;
  if (APIConnectionError.isInstance(error)) {
    return Math.min(UNREACHABLE_MS * 2 ** (failures - 1), LONGEST_UNREACHABLE_MS);
  }
  if (error.status === 429 || error.status === 503) return askedMs(error) ?? OVERLOADED_MS;
  return failures < MANY_FAILURES ? 0 : UNREACHABLE_MS;
}

function askedMs({ headers }: EasyLLMError): number | undefined {
  return readRetryAfter(headers, Date.now());
}
