import { describe, expect, test } from 'vitest';

import { merge } from '../../../src/base/merge.ts';

/** A stream whose reads are settled from outside. */
function createSource() {
  const reads: { resolve(result: IteratorResult<string>): void; reject(error: Error): void }[] = [];
  const state = { asked: 0, returned: 0 };
  const iterator: AsyncIterator<string> = {
    next: () => {
      state.asked += 1;
      return new Promise((resolve, reject) => reads.push({ resolve, reject }));
    },
    return: async () => {
      state.returned += 1;
      return { done: true, value: undefined };
    },
  };
  return {
    state,
    stream: { [Symbol.asyncIterator]: () => iterator },
    give: (value: string) => reads.shift()?.resolve({ done: false, value }),
    end: () => reads.shift()?.resolve({ done: true, value: undefined }),
    fail: (error: Error) => reads.shift()?.reject(error),
  };
}

async function* of(...items: string[]): AsyncGenerator<string> {
  yield* items;
}

describe('merge', () => {
  test('gives items in the order in which they arrive', async () => {
    const [a, b] = [createSource(), createSource()];
    const merged = merge([a.stream, b.stream]);
    const items: unknown[] = [];

    const first = merged.next();
    b.give('b1');
    items.push((await first).value);
    const second = merged.next();
    a.give('a1');
    items.push((await second).value);
    const third = merged.next();
    a.give('a2');
    items.push((await third).value);
    const end = merged.next();
    a.end();
    b.end();

    expect(items).toEqual([
      { index: 1, item: 'b1' },
      { index: 0, item: 'a1' },
      { index: 0, item: 'a2' },
    ]);
    expect(await end).toEqual({ done: true, value: undefined });
  });

  test('gives every item of every stream, each stream in its own order', async () => {
    const items: string[] = [];

    for await (const { index, item } of merge([of('a', 'b'), of(), of('c'), of('d', 'e', 'f')]))
      items.push(`${index}${item}`);

    expect(items.toSorted()).toEqual(['0a', '0b', '2c', '3d', '3e', '3f']);
    expect(items.filter((item) => item.startsWith('3'))).toEqual(['3d', '3e', '3f']);
  });

  test('asks all streams at the first read, and one again when its item was taken', async () => {
    const [a, b] = [createSource(), createSource()];
    const merged = merge([a.stream, b.stream]);
    expect([a.state.asked, b.state.asked]).toEqual([0, 0]);

    const first = merged.next();
    expect([a.state.asked, b.state.asked]).toEqual([1, 1]);
    a.give('a1');
    await first;
    expect([a.state.asked, b.state.asked]).toEqual([1, 1]);

    void merged.next();
    expect([a.state.asked, b.state.asked]).toEqual([2, 1]);
  });

  test('fails with the first failure, after what came before it, and tells all streams to end', async () => {
    const [a, b] = [createSource(), createSource()];
    const merged = merge([a.stream, b.stream]);
    const failure = new Error('cut');

    const first = merged.next();
    a.give('a1');
    b.fail(failure);

    expect((await first).value).toEqual({ index: 0, item: 'a1' });
    await expect(merged.next()).rejects.toBe(failure);
    expect([a.state.returned, b.state.returned]).toEqual([1, 1]);
  });

  test('tells all streams to end when it is left, and waits for none', async () => {
    const [a, b] = [createSource(), createSource()];
    setImmediate(() => a.give('a1'));

    for await (const { item } of merge([a.stream, b.stream])) {
      expect(item).toBe('a1');
      break;
    }

    expect([a.state.returned, b.state.returned]).toEqual([1, 1]);
  });

  test('of nothing is at its end', async () => {
    expect(await merge([]).next()).toEqual({ done: true, value: undefined });
  });
});
