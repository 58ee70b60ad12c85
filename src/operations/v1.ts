/** Text over a server's `/v1`, in its dialect. */
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { createLoader } from '../base/once.ts';
import { toWholeStream } from '../bridge/chunks.ts';
import { toKnownDialect } from '../bridge/dialect.ts';
import { isOfAnother } from '../bridge/v1/signature.ts';
import type { Generation } from '../bridge/generation.ts';
import type { PlannedV1 } from '../bridge/v1/plan.ts';
import { factsOf } from '../bridge/v1/dialects/all.ts';
import { dependsOnDialect } from '../bridge/v1/dependence.ts';
import { SAFE_BATCH_SIZE } from '../bridge/v1/split.ts';
import { toMissingPlan, toSinglePlan } from '../bridge/v1/missing.ts';
import { V1Reader, toHead, toPlaces, toV1Generations, wantsLogprobs } from '../bridge/v1/reader.ts';
import type { TakenDelta } from '../bridge/v1/tgi-tool-calls.ts';
import { toV1Counts } from '../bridge/v1/usage.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { toEndpointUrl, toQuestions } from '../servers/address.ts';
import type { StreamedBody, V1, V1Response } from '../servers/v1.ts';
import { createV1 } from '../servers/v1.ts';
import { createCallId } from './identity.ts';
import { findServer, forgetIfMissing } from './root.ts';
import { readBatchSize, readDialect } from './server.ts';
import type { Spoken } from './server.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextApi } from './text.ts';

export function toV1Api(
  upstreams: ServerContext,
  task: 'chat' | 'completions',
  model: string | null | undefined,
): TextApi<PlannedV1, StreamedBody | Generation | TakenDelta> {
  const url = toEndpointUrl(upstreams.apiBase, task, model);
  const api = apiOf(upstreams);
  const toStream = (batches: AsyncIterable<StreamedBody[]>, planned: PlannedV1) => ({
    batches,
    reader: new V1Reader(planned, createCallId, {
      logprobs: upstreams.warnOfNoLogprobs,
      usage: upstreams.warnOfNoUsage,
      server: () => noteAnother(upstreams, model),
    }),
  });
  const plain: TextApi<PlannedV1, StreamedBody | Generation> = {
    async send(planned, settings) {
      const answered = await forgetIfMissing(
        upstreams,
        model,
        api.create(url, planned.call, withServer(upstreams, model, settings)),
      );
      const { info } = answered;
      if ('batches' in answered) {
        const { collect } = await loadCollect();
        return { info, ...(await collect(toStream(answered.batches, planned), planned)) };
      }
      const { whole } = answered;
      if (isOfAnother(whole.data, planned.readings[0]?.isTgi)) noteAnother(upstreams, model);
      const text = toText(whole, planned);
      const lacksLogprobs = wantsLogprobs(planned) && !planned.hidesTextPass && text.generations.some(lacksTokens);
      if (lacksLogprobs && text.failure === undefined) upstreams.warnOfNoLogprobs();
      return { info, ...text };
    },
    async open(planned, settings) {
      const opened = await forgetIfMissing(
        upstreams,
        model,
        api.stream(url, planned.call, withServer(upstreams, model, settings)),
      );
      const { info } = opened;
      if ('batches' in opened) return { info, ...toStream(opened.batches, planned) };
      const { failure, ...text } = toText(opened.whole, planned);
      if (failure !== undefined) return { failure, info, ...text };
      const { generations, places, head } = text;
      return { info, ...toWholeStream(generations, { indices: planned.indices, places, head }) };
    },
  };
  return {
    toMissing: toMissingPlan,
    toSingles: toSinglePlan,
    async send(planned, settings) {
      const { repair } = planned;
      if (repair === undefined) return plain.send(planned, settings);
      return (await loadRepairs()).sendMended({ api: plain, planned, repair, settings });
    },
    async open(planned, settings) {
      const { repair } = planned;
      if (repair === undefined) return plain.open(planned, settings);
      return (await loadRepairs()).openMended({ api: plain, planned, repair, settings });
    },
  };
}

function lacksTokens({ text, tokens }: Generation): boolean {
  return text !== '' && tokens.length === 0;
}

function toText({ data, failure }: V1Response, planned: PlannedV1) {
  const generations = toV1Generations(data, { planned, createCallId });
  return {
    generations,
    places: toPlaces(data, planned),
    head: toHead(data),
    failure: failure ?? generations.find((generation) => generation.failure !== undefined)?.failure,
    counts: toV1Counts(data['usage']),
  };
}

const loadRepairs = createLoader(() => import('./tgi-v1.ts'));
/** For servers that stream whatever they are asked for. */
const loadCollect = createLoader(() => import('./collect.ts'));

/** Whether the server may be a TGI decides what is tried again. */
function withServer(upstreams: ServerContext, model: string | null | undefined, settings: CallSettings): CallSettings {
  const { apiBase, dialect } = upstreams;
  const known = dialect ?? toKnownDialect(apiBase) ?? findServer(upstreams, model)?.dialect ?? 'tgi';
  return { mayBeTgi: known === 'tgi', ...settings };
}

/** Another server is there by now, or beside the one that was asked: the next request asks again which it is. */
function noteAnother(upstreams: ServerContext, model: string | null | undefined): void {
  const known = findServer(upstreams, model)?.dialect;
  // A gateway before others may hand on what they sign with.
  if (known === undefined || known === 'openai') return;
  upstreams.found.servers.delete(toQuestions(upstreams.apiBase, model).models);
  upstreams.warnOnce(
    `${upstreams.apiBase} answered as another server than the ${factsOf(known).name} that it said it was: what it was asked for in that one’s words may have been passed over. It is asked again which it is.`,
  );
}

const apis = new WeakMap<Connection, V1>();

/** Made once for a connection. */
function apiOf({ connection }: ServerContext): V1 {
  const api = apis.get(connection) ?? createV1(connection);
  apis.set(connection, api);
  return api;
}

/**
 * A server that neither the caller nor its address names is asked, and only where the request depends on it. A dialect that is undefined
 * was not asked for, and is not known.
 */
export async function toDialect(
  upstreams: ServerContext,
  request: ChatCompletionRequest | CompletionRequest,
  call: Call,
): Promise<Spoken> {
  const known = call.dialect ?? upstreams.dialect ?? toKnownDialect(upstreams.apiBase);
  if (known !== undefined) return { dialect: known };
  if (findServer(upstreams, request.model) === undefined && !dependsOnDialect(request)) return { dialect: undefined };
  return runCall(call, (settings) => readDialect(upstreams, request.model, settings));
}

/** How many prompts a server takes at once: all, unless it refused a list before, or is a TGI and they are so many that it matters. */
export async function toBatchSize(
  upstreams: ServerContext,
  { prompt, model }: CompletionRequest,
  { call, dialect }: { call: Call } & Pick<Spoken, 'dialect'>,
): Promise<number | undefined> {
  if (typeof prompt === 'string') return undefined;
  if (upstreams.found.takesOnePrompt?.has(model ?? upstreams.apiBase) === true) return 1;
  if (dialect !== 'tgi' || prompt.length <= SAFE_BATCH_SIZE) return undefined;
  return runCall(call, (settings) => readBatchSize(upstreams, settings));
}
