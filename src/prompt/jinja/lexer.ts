/**
 * Cuts a template's source into tokens, as Jinja's lexer does with `trim_blocks` and `lstrip_blocks` (transformers sets both): text
 * between tags with the whitespace that tags take away already gone, and the words inside tags.
 */

import { TemplateSyntaxError, TemplateUnsupportedError } from './errors.ts';
import { SPACE_CLASS, stripEnd } from '../whitespace.ts';
import { LIMITS, exceed } from './meter.ts';

export interface Token {
  readonly type: 'text' | 'begin' | 'end' | 'name' | 'string' | 'integer' | 'float' | 'operator' | 'eof';
  /** `begin` and `end` hold `{{`, `}}`, `{%` or `%}`; a string is without quotes and escapes. */
  readonly value: string;
  readonly line: number;
}

const SPACE = `[${SPACE_CLASS}]`;
const SPACES = new RegExp(`${SPACE}+`, 'y');
const TAG = /\{[%{#]/g;
const RAW = new RegExp(`\\{%[-+]?${SPACE}*raw${SPACE}*(-?)%\\}`, 'y');
const END_OF_RAW = new RegExp(`\\{%([-+]?)${SPACE}*endraw${SPACE}*([-+]?)%\\}`, 'g');
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const INTEGER = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const OPERATOR = /\/\/|\*\*|[=!><]=|[+\-/*%~[\](){}><=.:|,;]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The tokens of the source. */
export function tokenize(source: string): Token[] {
  if (source.length > LIMITS.source) exceed(`a source of ${LIMITS.source} characters`);
  return new Lexer(source.replace(/\r\n?/g, '\n').replace(/\n$/, '')).run();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private at = 0;
  private line = 1;
  /** Whether the text begins at the start of a line, so that a tag's indentation may go. */
  private lineStarts = true;

  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  run(): Token[] {
    while (this.at < this.source.length) this.readText();
    this.push('eof', '');
    return this.tokens;
  }

  /** The text up to the next tag, and the tag. */
  private readText(): void {
    TAG.lastIndex = this.at;
    const begin = TAG.exec(this.source)?.index;
    if (begin === undefined) {
      this.pushText(this.source.slice(this.at));
      this.at = this.source.length;
      return;
    }
    const opening = this.source.slice(begin, begin + 2);
    const sign = this.source.charAt(begin + 2);
    this.pushText(this.beforeTag(this.source.slice(this.at, begin), sign, opening !== '{{'));
    this.moveTo(begin);
    if (opening === '{%' && this.readRaw()) return;
    const signLength = sign === '-' || sign === '+' ? 1 : 0;
    if (opening === '{#') return this.readComment(begin + 2 + signLength);
    this.push('begin', opening);
    this.at = begin + 2 + signLength;
    this.readTag(opening === '{{' ? '}}' : '%}');
  }

  /** Takes away what `{%-` takes, or the indentation of a tag that begins its line. */
  private beforeTag(text: string, sign: string, isBlock: boolean): string {
    if (sign === '-') return stripEnd(text);
    if (sign === '+' || !isBlock) return text;
    const lineStart = text.lastIndexOf('\n') + 1;
    return (lineStart > 0 || this.lineStarts) && stripEnd(text).length <= lineStart ? text.slice(0, lineStart) : text;
  }

  private readComment(from: number): void {
    const end = this.source.indexOf('#}', from);
    if (end === -1) throw new TemplateSyntaxError(`The comment of line ${this.line} has no end.`);
    this.afterTag(end + 2, end > from ? this.source.charAt(end - 1) : '', true);
  }

  private readRaw(): boolean {
    RAW.lastIndex = this.at;
    const begin = RAW.exec(this.source);
    if (begin === null) return false;
    this.moveTo(RAW.lastIndex);
    if (begin[1] === '-') this.skipSpace();
    this.lineStarts = this.source.charAt(this.at - 1) === '\n';
    END_OF_RAW.lastIndex = this.at;
    const end = END_OF_RAW.exec(this.source);
    if (end === null) throw new TemplateSyntaxError(`The block raw of line ${this.line} has no end.`);
    this.pushText(this.beforeTag(this.source.slice(this.at, end.index), end[1] ?? '', true));
    this.afterTag(END_OF_RAW.lastIndex, end[2] ?? '', true);
    return true;
  }

  /** The words of a tag up to its end. */
  private readTag(closing: '}}' | '%}'): void {
    const open: string[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.source.length) throw new TemplateSyntaxError(`The tag of line ${this.line} has no end.`);
      const sign = this.source.charAt(this.at);
      const signed = sign === '-' || (sign === '+' && closing === '%}');
      if (open.length === 0 && this.source.startsWith(closing, signed ? this.at + 1 : this.at)) {
        this.push('end', closing);
        this.afterTag(this.at + (signed ? 3 : 2), signed ? sign : '', closing === '%}');
        return;
      }
      this.readWord(open);
    }
  }

  private readWord(open: string[]): void {
    const character = this.source.charAt(this.at);
    if (character === "'" || character === '"') return this.readString(character);
    const afterDot = this.source.charAt(this.at - 1) === '.';
    const float = afterDot ? undefined : this.match(FLOAT);
    if (float !== undefined) return this.push('float', float.replaceAll('_', ''));
    const integer = this.match(INTEGER);
    if (integer !== undefined) return this.push('integer', integer.replaceAll('_', ''));
    const name = this.match(NAME);
    if (name !== undefined) return this.push('name', name);
    const operator = this.match(OPERATOR);
    if (operator === undefined) {
      throw new TemplateSyntaxError(`Line ${this.line} has an unexpected ${JSON.stringify(character)}.`);
    }
    const closing = CLOSING[operator];
    if (closing !== undefined) {
      open.push(closing);
      if (open.length > LIMITS.nesting) exceed(`${LIMITS.nesting} brackets inside each other`);
    } else if (')]}'.includes(operator) && open.pop() !== operator) {
      throw new TemplateSyntaxError(`Line ${this.line} has an unexpected "${operator}".`);
    }
    this.push('operator', operator);
  }

  private readString(quote: string): void {
    let end = this.at + 1;
    while (end < this.source.length && this.source.charAt(end) !== quote) {
      end += this.source.charAt(end) === '\\' ? 2 : 1;
    }
    if (end >= this.source.length) throw new TemplateSyntaxError(`The string of line ${this.line} has no end.`);
    this.push('string', unescape(this.source.slice(this.at + 1, end), this.line));
    this.moveTo(end + 1);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.source)?.[0];
    if (text !== undefined) this.at += text.length;
    return text;
  }

  private afterTag(end: number, sign: string, isBlock: boolean): void {
    this.moveTo(end);
    if (sign === '-') this.skipSpace();
    else if (isBlock && sign !== '+' && this.source.charAt(end) === '\n') this.moveTo(end + 1);
    this.lineStarts = this.source.charAt(this.at - 1) === '\n';
  }

  private skipSpace(): void {
    SPACES.lastIndex = this.at;
    if (SPACES.test(this.source)) this.moveTo(SPACES.lastIndex);
  }

  private moveTo(at: number): void {
    for (let index = this.at; index < at; index += 1) if (this.source.charCodeAt(index) === 10) this.line += 1;
    this.at = at;
  }

  private pushText(text: string): void {
    if (text !== '') this.push('text', text);
  }

  private push(type: Token['type'], value: string): void {
    this.tokens.push({ type, value, line: this.line });
  }
}

const ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/gu;
// prettier-ignore
const NAMED: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\x07', '\\': '\\', "'": "'", '"': '"', '\n': '',
};

/** As Python decodes `unicode-escape`: a backslash before a letter that means nothing stays. */
function unescape(text: string, line: number): string {
  return text.replace(ESCAPE, (whole, octal?: string, x?: string, u?: string, U?: string, other = '') => {
    const code = octal === undefined ? Number.parseInt(x ?? u ?? U ?? '', 16) : Number.parseInt(octal, 8);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    if (/[xuUN]|[^\0-\x7F]/.test(other)) {
      throw new TemplateUnsupportedError(
        `Line ${line} has the escape ${JSON.stringify(whole)}, which is not read here.`,
      );
    }
    return NAMED[other] ?? whole;
  });
}
