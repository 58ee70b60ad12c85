/** What a gateway tells of its requests: to a log, at each one's end; to metrics, also at its beginning. */
import { EasyLLMError } from '../../base/errors.ts';
import type { Outcome } from '../handled-request.ts';

/** One request, at its end. */
export interface AccessEntry {
  /** The caller's `x-request-id`, or a new one. */
  requestId: string;
  method: string;
  /** Without the query. */
  path: string;
  /** `chat`, `complete`, `embed`, `models`, `model`, `health`; undefined for what was refused before, or is no route. */
  operation: string | undefined;
  /** As the caller named it. */
  model: string | undefined;
  /** Of the answer; of a stream, the one it began with. */
  status: number;
  /** The class of what failed, also in a stream that began with 200. */
  error: string | undefined;
  /** Its code, such as `ECONNREFUSED` or `overloaded`: callers are told less where the server behind cannot be reached. */
  errorCode: string | undefined;
  /** The caller left before the end. */
  isCancelled: boolean;
  /** From the request to the last byte of its answer. */
  durationMs: number;
  /** From the request to the first chunk of a stream. */
  firstTokenMs: number | undefined;
  /** As far as the server behind counts them, and tells. */
  promptTokens: number | undefined;
  /** As `promptTokens`; undefined for embeddings too. */
  completionTokens: number | undefined;
}

/** Counts requests: `end` comes once for each `start`. */
export interface GatewayMetrics {
  /** A request has come. */
  start(): void;
  /** Its answer has ended. */
  end(entry: AccessEntry): void;
}

interface Sinks {
  metrics: GatewayMetrics | undefined;
  accessLog: ((entry: AccessEntry) => void) | undefined;
}

/** One request from its beginning to its end. */
export class AccessRecord {
  /** The handler has it, and will tell its end. */
  isHandled = false;
  readonly #request: Pick<AccessEntry, 'requestId' | 'method' | 'path'>;
  readonly #sinks: Sinks;
  readonly #start = performance.now();
  #afterwards: (() => void)[] = [];

  constructor(request: Pick<AccessEntry, 'requestId' | 'method' | 'path'>, sinks: Sinks) {
    this.#request = request;
    this.#sinks = sinks;
    sinks.metrics?.start();
  }

  onEnd(run: () => void): void {
    this.#afterwards.push(run);
  }

  end(outcome: Outcome): void {
    for (const run of this.#afterwards) run();
    const entry = this.#toEntry(outcome);
    this.#sinks.metrics?.end(entry);
    this.#sinks.accessLog?.(entry);
  }

  #toEntry({ operation, model, status, error, isCancelled = false, firstTokenMs, usage }: Outcome): AccessEntry {
    return {
      ...this.#request,
      operation,
      model,
      status,
      error: error === undefined ? undefined : nameOf(error),
      errorCode: EasyLLMError.isInstance(error) ? (error.code ?? undefined) : undefined,
      isCancelled,
      durationMs: performance.now() - this.#start,
      firstTokenMs,
      promptTokens: usage?.prompt_tokens,
      completionTokens:
        usage !== null && usage !== undefined && 'completion_tokens' in usage ? usage.completion_tokens : undefined,
    };
  }
}

function nameOf(error: unknown): string {
  return EasyLLMError.isInstance(error) ? error.name : 'Error';
}
