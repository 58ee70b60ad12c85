/** What operations run on, and what one call of them is. */
import type { BackendOption } from '../bridge/backend.ts';
import type { Dialect, TextCut } from '../bridge/dialect.ts';
import type { PassUnknown } from '../facade/passing.ts';
import type { Recognised } from '../bridge/v1/recognition.ts';
import type { ResponseStore } from '../facade/response-store.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import type { Places } from '../net/places.ts';
import type { Tgi } from '../servers/tgi.ts';

/** What operations run on. */
export interface ServerContext {
  apiBase: string;
  connection: Connection;
  tgi: Tgi;
  /** `"server"`: token ids in embedding requests are the model's own. */
  tokenIds: 'server' | undefined;
  /** How many texts to embed it takes at once, as the caller says: nothing is asked. */
  embeddingBatchSize?: number | undefined;
  /** As the caller says: nothing is asked. */
  dialect?: Dialect | undefined;
  /** What calls have found out of the server, for those after them. */
  found: {
    /** How many inputs it takes at once. */
    batchSize?: number;
    /** How it cuts texts to embed on its `/v1`; null where it does not. */
    cut?: TextCut | null;
    /** What the one server of the address calls its model, where it was asked for something and said so. */
    servedModel?: string;
    /** Which servers there are, by the address of their models. */
    servers: Map<string, RecognisedServer>;
    /** The models whose server refused a list of prompts, and took one. */
    takesOnePrompt?: Set<string>;
    /** Whether it has no chat template. */
    lacksTemplate: boolean;
    /** How many requests it has open at once before it answers 429, where it was asked. */
    maxRequests?: number;
    /** The places of requests, and of inputs to embed, shared by the calls that make several requests. */
    places?: { requests: Places; inputs: Places };
  };
  /** Warns, once, that chats are built with the base prompt. */
  warnOfBasePrompt(): void;
  /** Warns, once in the same words. */
  warnOnce(words: string): void;
  /** Warns, once, that the server gives no logprobs. */
  warnOfNoLogprobs(): void;
  /** Warns, once, that the server gives no usage in its streams. */
  warnOfNoUsage(): void;
}

/** What a server said of itself. */
export interface RecognisedServer extends Recognised {
  dialect: Dialect;
  /** It has a list of models, as OpenAI-shaped servers do, and is no TGI: what its root lacks is at `/v1`. */
  isOpenAIShaped: boolean;
  /** TGI's, where it says so. */
  version?: string | undefined;
  isTei?: boolean | undefined;
}

/** What only calls for responses have. */
export interface ResponseCall {
  /** Where responses are kept. Default: nowhere. */
  store?: ResponseStore | undefined;
  /** Whose they are: others do not find them. Default: the program's. */
  owner?: string | undefined;
  /** `"refuse"`: hosted tools are an error. Default: they are left out where a tool remains. */
  hostedTools?: 'ignore' | 'refuse' | undefined;
  /** Members of the chat that a request has no word for, where the operator sets them. */
  chatDefaults?: Readonly<Record<string, unknown>> | undefined;
  /** Called with the types of hosted tools that are left out, before anything is sent. */
  onIgnored?: ((types: readonly string[]) => void) | undefined;
  /** The model's name for who asks for the response again. Default: as the server calls it. */
  toModel?: ((answered: string) => string) | undefined;
}

/** One call, its settings resolved. */
export interface Call extends CallSettings {
  /** Which server answers this call. */
  dialect?: Dialect | undefined;
  backend?: BackendOption | undefined;
  /** What goes to OpenAI-shaped servers though our spec does not name it as OpenAI's or TGI's. Default: all that `isOverHttp` allows. */
  passUnknown?: PassUnknown | undefined;
  /** The body came over HTTP, from a caller who has no options: some fields are for the operator alone. Default: false. */
  isOverHttp?: boolean | undefined;
  /** Without one, a chat is left to the server's own template, and a completion's prompt is sent as it is. */
  promptBuilder?: PromptBuilder | undefined;
  /** Sent before the builder's and the call's own. */
  stopSequences?: readonly string[] | undefined;
  /** What a surface sends where the body says nothing and the native API is asked, which alone knows such fields. */
  nativeDefaults?: Readonly<Record<string, unknown>> | undefined;
}
