/** Calls as Python writes them, in a list: `[get_weather(city="Paris")]` (transformers, chat_response_parsing.md). */

import { TemplateSyntaxError } from '../jinja/errors.ts';
import { type Dict, Float, type Value } from '../jinja/values.ts';

const SPACE = /[ \t\n\r]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const CONSTANTS = new Map<string, Value>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const MAX_DEPTH = 100;

/** A list of dicts with `name` and `arguments`. */
export function parseCallList(text: string): Value {
  return new Reader(text).run();
}

class Reader {
  private at = 0;

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  run(): Value {
    this.expect('[');
    const calls = this.items(']', () => this.call());
    this.match(SPACE);
    if (this.at !== this.text.length) this.fail();
    return calls;
  }

  private call(): Value {
    const name = this.name();
    this.expect('(');
    const values = this.unique(')', () => this.argument());
    return new Map<Value, Value>([
      ['name', name],
      ['arguments', values],
    ]);
  }

  private argument(): [string, Value] {
    const name = this.name();
    this.expect('=');
    return [name, this.value(0)];
  }

  private value(depth: number): Value {
    if (this.isAt("'") || this.isAt('"')) return this.string();
    if (this.isAt('[') || this.isAt('{')) {
      if (depth >= MAX_DEPTH) this.fail();
      this.at += 1;
      if (this.text.charAt(this.at - 1) === '[') return this.items(']', () => this.value(depth + 1));
      return this.unique('}', () => this.pair(depth + 1));
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (number !== null) {
      this.at = NUMBER.lastIndex;
      const value = Number(number[0]);
      const isWhole = number[1] === undefined && number[2] === undefined;
      if (isWhole ? !Number.isSafeInteger(value) : !Number.isFinite(value)) this.fail();
      return isWhole ? value + 0 : new Float(value);
    }
    const constant = CONSTANTS.get(this.match(NAME));
    return constant === undefined ? this.fail() : constant;
  }

  private pair(depth: number): [string, Value] {
    if (!this.isAt("'") && !this.isAt('"')) this.fail();
    const key = this.string();
    this.expect(':');
    return [key, this.value(depth)];
  }

  private string(): string {
    const quote = this.text.charAt(this.at);
    let result = '';
    for (this.at += 1; ; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (character === quote) break;
      if (character === '' || character === '\n' || character === '\r') this.fail();
      result += character === '\\' ? this.escape() : character;
    }
    this.at += 1;
    if (/\p{Cs}/u.test(result)) this.fail();
    return result;
  }

  private escape(): string {
    this.at += 1;
    const character = this.text.charAt(this.at);
    const known = ESCAPES[character];
    if (known !== undefined) return known;
    const hex = /^u([0-9a-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 5))?.[1];
    if (hex === undefined) return this.fail();
    this.at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private name(): string {
    this.match(SPACE);
    const name = this.match(NAME);
    return name === '' ? this.fail() : name;
  }

  private items<Item>(end: string, read: () => Item): Item[] {
    const items: Item[] = [];
    if (this.isAt(end)) {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(read());
      if (this.isAt(end)) break;
      this.expect(',');
    }
    this.at += 1;
    return items;
  }

  private unique(end: string, read: () => [string, Value]): Dict {
    const values: Dict = new Map();
    for (const [key, value] of this.items(end, read)) {
      if (values.has(key)) this.fail();
      values.set(key, value);
    }
    return values;
  }

  private isAt(character: string): boolean {
    this.match(SPACE);
    return this.text.charAt(this.at) === character;
  }

  private expect(character: string): void {
    if (!this.isAt(character)) this.fail();
    this.at += 1;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  private fail(): never {
    throw new TemplateSyntaxError(`It is no list of calls, at character ${this.at}.`);
  }
}
