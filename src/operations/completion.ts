/** Text completion: the backend is chosen, the request planned, sent, and its answer read. */
import type { Completion, CompletionRequest } from '../../generated/openai.ts';
import { chooseCompletionBackend } from '../bridge/backend.ts';
import { CompletionChunkWriter, toCompletion, toCompletionPlan } from '../bridge/completion.ts';
import { toCompletionMessagesPlan } from '../bridge/v1/plan.ts';
import type { Answer } from '../facade/api-promise.ts';
import type { Stream } from '../facade/stream.ts';
import { validateCompletionRequest } from '../facade/validate.ts';
import { toEndpointUrl } from '../servers/address.ts';
import { withDefaults } from './defaults.ts';
import { createIdentity, withId } from './identity.ts';
import { countChoices, createMessages, openMessages, toBatchSize, toDialect } from './v1.ts';
import { generateAll, openStream } from './native.ts';
import type { Call, Upstreams } from './server-context.ts';

export async function createCompletion(upstreams: Upstreams, body: unknown, call: Call): CompletionAnswer {
  const backend = chooseCompletionBackend({ option: call.backend, apiBase: upstreams.apiBase });
  if (backend === 'messages') return completeByMessages(upstreams, validateCompletionRequest(body), call);
  const request = validateCompletionRequest(withDefaults(body, call.nativeDefaults));
  const plan = toCompletionPlan(request, { builder: call.promptBuilder, stops: call.stopSequences });
  const url = toEndpointUrl(upstreams.apiBase, 'generate', request.model);
  const identity = createIdentity(request.model ?? upstreams.apiBase);
  if (request.stream === true) {
    const writer = new CompletionChunkWriter(plan.length, { request, identity });
    return openStream({ upstreams, url, plan, call, writer });
  }
  const { data: generations, responses } = await generateAll({ upstreams, url, plan, call });
  return { data: toCompletion(generations, { request, identity }), responses };
}

type CompletionAnswer = Promise<Answer<Completion | Stream<Completion>>>;

async function completeByMessages(upstreams: Upstreams, request: CompletionRequest, call: Call): CompletionAnswer {
  const { promptBuilder: builder, stopSequences: stops } = call;
  const dialect = await toDialect(upstreams, request, call);
  const batchSize = dialect === 'tgi' ? await toBatchSize(upstreams, request, call) : undefined;
  const plan = toCompletionMessagesPlan(request, { dialect, stops, builder, batchSize });
  const url = toEndpointUrl(upstreams.apiBase, 'completions', request.model);
  const identity = createIdentity(request.model ?? upstreams.apiBase);
  if (request.stream === true) {
    const writer = new CompletionChunkWriter(countChoices(plan), { request, identity });
    return openMessages({ upstreams, url, plan, call, writer });
  }
  const { data: generations, responses, id } = await createMessages({ upstreams, url, plan, call });
  return { data: toCompletion(generations, { request, identity: withId(identity, id) }), responses };
}
