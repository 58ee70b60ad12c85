/** A stream of chunks as the events of a response. */
import { APIUserAbortError } from '../base/errors.ts';
import type { Received } from '../facade/api-promise.ts';
import { Stream, onFailure, takeBuffered } from '../facade/stream.ts';
import { encodeComment, encodeEvent } from '../net/sse.ts';
import type { EventBody } from './event-body.ts';
import type { AnyChunk, EventWriter } from './event-writer.ts';
import { holdsText } from './event-writer.ts';
import type { HandledRequest } from './handled-request.ts';
import { toHttpError } from './responses.ts';

/** The deadline of a call holds for a reader that takes nothing, too. Who leaves is told of by the body itself. */
export function endWithCall(body: EventBody, answer: Promise<Received<unknown>>): void {
  const giveUp = (error: unknown) => {
    if (!APIUserAbortError.isInstance(error)) body.giveUp(error);
  };
  answer.then(({ data }) => data instanceof Stream && onFailure<AnyChunk>(data, giveUp), giveUp);
}

/** The chunks as events, then `[DONE]`; or the event of a failure. */
export async function* toEvents(
  exchange: HandledRequest,
  { answer, isCommitted, writer }: { answer: Promise<Received<unknown>>; isCommitted: boolean; writer: EventWriter },
): AsyncGenerator<string, void> {
  try {
    // The first byte is what sends the headers.
    if (isCommitted) yield encodeComment();
    const { data, responses } = await answer;
    exchange.noteAnswers(responses);
    if (!(data instanceof Stream)) throw new TypeError('A stream was asked for.');
    let before: number | undefined;
    for await (const chunk of data) {
      const now = performance.now();
      if (before !== undefined) exchange.call.onGap?.(now - before);
      before = now;
      exchange.outcome.firstTokenMs ??= now - exchange.start;
      // What one network read held is written as one: each write costs the server as much as ten chunks.
      let events = '';
      for (const each of [chunk, ...takeBuffered<AnyChunk>(data)]) {
        exchange.outcome.usage = writer.readUsage(each) ?? exchange.outcome.usage;
        if (exchange.isObserved && holdsText(each)) exchange.outcome.chunks = (exchange.outcome.chunks ?? 0) + 1;
        events += writer.write(each);
      }
      if (events !== '') yield events;
    }
    // Before the last event: many readers leave at it.
    exchange.end();
    yield encodeEvent({ data: '[DONE]' });
  } catch (error) {
    exchange.end({ error });
    // As a body of `fetch` fails.
    if (exchange.request.signal.aborted) throw exchange.request.signal.reason;
    yield writer.fail(toHttpError(error, exchange.audience).body.error, error);
  }
}
