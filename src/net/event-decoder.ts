/** Bytes of server-sent events to events, as `easyllm/sse` gives them. */
import { expectOptions, kindOf } from '../base/check.ts';
import { APIConnectionError, ConfigurationError } from '../base/errors.ts';
import { ByteBuffer } from './byte-buffer.ts';

/** One event. An `event` or `id` that was not sent is absent; so is an empty `event`, which the standard treats alike. */
export interface ServerSentEvent {
  /** The kind of event; most streams name none. */
  event?: string;
  /** Its text: the lines of the data, joined by LF. */
  data: string;
  /** What a reader that reconnects would name. */
  id?: string;
}

/** Takes the events of a stream, one after the other. */
export interface EventSink {
  /** Called once for each event. */
  take(data: string, event?: string, id?: string): void;
  /** Called for a line that is no field of the format, which the standard ignores: some servers write their errors so. */
  takeStray?(line: string): void;
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

  /** The event being received; `#size` counts its lines that have ended, and is 0 between events. */
  #data: string | undefined;
  #event: string | undefined;
  #id: string | undefined;
  #size = 0;

  constructor(options: DecodeOptions = {}) {
    expectOptions(options, 'The options of the decoder');
    const { maxEventBytes = DEFAULT_MAX_EVENT_BYTES } = options;
    if (typeof maxEventBytes !== 'number' || !(maxEventBytes > 0))
      throw new ConfigurationError('`maxEventBytes` must be a number greater than 0.');
    this.#maxEventBytes = maxEventBytes;
  }

  /** Whether nothing of an event has come that is not whole yet. */
  get isBetweenEvents(): boolean {
    return this.#size === 0 && this.#unendedLine.length === 0;
  }

  /** The events that these bytes complete, often none. Events before one that is too large are returned first; the next call throws. */
  decode(bytes: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    try {
      this.decodeTo(bytes, { take: (data, event, id) => void events.push(toEvent(data, event, id)) });
    } catch (error) {
      // The next call throws it.
      if (events.length === 0) throw error;
    }
    return events;
  }

  /** Tells that the bytes have ended: gives the event they left unfinished, if it has a `data` field. */
  flush(): ServerSentEvent[] {
    return this.decode(END_OF_EVENT);
  }

  /** As `decode`, without a list of the events. One that is too large throws after the events before it were taken. */
  decodeTo(bytes: Uint8Array, sink: EventSink): void {
    if (!ArrayBuffer.isView(bytes)) {
      throw new ConfigurationError(
        `A piece of the stream is ${kindOf(bytes)}. Expected bytes (Uint8Array): leave out what decodes them to text.`,
      );
    }
    this.#refuseTooLarge();
    if (bytes.length === 0) return;
    const start = this.#endedInCr && bytes[0] === LF ? 1 : 0;
    const end = endOfLastLine(bytes);
    this.#endedInCr = bytes[bytes.length - 1] === CR;

    for (let from = start, to = start; from < end && !this.#isTooLarge(); from = to) {
      to = endOfPiece(bytes, from, end);
      this.#readLines(this.#toText(bytes.subarray(from, to)), sink);
    }
    if (end < bytes.length) this.#unendedLine.append(bytes.subarray(end));
    this.#refuseTooLarge();
  }

  /** As `flush`, without a list of the events. */
  flushTo(sink: EventSink): void {
    this.decodeTo(END_OF_EVENT, sink);
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

  #readLines(text: string, sink: EventSink): void {
    let start = 0;
    while (start < text.length && !this.#isTooLarge()) {
      const end = text.indexOf('\n', start);
      if (this.#isWholeEvent(text, start, end)) {
        sink.take(text.slice(start + DATA.length, end));
        start = end + 2;
        continue;
      }
      if (end === start) this.#endEvent(sink);
      else this.#readLine(text.slice(start, end), sink);
      start = end + 1;
    }
  }

  /** An event of one line, as model servers send them: taken as it stands, at a third of what its fields would cost. */
  #isWholeEvent(text: string, start: number, end: number): boolean {
    return (
      this.#size === 0 &&
      text.startsWith(DATA, start) &&
      text.charCodeAt(end + 1) === LF &&
      end - start <= this.#maxEventBytes
    );
  }

  #readLine(line: string, sink: EventSink): void {
    this.#size += line.length;
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1);
    if (name === 'data') this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    else if (name === 'event') this.#event = value;
    else if (name === 'id') this.#id = value.includes('\0') ? this.#id : value;
    else if (name !== '' && name !== 'retry') sink.takeStray?.(line);
  }

  #endEvent(sink: EventSink): void {
    const [data, event, id] = [this.#data, this.#event, this.#id];
    this.#data = this.#event = this.#id = undefined;
    this.#size = 0;
    if (data !== undefined) sink.take(data, event, id);
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

function toEvent(data: string, event?: string, id?: string): ServerSentEvent {
  const decoded: ServerSentEvent = { data };
  if (event !== undefined && event !== '') decoded.event = event;
  if (id !== undefined) decoded.id = id;
  return decoded;
}
