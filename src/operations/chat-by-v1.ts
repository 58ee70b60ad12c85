/** Chat on a server's `/v1`; loaded when a chat goes there. */
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from '../../generated/openai.ts';
import { ChatChunkWriter, toChatCompletion } from '../bridge/chat.ts';
import { toBuiltChatPlan, toChatMessagesPlan } from '../bridge/v1/plan.ts';
import type { Answer } from '../facade/api-promise.ts';
import type { Stream } from '../facade/stream.ts';
import { toEndpointUrl } from '../servers/address.ts';
import { createIdentity, withId } from './identity.ts';
import { countChoices, createMessages, openMessages, toDialect } from './v1.ts';
import type { Call, Upstreams } from './server-context.ts';

/** Looked at where the chat fails. */
export { canFallBack } from '../bridge/fallback.ts';

export type ChatAnswer = Promise<Answer<ChatCompletion | Stream<ChatCompletionChunk>>>;

/** The server applies the model's template; or the prompt is built here, and sent as a text to complete. */
export async function chatByMessages(upstreams: Upstreams, request: ChatCompletionRequest, call: Call): ChatAnswer {
  const { promptBuilder: builder, stopSequences: stops } = call;
  const options = { dialect: await toDialect(upstreams, request, call), stops };
  const plan =
    builder === undefined ? toChatMessagesPlan(request, options) : toBuiltChatPlan(request, { ...options, builder });
  const url = toEndpointUrl(upstreams.apiBase, builder === undefined ? 'chat' : 'completions', request.model);
  const identity = createIdentity(request.model ?? upstreams.apiBase);
  if (request.stream === true) {
    const writer = new ChatChunkWriter(countChoices(plan), { request, identity });
    return openMessages({ upstreams, url, plan, call, writer });
  }
  const { data: generations, responses, id } = await createMessages({ upstreams, url, plan, call });
  return { data: toChatCompletion(generations, { request, identity: withId(identity, id) }), responses };
}
