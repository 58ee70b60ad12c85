/**
 * Server-sent events, both ways: bytes to events and back. They follow the WHATWG HTML standard, section 9.2 "Server-sent events"
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html), for one answer: there is no reconnection, so `retry` is ignored,
 * and an `id` belongs to the event that carries it. Deviating from the standard, an event that the end of the bytes leaves unfinished
 * is delivered: only its reader can tell whether it is whole.
 *
 * @module easyllm/sse
 */

import { expectOptions, kindOf } from '../base/check.ts';
import { ConfigurationError, UnsupportedError } from '../base/errors.ts';
import { EventDecoder } from './event-decoder.ts';
import type { DecodeOptions, EventSink, ServerSentEvent } from './event-decoder.ts';

export { EventDecoder };
export type { DecodeOptions, EventSink, ServerSentEvent };

const LINE_END = /\r\n?|\n/g;

/** Where bytes come from: the body of a `fetch` answer, a Node stream, or anything that iterates like one. */
export type ByteSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/**
 * The events of a stream as they arrive. `[DONE]` is an event like any other. Bytes are read only when an event is asked for and none
 * is at hand; leaving the loop early cancels the source. An error of the source is thrown after the events that came before it.
 */
export async function* decodeEvents(chunks: ByteSource, options?: DecodeOptions): AsyncIterable<ServerSentEvent> {
  for await (const events of decodeEventBatches(chunks, options)) {
    for (const event of events) yield event;
  }
}

/** The same, for a reader in a hurry: all events that one network read completed come in one array, which is never empty. */
export async function* decodeEventBatches(
  chunks: ByteSource,
  options?: DecodeOptions,
): AsyncIterable<ServerSentEvent[]> {
  const decoder = new EventDecoder(options);
  for await (const bytes of iterateBytes(chunks)) {
    const events = decoder.decode(bytes);
    if (events.length > 0) yield events;
  }
  const unfinished = decoder.flush();
  if (unfinished.length > 0) yield unfinished;
}

/**
 * The reads of either kind of source. Leaving them gives the source up at once, even before the first read or while one is pending, and
 * never fails for a stream: an error after the last read that was wanted is of no interest.
 */
export function iterateBytes(source: ByteSource): AsyncIterable<Uint8Array> {
  if (isStream(source)) return { [Symbol.asyncIterator]: () => iterateStream(source) };
  if (typeof source?.[Symbol.asyncIterator] === 'function') return source;
  throw new ConfigurationError(
    `Events are read from ${kindOf(source)}. Expected a stream of bytes, such as the \`body\` of an answer of \`fetch\`.`,
  );
}

function isStream(source: ByteSource | null | undefined): source is ReadableStream<Uint8Array> {
  return typeof source === 'object' && source !== null && 'getReader' in source;
}

/** In place of the stream's own iterator, which Safari lacks, and which throws an error met while leaving. */
function iterateStream(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return {
    next: async () => {
      const read = await reader.read();
      return read.done ? { done: true, value: undefined } : read;
    },
    return: async () => {
      await reader.cancel().catch(() => undefined);
      reader.releaseLock();
      return { done: true, value: undefined };
    },
  };
}

/**
 * One event as text; each line of the data becomes a `data` line. CRLF and CR in the data arrive as LF: the format has no other line
 * end to offer. A line break or NUL in `event` or `id` is refused.
 */
export function encodeEvent(source: ServerSentEvent): string {
  expectOptions(source, 'The fields of the event');
  const { event, data, id } = source;
  if (typeof data !== 'string') {
    throw new UnsupportedError(`The \`data\` of an event is ${kindOf(data)}. Expected a string.`, { param: 'data' });
  }
  return `${encodeField('event', event)}${encodeField('id', id)}data: ${data.replace(LINE_END, '\ndata: ')}\n\n`;
}

/** A comment, which readers ignore: sent in silence, it keeps a connection open. */
export function encodeComment(text = ''): string {
  return text === '' ? ':\n\n' : `: ${text.replace(LINE_END, '\n: ')}\n\n`;
}

function encodeField(name: 'event' | 'id', value: string | undefined): string {
  if (value === undefined) return '';
  if (/[\r\n\0]/.test(value)) {
    throw new UnsupportedError(`The \`${name}\` of an event cannot hold a line break or NUL.`, { param: name });
  }
  return `${name}: ${value}\n`;
}
