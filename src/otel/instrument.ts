/** Subscribes to the tracing channels, and tells OpenTelemetry of each call. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { SpanKind, SpanStatusCode, context as contexts, diag, metrics, propagation, trace } from '@opentelemetry/api';
import type { Context, MeterProvider, Span, TracerProvider } from '@opentelemetry/api';
import { expectOptions } from '../base/check.ts';
import { createOnce } from '../base/once.ts';
import type { CallName, TracedAttempt, TracedCall } from '../client/traced-call.ts';
import {
  toAnswerAttributes,
  toCommonAttributes,
  toErrorAttributes,
  toRequestAttributes,
  toSpanName,
} from './attributes.ts';
import { addChunk, createSaid, toContentAttributes } from './content.ts';
import type { SaidSoFar } from './content.ts';
import { createCounter } from './meters.ts';

/** What is told to OpenTelemetry, and to whom. */
export interface InstrumentOptions {
  /** Puts on spans what is asked and answered, prompts included. Default: false. */
  content?: boolean | undefined;
  /** Default: the one that is set for all of the program. */
  tracerProvider?: TracerProvider | undefined;
  /** Default: the one that is set for all of the program. */
  meterProvider?: MeterProvider | undefined;
}

/** One call under way. */
interface Begun {
  span: Span;
  context: Context;
  said: SaidSoFar;
}

const CALLS: readonly CallName[] = ['chat', 'completion', 'embedding', 'response', 'rerank'];
const SCOPE = 'easyllm';
/** As much of a failure's words as a span repeats. */
const MAX_MESSAGE_LENGTH = 300;

/**
 * Makes a span of each call of each client, as a child of the span that is active where it is called (else of the one whose `traceparent`
 * the call has among its headers), and sends its context to the server; and counts durations, tokens and times to the first chunk. Gives
 * back how to stop it.
 */
export function instrument(options: InstrumentOptions = {}): () => void {
  expectOptions(options, 'The options of `instrument`');
  const { content = false, tracerProvider, meterProvider } = options;
  const tracer = (tracerProvider ?? trace).getTracer(SCOPE);
  const count = createOnce(() => createCounter((meterProvider ?? metrics).getMeter(SCOPE)));
  const begun = new WeakMap<TracedCall, Begun>();
  const current = new AsyncLocalStorage<Begun | undefined>();

  const begin = (call: TracedCall): Begun => {
    const active = contexts.active();
    const parent = trace.getSpan(active) === undefined ? propagation.extract(active, call.parent) : active;
    const attributes = { ...toCommonAttributes(call), ...toRequestAttributes(call) };
    const span = tracer.startSpan(toSpanName(call), { kind: SpanKind.CLIENT, attributes }, parent);
    const state = { span, context: trace.setSpan(parent, span), said: createSaid() };
    begun.set(call, state);
    const { around, onChunk } = call;
    call.around = (run) => contexts.with(state.context, () => (around === undefined ? run() : around(run)));
    if (content) {
      call.onChunk = (chunk) => {
        onChunk?.(chunk);
        addChunk(state.said, chunk);
      };
    }
    return state;
  };
  const finish = (call: TracedCall) => {
    const state = begun.get(call);
    if (state === undefined) return;
    const { span } = state;
    const common = toCommonAttributes(call);
    const failure = call.error === undefined ? {} : toErrorAttributes(call.error);
    span.setAttributes({ ...common, ...toAnswerAttributes(call), ...failure });
    if (content) span.setAttributes(toContentAttributes(call, state.said));
    if (call.error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: toMessage(call.error) });
    span.end();
    count()(call, {
      ...common,
      ...(call.answeredBy !== undefined && { 'gen_ai.response.model': call.answeredBy }),
      ...('error.type' in failure && { 'error.type': failure['error.type'] }),
    });
  };
  const send = ({ headers }: TracedAttempt) => {
    const state = current.getStore();
    if (state !== undefined) propagation.inject(state.context, headers);
  };
  const noteAttempt = ({ attempt, status, error }: TracedAttempt) => {
    if (error === undefined && (status === undefined || status < 400)) return;
    current.getStore()?.span.addEvent('easyllm.attempt.failed', {
      'easyllm.attempt': attempt,
      ...(status !== undefined && { 'http.response.status_code': status }),
      ...(error !== undefined && toErrorAttributes(error)),
    });
  };
  return subscribe({ current, begin, finish, send, noteAttempt });
}

interface Listeners {
  current: AsyncLocalStorage<Begun | undefined>;
  begin: (call: TracedCall) => Begun;
  finish: (call: TracedCall) => void;
  send: (attempt: TracedAttempt) => void;
  noteAttempt: (attempt: TracedAttempt) => void;
}

function subscribe({ current, begin, finish, send, noteAttempt }: Listeners): () => void {
  const undo = CALLS.map((name) => {
    const channel = tracingChannel<Begun | undefined, TracedCall>(`easyllm:${name}`);
    // Before `start` is told: what runs within the call then finds its span.
    channel.start.bindStore(current, orNothing(begin));
    const asyncEnd = orNothing((call: unknown) => finish(call as TracedCall));
    channel.asyncEnd.subscribe(asyncEnd);
    return () => {
      channel.start.unbindStore(current);
      channel.asyncEnd.unsubscribe(asyncEnd);
    };
  });
  const attempts = tracingChannel<unknown, TracedAttempt>('easyllm:attempt');
  const start = orNothing((attempt: unknown) => send(attempt as TracedAttempt));
  const asyncEnd = orNothing((attempt: unknown) => noteAttempt(attempt as TracedAttempt));
  attempts.start.subscribe(start);
  attempts.asyncEnd.subscribe(asyncEnd);
  undo.push(() => {
    attempts.start.unsubscribe(start);
    attempts.asyncEnd.unsubscribe(asyncEnd);
  });
  return () => {
    for (const run of undo.splice(0)) run();
  };
}

/** A failure of an exporter or an SDK changes no call, and ends no process, as one that a channel meets would. */
function orNothing<Input, Result>(run: (input: Input) => Result): (input: Input) => Result | undefined {
  return (input) => {
    try {
      return run(input);
    } catch (error) {
      diag.error('easyllm/otel', error);
      return undefined;
    }
  };
}

function toMessage(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE_LENGTH);
}
