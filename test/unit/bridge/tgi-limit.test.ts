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

  test.each([
    ['3.1.1', 1025],
    ['3.1.1-dev0', 1025],
    ['3.2.0', 1025],
    ['4.0.0', 1025],
    ['next', 1025],
    ['3.1.0', undefined],
    ['3.0.2', undefined],
    ['2.4.1', undefined],
    ['1.4.5', undefined],
  ])('of TGI %s is %s', (version, want) => {
    expect(toWatchedLimit(1025, version)).toBe(want);
  });
});
