/**
 * Renders Jinja templates to the byte as Python's jinja2 3.1 does in the environment of transformers (`trim_blocks`, `lstrip_blocks`, loop
 * controls, the tag `generation`, `raise_exception`, `strftime_now`, a plain `tojson`), or refuses what it cannot, by name.
 */

import { globals } from './globals.ts';
import { toValue } from './input.ts';
import { LIMITS, Meter } from './meter.ts';
import { parseTemplate } from './parser.ts';
import { Rendering } from './rendering.ts';
import { Scope } from './scope.ts';
import type { Value } from './values.ts';

export { TemplateSyntaxError } from './errors.ts';
export { toParsedValue } from './json.ts';

/** What one rendering made, and the steps that it took. */
export interface Rendered {
  readonly text: string;
  readonly steps: number;
}

export interface Template {
  /** Renders with these variables; the messages among them add to the steps that it may take. */
  render(variables: Readonly<Record<string, unknown>>): Rendered;
  /** The names that it reads before it sets them itself. */
  readonly expected: ReadonlySet<string>;
}

/** Reads the source. What it throws says what is wrong, and in which line. */
export function compileTemplate(source: string, now: () => Date = () => new Date()): Template {
  const { execute, expected } = parseTemplate(source);
  return {
    expected,
    render: (variables) => {
      const { messages } = variables;
      const count = Array.isArray(messages) ? messages.length : 0;
      const meter = new Meter(LIMITS.steps + LIMITS.stepsPerMessage * count);
      const rendering = new Rendering(meter, now);
      execute(new Scope(variableScope(variables)), rendering);
      return { text: rendering.text(), steps: meter.taken };
    },
  };
}

function variableScope(variables: Readonly<Record<string, unknown>>): Scope {
  const scope = new Scope();
  for (const [name, value] of globals) scope.set(name, value);
  for (const [name, value] of Object.entries(variables)) {
    const converted: Value = toValue(value);
    scope.set(name, converted);
  }
  return scope;
}
