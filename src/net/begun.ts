/** A stream whose first item is there. */
import type { AnySignal } from '../base/abort.ts';

/** So many items are waited through; a server without end would fill the memory. */
const MAX_WAITED = 1000;

/**
 * Waits for the first item that says something: what cannot be read fails the call then, and not the loop over its stream. Where the call
 * was aborted since, what came is not given: the items themselves say how they end.
 */
export async function awaitFirst<Item>(
  items: AsyncIterableIterator<Item>,
  { signal, isFirst }: { signal: AnySignal | undefined; isFirst: (item: Item) => boolean },
): Promise<AsyncIterableIterator<Item>> {
  const read: IteratorResult<Item, undefined>[] = [];
  for (;;) {
    const result: IteratorResult<Item, undefined> = await items.next();
    read.push(result);
    if (result.done === true || isFirst(result.value) || read.length >= MAX_WAITED)
      return new BegunItems(items, { read, signal });
  }
}

class BegunItems<Item> implements AsyncIterableIterator<Item> {
  readonly #items: AsyncIterableIterator<Item>;
  readonly #read: IteratorResult<Item, undefined>[];
  readonly #signal: AnySignal | undefined;

  constructor(
    items: AsyncIterableIterator<Item>,
    { read, signal }: { read: IteratorResult<Item, undefined>[]; signal: AnySignal | undefined },
  ) {
    this.#items = items;
    this.#read = read;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const result = this.#read.length === 0 || this.#signal?.aborted === true ? undefined : this.#read.shift();
    return result === undefined ? this.#items.next() : Promise.resolve(result);
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    await this.#items.return?.();
    return { done: true, value: undefined };
  }
}
