/** Arguments as Python binds them to the parameters of a function. */

import { TemplateRuntimeError } from './errors.ts';
import type { Arguments, Value } from './values.ts';

/** The values of the parameters, in their order; undefined for one that is not given. What the function does not take is an error. */
export function bind(
  args: Arguments,
  name: string,
  parameters: readonly string[],
  required = 0,
): (Value | undefined)[] {
  const values: (Value | undefined)[] = [...args.positional];
  if (values.length > parameters.length)
    throw new TemplateRuntimeError(`${name}() takes ${parameters.length} arguments.`);
  for (const [parameter, value] of args.named) {
    const at = parameters.indexOf(parameter);
    if (at === -1) throw new TemplateRuntimeError(`${name}() has no argument "${parameter}".`);
    if (values[at] !== undefined) throw new TemplateRuntimeError(`${name}() got two values for "${parameter}".`);
    values[at] = value;
  }
  for (let at = 0; at < required; at += 1) {
    if (values[at] === undefined) throw new TemplateRuntimeError(`${name}() lacks its argument "${parameters[at]}".`);
  }
  return values;
}

/** For functions whose arguments have no names in Python. */
export function positional(args: Arguments, name: string, least: number, most = least): readonly Value[] {
  const { length } = args.positional;
  if (args.named.size > 0) throw new TemplateRuntimeError(`${name}() takes no named arguments.`);
  if (length >= least && length <= most) return args.positional;
  throw new TemplateRuntimeError(
    `${name}() takes ${least === most ? least : `${least} to ${most}`} arguments, not ${length}.`,
  );
}
