/** The error for a request that got no answer, or whose answer broke off. */
import type { AnySignal } from '../base/abort.ts';
import { APIConnectionError, APIError, APIUserAbortError, EasyLLMError, StreamTruncatedError } from '../base/errors.ts';
import { isObject, kindOf } from '../base/check.ts';
import type { Redact } from './failure.ts';

interface BrokenRequest {
  url: string;
  redact?: Redact | undefined;
  signal?: AnySignal | undefined;
  /** What to do about it. Default: as its code says. */
  cure?: string | undefined;
}

/** Errors of ours pass unchanged, also those that a signal carries as its reason: which deadline it was, or that the caller aborted. */
export function toConnectionError(cause: unknown, { url, redact, signal, cure }: BrokenRequest): EasyLLMError {
  if (EasyLLMError.isInstance(cause)) return cause;
  if (signal?.aborted === true) {
    return EasyLLMError.isInstance(signal.reason) ? signal.reason : new APIUserAbortError(undefined, { cause });
  }
  const words = reasonOf(cause);
  const reason = cut(redact?.(words) ?? words);
  const code = safeCodeOf(cause);
  return new APIConnectionError(`No answer from ${url}: ${reason.replace(/\.$/, '')}. ${cure ?? toCure(code, url)}`, {
    cause: redact === undefined ? cause : withoutToken(cause, redact),
    code,
    attempts: 1,
  });
}

/** Connections that had been kept, and broke before a byte of a response came. */
const stale = new WeakSet<EasyLLMError>();

/** As `toConnectionError`, for a connection that had been kept: the server may have closed it before the request came. */
export function toStaleError(cause: unknown, request: BrokenRequest): EasyLLMError {
  const error = toConnectionError(cause, request);
  stale.add(error);
  return error;
}

export function isStale(error: EasyLLMError): boolean {
  return stale.has(error);
}

const MAX_REASON_LENGTH = 1000;

function cut(reason: string): string {
  return reason.length <= MAX_REASON_LENGTH ? reason : `${reason.slice(0, MAX_REASON_LENGTH)}…`;
}

function safeCodeOf(cause: unknown): string | null {
  try {
    return codeOf(cause);
  } catch {
    return null;
  }
}

const UNKNOWN_AUTHORITY =
  'If you trust its certificate, name the file of its authority in NODE_EXTRA_CA_CERTS before Node starts.';
const NO_TLS = 'If it has no TLS, begin `apiBase` (or EASYLLM_API_BASE) with `http://`.';
const NO_HTTP = 'If it has TLS, begin `apiBase` (or EASYLLM_API_BASE) with `https://`.';
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

function toCure(code: string | null, url: string): string {
  // What is no HTTP at all may be TLS, which many servers end without a word where none was spoken to them.
  const mayHaveTls = url.startsWith('http:') && (code?.startsWith('HPE_') === true || CURES.get(code ?? '') === CLOSED);
  if (mayHaveTls) return code?.startsWith('HPE_') === true ? NO_HTTP : `${CLOSED} ${NO_HTTP}`;
  return CURES.get(code ?? '') ?? 'Check that the server runs there, and `apiBase` (or EASYLLM_API_BASE).';
}

/** A connection that breaks inside a stream cuts it: what came is known, so it is no mere failure to connect. */
export function toStreamError(cause: unknown, request: BrokenRequest): EasyLLMError {
  if (EasyLLMError.isInstance(cause) || request.signal?.aborted === true) return toConnectionError(cause, request);
  return truncated(request.url, { cause });
}

/** The error for a whole answer that ended before its time. */
export function cutOff(url: string, attempts: number): APIConnectionError {
  return new APIConnectionError(`The answer from ${url} was cut off. Try again.`, { attempts });
}

/** The error for a stream that ended before its time. */
export function truncated(
  url: string,
  { cause, said }: { cause?: unknown; said?: string | undefined } = {},
): StreamTruncatedError {
  const words = said === undefined ? '' : ` It says: ${said}`;
  return new StreamTruncatedError(
    `The stream from ${url} was cut off before the server said how generation ended. The text so far is in \`partial\`.${words}`,
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

/** How many causes of causes are looked at: a caller's own `fetch` may throw an error that is its own cause. */
const MAX_CAUSES = 5;

/** The cause as it is, or a copy of its words where they hold the token: a caller's own `fetch` may print its request. */
function withoutToken(cause: unknown, redact: Redact): unknown {
  try {
    return holdsToken(cause, redact, MAX_CAUSES) ? toCleanCopy(cause, redact, MAX_CAUSES) : cause;
  } catch {
    // What cannot be read cannot be judged either.
    return new Error('The cause cannot be read.');
  }
}

function holdsToken(value: unknown, redact: Redact, depth: number): boolean {
  if (typeof value === 'string') return redact(value) !== value;
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  // The words of an error are not enumerable; what libraries add to it, such as their request, is.
  const { message, stack, cause } = value as Partial<Error>;
  return [message, stack, cause, ...Object.values(value)].some((part) => holdsToken(part, redact, depth - 1));
}

function toCleanCopy(cause: unknown, redact: Redact, depth: number): unknown {
  if (typeof cause === 'string') return redact(cause);
  if (!(cause instanceof Error) || depth === 0) return undefined;
  const { name, message, stack = '' } = cause;
  const inner = toCleanCopy(cause.cause, redact, depth - 1);
  const copy = new Error(redact(message), inner === undefined ? undefined : { cause: inner });
  const code = codeOf(cause);
  return Object.assign(copy, { name: redact(name), stack: redact(stack), ...(code !== null && { code }) });
}

/** `fetch` hides the system's reason (ECONNREFUSED, ENOTFOUND) in the cause of a TypeError. */
export function codeOf(error: unknown, depth = MAX_CAUSES): string | null {
  if (!isErrorLike(error) || depth === 0) return null;
  const { code, cause } = error;
  return typeof code === 'string' ? code : codeOf(cause, depth - 1);
}

/** What an error says of itself, whatever it is that was thrown. */
export function reasonOf(error: unknown): string {
  try {
    return wordsOf(error);
  } catch {
    return 'what was thrown cannot be read';
  }
}

function wordsOf(error: unknown): string {
  if (!isErrorLike(error)) return typeof error === 'string' ? error : kindOf(error);
  const inner = isErrorLike(error.cause) ? error.cause : error;
  // A host with several addresses, all refused, leaves a code and no words.
  return inner.message.trim() || (codeOf(inner) ?? error.message) || error.name || 'it does not say why';
}

interface ErrorLike {
  name?: string;
  message: string;
  code?: unknown;
  cause?: unknown;
}

/** Errors of another realm are no instances of ours. */
function isErrorLike(value: unknown): value is ErrorLike {
  return isObject(value) && typeof value['message'] === 'string';
}
