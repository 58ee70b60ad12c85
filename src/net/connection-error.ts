/** The error for a request that got no answer, or whose answer broke off. */
import type { AnySignal } from '../base/abort.ts';
import { APIConnectionError, APIError, APIUserAbortError, EasyLLMError, StreamTruncatedError } from '../base/errors.ts';
import type { Redact } from './failure.ts';

interface BrokenRequest {
  url: string;
  redact?: Redact | undefined;
  signal?: AnySignal | undefined;
}

/** Errors of ours pass unchanged, also those that a signal carries as its reason: which deadline it was, or that the caller aborted. */
export function toConnectionError(cause: unknown, { url, redact, signal }: BrokenRequest): EasyLLMError {
  if (EasyLLMError.isInstance(cause)) return cause;
  if (signal?.aborted === true) {
    return EasyLLMError.isInstance(signal.reason) ? signal.reason : new APIUserAbortError(undefined, { cause });
  }
  const reason = reasonOf(cause).replace(/\.$/, '');
  const code = codeOf(cause);
  return new APIConnectionError(`No answer from ${url}: ${redact?.(reason) ?? reason}. ${toCure(code)}`, {
    cause: redact === undefined ? cause : withoutToken(cause, redact),
    code,
    attempts: 1,
  });
}

const UNKNOWN_AUTHORITY =
  'If you trust its certificate, name the file of its authority in NODE_EXTRA_CA_CERTS before Node starts.';
const NO_TLS = 'If it has no TLS, begin `apiBase` (or HUGGINGFACE_API_BASE) with `http://`.';
const CLOSED = 'The server closed the connection, or a proxy before it did: its log may say why.';

/** By the codes of OpenSSL, as Node passes them on: `fetch` tells what `node:https` calls EPROTO. */
const CURES = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
  ['ECONNRESET', CLOSED],
  ['UND_ERR_SOCKET', CLOSED],
  ['EPROTO', NO_TLS],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', NO_TLS],
  ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
]);

function toCure(code: string | null): string {
  return CURES.get(code ?? '') ?? 'Check that the server runs there, and `apiBase` (or HUGGINGFACE_API_BASE).';
}

/** A connection that breaks inside a stream cuts it: what came is known, so it is no mere failure to connect. */
export function toStreamError(cause: unknown, request: BrokenRequest): EasyLLMError {
  if (EasyLLMError.isInstance(cause) || request.signal?.aborted === true) return toConnectionError(cause, request);
  return truncated(request.url, cause);
}

/** The error for a whole answer that ended before its time. */
export function cutOff(url: string, attempts: number): APIConnectionError {
  return new APIConnectionError(`The answer from ${url} was cut off. Try again.`, { attempts });
}

/** The error for a stream that ended before its time. */
export function truncated(url: string, cause?: unknown): StreamTruncatedError {
  return new StreamTruncatedError(
    `The stream from ${url} was cut off before the server said how generation ended. The text so far is in \`partial\`.`,
    { cause, attempts: 1 },
  );
}

/** The error for something that came where a stream was asked for, and that is none. */
export function notAStream(url: string, { found, advice, attempts = 1 }: NoStream): APIError {
  return new APIError(`${url} answered with ${found} instead of a stream. ${advice}`, { status: 200, attempts });
}

interface NoStream {
  found: string;
  advice: string;
  attempts?: number | undefined;
}

/** The cause as it is, or a copy of its words where they hold the token: a caller's own `fetch` may print its request. */
function withoutToken(cause: unknown, redact: Redact): unknown {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? redact(cause) : cause;
  const { name, message, stack = '' } = cause;
  const inner = withoutToken(cause.cause, redact);
  if (inner === cause.cause && redact(message) === message && redact(stack) === stack) return cause;
  const copy = new Error(redact(message), inner === undefined ? undefined : { cause: inner });
  return Object.assign(copy, { name, stack: redact(stack) });
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
  return inner.message.trim() || (codeOf(inner) ?? error.message) || error.name;
}
