/** What subscribers of the tracing channels are told. */
import type { Dialect } from '../bridge/dialect.ts';
import type { Received } from '../facade/api-promise.ts';
import type { ServerContext } from '../operations/server-context.ts';
import type { CallOptions } from './options.ts';

/** What a call asks for, as the names of the tracing channels have it. */
export type CallName = 'chat' | 'completion' | 'embedding' | 'response' | 'rerank';

/** What is traced: any operation with a body. */
export type Operation = (body: unknown, call: CallOptions) => Promise<Received<unknown>>;

/** What is known of the server of a call. */
export type TracedContext = Pick<ServerContext, 'apiBase' | 'dialect' | 'found'>;

/** Token counts, as far as the server tells. */
export interface TracedUsage {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** Of the input, those that were read from a cache. */
  cachedInputTokens?: number | undefined;
  /** Of the output, those of reasoning. */
  reasoningTokens?: number | undefined;
}

/**
 * What the channels `easyllm:chat`, `completion`, `embedding`, `response` and `rerank` tell of a call: at `start` what is asked, at
 * `asyncEnd` (of a stream its end) all of it. One object from the beginning to the end of a call: subscribers may keep state by it.
 */
export interface TracedCall {
  readonly operation: CallName;
  /** The server's address, which holds no user and no query. */
  readonly address: string;
  /** The body as it was given: it holds what the model is asked. */
  readonly body: unknown;
  readonly model: string | undefined;
  readonly isStreaming: boolean;
  /** The caller's trace context, where it gave one as headers of the call (a gateway hands on those of its callers). */
  readonly parent: Readonly<Record<string, string>>;
  /** Which server it is, as far as that is known by then. */
  server: Dialect | 'tei' | undefined;
  /** A subscriber of `start` may put a function here, within which the call runs. */
  around?: (<Result>(run: () => Result) => Result) | undefined;
  /** A subscriber of `start` may put a function here, which is called with each chunk or event of a stream. */
  onChunk?: ((chunk: unknown) => void) | undefined;
  /** The answer: whole, or the stream. */
  result?: unknown;
  /** The answer's id. */
  id?: string | undefined;
  /** The model that answered. */
  answeredBy?: string | undefined;
  finishReasons: string[];
  usage: TracedUsage;
  /** From the call to the first chunk of its stream. */
  firstChunkMs?: number | undefined;
  durationMs?: number | undefined;
  /** How many requests were sent for it. */
  attempts?: number | undefined;
  /** Milliseconds, as the server says them of its work: `queue`, `inference`, … */
  timings: Record<string, number>;
  error?: unknown;
  /** The reader left the stream before its end. */
  isCancelled?: boolean | undefined;
}

/** What the channel `easyllm:attempt` tells of one request: at `asyncEnd`, with its headers or the first event of a stream. */
export interface TracedAttempt {
  readonly method: string;
  /** Without a query. */
  readonly url: string;
  /** From 1. */
  readonly attempt: number;
  /** What a subscriber of `start` puts here is sent besides, such as `traceparent`. Names in lower case. */
  readonly headers: Record<string, string>;
  status?: number | undefined;
  durationMs?: number | undefined;
  error?: unknown;
}
