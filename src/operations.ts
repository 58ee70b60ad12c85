/** The four operations: their steps in order. Ids and times are minted here and nowhere else. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  Completion,
  CreateEmbeddingResponse,
  EmbeddingRequest,
  ModelList,
} from '../generated/openai.ts';
import type { AnswerIdentity } from './bridge/chat-completion.ts';
import { ChatChunkWriter, toChatCompletion, toChatPlan } from './bridge/chat-completion.ts';
import type { ChunkWriter } from './bridge/chunks.ts';
import { toChunks } from './bridge/chunks.ts';
import { CompletionChunkWriter, toCompletion, toCompletionPlan } from './bridge/completion.ts';
import type { EmbeddingInput } from './bridge/embedding.ts';
import {
  refuseEmptyInput,
  toBatches,
  toEmbeddingCall,
  toEmbeddingInputs,
  toEmbeddingResponse,
  toVectors,
} from './bridge/embedding.ts';
import type { Generation } from './bridge/generation.ts';
import { toGeneration } from './bridge/generation.ts';
import type { PlannedChoice } from './bridge/plan.ts';
import { toModelList } from './bridge/models.ts';
import { NotFoundError } from './errors.ts';
import type { Answer } from './facade/api-promise.ts';
import { Stream } from './facade/stream.ts';
import {
  validateChatCompletionRequest,
  validateCompletionRequest,
  validateEmbeddingRequest,
} from './facade/validate.ts';
import type { PromptBuilder } from './prompt/prompt-builder.ts';
import type { CallSettings } from './upstream/call.ts';
import type { CallCancellation } from './upstream/cancel.ts';
import { createCancellation, runTogether } from './upstream/cancel.ts';
import { hasTask, toEmbeddingApi, toEndpointUrl } from './upstream/endpoint.ts';
import type { Embedded, Tei } from './upstream/tei.ts';
import type { Tgi } from './upstream/tgi.ts';

/** What operations run on. */
export interface Upstreams {
  apiBase: string;
  tgi: Tgi;
  tei: Tei;
  /** `"server"`: token ids in embedding requests are the model's own. */
  tokenIds: 'server' | undefined;
  /** How many inputs the embedding server takes at once; asked for once. */
  readBatchSize(settings: CallSettings): Promise<number>;
}

/** One call, its settings resolved. */
export interface Call extends CallSettings {
  promptBuilder: PromptBuilder;
  /** Sent before the builder's and the call's own. */
  stopSequences?: readonly string[] | undefined;
}

/** A completion's prompt is sent as it is unless a builder is given. */
export type CompletionCall = Omit<Call, 'promptBuilder'> & { promptBuilder?: PromptBuilder | undefined };

/** How many embedding requests are under way at once. */
const EMBEDDING_CONCURRENCY = 8;

export async function createChatCompletion(
  upstreams: Upstreams,
  body: unknown,
  call: Call,
): Promise<Answer<ChatCompletion | Stream<ChatCompletionChunk>>> {
  const request = validateChatCompletionRequest(body);
  const plan = toChatPlan(request, { builder: call.promptBuilder, stops: call.stopSequences });
  const url = toEndpointUrl(upstreams.apiBase, 'generate', request.model);
  const identity = createIdentity(request.model ?? upstreams.apiBase);
  if (request.stream === true) {
    const writer = new ChatChunkWriter(plan.length, { request, identity });
    return openStream({ upstreams, url, plan, call, writer });
  }
  const { data: generations, responses } = await generateAll({ upstreams, url, plan, call });
  return { data: toChatCompletion(generations, { request, identity }), responses };
}

export async function createCompletion(
  upstreams: Upstreams,
  body: unknown,
  call: CompletionCall,
): Promise<Answer<Completion | Stream<Completion>>> {
  const request = validateCompletionRequest(body);
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

export async function createEmbedding(
  upstreams: Upstreams,
  body: unknown,
  call: CallSettings,
): Promise<Answer<CreateEmbeddingResponse>> {
  const request = validateEmbeddingRequest(body);
  refuseEmptyInput(request);
  const url = toEndpointUrl(upstreams.apiBase, 'embeddings', request.model);
  const { inputs, isList } = toEmbeddingInputs(request, upstreams.tokenIds);
  const send = createEmbed(upstreams, { request, url, isList });
  const cancellation = createCancellation(call);
  const settings = { ...call, ...cancellation.settings };
  try {
    const size = inputs.length > 1 ? await upstreams.readBatchSize(settings) : 1;
    const limits = { controller: cancellation.controller, limit: EMBEDDING_CONCURRENCY };
    const batches = toBatches(inputs, size);
    const answers = await runTogether(batches, limits, (batch) => send(batch, settings));
    const vectors = answers.flatMap(({ vectors: nested }, index) =>
      toVectors(nested, { count: batches[index]?.length ?? 0, pooling: request.pooling }),
    );
    const promptTokens = sumOrUnknown(answers.map((answer) => answer.promptTokens));
    const data = toEmbeddingResponse(vectors, { request, model: request.model ?? upstreams.apiBase, promptTokens });
    return { data, responses: answers.map(({ info }) => info) };
  } finally {
    cancellation.release();
  }
}

/** The models of `/v1/models`; of a server without that route (TGI before 2.3), its one model from `/info`. */
export async function listModels({ apiBase, tgi }: Upstreams, settings: CallSettings): Promise<Answer<ModelList>> {
  try {
    const { data, info } = await tgi.models(toEndpointUrl(apiBase, 'models'), settings);
    return { data: toModelList(data.data), responses: [info] };
  } catch (error) {
    if (!(error instanceof NotFoundError) || !hasTask(apiBase, 'info')) throw error;
    const { data, info } = await tgi.info(toEndpointUrl(apiBase, 'info'), settings);
    return { data: toModelList([{ id: data.model_id }]), responses: [info] };
  }
}

interface GenerationRun {
  upstreams: Upstreams;
  url: string;
  plan: readonly PlannedChoice[];
  call: CompletionCall;
}

async function generateAll({ upstreams, url, plan, call }: GenerationRun): Promise<Answer<Generation[]>> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings };
  try {
    const answers = await runTogether(plan, { controller }, (choice) =>
      upstreams.tgi.generate(url, choice.call, settings),
    );
    const data = answers.map(({ data: generated, info }, index) =>
      toGeneration(generated, info.headers, readingOf(plan[index])),
    );
    return { data, responses: answers.map(({ info }) => info) };
  } finally {
    cancellation.release();
  }
}

/** Opens the streams of all choices; each has its first event when this resolves. */
async function openStream<Chunk>({
  upstreams,
  url,
  plan,
  call,
  writer,
}: GenerationRun & { writer: ChunkWriter<Chunk> }): Promise<Answer<Stream<Chunk>>> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings };
  try {
    const streams = await runTogether(plan, { controller }, (choice) =>
      upstreams.tgi.generateStream(url, choice.call, settings),
    );
    const choices = streams.map(({ batches }, index) => ({ batches, reading: readingOf(plan[index]) }));
    const chunks = releaseAtEnd(toChunks(choices, writer), cancellation);
    return { data: new Stream(chunks, controller), responses: streams.map(({ info }) => info) };
  } catch (error) {
    cancellation.release();
    throw error;
  }
}

async function* releaseAtEnd<Item>(
  items: AsyncIterable<Item>,
  { release }: CallCancellation,
): AsyncGenerator<Item, void> {
  try {
    yield* items;
  } finally {
    release();
  }
}

function readingOf(choice: PlannedChoice | undefined): Pick<PlannedChoice, 'stops' | 'echo'> {
  return choice ?? { stops: [], echo: '' };
}

type Embed = (inputs: EmbeddingInput[], settings: CallSettings) => Promise<Embedded>;

function createEmbed(
  { apiBase, tei }: Upstreams,
  { request, url, isList }: { request: EmbeddingRequest; url: string; isList: boolean },
): Embed {
  const api = toEmbeddingApi(apiBase);
  return (inputs, settings) => {
    const upstream = toEmbeddingCall(request, { api, inputs, isList });
    if (upstream.api === 'openai') return tei.embedOpenAI(url, upstream.body, settings);
    if (upstream.api === 'pipeline') return tei.extractFeatures(url, upstream.body, settings);
    return tei.embed(url, upstream.body, settings);
  };
}

function sumOrUnknown(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

function createIdentity(model: string): AnswerIdentity {
  return { id: createId(), created: Math.floor(Date.now() / 1000), model };
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `hf-${Array.from(bytes, (byte) => ID_ALPHABET[byte % 64]).join('')}`;
}
