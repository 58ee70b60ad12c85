import { describe, expect, test } from 'vitest';

import { toUsage } from '../../../src/bridge/usage.ts';
import { toV1Counts } from '../../../src/bridge/v1/usage.ts';

/** What are no counts, whoever says so. */
const ABSURD: unknown[] = [-1, 0.5, Number.NaN, Infinity, 2 ** 53, 1e308, '-1', '1e3', '0x10', ' 5', '', 'x', null, [], [5], {}, true]; // prettier-ignore

describe('counts of a server', () => {
  test('are none where one of them is absurd', () => {
    for (const count of ABSURD) {
      expect(toV1Counts({ prompt_tokens: count, completion_tokens: 1 })).toBeUndefined();
      expect(toV1Counts({ prompt_tokens: 1, completion_tokens: count ?? -1 })).toBeUndefined();
    }
  });

  test('are none where the rest of the total is absurd', () => {
    expect(toV1Counts({ prompt_tokens: 5, total_tokens: 3 })).toBeUndefined();
    expect(toV1Counts({ prompt_tokens: 5, total_tokens: 8 })).toMatchObject({ prompt: 5, completion: 3 });
  });

  test('are none where their sum is beyond exact numbers', () => {
    const half = { prompt: 2 ** 52, completion: 2 ** 52 };

    expect(toUsage([half])).toBeUndefined();
    expect(toUsage([{ prompt: 2 ** 52, completion: 1 }, { prompt: 2 ** 52, completion: 1 }])).toBeUndefined(); // prettier-ignore
  });

  test('lose the details and totals that are absurd, and keep what is no count', () => {
    for (const count of ABSURD) {
      const given = toV1Counts({
        prompt_tokens: 1,
        completion_tokens: 2,
        total_tokens: count,
        prompt_tokens_details: { cached_tokens: count, cost: 0.5 },
        reasoning_tokens: count,
        total_time: 0.25,
      });

      expect(toUsage([given])).toEqual({
        prompt_tokens: 1,
        completion_tokens: 2,
        total_tokens: 3,
        prompt_tokens_details: { cost: 0.5 },
        total_time: 0.25,
      });
    }
  });
});
