/**
 * The surface of Python's EasyLLM: `huggingface.ChatCompletion / Completion / Embedding.create(…)`, with its names, defaults and
 * settings. Underneath are the same operations as in `EasyLLM`.
 */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  Completion,
  CompletionRequest,
  EmbeddingRequest,
} from '../../generated/openai.ts';
import { expectOptions } from '../base/check.ts';
import { toCreate, toCreateEmbedding } from './easyllm.ts';
import type { ClientOperations, SurfaceOptions } from './operations.ts';
import { createOperations } from './operations.ts';
import type { ApiKey } from './config/config.ts';
import { BadRequestError, ConfigurationError } from '../base/errors.ts';
import { cutName, didYouMean } from '../base/spelling.ts';
import type { CallOptions, Create, CreateEmbedding, PromptBuilderOption } from './options.ts';

/** EasyLLM's own: its penalty is TGI's `repetition_penalty`. */
interface EasyLLMParams {
  /** Repetition penalty: above 1 repeats less, 1 (the default) is off. Unlike OpenAI's of this name it multiplies. */
  frequency_penalty?: number | null | undefined;
  /** Logs this call at level debug. */
  debug?: boolean | null | undefined;
}

/** The body of `huggingface.ChatCompletion.create`. */
export type HuggingFaceChatParams = Omit<ChatCompletionRequest, keyof EasyLLMParams> & EasyLLMParams;
/** The body of `huggingface.Completion.create`. */
export type HuggingFaceCompletionParams = Omit<CompletionRequest, keyof EasyLLMParams> & EasyLLMParams;

/** The body of `huggingface.Embedding.create`. `text` is the name that EasyLLM's documentation uses in its example for `input`. */
export type HuggingFaceEmbeddingParams =
  EmbeddingRequest | (Omit<EmbeddingRequest, 'input'> & { text: EmbeddingRequest['input']; input?: undefined });

/** The defaults of EasyLLM (its client's documentation, "Supported parameters"). Its frequency penalty of 1 is off. */
const DEFAULTS = { temperature: 0.9, top_p: 0.6, max_tokens: 1024, n: 1 } as const;

/** Those that a server's `/v1` does not know: as defaults they are left out there, while a caller's own are refused. */
const NATIVE_DEFAULTS = { top_k: 10 } as const;

/** Settings may be assigned at any time; each call reads them anew. The environment is read at the first call. */
export class HuggingFace {
  /** Default: EASYLLM_API_BASE, HUGGINGFACE_API_BASE, else Hugging Face's router. */
  apiBase: string | undefined;
  /** Default: HUGGINGFACE_PROMPT, else none. Chats and completions are both built with it. */
  promptBuilder: PromptBuilderOption | undefined;
  /** Stop sequences of every call, before the builder's and the call's own. */
  stopSequences: string[] = [];
  /** The seed of calls that give none; null lets the server choose. */
  seed: number | string | null = 42;

  #apiKey: ApiKey | undefined;
  #connection: { apiKey: ApiKey | undefined; apiBase: string | undefined; connected: ClientOperations } | undefined;

  /** Default: EASYLLM_API_KEY, HUGGINGFACE_TOKEN, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the login's token file; null sends none. Printing this object hides it. */
  get apiKey(): ApiKey | undefined {
    return this.#apiKey;
  }

  /** Holds from the next call on. */
  set apiKey(apiKey: ApiKey | undefined) {
    this.#apiKey = apiKey;
  }

  /** Chat with any model that has a prompt builder. */
  readonly ChatCompletion: { create: Create<HuggingFaceChatParams, ChatCompletion, ChatCompletionChunk> } = {
    create: toCreate((body: HuggingFaceChatParams, options) =>
      this.#connect().chat(toBody(body, this.seed), this.#toOptions(options, body)),
    ),
  };

  /** Text completion. With a prompt builder set, it builds the prompt of each text. */
  readonly Completion: { create: Create<HuggingFaceCompletionParams, Completion, Completion> } = {
    create: toCreate(async (body: HuggingFaceCompletionParams, options) => {
      const connected = this.#connect();
      const called = this.#toOptions(options, body);
      const promptBuilder = await connected.readBuilder(called);
      return connected.complete(toBody(body, this.seed), { ...called, promptBuilder });
    }),
  };

  /** Embeddings of a text or a list of texts. */
  readonly Embedding: { create: CreateEmbedding<HuggingFaceEmbeddingParams> } = {
    create: toCreateEmbedding((body, options) => this.#connect().embed(toEmbeddingBody(body), options)),
  };

  /** One connection for as long as its settings stay, so that what it has learned of a server is kept. */
  #connect(): ClientOperations {
    const { apiKey, apiBase } = this;
    if (this.#connection === undefined || this.#connection.apiKey !== apiKey || this.#connection.apiBase !== apiBase) {
      this.#connection = { apiKey, apiBase, connected: createOperations({ apiKey, apiBase }) };
    }
    return this.#connection.connected;
  }

  #toOptions(options: CallOptions, body: EasyLLMParams): CallOptions & SurfaceOptions {
    expectOptions(options, 'The options of the call');
    return {
      ...options,
      nativeDefaults: NATIVE_DEFAULTS,
      debug: options.debug ?? body?.debug ?? undefined,
      promptBuilder: options.promptBuilder ?? this.promptBuilder,
      stopSequences: options.stopSequences ?? this.stopSequences,
    };
  }
}

/** EasyLLM's ready-made client: assign settings, call `create`. Python's `api_base` is a ConfigurationError here that names `apiBase`. */
export const huggingface = refuseOtherNames(new HuggingFace());

/** A misspelled setting would have no effect. Values are read of the client itself: a proxy has none of its private parts. */
function refuseOtherNames(client: HuggingFace): HuggingFace {
  return new Proxy(Object.preventExtensions(client), {
    get: (target, name) => Reflect.get(target, name),
    set(target, name, value) {
      if (name in target) return Reflect.set(target, name, value);
      throw toUnknownSetting(String(name));
    },
    defineProperty(target, name, property) {
      if (name in target) return Reflect.defineProperty(target, name, property);
      throw toUnknownSetting(String(name));
    },
  });
}

const SETTINGS = [
  'apiKey',
  'apiBase',
  'promptBuilder',
  'stopSequences',
  'seed',
] as const satisfies (keyof HuggingFace)[];

function toUnknownSetting(name: string): ConfigurationError {
  const shown = cutName(name);
  const hint = didYouMean(name, SETTINGS);
  return new ConfigurationError(
    `\`${shown}\` is no setting of \`huggingface\`.${hint} Known are ${SETTINGS.join(', ')}.`,
    { param: shown },
  );
}

/** The body with EasyLLM's defaults, in the names the operations know. What is no object is left to their validation. */
function toBody(body: unknown, seed: number | string | null): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { frequency_penalty, debug: _, ...given } = withoutAbsent(body);
  const { max_tokens, ...defaults } = DEFAULTS;
  const limit = 'max_completion_tokens' in given ? {} : { max_tokens };
  const penalty = toRepetitionPenalty(frequency_penalty, given['repetition_penalty']);
  return { ...defaults, ...limit, seed, ...given, repetition_penalty: penalty };
}

function toRepetitionPenalty(frequency: unknown, repetition: unknown): unknown {
  if (frequency === undefined) return repetition;
  const refusal = (reason: string) =>
    new BadRequestError(`\`frequency_penalty\` is TGI’s repetition penalty here: ${reason}`, {
      param: 'frequency_penalty',
    });
  if (typeof frequency !== 'number' || !(frequency > 0)) throw refusal('expected a number above 0; 1 is off.');
  if (repetition !== undefined && repetition !== frequency) throw refusal('pass it or `repetition_penalty`, not both.');
  return frequency;
}

function toEmbeddingBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { text, ...given } = withoutAbsent(body);
  if (text === undefined) return given;
  if (given['input'] === undefined) return { ...given, input: text };
  throw new BadRequestError('`text` and `input` name the same. Pass one of them.', { param: 'text' });
}

/** Without what is undefined or null, which both mean the default. */
function withoutAbsent(body: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== null));
}
