/** Streams of events: which answers are one, and their events with a limit on silence. */
import { StreamIdleTimeoutError } from '../errors.ts';
import { EventDecoder, iterateBytes } from '../sse.ts';
import type { ByteStream, TransportRequest, TransportResponse } from '../transport.ts';
import type { Timer } from './attempt.ts';
import { setUnrefTimer } from './attempt.ts';
import type { CallSettings } from './call.ts';

/** Streaming requests ask for events first. */
export function wantsEvents({ headers }: TransportRequest): boolean {
  return headers['accept']?.includes('text/event-stream') === true;
}

/** Some servers leave the answer's type out. */
export function isEventStream(request: TransportRequest, response: TransportResponse): boolean {
  return wantsEvents(request) && response.headers.get('content-type')?.includes('application/json') !== true;
}

/**
 * The data of a stream's events, as many at once as one network read holds. With `idleTimeout`, a silence that is longer while an event is
 * awaited aborts the call; a slow reader is no silence, and comments are none the less.
 */
export function readEventBatches(body: ByteStream, settings: CallSettings): AsyncIterableIterator<string[]> {
  return new EventBatches(body, settings);
}

/** No generator: that would cost each read two more promises. */
class EventBatches implements AsyncIterableIterator<string[]> {
  readonly #reads: AsyncIterator<Uint8Array>;
  readonly #decoder = new EventDecoder();
  readonly #idleMs: number | undefined;
  readonly #abort: CallSettings['abort'];
  #isEnded = false;

  constructor(body: ByteStream, { policy, abort }: CallSettings) {
    this.#reads = iterateBytes(body)[Symbol.asyncIterator]();
    this.#idleMs = policy?.idleTimeoutMs;
    this.#abort = abort;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next events, never none. */
  async next(): Promise<IteratorResult<string[], undefined>> {
    const timer = this.#startTimer();
    try {
      while (!this.#isEnded) {
        const { done, value } = await this.#reads.next();
        this.#isEnded = done === true;
        const events = done === true ? this.#decoder.flushData() : this.#decoder.decodeData(value);
        if (events.length > 0) return { done: false, value: events };
      }
      return { done: true, value: undefined };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Leaves the stream, and closes its connection. */
  async return(): Promise<IteratorResult<string[], undefined>> {
    await this.#reads.return?.();
    return { done: true, value: undefined };
  }

  #startTimer(): Timer | undefined {
    const [ms, abort] = [this.#idleMs, this.#abort];
    return ms === undefined || abort === undefined ? undefined : setUnrefTimer(() => abort(idle(ms)), ms);
  }
}

function idle(idleMs: number): StreamIdleTimeoutError {
  return new StreamIdleTimeoutError(
    `The stream was silent for ${idleMs} ms (\`idleTimeout\`). The text so far is in \`partial\`.`,
    { code: 'timeout' },
  );
}
