/** What a message has besides its text: read by one function, and joined from deltas by another. */
import type { JsonObject } from '../base/check.ts';
import type { ChatCompletionMessageToolCall, ChatCompletionMessageToolCallChunk } from '../../generated/openai.ts';
import type { DeltaExtras, MessageExtras } from './generation.ts';

/** Members of a message that are read one by one, or that say nothing of it. `parsed` is ours. */
const READ: ReadonlySet<string> = new Set([
  'role',
  'content',
  'reasoning_content',
  'reasoning',
  'refusal',
  'tool_calls',
  'function_call',
  'parsed',
]);

/** Reasoning under both the names that clients know, refusals, and what the server adds under names of its own. */
export function readExtras(message: JsonObject): DeltaExtras {
  const extras: DeltaExtras = readAdded(message, READ) ?? {};
  const { reasoning, reasoning_content: content, refusal } = message;
  const thought = textOf(content) ?? textOf(reasoning);
  if (thought !== undefined) {
    extras.reasoning = textOf(reasoning) ?? thought;
    extras.reasoning_content = thought;
  }
  const refused = textOf(refusal);
  if (refused !== undefined) extras.refusal = refused;
  // What is no text is not ours to judge.
  for (const name of TEXTS)
    if (!saysNothing(message[name]) && textOf(message[name]) === undefined) extras[name] = message[name];
  return extras;
}

/** An empty text counts as absent. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The members besides the known ones, under their own names; undefined where there is none that says something. */
export function readAdded(members: JsonObject, known: ReadonlySet<string>): Record<string, unknown> | undefined {
  let added: Record<string, unknown> | undefined;
  for (const name in members) {
    if (known.has(name) || saysNothing(members[name]) || name === '__proto__') continue;
    added ??= {};
    added[name] = members[name];
  }
  return added;
}

/** What servers write for "not given". */
function saysNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Texts that a stream gives in pieces. */
export const TEXTS: ReadonlySet<string> = new Set(['reasoning_content', 'reasoning', 'refusal']);

/** Adds one more delta to what a streamed message holds besides its text. */
export function addExtras(message: MessageExtras, { tool_calls: calls, ...others }: DeltaExtras): MessageExtras {
  for (const [name, value] of Object.entries(others)) {
    const before = message[name];
    if (TEXTS.has(name) && typeof before === 'string' && typeof value === 'string') message[name] = before + value;
    // Pieces of lists, such as `reasoning_details`. A list of ours, which may grow.
    else if (Array.isArray(before) && Array.isArray(value)) for (const item of value) before.push(item);
    else message[name] = Array.isArray(value) ? [...value] : value;
  }
  if (calls !== undefined) {
    message.tool_calls ??= [];
    for (const call of calls) addCall(message.tool_calls, call);
  }
  return message;
}

function addCall(
  calls: ChatCompletionMessageToolCall[],
  { index, id, type, function: called, ...added }: ChatCompletionMessageToolCallChunk,
): void {
  const known = calls[index];
  if (known === undefined) {
    // A call of another type has no function: it is as the server wrote it.
    const begun: object = {
      id: id ?? '',
      type: type ?? 'function',
      ...(called && { function: { ...called } }),
      ...added,
    };
    calls[index] = begun as ChatCompletionMessageToolCall;
    return;
  }
  Object.assign(known, added);
  if (called === undefined) return;
  const { name, arguments: text } = known.function ?? { name: called.name ?? '', arguments: '' };
  known.function = { ...known.function, ...called, name, arguments: text + (called.arguments ?? '') };
}
