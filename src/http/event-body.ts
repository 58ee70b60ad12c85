/** A stream of events as the body of a response. */
import { APIConnectionTimeoutError } from '../base/errors.ts';
import { setUnrefTimer } from '../net/attempt.ts';
import type { Timer } from '../net/attempt.ts';
import { encodeComment } from '../net/sse.ts';

export interface EventBodyOptions {
  /** After this much silence a comment is sent, which keeps the connection open, and again after as much. Default: 15,000. */
  silenceMs?: number | undefined;
  /** How long the reader may take nothing. Default: as long as it likes. */
  sendTimeoutMs?: number | undefined;
  /** The reader has left. */
  onCancel: () => void;
  /** The body was ended because of this, while its reader took nothing. */
  onGiveUp?: ((error: unknown) => void) | undefined;
  /** Closes the reader's connection. Default: its next read fails. */
  destroy?: (() => void) | undefined;
}

type Next = IteratorResult<string, void>;

/** A reader that waits for an event. */
interface Waiting {
  resolve(next: Next): void;
  reject(error: unknown): void;
}

const DEFAULT_SILENCE_MS = 15_000;

/** Events as they are asked for: what the reader does not take is not read from the upstream either. */
export class EventBody {
  readonly #events: AsyncGenerator<string, void>;
  readonly #options: EventBodyOptions;
  readonly #silenceMs: number;
  #pending: Promise<void> | undefined;
  #waiting: Waiting | undefined;
  /** What came while the reader took a comment. */
  #ready: Next | undefined;
  #failure: { reason: unknown } | undefined;
  #isOver = false;
  /** Since when the reader has waited, or has taken nothing. */
  #since = performance.now();
  #timer: Timer | undefined;

  constructor(events: AsyncGenerator<string, void>, options: EventBodyOptions) {
    this.#events = events;
    this.#options = options;
    this.#silenceMs = options.silenceMs ?? DEFAULT_SILENCE_MS;
    this.#watch();
  }

  /** The next event, or a comment where none has come for a while. Asked for one at a time. */
  next(): Promise<Next> {
    return new Promise((resolve, reject) => {
      this.#since = performance.now();
      this.#waiting = { resolve, reject };
      if (this.#failure !== undefined) return this.#fail(this.#failure.reason);
      if (this.#ready !== undefined) return this.#hand(this.#ready);
      this.#pending ??= this.#events.next().then(this.#take, this.#fail);
      if (this.#timer === undefined) this.#watch();
      return undefined;
    });
  }

  /** The reader has left. */
  async cancel(): Promise<void> {
    const wasOver = this.#isOver;
    this.#end();
    if (!wasOver) this.#options.onCancel();
    // A read that is pending fails by the abort; nobody is left to hear of it.
    await Promise.allSettled([this.#pending, this.#events.return()]);
  }

  /** Ends the body of a reader that takes nothing. One that waits is told by the events themselves. */
  giveUp(reason: unknown): void {
    if (this.#isOver || this.#waiting !== undefined) return;
    this.#end();
    this.#failure = { reason };
    this.#options.onGiveUp?.(reason);
    void Promise.allSettled([this.#events.return()]);
    this.#options.destroy?.();
  }

  readonly #take = (next: Next): void => {
    this.#pending = undefined;
    if (next.done === true) this.#end();
    this.#hand(next);
  };

  readonly #fail = (error: unknown): void => {
    this.#pending = undefined;
    this.#end();
    this.#failure = { reason: error };
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  };

  #hand(next: Next): void {
    const reader = this.#waiting;
    this.#waiting = undefined;
    this.#ready = reader === undefined ? next : undefined;
    this.#since = performance.now();
    reader?.resolve(next);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** One timer at a time for the whole body: one for each event costs as much as the event. */
  #watch(): void {
    const { sendTimeoutMs } = this.#options;
    const most = Math.min(this.#silenceMs, sendTimeoutMs ?? Infinity);
    const look = () => {
      const limit = this.#waiting === undefined ? sendTimeoutMs : this.#silenceMs;
      // Nobody waits, and nobody has to. The timer would hold a body that its reader has let go of.
      if (limit === undefined) {
        this.#timer = undefined;
        return;
      }
      const left = this.#since + limit - performance.now();
      if (left > 0) return wait(left);
      if (this.#waiting === undefined) return this.giveUp(toSendTimeout(limit));
      this.#hand({ done: false, value: encodeComment() });
      return wait(most);
    };
    const wait = (ms: number) => {
      this.#timer = setUnrefTimer(look, Math.min(ms, most));
    };
    if (!this.#isOver) wait(most);
  }
}

function toSendTimeout(ms: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(`The caller took nothing of its stream for ${ms} ms (\`sendTimeout\`).`, {
    code: 'send_timeout',
  });
}
