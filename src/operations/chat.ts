/** Chat: the backend is chosen, the request planned, sent, and its answer read. */
import { chooseChatBackend, isConstrained, isPlainChat } from '../bridge/backend.ts';
import { ChatChunkWriter, toChatCompletion, toChatPlan } from '../bridge/chat.ts';
import { validateChatCompletionRequest } from '../facade/validate.ts';
import { createLoader } from '../base/once.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import { toEndpointUrl } from '../servers/address.ts';
import type { ChatAnswer } from './chat-by-v1.ts';
import { withDefaults } from './defaults.ts';
import { createIdentity } from './identity.ts';
import { generateAll, openStream } from './native.ts';
import type { Call, Upstreams } from './server-context.ts';

const loadByMessages = createLoader(() => import('./chat-by-v1.ts'));
const loadGrammar = createLoader(() => import('../bridge/native/grammar.ts'));

export async function createChatCompletion(upstreams: Upstreams, body: unknown, call: Call): ChatAnswer {
  const { apiBase } = upstreams;
  const { backend: option, promptBuilder: builder } = call;
  if (chooseChatBackend({ option, apiBase, builder }) === 'generate') return chatNatively(upstreams, body, call);
  const request = validateChatCompletionRequest(body);
  const mayBuild = (option ?? 'auto') === 'auto' && builder === undefined;
  if (upstreams.found.lacksTemplate && mayBuild && isPlainChat(request)) return chatNatively(upstreams, body, call);
  const { canFallBack, chatByMessages } = await loadByMessages();
  try {
    return await chatByMessages(upstreams, request, call);
  } catch (error) {
    if (!mayBuild || !canFallBack(error, { apiBase, request })) throw error;
    upstreams.found.lacksTemplate = true;
    return chatNatively(upstreams, body, call);
  }
}

/** The prompt is built here, for TGI's native API. */
async function chatNatively(upstreams: Upstreams, body: unknown, call: Call): ChatAnswer {
  const request = validateChatCompletionRequest(withDefaults(body, call.nativeDefaults));
  const builder = call.promptBuilder ?? toPromptBuilder('base');
  if (builder.name === 'base') upstreams.warnOfBasePrompt();
  const grammar = isConstrained(request) ? (await loadGrammar()).toGrammar(request) : undefined;
  const plan = toChatPlan(request, { builder, stops: call.stopSequences, grammar });
  const url = toEndpointUrl(upstreams.apiBase, 'generate', request.model);
  const identity = createIdentity(request.model ?? upstreams.apiBase);
  if (request.stream === true) {
    const writer = new ChatChunkWriter(plan.length, { request, identity });
    return openStream({ upstreams, url, plan, call, writer });
  }
  const { data: generations, responses } = await generateAll({ upstreams, url, plan, call });
  return { data: toChatCompletion(generations, { request, identity }), responses };
}
