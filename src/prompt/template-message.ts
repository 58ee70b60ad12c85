/** A message as chat templates expect it. */

import { isObject } from '../base/check.ts';
import { contentText } from './content.ts';
import { type PromptMessage, listOrNull } from './prompt-builder.ts';

export interface TemplateMessage {
  readonly role: string;
  readonly content: string | null;
  readonly [property: string]: unknown;
}

/** What a template asks of messages. */
export interface MessageReader {
  readonly acceptsImages: boolean;
  /** Reads the arguments of a call as an object; undefined for what is none. Absent where the template takes them as text. */
  readonly parseArguments: ((json: string) => unknown) | undefined;
}

/** The names under which messages bring an answer's reasoning; the first that is there is taken. */
const REASONING = ['reasoning_content', 'thinking', 'reasoning'];

/**
 * Content as one text, absent properties left out, reasoning under the two names that templates read (transformers,
 * `_alias_reasoning_fields`), and the arguments of tool calls as objects where the template takes them so.
 */
export function toTemplateMessage(reader: MessageReader, message: PromptMessage, index: number): TemplateMessage {
  const { role, content, tool_calls, ...others } = message;
  const { acceptsImages, parseArguments } = reader;
  const place = { path: `messages[${index}].content`, builder: 'this chat template', acceptsImages };
  const text = content === undefined || content === null ? null : contentText(content, place);
  const calls = listOrNull(tool_calls);
  const properties = dropAbsent(others);
  const name = REASONING.find((each) => properties[each] !== undefined);
  const reasoning = name === undefined ? undefined : properties[name];
  return {
    role,
    content: text,
    ...(reasoning !== undefined && { thinking: reasoning }),
    ...properties,
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(calls !== null && {
      tool_calls:
        parseArguments === undefined ? calls : calls.map((call) => withArgumentsAsObject(call, parseArguments)),
    }),
  };
}

function withArgumentsAsObject(call: unknown, parse: (json: string) => unknown): unknown {
  if (!isObject(call) || !isObject(call['function'])) return call;
  const { arguments: json } = call['function'];
  if (typeof json !== 'string') return call;
  const parsed = parse(json);
  return { ...call, function: { ...call['function'], arguments: parsed instanceof Map ? parsed : json } };
}

/** The properties that are there. */
export function dropAbsent(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}
