/** Streams of events: which requests ask for one, and their events with a limit on silence. */
import { readBatches } from '../base/batches.ts';
import type { BatchReader } from '../base/batches.ts';
import { StreamIdleTimeoutError } from '../base/errors.ts';
import { EventDecoder } from './event-decoder.ts';
import type { EventSink } from './event-decoder.ts';
import { iterateBytes } from './sse.ts';
import type { ByteStream, TransportRequest } from './transport.ts';
import type { CallSettings } from './call.ts';
import { LeavableItems, watchSilence } from './silence.ts';
import { StrayLines, isPing, toErrorData } from './stray-lines.ts';

/** Streaming requests ask for events first. */
export function wantsEvents({ headers }: TransportRequest): boolean {
  return headers['accept']?.includes('text/event-stream') === true;
}

/** Reads events as those of one API. */
export interface EventReader<Event> {
  /** Adds what an event is to those of its network read; throws what it says if it is an error. */
  read(data: string, events: Event[]): void;
  /** Whether the last event was read, and nothing behind it matters. */
  readonly isOver: boolean;
  /** Whether all that was asked for has come, so that a silence may end the stream. */
  readonly isComplete?: boolean;
  /** At such a silence: throws if the stream was cut off. */
  leave?(): void;
  /** At the end: throws if the stream was cut off. */
  finish(): void;
  /** What to throw for a failure, of the connection or of an event. */
  toError(cause: unknown): unknown;
  /** Called once, at whichever end. */
  close?(): void;
}

/**
 * The events of a stream, as many at once as one network read holds. With `idleTimeout`, a silence that is longer while an event is
 * awaited aborts the call; a slow reader is no silence, and comments are none the less.
 */
export function readEvents<Event>(
  body: ByteStream,
  { policy, abort }: CallSettings,
  reader: EventReader<Event>,
): AsyncIterableIterator<Event[]> {
  const batches = new EventBatches(reader, policy?.maxEventBytes);
  const events = new LeavableItems(readBatches(iterateBytes(body), batches), {
    ms: LAST_SILENCE_MS,
    source: reader,
  });
  const idleMs = policy?.idleTimeoutMs;
  if (idleMs === undefined || abort === undefined) return events;
  const onSilence = () => {
    if (reader.isComplete === true) events.leave();
    else abort(idle(idleMs));
  };
  return watchSilence(events, { ms: idleMs, onSilence });
}

/** After that a server is left that has said why its text ended, and neither ends its stream nor closes it. */
const LAST_SILENCE_MS = 15_000;

/** A body that is in memory, as one that comes. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Bytes to events: what one network read holds makes one batch. */
class EventBatches<Event> implements BatchReader<Uint8Array, Event[]>, EventSink {
  readonly #decoder: EventDecoder;
  readonly #strays = new StrayLines();
  readonly #reader: EventReader<Event>;
  #events: Event[] = [];
  /** Thrown once the events before it were handed on. */
  #failure: { cause: unknown } | undefined;
  #isFlushed = false;

  constructor(reader: EventReader<Event>, maxEventBytes: number | undefined) {
    this.#reader = reader;
    this.#decoder = new EventDecoder(maxEventBytes === undefined ? {} : { maxEventBytes });
  }

  get isOver(): boolean {
    return this.#reader.isOver || this.#failure !== undefined;
  }

  read(bytes?: Uint8Array): Event[] | undefined {
    const events: Event[] = (this.#events = []);
    try {
      if (bytes === undefined) this.#decoder.flushTo(this);
      else this.#decoder.decodeTo(bytes, this);
    } catch (cause) {
      if (events.length === 0) throw cause;
      this.#failure = { cause };
    }
    return events.length > 0 ? events : undefined;
  }

  finish(): Event[] | undefined {
    if (!this.isOver && !this.#isFlushed) {
      this.#isFlushed = true;
      const events = this.read();
      if (events !== undefined) return events;
    }
    if (this.#failure !== undefined) throw this.#failure.cause;
    this.#reader.finish();
    return undefined;
  }

  toError(cause: unknown): unknown {
    return this.#reader.toError(cause);
  }

  close(): void {
    this.#reader.close?.();
  }

  /** Takes one event. An empty one keeps a connection open, as a comment does; behind the last one, and behind a failure, there is nothing to read. */
  take(data: string, event?: string): void {
    if (this.isOver || isPing(event)) return;
    if (event === 'error') this.#reader.read(toErrorData(data), this.#events);
    else if (data !== '') this.#reader.read(data, this.#events);
  }

  takeStray(line: string): void {
    const data = this.isOver ? undefined : this.#strays.read(line);
    if (data !== undefined) this.#reader.read(data, this.#events);
  }
}

function idle(idleMs: number): StreamIdleTimeoutError {
  return new StreamIdleTimeoutError(
    `The stream was silent for ${idleMs} ms (\`idleTimeout\`). The text so far is in \`partial\`.`,
    { code: 'timeout' },
  );
}
