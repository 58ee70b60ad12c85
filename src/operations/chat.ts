/** Chat: the API of the server is chosen, the request planned and run. */
import type { ChatCompletion, ChatCompletionChunk } from '../../generated/openai.ts';
import { UnprocessableEntityError } from '../base/errors.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { createLoader } from '../base/once.ts';
import { chooseChatBackend, isConstrained, isPlainChat } from '../bridge/backend.ts';
import { toChatEndpoint } from '../bridge/chat.ts';
import { toNativeChatPlan } from '../bridge/native/plan.ts';
import { toMaxNewTokens } from '../bridge/parameters.ts';
import { canOfferTools, isForced, toToolsRefusal } from '../bridge/request.ts';
import { validateChatCompletionRequest } from '../facade/validate.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import { loadReading, withReading } from './answer-reading.ts';
import type { ChatCall } from './chat-by-v1.ts';
import { withDefaults } from './defaults.ts';
import { isForAnother, isMissing } from './missing-route.ts';
import { toNativeApi } from './native.ts';
import { findServer, modelOf, runAtRoot, toModelName } from './root.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { runText } from './text.ts';

const loadByV1 = createLoader(() => import('./chat-by-v1.ts'));
const loadOlderWords = createLoader(() => import('../bridge/older-words.ts'));
const loadGrammar = createLoader(() => import('../bridge/grammar.ts'));

export function createChatCompletion(
  upstreams: ServerContext,
  body: unknown,
  call: Call,
): TextResult<ChatCompletion, ChatCompletionChunk> {
  return runChat(upstreams, body, { call, toEndpoint: toChatEndpoint });
}

export async function runChat<Whole, Chunk>(
  upstreams: ServerContext,
  given: unknown,
  chat: ChatCall<Whole, Chunk>,
): TextResult<Whole, Chunk> {
  const body = hasOlderWords(given) ? (await loadOlderWords()).withTools(given) : given;
  try {
    return await askEither(upstreams, body, chat);
  } catch (error) {
    if (!isOfGrammar(error)) throw error;
    const { validateOpenChat } = await loadByV1();
    throw (await loadGrammar()).toGrammarError(error, validateOpenChat(body));
  }
}

async function askEither<Whole, Chunk>(
  upstreams: ServerContext,
  body: unknown,
  chat: ChatCall<Whole, Chunk>,
): TextResult<Whole, Chunk> {
  const { apiBase } = upstreams;
  const { backend: option, promptBuilder: builder } = chat.call;
  if ((option ?? 'auto') === 'auto' && builder !== undefined && !canOfferTools(builder) && asksForTools(body)) {
    upstreams.warnOnce(
      'The prompt builder has no place for `tools`: chats with tools are left to the server’s own chat template. Use the model’s own template, `promptBuilder: { hub }`, to build them here.',
    );
    return leaveToServer(upstreams, body, chat);
  }
  const readByV1 = async () => {
    const { canFallBack, chatByV1, validateOpenChat } = await loadByV1();
    return { canFallBack, chatByV1, request: validateOpenChat(body, chat.call) };
  };
  if (chooseChatBackend({ option, apiBase, builder }) === 'generate') {
    if (option === 'generate') return chatNatively(upstreams, body, chat);
    return runAtRoot(upstreams, chat.call, {
      model: modelOf(body),
      isElsewhere: isForAnother,
      native: () => chatNatively(upstreams, body, chat),
      v1: async (at) => {
        const { chatByV1, request } = await readByV1();
        return chatByV1(at, request, chat);
      },
    });
  }
  const { canFallBack, chatByV1, request } = await readByV1();
  const mayBuild = (option ?? 'auto') === 'auto' && builder === undefined;
  const { found } = upstreams;
  if (found.lacksTemplate && mayBuild && isPlainChat(request)) {
    try {
      return await chatNatively(upstreams, body, chat);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Another server is there by now.
      found.lacksTemplate = false;
    }
  }
  try {
    return await chatByV1(upstreams, request, chat);
  } catch (error) {
    if (!mayBuild || !canFallBack(error, { apiBase, request })) throw error;
    const answer = await chatNatively(upstreams, body, chat);
    found.lacksTemplate = true;
    return answer;
  }
}

/** A chat whose builder has no place for tools, by the server's own template. */
async function leaveToServer<Whole, Chunk>(
  upstreams: ServerContext,
  body: unknown,
  chat: ChatCall<Whole, Chunk>,
): TextResult<Whole, Chunk> {
  try {
    return await askEither(upstreams, body, {
      ...chat,
      call: { ...chat.call, backend: 'messages', promptBuilder: undefined },
    });
  } catch (error) {
    const { lacksTemplate, lacksV1 } = await loadByV1();
    if (!lacksTemplate(error) && !lacksV1(error)) throw error;
    throw toToolsRefusal(
      '`tools` have no place in this prompt, and the server has no chat template for them. Use the model’s own template, `promptBuilder: { hub }`; or start the server with one, and ask it without `promptBuilder`.',
      error,
    );
  }
}

/** Whether a body, not checked yet, may say of tools what is said otherwise since: what is loaded for it looks closer. */
export function hasOlderWords(body: unknown): body is JsonObject {
  if (!isObject(body)) return false;
  const { tool_choice: choice, messages } = body;
  return (
    'functions' in body ||
    'function_call' in body ||
    (isObject(choice) && choice['type'] === 'allowed_tools') ||
    (Array.isArray(messages) && messages.some(isOfFunctions))
  );
}

function isOfFunctions(message: unknown): boolean {
  return isObject(message) && (message['role'] === 'function' || 'function_call' in message);
}

/** Whether a body, not checked yet, offers tools. */
export function asksForTools(body: unknown): boolean {
  if (!isObject(body) || body['tool_choice'] === 'none') return false;
  return Array.isArray(body['tools']) && body['tools'].length > 0;
}

/** The words of a router that cannot make a regular expression of a grammar (TGI router, validation.rs). */
function isOfGrammar(error: unknown): boolean {
  return error instanceof UnprocessableEntityError && error.message.includes('cannot compile');
}

/** The prompt is built here, for TGI's native API. */
async function chatNatively<Whole, Chunk>(
  upstreams: ServerContext,
  body: unknown,
  { call, toEndpoint }: ChatCall<Whole, Chunk>,
): TextResult<Whole, Chunk> {
  const request = validateChatCompletionRequest(withDefaults(body, call.nativeDefaults), call);
  const builder = call.promptBuilder ?? toPromptBuilder('base');
  if (builder.name === 'base') upstreams.warnOfBasePrompt();
  const forced =
    canOfferTools(builder) && isForced(request) ? (await loadReading()).toForcedFormat(request) : undefined;
  const constrained = forced === undefined ? request : { ...request, response_format: forced };
  const grammar = isConstrained(constrained) ? await toCheckedGrammar(upstreams, constrained) : undefined;
  const version = findServer(upstreams, request.model)?.version;
  const plan = toNativeChatPlan(request, { builder, stops: call.stopSequences, grammar, version });
  const api = toNativeApi(upstreams, request);
  return runText({
    upstreams,
    plan,
    api: withReading(api, { request, builder, prompt: plan[0]?.call.inputs, warnOnce: upstreams.warnOnce }),
    endpoint: toEndpoint(request),
    model: toModelName(upstreams, request.model),
    call,
    isStreaming: request.stream === true,
  });
}

/** The grammar of a request; of one that may be too long for it, with a warning. */
async function toCheckedGrammar(upstreams: ServerContext, request: ReturnType<typeof validateChatCompletionRequest>) {
  const { toGrammar, toGrammarWarning } = await loadGrammar();
  const warning = toGrammarWarning(toMaxNewTokens(request), findServer(upstreams, request.model)?.version);
  if (warning !== undefined) upstreams.warnOnce(warning);
  return toGrammar(request);
}
