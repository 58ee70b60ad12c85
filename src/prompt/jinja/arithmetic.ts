/** Python's operators that make new values: `+ - * / // % **`, and the signs. */

import { asNumber } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { formatPercent } from './format.ts';
import type { Meter } from './meter.ts';
import { Float, SafeText, Tuple, Undefined, type Value, typeName } from './values.ts';

export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** What an operator makes of two numbers; whole says that both are whole. */
const CALCULATE: Readonly<Record<Operator, (left: number, right: number, whole: boolean) => Value>> = {
  '+': (left, right, whole) => numberOf(left + right, whole),
  '-': (left, right, whole) => numberOf(left - right, whole),
  '*': (left, right, whole) => numberOf(left * right, whole),
  '/': (left, right) => new Float(left / notZero(right)),
  '//': (left, right, whole) => (whole ? numberOf(Math.floor(left / notZero(right)), true) : floorDivide(left, right)),
  '%': (left, right, whole) => numberOf(remainder(left, notZero(right)), whole),
  '**': power,
};

export function calculate(operator: Operator, left: Value, right: Value, meter: Meter): Value {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) {
    return CALCULATE[operator](a, b, !(left instanceof Float) && !(right instanceof Float));
  }
  const isPattern = operator === '%' && typeof left === 'string';
  for (const value of [left, right]) {
    if (value instanceof Undefined && !isPattern) throw new TemplateRuntimeError(`${value.what} is undefined.`);
    if (value instanceof SafeText || typeof value === 'bigint') {
      const what = typeof value === 'bigint' ? 'a number beyond 2^53' : 'text that is marked as safe';
      throw new TemplateUnsupportedError(`The template uses \`${operator}\` on ${what}, which is not done here.`);
    }
  }
  if (operator === '+') return add(left, right, meter);
  if (operator === '*') return b === undefined ? repeat(right, a, left, meter) : repeat(left, b, right, meter);
  if (isPattern) return formatPercent(left, right, meter);
  return impossible(operator, left, right);
}

function add(left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    meter.write(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    meter.list(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Tuple && right instanceof Tuple) {
    meter.list(left.items.length + right.items.length);
    return new Tuple([...left.items, ...right.items]);
  }
  return impossible('+', left, right);
}

function repeat(value: Value, times: number | undefined, counted: Value, meter: Meter): Value {
  if (times === undefined || counted instanceof Float) return impossible('*', value, counted);
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    meter.write(value.length * count);
    return value.repeat(value === '' ? 0 : count);
  }
  const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : impossible('*', value, counted);
  meter.list(items.length * count);
  const repeated = items.length === 0 ? [] : Array.from({ length: count }, () => items).flat();
  return Array.isArray(value) ? repeated : new Tuple(repeated);
}

function impossible(operator: string, left: Value, right: Value): never {
  throw new TemplateRuntimeError(`\`${operator}\` cannot join ${typeName(left)} and ${typeName(right)}.`);
}

/** `+value` or `-value`. */
export function signed(sign: '+' | '-', value: Value): Value {
  const number = asNumber(value);
  if (number === undefined) throw new TemplateRuntimeError(`\`${sign}\` takes a number, not ${typeName(value)}.`);
  const result = sign === '-' ? -number : number;
  return value instanceof Float ? new Float(result) : result + 0;
}

/** A whole number or a float; whole numbers are exact in Python, however large they are. */
export function numberOf(value: number, whole: boolean): Value {
  if (!whole) return new Float(value);
  if (Number.isSafeInteger(value)) return value + 0;
  throw new TemplateUnsupportedError('The template calculates with a number beyond 2^53, which is not done here.');
}

function notZero(value: number): number {
  if (value === 0) throw new TemplateRuntimeError('A number is divided by zero.');
  return value;
}

/** Python's remainder has the sign of the divisor. */
function remainder(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 === right < 0 ? rest : rest + right;
}

/** As CPython's `float_floor_div`: from the remainder, since the quotient may be rounded up. */
function floorDivide(left: number, right: number): Float {
  const rest = left % notZero(right);
  const quotient = (left - rest) / right - (rest !== 0 && rest < 0 !== right < 0 ? 1 : 0);
  if (quotient === 0) return new Float(left < 0 !== right < 0 ? -0 : 0);
  const floor = Math.floor(quotient);
  return new Float(quotient - floor > 0.5 ? floor + 1 : floor);
}

function power(left: number, right: number, whole: boolean): Value {
  if (left === 0 && right < 0) throw new TemplateRuntimeError('Zero is raised to a negative power.');
  const result = left ** right;
  if (Number.isNaN(result))
    throw new TemplateUnsupportedError('The template makes a complex number, which is not done here.');
  return numberOf(result, whole && right >= 0);
}
