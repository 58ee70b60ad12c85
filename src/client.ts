/** `EasyLLM`: settings wired into layers, upstreams and operations. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  Completion,
  CompletionRequest,
  CreateEmbeddingResponse,
  Embedding,
  EmbeddingRequest,
  ModelList,
} from '../generated/openai.ts';
import { chooseApiBase, createConfig } from './config/config.ts';
import type { Config, ConfigOptions } from './config/config.ts';
import type { APIPromise, Answer } from './facade/api-promise.ts';
import { toAPIPromise } from './facade/api-promise.ts';
import type { Stream } from './facade/stream.ts';
import type { Upstreams } from './operations.ts';
import { createChatCompletion, createCompletion, createEmbedding, listModels } from './operations.ts';
import type { CustomPromptBuilder, PromptBuilder, PromptFormatName } from './prompt/index.ts';
import { definePromptBuilder, stripBos, toPromptBuilder } from './prompt/index.ts';
import type { HubModel } from './tokenizer-config.ts';
import { createHubPromptBuilders } from './tokenizer-config.ts';
import { createPolicy } from './policy.ts';
import type { PolicyOptions } from './policy.ts';
import type { Fetch, Transport } from './transport.ts';
import { createDefaultTransport, createFetchTransport } from './transport.ts';
import { createAuth } from './upstream/auth.ts';
import type { CallSettings } from './upstream/call.ts';
import { createDeadline } from './upstream/deadline.ts';
import { hasTask, toEndpointUrl } from './upstream/endpoint.ts';
import { firstEvent } from './upstream/first-event.ts';
import { createLog } from './upstream/log.ts';
import { createRetry } from './upstream/retry.ts';
import { createTei } from './upstream/tei.ts';
import { createTgi } from './upstream/tgi.ts';

/** How the prompt is made: a format's name, a builder, the promise of one, or the template of a model on the Hugging Face Hub. */
export type PromptBuilderOption =
  PromptFormatName | (string & {}) | CustomPromptBuilder | Promise<PromptBuilder> | HubModel;

export interface EasyLLMOptions extends ConfigOptions, PolicyOptions {
  /** Makes the prompt of chats. Default: HUGGINGFACE_PROMPT (a format's name); without it the base prompt, with a warning. */
  promptBuilder?: PromptBuilderOption | undefined;
  /** `"strip"` removes the BOS token a builder writes, which TGI adds a second time. Default: the prompt is sent as built. */
  bos?: 'keep' | 'strip' | undefined;
  /** `"server"`: token ids given as embedding input are the model's own. Default: they are refused. */
  tokenIds?: 'server' | undefined;
  /** Default: the runtime's own. It is called with a `Request`, and the same settings again as `init`. */
  fetch?: Fetch | undefined;
  /** Sent with every request. */
  defaultHeaders?: Readonly<Record<string, string>> | undefined;
}

export interface CallOptions extends PolicyOptions, Pick<CallSettings, 'signal' | 'headers' | 'extraBody'> {
  /** Makes the prompt of this call, a completion's too. */
  promptBuilder?: PromptBuilderOption | undefined;
  /** Stop sequences before the builder's and the body's own. */
  stopSequences?: readonly string[] | undefined;
}

export type ChatCompletionCreateParams = ChatCompletionRequest;
export type CompletionCreateParams = CompletionRequest;
export type EmbeddingCreateParams = EmbeddingRequest;

type Streaming<Params> = Params & { stream: true };
type NonStreaming<Params> = Params & { stream?: false | null | undefined };

/** Takes the body of a request; `stream: true` makes the answer a stream of chunks. */
export interface Create<Params, Whole, Chunk> {
  (body: NonStreaming<Params>, options?: CallOptions): APIPromise<Whole>;
  (body: Streaming<Params>, options?: CallOptions): APIPromise<Stream<Chunk>>;
  (body: Params, options?: CallOptions): APIPromise<Whole | Stream<Chunk>>;
}

/** The answer of an embedding call, its vectors in one of their two forms. */
export type EmbeddingAnswer<Vector> = Omit<CreateEmbeddingResponse, 'data'> & {
  data: (Omit<Embedding, 'embedding'> & { embedding: Vector })[];
};

/** Takes the body of a request; `encoding_format: "base64"` makes vectors base64 of little-endian float32. */
export interface CreateEmbedding<Params> {
  (
    body: Params & { encoding_format?: 'float' | null | undefined },
    options?: CallOptions,
  ): APIPromise<EmbeddingAnswer<number[]>>;
  (body: Params & { encoding_format: 'base64' }, options?: CallOptions): APIPromise<EmbeddingAnswer<string>>;
  (body: Params, options?: CallOptions): APIPromise<CreateEmbeddingResponse>;
}

/** How many inputs an embedding server takes at once, where it does not say (TEI, `--max-client-batch-size`). */
const DEFAULT_BATCH_SIZE = 32;

/** It is asked for on the way to something else: better the default than a wait. */
const INFO_POLICY = { maxRetries: 0, timeout: 10_000 };

/**
 * A client in the shape of the `openai` package, for one server or for Hugging Face. The environment is read at the first call.
 *
 * ```ts
 * const client = new EasyLLM({ apiBase: 'http://localhost:8080', promptBuilder: 'chatml' });
 * const reply = await client.chat.completions.create({ messages: [{ role: 'user', content: 'Knock knock.' }] });
 * ```
 */
export class EasyLLM {
  readonly #options: EasyLLMOptions;
  #connected: Connected | undefined;

  /** Throws ConfigurationError for a setting that can be seen to be wrong without the environment. */
  constructor(options: EasyLLMOptions = {}) {
    chooseApiBase(options);
    if (typeof options.promptBuilder === 'string') toPromptBuilder(options.promptBuilder);
    this.#options = { ...options };
  }

  /** Chat: `chat.completions.create({ messages, … })`. */
  readonly chat: { completions: { create: Create<ChatCompletionRequest, ChatCompletion, ChatCompletionChunk> } } = {
    completions: { create: toCreate((body, options) => this.#connect().chat(body, options)) },
  };

  /** Text completion: `completions.create({ prompt, … })`. */
  readonly completions: { create: Create<CompletionRequest, Completion, Completion> } = {
    create: toCreate((body, options) => this.#connect().complete(body, options)),
  };

  /** Embeddings: `embeddings.create({ input, … })`. */
  readonly embeddings: { create: CreateEmbedding<EmbeddingRequest> } = {
    create: toCreateEmbedding((body, options) => this.#connect().embed(body, options)),
  };

  /** The models the server offers: `models.list()`. */
  readonly models = {
    list: (options: CallOptions = {}): APIPromise<ModelList> =>
      toAPIPromise(async () => this.#connect().listModels(options)),
  };

  /** A client with these settings changed. */
  withOptions(options: EasyLLMOptions): EasyLLM {
    const { apiBase, baseURL, ...rest } = this.#options;
    const address = options.apiBase ?? options.baseURL;
    return new EasyLLM({ ...rest, ...(address === undefined && { apiBase, baseURL }), ...options });
  }

  #connect(): Connected {
    return (this.#connected ??= connect(this.#options));
  }
}

/** The overloads of a `create` say what `stream` makes of the answer; the operation itself returns either. */
export function toCreate<Params, Whole, Chunk>(
  run: (body: Params, options: CallOptions) => Promise<Answer<Whole | Stream<Chunk>>>,
): Create<Params, Whole, Chunk> {
  const create = (body: Params, options: CallOptions = {}) => toAPIPromise(async () => run(body, options));
  return create as Create<Params, Whole, Chunk>;
}

/** As `toCreate`, for embeddings. */
export function toCreateEmbedding<Params>(
  run: (body: Params, options: CallOptions) => Promise<Answer<CreateEmbeddingResponse>>,
): CreateEmbedding<Params> {
  const create = (body: Params, options: CallOptions = {}) => toAPIPromise(async () => run(body, options));
  return create as CreateEmbedding<Params>;
}

/** A client's settings at work: the operations, with each call's options resolved. */
export interface Connected {
  chat(body: unknown, options: CallOptions): Promise<Answer<ChatCompletion | Stream<ChatCompletionChunk>>>;
  /** The prompt is sent as it is, unless the call names a builder. */
  complete(body: unknown, options: CallOptions): Promise<Answer<Completion | Stream<Completion>>>;
  embed(body: unknown, options: CallOptions): Promise<Answer<CreateEmbeddingResponse>>;
  listModels(options: CallOptions): Promise<Answer<ModelList>>;
  /** The builder of the call, the client or the environment. */
  readBuilder(options: CallOptions): Promise<PromptBuilder | undefined>;
}

/** Throws ConfigurationError for a bad setting, the environment's included. */
export function connect(options: EasyLLMOptions): Connected {
  createPolicy(options, {}, 0);
  const config = createConfig(options);
  const upstreams = createUpstreams(options, config);
  const resolve = createBuilderResolver(options, config);
  const warnOnce = createOnce(() => config.logger.warn(noBuilderMessage(config.apiBase)));
  const readBuilder = async ({ promptBuilder }: CallOptions) =>
    resolve(promptBuilder ?? options.promptBuilder ?? config.promptBuilderName);

  return {
    readBuilder,
    async chat(body, call) {
      const promptBuilder = (await readBuilder(call)) ?? toPromptBuilder('base');
      if (promptBuilder.name === 'base') warnOnce();
      return createChatCompletion(upstreams, body, { ...toCall(options, call), promptBuilder });
    },
    async complete(body, call) {
      return createCompletion(upstreams, body, {
        ...toCall(options, call),
        promptBuilder: await resolve(call.promptBuilder),
      });
    },
    embed: (body, call) => createEmbedding(upstreams, body, toCall(options, call)),
    listModels: (call) => listModels(upstreams, toCall(options, call)),
  };
}

function createUpstreams(options: EasyLLMOptions, { apiBase, credential, logger, debugLogger }: Config): Upstreams {
  const { fetch, tokenIds, logContent = false } = options;
  const { layer: auth, redact } = createAuth({ credential, warn: logger.warn });
  const log = createLog({ logger, debugLogger, logContent, redact });
  const [retry, deadline] = [createRetry(), createDeadline(redact)];

  // From the caller's side to the network's: each attempt is logged, has its deadline, and reads the token anew.
  const transport = retry(firstEvent(log(deadline(auth(createTransport(fetch))))));

  const tei = createTei({ transport, redact });
  const readSize = createOnce((settings: CallSettings) => readBatchSize({ apiBase, tei, settings }));
  return { apiBase, tgi: createTgi({ transport, redact }), tei, tokenIds, readBatchSize: readSize };
}

function createTransport(fetch: Fetch | undefined): Transport {
  return fetch === undefined ? createDefaultTransport() : createFetchTransport(fetch);
}

function toCall(options: EasyLLMOptions, call: CallOptions) {
  const { signal, extraBody, stopSequences } = call;
  const policy = createPolicy(options, call, performance.now());
  return { signal, extraBody, stopSequences, policy, headers: { ...options.defaultHeaders, ...call.headers } };
}

type BuilderResolver = (option: PromptBuilderOption | undefined) => Promise<PromptBuilder | undefined>;

function createBuilderResolver({ fetch, bos }: EasyLLMOptions, { hubCredential }: Config): BuilderResolver {
  const fromHub = createHubPromptBuilders({
    token: () => hubCredential.readToken(),
    ...(fetch !== undefined && { fetch: (url, init) => fetch(new Request(url, init), init) }),
  });
  return async (option) => {
    if (option === undefined) return undefined;
    const builder = isHubModel(option) ? await fromHub(option) : toPromptBuilder(await option);
    return bos === 'strip' ? withoutBos(builder) : builder;
  };
}

function isHubModel(option: PromptBuilderOption): option is HubModel {
  return typeof option === 'object' && 'hub' in option;
}

function withoutBos(builder: PromptBuilder): PromptBuilder {
  const { name, stop, description, models } = builder;
  return definePromptBuilder((...input) => stripBos(builder(...input), builder), { name, stop, description, models });
}

function noBuilderMessage(apiBase: string): string {
  return `No prompt builder is set for ${apiBase}: the base prompt runs messages together, which few models understand. Set \`promptBuilder\` (or HUGGINGFACE_PROMPT) to the model’s format, such as "llama3" or "chatml".`;
}

/** A server that does not say how much it takes at once, or cannot be asked, gets TEI's default. */
async function readBatchSize({
  apiBase,
  tei,
  settings,
}: {
  apiBase: string;
  tei: Upstreams['tei'];
  settings: CallSettings;
}): Promise<number> {
  if (!hasTask(apiBase, 'info')) return DEFAULT_BATCH_SIZE;
  try {
    const { max_client_batch_size: size } = await tei.info(toEndpointUrl(apiBase, 'info'), {
      ...settings,
      extraBody: undefined,
      policy: createPolicy(INFO_POLICY, {}, performance.now()),
    });
    return Number.isInteger(size) && size > 0 ? size : DEFAULT_BATCH_SIZE;
  } catch {
    return DEFAULT_BATCH_SIZE;
  }
}

/** Runs a function at the first call only; later ones, also while it is under way, get the same result. */
function createOnce<Arguments extends unknown[], Result>(
  run: (...input: Arguments) => Result,
): (...input: Arguments) => Result {
  let result: { value: Result } | undefined;
  return (...input) => (result ??= { value: run(...input) }).value;
}
