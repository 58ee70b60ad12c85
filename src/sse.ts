/**
 * Server-sent events, both ways: bytes to events and back. They follow the WHATWG HTML standard, section 9.2 "Server-sent events"
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html), for one answer: there is no reconnection, so `retry` is ignored,
 * and an `id` belongs to the event that carries it. Deviating from the standard, an event that the end of the bytes leaves unfinished
 * is delivered: only its reader can tell whether it is whole.
 *
 * @module easyllm/sse
 */

import { APIConnectionError, ConfigurationError, UnsupportedError } from './errors.ts';

/** One event. An `event` or `id` that was not sent is absent; so is an empty `event`, which the standard treats alike. */
export interface ServerSentEvent {
  /** The kind of event; most streams name none. */
  event?: string;
  /** Its text: the lines of the data, joined by LF. */
  data: string;
  /** What a reader that reconnects would name. */
  id?: string;
}

/** How a stream is decoded. */
export interface DecodeOptions {
  /**
   * The largest event accepted, 16 MiB by default. All its lines count, comments too: in bytes until a line has ended, in UTF-16 units
   * from then on.
   */
  maxEventBytes?: number;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const DATA = 'data: ';
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = /\r\n?|\n/g;
const DEFAULT_MAX_EVENT_BYTES = 16 * 1024 * 1024;
const END_OF_EVENT = Uint8Array.of(LF, LF);

// Each text starts at the start of a line, so a decoder that removes byte order marks would remove them inside the stream too.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Bytes of one stream to its events, one network read at a time. The same bytes give the same events wherever they are cut, in linear
 * time and bounded memory. Nothing of `bytes` is kept after a call, so a caller may reuse its buffer.
 */
export class EventDecoder {
  readonly #maxEventBytes: number;
  readonly #unendedLine = new ByteBuffer();
  #isFirstLine = true;
  #endedInCr = false;

  /** The event being received; `#size` counts its lines that have ended. */
  #data: string | undefined;
  #event: string | undefined;
  #id: string | undefined;
  #size = 0;

  constructor({ maxEventBytes = DEFAULT_MAX_EVENT_BYTES }: DecodeOptions = {}) {
    if (!(maxEventBytes > 0)) throw new ConfigurationError('`maxEventBytes` must be a number greater than 0.');
    this.#maxEventBytes = maxEventBytes;
  }

  /** The events that these bytes complete, often none. Events before one that is too large are returned first; the next call throws. */
  decode(bytes: Uint8Array): ServerSentEvent[] {
    return this.#decode(bytes, toEvent);
  }

  /** The same, for a reader who looks at nothing but the data. */
  decodeData(bytes: Uint8Array): string[] {
    return this.#decode(bytes, toData);
  }

  /** Tells that the bytes have ended: gives the event they left unfinished, if it has a `data` field. */
  flush(): ServerSentEvent[] {
    return this.decode(END_OF_EVENT);
  }

  /** As `flush`, of events that are read for their data alone. */
  flushData(): string[] {
    return this.decodeData(END_OF_EVENT);
  }

  #decode<Event>(bytes: Uint8Array, make: MakeEvent<Event>): Event[] {
    this.#refuseTooLarge();
    if (bytes.length === 0) return [];
    const start = this.#endedInCr && bytes[0] === LF ? 1 : 0;
    const end = endOfLastLine(bytes);
    this.#endedInCr = bytes[bytes.length - 1] === CR;

    const events: Event[] = [];
    for (let from = start, to = start; from < end && !this.#isTooLarge(); from = to) {
      to = endOfPiece(bytes, from, end);
      this.#readLines(this.#toText(bytes.subarray(from, to)), events, make);
    }
    if (end < bytes.length) this.#unendedLine.append(bytes.subarray(end));
    if (events.length === 0) this.#refuseTooLarge();
    return events;
  }

  /**
   * The lines that `bytes` ends, each ended by LF. Many are decoded in one call, which costs 50 ns however short the text (Node 20);
   * that is exact, because no UTF-8 sequence, valid or not, goes on past a line end.
   */
  #toText(bytes: Uint8Array): string {
    let text = utf8.decode(this.#unendedLine.takeWith(bytes));
    if (this.#isFirstLine && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
    this.#isFirstLine = false;
    return text.includes('\r') ? text.replace(LINE_END, '\n') : text;
  }

  #readLines<Event>(text: string, events: Event[], make: MakeEvent<Event>): void {
    let start = 0;
    while (start < text.length && !this.#isTooLarge()) {
      const end = text.indexOf('\n', start);
      if (this.#isWholeEvent(text, start, end)) {
        events.push(make(text.slice(start + DATA.length, end)));
        start = end + 2;
        continue;
      }
      if (end === start) this.#endEvent(events, make);
      else this.#readLine(text.slice(start, end));
      start = end + 1;
    }
  }

  /** An event of one line, as model servers send them: taken as it stands, at a third of what its fields would cost. */
  #isWholeEvent(text: string, start: number, end: number): boolean {
    return (
      this.#size === 0 &&
      text.startsWith(DATA, start) &&
      text.charCodeAt(end + 1) === LF &&
      end - start <= this.#maxEventBytes &&
      this.#data === undefined &&
      this.#event === undefined &&
      this.#id === undefined
    );
  }

  #readLine(line: string): void {
    this.#size += line.length;
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1);
    if (name === 'data') this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  #endEvent<Event>(events: Event[], make: MakeEvent<Event>): void {
    if (this.#data !== undefined) events.push(make(this.#data, this.#event, this.#id));
    this.#data = this.#event = this.#id = undefined;
    this.#size = 0;
  }

  #isTooLarge(): boolean {
    return this.#size + this.#unendedLine.length > this.#maxEventBytes;
  }

  #refuseTooLarge(): void {
    if (!this.#isTooLarge()) return;
    throw new APIConnectionError(
      `An event of the stream is larger than ${this.#maxEventBytes} bytes. Raise \`maxEventBytes\` if such events are expected.`,
      { code: 'event_too_large' },
    );
  }
}

/** Bytes that arrive in pieces, in one array that doubles: keeping the pieces would cost an object for each. */
class ByteBuffer {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /**
   * Empties the buffer: its bytes and then `last`, valid until the next `append`. A read of whole events, as TGI sends them, finds the
   * buffer empty and is not copied, which saves 70 of 180 ns.
   */
  takeWith(last: Uint8Array): Uint8Array {
    if (this.#length === 0) return last;
    this.append(last);
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #grow(length: number): void {
    const grown = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** The index after the last LF or CR, 0 if there is none. Backwards, because the last line end is rarely an event away. */
function endOfLastLine(bytes: Uint8Array): number {
  for (let index = bytes.length - 1; index >= 0; index--) {
    if (bytes[index] === LF || bytes[index] === CR) return index + 1;
  }
  return 0;
}

/** How much is decoded at once. All of a text with one letter outside ASCII takes seven times as long, so it is not all of a read. */
const PIECE_BYTES = 2048;

/** The index after the first line that ends beyond a piece. */
function endOfPiece(bytes: Uint8Array, start: number, end: number): number {
  const lineEnd = end - start > PIECE_BYTES ? bytes.indexOf(LF, start + PIECE_BYTES) : -1;
  return lineEnd === -1 || lineEnd >= end ? end : lineEnd + 1;
}

type MakeEvent<Event> = (data: string, event?: string, id?: string) => Event;

function toData(data: string): string {
  return data;
}

function toEvent(data: string, event?: string, id?: string): ServerSentEvent {
  const decoded: ServerSentEvent = { data };
  if (event !== undefined && event !== '') decoded.event = event;
  if (id !== undefined) decoded.id = id;
  return decoded;
}

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
  return 'getReader' in source ? { [Symbol.asyncIterator]: () => iterateStream(source) } : source;
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
export function encodeEvent({ event, data, id }: ServerSentEvent): string {
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
