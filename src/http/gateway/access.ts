/** What a gateway reports about each request: to metrics at the beginning and the end, to a log at the end. */
import { ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import type { Outcome, Target } from '../handled-request.ts';
import { toLogged } from './logged-message.ts';

/** Who asked for what. */
export interface AskedRequest {
  /** `chat`, `complete`, `embed`, `respond`, `models`, `model` or `health`; undefined where no route was reached. */
  operation: string | undefined;
  /** The name of the caller's key; undefined where there are no keys, or a wrong one was sent. */
  key: string | undefined;
  /** The model that the caller named, else the one that was asked for it. */
  model: string | undefined;
  /** The origin of the server that was asked. */
  upstream: string | undefined;
  /** Which of the servers of a model it is, by its name; undefined where models have no servers of their own. */
  replica?: string | undefined;
}

/** What a log line says about one request, once its response has ended. */
export interface AccessEntry extends AskedRequest {
  /** The caller's `x-request-id`, or a new one. */
  requestId: string;
  method: string;
  /** The path of the request, without its query. */
  path: string;
  /** How many requests that server was sent, retries included; undefined where none was. */
  attempts: number | undefined;
  /** How many of them were sent because one before had failed. */
  retries: number;
  /** The status of the response; a stream keeps the one it began with. */
  status: number;
  /** The name of the error's class, also where a stream failed after 200. */
  error: string | undefined;
  /** The error's code, such as `ECONNREFUSED` or `overloaded`. A caller's response says less about the server behind. */
  errorCode: string | undefined;
  /** What failed, in words, as the log may have it: without keys and tokens, and cut. */
  errorMessage: string | undefined;
  /** The caller left before the end. */
  isCancelled: boolean;
  /** Milliseconds from the request to the last byte of the response. */
  durationMs: number;
  /** Milliseconds from the request to the first chunk of a stream. */
  firstTokenMs: number | undefined;
  /** Milliseconds that the request waited at the server for its turn; undefined where the server does not say. */
  queueMs: number | undefined;
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
  /** Between two parts of a stream so many milliseconds have passed. */
  gap?(ms: number, asked: AskedRequest): void;
}

/** Where requests are reported to. */
export interface Sinks {
  start(this: void): void;
  end(this: void, entry: AccessEntry): void;
  accessLog(this: void, entry: AccessEntry): void;
  /** Undefined where nobody wants to know. */
  gap: ((ms: number, asked: AskedRequest) => void) | undefined;
}

/** The sinks of a program, such that their failures change nothing; the first of each is reported. */
export function guardSinks(
  {
    metrics,
    accessLog,
  }: { metrics?: GatewayMetrics | undefined; accessLog?: ((entry: AccessEntry) => void) | undefined },
  onFailure: (error: unknown) => void,
): Sinks {
  const guard = <Input extends unknown[]>(setting: string, sink: (...input: Input) => unknown) =>
    guardSink(sink, (cause) =>
      onFailure(
        new ConfigurationError(
          `The function in \`${setting}\` failed; what it threw is the \`cause\` of this error. Later failures of it are not reported.`,
          { param: setting, cause },
        ),
      ),
    );
  return {
    start: guard('metrics.start', () => metrics?.start()),
    end: guard('metrics.end', (entry: AccessEntry) => metrics?.end(entry)),
    gap:
      metrics?.gap === undefined
        ? undefined
        : guard('metrics.gap', (ms: number, asked: AskedRequest) => metrics.gap?.(ms, asked)),
    accessLog: guard('accessLog', (entry: AccessEntry) => accessLog?.(entry)),
  };
}

/** As much of a path as a log repeats. */
const MAX_PATH_LENGTH = 512;

/** One request from its beginning to its end. */
export class AccessRecord {
  /** The handler has the request, and will report its end. */
  isHandled = false;
  /** The name of the caller's key. */
  key: string | undefined;
  /** Where the request went. */
  target: Target | undefined;
  /** What became of a request that the handler never had. */
  outcome: Partial<Outcome> = {};
  readonly #request: Pick<AccessEntry, 'requestId' | 'method' | 'path'>;
  readonly #sinks: Sinks;
  readonly #start = performance.now();
  #afterwards: ((outcome: Outcome) => void)[] = [];

  constructor(request: Pick<AccessEntry, 'requestId' | 'method' | 'path'>, sinks: Sinks) {
    this.#request = { ...request, path: request.path.slice(0, MAX_PATH_LENGTH) };
    this.#sinks = sinks;
    sinks.start();
  }

  /** Of a request that reaches no handler, such as one without a key. */
  endUnhandled(status: number): void {
    if (!this.isHandled) this.end({ operation: undefined, model: undefined, status, ...this.outcome });
  }

  onEnd(run: (outcome: Outcome) => void): void {
    this.#afterwards.push(run);
  }

  end(outcome: Outcome): void {
    for (const run of this.#afterwards) run(outcome);
    const entry = this.#toEntry(outcome);
    this.#sinks.end(entry);
    this.#sinks.accessLog(entry);
  }

  /** What is to be called between two parts of a stream. */
  onGap(operation: string): ((ms: number) => void) | undefined {
    const { gap } = this.#sinks;
    if (gap === undefined) return undefined;
    let asked: AskedRequest | undefined;
    return (ms) =>
      gap(
        ms,
        (asked ??= {
          operation,
          key: this.key,
          model: this.target?.model,
          upstream: this.target?.upstream,
          replica: this.target?.replica,
        }),
      );
  }

  #toEntry(outcome: Outcome): AccessEntry {
    const { operation, model, status, error, isCancelled = false, firstTokenMs, queueMs, usage } = outcome;
    // An error has counted them by itself.
    const before = this.target?.attempts ?? 0;
    const { requestId, method, path } = this.#request;
    return {
      requestId,
      method,
      path,
      operation,
      key: this.key,
      model: model ?? this.target?.model,
      upstream: this.target?.upstream,
      replica: this.target?.replica,
      retries:
        outcome.retries === undefined
          ? EasyLLMError.isInstance(error)
            ? Math.max(0, error.attempts - 1)
            : 0
          : outcome.retries + before,
      attempts:
        outcome.attempts === undefined
          ? EasyLLMError.isInstance(error) && error.attempts > 0
            ? error.attempts
            : undefined
          : outcome.attempts + before,
      status,
      error: error === undefined ? undefined : nameOf(error),
      errorCode: EasyLLMError.isInstance(error) ? (error.code ?? undefined) : undefined,
      errorMessage: error === undefined ? undefined : toLogged(error),
      isCancelled,
      durationMs: performance.now() - this.#start,
      firstTokenMs,
      queueMs,
      promptTokens: usage?.prompt_tokens,
      completionTokens:
        usage !== null && usage !== undefined && 'completion_tokens' in usage ? usage.completion_tokens : undefined,
    };
  }
}

function nameOf(error: unknown): string {
  return EasyLLMError.isInstance(error) ? error.name : 'Error';
}
