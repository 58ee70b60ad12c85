/** Chat on a server's `/v1`; loaded when a chat goes there. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { isConstrained } from '../bridge/backend.ts';
import { toGrammarWarning } from '../bridge/grammar.ts';
import { toMaxNewTokens } from '../bridge/parameters.ts';
import { createLoader } from '../base/once.ts';
import { toV1BuiltChatPlan, toV1ChatPlan } from '../bridge/v1/plan.ts';
import type { Endpoint } from '../bridge/writer.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { runText } from './text.ts';
import { expectFields, toDialect, toV1Api } from './v1.ts';

const loadReading = createLoader(() => import('./response-reading.ts'));

/** Looked at where the chat fails. */
export { canFallBack } from '../bridge/fallback.ts';
/** Checks what goes there. */
export { validateOpenChat } from '../facade/open.ts';

/** A chat, and the endpoint that writes what comes of it. */
export interface ChatCall<Whole, Chunk> {
  call: Call;
  toEndpoint: (request: ChatCompletionRequest) => Endpoint<Whole, Chunk>;
}

/** The server applies the model's template; or the prompt is built here, and sent as a text to complete. */
export async function chatByV1<Whole, Chunk>(
  upstreams: ServerContext,
  request: ChatCompletionRequest,
  { call, toEndpoint }: ChatCall<Whole, Chunk>,
): TextResult<Whole, Chunk> {
  const { promptBuilder: builder, stopSequences: stops } = call;
  const options = { ...(await toDialect(upstreams, request, call)), stops };
  expectFields(request, 'ChatCompletionRequest', options.dialect);
  if (builder === undefined && options.dialect === 'tgi' && isConstrained(request)) {
    const warning = toGrammarWarning(toMaxNewTokens(request));
    if (warning !== undefined) upstreams.warnOnce(warning);
  }
  const plan =
    builder === undefined ? toV1ChatPlan(request, options) : toV1BuiltChatPlan(request, { ...options, builder });
  const api = toV1Api(upstreams, builder === undefined ? 'chat' : 'completions', request.model);
  const reading = builder?.responseTemplate === undefined ? undefined : await loadReading();
  const [sent] = plan;
  const prompt = sent !== undefined && 'prompt' in sent.call.body ? sent.call.body.prompt : undefined;
  return runText({
    upstreams,
    api:
      reading === undefined || builder === undefined
        ? api
        : reading.readResponses(api, { request, builder, prompt: typeof prompt === 'string' ? prompt : undefined }),
    plan,
    endpoint: toEndpoint(request),
    model: request.model ?? upstreams.apiBase,
    call,
    isStreaming: request.stream === true,
  });
}
