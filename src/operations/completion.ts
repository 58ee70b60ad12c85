/** Text completion: the API of the server is chosen, the request planned and run. */
import type { Completion, CompletionRequest } from '../../generated/openai.ts';
import { chooseCompletionBackend } from '../bridge/backend.ts';
import { toCompletionEndpoint } from '../bridge/completion.ts';
import { toGrammar, toGrammarWarning } from '../bridge/grammar.ts';
import { toNativeCompletionPlan } from '../bridge/native/plan.ts';
import { toV1CompletionPlan } from '../bridge/v1/plan.ts';
import { refuseUnknown, refuseUnpassed, validateOpenCompletion } from '../facade/open.ts';
import { validateCompletionRequest } from '../facade/validate.ts';
import { withDefaults } from './defaults.ts';
import { isForAnother } from './missing-route.ts';
import { toNativeApi } from './native.ts';
import { findServer, modelOf, runAtRoot, toModelName } from './root.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { runText } from './text.ts';
import { toBatchSize, toDialect, toV1Api } from './v1.ts';

type CompletionResult = TextResult<Completion, Completion>;

export async function createCompletion(upstreams: ServerContext, body: unknown, call: Call): CompletionResult {
  const backend = chooseCompletionBackend({ option: call.backend, apiBase: upstreams.apiBase });
  const byV1 = (at: ServerContext) => completeByV1(at, validateOpenCompletion(body, call), call);
  const native = () =>
    completeNatively(upstreams, validateCompletionRequest(withDefaults(body, call.nativeDefaults), call), call);
  if (backend === 'messages') return byV1(upstreams);
  return call.backend === 'generate'
    ? native()
    : runAtRoot(upstreams, call, { model: modelOf(body), isElsewhere: isForAnother, native, v1: byV1 });
}

async function completeNatively(upstreams: ServerContext, request: CompletionRequest, call: Call): CompletionResult {
  const { promptBuilder: builder, stopSequences: stops } = call;
  const { grammar, max_tokens: maxTokens } = request;
  const version = findServer(upstreams, request.model)?.version;
  const warning = grammar === undefined || grammar === null ? undefined : toGrammarWarning(maxTokens, version);
  if (warning !== undefined) upstreams.warnOnce(warning);
  return runText({
    upstreams,
    plan: toNativeCompletionPlan(request, { builder, stops, grammar: toGrammar({ grammar }), version }),
    api: toNativeApi(upstreams, request),
    ...toRun(upstreams, request, call),
  });
}

async function completeByV1(upstreams: ServerContext, request: CompletionRequest, call: Call): CompletionResult {
  const { promptBuilder: builder, stopSequences: stops } = call;
  refuseUnpassed(request, 'CompletionRequest', call);
  const { dialect, version } = await toDialect(upstreams, request, call);
  if (dialect === 'tgi') refuseUnknown(request, 'CompletionRequest', call);
  const batchSize = await toBatchSize(upstreams, request, { call, dialect });
  return runText({
    upstreams,
    plan: toV1CompletionPlan(request, { dialect, version, stops, builder, batchSize, isOverHttp: call.isOverHttp }),
    api: toV1Api(upstreams, 'completions', request.model),
    ...toRun(upstreams, request, call),
  });
}

function toRun(upstreams: ServerContext, request: CompletionRequest, call: Call) {
  return {
    endpoint: toCompletionEndpoint(request),
    model: toModelName(upstreams, request.model),
    call,
    isStreaming: request.stream === true,
  };
}
