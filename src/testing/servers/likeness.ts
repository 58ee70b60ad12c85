/** What is known of a server that is played: its routes, its habits, what it refuses, how it fails. Each names what it follows. */
import type { JsonObject } from '../../base/check.ts';

/** The servers that can be played; `openai` is any other in OpenAI's shape. */
export type ServerName = 'tgi' | 'tei' | 'vllm' | 'llamacpp' | 'ollama' | 'sglang' | 'openai';

/** Something that a server does, and the recording or the source that shows it. */
export interface Fact<Value> {
  readonly is: Value;
  readonly follows: string;
}

export interface Likeness {
  /** The version that it is as. */
  readonly version: string;
  /** The model that it serves; undefined for whichever is asked for. */
  readonly model: string | undefined;
  /** The number of tokens, here of words, that its model reads. */
  readonly contextLength: number;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly routes: readonly ServerRoute[];
  /** The answer of every other route. */
  readonly unknownRoute: Fact<FixedAnswer>;
  readonly errorBody: Fact<ErrorBody>;
  readonly refusals: readonly ServerRefusal[];
  readonly faults: Readonly<Partial<Record<FaultName, Fact<FixedAnswer>>>>;
  /** The answer of a known path that is asked with another method. Default: that of an unknown route. */
  readonly wrongMethod?: Fact<FixedAnswer>;
  /** How it generates; absent for a server that generates nothing. TGI writes in shapes of its own. */
  readonly text?: TextHabits;
  readonly tgi?: ModelHabits;
  /** Absent for a server that embeds nothing. */
  readonly embedding?: EmbeddingHabits;
}

/** What can befall a server. */
export type FaultName = 'loading' | 'unauthorized' | 'tooLong' | 'overloaded' | 'failed';

export interface FixedAnswer {
  readonly status: number;
  /** JSON, or a text as it is; absent for an empty body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route does: `text` of the server's own, or one of those that all have. */
export type RouteKind = 'chat' | 'completion' | 'native' | 'embedding' | 'native embedding' | 'rerank';

export type ServerRoute = {
  readonly method: 'GET' | 'POST';
  /** The end of the paths that it answers. */
  readonly path: string;
  readonly follows: string;
} & ({ readonly does: RouteKind } | { readonly answer: (asked: Asked, likeness: Likeness) => FixedAnswer });

/** A request as a route reads it. */
export interface Asked {
  /** The path without its query. */
  readonly path: string;
  readonly body: JsonObject;
  readonly isStreaming: boolean;
}

export interface ServerRefusal {
  readonly of: RouteKind;
  readonly when: (body: JsonObject, likeness: Likeness) => boolean;
  /** `dies`: its process ends, and the connection with it. */
  readonly answer: (body: JsonObject, likeness: Likeness) => FixedAnswer | RefusedError | 'dies';
  readonly follows: string;
}

/** A refusal in the server's words, which a stream may tell by an event. */
export interface RefusedError {
  readonly error: string;
  readonly error_type: string;
}

/** An error in a script's words. */
export interface ScriptedError {
  readonly message: string;
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
}

/** How an error is written, whole and as an event. */
export interface ErrorBody {
  readonly whole: (failure: ScriptedError, path: string) => unknown;
  readonly event: (failure: ScriptedError, path: string) => unknown;
}

/** What a server lets its model do. */
export interface ModelHabits {
  /** The names of the limit of tokens that have an effect. */
  readonly limits: Fact<readonly string[]>;
  /** The JSON Schema that an answer fits, of a body of chat and of completions; undefined for any text. */
  readonly schema: Fact<{
    readonly chat: (body: JsonObject) => unknown;
    readonly completion: (body: JsonObject) => unknown;
  }>;
  /**
   * The finish reason of a call that `tool_choice` names or requires; or that it has no effect, or none where it is an object.
   */
  readonly toolChoice: Fact<'ignored' | 'stop' | 'tool_calls' | 'names ignored'>;
  /** The start of the ids of calls. */
  readonly callIds: Fact<string>;
}

/** How a server writes text on `/v1`. All are answered for each server, so that no difference is forgotten. */
export interface TextHabits extends ModelHabits {
  /** The start of the answers' ids, on chat and on completions. */
  readonly ids: Fact<readonly [string, string]>;
  readonly fingerprint: Fact<string | undefined>;
  /** The first chunk of a chat: `role` alone with this content, or none of its own, and the role in every chunk. */
  readonly firstChunk: Fact<'empty' | 'null' | 'none'>;
  /** Members that every delta has besides. */
  readonly delta: Fact<JsonObject>;
  /** Members of every choice of a chunk, and of a whole answer. */
  readonly choice: Fact<{ readonly chunk: JsonObject; readonly whole: JsonObject }>;
  /** Members of the last choice: what ended it, given the text of a stop sequence. */
  readonly ending: Fact<(stop: string | null) => JsonObject>;
  /** Members of a whole answer, and of the last chunk. */
  readonly answer: Fact<{ readonly whole: JsonObject; readonly last: JsonObject }>;
  /** Members of a whole message. */
  readonly message: Fact<JsonObject>;
  /** In streams of completions: a chunk of its own, part of the last choice, or zeros in every chunk before its own. */
  readonly completionUsage: Fact<'own chunk' | 'last choice' | 'zeros'>;
  readonly usageDetails: Fact<JsonObject>;
  /** Whether every chunk has the usage so far, where `continuous_usage_stats` asks for it. */
  readonly continuousUsage: Fact<boolean>;
  readonly reasoning: Fact<'reasoning' | 'reasoning_content'>;
  readonly choices: Fact<'as asked' | 'one'>;
  readonly echo: Fact<boolean>;
  readonly logprobs: Fact<{ readonly chat: boolean; readonly completion: false | 'lists' | 'as chat' }>;
  /** Whether the connection is closed after a stream, without saying so. */
  readonly closesAfterStream: Fact<boolean>;
}

export interface EmbeddingHabits {
  /** The header of the number of tokens, on a server whose `/v1` cuts texts in silence. */
  readonly tokensHeader?: Fact<string>;
  readonly dimensions: Fact<'as asked' | 'ignored'>;
  readonly base64: Fact<boolean>;
  /** Members of the answer, besides those of OpenAI's. */
  readonly answer: Fact<JsonObject>;
  readonly usageDetails: Fact<JsonObject>;
}
