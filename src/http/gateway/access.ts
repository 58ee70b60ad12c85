/** What a gateway reports about each request: to metrics at the beginning and the end, to a log at the end. */
import { EasyLLMError } from '../../base/errors.ts';
import type { Outcome } from '../handled-request.ts';

/** What a log line says about one request, once its response has ended. */
export interface AccessEntry {
  /** The caller's `x-request-id`, or a new one. */
  requestId: string;
  method: string;
  /** The path of the request, without its query. */
  path: string;
  /** `chat`, `complete`, `embed`, `models`, `model` or `health`; undefined where no route was reached. */
  operation: string | undefined;
  /** The model that the caller named. */
  model: string | undefined;
  /** The status of the response; a stream keeps the one it began with. */
  status: number;
  /** The name of the error's class, also where a stream failed after 200. */
  error: string | undefined;
  /** The error's code, such as `ECONNREFUSED` or `overloaded`. A caller's response says less about the server behind. */
  errorCode: string | undefined;
  /** The caller left before the end. */
  isCancelled: boolean;
  /** Milliseconds from the request to the last byte of the response. */
  durationMs: number;
  /** Milliseconds from the request to the first chunk of a stream. */
  firstTokenMs: number | undefined;
  /** The prompt's tokens; undefined where the server behind gives no count. */
  promptTokens: number | undefined;
  /** The generated tokens; undefined where the server behind gives no count, and for embeddings. */
  completionTokens: number | undefined;
}

/** Counts requests: `end` comes once for each `start`. */
export interface GatewayMetrics {
  /** A request has come. */
  start(): void;
  /** The response has ended. */
  end(entry: AccessEntry): void;
}

interface Sinks {
  metrics: GatewayMetrics | undefined;
  accessLog: ((entry: AccessEntry) => void) | undefined;
}

/** One request from its beginning to its end. */
export class AccessRecord {
  /** The handler has the request, and will report its end. */
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
