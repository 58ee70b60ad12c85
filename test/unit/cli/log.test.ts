import { describe, expect, test } from 'vitest';
import { toReadable } from '../../../src/cli/log.ts';

const LINE = { level: 30, time: 1_764_460_800_000, pid: 1, hostname: 'host' };
const REQUEST = {
  ...LINE,
  msg: 'request',
  method: 'POST',
  path: '/v1/chat/completions',
  status: 200,
  durationMs: 1200.4,
  isCancelled: false,
  retries: 0,
};
const read = (entry: object) => toReadable(JSON.stringify(entry)).replace(/^\d\d:\d\d:\d\d /, '');

describe('a line of the log for people', () => {
  test('tells of a request who asked which model at which server, and what it took', () => {
    const told = {
      ...REQUEST,
      model: 'llama',
      key: 'search',
      upstream: 'http://tgi:8080',
      promptTokens: 12,
      completionTokens: 34,
      firstTokenMs: 120.7,
      attempts: 2,
    };

    expect(read(told)).toBe(
      'POST /v1/chat/completions 200, llama, by search, at http://tgi:8080, 12 + 34 tokens, first after 121 ms, 1200 ms, 2 attempts\n',
    );
  });

  test('tells why a request failed', () => {
    const failed = {
      ...REQUEST,
      status: 502,
      error: 'APIConnectionError',
      errorMessage: 'No answer.',
      isCancelled: true,
    };

    expect(read(failed)).toBe(
      'POST /v1/chat/completions 502, 1200 ms, left by its caller, APIConnectionError: No answer.\n',
    );
  });

  test.each([
    [{ ...LINE, level: 40, msg: 'Mind this.' }, 'WARNING Mind this.\n'],
    [{ ...LINE, level: 50, msg: 'no', err: { stack: 'Error: no\n  at x' } }, 'ERROR no\nError: no\n  at x\n'],
    [
      { ...LINE, msg: 'serving', models: { a: 'http://a' }, keys: [{ name: 'k', rpm: 3 }], auth: '1 key' },
      'serving\n  models: a http://a\n  keys: name k, rpm 3\n  auth: 1 key\n',
    ],
  ])('tells the rest, too: %j', (entry, line) => {
    expect(read(entry)).toBe(line);
  });

  test('leaves what is no JSON as it is', () => {
    expect(toReadable('plain\n')).toBe('plain\n');
  });
});
