/** Chat on a server's `/v1`; loaded when a chat goes there. */
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from '../../generated/openai.ts';
import { toChatEndpoint } from '../bridge/chat.ts';
import { toV1BuiltChatPlan, toV1ChatPlan } from '../bridge/v1/plan.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { runText } from './text.ts';
import { toDialect, toV1Api } from './v1.ts';

/** Looked at where the chat fails. */
export { canFallBack } from '../bridge/fallback.ts';

/** The server applies the model's template; or the prompt is built here, and sent as a text to complete. */
export async function chatByV1(
  upstreams: ServerContext,
  request: ChatCompletionRequest,
  call: Call,
): TextResult<ChatCompletion, ChatCompletionChunk> {
  const { promptBuilder: builder, stopSequences: stops } = call;
  const options = { dialect: await toDialect(upstreams, request, call), stops };
  const plan =
    builder === undefined ? toV1ChatPlan(request, options) : toV1BuiltChatPlan(request, { ...options, builder });
  return runText({
    upstreams,
    api: toV1Api(upstreams, builder === undefined ? 'chat' : 'completions', request.model),
    plan,
    endpoint: toChatEndpoint(request),
    model: request.model ?? upstreams.apiBase,
    call,
    isStreaming: request.stream === true,
  });
}
