import { describe, expect, test } from 'vitest';

import { createLoader, createOnce } from '../../src/once.ts';

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
  test('loads once', async () => {
    const load = createLoader(async () => ({}));
    const part = await load();

    expect(await load()).toBe(part);
  });

  test('waits for no other call’s load, which a Worker may never end', async () => {
    const loads = [new Promise<object>(() => {}), Promise.resolve({ part: 1 })];
    const load = createLoader(async () => (await loads.shift()) ?? {});
    void load();

    expect(await load()).toEqual({ part: 1 });
  });

  test('loads again what could not be loaded', async () => {
    let loads = 0;
    const load = createLoader(async () => {
      loads += 1;
      if (loads === 1) throw new Error('offline');
      return { loads };
    });

    await expect(load()).rejects.toThrow('offline');
    expect(await load()).toEqual({ loads: 2 });
  });
});
