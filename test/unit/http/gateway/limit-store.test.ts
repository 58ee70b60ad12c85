import { describe, expect, test } from 'vitest';
import { createLimits, createMemoryLimits } from '../../../../src/http/gateway/limit-store.ts';

describe('createMemoryLimits', () => {
  test('counts by the minute that begins with the first request', async () => {
    let now = 5000;
    const limits = createMemoryLimits(() => now);

    expect(limits.add('a', 2)).toEqual({ used: 2, endsInMs: 60_000 });
    now += 59_999;
    expect(limits.add('a', 3)).toEqual({ used: 5, endsInMs: 1 });
    expect(limits.add('b', 1)).toEqual({ used: 1, endsInMs: 60_000 });
    now += 1;
    expect(limits.add('a', 1)).toEqual({ used: 1, endsInMs: 60_000 });
  });

  test('begins no minute by looking or giving back, and gives none what it never had', async () => {
    let now = 0;
    const limits = createMemoryLimits(() => now);
    limits.add('a', 0);
    limits.add('a', -5);
    now = 30_000;

    expect(limits.add('a', 1)).toEqual({ used: 1, endsInMs: 60_000 });
    expect(limits.add('a', -5)).toEqual({ used: 0, endsInMs: 60_000 });
  });
});

describe('createLimits', () => {
  test('counts here while the shared store fails, leaves it alone for a second, and reports each outage once', async () => {
    let now = 0;
    let isDown = true;
    let asked = 0;
    const failures: unknown[] = [];
    const limits = createLimits(
      {
        async add() {
          asked += 1;
          if (isDown) throw new Error('down');
          return { used: 99, endsInMs: 1 };
        },
      },
      (error) => failures.push(error),
      () => now,
    );
    const used = async () => (await limits.add('a', 1)).used;

    expect([await used(), await used(), asked]).toEqual([1, 2, 1]);
    now = 1000;
    expect([await used(), asked, failures.length]).toEqual([3, 2, 1]);
    isDown = false;
    now = 2000;
    expect(await used()).toBe(99);
    isDown = true;
    expect([await used(), failures.length]).toEqual([4, 2]);
  });
});
