/** What a message has besides its text: read by one function, and joined from deltas by another. */
import type { JsonObject } from '../base/check.ts';
import type { ChatCompletionMessageToolCall, ChatCompletionMessageToolCallChunk } from '../../generated/openai.ts';
import type { DeltaExtras, MessageExtras } from './generation.ts';

const TEXTS = ['reasoning_content', 'reasoning', 'refusal'] as const;

/** Reasoning, under either of the names that servers have for it, and refusals. An empty one counts as absent. */
export function readExtras(message: JsonObject): Omit<DeltaExtras, 'tool_calls'> {
  const extras: Omit<DeltaExtras, 'tool_calls'> = {};
  for (const name of TEXTS) {
    const text = message[name];
    if (typeof text === 'string' && text !== '') extras[name] = text;
  }
  return extras;
}

/** What a streamed message holds besides its text, after one more delta. */
export function addExtras(message: MessageExtras, { tool_calls: calls, ...texts }: DeltaExtras): MessageExtras {
  const joined = { ...message };
  for (const name of TEXTS) {
    const text = texts[name];
    if (typeof text === 'string') joined[name] = (joined[name] ?? '') + text;
  }
  if (calls !== undefined) joined.tool_calls = calls.reduce(addCall, message.tool_calls ?? []);
  return joined;
}

function addCall(
  calls: readonly ChatCompletionMessageToolCall[],
  { index, id, function: called }: ChatCompletionMessageToolCallChunk,
): ChatCompletionMessageToolCall[] {
  const known = calls[index];
  const call: ChatCompletionMessageToolCall = {
    id: known?.id ?? id ?? '',
    type: 'function',
    function: {
      name: known?.function.name ?? called?.name ?? '',
      arguments: (known?.function.arguments ?? '') + (called?.arguments ?? ''),
    },
  };
  return calls.toSpliced(index, 1, call);
}
