/** Embeddings: the inputs are split, sent side by side, and put back in order. */
import { EmbeddingRequest as EmbeddingRequestSchema } from '../../generated/openai.schema.ts';
import type { EmbeddingRequest } from '../../generated/openai.ts';
import { toCount } from '../base/check.ts';
import type { EmbeddingInput, VectorForm } from '../bridge/embedding.ts';
import { toKnownDialect } from '../bridge/dialect.ts';
import type { EmbeddingResult } from '../bridge/embedding-response.ts';
import { toEmbeddingResponse } from '../bridge/embedding-response.ts';
import {
  refuseEmbeddingFields,
  toEmbeddingCall,
  toEmbeddingInputs,
  toVectorForm,
  expectOneLength,
  mayBeCut,
  toVectors,
} from '../bridge/embedding.ts';
import { isGiven } from '../bridge/parameters.ts';
import { refuseDimensions } from '../bridge/v1/cures.ts';
import type { Received } from '../facade/api-promise.ts';
import { takeUnnamed } from '../facade/open.ts';
import { validateEmbeddingRequest } from '../facade/validate.ts';
import type { CallSettings, RunSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { toEmbeddingApi, toEndpointUrl } from '../servers/address.ts';
import type { Embedded } from '../servers/tei.ts';
import { createTei } from '../servers/tei.ts';
import { sendBatches } from './fan-out.ts';
import { readTextBatchSize, readCut, readDialect } from './server.ts';
import { modelOf, runAtRoot, toModelName } from './root.ts';
import type { Call, ServerContext } from './server-context.ts';

/** How many tokens most models that embed read, where a TEI does not say it. */
const DEFAULT_LENGTH = 512;

export interface EmbeddingCall extends CallSettings, Pick<Call, 'dialect' | 'isOverHttp' | 'passUnknown'> {
  /** Vectors as `Float32Array`, whatever the body's `encoding_format` says. */
  vectors?: 'float32array' | undefined;
}

type Embeddings = Promise<Received<EmbeddingResult<number[] | string | Float32Array>>>;

export function createEmbedding(upstreams: ServerContext, body: unknown, call: EmbeddingCall): Embeddings {
  return runAtRoot(upstreams, call, {
    model: modelOf(body),
    native: () => embed(upstreams, body, call),
    v1: (at) => embed(at, body, call),
  });
}

async function embed(upstreams: ServerContext, given: unknown, own: EmbeddingCall): Embeddings {
  const { body, call } = withUnnamed(upstreams, given, own);
  const request = validateEmbeddingRequest(body, call);
  const url = toEndpointUrl(upstreams.apiBase, 'embeddings', request.model);
  refuseEmbeddingFields(request, toEmbeddingApi(upstreams.apiBase));
  const { inputs, isList } = toEmbeddingInputs(request, upstreams.tokenIds);
  const form = toVectorForm(request, call);
  const send = createEmbed(upstreams, { request, url, isList, form });
  return runCall(call, async (settings, controller) => {
    await refuseIgnored(upstreams, request, { call, settings });
    const size = inputs.length > 1 ? await readTextBatchSize(upstreams, settings) : 1;
    const sent = await sendAll(upstreams, { inputs, size, settings, controller }, send);
    const vectors = sent.flatMap(({ result, count }) => toVectors(result.vectors, { count, pooling: request.pooling }));
    expectOneLength(vectors, request);
    const embedded = sent.map(({ result }) => result);
    await warnOfCut(upstreams, { sent, inputs, settings });
    const promptTokens = sumOrUnknown(embedded.map((batch) => batch.promptTokens));
    const said = embedded.map((batch) => batch.said ?? {});
    const data = toEmbeddingResponse(vectors, {
      form,
      model: toModelName(upstreams, request.model),
      promptTokens,
      said,
    });
    return { data, responses: embedded.map(({ info }) => info) };
  });
}

/** OpenAI-shaped servers may know more than our spec names: it is sent past what is judged. Others refuse it, or pass it over in silence. */
function withUnnamed(
  { apiBase }: ServerContext,
  given: unknown,
  call: EmbeddingCall,
): { body: unknown; call: EmbeddingCall } {
  if (toEmbeddingApi(apiBase) !== 'openai') return { body: given, call };
  const { body, unnamed } = takeUnnamed(given, { schema: EmbeddingRequestSchema, passing: call });
  if (unnamed === undefined) return { body, call };
  return { body, call: { ...call, extraBody: { ...unnamed, ...call.extraBody } } };
}

/** What a server is known to pass over is refused before it is sent. */
async function refuseIgnored(
  upstreams: ServerContext,
  request: EmbeddingRequest,
  { call, settings }: { call: EmbeddingCall; settings: RunSettings<CallSettings> },
): Promise<void> {
  const { apiBase } = upstreams;
  if (!isGiven(request.dimensions) || toEmbeddingApi(apiBase) !== 'openai') return;
  const known = call.dialect ?? upstreams.dialect ?? toKnownDialect(apiBase);
  refuseDimensions(known ?? (await readDialect(upstreams, request.model, settings)).dialect);
}

interface SentTexts {
  sent: readonly { count: number; result: Embedded }[];
  inputs: readonly EmbeddingInput[];
  settings: RunSettings<CallSettings>;
}

/** TEI cuts long texts on its `/v1`, and says so nowhere: a count that fills the model tells it. */
async function warnOfCut(upstreams: ServerContext, { sent, inputs, settings }: SentTexts): Promise<void> {
  // A header that TEI alone has there.
  const isTei = sent.some(({ result: { said, info } }) => said !== undefined && info.get('x-compute-tokens') !== null);
  if (!isTei) return;
  const cut = await readCut(upstreams, settings);
  if (cut === undefined) return;
  const { maxTokens = DEFAULT_LENGTH } = cut;
  let at = 0;
  for (const { count, result } of sent) {
    const texts = inputs.slice(at, (at += count));
    if (!mayBeCut(texts, { maxTokens, tokens: result.promptTokens })) continue;
    upstreams.warnOnce(
      `${upstreams.apiBase} is a TEI, whose /v1 cuts texts of more than ${maxTokens} tokens in silence, and one may have been. Set \`apiBase\` to its address without /v1, where such a text is refused unless \`truncate\` says otherwise.`,
    );
    return;
  }
}

/** A single input, and a list of one, is sent at once. */
async function sendAll(
  upstreams: ServerContext,
  batches: Parameters<typeof sendBatches<EmbeddingInput, Embedded>>[1],
  send: Embed,
): Promise<{ count: number; result: Embedded }[]> {
  const { inputs, settings } = batches;
  if (inputs.length === 1) return [{ count: 1, result: await send([...inputs], settings) }];
  return sendBatches(upstreams, batches, send);
}

type Embed = (inputs: EmbeddingInput[], settings: CallSettings) => Promise<Embedded>;

function createEmbed(
  { apiBase, connection }: ServerContext,
  { request, url, isList, form }: { request: EmbeddingRequest; url: string; isList: boolean; form: VectorForm },
): Embed {
  const api = toEmbeddingApi(apiBase);
  const tei = createTei(connection);
  // A mean is taken of the numbers as they were sent, and rounded to float32 once.
  const wantsTyped = form !== 'numbers' && request.pooling !== 'mean';
  return (inputs, call) => {
    const settings = { wantsTyped, ...call };
    const upstream = toEmbeddingCall(request, { api, inputs, isList, form });
    if (upstream.api === 'openai') return tei.embedOpenAI(url, upstream.body, settings);
    if (upstream.api === 'pipeline') return tei.extractFeatures(url, upstream.body, settings);
    return tei.embed(url, upstream.body, settings);
  };
}

function sumOrUnknown(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : toCount(sum + count)),
    0,
  );
}
