/** How many lines of a batch may be under way at once. */
import { Abort, onAbort } from '../base/abort.ts';

/** Lines under way where nothing says otherwise: the first number, and the most. */
const FIRST = 8;
const MOST = 256;
/** Doubling pays where it brings this much more lines a second. */
const WORTHWHILE = 1.2;
/** Windows between two tries of more, once more did not pay. */
const REST = 8;

/** A clock that tests set. In milliseconds. */
export interface PaceClock {
  now(): number;
  /** Ends early, without an error, where the signal is aborted. */
  sleep(ms: number, signal: Abort): Promise<void>;
}

export interface PaceOptions {
  /** So many, always; but for waits that the server asks for. Default: as many as pays. */
  concurrency?: number | undefined;
  /** The most, where it adapts. Default: 256. */
  maxConcurrency?: number | undefined;
  clock?: PaceClock | undefined;
}

/**
 * A limit that grows while more lines under way bring more lines a second (latency holds), is halved when the server has too much to do
 * (429, 503), and lets nothing new begin for as long as the server asks. A window is two lines for each place; the first windows double.
 */
export class Pace {
  readonly #isFixed: boolean;
  readonly #most: number;
  readonly #clock: PaceClock;
  #limit: number;
  #taken = 0;
  #waiting: (() => void)[] = [];
  #pausedUntil = 0;
  /** Places before the last growth, and what they brought: lines a millisecond. */
  #before: { limit: number; rate: number } | undefined;
  #rest = 0;
  #isDoubling = true;
  #windowStart: number;
  #windowLines = 0;
  #halvedAt = Number.NEGATIVE_INFINITY;
  readonly #closing = new Abort();

  constructor({ concurrency, maxConcurrency = MOST, clock = systemClock }: PaceOptions = {}) {
    this.#isFixed = concurrency !== undefined;
    this.#most = concurrency ?? maxConcurrency;
    this.#limit = concurrency ?? Math.min(FIRST, maxConcurrency);
    this.#clock = clock;
    this.#windowStart = clock.now();
  }

  /** How many may be under way now. */
  get limit(): number {
    return this.#limit;
  }

  /** How many are. */
  get taken(): number {
    return this.#taken;
  }

  /** Milliseconds until new lines may begin, as the server asked; 0 where it did not. */
  get pauseMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.now());
  }

  /** Ends all waits for a place. */
  close(): void {
    this.#closing.abort();
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Takes a place; waits where none is free. Undefined, which costs nothing, where one is. */
  take(): Promise<void> | undefined {
    if (this.#taken < this.#limit && this.pauseMs === 0) {
      this.#taken += 1;
      return undefined;
    }
    return this.#takeLater();
  }

  async #takeLater(): Promise<void> {
    while (!this.#closing.aborted) {
      if (this.pauseMs > 0) await this.#clock.sleep(this.pauseMs, this.#closing);
      else if (this.#taken < this.#limit) break;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#taken += 1;
  }

  /** Gives a place back. `isAnswered`: whether the server did work for it, which says how fast it is. */
  give(isAnswered: boolean): void {
    this.#taken -= 1;
    if (isAnswered && !this.#isFixed) this.#count();
    this.#wake();
  }

  /** The server had too much to do, and asks for a wait of `waitMs`. What fails together is one overload. */
  overload(waitMs = 0): void {
    const now = this.#clock.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + waitMs);
    if (this.#isFixed || now - this.#halvedAt < 1000) return;
    this.#halvedAt = now;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#isDoubling = false;
    this.#before = undefined;
    this.#rest = REST;
    this.#begin(now);
  }

  #count(): void {
    this.#windowLines += 1;
    if (this.#windowLines < 2 * this.#limit) return;
    const now = this.#clock.now();
    const rate = this.#windowLines / Math.max(now - this.#windowStart, 0.001);
    this.#adapt(rate);
    this.#begin(now);
  }

  #adapt(rate: number): void {
    const before = this.#before;
    this.#before = undefined;
    if (before !== undefined) {
      // A fifth more for twice as many, and as much in proportion for less.
      const wanted = 1 + (WORTHWHILE - 1) * (this.#limit / before.limit - 1);
      if (rate < before.rate * wanted) {
        this.#limit = before.limit;
        this.#isDoubling = false;
        this.#rest = REST;
        return;
      }
    }
    if (this.#rest > 0) {
      this.#rest -= 1;
      return;
    }
    const more = this.#isDoubling ? this.#limit * 2 : this.#limit + Math.max(1, Math.floor(this.#limit / 4));
    if (this.#limit >= this.#most) return;
    this.#before = { limit: this.#limit, rate };
    this.#limit = Math.min(this.#most, more);
  }

  #begin(now: number): void {
    this.#windowStart = now;
    this.#windowLines = 0;
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    for (let free = this.#limit - this.#taken; free > 0; free -= 1) this.#waiting.shift()?.();
  }
}

const systemClock: PaceClock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const forget = onAbort(signal, end);
      const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1));
      function end() {
        clearTimeout(timer);
        forget();
        resolve();
      }
    }),
};
