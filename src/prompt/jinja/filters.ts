/** Jinja's filters of one value: `value | NAME`. Those of lists stand in `list-filters.ts`. */

import { bind, positional } from './arguments.ts';
import { calculate, numberOf, signed } from './arithmetic.ts';
import { asNumber, asText, isTrue, lengthOf } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { formatPercent, toFixed } from './format.ts';
import { type JsonOptions, PLAIN_JSON, writeJson } from './json.ts';
import { listFilters } from './list-filters.ts';
import { splitLines } from './split.ts';
import { attribute } from './access.ts';
import { beginUpper, capitalize } from './text-case.ts';
import { expectText, replaceText, stripCharacters, whole } from './text-operations.ts';
import { SPACE_CLASS, strip } from '../whitespace.ts';
import { toText } from './text.ts';
import {
  type Arguments,
  type Context,
  type Filter,
  Float,
  SafeText,
  Tuple,
  Undefined,
  type Value,
  typeName,
} from './values.ts';

/** A filter whose value is first made text. */
function ofText(name: string, run: (text: string, args: Arguments, context: Context) => string): Filter {
  return (value, args, context) => {
    if (value instanceof SafeText) {
      throw new TemplateUnsupportedError(`The template uses the filter ${name} on text that is marked as safe.`);
    }
    const text = toText(value, context.meter);
    context.meter.read(text.length);
    const result = run(text, args, context);
    if (result !== text) context.meter.write(result.length);
    return result;
  };
}

function simple(name: string, run: (text: string) => string): Filter {
  return ofText(name, (text, args) => {
    positional(args, name, 0);
    return run(text);
  });
}

/** Where Jinja's filter `title` begins a word. */
const WORD_START = new RegExp(`([-${SPACE_CLASS}({[<]+)`);

const length: Filter = (value, args, { meter }) => {
  positional(args, 'length', 0);
  return lengthOf(value, meter);
};

const otherwise: Filter = (value, args) => {
  const [given = '', boolean = false] = bind(args, 'default', ['default_value', 'boolean']);
  return value instanceof Undefined || (isTrue(boolean) && !isTrue(value)) ? given : value;
};

const textFilters: Readonly<Record<string, Filter>> = {
  upper: simple('upper', (text) => text.toUpperCase()),
  lower: simple('lower', (text) => text.toLowerCase()),
  capitalize: simple('capitalize', capitalize),
  title: simple('title', (text) => text.split(WORD_START).map(beginUpper).join('')),
  trim: ofText('trim', (text, args) => {
    const [characters = null] = bind(args, 'trim', ['chars']);
    return characters === null ? strip(text) : stripCharacters(text, expectText(characters), 'strip');
  }),
  replace: ofText('replace', (text, args, { meter }) => {
    const [from = null, to = null, count = null] = bind(args, 'replace', ['old', 'new', 'count'], 2);
    return replaceText(text, toText(from, meter), toText(to, meter), count === null ? -1 : whole(count), meter);
  }),
  format: ofText('format', (text, { positional: given, named }, { meter }) => {
    if (named.size > 0) throw new TemplateUnsupportedError('The template formats by names, which is not done here.');
    return formatPercent(text, new Tuple(given), meter);
  }),
};

/** The filters by name. Jinja's others are in no chat template, and are refused when one is read. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ...Object.entries(textFilters),
  ...Object.entries(listFilters),
  ['length', length],
  ['count', length],
  ['default', otherwise],
  ['d', otherwise],
  ['indent', indent],
  ['string', (value, _args, { meter }) => (value instanceof SafeText ? value : toText(value, meter))],
  ['safe', (value, _args, { meter }) => (value instanceof SafeText ? value : new SafeText(toText(value, meter)))],
  ['tojson', (value, args, { meter }) => writeJson(value, jsonOptions(args), meter)],
  ['int', toInt],
  ['float', toFloat],
  ['abs', abs],
  ['round', round],
  [
    'attr',
    (value, args) => {
      const name = expectText(bind(args, 'attr', ['name'], 1)[0] ?? null);
      // Unlike `value.name`, the filter does not look at a dict's keys (Jinja, do_attr).
      return value instanceof Map ? attribute(new Map(), name) : attribute(value, name);
    },
  ],
]);

function indent(value: Value, args: Arguments, { meter }: Context): Value {
  const [width = 4, first = false, blank = false] = bind(args, 'indent', ['width', 'first', 'blank']);
  const text = expectText(value);
  const indention = typeof width === 'string' ? width : ' '.repeat(Math.min(Math.max(0, whole(width)), 65_536));
  const lines = splitLines(`${text}\n`, meter);
  meter.write(text.length + lines.length * indention.length);
  const indented = lines.map((line, at) => (at === 0 || (line === '' && !isTrue(blank)) ? line : indention + line));
  return (isTrue(first) ? indention : '') + indented.join('\n');
}

function jsonOptions(args: Arguments): JsonOptions {
  const names = ['ensure_ascii', 'indent', 'separators', 'sort_keys'];
  const [ascii = false, indention = null, separators = null, sortKeys = false] = bind(args, 'tojson', names);
  const parts = Array.isArray(separators) ? separators : separators instanceof Tuple ? separators.items : [];
  const [itemSeparator = indention === null ? ', ' : ',', keySeparator = ': '] = parts;
  if (separators !== null && parts.length !== 2) throw new TemplateRuntimeError('tojson() takes two separators.');
  return {
    ...PLAIN_JSON,
    ensureAscii: isTrue(ascii),
    indent: indentionText(indention),
    itemSeparator: expectText(itemSeparator),
    keySeparator: expectText(keySeparator),
    sortKeys: isTrue(sortKeys),
  };
}

function indentionText(indention: Value): string | undefined {
  if (indention === null) return undefined;
  return typeof indention === 'string' ? indention : ' '.repeat(Math.min(Math.max(0, whole(indention)), 65_536));
}

const WHOLE = /^[+-]?\d+(?:_\d+)*$/;
const NUMBER =
  /^[+-]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;

function toInt(value: Value, args: Arguments): Value {
  const [fallback = 0, base = 10] = bind(args, 'int', ['default', 'base']);
  if (base !== 10) throw new TemplateUnsupportedError('The template reads a number to another base than ten.');
  if (value instanceof Undefined) throw new TemplateRuntimeError(`${value.what} is undefined.`);
  if (typeof value === 'bigint') return value;
  const text = asText(value);
  const number = text === undefined ? asNumber(value) : (readNumber(text, WHOLE) ?? readNumber(text, NUMBER));
  return number === undefined || !Number.isFinite(number) ? fallback : numberOf(Math.trunc(number), true);
}

function toFloat(value: Value, args: Arguments): Value {
  const [fallback = new Float(0)] = bind(args, 'float', ['default']);
  if (value instanceof Undefined) throw new TemplateRuntimeError(`${value.what} is undefined.`);
  const text = asText(value);
  const number = text === undefined ? asNumber(value) : readNumber(text, NUMBER);
  return number === undefined ? fallback : new Float(number);
}

function readNumber(text: string, form: RegExp): number | undefined {
  const digits = strip(text);
  if (/\p{Nd}/u.test(digits.replace(/\d/g, ''))) {
    throw new TemplateUnsupportedError('The template reads a number in digits beyond ASCII, which is not done here.');
  }
  if (digits.length > 4_000 || !form.test(digits)) return undefined;
  const word = /(inf|nan)/i.exec(digits)?.[1]?.toLowerCase();
  if (word === undefined) return Number(digits.replaceAll('_', ''));
  return word === 'nan' ? Number.NaN : digits.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function abs(value: Value, args: Arguments): Value {
  positional(args, 'abs', 0);
  const number = asNumber(value);
  return number !== undefined && (number < 0 || Object.is(number, -0)) ? signed('-', value) : signed('+', value);
}

function round(value: Value, args: Arguments, { meter }: Context): Value {
  const [digits = 0, method = 'common'] = bind(args, 'round', ['precision', 'method']);
  const number = asNumber(value);
  if (number === undefined) throw new TemplateRuntimeError(`round() takes a number, not ${typeName(value)}.`);
  const precision = whole(digits);
  if (precision < 0 || precision > 40)
    throw new TemplateUnsupportedError('The template rounds to a place not known here.');
  if (method === 'common') {
    if (!(value instanceof Float)) return number;
    return new Float(Math.abs(number) < 1e21 ? Number(toFixed(number, precision)) : number);
  }
  if (method !== 'ceil' && method !== 'floor') throw new TemplateRuntimeError('round() has no such method.');
  const scale = calculate('**', 10, precision, meter);
  const scaled = asNumber(calculate('*', value, scale, meter)) ?? 0;
  return calculate('/', numberOf(Math[method](scaled), true), scale, meter);
}
