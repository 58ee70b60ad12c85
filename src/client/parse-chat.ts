/** `chat.completions.parse`; loaded for it alone. */
import { expectBody } from '../base/check.ts';
import type { ParsedChatCompletion } from '../bridge/structured-output.ts';
import { toParsedCompletion, toResponseFormat } from '../bridge/structured-output.ts';
import type { Received } from '../facade/api-promise.ts';
import type { ClientOperations } from './operations.ts';
import type { CallOptions, ChatCompletionParseParams } from './options.ts';

export async function parseChat<Output>(
  connected: ClientOperations,
  body: ChatCompletionParseParams<Output>,
  options: CallOptions,
): Promise<Received<ParsedChatCompletion<Output>>> {
  expectBody(body);
  const { schema, ...request } = body;
  const asked = { ...request, stream: false, response_format: toResponseFormat(schema) };
  const { data, responses } = await connected.chat(asked, options);
  if ('controller' in data) throw new TypeError('A stream that was not asked for.');
  return { data: await toParsedCompletion(data, schema), responses };
}
