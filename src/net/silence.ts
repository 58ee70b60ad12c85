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
