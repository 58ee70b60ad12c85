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
import type { AnySignal } from './abort.ts';
import type { BackendOption, Dialect } from './bridge/backend.ts';
import { isTgiInfo } from './bridge/backend.ts';
import type { SchemaOption } from './bridge/json-schema.ts';
import type { ParsedChatCompletion } from './bridge/structured-output.ts';
import { toParsedCompletion, toResponseFormat } from './bridge/structured-output.ts';
import { chooseApiBase, createConfig, refuseKeyInBrowser } from './config/config.ts';
import type { Config, ConfigOptions } from './config/config.ts';
import { createConnection } from './connection.ts';
import { ConfigurationError } from './errors.ts';
import type { APIPromise, Answer } from './facade/api-promise.ts';
import { toAPIPromise } from './facade/api-promise.ts';
import type { Stream } from './facade/stream.ts';
import { createHandlerFetch } from './handler.ts';
import { createChatCompletion } from './operations/chat-completion.ts';
import { createCompletion } from './operations/completion.ts';
import { createEmbedding } from './operations/embedding.ts';
import { listModels } from './operations/models.ts';
import type { TokenCount } from './operations/tokens.ts';
import { countTokens } from './operations/tokens.ts';
import type { Call, Upstreams } from './operations/upstreams.ts';
import type { CustomPromptBuilder, PromptBuilder, PromptFormatName } from './prompt/index.ts';
import { definePromptBuilder, stripBos, toPromptBuilder } from './prompt/index.ts';
import type { HubModel } from './tokenizer-config.ts';
import { createHubPromptBuilders } from './tokenizer-config.ts';
import type { RunnableTool, ToolRun, ToolRunOptions, ToolRunParams } from './tool-run.ts';
import { runToolLoop } from './tool-run.ts';
import { createPolicy } from './policy.ts';
import type { PolicyOptions } from './policy.ts';
import type { Fetch } from './transport.ts';
import { orAbort } from './upstream/attempt.ts';
import type { CallSettings } from './upstream/call.ts';
import { callWithin } from './upstream/cancel.ts';
import { hasTask, toEndpointUrl } from './upstream/endpoint.ts';
import { createMessages } from './upstream/messages.ts';
import { createTei } from './upstream/tei.ts';
import { createTgi } from './upstream/tgi.ts';

/** How the prompt is made: a format's name, a builder, the promise of one, or the template of a model on the Hugging Face Hub. */
export type PromptBuilderOption =
  PromptFormatName | (string & {}) | CustomPromptBuilder | Promise<PromptBuilder> | HubModel;

export interface EasyLLMOptions extends ConfigOptions, PolicyOptions {
  /** Makes the prompt of chats. Default: HUGGINGFACE_PROMPT (a format's name); without it the server applies the model's own template. */
  promptBuilder?: PromptBuilderOption | undefined;
  /**
   * `"generate"`: TGI's native API, with a prompt that is built here. `"messages"`: the server's `/v1`, with the model's own template.
   * Default: `"auto"`, which is `generate` for text completions and where a prompt builder is set, else `messages`.
   */
  backend?: BackendOption | undefined;
  /** `"strip"` removes the BOS token a builder writes, which TGI adds a second time. Default: the prompt is sent as built. */
  bos?: 'keep' | 'strip' | undefined;
  /** `"server"`: token ids given as embedding input are the model's own. Default: they are refused. */
  tokenIds?: 'server' | undefined;
  /** Default: the runtime's own. It is called with a `Request`, and the same settings again as `init`. */
  fetch?: Fetch | undefined;
  /** Sent with every request. */
  defaultHeaders?: Readonly<Record<string, string>> | undefined;
}

export interface CallOptions extends PolicyOptions, Pick<CallSettings, 'headers' | 'extraBody'> {
  /** Ends the call at any point. */
  signal?: AbortSignal | undefined;
  /** Makes the prompt of this call, a completion's too. */
  promptBuilder?: PromptBuilderOption | undefined;
  /** Which API of the server answers this call. */
  backend?: BackendOption | undefined;
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

/** The body of a chat whose answer is a value of `schema`. */
export type ChatCompletionParseParams<Output> = Omit<NonStreaming<ChatCompletionRequest>, 'response_format'> & {
  schema: SchemaOption<Output>;
};

export type RunTools = <Tools extends readonly RunnableTool[]>(
  body: ToolRunParams<Tools>,
  options?: CallOptions & ToolRunOptions,
) => Promise<ToolRun>;

/** The calls of chat. */
export interface ChatCompletions {
  create: Create<ChatCompletionRequest, ChatCompletion, ChatCompletionChunk>;
  /** Asks for JSON of a schema; `choices[].message.parsed` is the checked value. */
  parse<Output>(
    body: ChatCompletionParseParams<Output>,
    options?: CallOptions,
  ): APIPromise<ParsedChatCompletion<Output>>;
  runTools: RunTools;
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

/** A client's settings at work, for what serves them over HTTP. Throws ConfigurationError for a bad one. */
export let connectionOf: (client: EasyLLM) => Connected;

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
    refuseKeyInBrowser(options);
    createPolicy(options, {}, 0);
    checkBackend(options.backend);
    if (typeof options.promptBuilder === 'string') toPromptBuilder(options.promptBuilder);
    this.#options = { ...options };
  }

  /** Chat: `chat.completions.create({ messages, … })`, and with typed answers or tools. */
  readonly chat: { completions: ChatCompletions } = {
    completions: {
      create: toCreate((body, options) => this.#connect().chat(body, options)),
      parse: (body, options = {}) => toAPIPromise(() => parseChat(this.#connect(), body, options)),
      runTools: (body, options = {}) => this.runTools(body, options),
    },
  };

  /** Text completion: `completions.create({ prompt, … })`. */
  readonly completions: { create: Create<CompletionRequest, Completion, Completion> } = {
    create: toCreate((body, options) => this.#connect().complete(body, options)),
  };

  /** Embeddings: `embeddings.create({ input, … })`. */
  readonly embeddings: { create: CreateEmbedding<EmbeddingRequest> } = {
    create: toCreateEmbedding((body, options) => this.#connect().embed(body, options)),
  };

  /**
   * A chat in which the model may call the functions of `tools`: they are run, and the model is asked again with their results, until it
   * answers.
   */
  readonly runTools: RunTools = (body, options = {}) => {
    const { maxSteps, toolErrors, ...call } = options;
    const ask = (request: ChatCompletionRequest) => this.chat.completions.create({ ...request, stream: false }, call);
    return runToolLoop(body, { maxSteps, toolErrors, signal: call.signal, ask });
  };

  /** Counts the tokens of a text, or of a chat as the model reads it. */
  readonly countTokens = (
    input: string | ChatCompletionRequest['messages'],
    options: CallOptions = {},
  ): APIPromise<TokenCount> => toAPIPromise(async () => this.#connect().countTokens(input, options));

  /** The models the server offers: `models.list()`. */
  readonly models = {
    list: (options: CallOptions = {}): APIPromise<ModelList> =>
      toAPIPromise(async () => this.#connect().listModels(options)),
  };

  /**
   * OpenAI's API as a `fetch`, for other clients in this process: `new OpenAI({ apiKey: 'unused', baseURL: 'http://easyllm/v1', fetch:
   * client.fetch })`. It looks at the end of the path only, whatever the host, and forwards none of the caller's credentials.
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response> = createHandlerFetch(() =>
    this.#connect(),
  );

  /** A client with these settings changed. */
  withOptions(options: EasyLLMOptions): EasyLLM {
    const { apiBase, baseURL, ...rest } = this.#options;
    const address = options.apiBase ?? options.baseURL;
    return new EasyLLM({ ...rest, ...(address === undefined && { apiBase, baseURL }), ...options });
  }

  static {
    connectionOf = (client) => client.#connect();
  }

  #connect(): Connected {
    return (this.#connected ??= connect(this.#options));
  }
}

async function parseChat<Output>(
  connected: Connected,
  body: ChatCompletionParseParams<Output>,
  options: CallOptions,
): Promise<Answer<ParsedChatCompletion<Output>>> {
  const { schema, ...request } = body;
  const asked = { ...request, stream: false, response_format: toResponseFormat(schema) };
  const { data, responses } = await connected.chat(asked, options);
  if ('controller' in data) throw new TypeError('A stream that was not asked for.');
  return { data: await toParsedCompletion(data, schema), responses };
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

/** What a surface has besides a caller's options. */
export type SurfaceOptions = Pick<Call, 'nativeDefaults'>;

/** A client's settings at work: the operations, with each call's options resolved. */
export interface Connected {
  chat(
    body: unknown,
    options: CallOptions & SurfaceOptions,
  ): Promise<Answer<ChatCompletion | Stream<ChatCompletionChunk>>>;
  /** The prompt is sent as it is, unless the call names a builder. */
  complete(body: unknown, options: CallOptions & SurfaceOptions): Promise<Answer<Completion | Stream<Completion>>>;
  embed(body: unknown, options: CallOptions): Promise<Answer<CreateEmbeddingResponse>>;
  listModels(options: CallOptions): Promise<Answer<ModelList>>;
  countTokens(input: string | ChatCompletionRequest['messages'], options: CallOptions): Promise<Answer<TokenCount>>;
  /** The builder of the call, the client or the environment. */
  readBuilder(options: CallOptions): Promise<PromptBuilder | undefined>;
}

/** Throws ConfigurationError for a bad setting, the environment's included. */
export function connect(options: EasyLLMOptions): Connected {
  const config = createConfig(options);
  const upstreams = createUpstreams(options, config);
  const resolve = createBuilderResolver(options, config);
  const readBuilder = (call: CallOptions) =>
    callWithin(toCall(options, call), () =>
      resolve(call.promptBuilder ?? options.promptBuilder ?? config.promptBuilderName),
    );

  return {
    readBuilder,
    async chat(body, call) {
      const promptBuilder = await readBuilder(call);
      return createChatCompletion(upstreams, body, { ...toCall(options, call), promptBuilder });
    },
    async complete(body, call) {
      return createCompletion(upstreams, body, {
        ...toCall(options, call),
        promptBuilder: await callWithin(toCall(options, call), () => resolve(call.promptBuilder)),
      });
    },
    embed: (body, call) => createEmbedding(upstreams, body, toCall(options, call)),
    listModels: (call) => listModels(upstreams, toCall(options, call)),
    async countTokens(input, call) {
      const promptBuilder = await readBuilder(call);
      return countTokens(upstreams, input, { ...toCall(options, call), promptBuilder });
    },
  };
}

function createUpstreams(options: EasyLLMOptions, config: Config): Upstreams {
  const { apiBase } = config;
  const { tokenIds } = options;
  const connection = createConnection(options, config);
  const tei = createTei(connection);
  const tgi = createTgi(connection);
  return {
    apiBase,
    tgi,
    messages: createMessages(connection),
    tei,
    tokenIds,
    readBatchSize: askedOnce((settings) => askBatchSize({ apiBase, tei, settings })),
    readDialect: askedOnce((settings) => askDialect({ apiBase, tgi, settings })),
    lacksTemplate: false,
    warnOfBasePrompt: createOnce(() => config.logger.warn(basePromptMessage(apiBase))),
  };
}

function toCall(options: EasyLLMOptions, call: CallOptions & SurfaceOptions): Omit<Call, 'promptBuilder'> {
  const { signal, extraBody, stopSequences, nativeDefaults, backend = options.backend } = call;
  const policy = createPolicy(options, call, performance.now());
  const headers = { ...options.defaultHeaders, ...call.headers };
  checkBackend(backend);
  return { signal, extraBody, stopSequences, nativeDefaults, backend, policy, headers };
}

const BACKENDS: readonly unknown[] = ['auto', 'generate', 'messages', undefined] satisfies (
  BackendOption | undefined
)[];

function checkBackend(backend: BackendOption | undefined): void {
  if (BACKENDS.includes(backend)) return;
  throw new ConfigurationError(
    `\`backend\` is ${JSON.stringify(backend)}. Expected "auto", "generate" or "messages".`,
    { param: 'backend' },
  );
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

function basePromptMessage(apiBase: string): string {
  return `No prompt builder is set for ${apiBase}, and no chat template of the server’s is used: the base prompt runs messages together, which few models understand. Set \`promptBuilder\` (or HUGGINGFACE_PROMPT) to the model’s format, such as "llama3" or "chatml".`;
}

/** Asks once, also for calls that come while the question is under way; an aborted call's question is asked again by the next. */
function askedOnce<Value>(ask: (settings: CallSettings) => Promise<Value | undefined>) {
  let asked: Promise<Value | undefined> | undefined;
  return async (settings: CallSettings & { signal: AnySignal }): Promise<Value> => {
    for (;;) {
      const answer = (asked ??= ask(settings));
      const value = await orAbort(answer, settings.signal);
      if (value !== undefined) return value;
      if (asked === answer) asked = undefined;
    }
  };
}

/** A server that does not say how much it takes at once, or cannot be asked, gets TEI's default; undefined if the call was aborted. */
async function askBatchSize({
  apiBase,
  tei,
  settings,
}: {
  apiBase: string;
  tei: Upstreams['tei'];
  settings: CallSettings;
}): Promise<number | undefined> {
  if (!hasTask(apiBase, 'info')) return DEFAULT_BATCH_SIZE;
  try {
    const { max_client_batch_size: size } = await tei.info(toEndpointUrl(apiBase, 'info'), toInfoSettings(settings));
    return Number.isInteger(size) && size > 0 ? size : DEFAULT_BATCH_SIZE;
  } catch {
    return settings.signal?.aborted === true ? undefined : DEFAULT_BATCH_SIZE;
  }
}

/** TGI says what it is; another server, or one that cannot be asked, is taken for an OpenAI-shaped one; undefined if the call was aborted. */
async function askDialect({
  apiBase,
  tgi,
  settings,
}: {
  apiBase: string;
  tgi: Upstreams['tgi'];
  settings: CallSettings;
}): Promise<Dialect | undefined> {
  try {
    const { data } = await tgi.info(toEndpointUrl(apiBase, 'info'), toInfoSettings(settings));
    return isTgiInfo(data) ? 'tgi' : 'openai';
  } catch {
    return settings.signal?.aborted === true ? undefined : 'openai';
  }
}

function toInfoSettings(settings: CallSettings): CallSettings {
  return { ...settings, extraBody: undefined, policy: createPolicy(INFO_POLICY, {}, performance.now()) };
}

/** Runs a function at the first call only; later ones, also while it is under way, get the same result. */
function createOnce<Arguments extends unknown[], Result>(
  run: (...input: Arguments) => Result,
): (...input: Arguments) => Result {
  let result: { value: Result } | undefined;
  return (...input) => (result ??= { value: run(...input) }).value;
}
