/** From an upstream's answer, or an event of its stream, to our error. What a body says is read in `error-body.ts`. */
import { escapeControls } from '../base/control-characters.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import { MAX_WORDS, readReason } from './error-body.ts';
import type { Reason } from './error-body.ts';
import { parseBody } from './json.ts';
import { toHeaders } from './transport.ts';
import type { TransportResponse } from './transport.ts';
import { toAPIError, withoutStatus } from './api-error.ts';
import type { UpstreamFailure } from './api-error.ts';
import { toErrorObject } from './in-band.ts';
import { readRetryAfter } from './retry-after.ts';

/** Longer reasons are cut, and say so: some servers echo a whole prompt. */
const MAX_MESSAGE_LENGTH = 1000;

/** A model that takes longer to load is not waited for by anybody. */
const MAX_ESTIMATE_MS = 24 * 60 * 60 * 1000;

/** Removes the caller's token from a text that may echo it. */
export type Redact = (text: string) => string;

/** The error for an answer with an error status to a request for `url`. `body` is its JSON, its text, or undefined if it was empty. */
export function toUpstreamError(
  response: TransportResponse,
  body: unknown,
  { url, redact }: { url: string; redact: Redact },
): EasyLLMError {
  if (response.status === 410 && hostOf(url) === 'api-inference.huggingface.co') {
    return new ConfigurationError(
      'https://api-inference.huggingface.co was shut down (410 Gone). Set `apiBase` (or EASYLLM_API_BASE) to https://router.huggingface.co/hf-inference/models, or to your own server.',
      { status: 410, headers: toHeaders(response.headers), attempts: 1 },
    );
  }
  const failure = redactFailure(toFailure(response, body, url), redact);
  const asked = readRetryAfter(response.headers, Date.now());
  const reason = withoutStatus(failure.message, response.status) ?? 'The server gave no reason';
  // Where there is no such route, the address shows what is wrong with `apiBase`.
  const words = response.status === 404 ? `from ${redact(url)}: ${reason}` : reason;
  const message = asked === undefined ? words : `${words} (it asks to wait ${Math.ceil(asked / 1000)} s)`;
  return toAPIError({ ...failure, message }, { attempts: response.attempts, advice: response.tokenAdvice });
}

/**
 * A failure without the caller's token: a server may echo it in any of its words, and in its headers. The words are cut to their length
 * afterwards, since a token across the cut would not be known again.
 */
export function redactFailure(failure: UpstreamFailure, redact: Redact): UpstreamFailure {
  const { message, code, type, param, headers } = failure;
  const clean = (text: string | null | undefined) => (typeof text === 'string' ? redact(text) : text);
  return {
    ...failure,
    message: message === undefined ? undefined : shorten(escapeControls(redact(message)), message.length),
    code: clean(code),
    type: clean(type),
    param: clean(param),
    headers: headers && new Headers([...headers].map(([name, value]): [string, string] => [name, redact(value)])),
  };
}

/** What an answer with an error status to a request for `url` says: all its words, to be given to `redactFailure`. */
export function toFailure(response: TransportResponse, body: unknown, url: string): UpstreamFailure {
  // The one client parses as JSON does, which has no `NaN`.
  const said = typeof body === 'string' ? parseBody(body) : body;
  const reason = readReason(said, response.status);
  return {
    status: response.status,
    ...reason,
    headers: toHeaders(response.headers),
    isModelLoading: response.status === 503 && isModelLoading(url, said, reason.message),
    estimatedLoadingMs: toEstimate(said),
    isBodiless: body === undefined || body === '',
    isOpenAIRoute: /\/v1\/\w{1,40}$/.test(url),
  };
}

/**
 * What an event inside a stream says, if it is an error: TGI answers 200 before it validates (wire: native `{error, error_type}`, `/v1`
 * `{error: {message, http_status_code}}`, whose status is the constant 422). Undefined for an ordinary event.
 */
export function toInBandFailure(event: unknown): UpstreamFailure | undefined {
  const error = toErrorObject(event);
  if (error === undefined) return undefined;
  const reason = readReason(error, 0);
  const { status, code = reason.code } = inBandStatus(error, reason);
  return { status, ...reason, code };
}

// A map: the word comes from outside, and may be that of a member every object has.
const STATUS_OF_ERROR_TYPE: ReadonlyMap<string, number> = new Map([
  ['validation', 422],
  ['template_error', 422],
  ['missing_template_variable', 422],
  ['tool_error', 422],
  ['generation', 424],
  ['overloaded', 429],
  ['incomplete_generation', 500],
  ['incomplete_generation_stream', 500],
  ['stream_serialization_error', 500],
  ['healthcheck', 503],
]);

/** `/v1` names no type, only words (TGI router, `InferError`); whole answers have these codes beside the same ones. */
const STATUS_OF_MESSAGE: readonly (readonly [RegExp, status: number, code: string])[] = [
  [/^Model is overloaded/, 429, 'overloaded'],
  [/^Request failed during generation/, 424, 'generation'],
  [/^Incomplete generation stream/, 500, 'incomplete_generation_stream'],
  [/^Incomplete generation/, 500, 'incomplete_generation'],
  [/^Input validation error/, 422, 'validation'],
  [/^Template error/, 422, 'template_error'],
  [/^Tool error/, 422, 'tool_error'],
];

function inBandStatus(event: JsonObject, { message = '', code }: Reason): { status: number; code?: string } {
  const typed = code === undefined || code === null ? undefined : STATUS_OF_ERROR_TYPE.get(code);
  if (typed !== undefined) return { status: typed };
  const { error } = event;
  const said = isObject(error) ? error : event;
  const known = STATUS_OF_MESSAGE.find(([pattern]) => pattern.test(message));
  if (known === undefined) return { status: toStatus(said['http_status_code'] ?? said['code']) ?? 500 };
  const [, status, word] = known;
  return typeof said['code'] === 'string' ? { status } : { status, code: word };
}

function toStatus(stated: unknown): number | undefined {
  const number = typeof stated === 'string' && /^\d{3}$/.test(stated) ? Number(stated) : stated;
  return typeof number === 'number' && number >= 400 && number <= 599 ? Math.trunc(number) : undefined;
}

/** How servers say that they are loading: llama.cpp "Loading model", Ollama "llm server loading model", SGLang and proxies in other words. */
const LOADING =
  /\bload(?:ing)? (?:the )?model\b|\bmodel(?: \S{1,200})? is (?:currently |still |being |not )?load(?:ing|ed)\b|\b(?:being loaded|still loading|warming up|starting up|not ready yet)\b|\bmodel is not ready\b/i;

function isModelLoading(url: string, body: unknown, message: string | undefined): boolean {
  if (isObject(body) && Number.isFinite(body['estimated_time'])) return true;
  if (message !== undefined && LOADING.test(message.slice(0, MAX_MESSAGE_LENGTH))) return true;
  // The proxy of an endpoint that is scaled to zero answers 503 without JSON until a replica is up.
  return (body === undefined || typeof body === 'string') && hostOf(url).endsWith('.endpoints.huggingface.cloud');
}

function toEstimate(body: unknown): number | undefined {
  const seconds = isObject(body) ? body['estimated_time'] : undefined;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return undefined;
  return Math.min(Math.max(0, seconds * 1000), MAX_ESTIMATE_MS);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** `length` is that of the words before the token was taken out. */
function shorten(text: string, length: number): string {
  if (text.length <= MAX_MESSAGE_LENGTH) return text;
  const all = length < MAX_WORDS ? `${length} characters in all` : `more than ${length} characters`;
  return `${text.slice(0, MAX_MESSAGE_LENGTH)}… (${all})`;
}
