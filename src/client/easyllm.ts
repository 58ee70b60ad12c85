/** `EasyLLM`: the operations in the shape of the `openai` package. */
import type {
  ChatCompletionRequest,
  Completion,
  CompletionRequest,
  EmbeddingRequest,
  ModelList,
  ResponseRequest,
} from '../../generated/openai.ts';
import { expectOptions } from '../base/check.ts';
import type { EmbeddingResult } from '../bridge/embedding-response.ts';
import { chooseApiBase, refuseKeyInBrowser } from './config/config.ts';
import { ChatCompletionStream } from './chat-stream.ts';
import { refuseMissing } from './missing-apis.ts';
import { checkBackend } from './checks.ts';
import { createOperations } from './operations.ts';
import type { ClientOperations } from './operations.ts';
import type { APIPromise, Received } from '../facade/api-promise.ts';
import { toAPIPromise } from '../facade/api-promise.ts';
import type { Stream } from '../facade/stream.ts';
import type { createHandlerFetch } from '../http/handler.ts';
import type { TokenCount } from '../operations/tokens.ts';
import { createLoader } from '../base/once.ts';
import { createPolicy } from '../net/policy.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import { refuseUnknownOptions, refuseUnknownSettings } from './known-options.ts';
import type * as Loaded from './responses.ts';
import type * as LoadedFiles from './files.ts';
import type { Batches, Files } from './files.ts';
import type {
  CallOptions,
  ChatCompletions,
  Create,
  CreateEmbedding,
  EasyLLMOptions,
  EmbeddingCallOptions,
  Rerank,
  Responses,
  RunTools,
} from './options.ts';

/** Loaded when a client is first used as a `fetch`. */
const loadHandler = createLoader(() => import('../http/handler.ts'));

const loadResponses = createLoader(() => import('./responses.ts'));
const loadFiles = createLoader(() => import('./files.ts'));

/** A client's settings at work, for what serves them over HTTP. Throws ConfigurationError for a bad one. */
export let operationsOf: (client: EasyLLM) => ClientOperations;

/** The settings that a client was made of. */
export let optionsOf: (client: EasyLLM) => EasyLLMOptions;

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
  #connected: ClientOperations | undefined;
  #handle: ReturnType<typeof createHandlerFetch> | undefined;

  /** Throws ConfigurationError for a setting that can be seen to be wrong without the environment. */
  constructor(options: EasyLLMOptions = {}) {
    expectOptions(options, 'The options of `EasyLLM`');
    refuseUnknownSettings(options);
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
      parse: (body, options = {}) =>
        toAPIPromise(async () => {
          refuseUnknownOptions(options);
          return (await import('./parse-chat.ts')).parseChat(this.#connect(), body, options);
        }),
      stream: (body, options = {}) =>
        new ChatCompletionStream(() => this.chat.completions.create({ ...body, stream: true }, options)),
      runTools: (body, options = {}) => this.runTools(body, options),
    },
  };

  /** Text completion: `completions.create({ prompt, … })`. */
  readonly completions: { create: Create<CompletionRequest, Completion, Completion> } = {
    create: toCreate((body, options) => this.#connect().complete(body, options)),
  };

  /** The Responses API: `responses.create({ input, … })`. A stream that fails ends with `response.failed`. */
  readonly responses: Responses = {
    create: toCreate(async (body: ResponseRequest, options) =>
      (await loadResponses()).create(this.#connect(), body, options),
    ),
    parse: (body, options = {}) =>
      this.#respond((use, connected) => {
        refuseUnknownOptions(options);
        return use.parse(connected, body, options);
      }),
    retrieve: (id) => this.#respond((use, connected) => use.retrieve(connected, id)),
    delete: (id) => this.#respond((use, connected) => use.forget(connected, id)),
    cancel: (id) => this.#respond((use, connected) => use.cancel(connected, id)),
    inputItems: {
      list: (id, query = {}) => this.#respond((use, connected) => use.listItems(connected, id, query)),
    },
    inputTokens: {
      count: (body, options = {}) => this.#checked(options, () => this.#connect().countInput(body, options)),
    },
  };

  /** Embeddings: `embeddings.create({ input, … })`. */
  readonly embeddings: { create: CreateEmbedding<EmbeddingRequest> } = {
    create: toCreateEmbedding((body, options) => this.#connect().embed(body, options)),
  };

  /** Ranks: `rerank.create({ query, documents, … })`. */
  readonly rerank: Rerank = {
    create: (body, options = {}) => this.#checked(options, () => this.#connect().rerank(body, options)),
  };

  /**
   * A chat in which the model may call the functions of `tools`: they are run, and the model is asked again with their results, until it
   * answers.
   */
  readonly runTools: RunTools = async (body, options = {}) => {
    expectOptions(options, 'The options of the call');
    const { maxSteps, toolErrors, ...call } = options;
    const { runToolLoop } = await import('./tool-run.ts');
    const ask = (request: ChatCompletionRequest) => this.chat.completions.create({ ...request, stream: false }, call);
    return runToolLoop(body, { maxSteps, toolErrors, signal: call.signal ?? undefined, ask });
  };

  /** Counts the tokens of a text, or of a chat as the model reads it. */
  readonly countTokens = (
    input: string | ChatCompletionRequest['messages'],
    options: CallOptions = {},
  ): APIPromise<TokenCount> => this.#checked(options, () => this.#connect().countTokens(input, options));

  /** Files at a gateway with a folder for them, or at OpenAI: `files.create({ file, purpose: 'batch' })`. */
  readonly files: Files = {
    create: (body, options = {}) => this.#keep((use, connected) => use.createFile(connected, body, options)),
    list: (query = {}, options = {}) => this.#keep((use, connected) => use.list(connected, 'files', query, options)),
    retrieve: (id, options = {}) => this.#keep((use, connected) => use.get(connected, 'files', id, options)),
    content: (id, options = {}) => this.#keep((use, connected) => use.download(connected, id, options)),
    delete: (id, options = {}) => this.#keep((use, connected) => use.deleteFile(connected, id, options)),
  };

  /** Batches there: `batches.create({ input_file_id, endpoint, completion_window: '24h' })`. */
  readonly batches: Batches = {
    create: (body, options = {}) => this.#keep((use, connected) => use.createBatch(connected, body, options)),
    list: (query = {}, options = {}) => this.#keep((use, connected) => use.list(connected, 'batches', query, options)),
    retrieve: (id, options = {}) => this.#keep((use, connected) => use.get(connected, 'batches', id, options)),
    cancel: (id, options = {}) => this.#keep((use, connected) => use.cancelBatch(connected, id, options)),
  };

  /** The models the server offers: `models.list()`. */
  readonly models = {
    /** One request; a server of one model lists that one. */
    list: (options: CallOptions = {}): APIPromise<ModelList> =>
      this.#checked(options, () => this.#connect().listModels(options)),
  };

  /**
   * OpenAI's API as a `fetch`, for other clients in this process: `new OpenAI({ apiKey: 'unused', baseURL: 'http://easyllm/v1', fetch:
   * client.fetch })`. It looks at the end of the path only, whatever the host, and forwards none of the caller's credentials.
   */
  readonly fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const { createHandlerFetch } = await loadHandler();
    this.#handle ??= createHandlerFetch(() => this.#connect());
    return this.#handle(input, init);
  };

  /** A client with these settings changed. */
  withOptions(options: EasyLLMOptions): EasyLLM {
    expectOptions(options, 'The options of `withOptions`');
    const { apiBase, baseURL, ...rest } = this.#options;
    const address = options.apiBase ?? options.baseURL;
    return new EasyLLM({ ...rest, ...(address === undefined && { apiBase, baseURL }), ...options });
  }

  static {
    operationsOf = (client) => client.#connect();
    refuseMissing(this);
    optionsOf = (client) => client.#options;
  }

  #checked<Result>(options: CallOptions, run: () => Promise<Received<Result>>): APIPromise<Result> {
    return toAPIPromise(async () => {
      refuseUnknownOptions(options);
      return run();
    });
  }

  #respond<Result>(
    run: (use: typeof Loaded, connected: ClientOperations) => Promise<Received<Result>>,
  ): APIPromise<Result> {
    return toAPIPromise(async () => run(await loadResponses(), this.#connect()));
  }

  #keep<Result>(
    run: (use: typeof LoadedFiles, connected: ClientOperations) => Promise<Received<unknown>>,
  ): APIPromise<Result> {
    // What a route answers, its spec says; the types of `files` and `batches` are made of that.
    return toAPIPromise(async () => (await run(await loadFiles(), this.#connect())) as Received<Result>);
  }

  #connect(): ClientOperations {
    return (this.#connected ??= createOperations(this.#options));
  }
}

/** The type of a `create` says what `stream` makes of the answer; the operation itself returns either. */
export function toCreate<Params, Whole, Chunk>(
  run: (body: Params, options: CallOptions) => Promise<Received<Whole | Stream<Chunk>>>,
): Create<Params, Whole, Chunk> {
  const create = (body: Params, options: CallOptions = {}) =>
    toAPIPromise(async () => {
      refuseUnknownOptions(options);
      return run(body, options);
    });
  return create as Create<Params, Whole, Chunk>;
}

/** As `toCreate`, for embeddings. */
export function toCreateEmbedding<Params>(
  run: (
    body: Params,
    options: EmbeddingCallOptions,
  ) => Promise<Received<EmbeddingResult<number[] | string | Float32Array>>>,
): CreateEmbedding<Params> {
  const create = (body: Params, options: EmbeddingCallOptions = {}) =>
    toAPIPromise(async () => {
      refuseUnknownOptions(options);
      return run(body, options);
    });
  return create as CreateEmbedding<Params>;
}
