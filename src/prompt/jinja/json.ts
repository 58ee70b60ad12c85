/** JSON as Python's `json` module writes and reads it: floats keep their point, and keys their order, even those that are numbers. */

import { orderText } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import { LIMITS, type Meter, exceed } from './meter.ts';
import { floatText } from './text.ts';
import { type Dict, Float, SafeText, Tuple, type Value, typeName } from './values.ts';

/** What `tojson` of transformers may be told. */
export interface JsonOptions {
  readonly ensureAscii: boolean;
  /** Spaces of one level; undefined writes all on one line. */
  readonly indent: string | undefined;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortKeys: boolean;
}

export const PLAIN_JSON: JsonOptions = {
  ensureAscii: false,
  indent: undefined,
  itemSeparator: ', ',
  keySeparator: ': ',
  sortKeys: false,
};

/** As `json.dumps(value, …)`. */
export function writeJson(value: Value, options: JsonOptions, meter: Meter): string {
  const text = write(value, options, meter, 0);
  meter.write(text.length);
  return text;
}

function write(value: Value, options: JsonOptions, meter: Meter, depth: number): string {
  meter.step();
  if (depth > LIMITS.nesting) exceed(`${LIMITS.nesting} lists inside each other`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quote(value, options, meter);
  if (value instanceof SafeText) return quote(value.text, options, meter);
  if (value instanceof Float) return jsonFloat(value.value);
  if (value instanceof Map) {
    return surround('{', entries(value, options, meter, depth), '}', options, depth, meter);
  }
  if (!Array.isArray(value) && !(value instanceof Tuple)) {
    throw new TemplateRuntimeError(`${typeName(value)} has no form in JSON.`);
  }
  const items = Array.isArray(value) ? value : value.items;
  const written = items.map((item) => write(item, options, meter, depth + 1));
  return surround('[', written, ']', options, depth, meter);
}

function entries(dict: Dict, options: JsonOptions, meter: Meter, depth: number): string[] {
  const pairs = [...dict].map(([key, value]): [string, Value] => [String(key), value]);
  if (options.sortKeys) pairs.sort(([left], [right]) => orderText(left, right, meter));
  return pairs.map(
    ([key, value]) => `${quote(key, options, meter)}${options.keySeparator}${write(value, options, meter, depth + 1)}`,
  );
}

function surround(
  open: string,
  parts: readonly string[],
  close: string,
  { indent, itemSeparator }: JsonOptions,
  depth: number,
  meter: Meter,
): string {
  if (parts.length === 0) return open + close;
  if (indent === undefined) return open + parts.join(itemSeparator) + close;
  meter.write(indent.length * (depth + 1) * (parts.length + 1));
  const inner = `\n${indent.repeat(depth + 1)}`;
  return `${open}${inner}${parts.join(itemSeparator + inner)}\n${indent.repeat(depth)}${close}`;
}

function quote(text: string, { ensureAscii }: JsonOptions, meter: Meter): string {
  meter.write(text.length);
  const quoted = JSON.stringify(text);
  return ensureAscii ? quoted.replace(/[\u0080-\uFFFF]/g, escaped) : quoted;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** A mark, a number, or a word; strings are gone through by hand, since a pattern fails on very long ones. */
const TOKEN = /[ \t\n\r]*(?:([{}[\],:"])|(-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)|(true|false|null))/y;

/** The value of a JSON text; undefined for what is none, or lies deeper than a template may look. */
export function toParsedValue(text: string): Value | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return new Reader(text).read(0);
}

/** Reads text that is known to be JSON. */
class Reader {
  private at = 0;

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(depth: number): Value | undefined {
    if (depth > LIMITS.nesting) return undefined;
    const [, mark, number, fraction, exponent, word] = this.next();
    if (mark === '{') return this.readDict(depth);
    if (mark === '[') return this.readList(depth);
    if (mark === '"') return this.readString();
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    return number === undefined ? undefined : readNumber(number, fraction ?? exponent);
  }

  private readDict(depth: number): Value | undefined {
    const dict: Dict = new Map();
    for (let [, mark] = this.next(); mark !== '}'; [, mark] = this.next()) {
      if (mark === ',') continue;
      const key = this.readString();
      this.next();
      const value = this.read(depth + 1);
      if (value === undefined) return undefined;
      dict.set(key, value);
    }
    return dict;
  }

  private readList(depth: number): Value | undefined {
    const list: Value[] = [];
    for (let mark = this.peek(); mark !== ']'; mark = this.peek()) {
      if (mark === ',') this.next();
      const value = this.read(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
    }
    this.next();
    return list;
  }

  /** The string whose first quote has been read. */
  private readString(): string {
    let end = this.at;
    while (this.text.charAt(end) !== '"') end += this.text.charAt(end) === '\\' ? 2 : 1;
    const value: unknown = JSON.parse(this.text.slice(this.at - 1, end + 1));
    this.at = end + 1;
    return String(value);
  }

  private peek(): string | undefined {
    const { at } = this;
    const [, mark] = this.next();
    this.at = at;
    return mark;
  }

  private next(): readonly (string | undefined)[] {
    TOKEN.lastIndex = this.at;
    const token = TOKEN.exec(this.text) ?? [];
    this.at = TOKEN.lastIndex;
    return token;
  }
}

function readNumber(text: string, fraction: string | undefined): Value {
  const number = Number(text);
  if (fraction !== undefined) return new Float(number);
  return Number.isSafeInteger(number) ? number + 0 : BigInt(text);
}
