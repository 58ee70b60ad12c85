import { describe, expect, test } from 'vitest';

import { toWatchedLimit } from '../../../src/bridge/tgi-limit.ts';

describe('toWatchedLimit', () => {
  test.each([
    [undefined, undefined],
    [null, undefined],
    [1, undefined],
    [1024, undefined],
    [1025, 1025],
    [2047, 2047],
    [2048, undefined],
    [2049, 2049],
    [3072, undefined],
  ])('of %s is %s', (maxTokens, want) => {
    expect(toWatchedLimit(maxTokens)).toBe(want);
  });
});
