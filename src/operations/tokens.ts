import type { ChatCompletionRequest } from '../../generated/openai.ts';
import type { SimpleToken } from '../../generated/tgi.ts';
import { toTgiMessages } from '../bridge/v1/history.ts';
import { toStringOffsets } from '../bridge/tokens.ts';
import type { Received } from '../facade/api-promise.ts';
import { validateChatCompletionRequest } from '../facade/validate.ts';
import { runCall } from '../net/call.ts';
import { toEndpointUrl } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import type { Call, ServerContext } from './server-context.ts';

/** The tokens of a text, as the model reads it. */
export interface TokenCount {
  /** How many there are, special ones included. */
  count: number;
  /** `start` and `stop` are indices of `text`. */
  tokens: SimpleToken[];
  /** What was counted: the text itself, or the prompt that a chat becomes. */
  text: string;
}

/** A chat is counted as the builder's prompt, or as that of the server's own template. */
export async function countTokens(
  { apiBase, connection }: ServerContext,
  input: string | ChatCompletionRequest['messages'],
  call: Call,
): Promise<Received<TokenCount>> {
  const messages = typeof input === 'string' ? [] : validateChatCompletionRequest({ messages: input }).messages;
  const text = typeof input === 'string' ? input : call.promptBuilder?.(messages);
  const routes = createTgiRoutes(connection);
  return runCall(call, async (settings) => {
    if (text !== undefined) {
      const { data, info } = await routes.tokenize(toEndpointUrl(apiBase, 'tokenize'), text, settings);
      return { data: toTokenCount(data, text), responses: [info] };
    }
    const url = toEndpointUrl(apiBase, 'chatTokenize');
    const { data, info } = await routes.chatTokenize(url, toTgiMessages(messages), settings);
    return { data: toTokenCount(data.tokenize_response, data.templated_text), responses: [info] };
  });
}

function toTokenCount(tokens: readonly SimpleToken[], text: string): TokenCount {
  return { count: tokens.length, tokens: toStringOffsets(tokens, text), text };
}
