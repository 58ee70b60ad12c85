import { describe, expect, test } from 'vitest';

import { nearest } from '../../../src/base/spelling.ts';

describe('nearest', () => {
  test.each([
    ['temprature', ['top_p', 'temperature'], 'temperature'],
    ['Max_Tokens', ['max_tokens', 'n'], 'max_tokens'],
    ['stpo', ['stream', 'stop', 'step'], 'stop'],
    ['', ['n', 'stop'], 'n'],
  ])('to %j among %j is %j', (word, candidates, wanted) => {
    expect(nearest(word, candidates)).toBe(wanted);
  });

  test('is the earliest of equals', () => {
    expect(nearest('ab', ['ac', 'ad'])).toBe('ac');
  });

  test('is nothing among nothing', () => {
    expect(nearest('stop', [])).toBeUndefined();
  });
});
