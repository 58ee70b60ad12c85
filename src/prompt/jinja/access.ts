/** Attributes, items and slices, looked up as Jinja's sandbox does: what is not there is undefined. */

import { asNumber, asText, isFlat, toKey } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { dictMethods } from './dict-methods.ts';
import { listMethods } from './list-methods.ts';
import type { Meter } from './meter.ts';
import { type Method, METHODS_ELSEWHERE } from './methods.ts';
import { textMethods } from './text-methods.ts';
import {
  Callable,
  type Dict,
  Float,
  Loop,
  Namespace,
  Range,
  SafeText,
  Tuple,
  Undefined,
  type Value,
  orUndefined,
  typeName,
} from './values.ts';

/** As `value.name`: an attribute of Python's first, then a key. */
export function attribute(value: Value, name: string): Value {
  if (value instanceof Undefined) throw new TemplateRuntimeError(`${value.what} is undefined.`);
  const known = ownAttribute(value, name);
  if (known !== undefined) return known;
  return orUndefined(value instanceof Map ? value.get(name) : undefined, `The attribute "${name}"`);
}

/** As `value[key]`: a key or an index first, then an attribute. */
export function item(value: Value, key: Value, meter: Meter): Value {
  if (value instanceof Undefined) throw new TemplateRuntimeError(`${value.what} is undefined.`);
  const found = value instanceof Map ? keyed(value, key) : indexed(value, key, meter);
  if (found !== undefined) return found;
  const name = asText(key);
  return orUndefined(name === undefined ? undefined : ownAttribute(value, name), 'An item');
}

function keyed(dict: Dict, key: Value): Value | undefined {
  const own = toKey(key);
  return own === undefined ? undefined : dict.get(own);
}

function indexed(value: Value, key: Value, meter: Meter): Value | undefined {
  const index = key instanceof Float ? undefined : asNumber(key);
  if (index === undefined) return undefined;
  if (Array.isArray(value)) return value.at(index);
  if (value instanceof Tuple) return value.items.at(index);
  if (value instanceof Range) {
    const at = index < 0 ? value.length + index : index;
    return at >= 0 && at < value.length ? value.start + at * value.step : undefined;
  }
  const text = asText(value);
  if (text === undefined) return undefined;
  if (index >= -1_024 && index < 1_024 && isFlat(text.slice(0, 1_025)) && isFlat(text.slice(-1_025))) {
    return text.at(index);
  }
  meter.read(text.length);
  if (isFlat(text)) return text.at(index);
  meter.list(text.length);
  return [...text].at(index);
}

/** What Python's own types have, and what is a class's here. */
function ownAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof Namespace) return name.startsWith('_') ? undefined : value.values.get(name);
  if (value instanceof Loop) return value.attribute(name);
  if (value instanceof SafeText || value instanceof Callable) {
    throw new TemplateUnsupportedError(
      `The template reads "${name}" of ${value instanceof SafeText ? 'text that is marked as safe' : 'a function'}, which is not done here.`,
    );
  }
  const methods = methodsOf(value);
  const method = methods.get(name);
  if (method !== undefined) return bound(value, name, method);
  if (METHODS_ELSEWHERE[typeName(value)]?.has(name) === true) {
    throw new TemplateUnsupportedError(`The template uses "${name}" of a ${typeName(value)}, which is not done here.`);
  }
  return undefined;
}

function methodsOf(value: Value): ReadonlyMap<string, Method> {
  if (typeof value === 'string') return textMethods;
  if (value instanceof Map) return dictMethods;
  return Array.isArray(value) || value instanceof Tuple ? listMethods : NO_METHODS;
}

const NO_METHODS: ReadonlyMap<string, Method> = new Map();

function bound(value: Value, name: string, method: Method): Callable {
  return new Callable(name, (args, context) => method(value, args, context));
}

/** The parts of `value[start:stop:step]`; one that is not written is null. */
export interface Slice {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

/** As `value[start:stop:step]`. */
export function slice(value: Value, parts: Slice, meter: Meter): Value {
  if (Array.isArray(value)) {
    meter.list(value.length);
    return sliceItems(value, parts);
  }
  if (value instanceof Tuple) return new Tuple(sliceItems(value.items, parts));
  if (value instanceof Range) return sliceRange(value, parts);
  const text = asText(value);
  if (text === undefined || value instanceof SafeText) {
    throw value instanceof SafeText
      ? new TemplateUnsupportedError('The template slices text that is marked as safe, which is not done here.')
      : new TemplateRuntimeError(`${value instanceof Undefined ? value.what : typeName(value)} cannot be sliced.`);
  }
  meter.read(text.length);
  const bounds = sliceBounds(isFlat(text) ? text.length : undefined, text, parts);
  if (bounds.step === 1 && isFlat(text)) {
    const { start, stop } = bounds;
    meter.write(Math.max(0, stop - start));
    return start < stop ? text.slice(start, stop) : '';
  }
  meter.list(text.length);
  return sliceItems(isFlat(text) ? text.split('') : [...text], parts).join('');
}

function sliceBounds(length: number | undefined, text: string, parts: Slice): ReturnType<typeof toBounds> {
  return toBounds(length ?? [...text].length, parts);
}

function sliceItems<Item>(items: readonly Item[], parts: Slice): Item[] {
  const { start, stop, step } = toBounds(items.length, parts);
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const taken: Item[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) {
    const taking = items[at];
    if (taking !== undefined) taken.push(taking);
  }
  return taken;
}

function sliceRange(range: Range, parts: Slice): Range {
  const { start, stop, step } = toBounds(range.length, parts);
  return new Range(range.start + start * range.step, range.start + stop * range.step, range.step * step);
}

/** Where a slice begins and ends (Python, `slice.indices`). */
function toBounds(length: number, parts: Slice): { start: number; stop: number; step: number } {
  const step = sliceIndex(parts.step) ?? 1;
  if (step === 0) throw new TemplateRuntimeError('The step of a slice is zero.');
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const place = (index: number | undefined, otherwise: number): number => {
    if (index === undefined) return otherwise;
    return Math.min(Math.max(index < 0 ? index + length : index, least), most);
  };
  const start = sliceIndex(parts.start);
  const stop = sliceIndex(parts.stop);
  return { start: place(start, step > 0 ? least : most), stop: place(stop, step > 0 ? most : least), step };
}

function sliceIndex(value: Value): number | undefined {
  if (value === null) return undefined;
  const index = value instanceof Float ? undefined : asNumber(value);
  if (index === undefined) throw new TemplateRuntimeError(`A slice takes whole numbers, not ${typeName(value)}.`);
  return index;
}
