/** Messages in a form that no server documents. To pass them over would drop what was said. */
import type { JsonObject } from '../base/check.ts';
import { isObject, kindOf } from '../base/check.ts';
import type { EasyLLMError } from '../base/errors.ts';
import { InternalServerError } from '../base/errors.ts';

/** For content that is neither text, nor parts, nor null. */
export function toUnreadable(content: unknown, what = 'a message whose content is'): EasyLLMError {
  return new InternalServerError(
    `The server answered with ${what} ${kindOf(content)}. Expected a text, a list of parts, or null.`,
    { status: 500, code: 'unreadable_content', attempts: 1 },
  );
}

/** Throws for a choice of a stream that cannot be read. */
export function expectReadable({ delta, message, text }: JsonObject): void {
  const said = delta ?? message;
  // PHP writes an object without members as a list.
  if (!isObject(said) && !isNothing(said)) throw toUnreadable(said, 'a delta that is');
  const { content, tool_calls: calls }: JsonObject = isObject(said) ? said : { content: text };
  if (typeof calls !== 'object' && !isNothing(calls)) throw toUnreadable(calls, 'a message whose calls are');
  if (typeof content === 'string' || content === null || content === undefined || Array.isArray(content)) return;
  throw toUnreadable(content);
}

/** What servers write for "not given". */
export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
