import { describe, expect, test } from 'vitest';

import { guardSink } from '../../../src/base/sink.ts';

const boom = new Error('boom');

describe('guardSink', () => {
  test('hands its arguments on', () => {
    const seen: unknown[] = [];

    guardSink(
      (...input: [string, number]) => seen.push(input),
      () => expect.unreachable(),
    )('a', 1);

    expect(seen).toEqual([['a', 1]]);
  });

  test('reports the first of many failures', () => {
    const reported: unknown[] = [];
    const sink = guardSink(
      () => {
        throw boom;
      },
      (error) => reported.push(error),
    );

    sink();
    sink();

    expect(reported).toEqual([boom]);
  });

  test('reports what a promise rejects with', async () => {
    const reported: unknown[] = [];
    const sink = guardSink(
      async () => {
        throw boom;
      },
      (error) => reported.push(error),
    );

    sink();
    await new Promise(setImmediate);

    expect(reported).toEqual([boom]);
  });

  test.each([
    [
      'throws',
      () => {
        throw boom;
      },
    ],
    ['rejects', async () => Promise.reject(boom)],
  ])('ends nothing where the report %s too', async (_, report) => {
    const sink = guardSink(() => {
      throw boom;
    }, report);

    expect(sink()).toBe(undefined);
    await new Promise(setImmediate);
  });
});
