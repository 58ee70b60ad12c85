/** Expressions: each function makes what gives the value of one. The parser puts them together. */

import { type Slice, attribute, item, slice } from './access.ts';
import { type Operator, calculate, signed } from './arithmetic.ts';
import { contains, isEqual, isTrue, iterate, order } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import { dictKey } from './globals.ts';
import type { Meter } from './meter.ts';
import type { Evaluate, Rendering } from './rendering.ts';
import type { Scope } from './scope.ts';
import type { Test } from './tests.ts';
import { toText } from './text.ts';
import {
  type Arguments,
  Callable,
  type Dict,
  type Filter,
  Loop,
  Tuple,
  Undefined,
  type Value,
  orUndefined,
  typeName,
} from './values.ts';

export function constant(value: Value): Evaluate {
  return () => value;
}

export function name(called: string): Evaluate {
  const what = `"${called}"`;
  return (scope, { meter }) => {
    meter.step();
    return orUndefined(scope.get(called), what);
  };
}

export function list(items: readonly Evaluate[]): Evaluate {
  return (scope, rendering) => items.map((each) => each(scope, rendering));
}

export function tuple(items: readonly Evaluate[]): Evaluate {
  return (scope, rendering) => new Tuple(items.map((each) => each(scope, rendering)));
}

export function dict(pairs: readonly (readonly [Evaluate, Evaluate])[]): Evaluate {
  return (scope, rendering) => {
    const made: Dict = new Map();
    for (const [key, value] of pairs) made.set(dictKey(key(scope, rendering)), value(scope, rendering));
    return made;
  };
}

export function not(operand: Evaluate): Evaluate {
  return (scope, rendering) => !isTrue(operand(scope, rendering));
}

export function sign(mark: '+' | '-', operand: Evaluate): Evaluate {
  return (scope, rendering) => signed(mark, operand(scope, rendering));
}

/** As in Python, the value is that of the operand which decides. */
export function and(operands: readonly Evaluate[]): Evaluate {
  return firstThat((value) => !isTrue(value), operands);
}

export function or(operands: readonly Evaluate[]): Evaluate {
  return firstThat(isTrue, operands);
}

function firstThat(decides: (value: Value) => boolean, operands: readonly Evaluate[]): Evaluate {
  return (scope, rendering) => {
    let value: Value = null;
    for (const operand of operands) {
      value = operand(scope, rendering);
      if (decides(value)) break;
    }
    return value;
  };
}

export function condition(test: Evaluate, then: Evaluate, otherwise: Evaluate | undefined): Evaluate {
  return (scope, rendering) => {
    if (isTrue(test(scope, rendering))) return then(scope, rendering);
    return otherwise === undefined ? new Undefined('An `if` without `else`') : otherwise(scope, rendering);
  };
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

const COMPARE: Readonly<Record<Comparison, (left: Value, right: Value, meter: Meter) => boolean>> = {
  '==': isEqual,
  '!=': (left, right, meter) => !isEqual(left, right, meter),
  '<': (left, right, meter) => order(left, right, meter) < 0,
  '<=': (left, right, meter) => order(left, right, meter) <= 0,
  '>': (left, right, meter) => order(left, right, meter) > 0,
  '>=': (left, right, meter) => order(left, right, meter) >= 0,
  in: (left, right, meter) => contains(right, left, meter),
  'not in': (left, right, meter) => !contains(right, left, meter),
};

/** `a < b < c` is `a < b and b < c`, as in Python. */
export function comparison(first: Evaluate, rest: readonly { operator: Comparison; operand: Evaluate }[]): Evaluate {
  return (scope, rendering) => {
    let left = first(scope, rendering);
    for (const { operator, operand } of rest) {
      rendering.meter.step();
      const right = operand(scope, rendering);
      if (!COMPARE[operator](left, right, rendering.meter)) return false;
      left = right;
    }
    return true;
  };
}

export function arithmetic(first: Evaluate, rest: readonly { operator: Operator; operand: Evaluate }[]): Evaluate {
  return (scope, rendering) => {
    let value = first(scope, rendering);
    for (const { operator, operand } of rest) {
      rendering.meter.step();
      value = calculate(operator, value, operand(scope, rendering), rendering.meter);
    }
    return value;
  };
}

/** `a ~ b`: both as text. */
export function concatenation(operands: readonly Evaluate[]): Evaluate {
  return (scope, rendering) => {
    const { meter } = rendering;
    const texts: string[] = [];
    let length = 0;
    for (const operand of operands) {
      meter.step();
      const text = toText(operand(scope, rendering), meter);
      length += text.length;
      texts.push(text);
    }
    meter.write(length);
    return texts.join('');
  };
}

/** What stands behind a value, made of what the value is. */
export type Postfix = (value: Value, scope: Scope, rendering: Rendering) => Value;

/** A value and what stands behind it: `.name`, `[key]`, `(arguments)`, `| filter`, `is test`. */
export function postfixed(base: Evaluate, steps: readonly Postfix[]): Evaluate {
  return (scope, rendering) => {
    let value = base(scope, rendering);
    for (const step of steps) {
      rendering.meter.step();
      value = step(value, scope, rendering);
    }
    return value;
  };
}

export function ofAttribute(called: string): Postfix {
  return (value) => attribute(value, called);
}

export function ofItem(key: Evaluate): Postfix {
  return (value, scope, rendering) => item(value, key(scope, rendering), rendering.meter);
}

export function ofSlice(parts: { readonly [Part in keyof Slice]: Evaluate }): Postfix {
  return (value, scope, rendering) =>
    slice(
      value,
      { start: parts.start(scope, rendering), stop: parts.stop(scope, rendering), step: parts.step(scope, rendering) },
      rendering.meter,
    );
}

export function ofCall(args: EvaluateArguments): Postfix {
  return (value, scope, rendering) => callValue(value, args(scope, rendering), rendering);
}

export function ofFilter(filter: Filter, args: EvaluateArguments): Postfix {
  return (value, scope, rendering) => filter(value, args(scope, rendering), rendering);
}

export function ofTest(test: Test, args: EvaluateArguments, negated: boolean): Postfix {
  return (value, scope, rendering) => test(value, args(scope, rendering), rendering) !== negated;
}

/** Calls what a template calls. */
export function callValue(value: Value, args: Arguments, rendering: Rendering): Value {
  if (value instanceof Callable || value instanceof Loop) return value.call(args, rendering);
  const what = value instanceof Undefined ? `${value.what} is undefined.` : `${typeName(value)} is no function.`;
  throw new TemplateRuntimeError(what);
}

export type EvaluateArguments = (scope: Scope, rendering: Rendering) => Arguments;

export interface ArgumentExpressions {
  readonly positional: readonly Evaluate[];
  readonly named: readonly (readonly [string, Evaluate])[];
  /** `*list`, after the positional ones. */
  readonly spread?: Evaluate | undefined;
  /** `**dict`, after the named ones. */
  readonly spreadNamed?: Evaluate | undefined;
}

export function argumentsOf({ positional, named, spread, spreadNamed }: ArgumentExpressions): EvaluateArguments {
  return (scope, rendering) => {
    const values = positional.map((each) => each(scope, rendering));
    if (spread !== undefined) {
      for (const value of iterate(spread(scope, rendering), rendering.meter)) values.push(value);
      rendering.meter.list(values.length);
    }
    const byName = new Map<string, Value>();
    for (const [called, value] of named) setOnce(byName, called, value(scope, rendering));
    const more = spreadNamed?.(scope, rendering);
    if (more instanceof Map) for (const [called, value] of more) setOnce(byName, String(called), value);
    else if (more !== undefined) throw new TemplateRuntimeError(`After ** stands ${typeName(more)}, not a dict.`);
    return { positional: values, named: byName };
  };
}

function setOnce(byName: Map<string, Value>, called: string, value: Value): void {
  if (byName.has(called)) throw new TemplateRuntimeError(`The argument "${called}" is given twice.`);
  byName.set(called, value);
}
