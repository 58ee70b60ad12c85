import { describe, expect, test } from 'vitest';

import { createLoader, createOnce } from '../../../src/base/once.ts';

describe('createOnce', () => {
  test('runs at the first call, and gives later ones the same', () => {
    let runs = 0;
    const once = createOnce(() => (runs += 1));

    expect([runs, once(), once()]).toEqual([0, 1, 1]);
  });

  test('knows a result that is undefined', () => {
    let runs = 0;
    const once = createOnce(() => void (runs += 1));
    once();
    once();

    expect(runs).toBe(1);
  });
});

describe('createLoader', () => {
  test('loads once for calls that overlap', async () => {
    let loads = 0;
    const load = createLoader(async () => (loads += 1));

    expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  });

  test('loads again what could not be loaded', async () => {
    let loads = 0;
    const load = createLoader(async () => {
      loads += 1;
      if (loads === 1) throw new Error('offline');
      return loads;
    });

    await expect(load()).rejects.toThrow('offline');
    expect(await load()).toBe(2);
  });
});
