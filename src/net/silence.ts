/** A limit on silence: on how long an item is awaited. */
import type { Timer } from './attempt.ts';
import { setUnrefTimer } from './attempt.ts';

/** The same items. One that is awaited for longer makes `onSilence` be called, once. */
export function watchSilence<Item>(
  items: AsyncIterableIterator<Item>,
  limit: { ms: number; onSilence: () => void },
): AsyncIterableIterator<Item> {
  return new WatchedItems(items, limit);
}

/** One timer that looks at the clock when it is due: to stop and start one for each item would cost 1 µs. */
class WatchedItems<Item> implements AsyncIterableIterator<Item> {
  readonly #items: AsyncIterableIterator<Item>;
  readonly #ms: number;
  readonly #onSilence: () => void;
  /** Since when an item is awaited. */
  #since: number | undefined;
  #timer: Timer | undefined;

  constructor(items: AsyncIterableIterator<Item>, { ms, onSilence }: { ms: number; onSilence: () => void }) {
    this.#items = items;
    this.#ms = ms;
    this.#onSilence = onSilence;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    this.#since = performance.now();
    this.#timer ??= setUnrefTimer(this.#look, this.#ms);
    return this.#items.next().then(this.#take, this.#fail);
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#stop();
    await this.#items.return?.();
    return { done: true, value: undefined };
  }

  readonly #take = (result: IteratorResult<Item, undefined>): IteratorResult<Item, undefined> => {
    this.#since = undefined;
    if (result.done === true) this.#stop();
    return result;
  };

  readonly #fail = (error: unknown): never => {
    this.#stop();
    throw error;
  };

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#since === undefined) return;
    const leftMs = this.#since + this.#ms - performance.now();
    if (leftMs > 0) this.#timer = setUnrefTimer(this.#look, leftMs);
    else this.#onSilence();
  };

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = undefined;
  }
}

/** Where items come from that may be left in a silence. */
interface Leavable {
  readonly isComplete?: boolean;
  leave?(): void;
  toError(cause: unknown): unknown;
}

/** The same items; once the source is complete, a silence of `ms` ends them. */
export class LeavableItems<Item> implements AsyncIterableIterator<Item> {
  readonly #items: AsyncIterableIterator<Item>;
  readonly #ms: number;
  readonly #source: Leavable;
  #end: (() => void) | undefined;

  constructor(items: AsyncIterableIterator<Item>, { ms, source }: { ms: number; source: Leavable }) {
    this.#items = items;
    this.#ms = ms;
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    return this.#source.isComplete === true ? this.#nextOrEnd() : this.#items.next();
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    await this.#items.return?.();
    return { done: true, value: undefined };
  }

  /** Ends the items, while one is awaited. */
  leave(): void {
    this.#end?.();
  }

  #nextOrEnd(): Promise<IteratorResult<Item, undefined>> {
    return new Promise((resolve, reject) => {
      const timer = setUnrefTimer(() => this.#end?.(), this.#ms);
      const settle = (settled: () => void) => {
        clearTimeout(timer);
        this.#end = undefined;
        settled();
      };
      this.#end = () =>
        settle(() => {
          // Nobody waits for the source to be closed, or hears how that failed.
          void Promise.resolve(this.#items.return?.()).catch(() => {});
          try {
            this.#source.leave?.();
            resolve({ done: true, value: undefined });
          } catch (cause) {
            reject(this.#source.toError(cause));
          }
        });
      this.#items.next().then(
        (result) => settle(() => resolve(result)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }
}
