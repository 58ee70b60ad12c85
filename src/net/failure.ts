/**
 * What an upstream's error body says. TGI, TEI, the Hugging Face APIs and the proxies before them answer in a dozen shapes: JSON with
 * a string, a list or an object under `error`, a flat object, plain text, HTML, nothing. All become one readable message.
 */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import { toHeaders } from './transport.ts';
import type { TransportResponse } from './transport.ts';
import { toAPIError } from './api-error.ts';
import type { UpstreamFailure } from './api-error.ts';
import { readRetryAfter } from './retry-after.ts';

/** Longer reasons are cut, and say so: some servers echo a whole prompt. */
const MAX_MESSAGE_LENGTH = 1000;

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
      'https://api-inference.huggingface.co was shut down (410 Gone). Set `apiBase` (or HUGGINGFACE_API_BASE) to https://router.huggingface.co/hf-inference/models, or to your own server.',
      { status: 410, headers: toHeaders(response.headers), attempts: 1 },
    );
  }
  const failure = redactFailure(toFailure(response, body, url), redact);
  const asked = readRetryAfter(response.headers, Date.now());
  const reason = failure.message ?? 'The server gave no reason';
  // Where there is no such route, the address shows what is wrong with `apiBase`.
  const words = response.status === 404 ? `from ${redact(url)}: ${reason}` : reason;
  const message = asked === undefined ? words : `${words} (it asks to wait ${Math.ceil(asked / 1000)} s)`;
  return toAPIError({ ...failure, message }, { attempts: response.attempts });
}

/** A failure without the caller's token: a server may echo it in any of its words, and in its headers. */
export function redactFailure(failure: UpstreamFailure, redact: Redact): UpstreamFailure {
  const { message, code, type, param, headers } = failure;
  const clean = (text: string | null | undefined) => (typeof text === 'string' ? redact(text) : text);
  return {
    ...failure,
    message: clean(message) ?? undefined,
    code: clean(code),
    type: clean(type),
    param: clean(param),
    headers: headers && new Headers([...headers].map(([name, value]): [string, string] => [name, redact(value)])),
  };
}

/** What an answer with an error status to a request for `url` says. */
export function toFailure(response: TransportResponse, body: unknown, url: string): UpstreamFailure {
  const reason = isObject(body) ? readObject(body) : { message: readText(body, response.status) };
  return {
    status: response.status,
    ...reason,
    headers: toHeaders(response.headers),
    isModelLoading: response.status === 503 && isModelLoading(url, body),
    estimatedLoadingMs: toEstimate(body),
    isBodiless: body === undefined || body === '',
  };
}

/**
 * What an event inside a stream says, if it is an error: TGI answers 200 before it validates (wire: native `{error, error_type}`, `/v1`
 * `{error: {message, http_status_code}}`, whose status is the constant 422). Undefined for an ordinary event.
 */
export function toInBandFailure(event: unknown): UpstreamFailure | undefined {
  if (!isObject(event) || event['error'] === undefined || event['error'] === null) return undefined;
  const reason = readObject(event);
  return { status: inBandStatus(event, reason), ...reason };
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

/** `/v1` names no type, only words (TGI router, `InferError`). */
const STATUS_OF_MESSAGE: readonly (readonly [RegExp, number])[] = [
  [/^Model is overloaded/, 429],
  [/^Request failed during generation/, 424],
  [/^Incomplete generation/, 500],
];

function inBandStatus(event: JsonObject, { message, code }: Reason): number {
  if (code !== undefined && code !== null) {
    const status = STATUS_OF_ERROR_TYPE.get(code);
    if (status !== undefined) return status;
  }
  const known = STATUS_OF_MESSAGE.find(([pattern]) => pattern.test(message ?? ''));
  if (known !== undefined) return known[1];
  const error = event['error'];
  const stated = isObject(error) ? (error['http_status_code'] ?? error['code']) : undefined;
  return typeof stated === 'number' && stated >= 400 && stated <= 599 ? stated : 500;
}

interface Reason {
  message: string | undefined;
  code?: string | null;
  type?: string | null;
  param?: string | null;
}

function readObject(body: JsonObject): Reason {
  const error = body['error'];
  if (isObject(error)) return { ...readObject(error), message: toMessage(error['message']) ?? toMessage(error) };
  const message = toMessage(error ?? body['message'] ?? body['detail']) ?? toMessage(body);
  // Hugging Face's pipelines say "unknown error", and beside it which; others say the same twice.
  const warnings = toMessage(body['warnings']);
  const isNews = warnings !== undefined && !warnings.includes(message ?? '');
  return {
    message: isNews ? `${message} (${warnings})` : message,
    code: firstString(body['error_type'], body['code'], body['type']),
    // TEI's flat errors put the error type under `type`, TGI has none: only OpenAI-shaped errors have both words.
    type: firstString(body['type']),
    param: firstString(body['param']),
  };
}

function toMessage(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return shorten(value);
  if (Array.isArray(value)) {
    const words = value.map(toMessage).filter((item) => item !== undefined);
    return words.length === 0 ? undefined : shorten(words.join('; '));
  }
  const text = JSON.stringify(value);
  return text === '{}' ? undefined : shorten(text);
}

function readText(body: unknown, status: number): string | undefined {
  if (typeof body !== 'string') return toMessage(body);
  const text = body.trim();
  if (text === '') return undefined;
  if (/^<(!doctype|html|head|\?xml)/i.test(text)) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
    const named = title === undefined || title === '' ? '' : ` titled “${shorten(title)}”`;
    const advice = status >= 500 ? ' A proxy in front of the model server may be failing.' : ' Check `apiBase`.';
    return `The server answered with an HTML page${named} instead of JSON.${status === 404 ? '' : advice}`;
  }
  return shorten(text);
}

function isModelLoading(url: string, body: unknown): boolean {
  if (isObject(body)) return Number.isFinite(body['estimated_time']);
  // The proxy of an endpoint that is scaled to zero answers 503 without JSON until a replica is up.
  return (body === undefined || typeof body === 'string') && hostOf(url).endsWith('.endpoints.huggingface.cloud');
}

function toEstimate(body: unknown): number | undefined {
  const seconds = isObject(body) ? body['estimated_time'] : undefined;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function firstString(...values: unknown[]): string | null {
  return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}

function shorten(text: string): string {
  return text.length <= MAX_MESSAGE_LENGTH
    ? text
    : `${text.slice(0, MAX_MESSAGE_LENGTH)}… (${text.length} characters in all)`;
}
