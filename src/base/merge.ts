/** Several streams as one, each item with the index of its stream, in the order in which they arrive. */

export interface Indexed<Item> {
  index: number;
  item: Item;
}

/**
 * Asks every stream for its next item as soon as the last one was taken. The first failure ends the whole. On leaving, streams are
 * told to end but not waited for: one that has a read pending ends when its connection is aborted, which is the caller's to do.
 */
export async function* merge<Item>(streams: readonly AsyncIterable<Item>[]): AsyncGenerator<Indexed<Item>> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const arrived: (() => Indexed<Item> | undefined)[] = [];
  let wake = () => {};

  const ask = (index: number) => {
    const settle = (take: () => Indexed<Item> | undefined) => {
      arrived.push(take);
      wake();
    };
    iterators[index]?.next().then(
      (result) => settle(() => (result.done === true ? undefined : { index, item: result.value })),
      (error: unknown) =>
        settle(() => {
          throw error;
        }),
    );
  };

  try {
    iterators.forEach((_, index) => ask(index));
    let open = iterators.length;
    while (open > 0) {
      const take = arrived.shift();
      if (take === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const indexed = take();
      if (indexed === undefined) {
        open -= 1;
        continue;
      }
      yield indexed;
      ask(indexed.index);
    }
  } finally {
    for (const iterator of iterators) void iterator.return?.()?.catch(() => {});
  }
}
