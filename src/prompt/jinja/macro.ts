/** Macros: functions that a template writes. They see the names where they are written, not where they are called. */

import { TemplateRuntimeError } from './errors.ts';
import type { Evaluate, Execute } from './rendering.ts';
import { Rendering } from './rendering.ts';
import { Scope } from './scope.ts';
import { type Arguments, Callable, type Context, type Dict, Tuple, orUndefined } from './values.ts';

export interface MacroSettings {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly otherwise: Evaluate | undefined }[];
  readonly body: Execute;
  /** The names `caller`, `varargs` and `kwargs` that the body reads: only then a macro takes what they stand for. */
  readonly reads: ReadonlySet<string>;
}

/** The macro as a value. */
export function macro(settings: MacroSettings, definedIn: Scope): Callable {
  return new Callable(settings.name, (args, context) => {
    const rendering = expectRendering(context);
    const scope = new Scope(definedIn);
    const defaults = bindParameters(settings, args, scope);
    return rendering.meter.call(() => {
      rendering.meter.step();
      for (const { name, otherwise } of defaults) scope.set(name, otherwise(scope, rendering));
      return rendering.capture(() => settings.body(scope, rendering));
    });
  });
}

/** Sets what is given, and returns the parameters that take their default (Jinja, Macro.__call__ and macro_body). */
function bindParameters(
  { name, parameters, reads }: MacroSettings,
  { positional, named }: Arguments,
  scope: Scope,
): { name: string; otherwise: Evaluate }[] {
  const rest = new Map(named);
  const defaults: { name: string; otherwise: Evaluate }[] = [];
  for (const [at, parameter] of parameters.entries()) {
    const value = at < positional.length ? positional[at] : rest.get(parameter.name);
    if (at >= positional.length) rest.delete(parameter.name);
    if (value === undefined && parameter.otherwise !== undefined) {
      defaults.push({ name: parameter.name, otherwise: parameter.otherwise });
    }
    scope.set(parameter.name, orUndefined(value, `The parameter "${parameter.name}"`));
  }
  const isParameter = (called: string): boolean => parameters.some((parameter) => parameter.name === called);
  if (reads.has('caller') && !isParameter('caller')) {
    scope.set('caller', orUndefined(rest.get('caller'), '"caller"'));
    rest.delete('caller');
  }
  if (reads.has('kwargs')) {
    const others: Dict = new Map(rest);
    scope.set('kwargs', others);
  } else if (rest.size > 0) {
    throw new TemplateRuntimeError(`The macro ${name} takes no argument "${[...rest.keys()].join('", "')}".`);
  }
  if (reads.has('varargs')) scope.set('varargs', new Tuple(positional.slice(parameters.length)));
  else if (positional.length > parameters.length) {
    throw new TemplateRuntimeError(`The macro ${name} takes ${parameters.length} arguments.`);
  }
  return defaults;
}

function expectRendering(context: Context): Rendering {
  if (context instanceof Rendering) return context;
  throw new TemplateRuntimeError('A macro is called outside a rendering.');
}
