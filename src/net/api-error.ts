/** From what an upstream says of its failure to the error class. */
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  ModelLoadingError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
} from '../base/errors.ts';
import type { ErrorDetails } from '../base/errors.ts';

/** What an upstream error says, whatever shape its body had. */
export interface UpstreamFailure {
  status: number;
  /** The body's own words, or undefined for an empty body. */
  message: string | undefined;
  /** TGI's and TEI's `error_type`; OpenAI's `code`. */
  code?: string | null | undefined;
  type?: string | null | undefined;
  param?: string | null | undefined;
  headers?: Headers | undefined;
  /** How long the server expects the model's loading to take from now. */
  estimatedLoadingMs?: number | undefined;
  /** The model is loading: a 503 with `estimated_time`, or from an endpoint that scales up. */
  isModelLoading?: boolean | undefined;
  isBodiless?: boolean | undefined;
  /** Of a route in OpenAI's shape, which takes none of TEI's own fields. */
  isOpenAIRoute?: boolean | undefined;
}

type APIErrorClass = new (message: string, details?: ErrorDetails) => APIError;

const CLASS_OF_STATUS: Readonly<Record<number, APIErrorClass>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  424: InternalServerError,
  429: RateLimitError,
};

/** What to do about a status, where the server's own words do not say it. */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check `apiKey`, or the variable EASYLLM_API_KEY.',
  403: 'The token is known but may not do this: check its permissions.',
  404: 'Check `apiBase` and `model`.',
  405: 'Check `apiBase`: this address does not take the request.',
  424: 'The model failed while generating; the server’s log says why.',
  429: 'The server is busy, or a quota is used up: try again later, or send fewer requests at once.',
};

/** What to do where the server's words are known, and the advice for its status would lead astray. */
const ADVICE_ON_WORDS: readonly { status: number; words: RegExp; advice: string }[] = [
  {
    // nginx, and servers in Go.
    status: 400,
    words: /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server/i,
    advice: 'It has TLS: begin `apiBase` (or EASYLLM_API_BASE) with `https://`.',
  },
  {
    status: 422,
    words: /^Tool error: Failed to parse generated text: EOF/,
    advice: 'The call was cut off: raise `max_tokens`.',
  },
  {
    status: 422,
    words: /^[^:]*: inputs: invalid type: sequence, expected a string/,
    advice: 'The server generates text, and embeds nothing: set `apiBase` to one that does, such as a TEI.',
  },
  {
    status: 424,
    words: /^Backend error: model is not a re-ranker/i,
    advice: 'It ranks nothing: set `apiBase` to a server of a reranking model.',
  },
  {
    status: 424,
    words: /^Backend error: /,
    advice: 'Check that `apiBase` leads to a model for this; the server’s log says more.',
  },
];

/** The one table from an upstream failure to its class. */
export function toAPIError(
  failure: UpstreamFailure,
  context: { attempts?: number | undefined; partial?: unknown; advice?: string | undefined } = {},
): APIError {
  const ErrorClass = errorClassOf(failure);
  const words = withoutStatus(failure.message, failure.status) ?? 'The server gave no reason';
  const end = /[.!?]$/.test(words) ? '' : '.';
  const known = ADVICE_ON_WORDS.find(({ status, words: told }) => status === failure.status && told.test(words));
  const advice =
    known?.advice ?? context.advice ?? (isTooLong(failure) ? toTruncateAdvice(failure) : ADVICE[failure.status]);
  return new ErrorClass(`${failure.status} ${words}${end}${advice === undefined ? '' : ` ${advice}`}`, {
    status: failure.status,
    code: failure.code,
    type: failure.type,
    param: failure.param,
    headers: failure.headers,
    attempts: context.attempts ?? 1,
    partial: context.partial,
    estimatedMs: failure.estimatedLoadingMs,
    isBodiless: failure.isBodiless,
  });
}

/** Words that begin with the status ("405 method not allowed", as Gin writes it), which every message begins with. */
export function withoutStatus(words: string | undefined, status: number): string | undefined {
  const prefix = String(status);
  if (words?.startsWith(prefix) !== true || /^\d/.test(words.slice(prefix.length))) return words;
  const rest = words.slice(prefix.length).replace(/^[\s:.,-]{1,10}/, '');
  return rest === '' ? undefined : rest;
}

/** TGI has no such choice for chats, and words of its own; it writes `validation` small. */
function isTooLong({ code, message = '' }: UpstreamFailure): boolean {
  return code === 'Validation' && /must have less than \d+ tokens/.test(message);
}

function toTruncateAdvice({ isOpenAIRoute }: UpstreamFailure): string {
  const way = isOpenAIRoute === true ? 'set `apiBase` to the server’s own address, without `/v1`, and ' : '';
  return `Shorten the text, or ${way}pass \`truncate: true\` to have its end left out.`;
}

function errorClassOf({ status, code, isModelLoading }: UpstreamFailure): APIErrorClass {
  if (isModelLoading === true) return ModelLoadingError;
  // TEI up to 1.8 answers 413 where 1.9 answers 422 (TEI router, ErrorType).
  if (status === 413 && code === 'Validation') return UnprocessableEntityError;
  if (status >= 500) return InternalServerError;
  return CLASS_OF_STATUS[status] ?? APIError;
}
