/** How long the model thinks, in the variables that chat templates have for it. */

import { UnsupportedError } from '../base/errors.ts';

/**
 * The values of those variables that the template expects: `reasoning_effort` is the word itself, `enable_thinking` and `thinking` are
 * false for `none`. A template that expects none of them is an UnsupportedError.
 */
export function toThinkingVariables(
  effort: string | null | undefined,
  expected: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  if (effort === undefined || effort === null) return {};
  const isThinking = effort !== 'none';
  const values = { enable_thinking: isThinking, thinking: isThinking, reasoning_effort: effort };
  const read = Object.entries(values).filter(([name]) => expected.has(name));
  if (read.length > 0) return Object.fromEntries(read);
  throw new UnsupportedError(
    `This chat template has no place for \`reasoning_effort\`: it reads none of ${Object.keys(values).join(', ')}. Leave it out; a variable of another name can be set in \`chat_template_kwargs\`.`,
    { param: 'reasoning_effort' },
  );
}
