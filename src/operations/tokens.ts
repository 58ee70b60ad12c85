import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { APIError, UnsupportedError } from '../base/errors.ts';
import { countsBasePrompt } from '../bridge/fallback.ts';
import { isPlainChat } from '../bridge/backend.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { toPieces, toStringOffsets } from '../bridge/tokens.ts';
import type { CountedToken } from '../bridge/tokens.ts';
import { factsOf } from '../bridge/v1/dialects/all.ts';
import { toOpenAIMessages, toTgiMessages } from '../bridge/v1/history.ts';
import type { Received } from '../facade/api-promise.ts';
import { validateChatCompletionRequest } from '../facade/validate.ts';
import type { CallSettings, RunSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import { isRootAddress, toEndpointUrl } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import { createTokenRoutes } from '../servers/token-routes.ts';
import { isMissing } from './missing-route.ts';
import { findServer, forgetIfMissing } from './root.ts';
import { readServer } from './server.ts';
import type { Call, ServerContext } from './server-context.ts';

/** The tokens of a text, as the model reads it. */
export interface TokenCount {
  /** How many there are, special ones included. */
  count: number;
  tokens: CountedToken[];
  /** What was counted: the text itself, or the prompt that a chat becomes; undefined where the server does not tell it (vLLM, SGLang). */
  text: string | undefined;
}

type Messages = ChatCompletionRequest['messages'];
type Counted = Promise<Received<TokenCount>>;

/** A text to count, or a chat of which the server makes one. */
type Counting = { text: string } | { messages: Messages };

/** A chat is counted as the builder's prompt, or as that of the server's own template. */
export async function countTokens(upstreams: ServerContext, input: string | Messages, call: Call): Counted {
  const messages = typeof input === 'string' ? [] : validateChatCompletionRequest({ messages: input }).messages;
  const text = typeof input === 'string' ? input : call.promptBuilder?.(messages);
  const counting = text === undefined ? { messages } : { text };
  return runCall(call, (settings) => countAnywhere(upstreams, counting, { call, settings }));
}

interface Asking {
  call: Call;
  settings: RunSettings<CallSettings>;
}

/** A server that nobody knows is taken for a TGI where one may be, which is a single request to it, and recognised where it is none. */
async function countAnywhere(upstreams: ServerContext, counting: Counting, { call, settings }: Asking): Counted {
  const known = call.dialect ?? upstreams.dialect ?? findServer(upstreams, undefined)?.dialect;
  if (known !== undefined && known !== 'openai') {
    return forgetIfMissing(upstreams, undefined, countAt(upstreams, counting, { dialect: known, settings }));
  }
  const { apiBase } = upstreams;
  let refusal: unknown;
  if (isRootAddress(apiBase)) {
    try {
      return await countAt(upstreams, counting, { dialect: 'tgi', settings });
    } catch (error) {
      if (!mayBeAnother(error)) throw error;
      refusal = error;
    }
  }
  // Refused by name, where the address has no such route for any server.
  toEndpointUrl(apiBase, 'tokenize');
  const server = await readServer(upstreams, undefined, settings);
  const dialect = server?.isTei === true ? 'tgi' : (server?.dialect ?? 'openai');
  if (dialect === 'tgi' && 'messages' in counting && (isMissing(refusal) || server?.isTei === true)) {
    const who = server?.isTei === true ? 'TEI has no chat template' : 'TGI before 2.3 has no route for chats';
    throw new UnsupportedError(`${who}: count a text, or set \`promptBuilder\`, whose prompt is counted.`, {
      code: 'unsupported_operation',
    });
  }
  if (refusal !== undefined && (server === undefined || dialect === 'tgi')) throw refusal;
  return countAt(upstreams, counting, { dialect, settings });
}

/** Whether what a TGI would not have answered may be the answer of another server. */
function mayBeAnother(error: unknown): boolean {
  return error instanceof APIError && [200, 400, 404, 405, 415, 422, 501].includes(error.status ?? 0);
}

interface At {
  dialect: Dialect;
  settings: CallSettings;
}

async function countAt(upstreams: ServerContext, counting: Counting, { dialect, settings }: At): Counted {
  const { name, tokenizer, reasoning } = factsOf(dialect);
  if (tokenizer === undefined) {
    throw new UnsupportedError(
      `${name} has no route that counts tokens, as TGI, TEI, vLLM, SGLang and llama.cpp have. Count with the tokenizer of the model, or name the server with \`dialect\`.`,
      { code: 'unsupported_operation' },
    );
  }
  if (tokenizer === 'tgi') return countAtTgi(upstreams, counting, settings);
  const { connection, apiBase } = upstreams;
  const routes = createTokenRoutes(connection);
  const url = toEndpointUrl(apiBase, 'tokenize');
  const messages = 'messages' in counting ? toOpenAIMessages(counting.messages, reasoning) : [];
  if (tokenizer === 'vllm') {
    const asked = 'text' in counting ? { prompt: counting.text } : { messages: messages.map((each) => ({ ...each })) };
    const { data, info } = await routes.count(url, asked, settings);
    const tokens = data.tokens.map((id) => ({ id }));
    return { data: { count: data.count, tokens, text: toText(counting) }, responses: [info] };
  }
  const template =
    'text' in counting
      ? undefined
      : await routes.prompt(
          toEndpointUrl(apiBase, 'applyTemplate'),
          { messages: messages.map((each) => ({ ...each })) },
          settings,
        );
  const text = template?.data.prompt ?? toText(counting) ?? '';
  const { data, info } = await routes.pieces(url, text, settings);
  const responses = template === undefined ? [info] : [template.info, info];
  return { data: { count: data.tokens.length, tokens: toPieces(data.tokens), text }, responses };
}

function toText(counting: Counting): string | undefined {
  return 'text' in counting ? counting.text : undefined;
}

async function countAtTgi(upstreams: ServerContext, counting: Counting, settings: CallSettings): Counted {
  const { connection, apiBase, found } = upstreams;
  const routes = createTgiRoutes(connection);
  const countText = async (text: string): Counted => {
    const { data, info } = await routes.tokenize(toEndpointUrl(apiBase, 'tokenize'), text, settings);
    return { data: { count: data.length, tokens: toStringOffsets(data, text), text }, responses: [info] };
  };
  if ('text' in counting) return countText(counting.text);
  const request = { messages: counting.messages };
  const countBasePrompt = () => {
    upstreams.warnOfBasePrompt();
    return countText(toPromptBuilder('base')(request.messages));
  };
  if (found.lacksTemplate && isPlainChat(request)) return countBasePrompt();
  try {
    const url = toEndpointUrl(apiBase, 'chatTokenize');
    const version = findServer(upstreams, undefined)?.version;
    const { data, info } = await routes.chatTokenize(
      url,
      { messages: toTgiMessages(request.messages, version) },
      settings,
    );
    const { tokenize_response: tokens, templated_text: text } = data;
    return { data: { count: tokens.length, tokens: toStringOffsets(tokens, text), text }, responses: [info] };
  } catch (error) {
    if (!countsBasePrompt(error, { apiBase, request })) throw error;
    return countBasePrompt();
  }
}
