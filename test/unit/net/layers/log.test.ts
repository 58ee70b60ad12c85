import { describe, expect, test } from 'vitest';

import { APIConnectionTimeoutError } from '../../../../src/base/errors.ts';
import type { Transport, TransportRequest } from '../../../../src/net/transport.ts';
import { toBufferedResponse } from '../../../../src/net/body.ts';
import type { LogOptions } from '../../../../src/net/layers/log.ts';
import { createLog } from '../../../../src/net/layers/log.ts';

const REQUEST: TransportRequest = {
  url: 'http://tgi.test/generate?key=1',
  method: 'POST',
  headers: { accept: 'application/json', authorization: 'Bearer secret', cookie: 'c', 'x-api-key': 'k' },
  body: '{"inputs":"secret plan"}',
  attempt: 2,
};

const answering: Transport = async () =>
  toBufferedResponse(new Response(null, { headers: { 'x-prompt-tokens': '7', 'x-echo': 'secret' } }), 'a secret');

function createLines(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const debugLines: string[] = [];
  const { outcome, sent } = createLog({
    logger: {
      info: (line) => void lines.push(`info: ${line}`),
      debug: (line) => void lines.push(`debug: ${line}`),
      shows: () => true,
    },
    debugLogger: {
      info: (line) => void debugLines.push(line),
      debug: (line) => void debugLines.push(line),
      shows: () => true,
    },
    logContent: false,
    redact: (text) => text.replaceAll('secret', '***'),
    ...options,
  });
  return { lines, debugLines, send: (transport: Transport, request = REQUEST) => outcome(sent(transport))(request) };
}

describe('log', () => {
  test('says of an attempt what it was, how it ended and how long it took', async () => {
    const { lines, send } = createLines();

    await send(answering);

    expect(lines.filter((line) => line.startsWith('info'))).toEqual([
      expect.stringMatching(/^info: POST http:\/\/tgi\.test\/generate → 200 in \d+ ms \(attempt 2\)$/),
    ]);
  });

  test('names the error of an attempt without an answer, and passes it on', async () => {
    const { lines, send } = createLines();
    const failure = new APIConnectionTimeoutError('late');

    await expect(send(() => Promise.reject(failure))).rejects.toBe(failure);

    expect(lines.at(-1)).toMatch(/→ APIConnectionTimeoutError in \d+ ms/);
  });

  test('shows headers in detail, but for secret ones, and no content', async () => {
    const { lines, send } = createLines();

    await send(answering);

    expect(lines.filter((line) => line.startsWith('debug'))).toEqual([
      'debug: request headers {"accept":"application/json","authorization":"[redacted]","cookie":"[redacted]","x-api-key":"[redacted]"}',
      'debug: answer headers {"x-echo":"***","x-prompt-tokens":"7"}',
    ]);
  });

  test('shows content where it may, without the token', async () => {
    const { lines, send } = createLines({ logContent: true });

    await send(answering);

    expect(lines).toContain('debug: request body {"inputs":"*** plan"}');
    expect(lines).toContain('debug: answer body a ***');
  });

  test('does not hold a stream back to show it', async () => {
    const { lines, send } = createLines({ logContent: true });
    const response = new Response('data: a\n\n');

    expect(await send(async () => response)).toBe(response);

    expect(response.bodyUsed).toBe(false);
    expect(lines).toContain('debug: answer body: a stream');
  });

  test('of a call with `debug` goes to the logger that holds nothing back', async () => {
    const { lines, debugLines, send } = createLines();

    await send(answering, { ...REQUEST, policy: { maxRetries: 0, timeoutMs: 1, debug: true } });

    expect(lines).toEqual([]);
    expect(debugLines).toHaveLength(3);
  });
});
