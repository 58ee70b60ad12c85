/** One request to the handler and its answer. */
import type { CompletionUsage, EmbeddingUsage, RerankUsage } from '../../generated/openai.ts';
import { Abort, onAbort } from '../base/abort.ts';
import type { ResponseHead } from '../facade/api-promise.ts';
import type { Places } from '../net/places.ts';
import type { ResponseCall } from '../operations/server-context.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import type { Audience } from './responses.ts';
import { toErrorBody, toHttpError, toPlainError, toPlainJson } from './responses.ts';
import { toAdvice } from './routes.ts';
import type { BodyOperation, FileOperation, KeptOperation, ReadOperation } from './routes.ts';

/** What became of one request, told when the last byte of its answer was handed over. */
export interface Outcome {
  operation: BodyOperation | ReadOperation['name'] | KeptOperation['name'] | FileOperation | undefined;
  model: string | undefined;
  status: number;
  /** What failed, also in a stream that began with 200. */
  error?: unknown;
  /** The reader left before the end. */
  isCancelled?: boolean;
  /** From the request to the first chunk of a stream. */
  firstTokenMs?: number | undefined;
  usage?: CompletionUsage | EmbeddingUsage | RerankUsage | null | undefined;
  /** How many chunks of a stream held something that the model wrote: about as many tokens. */
  chunks?: number | undefined;
  /** The requests that were sent to the server behind, retries included. */
  attempts?: number | undefined;
  /** How many of them were sent because one before had failed. */
  retries?: number | undefined;
  /** Milliseconds that the request waited at the server behind for its turn, where it says so. */
  queueMs?: number | undefined;
}

/** What answers a request. */
export interface Target {
  /** The model, by the name that callers use. */
  model: string | undefined;
  /** The origin of the server behind. */
  upstream: string;
  /** Which of the servers of a model it is, by a name that callers may know. */
  replica?: string | undefined;
  /** Requests that were sent to others before. */
  attempts?: number | undefined;
}

export interface RequestContext {
  requestId?: string | undefined;
  onEnd?: ((outcome: Outcome) => void) | undefined;
  /** Of whoever admitted the request, which holds one of them. */
  hostPlaces?: Places | undefined;
  /** The body, where it was read before. */
  body?: string | undefined;
  /** Closes the caller's connection, where the runtime lets us. */
  destroy?: (() => void) | undefined;
  /** Is told where the request goes. */
  onTarget?: ((target: Target) => void) | undefined;
  /** Is told how long it took between one part of a stream and the next, in milliseconds. */
  onGap?: ((ms: number) => void) | undefined;
}

export interface OperationOptions {
  /** Ends the call: its caller has left. */
  abort: Abort;
  headers: Record<string, string>;
  hostPlaces?: Places | undefined;
  responses?: ResponseOptions | undefined;
  /** Is told where the request goes. */
  onTarget?: ((target: Target) => void) | undefined;
  /** Is told the name of the server that answered. */
  onServed?: ((name: string) => void) | undefined;
  /** Calls a function when the last byte of the response was handed over, or none is to come. */
  onEnd?: ((run: (outcome: Outcome) => void) => void) | undefined;
  /** A header of the request, for what is chosen by it. */
  readHeader?: ((name: string) => string | null) | undefined;
  isOverHttp: true;
}

/** What a call for a response is told besides. */
export type ResponseOptions = Omit<ResponseCall, 'store' | 'hostedTools'>;

/** The only headers of a caller that go upstream. Authorization, cookies and all else stop here. */
const FORWARDED_HEADERS = ['traceparent', 'tracestate', 'x-request-id'] as const;

/** What an upstream tells of its work (TGI router, server.rs; TEI router, http/server.rs). */
const TIMING_HEADER =
  /^x-(compute-(type|time|characters|tokens)|(total|validation|tokenization|queue|inference)-time|time-per-token|prompt-tokens|generated-tokens)$/;

/** The headers that request and answer have in common, and the word about their end. */
export class HandledRequest {
  readonly request: PlainRequest;
  /** Ends what is under way: the caller has left, or the reader of its stream. */
  readonly abort = new Abort();
  readonly start = performance.now();
  readonly audience: Audience;
  readonly outcome: Outcome = { operation: undefined, model: undefined, status: 200 };
  readonly call: RequestContext;
  readonly #requestId: string | undefined;
  readonly #added: Record<string, string> = {};
  readonly #atEnd: ((outcome: Outcome) => void)[] = [];
  #ended: Outcome | undefined;

  constructor(request: PlainRequest, { call, audience }: { call: RequestContext; audience: Audience }) {
    this.request = request;
    this.audience = audience;
    this.call = call;
    this.#requestId = call.requestId ?? request.header('x-request-id') ?? undefined;
  }

  /** The body, where it was read before; once, since a stream would keep it as long as it lasts. */
  takeBody(): string | undefined {
    const { body } = this.call;
    this.call.body = undefined;
    return body;
  }

  toCall(): OperationOptions {
    const headers: Record<string, string> = {};
    for (const name of FORWARDED_HEADERS) {
      const value = this.request.header(name);
      if (value !== null) headers[name] = value;
    }
    if (this.#requestId !== undefined) headers['x-request-id'] = this.#requestId;
    const { signal } = this.request;
    const leave = () => this.abort.abort(signal.reason);
    // A caller may use one signal for many requests.
    this.#atEnd.push(onAbort(signal, leave));
    if (signal.aborted) leave();
    return {
      abort: this.abort,
      headers,
      hostPlaces: this.call.hostPlaces,
      onTarget: this.call.onTarget,
      onServed: (name) => {
        this.#added['x-easyllm-upstream'] = name;
      },
      onEnd: (run) => {
        if (this.#ended === undefined) this.#atEnd.push(run);
        else run(this.#ended);
      },
      readHeader: (name) => this.request.header(name),
      isOverHttp: true,
    };
  }

  /** What a call for a response is told of its caller, and tells. `toModel`: the model's name for the caller. */
  async toResponseOptions(toModel?: (answered: string) => string): Promise<ResponseOptions> {
    return {
      owner: await toOwner(this.request.header('authorization')),
      toModel,
      onIgnored: (types) => {
        this.#added['x-easyllm-ignored'] = types.join(', ');
      },
    };
  }

  /** Somebody wants to know the outcome. */
  get isObserved(): boolean {
    return this.call.onEnd !== undefined;
  }

  end(change: Partial<Outcome> = {}): void {
    if (this.#ended !== undefined) return;
    this.#ended = { ...this.outcome, ...change };
    for (const run of this.#atEnd) run(this.#ended);
    this.call.onEnd?.(this.#ended);
  }

  /** Keeps what the upstream's answers tell of the way to them. */
  noteAnswers(responses: readonly ResponseHead[]): void {
    if (!this.isObserved || responses.length === 0) return;
    this.outcome.attempts = responses.reduce((sum, { attempts = 1 }) => sum + attempts, 0);
    this.outcome.retries = this.outcome.attempts - responses.length;
    const queued = Number(responses[0]?.get('x-queue-time') ?? Number.NaN);
    if (Number.isFinite(queued)) this.outcome.queueMs = queued;
  }

  /** The caller's request id, else the upstream's; and what the first upstream answer tells of its work. */
  headers([first]: readonly ResponseHead[] = []): Record<string, string> {
    const told = [...(first?.entries() ?? [])].filter(([name]) => TIMING_HEADER.test(name));
    const requestId = this.#requestId ?? first?.get('x-request-id') ?? undefined;
    return {
      ...Object.fromEntries(told),
      ...this.#added,
      ...(requestId !== undefined && { 'x-request-id': requestId }),
    };
  }

  json(
    value: unknown,
    { status = 200, responses }: { status?: number; responses?: readonly ResponseHead[] } = {},
  ): PlainResponse {
    const response = toPlainJson(value, { status, headers: this.headers(responses) });
    this.end({ status });
    return this.request.method === 'HEAD' ? { ...response, body: null } : response;
  }

  fail(error: unknown): PlainResponse {
    const failure = toHttpError(error, this.audience);
    this.end({ status: failure.status, error });
    const response = toPlainError({ ...failure, headers: { ...this.headers(), ...failure.headers } });
    return this.request.method === 'HEAD' ? { ...response, body: null } : response;
  }

  /** No such route; or one that takes other methods, which OPTIONS may ask for. */
  refuse(allowed: readonly string[]): PlainResponse {
    const { method, pathname } = this.request;
    const headers = { ...this.headers(), ...(allowed.length > 0 && { allow: allowed.join(', ') }) };
    if (method === 'OPTIONS' && allowed.length > 0) {
      this.end({ status: 204 });
      return { status: 204, headers, body: null };
    }
    const status = allowed.length > 0 ? 405 : 404;
    const shown = `${method} ${pathname.slice(0, 200)}`;
    const body = toErrorBody({
      message:
        status === 404
          ? `No such route: ${shown}. ${toAdvice(pathname)}`
          : `${shown} is not offered. Use ${allowed.join(', ')}.`,
      type: 'invalid_request_error',
      param: null,
      code: status === 404 ? 'route_not_found' : 'method_not_allowed',
    });
    this.end({ status });
    return toPlainError({ status, body, headers });
  }
}

/** Tells callers apart by the keys that they send, without holding them. */
async function toOwner(authorization: string | null): Promise<string> {
  if (authorization === null) return '';
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(authorization));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
