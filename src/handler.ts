/** OpenAI's routes over the operations: a Request in, a Response out. The one place that does HTTP on the facade's side. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  Completion,
  CompletionUsage,
  CreateEmbeddingResponse,
  EmbeddingUsage,
  ModelList,
} from '../generated/openai.ts';
import { APIUserAbortError, BadRequestError } from './errors.ts';
import type { Answer, ResponseInfo } from './facade/api-promise.ts';
import type { Audience } from './facade/respond.ts';
import { toErrorBody, toErrorResponse, toEventStreamResponse, toFailure, toJsonResponse } from './facade/respond.ts';
import { Stream } from './facade/stream.ts';
import { encodeComment, encodeEvent } from './sse.ts';

/** What the handler serves: the operations, with the settings of their client. */
export interface Operations {
  chat(body: unknown, call: OperationCall): Promise<Answer<ChatCompletion | Stream<ChatCompletionChunk>>>;
  complete(body: unknown, call: OperationCall): Promise<Answer<Completion | Stream<Completion>>>;
  embed(body: unknown, call: OperationCall): Promise<Answer<CreateEmbeddingResponse>>;
  listModels(call: OperationCall): Promise<Answer<ModelList>>;
}

export interface OperationCall {
  signal: AbortSignal;
  headers: Record<string, string>;
}

export interface HandlerOptions {
  /** Whom errors are written for. Default: the owner of the settings. */
  audience?: Audience | undefined;
  /** How long a stream's first event may take before 200 is answered all the same. Default: 10,000. */
  commitAfterMs?: number | undefined;
  /** Silence of a stream after which a comment keeps its connection open. Default: 15,000. */
  silenceMs?: number | undefined;
}

/** What became of one request, told when the last byte of its answer was handed over. */
export interface Outcome {
  operation: keyof typeof OPERATION_IDS | 'models' | 'model' | 'health' | undefined;
  model: string | undefined;
  status: number;
  /** What failed, also in a stream that began with 200. */
  error?: unknown;
  /** The reader left before the end. */
  isCancelled?: boolean;
  /** From the request to the first chunk of a stream. */
  firstTokenMs?: number | undefined;
  usage?: CompletionUsage | EmbeddingUsage | null | undefined;
}

export interface HandlerCall {
  requestId?: string | undefined;
  onEnd?: ((outcome: Outcome) => void) | undefined;
}

export type Handler = (request: Request, call?: HandlerCall) => Promise<Response>;

/** The only headers of a caller that go upstream. Authorization, cookies and all else stop here. */
const FORWARDED_HEADERS = ['traceparent', 'tracestate', 'x-request-id'] as const;

/** What an upstream tells of its work (TGI router, server.rs; TEI router, http/server.rs). */
const TIMING_HEADER =
  /^x-(compute-(type|time|characters|tokens)|(total|validation|tokenization|queue|inference)-time|time-per-token|prompt-tokens|generated-tokens)$/;

/** A body nested deeper means no request of ours, and costs stack to look at. */
const MAX_DEPTH = 100;

const DEFAULTS = { commitAfterMs: 10_000, silenceMs: 15_000 };

/** The `model` of an answer to a request that named none. */
const UNNAMED_MODEL = 'tgi';

const OPERATION_IDS = {
  chat: '/chat/completions',
  complete: '/completions',
  embed: '/embeddings',
} as const;

type AnyAnswer = Promise<
  Answer<ChatCompletion | Completion | CreateEmbeddingResponse | Stream<ChatCompletionChunk> | Stream<Completion>>
>;
type BodyOperation = keyof typeof OPERATION_IDS;
type ReadOperation = { name: 'models' } | { name: 'health' } | { name: 'model'; id: string };

/** Never rejects. `operations` is asked for at each request: its settings may be wrong, and that is an answer too. */
export function createHandler(operations: () => Operations, options: HandlerOptions = {}): Handler {
  const { audience = 'owner', commitAfterMs = DEFAULTS.commitAfterMs, silenceMs = DEFAULTS.silenceMs } = options;

  return async (request, call = {}) => {
    const exchange = new Exchange(request, { call, audience });
    try {
      const { pathname } = new URL(request.url);
      const offered = routesAt(pathname);
      const { method } = request;
      if (method === 'POST' && offered.post !== undefined) {
        const write = { operation: offered.post, commitAfterMs, silenceMs };
        return await answerBody(exchange, operations, write);
      }
      if ((method === 'GET' || method === 'HEAD') && offered.get !== undefined) {
        return await answerRead(exchange, operations, offered.get);
      }
      return exchange.refuse(pathname, toAllowed(offered));
    } catch (error) {
      return exchange.fail(error);
    }
  };
}

/** The handler as a `fetch`: takes what `fetch` takes, and an abort rejects with the signal's reason, as there. */
export function createHandlerFetch(operations: () => Operations) {
  const handle = createHandler(operations);
  return async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = toRequest(input, init);
    request.signal.throwIfAborted();
    const response = await handle(request);
    request.signal.throwIfAborted();
    return response;
  };
}

/** One request and its answer: the headers both have in common, and the word about its end. */
class Exchange {
  readonly request: Request;
  readonly start = performance.now();
  readonly audience: Audience;
  readonly outcome: Outcome = { operation: undefined, model: undefined, status: 200 };
  readonly #requestId: string | undefined;
  readonly #onEnd: ((outcome: Outcome) => void) | undefined;
  #isEnded = false;

  constructor(request: Request, { call, audience }: { call: HandlerCall; audience: Audience }) {
    this.request = request;
    this.audience = audience;
    this.#requestId = call.requestId ?? request.headers.get('x-request-id') ?? undefined;
    this.#onEnd = call.onEnd;
  }

  /** Follows the request's signal; of a stream, also `left`, which says that its reader has left. */
  toCall(left?: AbortSignal): OperationCall {
    const headers: Record<string, string> = {};
    for (const name of FORWARDED_HEADERS) {
      const value = this.request.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    if (this.#requestId !== undefined) headers['x-request-id'] = this.#requestId;
    const { signal } = this.request;
    // A signal of two costs 40 µs, of 540 for a whole answer (Node 20).
    return { signal: left === undefined ? signal : AbortSignal.any([signal, left]), headers };
  }

  /** Somebody wants to know the outcome. */
  get isObserved(): boolean {
    return this.#onEnd !== undefined;
  }

  end(change: Partial<Outcome> = {}): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd?.({ ...this.outcome, ...change });
  }

  /** The caller's request id, else the upstream's; and what the first upstream answer tells of its work. */
  headers([first]: readonly ResponseInfo[] = []): Record<string, string> {
    const told = [...(first?.headers ?? [])].filter(([name]) => TIMING_HEADER.test(name));
    const requestId = this.#requestId ?? first?.headers.get('x-request-id') ?? undefined;
    return { ...Object.fromEntries(told), ...(requestId !== undefined && { 'x-request-id': requestId }) };
  }

  json(value: unknown, { status = 200, responses }: { status?: number; responses?: readonly ResponseInfo[] } = {}) {
    const response = toJsonResponse(value, { status, headers: this.headers(responses) });
    this.end({ status });
    return this.request.method === 'HEAD' ? withoutBody(response) : response;
  }

  fail(error: unknown): Response {
    const failure = toFailure(error, this.audience);
    this.end({ status: failure.status, error });
    const response = toErrorResponse({ ...failure, headers: { ...this.headers(), ...failure.headers } });
    return this.request.method === 'HEAD' ? withoutBody(response) : response;
  }

  /** No such route; or one that takes other methods, which OPTIONS may ask for. */
  refuse(pathname: string, allowed: readonly string[]): Response {
    const { method } = this.request;
    const headers = { ...this.headers(), ...(allowed.length > 0 && { allow: allowed.join(', ') }) };
    if (method === 'OPTIONS' && allowed.length > 0) {
      this.end({ status: 204 });
      return new Response(null, { status: 204, headers });
    }
    const status = allowed.length > 0 ? 405 : 404;
    const shown = `${method} ${pathname.slice(0, 200)}`;
    const body = toErrorBody({
      message: status === 404 ? `No such route: ${shown}.` : `${shown} is not offered. Use ${allowed.join(', ')}.`,
      type: 'invalid_request_error',
      param: null,
      code: status === 404 ? 'route_not_found' : 'method_not_allowed',
    });
    this.end({ status });
    return toErrorResponse({ status, body, headers });
  }
}

/** What a path offers, by its end: a client's base URL may have any path. A model may be called like a route. */
function routesAt(pathname: string): { post?: BodyOperation | undefined; get?: ReadOperation | undefined } {
  const path = pathname.replace(/\/+$/, '');
  const names: readonly BodyOperation[] = ['chat', 'complete', 'embed'];
  return { post: names.find((name) => path.endsWith(OPERATION_IDS[name])), get: readOperationAt(path) };
}

function readOperationAt(path: string): ReadOperation | undefined {
  const models = /^.*?\/v1\/models(?:\/(.+))?$/.exec(path) ?? /^.*?\/models(?:\/(.+))?$/.exec(path);
  if (models !== null) return models[1] === undefined ? { name: 'models' } : { name: 'model', id: decode(models[1]) };
  return path.endsWith('/health') ? { name: 'health' } : undefined;
}

function toAllowed({ post, get }: ReturnType<typeof routesAt>): string[] {
  if (post === undefined && get === undefined) return [];
  return [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST']), 'OPTIONS'];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function answerRead(
  exchange: Exchange,
  operations: () => Operations,
  operation: ReadOperation,
): Promise<Response> {
  exchange.outcome.operation = operation.name;
  if (operation.name === 'health') return exchange.json({ status: 'ok' });
  const { data: list, responses } = await operations().listModels(exchange.toCall());
  if (operation.name === 'models') return exchange.json(list, { responses });
  const found = list.data.find(({ id }) => id === operation.id);
  if (found !== undefined) return exchange.json(found, { responses });
  const body = toErrorBody({
    message: `Model ${operation.id.slice(0, 200)} does not exist. GET /v1/models lists those that do.`,
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  });
  return exchange.json(body, { status: 404, responses });
}

interface BodyAnswer {
  operation: BodyOperation;
  commitAfterMs: number;
  silenceMs: number;
}

async function answerBody(
  exchange: Exchange,
  operations: () => Operations,
  { operation, commitAfterMs, silenceMs }: BodyAnswer,
): Promise<Response> {
  exchange.outcome.operation = operation;
  const body = await readBody(exchange.request);
  const { model, stream } = readRouting(body);
  exchange.outcome.model = model;
  const isCounting = stream && exchange.isObserved && !asksForUsage(body);
  const asked = isCounting ? withUsage(body) : body;
  const reader = stream ? new AbortController() : undefined;
  const answer: AnyAnswer = operations()[operation](asked, exchange.toCall(reader?.signal));
  if (reader !== undefined) {
    const opened = await orTimeout(answer, commitAfterMs);
    const events = toEvents(exchange, { answer, isCommitted: opened === undefined, isCounting, model });
    return toEventStreamResponse(events, {
      headers: exchange.headers(opened?.responses),
      silenceMs,
      onCancel() {
        reader.abort();
        exchange.end({ isCancelled: true });
      },
    });
  }
  const { data, responses } = await answer;
  if (data instanceof Stream) throw new TypeError('A stream that was not asked for.');
  exchange.outcome.usage = data.usage;
  return exchange.json({ ...data, model: model ?? UNNAMED_MODEL }, { responses });
}

/** The chunks as events, then `[DONE]`; or an error event, and no `[DONE]`. */
async function* toEvents(
  exchange: Exchange,
  {
    answer,
    isCommitted,
    isCounting,
    model = UNNAMED_MODEL,
  }: { answer: AnyAnswer; isCommitted: boolean; isCounting: boolean; model: string | undefined },
): AsyncGenerator<string, void> {
  try {
    // The first byte is what sends the headers.
    if (isCommitted) yield encodeComment();
    const { data } = await answer;
    if (!(data instanceof Stream)) throw new TypeError('A stream was asked for.');
    for await (const chunk of data) {
      exchange.outcome.firstTokenMs ??= performance.now() - exchange.start;
      // What one network read held is written as one: each write costs the server as much as ten chunks.
      let events = '';
      for (const each of [chunk, ...data.takeBuffered()]) {
        if (each.usage) exchange.outcome.usage = each.usage;
        events += isCounting ? encodeUncounted(each, model) : encodeChunk(each, model);
      }
      if (events !== '') yield events;
    }
    // Before the last event: many readers leave at it.
    exchange.end();
    yield encodeEvent({ data: '[DONE]' });
  } catch (error) {
    exchange.end({ error });
    // As a body of `fetch` fails.
    exchange.request.signal.throwIfAborted();
    yield encodeEvent({ data: JSON.stringify(toFailure(error, exchange.audience).body) });
  }
}

type AnyChunk = ChatCompletionChunk | Completion;

/** The chunk is of our own making, and nobody else's: its model is set in place. JSON has no line break. */
function encodeChunk(chunk: AnyChunk, model: string): string {
  chunk.model = model;
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** The count was asked for by us, not by the caller. */
function encodeUncounted(chunk: AnyChunk, model: string): string {
  delete chunk.usage;
  return chunk.choices.length === 0 ? '' : encodeChunk(chunk, model);
}

/** The answer, or undefined if it takes longer. */
async function orTimeout<Result>(answer: Promise<Result>, ms: number): Promise<Result | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text().catch((cause: unknown) => {
    if (request.signal.aborted) throw new APIUserAbortError(undefined, { cause });
    throw new BadRequestError('The body cannot be read: it broke off, or was read before.', { cause });
  });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const reason = text === '' ? 'it is empty' : 'it cannot be parsed';
    throw new BadRequestError(`The body is not valid JSON: ${reason}.`, { cause, code: 'invalid_json' });
  }
  if (!isDeeperThan(body, MAX_DEPTH)) return body;
  throw new BadRequestError(`The body is nested deeper than ${MAX_DEPTH} levels.`, { code: 'invalid_json' });
}

function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((member) => isDeeperThan(member, limit - 1));
}

/** Whether the caller chose; what cannot be understood is left to validation. */
function asksForUsage(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('stream_options' in body)) return false;
  const { stream_options: options } = body;
  if (options === undefined || options === null) return false;
  return typeof options !== 'object' || !('include_usage' in options) || options.include_usage !== false;
}

/** A stream tells its tokens only when asked. */
function withUsage(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? { ...body, stream_options: { include_usage: true } } : body;
}

/** What must be known before the body is validated. */
function readRouting(body: unknown): { model: string | undefined; stream: boolean } {
  if (typeof body !== 'object' || body === null) return { model: undefined, stream: false };
  const model = 'model' in body && typeof body.model === 'string' && body.model !== '' ? body.model : undefined;
  return { model, stream: 'stream' in body && body.stream === true };
}

/** A path alone is resolved too: no host is looked at. */
function toRequest(input: Request | URL | string, init: RequestInit | undefined): Request {
  if (input instanceof Request) return init === undefined ? input : new Request(input, init);
  return new Request(new URL(input, 'http://easyllm'), init);
}

function withoutBody({ status, headers }: Response): Response {
  return new Response(null, { status, headers });
}
