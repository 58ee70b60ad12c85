/** Answers as HTTP: JSON, event streams and errors, in OpenAI's shapes. */
import type { ErrorObject, ErrorResponse } from '../../generated/openai.ts';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  ConfigurationError,
  EasyLLMError,
  ModelLoadingError,
  StreamTruncatedError,
  UnsupportedError,
} from '../base/errors.ts';
import { readRetryAfter } from '../net/retry-after.ts';
import type { EventBody } from './event-body.ts';
import { toResponse } from './plain.ts';
import type { PlainResponse } from './plain.ts';

/**
 * Who reads an error. `owner`: whoever made the settings. The others are not told where the upstream is, since they can change nothing of
 * it. `keyHolder`: a caller whose own key goes upstream. `stranger`: any other, who is not told that the upstream refuses the token either.
 */
export type Audience = 'owner' | 'keyHolder' | 'stranger';

export interface HttpError {
  status: number;
  body: ErrorResponse;
  headers: Record<string, string>;
}

interface ClassRow {
  errorClass: typeof EasyLLMError;
  status?: number;
  code: string;
  /** Instead of a message that tells of addresses and settings, for all but the owner. */
  outside?: string;
}

/** The one table from our classes to status and code; first match wins. A status of the upstream's own is kept where none stands here. */
const BY_CLASS: readonly ClassRow[] = [
  { errorClass: ConfigurationError, status: 400, code: 'configuration' },
  { errorClass: UnsupportedError, status: 400, code: 'unsupported_parameter' },
  // Nobody reads it but logs: the caller has left. 499 is nginx's word for that.
  { errorClass: APIUserAbortError, status: 499, code: 'aborted' },
  {
    errorClass: APIConnectionTimeoutError,
    status: 504,
    code: 'timeout',
    outside: 'The model server took too long. Try again later, or ask for less.',
  },
  {
    errorClass: StreamTruncatedError,
    status: 502,
    code: 'stream_truncated',
    outside: 'The model server broke off before the end of the text. Try again.',
  },
  {
    errorClass: APIConnectionError,
    status: 502,
    code: 'connection',
    outside: 'The model server gave no answer. Try again later; if it lasts, this is for the operator to repair.',
  },
  { errorClass: ModelLoadingError, code: 'model_loading' },
];

const TYPE_OF_STATUS: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  424: 'server_error',
  429: 'rate_limit_error',
};

/** What to answer for anything that was thrown. */
export function toHttpError(error: unknown, audience: Audience = 'owner'): HttpError {
  if (!EasyLLMError.isInstance(error)) return toInternalError(error, audience);
  const known = BY_CLASS.find(({ errorClass }) => errorClass.isInstance(error));
  const status = known?.status ?? toErrorStatus(error.status);
  if (audience === 'stranger' && (status === 401 || status === 403)) return upstreamAuthError();
  const { param } = error;
  const message = withoutStatus(error);
  const body = toErrorBody({
    message: audience === 'owner' ? message : (known?.outside ?? withoutAddresses(message)),
    type: toType(error, status),
    param,
    code: error.code ?? known?.code ?? null,
  });
  return { status, body, headers: toRetryHeaders(error) };
}

/** Clients put the status before the message themselves. */
function withoutStatus({ message, status }: EasyLLMError): string {
  return message.startsWith(`${status} `) ? message.replace(/^\d+ (from )?/, '') : message;
}

const ADDRESSES = [
  /https?:\/\/[^\s`"'()]*[^\s`"'().,:;]/gi,
  // By number, or a name with a port. The lengths are bounded, so that no text of a server's costs more than its own length.
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\w.]*\w)/g,
  /\[[\da-f:.]{2,45}\](?::\d{1,5})?/gi,
  /(?<![\w.-])(?=[\d.-]{0,63}[a-z])[a-z\d](?:[a-z\d.-]{0,252}[a-z\d])?:\d{2,5}(?!\w)/gi,
];

function withoutAddresses(message: string): string {
  return ADDRESSES.reduce((text, address) => text.replaceAll(address, '[address]'), message);
}

/** An error of the handler's own, such as an unknown route. */
export function toErrorBody(error: ErrorObject): ErrorResponse {
  return { error };
}

export function toErrorResponse(error: HttpError): Response {
  return toResponse(toPlainError(error));
}

export function toPlainError({ status, body, headers }: HttpError): PlainResponse {
  return toPlainJson(body, { status, headers });
}

export interface ResponseHead {
  status?: number;
  headers?: Record<string, string>;
}

export function toJsonResponse(value: unknown, head?: ResponseHead): Response {
  return toResponse(toPlainJson(value, head));
}

export function toPlainJson(value: unknown, { status = 200, headers = {} }: ResponseHead = {}): PlainResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function toPlainEvents(body: EventBody, headers: Record<string, string>): PlainResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Proxies that would gather or compress a stream are asked not to (the last by nginx's own name).
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      ...headers,
    },
    body,
  };
}

/** An upstream's 200 that was no answer is a failure of the way to it. */
function toErrorStatus(status: number | undefined): number {
  if (status === undefined) return 500;
  return status >= 400 && status <= 599 ? status : 502;
}

/** The server's own word for the kind; else OpenAI's. */
function toType({ type }: EasyLLMError, status: number): string {
  if (type !== null) return type;
  return TYPE_OF_STATUS[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
}

/** When to come back, as the upstream says; and not at all where we have tried already. */
function toRetryHeaders(error: EasyLLMError): Record<string, string> {
  const headers: Record<string, string> = {};
  const retryAfterMs = readRetryAfter(error.headers, Date.now());
  if (retryAfterMs !== undefined) headers['retry-after'] = toSeconds(retryAfterMs);
  else if (ModelLoadingError.isInstance(error))
    headers['retry-after'] = toSeconds(error.estimatedMs ?? LOADING_RETRY_MS);
  if (error.attempts > 1) headers['x-should-retry'] = 'false';
  return headers;
}

/** For a server that loads a model and does not say how long. */
const LOADING_RETRY_MS = 10_000;
const DAY_SECONDS = 86_400;

/** At least a second, since 0 would mean at once; at most a day, whatever a server says. */
function toSeconds(ms: number): string {
  return String(Math.min(DAY_SECONDS, Math.max(1, Math.ceil(ms / 1000) || 1)));
}

function toInternalError(error: unknown, audience: Audience): HttpError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = audience === 'owner' ? `The request failed here: ${reason}` : 'The gateway failed; its log says why.';
  return { status: 500, body: toErrorBody({ message, type: 'server_error', param: null, code: null }), headers: {} };
}

function upstreamAuthError(): HttpError {
  const message = 'The server behind this gateway refused its token. This is for the operator to repair.';
  const body = toErrorBody({ message, type: 'server_error', param: null, code: 'upstream_auth' });
  // Asking again would not give the gateway another token.
  return { status: 502, body, headers: { 'x-should-retry': 'false' } };
}
