/** What the rules make of a server's failure: the class, the status, the code, and a message with the server's own words. */
import { EasyLLMError } from '../../src/index.ts';
import { type JsonObject, isObject, parseJson, shown } from './json.ts';

export interface ExpectedError {
  name: string;
  status: number;
  /** Undefined where the server gave none. */
  code: string | undefined;
  /** Undefined where the server gave none: some write the word `None`. */
  type?: string | undefined;
  param?: string | undefined;
  /** Each must be found in the message. */
  words: readonly string[];
}

const NAME_OF_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'BadRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [422, 'UnprocessableEntityError'],
  [424, 'InternalServerError'],
  [429, 'RateLimitError'],
]);

/** For an answer with an error status. */
export function expectedError({ status, body, url }: { status: number; body: string; url: string }): ExpectedError {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const parsed = parseJson(body);
  if (status === 410 && host === 'api-inference.huggingface.co') {
    return { name: 'ConfigurationError', status, code: undefined, words: ['router.huggingface.co'] };
  }
  const isLoading =
    status === 503 &&
    (isObject(parsed)
      ? Number.isFinite(parsed['estimated_time']) || /loading/i.test(toWords(parsed).join(' '))
      : isScalingUp(host));
  const code = isObject(parsed) ? toCode(parsed) : undefined;
  const words = parsed === undefined ? toTextWords(body) : toWords(parsed);
  return {
    name: isLoading ? 'ModelLoadingError' : nameOf(status, code),
    status,
    code,
    type: memberOfError(parsed, 'type'),
    param: memberOfError(parsed, 'param'),
    words,
  };
}

/** For an event inside a stream that was answered with 200. */
export function expectedInBandError(event: JsonObject): ExpectedError {
  const code = toCode(event);
  const words = toWords(event);
  const status = toInBandStatus(event, { code, words: words.join(' ') });
  return { name: nameOf(status, code), status, code, words };
}

function isScalingUp(host: string): boolean {
  return host.endsWith('.endpoints.huggingface.cloud');
}

function nameOf(status: number, code: string | undefined): string {
  if (status === 413 && code === 'Validation') return 'UnprocessableEntityError';
  return NAME_OF_STATUS.get(status) ?? (status >= 500 ? 'InternalServerError' : 'APIError');
}

const STATUS_OF_TYPE: ReadonlyMap<string, number> = new Map([
  ['validation', 422],
  ['template_error', 422],
  ['missing_template_variable', 422],
  ['tool_error', 422],
  ['generation', 424],
  ['overloaded', 429],
  ['incomplete_generation', 500],
  ['incomplete_generation_stream', 500],
  ['stream_serialization_error', 500],
]);

/** TGI's `/v1` says 422 of every error: there the words tell. */
function toInBandStatus(event: JsonObject, { code, words }: { code: string | undefined; words: string }): number {
  const known = STATUS_OF_TYPE.get(code ?? '');
  if (known !== undefined) return known;
  if (words.startsWith('Model is overloaded')) return 429;
  if (words.startsWith('Request failed during generation')) return 424;
  if (words.startsWith('Incomplete generation')) return 500;
  return isObject(event['error']) ? 422 : 500;
}

function toCode(body: JsonObject): string | undefined {
  const error = isObject(body['error']) ? body['error'] : body;
  // TEI's OpenAI routes: `{"message", "code": 422, "type": "Validation"}`.
  const flat = typeof body['code'] === 'number' ? body['type'] : undefined;
  return [body['error_type'], error['error_type'], error['code'], flat].find((value) => typeof value === 'string');
}

/** Of an error in OpenAI's shape. */
function memberOfError(body: unknown, name: string): string | undefined {
  const error = isObject(body) ? body['error'] : undefined;
  const member = isObject(error) ? error[name] : undefined;
  return typeof member === 'string' && member !== 'None' ? member : undefined;
}

function toWords(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(toWords);
  if (!isObject(value)) return [];
  return toWords(value['error'] ?? value['message'] ?? value['detail']);
}

/** Of an HTML page its title, else the text. */
function toTextWords(text: string): string[] {
  if (!text.trimStart().startsWith('<')) return toWords(text.trim());
  return toWords(/<title>([^<]*)<\/title>/i.exec(text)?.[1]?.trim());
}

/** Long words may be cut. */
const COMPARED_LENGTH = 300;
const MAX_LINES = 6;

/** How an error differs from the expected one; undefined if it does not. */
export function differenceOfError(error: unknown, want: ExpectedError): string | undefined {
  if (!(error instanceof EasyLLMError)) return `threw ${String(error)}, which is no error of ours`;
  const { name, status, code, message } = error;
  if (name !== want.name) return `the error is ${name}, not ${want.name} (${message})`;
  if (status !== want.status) return `the status is ${status}, not ${want.status}`;
  if (want.code !== undefined && code !== want.code) return `the code is ${code}, not ${want.code}`;
  if (want.type !== undefined && error.type !== want.type) return `the type is ${error.type}, not ${want.type}`;
  if (want.param !== undefined && error.param !== want.param) return `the param is ${error.param}, not ${want.param}`;
  const none = Object.entries({ type: error.type, param: error.param, code }).find(([, word]) => word === 'None');
  if (none !== undefined) return `${none[0]} is the word None`;
  const missing = want.words.find((words) => !message.includes(words.slice(0, COMPARED_LENGTH)));
  if (missing !== undefined) return `the message is ${shown(message)}, without ${shown(missing)}`;
  const isReadable =
    message.trim() !== '' && message.split('\n').length <= MAX_LINES && !/\[object |<html/i.test(message);
  return isReadable ? undefined : `the message is not readable: ${shown(message)}`;
}
