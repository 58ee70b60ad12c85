import { describe, expect, test } from 'vitest';

import { BadRequestError } from '../../../src/base/errors.ts';
import { expectFewBatches, expectFewRequests } from '../../../src/bridge/fan-out.ts';

describe('expectFewRequests', () => {
  test.each([
    { prompts: 2048, n: 1, batchSize: 1 },
    { prompts: 16, n: 128, batchSize: 1 },
    { prompts: 8192, n: 1, batchSize: 4 },
    { prompts: 5000, n: 1 },
  ])('takes %j', (request) => {
    expect(() => expectFewRequests(request)).not.toThrow();
  });

  test('refuses what would be more requests than a call may make, by name', () => {
    const words = '`prompt` (20) times `n` (128) is 2560 requests, of at most 2048 a call. Send them in several calls.';

    expect(() => expectFewRequests({ prompts: 20, n: 128, batchSize: 1 })).toThrow(BadRequestError);
    expect(() => expectFewRequests({ prompts: 20, n: 128, batchSize: 1 })).toThrow(words);
  });

  test('refuses what would be more choices than a call may answer, in one request too', () => {
    expect(() => expectFewRequests({ prompts: 600_000, n: 128 })).toThrow('is 76800000 choices, of at most 65536');
  });
});

describe('expectFewBatches', () => {
  test('refuses more batches than a call may make', () => {
    expect(() => expectFewBatches(65_536, 32)).not.toThrow();
    expect(() => expectFewBatches(65_537, 32)).toThrow('`input` (65537) in batches of 32 is 2049 requests');
  });
});
