/** What callers give and get: options, the bodies of calls, and what each `create` answers. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  CompletionRequest,
  CreateEmbeddingResponse,
  DeletedResponse,
  EmbeddingRequest,
  RerankRequest,
  RerankResponse,
  ResponseInputTokens,
  ResponseItemList,
  ResponseObject,
  ResponseRequest,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import type { BackendOption } from '../bridge/backend.ts';
import type { Dialect } from '../bridge/dialect.ts';
import type { EmbeddingResult } from '../bridge/embedding-response.ts';
import type { SchemaOption } from '../bridge/json-schema.ts';
import type { ParsedResponse } from '../bridge/responses/parsed.ts';
import type { ParsedChatCompletion } from '../bridge/structured-output.ts';
import type { ChatCompletionStream } from './chat-stream.ts';
import type { ConfigOptions } from './config/config.ts';
import type { PassUnknown } from '../facade/passing.ts';
import type { APIPromise } from '../facade/api-promise.ts';
import type { ResponseStore } from '../facade/response-store.ts';
import type { Stream } from '../facade/stream.ts';
import type { ItemQuery } from '../operations/kept-response.ts';
import type { PromptFormatName } from '../prompt/formats.ts';
import type { CustomPromptBuilder, PromptBuilder } from '../prompt/prompt-builder.ts';
import type { HubModel } from '../prompt/tokenizer-config.ts';
import type { RunnableTool, ToolRun, ToolRunOptions, ToolRunParams } from './tool-run.ts';
import type { PolicyOptions } from '../net/policy.ts';
import type { Fetch } from '../net/transport.ts';
import type { CallSettings } from '../net/call.ts';

/** How the prompt is made: a format's name, a builder, the promise of one, or the template of a model on the Hugging Face Hub. */
export type PromptBuilderOption = PromptFormatName | CustomPromptBuilder | Promise<PromptBuilder> | HubModel;

/** The settings of a client. What is left out comes from the environment (`EASYLLM_…`, `HUGGINGFACE_…`), then from the defaults. */
export interface EasyLLMOptions extends ConfigOptions, PolicyOptions {
  /** Makes the prompt of chats. Default: EASYLLM_PROMPT, HUGGINGFACE_PROMPT (a format's name); without it the server applies the model's own template. */
  promptBuilder?: PromptBuilderOption | undefined;
  /**
   * `"generate"`: TGI's native API, with a prompt that is built here. `"messages"`: the server's `/v1`, with the model's own template.
   * Default: `"auto"`, which is `generate` for text completions and where a prompt builder is set, else `messages`.
   */
  backend?: BackendOption | undefined;
  /**
   * Which server it is: `"vllm"`, `"llamacpp"`, `"ollama"`, … Default: it is asked, once, where a request depends on it.
   */
  dialect?: Dialect | undefined;
  /** `"strip"` removes the BOS token a builder writes, which TGI adds a second time. Default: the prompt is sent as built. */
  bos?: 'keep' | 'strip' | undefined;
  /** How many texts to embed a request holds. Default: as the server says (TEI), else 32; less where it refuses them for their number. */
  embeddingBatchSize?: number | undefined;
  /** `"server"`: token ids given as embedding input are the model's own. Default: they are refused. */
  tokenIds?: 'server' | undefined;
  /**
   * What goes to an OpenAI-shaped server though it is neither OpenAI's nor TGI's, such as `min_p`. `true`: all of a program's own calls; over
   * `client.fetch` and the gateway what is not for an operator alone, such as `priority`. `false`: nothing. A list: the fields of these names,
   * to any server and unjudged. Default: `true`.
   */
  passUnknown?: PassUnknown | undefined;
  /** Default: the runtime's own. It is called with a `Request`, and the same settings again as `init`. */
  fetch?: Fetch | undefined;
  /** Sent with every request. */
  defaultHeaders?: Readonly<Record<string, string>> | undefined;
  /** Keeps responses, for `previous_response_id` and `responses.retrieve`. Default: none is kept. `memoryResponseStore()` is one. */
  responseStore?: ResponseStore | undefined;
  /**
   * Tools of a response that OpenAI runs itself, such as `web_search`: `"refuse"` makes them an error. Default: `"ignore"` leaves them out
   * of what the model is offered, with a warning in the log, where another tool remains.
   */
  hostedTools?: 'ignore' | 'refuse' | undefined;
}

/** The settings of one call: they win over those of the client. */
export interface CallOptions extends PolicyOptions, Pick<CallSettings, 'headers' | 'extraBody'> {
  /** Ends the call at any point. */
  signal?: AbortSignal | null | undefined;
  /** Makes the prompt of this call, a completion's too. */
  promptBuilder?: PromptBuilderOption | undefined;
  /** Which API of the server answers this call. */
  backend?: BackendOption | undefined;
  /** Which server answers this call. */
  dialect?: Dialect | undefined;
  /** Stop sequences before the builder's and the body's own. */
  stopSequences?: readonly string[] | undefined;
}

/** The body of `chat.completions.create`, under the `openai` package's name. */
export type ChatCompletionCreateParams = ChatCompletionRequest;
/** The body of `completions.create`, under the `openai` package's name. */
export type CompletionCreateParams = CompletionRequest;
/** The body of `embeddings.create`, under the `openai` package's name. */
export type EmbeddingCreateParams = EmbeddingRequest;

type NonStreaming<Params> = Params & { stream?: false | null | undefined };

/** What `stream` makes of the answer: `true` a stream, anything else the whole, and a `boolean` either. */
type Answer<Streams, Whole, Chunk> = Streams extends true ? Stream<Chunk> : Whole;

/**
 * A call that takes the body of a request; `stream: true` makes the answer a stream of chunks. It is one signature rather than an
 * overload for each, so that the compiler names what is wrong with a body once, and where.
 */
export interface Create<Params, Whole, Chunk> {
  /**
   * The whole answer or, for `stream: true`, a stream, once its first event is there: `for await (const chunk of await create({ …, stream:
   * true }))`. Rejects with BadRequestError for a body that is wrong, with UnsupportedError for one that the server has no words for, else
   * with what the server or the connection failed of; of a stream, also where its first event is an error.
   */
  <const Streams extends boolean | null | undefined = undefined>(
    body: Omit<Params, 'stream'> & {
      /** `true`: the answer comes in parts, as a Stream. Default: it comes whole. */
      stream?: Streams;
    },
    options?: CallOptions,
  ): APIPromise<Answer<Streams, Whole, Chunk>>;
}

/** The body of a chat whose answer is a value of `schema`. */
export type ChatCompletionParseParams<Output> = Omit<NonStreaming<ChatCompletionRequest>, 'response_format'> & {
  /** A zod (or other Standard Schema) type, or `{ schema, jsonSchema }`: the request carries it, and the answer is checked against it. */
  schema: SchemaOption<Output>;
};

/** Calls the model until it asks for no more tools, and runs those that it asks for. A tool's `schema` types the input of its function. */
export type RunTools = <Inputs extends readonly unknown[]>(
  body: ToolRunParams<{ readonly [Index in keyof Inputs]: RunnableTool<Inputs[Index]> }>,
  options?: CallOptions & ToolRunOptions,
) => Promise<ToolRun>;

/** `chat.completions` of a client. */
export interface ChatCompletions {
  /**
   * Answers a conversation: with a ChatCompletion or, for `stream: true`, a Stream of chunks. Rejects with BadRequestError for a body
   * that is wrong, with UnsupportedError for one that the server has no words for, else with what the server or the connection failed of;
   * of a stream, also where its first event is an error.
   */
  create: Create<ChatCompletionRequest, ChatCompletion, ChatCompletionChunk>;
  /** Asks for JSON of a schema; `choices[].message.parsed` is the checked value. */
  parse<Output>(
    body: ChatCompletionParseParams<Output>,
    options?: CallOptions,
  ): APIPromise<ParsedChatCompletion<Output>>;
  /**
   * A stream with listeners: `stream(body).on('content', (delta) => …)`, then `await finalContent()`. Also `for await`, as a Stream.
   */
  stream(body: Omit<ChatCompletionRequest, 'stream'>, options?: CallOptions): ChatCompletionStream;
  /** Calls the model and the tools that it asks for, until it asks for none. Rejects with MaxStepsError after `maxSteps` answers (10). */
  runTools: RunTools;
}

/** The body of `responses.create`, under the `openai` package's name. */
export type ResponseCreateParams = ResponseRequest;

/** The body of a response whose text is a value of a schema. */
export type ResponseParseParams<Output> = Omit<NonStreaming<ResponseRequest>, 'text'> & {
  /** A zod (or other Standard Schema) type, or `{ schema, jsonSchema }`; also as `format`, beside `verbosity`. */
  text:
    SchemaOption<Output> | { format: SchemaOption<Output>; verbosity?: 'low' | 'medium' | 'high' | null | undefined };
};

/** `responses` of a client. */
export interface Responses {
  /**
   * Answers items with items: with a response or, for `stream: true`, a Stream of events. Rejects as a chat does where nothing has begun;
   * a stream that fails later ends with the event `response.failed`, which holds what there was.
   */
  create: Create<ResponseRequest, ResponseObject, ResponseStreamEvent>;
  /**
   * Asks for JSON of a schema; `output_parsed` is the checked value, and null where the model calls tools instead. Rejects with an
   * OutputError for what is cut off, refused or does not fit.
   */
  parse<Output>(body: ResponseParseParams<Output>, options?: CallOptions): APIPromise<ParsedResponse<Output>>;
  /** A response that was kept, or is under way. Rejects with NotFoundError for an unknown id, and where there is no `responseStore`. */
  retrieve(id: string): APIPromise<ResponseObject>;
  /** Forgets a response that was kept. Rejects as `retrieve` does. */
  delete(id: string): APIPromise<DeletedResponse>;
  /** Ends a response that this process streams. Rejects as `retrieve` does, and with BadRequestError for one that is over. */
  cancel(id: string): APIPromise<ResponseObject>;
  inputItems: {
    /** The items that a response answers, the newest first. Rejects as `retrieve` does. */
    list(id: string, query?: ItemQuery): APIPromise<ResponseItemList>;
  };
  inputTokens: {
    /** Counts the tokens of the input, as the model reads it. */
    count(body: ResponseRequest, options?: CallOptions): APIPromise<ResponseInputTokens>;
  };
}

/** Body of `rerank.create`. */
export type RerankCreateParams = RerankRequest;

/** `rerank` of a client. */
export interface Rerank {
  /**
   * Ranks documents by how well they answer a query, the best first; `index` is the place in the list that was given. A list that is
   * longer than a TEI takes at once is split, and ranked as one. Rejects with UnsupportedError where the server ranks nothing.
   */
  create(body: RerankCreateParams, options?: CallOptions): APIPromise<RerankResponse>;
}

/** How an embedding call may be made besides. */
export interface EmbeddingCallOptions extends CallOptions {
  /** `"float32array"`: vectors are `Float32Array`, for half of the memory and none of the parsing where the server sends base64. */
  vectors?: 'float32array' | undefined;
}

/**
 * Takes the body of a request; `encoding_format: "base64"` makes vectors base64 of little-endian float32, and the option `vectors:
 * "float32array"` makes them typed.
 */
export interface CreateEmbedding<Params> {
  /** Embeds a text or a list of texts, which is split as the server allows, as typed vectors. */
  (
    body: Params,
    options: EmbeddingCallOptions & { vectors: 'float32array' },
  ): APIPromise<EmbeddingResult<Float32Array>>;
  /** Embeds a text or a list of texts, which is split as the server allows: `data[i].embedding` is the vector of the i-th. */
  (
    body: Params & { encoding_format?: 'float' | null | undefined },
    options?: CallOptions,
  ): APIPromise<EmbeddingResult<number[]>>;
  /** Embeds a text or a list of texts; each vector is base64 of little-endian float32. */
  (body: Params & { encoding_format: 'base64' }, options?: CallOptions): APIPromise<EmbeddingResult<string>>;
  /** Embeds a text or a list of texts; vectors are lists of numbers or base64, as `encoding_format` says. */
  (body: Params, options?: CallOptions): APIPromise<CreateEmbeddingResponse>;
}
