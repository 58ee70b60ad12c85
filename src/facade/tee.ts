/** One source of items as two. */

type Next<Item> = IteratorResult<Item, void>;

/** The items after a place; each is read once, by whoever is first to ask. */
interface Place<Item> {
  after?: { result: Promise<Next<Item>>; place: Place<Item> };
}

/** A half, as the batches of a stream. */
export type Half<Item> = AsyncIterator<Item[], void, undefined>;

/** Two readers of one source, each at its own speed: what one has read is kept until the other has. The source is left when both have left. */
export function tee<Item>(source: AsyncIterator<Item, void>): [Half<Item>, Half<Item>] {
  const start: Place<Item> = {};
  let readers = 2;
  const leave = async () => {
    readers -= 1;
    if (readers === 0) await source.return?.();
  };
  return [toHalf(source, start, leave), toHalf(source, start, leave)];
}

function toHalf<Item>(source: AsyncIterator<Item, void>, start: Place<Item>, leave: () => Promise<void>): Half<Item> {
  let at = start;
  let isOver = false;
  return {
    async next() {
      at.after ??= { result: source.next(), place: {} };
      const { result, place } = at.after;
      at = place;
      const { done, value } = await result;
      return done === true ? { done, value } : { done: false, value: [value] };
    },
    async return() {
      if (!isOver) await leave();
      isOver = true;
      return { done: true, value: undefined };
    },
  };
}
