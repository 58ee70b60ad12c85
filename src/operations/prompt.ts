/** What the model reads of a chat: the prompt that is built here, or what the server's own template makes of it. Nothing is generated. */
import type { ChatCompletionRequest, ChatPrompt } from '../../generated/openai.ts';
import { UnsupportedError } from '../base/errors.ts';
import { isPlainChat } from '../bridge/backend.ts';
import { toKnownDialect } from '../bridge/dialect.ts';
import { countsBasePrompt } from '../bridge/fallback.ts';
import { withTools } from '../bridge/older-words.ts';
import { canOfferTools, toPromptOptions } from '../bridge/request.ts';
import { factsOf } from '../bridge/v1/dialects/all.ts';
import { toOpenAIChat } from '../bridge/v1/openai-request.ts';
import { toTgiChat } from '../bridge/v1/tgi-request.ts';
import type { Received } from '../facade/api-promise.ts';
import { validateOpenChat } from '../facade/open.ts';
import type { RunSettings, CallSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { hasTask, toEndpointUrl } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import { createTokenRoutes } from '../servers/token-routes.ts';
import { asksForTools, hasOlderWords } from './chat.ts';
import { readDialect } from './server.ts';
import type { Spoken } from './server.ts';
import type { Call, ServerContext } from './server-context.ts';

type Prompted = Promise<Received<ChatPrompt>>;

/** Throws UnsupportedError (`unsupported_operation`) where the server builds the prompt and has no route that tells it. */
export async function readPrompt(upstreams: ServerContext, given: unknown, call: Call): Prompted {
  const body = hasOlderWords(given) ? withTools(given) : given;
  const request = validateOpenChat(body, call);
  const { promptBuilder: builder, backend = 'auto' } = call;
  // As a chat does: tools that have no place in the prompt are left to the server's template.
  const isLeft = builder !== undefined && backend === 'auto' && !canOfferTools(builder) && asksForTools(body);
  if (builder !== undefined && !isLeft) return toBuilt(upstreams, request, builder);
  return runCall(call, (settings) => askServer(upstreams, request, { call, settings }));
}

function toBuilt(
  { apiBase }: ServerContext,
  request: ChatCompletionRequest,
  builder: PromptBuilder,
): Received<ChatPrompt> {
  const prompt = builder(request.messages, toPromptOptions(request, builder));
  return { data: toAnswer(request.model ?? apiBase, 'easyllm', prompt), responses: [] };
}

function toAnswer(model: string, source: ChatPrompt['source'], prompt: string): ChatPrompt {
  return { object: 'chat.prompt', model, source, prompt };
}

async function askServer(
  upstreams: ServerContext,
  request: ChatCompletionRequest,
  { call, settings }: { call: Call; settings: RunSettings<CallSettings> },
): Prompted {
  const { apiBase, connection, found } = upstreams;
  const known = call.dialect ?? upstreams.dialect ?? toKnownDialect(apiBase);
  const spoken = known === undefined ? await readDialect(upstreams, request.model, settings) : { dialect: known };
  const { name, tokenizer } = factsOf(spoken.dialect);
  const model = request.model ?? apiBase;
  if (tokenizer === 'llamacpp' && hasTask(apiBase, 'applyTemplate')) {
    const chat = toOpenAIChat(request, { stops: [], isOverHttp: call.isOverHttp, ...spoken });
    const url = toEndpointUrl(apiBase, 'applyTemplate');
    const { data, info } = await createTokenRoutes(connection).prompt(url, chat, settings);
    return { data: toAnswer(model, 'server', data.prompt), responses: [info] };
  }
  if (tokenizer !== 'tgi' || !hasTask(apiBase, 'chatTokenize')) {
    throw new UnsupportedError(
      `${name} has no route that tells the prompt of a chat, as TGI and llama.cpp have. Set \`promptBuilder\` to build it here.`,
      { code: 'unsupported_operation' },
    );
  }
  // Without a template a plain chat is built with the base prompt.
  const toBase = () => toBuilt(upstreams, request, toPromptBuilder('base'));
  if (found.lacksTemplate && isPlainChat(request)) return toBase();
  try {
    return await askTgi(upstreams, request, { spoken, settings });
  } catch (error) {
    if (!countsBasePrompt(error, { apiBase, request })) throw error;
    return toBase();
  }
}

async function askTgi(
  { apiBase, connection }: ServerContext,
  request: ChatCompletionRequest,
  { spoken: { version }, settings }: { spoken: Spoken; settings: CallSettings },
): Prompted {
  const url = toEndpointUrl(apiBase, 'chatTokenize');
  const chat = toTgiChat(request, { stops: [], version });
  const { data, info } = await createTgiRoutes(connection).chatTokenize(url, chat, settings);
  return { data: toAnswer(request.model ?? apiBase, 'server', data.templated_text), responses: [info] };
}
