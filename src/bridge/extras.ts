import type { ChatCompletionMessageToolCall, ChatCompletionMessageToolCallChunk } from '../../generated/openai.ts';
import type { DeltaExtras, MessageExtras } from './generation.ts';

/** What a streamed message holds besides its text, after one more delta. */
export function addExtras(message: MessageExtras, { tool_calls: calls, ...texts }: DeltaExtras): MessageExtras {
  const joined = { ...message };
  for (const name of ['reasoning_content', 'reasoning', 'refusal'] as const) {
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
