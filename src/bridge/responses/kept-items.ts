/** The items of a response as they are kept with it: each complete, and with an id that leads back to the response. */
import type {
  ResponseInputItem,
  ResponseInputMessage,
  ResponseInputPart,
  ResponseOutputItem,
  ResponseTypedInputItem,
} from '../../../generated/openai.ts';

const PREFIX = {
  message: 'msg',
  function_call: 'fc',
  function_call_output: 'fco',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco',
  reasoning: 'rs',
  item_reference: 'ref',
} as const satisfies Record<ResponseTypedInputItem['type'], string>;

/** What the ids of a response's items are made of. */
function toItemStem(responseId: string): string {
  return responseId.replace(/^resp_/, '');
}

/** The response that an item belongs to; undefined for an id that was not made here. */
export function toResponseId(itemId: string): string | undefined {
  const [, stem] = /^[a-z]{2,4}_([a-zA-Z\d]{24})i?\d{1,9}$/.exec(itemId) ?? [];
  return stem === undefined ? undefined : `resp_${stem}`;
}

/** The input of a response. Items that have ids keep them. */
export function toKeptItems(items: readonly ResponseInputItem[], responseId: string): ResponseTypedInputItem[] {
  return items.map((given, index) => {
    const item = 'type' in given ? given : { type: 'message' as const, ...given };
    const id = item.id ?? `${PREFIX[item.type]}_${toItemStem(responseId)}i${index}`;
    return item.type === 'message' ? toKeptMessage(item, id) : { ...item, id };
  });
}

function toKeptMessage({ content, ...message }: ResponseInputMessage, id: string): ResponseInputMessage {
  const toPart = (text: string): ResponseInputPart =>
    message.role === 'assistant' ? { type: 'output_text', text } : { type: 'input_text', text };
  return {
    content: typeof content === 'string' ? [toPart(content)] : content,
    ...message,
    id,
    status: message.status ?? 'completed',
  };
}

/** What a response made, as a later one answers it. */
export function toInputItems(output: readonly ResponseOutputItem[]): ResponseTypedInputItem[] {
  return [...output];
}
