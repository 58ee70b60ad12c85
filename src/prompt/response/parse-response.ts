/** Reads a whole answer of a model at once. */

import { ResponseReader, type ReaderOptions } from './response-reader.ts';
import { type ResponseTemplateLike, toResponseTemplate } from './families.ts';

/** A message in OpenAI's shape. */
export interface ParsedResponse {
  /** Null where there is none. */
  content: string | null;
  reasoning_content?: string;
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
}

/** Reasoning, content and tool calls of a text. Calls that cannot be read stay text. */
export function parseResponse(
  template: ResponseTemplateLike,
  text: string,
  options: ReaderOptions = {},
): ParsedResponse {
  const reader = new ResponseReader(toResponseTemplate(template), options);
  let [content, reasoning] = ['', ''];
  const calls: NonNullable<ParsedResponse['tool_calls']> = [];
  for (const part of [...reader.initial, ...reader.write(text), ...reader.end()]) {
    if (part.type === 'content') content += part.text;
    if (part.type === 'reasoning') reasoning += part.text;
    if (part.type !== 'call') continue;
    const { id = `call_${calls.length}`, name, arguments: json } = part.call;
    calls.push({ id, type: 'function', function: { name, arguments: json } });
  }
  return {
    content: content === '' ? null : content,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}
