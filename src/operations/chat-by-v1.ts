/** Chat on a server's `/v1`; loaded when a chat goes there. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { isConstrained } from '../bridge/backend.ts';
import { toGrammarWarning } from '../bridge/grammar.ts';
import { toMaxNewTokens } from '../bridge/parameters.ts';
import { offersTools, withoutPromptOptions } from '../bridge/request.ts';
import { refuseUnknown, refuseUnpassed } from '../facade/open.ts';
import { toV1BuiltChatPlan, toV1ChatPlan } from '../bridge/v1/plan.ts';
import type { Endpoint } from '../bridge/writer.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { toReadingNeed } from '../prompt/response/markers.ts';
import { withReading } from './answer-reading.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { runText } from './text.ts';
import { toDialect, toV1Api } from './v1.ts';

/** Looked at where the chat fails. */
export { canFallBack, lacksTemplate, lacksV1 } from '../bridge/fallback.ts';
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
  refuseUnpassed(request, 'ChatCompletionRequest', call);
  const sent = builder === undefined ? request : toBuilt(request, builder);
  const options = { stops, isOverHttp: call.isOverHttp, ...(await toDialect(upstreams, sent, call)) };
  if (options.dialect === 'tgi') refuseUnknown(request, 'ChatCompletionRequest', call);
  if (builder === undefined && options.dialect === 'tgi' && isConstrained(request)) {
    const warning = toGrammarWarning(toMaxNewTokens(request), options.version);
    if (warning !== undefined) upstreams.warnOnce(warning);
  }
  const plan =
    builder === undefined ? toV1ChatPlan(request, options) : toV1BuiltChatPlan(request, { builder, ...options });
  const api = toV1Api(upstreams, builder === undefined ? 'chat' : 'completions', request.model);
  const [first] = plan;
  const prompt = first !== undefined && 'prompt' in first.call.body ? first.call.body.prompt : undefined;
  return runText({
    upstreams,
    api:
      builder === undefined
        ? api
        : withReading(api, {
            request,
            builder,
            prompt: typeof prompt === 'string' ? prompt : undefined,
            warnOnce: upstreams.warnOnce,
          }),
    plan,
    endpoint: toEndpoint(request),
    model: request.model ?? upstreams.apiBase,
    call,
    isStreaming: request.stream === true,
  });
}

/** What of a chat whose prompt is built here is for the server; a marker that it may leave out of the text makes it matter which it is. */
function toBuilt(request: ChatCompletionRequest, builder: PromptBuilder): ChatCompletionRequest {
  const sent = withoutPromptOptions(request);
  const need = toReadingNeed(builder.responseTemplate, offersTools(request));
  return need === 'special' ? Object.assign(sent, { skip_special_tokens: false }) : sent;
}
