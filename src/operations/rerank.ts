/** Reranking: a TEI gets long lists in batches, whose ranks are one list again; an OpenAI-shaped server ranks all at once. */
import type { RerankRequest, RerankResponse, RerankUsage } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { EasyLLMError, UnsupportedError } from '../base/errors.ts';
import type { Rank } from '../bridge/rerank.ts';
import { toRanks, toRerankResponse, toTeiRerank, toTexts, toV1Rerank } from '../bridge/rerank.ts';
import { defined } from '../bridge/parameters.ts';
import type { Received, ResponseHead } from '../facade/api-promise.ts';
import { validateRerankRequest } from '../facade/validate-rerank.ts';
import { runCall } from '../net/call.ts';
import type { CallSettings } from '../net/call.ts';
import { isOpenAIShaped, toEndpointUrl } from '../servers/address.ts';
import type { Reranked } from '../servers/rerank.ts';
import { createReranker } from '../servers/rerank.ts';
import { sendBatches } from './fan-out.ts';
import { lacksRoute, toServerWords } from './lacking-route.ts';
import { createRerankId } from './identity.ts';
import { isMissing } from './missing-route.ts';
import { modelOf, runAtRoot, toModelName } from './root.ts';
import { readTextBatchSize } from './server.ts';
import type { Call, ServerContext } from './server-context.ts';

export type RerankCall = CallSettings & Pick<Call, 'dialect'>;

type Reranking = Promise<Received<RerankResponse>>;

/** Throws UnsupportedError where the server, or its model, ranks nothing. */
export async function createRerank(upstreams: ServerContext, body: unknown, call: RerankCall): Reranking {
  const request = validateRerankRequest(body);
  try {
    if (isOpenAIShaped(upstreams.apiBase)) return await rerankAtV1(upstreams, request, call);
    return await runAtRoot(upstreams, call, {
      model: modelOf(request),
      native: () => rerankAtTei(upstreams, request, call),
      v1: (at) => rerankByV1(at, request, call),
      isElsewhere,
    });
  } catch (error) {
    throw isUnranked(error) ? cannotRank(error) : error;
  }
}

/** Servers of OpenAI's shape may have TEI's route too, and refuse TEI's body there, as the code here refuses what TEI does not know. */
function isElsewhere(error: unknown): boolean {
  if (isMissing(error) || UnsupportedError.isInstance(error)) return true;
  return EasyLLMError.isInstance(error) && (error.status === 400 || error.status === 422);
}

/** A TEI that is addressed by its `/v1` ranks beside it. */
async function rerankAtV1(upstreams: ServerContext, request: RerankRequest, call: RerankCall): Reranking {
  try {
    return await rerankByV1(upstreams, request, call);
  } catch (error) {
    const { apiBase } = upstreams;
    if (!isMissing(error) || !apiBase.endsWith('/v1')) throw error;
    return rerankAtTei({ ...upstreams, apiBase: apiBase.slice(0, -'/v1'.length) }, request, call).catch(() => {
      throw error;
    });
  }
}

function rerankByV1({ apiBase, connection }: ServerContext, request: RerankRequest, call: RerankCall): Reranking {
  const url = toEndpointUrl(apiBase, 'rerank', request.model);
  const { body, besides } = toV1Rerank(request);
  const count = request.documents.length;
  const wanted = Math.min(count, request.top_n ?? count);
  return runCall(call, async (settings) => {
    const extraBody = { ...besides, ...settings.extraBody };
    const { answer, said, info, attempts } = await createReranker(connection).rerankV1(url, body, {
      ...settings,
      extraBody,
    });
    const ranks = toRanks(answer, { url, count, wanted, attempts });
    return toReceived(request, { apiBase, ranks, said, usage: toUsage(said['usage']), responses: [info] });
  });
}

function rerankAtTei(upstreams: ServerContext, request: RerankRequest, call: RerankCall): Reranking {
  const { apiBase, connection } = upstreams;
  const url = toEndpointUrl(apiBase, 'rerank', request.model);
  const texts = toTexts(request);
  const reranker = createReranker(connection);
  const send = async (batch: string[], settings: CallSettings): Promise<Reranked & { ranks: Rank[] }> => {
    const reranked = await reranker.rerankTei(url, toTeiRerank(request, batch), settings);
    const { answer, attempts } = reranked;
    return { ranks: toRanks(answer, { url, count: batch.length, wanted: batch.length, attempts }), ...reranked };
  };
  return runCall(call, async (settings, controller) => {
    const size = texts.length > 1 ? await readTextBatchSize(upstreams, settings) : 1;
    const isOne = texts.length <= size;
    const sent = isOne
      ? [{ result: await send(texts, settings), count: texts.length }]
      : await sendBatches(upstreams, { inputs: texts, size, settings, controller }, send);
    let start = 0;
    const ranks = sent.flatMap(({ result, count }) => {
      const from = start;
      start += count;
      return result.ranks.map(({ index, score }) => ({ index: from + index, score }));
    });
    const tokens = sent.map(({ result }) => toCount(result.info.get('x-compute-tokens') ?? Number.NaN));
    const responses = sent.map(({ result }) => result.info);
    return toReceived(request, {
      apiBase: toModelName(upstreams, null),
      ranks,
      said: {},
      usage: toSum(tokens),
      responses,
    });
  });
}

interface Ranking {
  apiBase: string;
  ranks: readonly Rank[];
  said: JsonObject;
  usage: RerankUsage | undefined;
  responses: ResponseHead[];
}

function toReceived(
  request: RerankRequest,
  { apiBase, ranks, said, usage, responses }: Ranking,
): Received<RerankResponse> {
  const { id, model, usage: _, ...added } = said;
  const data = toRerankResponse(request, {
    id: isText(id) ? id : createRerankId(),
    model: isText(model) ? model : (request.model ?? apiBase),
    ranks,
    usage,
    said: added,
  });
  return { data, responses };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function toUsage(usage: unknown): RerankUsage | undefined {
  if (!isObject(usage)) return undefined;
  const prompt = toCount(usage['prompt_tokens']);
  const total = toCount(usage['total_tokens']) ?? prompt;
  return total === undefined ? undefined : { ...usage, ...defined({ prompt_tokens: prompt }), total_tokens: total };
}

function toSum(counts: readonly (number | undefined)[]): RerankUsage | undefined {
  if (!counts.every((count) => count !== undefined)) return undefined;
  const sum = counts.reduce((total, count) => total + count, 0);
  return { prompt_tokens: sum, total_tokens: sum };
}

function toCount(value: unknown): number | undefined {
  const count = Number(value);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** A server without the route, or whose model ranks nothing. One that only lacks the model says so. */
function isUnranked(error: unknown): error is EasyLLMError {
  if (!EasyLLMError.isInstance(error)) return false;
  return lacksRoute(error) || NO_RANKER.test(error.message);
}

const NO_RANKER = /model is not a re-?ranker|does not support (?:rerank|score)/i;

function cannotRank(cause: EasyLLMError): UnsupportedError {
  return new UnsupportedError(
    `The server ranks nothing (${toServerWords(cause)}) Ask that of a re-ranking model: a TEI, or an OpenAI-shaped server with \`/v1/rerank\`.`,
    { cause, code: 'unsupported_operation' },
  );
}
