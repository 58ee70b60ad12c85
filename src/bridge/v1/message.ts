/** The message of a choice, in the forms in which servers give it. */
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';

/** A chat's delta or message; the text of a completion as one. Servers write each in the other's place. */
export function messageOf({ delta, message, text }: JsonObject): JsonObject {
  if (isObject(delta)) return delta;
  return isObject(message) ? message : { content: text };
}

/** The calls of a message: `function_call` is one, in the words of OpenAI before tools. */
export function messageCalls({ tool_calls: calls, function_call: call }: JsonObject): unknown {
  return isObject(call) && !isObject(calls) && !(Array.isArray(calls) && calls.length > 0)
    ? [{ index: 0, function: call }]
    : calls;
}

/** What the content of a message holds. */
export interface Content {
  text: string;
  /** What stands among its parts besides text, as members of a message. */
  others?: Record<string, unknown>;
}

/** Content is a string, a list of parts, or nothing; undefined for what is none of them. */
export function readContent(content: unknown): Content | undefined {
  if (typeof content === 'string') return { text: content };
  if (content === null || content === undefined) return EMPTY;
  return Array.isArray(content) ? readParts(content) : undefined;
}

const EMPTY: Content = Object.freeze({ text: '' });

function readParts(parts: readonly unknown[]): Content {
  const read = { text: '', reasoning: '', refusal: '' };
  const unknown: unknown[] = [];
  for (const part of parts) {
    if (typeof part === 'string') read.text += part;
    else if (!isObject(part)) unknown.push(part);
    else if (typeof part['text'] === 'string') read.text += part['text'];
    else if (typeof part['refusal'] === 'string') read.refusal += part['refusal'];
    // Mistral.
    else if (part['type'] === 'thinking') read.reasoning += textOf(part['thinking']);
    else unknown.push(part);
  }
  const { text, ...others } = read;
  return { text, others: { ...others, ...(unknown.length > 0 && { content_parts: unknown }) } };
}

function textOf(parts: unknown): string {
  if (typeof parts === 'string') return parts;
  return Array.isArray(parts) ? readParts(parts).text : '';
}
