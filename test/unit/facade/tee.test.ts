import { describe, expect, test } from 'vitest';
import { Abort } from '../../../src/base/abort.ts';
import { Stream } from '../../../src/facade/stream.ts';

async function* counting(most: number, left: { is: boolean }): AsyncGenerator<number[], void> {
  try {
    for (let number = 1; number <= most; number += 1) yield [number];
  } finally {
    left.is = true;
  }
}

async function read(stream: Stream<number>): Promise<number[]> {
  const numbers: number[] = [];
  for await (const number of stream) numbers.push(number);
  return numbers;
}

describe('Stream', () => {
  test('throws for a second loop, naming tee', async () => {
    const stream = new Stream(counting(2, { is: false }), new Abort());
    await read(stream);

    await expect(read(stream)).rejects.toThrow('`tee()`');
  });
});

describe('tee', () => {
  test('gives both readers every chunk, at their own speed', async () => {
    const [one, other] = new Stream(counting(3, { is: false }), new Abort()).tee();
    const first = await one.next();

    const all = await Promise.all([read(other), read(one)]);

    expect(first).toEqual({ done: false, value: 1 });
    expect(all).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  test('leaves the source when both have left', async () => {
    const left = { is: false };
    const [one, other] = new Stream(counting(9, left), new Abort()).tee();
    await one.next();
    await one.return();
    const next = await other.next();
    const before = left.is;
    await other.return();

    expect(next).toEqual({ done: false, value: 1 });
    expect([before, left.is]).toEqual([false, true]);
  });

  test('fails for both', async () => {
    async function* failing(): AsyncGenerator<number[], void> {
      yield [1];
      throw new RangeError('cut');
    }
    const halves = new Stream(failing(), new Abort()).tee();

    const results = await Promise.allSettled(halves.map(read));

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
