/** What Python's operators of comparison ask: truth, equality, order, membership; and what can be gone through. */

import { TemplateRuntimeError } from './errors.ts';
import { LIMITS, type Meter, exceed } from './meter.ts';
import { Float, Lazy, Range, SafeText, Tuple, Undefined, type Value, View, typeName } from './values.ts';

/** As `bool(value)`. */
export function isTrue(value: Value): boolean {
  if (value === null) return false;
  if (typeof value !== 'object') return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof Undefined) return false;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof SafeText) return value.text !== '';
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof View) return value.dict.size > 0;
  if (value instanceof Range) return value.length > 0;
  return true;
}

/** A number to calculate with: True is 1, as in Python. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Float ? value.value : undefined;
}

/** Text, whether it is safe or not. */
export function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof SafeText ? value.text : undefined;
}

/** As `left == right`. */
export function isEqual(left: Value, right: Value, meter: Meter, depth = 0): boolean {
  meter.step();
  if (left === right) return true;
  const number = asNumber(left);
  if (number !== undefined) return number === asNumber(right);
  const text = asText(left);
  if (text !== undefined) {
    meter.read(text.length);
    return text === asText(right);
  }
  if (left instanceof Undefined) return right instanceof Undefined;
  if (depth > LIMITS.nesting) exceed(`${LIMITS.nesting} lists inside each other`);
  if (Array.isArray(left)) return Array.isArray(right) && areEqual(left, right, meter, depth);
  if (left instanceof Tuple) return right instanceof Tuple && areEqual(left.items, right.items, meter, depth);
  if (left instanceof Range) return right instanceof Range && areEqual([...left], [...right], meter, depth);
  if (!(left instanceof Map) || !(right instanceof Map) || left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !isEqual(value, other, meter, depth + 1)) return false;
  }
  return true;
}

function areEqual(left: readonly Value[], right: readonly Value[], meter: Meter, depth: number): boolean {
  return left.length === right.length && left.every((value, at) => isEqual(value, right[at] ?? null, meter, depth + 1));
}

/** Less than zero where left comes first, zero where neither does; what Python cannot order is an error. */
export function order(left: Value, right: Value, meter: Meter, depth = 0): number {
  meter.step();
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  const [text, other] = [asText(left), asText(right)];
  if (text !== undefined && other !== undefined) return orderText(text, other, meter);
  const [items, others] = [sequence(left), sequence(right)];
  if (items === undefined || others === undefined || Array.isArray(left) !== Array.isArray(right)) {
    throw new TemplateRuntimeError(`${typeName(left)} and ${typeName(right)} have no order.`);
  }
  if (depth > LIMITS.nesting) exceed(`${LIMITS.nesting} lists inside each other`);
  for (const [at, value] of items.entries()) {
    const counterpart = others[at];
    if (counterpart === undefined) return 1;
    if (!isEqual(value, counterpart, meter, depth + 1)) return order(value, counterpart, meter, depth + 1);
  }
  return items.length - others.length;
}

/** Python orders text by code points, JavaScript by halves of them. */
export function orderText(left: string, right: string, meter: Meter): number {
  meter.read(Math.min(left.length, right.length));
  if (left === right) return 0;
  let at = 0;
  while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  const inPair = at > 0 && isHighSurrogate(left.charCodeAt(at - 1)) ? at - 1 : at;
  return (left.codePointAt(inPair) ?? -1) - (right.codePointAt(inPair) ?? -1);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function sequence(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof Tuple ? value.items : undefined;
}

/** As `item in container`. */
export function contains(container: Value, item: Value, meter: Meter): boolean {
  const text = asText(container);
  if (text !== undefined) {
    const part = asText(item);
    if (part === undefined) {
      throw new TemplateRuntimeError(`'in <string>' requires string as left operand, not ${typeName(item)}.`);
    }
    meter.read(text.length);
    return text.includes(part);
  }
  if (container instanceof Map || (container instanceof View && container.kind === 'keys')) {
    expectKey(item);
    return (container instanceof Map ? container : container.dict).has(toKey(item) ?? null);
  }
  for (const value of iterate(container, meter)) if (isEqual(value, item, meter)) return true;
  return false;
}

/** Refuses what Python cannot look up in a dict or a set, since it may change. */
export function expectKey(value: Value): void {
  if (value instanceof Tuple) for (const part of value.items) expectKey(part);
  const changes = Array.isArray(value) || value instanceof Map || (value instanceof View && value.kind !== 'values');
  if (changes) throw new TemplateRuntimeError(`A ${typeName(value)} is no key.`);
}

/** The value as it stands for itself in a dict; undefined for one that no dict here has. */
export function toKey(value: Value): string | number | undefined {
  return asText(value) ?? asNumber(value);
}

/** What a loop over the value goes through. */
export function iterate(value: Value, meter: Meter): Iterable<Value> {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return counted(value, meter);
  if (value instanceof Map) return value.keys();
  if (value instanceof Undefined) return [];
  if (value instanceof Tuple) return value.items;
  if (value instanceof Lazy) return resumable(value.iterator);
  if (value instanceof View || value instanceof Range) return value;
  if (value instanceof SafeText) return counted(value.text, meter);
  throw new TemplateRuntimeError(`${typeName(value)} is not iterable.`);
}

/** A loop that is left closes JavaScript's iterators, but not Python's. */
function resumable(iterator: Iterator<Value>): Iterable<Value> {
  return { [Symbol.iterator]: () => ({ next: () => iterator.next() }) };
}

function counted(text: string, meter: Meter): Iterable<Value> {
  meter.list(text.length);
  return text;
}

/** All values as one list. */
export function toList(value: Value, meter: Meter): Value[] {
  if (Array.isArray(value)) {
    meter.list(value.length);
    return value.slice();
  }
  const items: Value[] = [];
  for (const item of iterate(value, meter)) {
    if (items.length % 1_024 === 0) meter.list(items.length === 0 ? 0 : 1_024);
    items.push(item);
    if (items.length > LIMITS.items) meter.list(items.length);
  }
  return items;
}

/** As `len(value)`. */
export function lengthOf(value: Value, meter: Meter): number {
  if (Array.isArray(value)) return value.length;
  const text = asText(value);
  if (text !== undefined) {
    meter.read(text.length);
    return codePoints(text);
  }
  if (value instanceof Map) return value.size;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof View) return value.dict.size;
  if (value instanceof Range) return value.length;
  if (value instanceof Undefined) return 0;
  throw new TemplateRuntimeError(`${typeName(value)} has no length.`);
}

const SURROGATE = /[\uD800-\uDBFF]/;

/** Whether Python's indices and JavaScript's are the same in this text. */
export function isFlat(text: string): boolean {
  return !SURROGATE.test(text);
}

function codePoints(text: string): number {
  if (isFlat(text)) return text.length;
  let count = 0;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  for (const _ of text) count += 1;
  return count;
}
