import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/batch/ask-line.ts';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  AuthenticationError,
  RateLimitError,
} from '../../../src/base/errors.ts';
import { UNREACHED_CODES } from '../../../src/net/layers/retry-rules.ts';

const failed = (status: number) => new APIError('No.', { status });

describe('judge', () => {
  test.each([...UNREACHED_CODES].map(String))('learns nothing of a line from %s: nothing was sent', (code) => {
    expect(judge(new APIConnectionError('No answer.', { code }))).toBe('away');
  });

  test.each([
    ['a refused token', new AuthenticationError('No.', { status: 401 }), 'away'],
    ['too many requests', new RateLimitError('No.', { status: 429 }), 'away'],
    ['a server that is not ready', failed(503), 'away'],
    ['a line that died with another', failed(424), 'again'],
    ['a proxy without its server', failed(502), 'again'],
    ['a connection that broke', new APIConnectionError('No.', { code: 'ECONNRESET' }), 'again'],
    ['a line that took too long', new APIConnectionTimeoutError('No.', { code: 'timeout' }), 'failed'],
    ['a line that is refused', failed(400), 'failed'],
    ['a fault of ours', new TypeError('No.'), 'failed'],
  ])('of %s', (_, error, verdict) => {
    expect(judge(error)).toBe(verdict);
  });
});

test('a connection that was not made in time is one that nothing was sent by', () => {
  expect(UNREACHED_CODES).toContain('UND_ERR_CONNECT_TIMEOUT');
});
