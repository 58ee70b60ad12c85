import { describe, expect, test } from 'vitest';

import { seedOfChoice, toSeed } from '../../../src/bridge/seed.ts';
import { BadRequestError } from '../../../src/base/errors.ts';

const LAST = 2n ** 64n - 1n;

describe('toSeed', () => {
  test.each<[given: number | string | null | undefined, want: bigint | undefined]>([
    [undefined, undefined],
    [null, undefined],
    [0, 0n],
    [42, 42n],
    ['0042', 42n],
    [Number.MAX_SAFE_INTEGER, 9007199254740991n],
    ['9007199254740993', 9007199254740993n],
    ['2835381823020158940', 2835381823020158940n],
    ['18446744073709551615', LAST],
  ])('reads %j exactly', (given, want) => {
    expect(toSeed(given)).toBe(want);
  });

  test.each(['18446744073709551616', '99999999999999999999'])('refuses %s, above 2^64 − 1', (given) => {
    expect(() => toSeed(given)).toThrow(
      new BadRequestError('`seed` is out of range. Expected an integer from 0 to 2^64 − 1.', { param: 'seed' }),
    );
  });

  test.each([2 ** 53, 2 ** 64])('refuses the number %i, which has lost digits', (given) => {
    expect(() => toSeed(given)).toThrow(
      expect.objectContaining({
        name: 'BadRequestError',
        param: 'seed',
        message: expect.stringContaining('Pass it as a string of digits'),
      }),
    );
  });
});

describe('seedOfChoice', () => {
  test.each<[seed: bigint | undefined, index: number, want: bigint | undefined]>([
    [undefined, 3, undefined],
    [42n, 0, 42n],
    [42n, 3, 45n],
    [LAST, 0, LAST],
    [LAST, 1, 0n],
    [LAST - 1n, 3, 1n],
  ])('counts up from %s: choice %i has %s', (seed, index, want) => {
    expect(seedOfChoice(seed, index)).toBe(want);
  });
});
