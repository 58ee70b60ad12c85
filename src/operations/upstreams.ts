/** What operations run on, and what one call of them is. */
import type { AnySignal } from '../abort.ts';
import type { BackendOption, Dialect } from '../bridge/backend.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { CallSettings, Connection } from '../upstream/call.ts';
import type { Tgi } from '../upstream/tgi.ts';

/** What operations run on. */
export interface Upstreams {
  apiBase: string;
  connection: Connection;
  tgi: Tgi;
  /** `"server"`: token ids in embedding requests are the model's own. */
  tokenIds: 'server' | undefined;
  /** How many inputs the embedding server takes at once; asked for once. */
  readBatchSize(settings: CallSettings & { signal: AnySignal }): Promise<number>;
  /** Which words the `/v1` of the server takes; asked for once. */
  readDialect(settings: CallSettings & { signal: AnySignal }): Promise<Dialect>;
  /** Whether the server was found to have no chat template. */
  lacksTemplate: boolean;
  /** Warns, once, that chats are built with the base prompt. */
  warnOfBasePrompt(): void;
}

/** One call, its settings resolved. */
export interface Call extends CallSettings {
  backend?: BackendOption | undefined;
  /** Without one, a chat is left to the server's own template, and a completion's prompt is sent as it is. */
  promptBuilder?: PromptBuilder | undefined;
  /** Sent before the builder's and the call's own. */
  stopSequences?: readonly string[] | undefined;
  /** What a surface sends where the body says nothing and the native API is asked, which alone knows such fields. */
  nativeDefaults?: Readonly<Record<string, unknown>> | undefined;
}
