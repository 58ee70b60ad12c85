/** Text that is put together by a pattern: `'%s' % value`, and `'{}'.format(value)` in its plain form. */

import { asNumber } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import type { Meter } from './meter.ts';
import { represent, toText } from './text.ts';
import { type Arguments, Float, Range, Tuple, Undefined, type Value, typeName } from './values.ts';

const PERCENT = /%([-0+ ]*)(\d{0,4})(?:\.(\d{1,2}))?([^])?/g;

/** As `pattern % values` does it for `%s %r %d %i %f %x %%`; other conversions are refused. */
export function formatPercent(pattern: string, values: Value, meter: Meter): string {
  if (values instanceof Map)
    throw new TemplateUnsupportedError('The template formats a dict with `%`, which is not done here.');
  const given = values instanceof Tuple ? values.items : [values];
  let used = 0;
  const next = (): Value => {
    const value = given[used];
    used += 1;
    if (value === undefined) throw new TemplateRuntimeError('A pattern has more places than values.');
    return value;
  };
  meter.read(pattern.length);
  const text = pattern.replace(
    PERCENT,
    (whole, flags: string, width: string, precision: string | undefined, conversion: string | undefined) => {
      if (whole === '%%') return '%';
      const convert = CONVERSIONS[conversion ?? ''];
      if (convert === undefined) {
        throw new TemplateUnsupportedError(
          `The template formats with ${JSON.stringify(whole)}, which is not done here.`,
        );
      }
      const made = pad(
        convert(next(), precision === undefined ? undefined : Number(precision), meter),
        flags,
        Number(width),
      );
      meter.write(made.length);
      return made;
    },
  );
  // Python takes what has items for a mapping, of which not all needs to be used.
  const hasItems = Array.isArray(values) || values instanceof Range || values instanceof Undefined;
  if (used < given.length && !hasItems) {
    throw new TemplateRuntimeError('A pattern has fewer places than values.');
  }
  meter.write(text.length);
  return text;
}

interface Converted {
  readonly text: string;
  readonly isNumber: boolean;
}

const CONVERSIONS: Readonly<
  Partial<Record<string, (value: Value, precision: number | undefined, meter: Meter) => Converted>>
> = {
  s: (value, precision, meter) => ({ text: cut(toText(value, meter), precision), isNumber: false }),
  r: (value, precision, meter) => ({ text: cut(represent(value, meter, 0), precision), isNumber: false }),
  d: (value, precision) => wholeNumber(value, precision, 10),
  i: (value, precision) => wholeNumber(value, precision, 10),
  x: (value, precision) => wholeNumber(value, precision, 16),
  f: (value, precision = 6) => {
    const number = numeric(value);
    if (!Number.isFinite(number) || Math.abs(number) >= 1e21) {
      throw new TemplateUnsupportedError('The template formats a number that is too large with `%f`.');
    }
    return { text: toFixed(number, precision), isNumber: true };
  },
};

function cut(text: string, length: number | undefined): string {
  return length === undefined ? text : [...text].slice(0, length).join('');
}

function wholeNumber(value: Value, precision: number | undefined, base: number): Converted {
  if (precision !== undefined || (base === 16 && value instanceof Float)) {
    throw new TemplateUnsupportedError('The template formats a whole number with a precision, which is not done here.');
  }
  return { text: Math.trunc(numeric(value)).toString(base), isNumber: true };
}

function numeric(value: Value): number {
  const number = asNumber(value);
  if (number === undefined) throw new TemplateRuntimeError(`A pattern takes a number, not ${typeName(value)}.`);
  return number;
}

function pad({ text, isNumber }: Converted, flags: string, width: number): string {
  const plus = isNumber && !text.startsWith('-') ? (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : '';
  const signed = plus + text;
  if (flags.includes('-')) return signed.padEnd(width);
  if (!isNumber || !flags.includes('0')) return signed.padStart(width);
  const sign = /^[-+ ]/.exec(signed)?.[0] ?? '';
  return sign + signed.slice(sign.length).padStart(width - sign.length, '0');
}

/** As Python rounds: exactly, and to the even digit where both are equally near. JavaScript takes the larger there. */
export function toFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const exact = value.toFixed(Math.min(100, digits + 60));
  const point = exact.indexOf('.') + 1;
  const rest = exact.slice(point + digits);
  if (point === 0 || !/^50*$/.test(rest)) return text;
  const kept = exact.slice(0, point + digits).replace(/\.$/, '');
  return Number(kept.at(-1)) % 2 === 0 ? kept : text;
}

const FIELD = /\{\{|\}\}|\{(\w*)\}|[{}]/g;

/** As `pattern.format(…)` for `{}`, `{0}` and `{name}`. What says more about a field is refused. */
export function formatBraces(pattern: string, { positional, named }: Arguments, meter: Meter): string {
  let used = 0;
  meter.read(pattern.length);
  const text = pattern.replace(FIELD, (whole, field?: string) => {
    if (whole === '{{' || whole === '}}') return whole.charAt(0);
    if (field === undefined) {
      throw new TemplateUnsupportedError('The template calls format() with a pattern that is not read here.');
    }
    const at = field === '' ? used : /^\d+$/.test(field) ? Number(field) : undefined;
    if (field === '') used += 1;
    const value = at === undefined ? named.get(field) : positional[at];
    if (value === undefined) throw new TemplateRuntimeError('A pattern has more places than values.');
    const made = toText(value, meter);
    meter.write(made.length);
    return made;
  });
  meter.write(text.length);
  return text;
}
