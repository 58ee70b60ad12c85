/**
 * What the body of an upstream's error says. Servers, gateways and the proxies before them answer in two dozen shapes: JSON with a string,
 * a list or an object under `error`, `errors`, `detail` or `message`, a list of one such object, plain text, HTML, nothing. All become one
 * readable message. A body is a stranger's: it is cut before it is looked at, read in one pass, and two levels deep.
 */
import { isObject, tryParse } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';

/** What an error says of itself. */
export interface Reason {
  message: string | undefined;
  code?: string | null;
  type?: string | null;
  param?: string | null;
}

/** Words beyond are not looked at. Messages are far shorter still, once the caller's token has been taken out of them. */
export const MAX_WORDS = 16 * 1024;

/** How many items of a list are told. */
const MAX_ITEMS = 20;

/** How deep objects are looked into: `error` in the body, and what is in that. */
const MAX_LEVELS = 2;

/** The reason that a body gives: JSON that was parsed, a text, or undefined for none. */
export function readReason(body: unknown, status: number): Reason {
  if (typeof body === 'string') return { message: readText(body, status) };
  // A list of one error, as Gemini's OpenAI route gives.
  const [first] = Array.isArray(body) ? body : [body];
  return isObject(first) ? readObject(first, MAX_LEVELS) : { message: toWords(body, MAX_LEVELS) };
}

/** The members that hold the words, the most telling first. The first that says anything counts. */
const WORDS = ['error', 'message', 'detail', 'errors', 'msg', 'error_description', 'details', 'title', 'base_resp'];

/** Members beside the words that may say more: Hugging Face's pipelines say "unknown error", and beside it which. */
const NEWS = ['message', 'warnings', 'error_description', 'detail'];

function readObject(body: JsonObject, levels: number): Reason {
  const { error } = body;
  if (isObject(error) && levels > 1) {
    const inner = readObject(error, levels - 1);
    // Beside `error` may stand what is said once for all: `{ error: { message }, code }`.
    return { ...inner, code: inner.code ?? firstString(body['error_type'], body['code']) };
  }
  const name = WORDS.find((word) => toWords(body[word], levels - 1) !== undefined);
  const message = name === undefined ? toWords(body, levels) : toWords(body[name], levels - 1);
  return {
    message: withNews(message, [
      ...NEWS.filter((word) => word !== name).map((word) => toWords(body[word], levels - 1)),
      wordsOfProvider(body['metadata']),
    ]),
    code: firstString(body['error_type'], body['code'], body['type']),
    // TEI has its word for a program under `type`, TGI has no kind: only OpenAI-shaped errors have both words.
    type: isTeiError(body, levels) ? null : firstString(body['type']),
    param: firstString(body['param']) ?? pathOfFirst(body['detail']),
  };
}

/** `{message, code: 422, type: "Validation"}` and no more, and not under `error`. */
function isTeiError(body: JsonObject, levels: number): boolean {
  const isFlat = levels === MAX_LEVELS && typeof body['code'] === 'number';
  return isFlat && body['object'] === undefined && body['param'] === undefined;
}

/** Others say the same twice. */
function withNews(message: string | undefined, more: readonly (string | undefined)[]): string | undefined {
  if (message === undefined) return undefined;
  const news = more.find((words) => words !== undefined && !words.includes(message) && !message.includes(words));
  return news === undefined ? message : `${message} (${news})`;
}

/** OpenRouter says "Provider returned error", and in `metadata.raw` what the provider said: JSON as text, or text. */
function wordsOfProvider(metadata: unknown): string | undefined {
  if (!isObject(metadata)) return undefined;
  const { raw } = metadata;
  if (typeof raw !== 'string') return toWords(raw, 1);
  const parsed = raw.length <= MAX_WORDS && /^\s*[{[]/.test(raw) ? tryParse(raw) : undefined;
  return typeof parsed === 'object' ? readReason(parsed, 0).message : toWords(raw, 1);
}

/** A value as words; undefined for one that says nothing, such as Python's `None` as text. */
function toWords(value: unknown, levels: number): string | undefined {
  if (typeof value === 'string') {
    const words = value.slice(0, MAX_WORDS).trim();
    return saysNothing(words) ? undefined : words;
  }
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return levels < 0 ? undefined : listWords(value, levels - 1);
  return isObject(value) ? objectWords(value, levels) : undefined;
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'None' || value === 'null';
}

function listWords(list: readonly unknown[], levels: number): string | undefined {
  const words = list
    .slice(0, MAX_ITEMS)
    .map((item) => toWords(item, levels))
    .filter((item) => item !== undefined);
  if (words.length === 0) return undefined;
  const more = list.length > MAX_ITEMS ? `; … (${list.length} in all)` : '';
  return words.join('; ').slice(0, MAX_WORDS) + more;
}

function objectWords(value: JsonObject, levels: number): string | undefined {
  const said = [value['msg'], value['message'], value['detail'], value['error'], value['status_msg']].find(
    (words) => typeof words === 'string' && words !== '',
  );
  const words = toWords(said, 0);
  const path = toPath(value['loc']);
  if (words !== undefined) return path === undefined ? words : `${path}: ${words}`;
  if (levels <= 0) return undefined;
  const shown = preview(value, levels);
  return shown === '{}' ? undefined : shown;
}

/** Where FastAPI found a fault: `["body", "messages", 0, "role"]` is `messages[0].role`. */
function toPath(loc: unknown): string | undefined {
  if (!Array.isArray(loc)) return undefined;
  const keys = loc.slice(loc[0] === 'body' ? 1 : 0, MAX_ITEMS);
  const path = keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = typeof key === 'string' ? key.slice(0, MAX_WORDS) : '';
    return text === '' ? name : `${text}.${name}`;
  }, '');
  return path === '' ? undefined : path;
}

function pathOfFirst(detail: unknown): string | null {
  const first: unknown = Array.isArray(detail) ? detail[0] : undefined;
  return (isObject(first) ? toPath(first['loc']) : undefined) ?? null;
}

/** JSON of an object of a form that is not known, so far as it is short and shallow: `JSON.stringify` ends the stack on what is deep. */
function preview(value: unknown, levels: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_WORDS));
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const names = Object.keys(value).filter((name) => !saysNothing((value as JsonObject)[name]));
  if (names.length === 0) return isList ? '[]' : '{}';
  if (levels <= 0) return isList ? '[…]' : '{…}';
  const members = names.slice(0, MAX_ITEMS).map((name) => {
    const member = preview((value as JsonObject)[name], levels - 1);
    return isList ? member : `${JSON.stringify(name.slice(0, MAX_WORDS))}:${member}`;
  });
  if (names.length > MAX_ITEMS) members.push('…');
  const text = members.join(',').slice(0, MAX_WORDS);
  return isList ? `[${text}]` : `{${text}}`;
}

function readText(body: string, status: number): string | undefined {
  const text = body.slice(0, MAX_WORDS).trim();
  if (!/^<(!doctype|html|head|\?xml)/i.test(text)) return toWords(text, 0);
  const title = readTitle(text);
  const named = title === '' ? '' : ` titled “${title}”`;
  return `The server answered with an HTML page${named} instead of JSON.${adviceOnPage(status)}`;
}

/** Searched for from left to right: an expression would begin again at each `<title`. */
function readTitle(page: string): string {
  const text = page.toLowerCase();
  const tag = text.indexOf('<title');
  const start = tag < 0 ? -1 : text.indexOf('>', tag);
  const end = start < 0 ? -1 : text.indexOf('<', start);
  // Letters whose lower case is longer shift what follows them; a title cut short by that is no harm.
  return end < 0 ? '' : page.slice(start + 1, end).trim();
}

/** Statuses whose error says by itself what to do. */
const OWN_ADVICE = new Set([401, 403, 404, 405, 429]);

/** What to do about a page of a proxy. */
function adviceOnPage(status: number): string {
  if (status === 413)
    return ' A proxy in front of the model server takes no body so large: raise its limit, or send less.';
  if (OWN_ADVICE.has(status)) return '';
  return status >= 500 ? ' A proxy in front of the model server may be failing.' : ' Check `apiBase`.';
}

function firstString(...values: unknown[]): string | null {
  return values.find((value): value is string => typeof value === 'string' && !saysNothing(value)) ?? null;
}
