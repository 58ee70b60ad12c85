/** Statements: each function makes what one does. The parser puts them together. */

import { isTrue, toList } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import { type EvaluateArguments, type Postfix, callValue } from './expressions.ts';
import { type MacroSettings, macro } from './macro.ts';
import type { Evaluate, Execute, Leave, Rendering } from './rendering.ts';
import { Scope } from './scope.ts';
import { toText } from './text.ts';
import { Callable, Namespace, type Value, typeName } from './values.ts';

export function text(written: string): Execute {
  return (_scope, rendering) => {
    rendering.meter.step();
    rendering.write(written);
    return undefined;
  };
}

export function output(value: Evaluate): Execute {
  return (scope, rendering) => {
    rendering.meter.step();
    rendering.write(toText(value(scope, rendering), rendering.meter));
    return undefined;
  };
}

export function block(statements: readonly Execute[]): Execute {
  return (scope, rendering) => {
    for (const statement of statements) {
      const leave = statement(scope, rendering);
      if (leave !== undefined) return leave;
    }
    return undefined;
  };
}

export function leaving(how: Leave): Execute {
  return () => how;
}

export interface Branch {
  readonly test: Evaluate;
  readonly body: Execute;
}

export function branches(all: readonly Branch[], otherwise: Execute): Execute {
  return (scope, rendering) => {
    for (const { test, body } of all) {
      rendering.meter.step();
      if (isTrue(test(scope, rendering))) return body(scope, rendering);
    }
    return otherwise(scope, rendering);
  };
}

/** Where a value goes: a name, an attribute of a namespace, or several. */
export type Assign = (value: Value, scope: Scope, rendering: Rendering) => void;

export function toName(called: string): Assign {
  return (value, scope) => {
    scope.set(called, value);
  };
}

export function toNamespace(called: string, attribute: string): Assign {
  return (value, scope) => {
    const namespace = scope.get(called);
    if (!(namespace instanceof Namespace)) {
      throw new TemplateRuntimeError(`"${called}" is no namespace, so that "${called}.${attribute}" cannot be set.`);
    }
    if (attribute.startsWith('_')) throw new TemplateRuntimeError('A namespace has no attributes that begin with "_".');
    namespace.values.set(attribute, value);
  };
}

export function toSeveral(targets: readonly Assign[]): Assign {
  return (value, scope, rendering) => {
    const values = toList(value, rendering.meter);
    if (values.length !== targets.length) {
      throw new TemplateRuntimeError(`${targets.length} names are given ${values.length} values.`);
    }
    for (const [at, target] of targets.entries()) target(values[at] ?? null, scope, rendering);
  };
}

export function set(target: Assign, value: Evaluate): Execute {
  return (scope, rendering) => {
    rendering.meter.step();
    target(value(scope, rendering), scope, rendering);
    return undefined;
  };
}

/** `{% set x %}…{% endset %}`, with filters behind the name. */
export function setBlock(target: Assign, body: Execute, filters: readonly Postfix[]): Execute {
  return set(target, captured(body, filters));
}

/** `{% filter x %}…{% endfilter %}`. */
export function filterBlock(body: Execute, filters: readonly Postfix[]): Execute {
  return output(captured(body, filters));
}

function captured(body: Execute, filters: readonly Postfix[]): Evaluate {
  return (scope, rendering) => {
    const inner = new Scope(scope);
    let value: Value = rendering.capture(() => body(inner, rendering));
    for (const filter of filters) value = filter(value, scope, rendering);
    return value;
  };
}

/** `{% with a = 1 %}…{% endwith %}`: the values do not see each other. */
export function withBlock(pairs: readonly (readonly [Assign, Evaluate])[], body: Execute): Execute {
  return (scope, rendering) => {
    const inner = new Scope(scope);
    const values = pairs.map(([target, value]) => ({ target, value: value(scope, rendering) }));
    for (const { target, value } of values) target(value, inner, rendering);
    return body(inner, rendering);
  };
}

/** The tag that transformers adds marks what the model wrote. It has a scope of its own, like a call. */
export function generation(body: Execute): Execute {
  return (scope, rendering) => {
    rendering.write(rendering.capture(() => body(new Scope(scope), rendering)));
    return undefined;
  };
}

export function macroStatement(settings: MacroSettings): Execute {
  return (scope, rendering) => {
    rendering.meter.step();
    scope.set(settings.name, macro(settings, scope));
    return undefined;
  };
}

/** `{% call(parameters) macro(arguments) %}…{% endcall %}`: the body is the macro's `caller`. */
export function callStatement(callee: Evaluate, args: EvaluateArguments, caller: MacroSettings): Execute {
  return (scope, rendering) => {
    rendering.meter.step();
    const called = callee(scope, rendering);
    const { positional, named } = args(scope, rendering);
    const withCaller = new Map<string, Value>([...named, ['caller', macro(caller, scope)]]);
    if (!(called instanceof Callable)) throw new TemplateRuntimeError(`${typeName(called)} is no macro.`);
    rendering.write(toText(callValue(called, { positional, named: withCaller }, rendering), rendering.meter));
    return undefined;
  };
}
