/** The error for a request that got no answer, or whose answer broke off. */
import { APIConnectionError, APIUserAbortError, EasyLLMError } from '../errors.ts';
import type { Redact } from './failure.ts';

/** Errors of ours pass unchanged, also those that a signal carries as its reason: which deadline it was, or that the caller aborted. */
export function toConnectionError(
  cause: unknown,
  { url, redact, signal }: { url: string; redact?: Redact | undefined; signal?: AbortSignal | undefined },
): EasyLLMError {
  if (EasyLLMError.isInstance(cause)) return cause;
  if (signal?.aborted === true) {
    return EasyLLMError.isInstance(signal.reason) ? signal.reason : new APIUserAbortError(undefined, { cause });
  }
  const reason = reasonOf(cause);
  return new APIConnectionError(
    `No answer from ${url}: ${redact?.(reason) ?? reason}. Check that the server runs there, and \`apiBase\`.`,
    { cause, code: codeOf(cause), attempts: 1 },
  );
}

/** `fetch` hides the system's reason (ECONNREFUSED, ENOTFOUND) in the cause of a TypeError. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? error.cause : error;
  // A host with several addresses, all refused, leaves a code and no words.
  return inner.message || (codeOf(inner) ?? error.message) || error.name;
}
