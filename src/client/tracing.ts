/** Tells the subscribers of the tracing channels of calls and attempts. Loaded where there are some. */
import type { CallChannel } from '../base/channels.ts';
import { Abort, onAbort } from '../base/abort.ts';
import { isObject } from '../base/check.ts';
import { EasyLLMError } from '../base/errors.ts';
import type { Received, ResponseHead } from '../facade/api-promise.ts';
import type { ChunkBatches } from '../facade/stream.ts';
import { Stream, onFailure, takeBuffered } from '../facade/stream.ts';
import type { TransportRequest, TransportResponse } from '../net/transport.ts';
import { findServer, modelOf } from '../operations/root.ts';
import type { CallOptions } from './options.ts';
import { noteAnswer, toTimings } from './traced-answer.ts';
import type { CallName, Operation, TracedAttempt, TracedCall, TracedContext } from './traced-call.ts';

interface GivenCall {
  name: CallName;
  body: unknown;
  call: CallOptions;
  server: TracedContext;
}

const PARENT_HEADERS = ['traceparent', 'tracestate', 'baggage'];

/** Runs a call, and tells a channel of it. A stream tells its tokens only when asked: it is asked for them, and the reader does not see it. */
export function traceCall(
  channel: CallChannel,
  { name, body, call, server }: GivenCall,
  run: Operation,
): Promise<Received<unknown>> {
  const start = performance.now();
  const isStreaming = isObject(body) && body['stream'] === true;
  const model = modelOf(body);
  // What else may be given for options is refused by the call itself.
  const { headers, dialect }: CallOptions = isObject(call) ? call : {};
  const toServer = () => dialect ?? server.dialect ?? findServer(server, model)?.dialect;
  const context: TracedCall = {
    operation: name,
    address: server.apiBase,
    body,
    model,
    isStreaming,
    parent: toParent(headers),
    server: toServer(),
    finishReasons: [],
    usage: {},
    timings: {},
  };
  const isCounting =
    isStreaming && (name === 'chat' || name === 'completion') && (body['stream_options'] ?? undefined) === undefined;
  const end = (change: Partial<TracedCall>) => {
    Object.assign(context, change, { durationMs: performance.now() - start });
    context.server ??= toServer();
    if (context.error !== undefined) channel.error.publish(context);
    channel.asyncEnd.publish(context);
  };
  return channel.start.runStores(context, () => {
    const around = context.around ?? ((within: () => Promise<Received<unknown>>) => within());
    const answer = around(() =>
      run(isCounting ? { ...body, stream_options: { include_usage: true } } : body, call),
    ).then(
      (received) => {
        noteResponses(context, received.responses);
        const { data } = received;
        const isStream = data instanceof Stream;
        context.result = isStream ? watch(data, { context, start, isCounting, end }) : data;
        channel.asyncStart.publish(context);
        if (isStream) return { ...received, data: context.result };
        noteAnswer(context, data);
        end({});
        return received;
      },
      (error: unknown) => {
        channel.asyncStart.publish(context);
        end({ error, attempts: EasyLLMError.isInstance(error) ? error.attempts : undefined });
        throw error;
      },
    );
    channel.end.publish(context);
    return answer;
  });
}

function toParent(headers: CallOptions['headers'] = {}): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries(entries.filter(([name]) => PARENT_HEADERS.includes(name)));
}

function noteResponses(context: TracedCall, responses: readonly ResponseHead[]): void {
  context.attempts = responses.reduce((sum, { attempts = 1 }) => sum + attempts, 0);
  const [first] = responses;
  if (first === undefined) return;
  Object.assign(context.timings, toTimings(first.entries()));
  // Nothing is asked before a call of TGI's own routes, one of which is the root: the route says it.
  const isRoot = first.url.replace(/\/$/, '') === context.address;
  if (isRoot || /\/generate(?:_stream)?$/.test(first.url)) context.server ??= 'tgi';
  if (/\/(?:embed|rerank)$/.test(first.url)) context.server ??= 'tei';
}

interface Watching {
  context: TracedCall;
  start: number;
  /** The counts were asked for here: the reader gets none. */
  isCounting: boolean;
  end: (change: Partial<TracedCall>) => void;
}

/** A stream in the place of another, which tells of it as its reader reads, and of its end: by itself, by a failure, or because the reader left. */
function watch(source: Stream<unknown>, { context, start, isCounting, end }: Watching): Stream<unknown> {
  let isOver = false;
  const endOnce = (change: Partial<TracedCall>) => {
    if (!isOver) end(change);
    isOver = true;
  };
  const take = (chunks: unknown[]): unknown[] => {
    context.firstChunkMs ??= performance.now() - start;
    return chunks.filter((chunk) => {
      noteAnswer(context, chunk);
      const isOurs = isCounting && isObject(chunk) && withoutUsage(chunk);
      if (!isOurs) context.onChunk?.(chunk);
      return !isOurs;
    });
  };
  const abort = new Abort();
  onFailure(source, (error) => {
    endOnce({ error });
    abort.abort(error);
  });
  onAbort(abort, () => {
    endOnce({ isCancelled: true });
    source.abort();
  });
  const batches: ChunkBatches<unknown> = {
    async next() {
      try {
        const { done, value } = await source.next();
        if (done !== true) return { done: false, value: take([value, ...takeBuffered(source)]) };
        endOnce({});
        return { done, value: undefined };
      } catch (error) {
        endOnce({ error });
        throw error;
      }
    },
    async return() {
      await source.return();
      return { done: true, value: undefined };
    },
  };
  return new Stream(batches, abort);
}

/** Takes out of a chunk, which is of our own making, what its reader did not ask for. Whether nothing else is in it. */
function withoutUsage(chunk: { usage?: unknown; choices?: unknown }): boolean {
  delete chunk.usage;
  return Array.isArray(chunk.choices) && chunk.choices.length === 0;
}

/** Sends one request, and tells a channel of it. */
export function traceAttempt(
  channel: CallChannel,
  request: TransportRequest,
  next: (request: TransportRequest) => Promise<TransportResponse>,
): Promise<TransportResponse> {
  const start = performance.now();
  const { method, url, attempt = 1 } = request;
  const context: TracedAttempt = { method, url: url.replace(/[?#].*$/, ''), attempt, headers: {} };
  const end = () => {
    context.durationMs = performance.now() - start;
    channel.asyncStart.publish(context);
    if (context.error !== undefined) channel.error.publish(context);
    channel.asyncEnd.publish(context);
  };
  return channel.start.runStores(context, () => {
    const answer = next({ ...request, headers: { ...request.headers, ...context.headers } }).then(
      (response) => {
        context.status = response.status;
        end();
        return response;
      },
      (error: unknown) => {
        context.error = error;
        end();
        throw error;
      },
    );
    channel.end.publish(context);
    return answer;
  });
}
