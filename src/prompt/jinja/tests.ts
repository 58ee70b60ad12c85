/** Jinja's tests: `value is NAME`. */

import { positional } from './arguments.ts';
import { asNumber, asText, contains, isEqual, order } from './compare.ts';
import { calculate } from './arithmetic.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { isLower, isUpper } from './text-case.ts';
import { toText } from './text.ts';
import {
  type Arguments,
  Callable,
  type Context,
  Float,
  Loop,
  Namespace,
  Range,
  Tuple,
  Undefined,
  type Value,
} from './values.ts';

export type Test = (value: Value, args: Arguments, context: Context) => boolean;

const unary = (run: (value: Value, context: Context) => boolean): Test => {
  return (value, args, context) => {
    positional(args, 'The test', 0);
    return run(value, context);
  };
};

const binary = (run: (value: Value, other: Value, context: Context) => boolean): Test => {
  return (value, args, context) => run(value, positional(args, 'The test', 1)[0] ?? null, context);
};

const equal = binary((value, other, { meter }) => isEqual(value, other, meter));
const unequal = binary((value, other, { meter }) => !isEqual(value, other, meter));
const less = binary((value, other, { meter }) => order(value, other, meter) < 0);
const lessOrEqual = binary((value, other, { meter }) => order(value, other, meter) <= 0);
const greater = binary((value, other, { meter }) => order(value, other, meter) > 0);
const greaterOrEqual = binary((value, other, { meter }) => order(value, other, meter) >= 0);

/** The tests by name. Jinja's others (`escaped`, `filter`, `test`) are in no chat template. */
export const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['defined', unary((value) => !(value instanceof Undefined))],
  ['undefined', unary((value) => value instanceof Undefined)],
  ['none', unary((value) => value === null)],
  ['boolean', unary((value) => typeof value === 'boolean')],
  ['true', unary((value) => value === true)],
  ['false', unary((value) => value === false)],
  ['string', unary((value) => asText(value) !== undefined)],
  ['number', unary((value) => asNumber(value) !== undefined || typeof value === 'bigint')],
  ['integer', unary((value) => typeof value === 'number' || typeof value === 'bigint')],
  ['float', unary((value) => value instanceof Float)],
  ['mapping', unary((value) => value instanceof Map)],
  ['iterable', unary(isIterable)],
  ['sequence', unary(isSequence)],
  ['callable', unary((value) => value instanceof Callable || value instanceof Loop || value instanceof Undefined)],
  ['lower', unary((value, { meter }) => isLower(toText(value, meter)))],
  ['upper', unary((value, { meter }) => isUpper(toText(value, meter)))],
  ['odd', unary((value, { meter }) => calculate('%', value, 2, meter) === 1 || isFloatOf(value, 1))],
  ['even', unary((value, { meter }) => calculate('%', value, 2, meter) === 0 || isFloatOf(value, 0))],
  ['divisibleby', binary((value, other, { meter }) => isEqual(calculate('%', value, other, meter), 0, meter))],
  ['sameas', binary(isSame)],
  ['in', binary((value, other, { meter }) => contains(other, value, meter))],
  ['==', equal],
  ['eq', equal],
  ['equalto', equal],
  ['!=', unequal],
  ['ne', unequal],
  ['<', less],
  ['lt', less],
  ['lessthan', less],
  ['<=', lessOrEqual],
  ['le', lessOrEqual],
  ['>', greater],
  ['gt', greater],
  ['greaterthan', greater],
  ['>=', greaterOrEqual],
  ['ge', greaterOrEqual],
]);

function isFloatOf(value: Value, rest: number): boolean {
  return value instanceof Float && ((value.value % 2) + 2) % 2 === rest;
}

function isIterable(value: Value): boolean {
  if (value === null || value instanceof Namespace || value instanceof Callable) return false;
  return typeof value === 'string' || (typeof value === 'object' && !(value instanceof Float));
}

/** What has a length and an index, in Python: a dict too, and, by a quirk of Jinja's, what is undefined. */
function isSequence(value: Value): boolean {
  if (value instanceof Tuple || value instanceof Range || value instanceof Map || value instanceof Undefined)
    return true;
  return Array.isArray(value) || asText(value) !== undefined;
}

function isSame(value: Value, other: Value): boolean {
  const isOne = (one: Value): boolean => one === null || typeof one === 'boolean';
  if (isOne(value) || isOne(other)) return value === other;
  throw new TemplateUnsupportedError('The template asks whether two values are the same object in Python’s memory.');
}

/** The test of that name; one that is not known is an error. */
export function testOf(name: string): Test {
  const test = tests.get(name);
  if (test === undefined) throw new TemplateRuntimeError(`There is no test "${name}".`);
  return test;
}
