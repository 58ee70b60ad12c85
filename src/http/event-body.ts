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
  /** Closes the reader's connection. Default: the body fails. */
  destroy?: (() => void) | undefined;
}

/** Events as they are asked for: what the reader does not take is not read from the upstream either. */
export class EventBody {
  readonly #events: AsyncGenerator<string, void>;
  readonly #options: EventBodyOptions;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #pending: Promise<IteratorResult<string, void>> | undefined;
  /** Whether the reader waits. */
  #isWanted = false;
  #isOver = false;
  /** When the reader last took something. */
  #takenAt = performance.now();
  #timer: Timer | undefined;

  constructor(events: AsyncGenerator<string, void>, options: EventBodyOptions) {
    this.#events = events;
    this.#options = options;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
    this.#watch(this.#options.sendTimeoutMs);
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#isWanted = true;
    this.#pending ??= this.#events.next();
    const result = await orSilence(this.#pending, this.#options.silenceMs ?? 15_000).catch((error: unknown) => {
      this.#end();
      throw error;
    });
    if (this.#isOver) return;
    this.#isWanted = false;
    this.#takenAt = performance.now();
    if (result === 'silence') {
      controller.enqueue(this.#encoder.encode(encodeComment()));
      return;
    }
    this.#pending = undefined;
    if (result.done === true) {
      this.#end();
      controller.close();
    } else controller.enqueue(this.#encoder.encode(result.value));
  }

  async cancel(): Promise<void> {
    const wasOver = this.#isOver;
    this.#end();
    if (!wasOver) this.#options.onCancel();
    // A read that is pending fails by the abort; nobody is left to hear of it.
    await Promise.allSettled([this.#pending, this.#events.return()]);
  }

  /** Ends the body of a reader that takes nothing. One that waits is told by the events themselves. */
  giveUp(reason: unknown): void {
    if (this.#isOver || this.#isWanted) return;
    this.#end();
    this.#options.onGiveUp?.(reason);
    void Promise.allSettled([this.#events.return()]);
    if (this.#options.destroy === undefined) this.#controller?.error(reason);
    else this.#options.destroy();
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** One timer for the whole body: one for each event costs as much as the event. */
  #watch(ms: number | undefined): void {
    const { sendTimeoutMs: limit } = this.#options;
    if (ms === undefined || limit === undefined) return;
    this.#timer = setUnrefTimer(() => {
      const left = this.#isWanted ? limit : this.#takenAt + limit - performance.now();
      if (left <= 0) this.giveUp(toSendTimeout(limit));
      else this.#watch(left);
    }, ms);
  }
}

function toSendTimeout(ms: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(`The caller took nothing of its stream for ${ms} ms (\`sendTimeout\`).`, {
    code: 'send_timeout',
  });
}

async function orSilence<Result>(pending: Promise<Result>, ms: number): Promise<Result | 'silence'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(resolve, ms, 'silence');
  });
  try {
    return await Promise.race([pending, silence]);
  } finally {
    clearTimeout(timer);
  }
}
