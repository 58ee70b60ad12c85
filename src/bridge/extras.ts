/** What a message has besides its text, joined from its deltas. */
import type { ChatCompletionMessageToolCall, ChatCompletionMessageToolCallChunk } from '../../generated/openai.ts';
import type { DeltaExtras, MessageExtras } from './generation.ts';

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
