/** Values as text, as Python's `str` and `repr` write them. */

import { TemplateUnsupportedError } from './errors.ts';
import { LIMITS, type Meter, exceed } from './meter.ts';
import { type Dict, Float, Range, SafeText, Tuple, Undefined, type Value, View, typeName } from './values.ts';

/** As `str(value)`. */
export function toText(value: Value, meter: Meter): string {
  if (typeof value === 'string') return value;
  if (value instanceof SafeText) return value.text;
  if (value instanceof Undefined) return '';
  const text = represent(value, meter, 0);
  meter.write(text.length);
  return text;
}

/** As `repr(value)`: text in quotes. */
export function represent(value: Value, meter: Meter, depth: number): string {
  meter.step();
  if (depth > LIMITS.nesting) exceed(`${LIMITS.nesting} lists inside each other`);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quote(value, meter);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Undefined) return 'Undefined';
  if (Array.isArray(value)) return `[${listed(value, meter, depth)}]`;
  if (value instanceof Tuple) return `(${listed(value.items, meter, depth)}${value.items.length === 1 ? ',' : ''})`;
  if (value instanceof Map) return `{${pairs(value, meter, depth)}}`;
  if (value instanceof View) return `dict_${value.kind}([${listed([...value], meter, depth)}])`;
  if (value instanceof Range) return rangeText(value);
  // Python writes an address in memory, or the name of one of its classes.
  throw new TemplateUnsupportedError(`The template writes a ${typeName(value)} as text, whose form is Python’s own.`);
}

function listed(items: readonly Value[], meter: Meter, depth: number): string {
  return items.map((item) => represent(item, meter, depth + 1)).join(', ');
}

function pairs(dict: Dict, meter: Meter, depth: number): string {
  return Array.from(
    dict,
    ([key, value]) => `${represent(key, meter, depth + 1)}: ${represent(value, meter, depth + 1)}`,
  ).join(', ');
}

function rangeText({ start, stop, step }: Range): string {
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

/** As `repr` of a float: the shortest digits that read back, with an exponent from 1e16 on and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
/** All that `str.isprintable` of Python denies, but for the space. */
const UNPRINTABLE = /[\p{C}\p{Z}\\]/gu;

function quote(text: string, meter: Meter): string {
  meter.write(text.length);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (character) => (character === ' ' ? ' ' : escapeOf(character)));
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}

function escapeOf(character: string): string {
  const named = NAMED_ESCAPES[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
