/** What a program gives to a template, as the values that a template works on. */

import { TemplateUnsupportedError } from './errors.ts';
import { LIMITS, exceed } from './meter.ts';
import { type Dict, Float, Undefined, type Value } from './values.ts';

/** A whole number is one in Python too; JavaScript cannot say 1.0. What JSON cannot hold is refused. */
export function toValue(given: unknown, depth = 0): Value {
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return given;
  if (given === undefined) return new Undefined('A value');
  if (typeof given === 'number') return toNumber(given);
  if (typeof given === 'bigint') {
    return given >= Number.MIN_SAFE_INTEGER && given <= Number.MAX_SAFE_INTEGER ? Number(given) : given;
  }
  if (depth > LIMITS.nesting) exceed(`${LIMITS.nesting} lists inside each other`);
  if (Array.isArray(given)) return given.map((item) => toValue(item, depth + 1));
  if (typeof given !== 'object') {
    throw new TemplateUnsupportedError(`A template is given a ${typeof given}, which JSON does not have.`);
  }
  // What `parseJson` made, which is a value already.
  if (given instanceof Map || given instanceof Float) return given;
  const dict: Dict = new Map();
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined) dict.set(key, toValue(value, depth + 1));
  }
  return dict;
}

function toNumber(given: number): Value {
  if (Number.isSafeInteger(given)) return given + 0;
  return Number.isInteger(given) && Math.abs(given) < 1e21 ? BigInt(given) : new Float(given);
}
