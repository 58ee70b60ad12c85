/** Settings wired into layers, upstreams and operations. What a chat does not need is loaded when it is first asked for. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  ChatPrompt,
  Completion,
  CreateEmbeddingResponse,
  ModelList,
  RerankResponse,
  ResponseInputTokens,
  ResponseObject,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import type { ServerTraits } from '../bridge/models.ts';
import type { EmbeddingResult } from '../bridge/embedding-response.ts';
import type { Abort } from '../base/abort.ts';
import { expectOptions, toSignal } from '../base/check.ts';
import { createBuilderResolver } from './builder-resolver.ts';
import { checkBackend, checkDialect, checkStopSequences } from './checks.ts';
import { createConfig } from './config/config.ts';
import type { Received } from '../facade/api-promise.ts';
import { takeUnjudged, withExtraBody } from '../facade/passing.ts';
import type { Stream } from '../facade/stream.ts';
import { createChatCompletion } from '../operations/chat.ts';
import type { TokenCount } from '../operations/tokens.ts';
import type { KeptResponses } from '../operations/kept-response.ts';
import type { Call, ResponseCall, ServerContext } from '../operations/server-context.ts';
import { createLoader } from '../base/once.ts';
import { runCall } from '../net/call.ts';
import type { CallSettings } from '../net/call.ts';
import { createPolicy } from '../net/policy.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { CallOptions, EasyLLMOptions, EmbeddingCallOptions } from './options.ts';
import { traceable } from './traced.ts';
import { createUpstreams } from './upstreams.ts';

/** Parts that most calls do not need. An `import()` that is repeated costs 15 µs each time. */
const loadCompletion = createLoader(() => import('../operations/completion.ts'));
const loadEmbedding = createLoader(() => import('../operations/embedding.ts'));
const loadModels = createLoader(() => import('../operations/models.ts'));
const loadPrompt = createLoader(() => import('../operations/prompt.ts'));
const loadRerank = createLoader(() => import('../operations/rerank.ts'));
const loadResponse = createLoader(() => import('../operations/response.ts'));
const loadTokens = createLoader(() => import('../operations/tokens.ts'));

/** What a surface has besides a caller's options. */
export interface SurfaceOptions extends Pick<Call, 'nativeDefaults' | 'hostPlaces' | 'isOverHttp'> {
  /** In place of a caller's signal. */
  abort?: Abort | undefined;
}

/** What a surface says of calls for responses, besides the settings of the client. */
export interface ResponseSurface {
  responses?: Omit<ResponseCall, 'store' | 'hostedTools'> | undefined;
}

/** The answer of the one with typed vectors is for callers in this process alone: JSON has no form for it. */
export interface Embed {
  (body: unknown, options: CallOptions & { vectors?: undefined }): Promise<Received<CreateEmbeddingResponse>>;
  (body: unknown, options: EmbeddingCallOptions): Promise<Received<EmbeddingResult<number[] | string | Float32Array>>>;
}

/** A client's settings at work: the operations, with each call's options resolved. */
export interface ClientOperations {
  chat(
    body: unknown,
    options: CallOptions & SurfaceOptions,
  ): Promise<Received<ChatCompletion | Stream<ChatCompletionChunk>>>;
  /** The prompt is sent as it is, unless the call names a builder. */
  complete(body: unknown, options: CallOptions & SurfaceOptions): Promise<Received<Completion | Stream<Completion>>>;
  /** A stream that fails throws, with the response so far as `partial`. */
  respond(
    body: unknown,
    options: CallOptions & SurfaceOptions & ResponseSurface,
  ): Promise<Received<ResponseObject | Stream<ResponseStreamEvent>>>;
  countInput(body: unknown, options: CallOptions & ResponseSurface): Promise<Received<ResponseInputTokens>>;
  /** What the model would read of a chat. */
  readPrompt(body: unknown, options: CallOptions & SurfaceOptions): Promise<Received<ChatPrompt>>;
  keptResponses(options: ResponseSurface): Promise<KeptResponses>;
  embed: Embed;
  rerank(body: unknown, options: CallOptions): Promise<Received<RerankResponse>>;
  listModels(options: CallOptions): Promise<Received<ModelList>>;
  /** What a TGI or TEI says of its one model; undefined of another server. */
  readTraits(options: CallOptions): Promise<ServerTraits | undefined>;
  /** Asks the server for what no operation is for: its files and batches. */
  ask<Result>(
    run: (upstreams: Pick<ServerContext, 'apiBase' | 'connection'>, settings: CallSettings) => Promise<Result>,
    options: CallOptions,
  ): Promise<Result>;
  /** Where the server is. */
  readonly address: string;
  countTokens(input: string | ChatCompletionRequest['messages'], options: CallOptions): Promise<Received<TokenCount>>;
  /** To the client's log. */
  warn(message: string): void;
  /** The builder of the call, the client or the environment. */
  readBuilder(options: CallOptions): Promise<PromptBuilder | undefined>;
}

/** Throws ConfigurationError for a bad setting, the environment's included. */
export function createOperations(options: EasyLLMOptions): ClientOperations {
  const config = createConfig(options);
  const upstreams = createUpstreams(options, config);
  const resolve = createBuilderResolver(options, config);
  const toResponses = (call: ResponseSurface): ResponseCall => ({
    ...call.responses,
    store: options.responseStore,
    hostedTools: options.hostedTools,
  });
  const usualBuilder = (call: CallOptions) => call.promptBuilder ?? options.promptBuilder ?? config.promptBuilderName;

  return {
    address: config.apiBase,
    warn: config.logger.warn,
    ask: async (run, call) => runCall(toCall(options, call), async (settings) => run(upstreams, settings)),
    async readBuilder(call) {
      return resolve(usualBuilder(call), toCall(options, call));
    },
    chat: traceable('chat', upstreams, async (given, call) => {
      const { body, settings } = prepare(options, given, call);
      const builder = resolve(usualBuilder(call), settings);
      const promptBuilder = builder instanceof Promise ? await builder : builder;
      return createChatCompletion(upstreams, body, { promptBuilder, ...settings });
    }),
    complete: traceable('completion', upstreams, async (given, call) => {
      const { body, settings } = prepare(options, given, call);
      const promptBuilder = await resolve(call.promptBuilder, settings);
      const { createCompletion } = await loadCompletion();
      return createCompletion(upstreams, body, { promptBuilder, ...settings });
    }),
    respond: traceable('response', upstreams, async (given, call) => {
      const { body, settings } = prepare(options, given, call);
      const promptBuilder = await resolve(usualBuilder(call), settings);
      const { createResponse } = await loadResponse();
      return createResponse(upstreams, body, { ...settings, promptBuilder, responses: toResponses(call) });
    }),
    async countInput(given, call) {
      const { body, settings } = prepare(options, given, call);
      const promptBuilder = await resolve(usualBuilder(call), settings);
      const { countResponseInput } = await loadResponse();
      return countResponseInput(upstreams, body, { ...settings, promptBuilder, responses: toResponses(call) });
    },
    async readPrompt(given, call) {
      const { body, settings } = prepare(options, given, call);
      const promptBuilder = await resolve(usualBuilder(call), settings);
      const { readPrompt } = await loadPrompt();
      return readPrompt(upstreams, body, { promptBuilder, ...settings });
    },
    async keptResponses(call) {
      const { createKeptResponses } = await loadResponse();
      return createKeptResponses(toResponses(call));
    },
    embed: traceable('embedding', upstreams, (async (given: unknown, call: EmbeddingCallOptions & SurfaceOptions) => {
      const { body, settings } = prepare(options, given, call);
      const { createEmbedding } = await loadEmbedding();
      return createEmbedding(upstreams, body, { vectors: call.vectors, ...settings });
      // The overloads say what `vectors` makes of the answer.
    }) as Embed),
    rerank: traceable('rerank', upstreams, async (given, call) => {
      const { body, settings } = prepare(options, given, call);
      const { createRerank } = await loadRerank();
      return createRerank(upstreams, body, settings);
    }),
    async listModels(call) {
      const settings = toCall(options, call);
      const { listModels } = await loadModels();
      return listModels(upstreams, settings);
    },
    async readTraits(call) {
      const settings = toCall(options, call);
      const { readTraits } = await loadModels();
      return readTraits(upstreams, settings);
    },
    async countTokens(input, call) {
      const settings = toCall(options, call);
      const promptBuilder = await resolve(usualBuilder(call), settings);
      const { countTokens } = await loadTokens();
      return countTokens(upstreams, input, { promptBuilder, ...settings });
    },
  };
}

/** A call's settings, and the body without what goes past us. */
function prepare(
  options: EasyLLMOptions,
  given: unknown,
  call: CallOptions & SurfaceOptions,
): { body: unknown; settings: Omit<Call, 'promptBuilder'> } {
  const settings = toCall(options, call);
  const { body, unjudged } = takeUnjudged(withExtraBody(given), settings.passUnknown);
  if (unjudged === undefined) return { body, settings };
  return { body, settings: { ...settings, extraBody: { ...unjudged, ...settings.extraBody } } };
}

function toCall(options: EasyLLMOptions, call: CallOptions & SurfaceOptions): Omit<Call, 'promptBuilder'> {
  expectOptions(call, 'The options of the call');
  const {
    signal,
    extraBody,
    stopSequences,
    nativeDefaults,
    hostPlaces,
    isOverHttp,
    abort,
    backend = options.backend,
    dialect,
  } = call;
  const policy = createPolicy(options, call, performance.now());
  const headers = { ...options.defaultHeaders, ...call.headers };
  checkBackend(backend);
  checkDialect(dialect);
  checkStopSequences(stopSequences);
  return {
    signal: abort ?? toSignal(signal),
    extraBody,
    stopSequences,
    nativeDefaults,
    hostPlaces,
    passUnknown: options.passUnknown,
    isOverHttp,
    backend,
    dialect,
    policy,
    headers,
  };
}
