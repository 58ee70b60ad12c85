/** OpenAI's routes over the operations: a request in, a response out. The one place that does HTTP on the facade's side. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatPrompt,
  Completion,
  CreateEmbeddingResponse,
  ModelList,
  RerankResponse,
  ResponseInputTokens,
  ResponseObject,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import type { Received } from '../facade/api-promise.ts';
import type { Audience } from './responses.ts';
import { toPlainRequest, toResponse } from './plain.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { toErrorBody, toPlainEvents } from './responses.ts';
import { withExtraBody } from '../facade/passing.ts';
import { Stream } from '../facade/stream.ts';
import { endWithCall, toEvents } from './answer-events.ts';
import { answerKept } from './kept-answers.ts';
import { UNNAMED_MODEL, toOwnName } from './model-name.ts';
import { EventBody } from './event-body.ts';
import { asksForUsage, readBody, readRouting, refuseLoneStreamOptions, withUsage } from './body.ts';
import { orLackingRoute } from './lacking-route.ts';
import { createEventWriter, toCompletionUsage } from './event-writer.ts';
import { HandledRequest } from './handled-request.ts';
import type { OperationOptions, RequestContext, ResponseOptions } from './handled-request.ts';
import { routesAt, toAllowed } from './routes.ts';
import type { BodyOperation, ReadOperation } from './routes.ts';
import type { KeptResponses } from '../operations/kept-response.ts';

/** What the handler serves: the operations, with the settings of their client. */
export interface Operations {
  chat(body: unknown, call: OperationOptions): Promise<Received<ChatCompletion | Stream<ChatCompletionChunk>>>;
  complete(body: unknown, call: OperationOptions): Promise<Received<Completion | Stream<Completion>>>;
  embed(body: unknown, call: OperationOptions): Promise<Received<CreateEmbeddingResponse>>;
  rerank(body: unknown, call: OperationOptions): Promise<Received<RerankResponse>>;
  respond(body: unknown, call: OperationOptions): Promise<Received<ResponseObject | Stream<ResponseStreamEvent>>>;
  countInput(body: unknown, call: OperationOptions): Promise<Received<ResponseInputTokens>>;
  readPrompt(body: unknown, call: OperationOptions): Promise<Received<ChatPrompt>>;
  keptResponses(call: { responses: ResponseOptions }): Promise<KeptResponses>;
  listModels(call: OperationOptions): Promise<Received<ModelList>>;
}

export interface HandlerOptions {
  /** Whom errors are written for. Default: the owner of the settings. */
  audience?: Audience | undefined;
  /** How long a stream's first event may take before 200 is answered all the same. Default: 10,000. */
  commitAfterMs?: number | undefined;
  /** Whether models have the names that callers use, and not their servers'. Default: false. */
  namesModels?: boolean | undefined;
  /** How long the reader of a stream may take nothing, before its connection is closed. Default: as long as it likes. */
  sendTimeoutMs?: number | undefined;
}

export type Handler = (request: Request, call?: RequestContext) => Promise<Response>;

/** The same by plain values. */
export type PlainHandler = (request: PlainRequest, call?: RequestContext) => Promise<PlainResponse>;

const DEFAULT_COMMIT_AFTER_MS = 10_000;

type AnyAnswer = Received<
  | ChatCompletion
  | Completion
  | CreateEmbeddingResponse
  | RerankResponse
  | ResponseInputTokens
  | ChatPrompt
  | ResponseObject
  | Stream<ChatCompletionChunk>
  | Stream<Completion>
  | Stream<ResponseStreamEvent>
>;
type AnyReceived = Promise<AnyAnswer>;

export function createHandler(operations: () => Operations, options: HandlerOptions = {}): Handler {
  return toHandler(createPlainHandler(operations, options));
}

export function toHandler(handle: PlainHandler): Handler {
  return async (request, call) => toResponse(await handle(toPlainRequest(request), call));
}

/** Never rejects. `operations` is asked for at each request: its settings may be wrong, and that is an answer too. */
export function createPlainHandler(operations: () => Operations, options: HandlerOptions = {}): PlainHandler {
  const { audience = 'owner', commitAfterMs = DEFAULT_COMMIT_AFTER_MS, namesModels = false, sendTimeoutMs } = options;

  return async (request, call = {}) => {
    const exchange = new HandledRequest(request, { call, audience });
    try {
      const { method, pathname } = request;
      const offered = routesAt(pathname);
      if (method === 'POST' && offered.post !== undefined) {
        return await answerBody(exchange, operations, {
          operation: offered.post,
          commitAfterMs,
          namesModels,
          sendTimeoutMs,
        });
      }
      if ((method === 'GET' || method === 'HEAD') && offered.get !== undefined) {
        return await answerRead(exchange, operations, offered.get);
      }
      const kept = Object.entries(offered.kept ?? {}).find(([name]) => name === method)?.[1];
      if (kept !== undefined) return await answerKept(exchange, (about) => operations().keptResponses(about), kept);
      return exchange.refuse(toAllowed(offered));
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

async function answerRead(
  exchange: HandledRequest,
  operations: () => Operations,
  operation: ReadOperation,
): Promise<PlainResponse> {
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

interface BodyRequest {
  operation: BodyOperation;
  commitAfterMs: number;
  namesModels: boolean;
  sendTimeoutMs: number | undefined;
}

async function answerBody(
  exchange: HandledRequest,
  operations: () => Operations,
  { operation, commitAfterMs, namesModels, sendTimeoutMs }: BodyRequest,
): Promise<PlainResponse> {
  exchange.outcome.operation = operation;
  const body = withExtraBody(await readBody(exchange.request, exchange.takeBody()));
  const { model, stream: isAsked } = readRouting(body);
  // What is counted, or shown, may be the very body of a stream.
  const stream = isAsked && operation !== 'countInput' && operation !== 'readPrompt';
  exchange.outcome.model = model;
  refuseLoneStreamOptions(operation, body);
  const shown = model ?? UNNAMED_MODEL;
  const toModel = (answered: string) => (namesModels ? shown : toOwnName(answered, shown));
  // A response always tells its counts.
  const isCounting = stream && exchange.isObserved && operation !== 'respond' && !asksForUsage(body);
  const asked = isCounting ? withUsage(body) : body;
  const call = exchange.toCall();
  if (operation === 'respond' || operation === 'countInput') call.responses = await exchange.toResponseOptions(toModel);
  const answer: AnyReceived = orLackingRoute<AnyAnswer>(operations()[operation](asked, call), operation);
  if (stream) {
    const opened = await orTimeout(answer, commitAfterMs);
    const writer = createEventWriter(operation, { toModel, isCounting });
    const events = toEvents(exchange, { answer, isCommitted: opened === undefined, writer });
    const sent = new EventBody(events, {
      sendTimeoutMs,
      onCancel() {
        exchange.abort.abort();
        exchange.end({ isCancelled: true });
      },
      onGiveUp(error) {
        exchange.end({ error });
        exchange.abort.abort();
      },
      destroy: exchange.call.destroy,
    });
    endWithCall(sent, answer);
    return toPlainEvents(sent, exchange.headers(opened?.responses));
  }
  const { data, responses } = await answer;
  exchange.noteAnswers(responses);
  if (data instanceof Stream) throw new TypeError('A stream that was not asked for.');
  if ('input_tokens' in data) return exchange.json(data, { responses });
  if ('source' in data) return exchange.json({ ...data, model: toModel(data.model) }, { responses });
  exchange.outcome.usage = 'output' in data ? toCompletionUsage(data.usage) : data.usage;
  return exchange.json({ ...data, model: toModel(data.model) }, { responses });
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

/** A path alone is resolved too: no host is looked at. */
function toRequest(input: Request | URL | string, init: RequestInit | undefined): Request {
  if (input instanceof Request) return init === undefined ? input : new Request(input, init);
  return new Request(new URL(input, 'http://easyllm'), init);
}
