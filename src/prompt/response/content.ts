/** What stands in a field of a response, read as its template says: text, numbers, JSON, tags, lines, or calls as Python writes them. */

import { isObject } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { TemplateSyntaxError } from '../jinja/errors.ts';
import { toParsedValue } from '../jinja/json.ts';
import { type Dict, Float, type Value } from '../jinja/values.ts';
import { strip } from '../whitespace.ts';
import { type Match, Pattern } from './pattern.ts';
import { parseCallList } from './call-list.ts';

/** The settings of a content parser, as the template has them. */
export type ContentSettings = Readonly<Record<string, unknown>>;

export type ContentParser = (text: string, settings: ContentSettings) => Value;

/** Says that text is not what its field expects. The text is then handed on as it is. */
export class UnreadableContent extends Error {}

export const contentParsers: Readonly<Partial<Record<string, ContentParser>>> = {
  text: stripped,
  int: (text, settings) => readNumber(stripped(text, settings), /^[+-]?\d+$/),
  float: (text, settings) =>
    new Float(readNumber(stripped(text, settings), /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/)),
  bool: (text, settings) => ['true', '1'].includes(stripped(text, settings).toLowerCase()),
  json: readJson,
  'xml-inline': readTags,
  'kv-lines': readLines,
  'python-call-list': (text) => {
    try {
      return parseCallList(text);
    } catch (error) {
      throw error instanceof TemplateSyntaxError ? new UnreadableContent(error.message) : error;
    }
  },
};

function stripped(text: string, settings: ContentSettings): string {
  return settings['strip'] === false ? text : strip(text);
}

function readNumber(text: string, form: RegExp): number {
  if (!form.test(text)) throw new UnreadableContent('It is no number.');
  return Number(text);
}

/** JSON, also with bare keys or other quotes, as some models write it. */
function readJson(text: string, settings: ContentSettings): Value {
  const captured: string[] = [];
  const delimiters = Array.isArray(settings['string_delims']) ? settings['string_delims'] : [];
  if (delimiters.length > 0 && (text.includes('\u0001') || text.includes('\u0002')))
    throw new UnreadableContent('It has characters that none should have.');
  let working = text;
  for (const pair of delimiters) {
    if (!Array.isArray(pair)) continue;
    working = captureStrings(working, String(pair[0]), String(pair[1]), captured);
  }
  if (settings['unquoted_keys'] === true) working = quoteKeys(working);
  const parts = working.split('\u0001');
  working = parts.map((part, index) => (index === 0 ? part : restored(part, captured))).join('');
  const value = toParsedValue(working);
  if (value !== undefined) return value;
  if (settings['allow_non_json'] === true) return stripped(text, settings);
  throw new UnreadableContent('It is no JSON.');
}

function captureStrings(text: string, open: string, close: string, captured: string[]): string {
  if (open === '' || close === '') return text;
  let result = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf(open, from);
    const end = start === -1 ? -1 : text.indexOf(close, start + open.length);
    if (end === -1) return result + text.slice(from);
    captured.push(text.slice(start + open.length, end));
    result += `${text.slice(from, start)}\u0001${captured.length - 1}\u0002`;
    from = end + close.length;
  }
}

function restored(part: string, captured: readonly string[]): string {
  const end = part.indexOf('\u0002');
  return JSON.stringify(captured[Number(part.slice(0, end))] ?? '') + part.slice(end + 1);
}

/** Puts quotes around bare keys; strings are passed over, so that what looks like a key in one stays. */
function quoteKeys(text: string): string {
  let result = '';
  let last = '';
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (character === '"') {
      const start = at;
      at += 1;
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
      at += 1;
      result += text.slice(start, at);
      last = '"';
      continue;
    }
    BARE_KEY.lastIndex = at;
    const key = last === '{' || last === ',' ? BARE_KEY.exec(text) : null;
    if (key !== null) {
      result += `${key[1] ?? ''}"${key[2] ?? ''}"${key[3] ?? ''}:`;
      at = BARE_KEY.lastIndex;
      last = ':';
      continue;
    }
    result += character;
    last = character;
    at += 1;
  }
  return result;
}

const BARE_KEY = /(\s*)([\p{L}\p{N}_]+)(\s*):/uy;

function subParse(raw: string, parser: unknown): Value {
  if (!isObject(parser)) return raw;
  const { name = 'text', args } = parser;
  const parse = contentParsers[String(name)];
  if (parse === undefined) throw new UnreadableContent(`There is no content parser "${String(name)}".`);
  return parse(raw, isObject(args) ? args : {});
}

const patterns = new Map<string, Pattern>();

/** A pattern that takes too long reads nothing: the text stays text. */
function matchesOf(pattern: Pattern, text: string): Match[] {
  try {
    return [...pattern.all(text)];
  } catch (error) {
    throw error instanceof ConfigurationError ? new UnreadableContent(error.message) : error;
  }
}

/** Shallow tags: `tag_pattern` has the named groups `key` and `value`. */
function readTags(text: string, settings: ContentSettings): Value {
  const source = String(settings['tag_pattern']);
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new Pattern(source);
    if (patterns.size < 100) patterns.set(source, pattern);
  }
  const values: Dict = new Map();
  const merged = new Map<string, Value[]>();
  for (const { groups } of matchesOf(pattern, text)) {
    const { key, value = '' } = groups;
    if (key === undefined) throw new UnreadableContent('A tag has no key.');
    const parsed = subParse(value, settings['value_parser']);
    const before = values.get(key);
    if (before === undefined || settings['merge_duplicates'] !== true) values.set(key, parsed);
    else {
      const list = merged.get(key) ?? [before];
      list.push(parsed);
      merged.set(key, list);
      values.set(key, list);
    }
  }
  return values;
}

/** Lines of a key and a value. */
function readLines(text: string, settings: ContentSettings): Value {
  const { line_sep: lineSeparator = '\n', kv_sep: separator = ':' } = settings;
  const values: Dict = new Map();
  for (const line of text.split(String(lineSeparator))) {
    const content = stripped(line, settings);
    const at = content.indexOf(String(separator));
    if (content === '' || at === -1) continue;
    const value = stripped(content.slice(at + String(separator).length), settings);
    values.set(stripped(content.slice(0, at), settings), subParse(value, settings['value_parser']));
  }
  return values;
}
