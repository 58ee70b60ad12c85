/** The methods of text. */

import { strip, stripEnd, stripStart } from '../whitespace.ts';
import { bind, positional } from './arguments.ts';
import { iterate, lengthOf } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { formatBraces } from './format.ts';
import type { Meter } from './meter.ts';
import type { Method } from './methods.ts';
import { splitText, splitFromEnd, splitLines } from './split.ts';
import { capitalize, isLower, isUpper, titleCase } from './text-case.ts';
import { allMatch, expectText, joinTexts, replaceText, stripCharacters, whole } from './text-operations.ts';
import { searchMethods } from './text-search.ts';
import { type Arguments, Tuple, type Value } from './values.ts';

type TextMethod = (text: string, args: Arguments, meter: Meter) => Value;

const METHODS: Readonly<Record<string, TextMethod>> = {
  upper: plain('upper', (text) => text.toUpperCase()),
  lower: plain('lower', (text) => text.toLowerCase()),
  casefold: plain('casefold', (text) => asciiOnly(text, 'casefold').toLowerCase()),
  swapcase: plain('swapcase', (text) => asciiOnly(text, 'swapcase').replace(/[A-Za-z]/g, swapped)),
  title: plain('title', titleCase),
  capitalize: plain('capitalize', capitalize),
  strip: (text, args) => stripped(text, args, 'strip'),
  lstrip: (text, args) => stripped(text, args, 'lstrip'),
  rstrip: (text, args) => stripped(text, args, 'rstrip'),
  split: (text, args, meter) => {
    const [separator = null, most = -1] = bind(args, 'split', ['sep', 'maxsplit']);
    return splitText(text, textOrNull(separator), whole(most), meter);
  },
  rsplit: (text, args, meter) => {
    const [separator = null, most = -1] = bind(args, 'rsplit', ['sep', 'maxsplit']);
    return splitFromEnd(text, textOrNull(separator), whole(most), meter);
  },
  splitlines: (text, args, meter) => {
    const [keepEnds = false] = bind(args, 'splitlines', ['keepends']);
    return splitLines(text, meter, keepEnds === true);
  },
  replace: (text, args, meter) => {
    const [from = null, to = null, count = -1] = positional(args, 'replace', 2, 3);
    return replaceText(text, expectText(from), expectText(to), whole(count), meter);
  },
  join: (text, args, meter) => {
    const [list = null] = positional(args, 'join', 1);
    return joinTexts(text, Array.from(iterate(list, meter), expectText), meter);
  },
  isdigit: plain('isdigit', (text) => allMatch(text, /^\p{Nd}+$/u)),
  isdecimal: plain('isdecimal', (text) => allMatch(text, /^\p{Nd}+$/u)),
  isnumeric: plain('isnumeric', isNumeric),
  isalpha: plain('isalpha', (text) => /^\p{L}+$/u.test(text)),
  isalnum: plain('isalnum', (text) => allMatch(text, /^[\p{L}\p{Nd}]+$/u)),
  isascii: plain('isascii', (text) => isAscii(text)),
  isspace: plain('isspace', (text) => text !== '' && strip(text) === ''),
  isupper: plain('isupper', isUpper),
  islower: plain('islower', isLower),
  removeprefix: (text, args) => {
    const prefix = expectText(positional(args, 'removeprefix', 1)[0] ?? null);
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  },
  removesuffix: (text, args) => {
    const suffix = expectText(positional(args, 'removesuffix', 1)[0] ?? null);
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  },
  partition: (text, args) => parted(text, args, 'partition'),
  rpartition: (text, args) => parted(text, args, 'rpartition'),
  ljust: (text, args, meter) => justified(text, args, 'ljust', meter),
  rjust: (text, args, meter) => justified(text, args, 'rjust', meter),
  center: (text, args, meter) => justified(text, args, 'center', meter),
  zfill: (text, args, meter) => {
    const width = whole(positional(args, 'zfill', 1)[0] ?? null);
    const missing = Math.max(0, width - lengthOf(text, meter));
    meter.write(text.length + missing);
    const sign = /^[-+]/.exec(text)?.[0] ?? '';
    return sign + '0'.repeat(missing) + text.slice(sign.length);
  },
  ...searchMethods,
  format: (text, args, meter) => formatBraces(text, args, meter),
};

/** The methods by name. */
export const textMethods: ReadonlyMap<string, Method> = new Map(
  Object.entries(METHODS).map(([name, method]): [string, Method] => [
    name,
    (self, args, { meter }) => {
      const text = expectText(self);
      meter.read(text.length);
      const result = method(text, args, meter);
      if (typeof result === 'string' && result !== text) meter.write(result.length);
      return result;
    },
  ]),
);

function plain(name: string, run: (text: string) => string | boolean): TextMethod {
  return (text, args) => {
    positional(args, name, 0);
    return run(text);
  };
}

function swapped(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

/** Among Chinese characters are numerals, which Python's tables alone tell. */
function isNumeric(text: string): boolean {
  if (!/\p{Script=Han}/u.test(text)) return allMatch(text, /^\p{Nd}+$/u);
  throw new TemplateUnsupportedError(
    'The template asks for numerals among Chinese characters, which is not done here.',
  );
}

function asciiOnly(text: string, method: string): string {
  if (isAscii(text)) return text;
  throw new TemplateUnsupportedError(`The template calls ${method}() on letters beyond ASCII, which is not done here.`);
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /^[\0-\x7F]*$/.test(text);
}

const STRIP = { strip, lstrip: stripStart, rstrip: stripEnd };

function stripped(text: string, args: Arguments, name: keyof typeof STRIP): string {
  const [characters = null] = positional(args, name, 0, 1);
  return characters === null ? STRIP[name](text) : stripCharacters(text, expectText(characters), name);
}

function parted(text: string, args: Arguments, name: 'partition' | 'rpartition'): Tuple {
  const separator = expectText(positional(args, name, 1)[0] ?? null);
  if (separator === '') throw new TemplateRuntimeError('The separator is empty.');
  const at = name === 'partition' ? text.indexOf(separator) : text.lastIndexOf(separator);
  if (at === -1) return new Tuple(name === 'partition' ? [text, '', ''] : ['', '', text]);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function justified(text: string, args: Arguments, name: 'ljust' | 'rjust' | 'center', meter: Meter): string {
  const [width = null, filler = ' '] = positional(args, name, 1, 2);
  const fill = expectText(filler);
  if ([...fill].length !== 1) throw new TemplateRuntimeError(`${name}() fills with one character.`);
  const missing = Math.max(0, whole(width) - lengthOf(text, meter));
  meter.write(text.length + missing * fill.length);
  // CPython puts the odd one to the left where the width is odd (unicode_center).
  const left = name === 'ljust' ? 0 : name === 'rjust' ? missing : (missing >> 1) + (missing & whole(width) & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function textOrNull(value: Value): string | null {
  return value === null ? null : expectText(value);
}
