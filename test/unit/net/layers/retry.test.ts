import { describe, expect, test } from 'vitest';

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  ConfigurationError,
  RateLimitError,
  StreamTruncatedError,
} from '../../../../src/base/errors.ts';
import type { EasyLLMError } from '../../../../src/base/errors.ts';
import { toStaleError } from '../../../../src/net/connection-error.ts';
import type { Policy, ModelWaitInfo, RetryInfo } from '../../../../src/net/policy.ts';
import type { TransportRequest } from '../../../../src/net/transport.ts';
import { createRetry } from '../../../../src/net/layers/retry.ts';

const POLICY: Policy = { maxRetries: 2, timeoutMs: 1000 };

function busy(status: number, headers: Record<string, string> = {}, body = '{"error":"It broke"}'): Response {
  return new Response(body, { status, headers });
}

function loading(seconds: number): Response {
  return busy(503, {}, JSON.stringify({ error: 'loading', estimated_time: seconds }));
}

/** The layer over a server that gives these answers in turn, on a clock that stands still but for the waits. */
function createCalls(answers: readonly (Response | Error)[], random = 0) {
  const queue = [...answers];
  const attempts: (number | undefined)[] = [];
  const slept: number[] = [];
  const warned: string[] = [];
  let time = 0;
  const clock = {
    now: () => time,
    random: () => random,
    sleep: async (ms: number) => {
      slept.push(ms);
      time += ms;
    },
  };
  const send = createRetry({
    redact: (text) => text.replaceAll('secret', '***'),
    warn: (line) => void warned.push(line),
    clock,
  })(async ({ attempt }) => {
    attempts.push(attempt);
    const answer = queue.shift() ?? new Response('ok');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const call = (policy: Partial<Policy> = {}, request: Partial<TransportRequest> = {}) =>
    send({
      url: 'http://tgi.test',
      method: 'POST',
      headers: {},
      policy: { ...POLICY, ...policy },
      ...request,
    });
  return { call, attempts, slept, warned };
}

/** A kept connection that the server had closed. */
function stale(): EasyLLMError {
  return toStaleError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), { url: 'http://tgi.test' });
}

function refused(): EasyLLMError {
  return new APIConnectionError('No answer.', { code: 'ECONNREFUSED', cause: new Error('refused') });
}

describe('retry', () => {
  test.each([408, 409, 429, 500, 502, 503, 504])('tries again after %i', async (status) => {
    const { call, attempts } = createCalls([busy(status)]);

    const response = await call();

    expect([response.status, response.attempts, attempts]).toEqual([200, 2, [1, 2]]);
  });

  test.each([200, 201, 400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 424, 501])(
    'leaves %i as it is',
    async (status) => {
      const { call, attempts } = createCalls([busy(status)]);

      const response = await call();

      expect([response.status, await response.text(), response.attempts, attempts]).toEqual([
        status,
        '{"error":"It broke"}',
        1,
        [1],
      ]);
    },
  );

  test.each(['headers', 'no details', 'stream_serialization_error'])('leaves a 500 of type %j', async (type) => {
    const { call, attempts } = createCalls([busy(500, {}, JSON.stringify({ error: 'x', error_type: type }))]);

    expect((await call()).status).toBe(500);
    expect(attempts).toEqual([1]);
  });

  test.each<[failure: EasyLLMError, isTriedAgain: boolean]>([
    [new APIConnectionError('refused'), true],
    [new APIConnectionTimeoutError('slow', { code: 'timeout' }), true],
    [new StreamTruncatedError('cut before anything came'), true],
    [new APIConnectionTimeoutError('over', { code: 'total_timeout' }), false],
    [new APIConnectionError('large', { code: 'event_too_large' }), false],
    [new APIUserAbortError(), false],
    [new ConfigurationError('no key'), false],
    [new RateLimitError('of a transport of its own'), false],
  ])('after %s tries again: %s', async (failure, isTriedAgain) => {
    const { call, attempts } = createCalls([failure]);

    const [outcome] = await Promise.allSettled([call()]);

    expect(outcome).toMatchObject(isTriedAgain ? { value: { status: 200 } } : { reason: failure });
    expect(attempts).toHaveLength(isTriedAgain ? 2 : 1);
  });

  test('gives the last failure when there is no retry left', async () => {
    const { call, attempts } = createCalls([busy(500), busy(502), busy(503, {}, 'third')]);

    const response = await call();

    expect([response.status, await response.text(), response.attempts]).toEqual([503, 'third', 3]);
    expect(attempts).toEqual([1, 2, 3]);
  });

  test('says in the last error how many attempts there were', async () => {
    const { call } = createCalls([busy(500), new APIConnectionError('a'), new APIConnectionError('b')]);

    await expect(call()).rejects.toMatchObject({ message: 'b', attempts: 3 });
  });

  test.each([
    [0, [250, 500, 1000, 2000, 4000, 4000]],
    [1, [500, 1000, 2000, 4000, 8000, 8000]],
  ])('with chance %d waits %j ms', async (random, waits) => {
    const { call, slept } = createCalls(
      Array.from({ length: 6 }, () => busy(500)),
      random,
    );

    await call({ maxRetries: 6 });

    expect(slept).toEqual(waits);
  });

  test.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after-ms': '1' }, 1],
    [{ 'retry-after': '60' }, 60_000],
  ])('waits as long as %j asks', async (headers, ms) => {
    const { call, slept } = createCalls([busy(429, headers)]);

    await call();

    expect(slept).toEqual([ms]);
  });

  test('does not wait for more than a minute', async () => {
    const { call, slept } = createCalls([busy(429, { 'retry-after': '61' })]);

    expect((await call()).status).toBe(429);
    expect(slept).toEqual([]);
  });

  test.each([
    [1999, 429],
    [2000, 429],
    [2001, 200],
  ])('with %d ms left for the call and 2,000 to wait ends with %i', async (endsAt, status) => {
    const { call } = createCalls([busy(429, { 'retry-after': '2' })]);

    expect((await call({ endsAt })).status).toBe(status);
  });

  test('tells of each retry, without the token', async () => {
    const heard: RetryInfo[] = [];
    const { call } = createCalls([busy(500, {}, '{"error":"secret"}'), new APIConnectionError('refused')]);

    await call({ onRetry: (info) => void heard.push(info) });

    expect(heard).toEqual([
      { attempt: 1, delayMs: 250, status: 500, message: '***' },
      { attempt: 2, delayMs: 500, status: undefined, message: 'refused' },
    ]);
  });

  test('goes on where `onRetry` throws, and reports that once', async () => {
    const { call, warned } = createCalls([busy(500), busy(500), busy(500), busy(500)]);
    const onRetry = () => {
      throw new Error('boom');
    };

    expect((await call({ onRetry })).status).toBe(500);
    expect((await call({ onRetry })).status).toBe(200);
    expect(warned).toEqual(['The function in `onRetry` failed: boom. The call goes on without it.']);
  });

  test.each([
    'This operation is not supported',
    'input is too large to process. increase the physical batch size',
    'grammar is not implemented',
    'the model does not support images',
  ])('is not made after a 500 that would come again: %s', async (message) => {
    const { call, attempts } = createCalls([busy(500, {}, JSON.stringify({ error: { message } }))]);

    expect((await call()).status).toBe(500);
    expect(attempts).toEqual([1]);
  });

  test('sends again at once what met a connection that was closed, once, and without a retry', async () => {
    const { call, attempts, slept } = createCalls([stale()]);

    const response = await call({ maxRetries: 0 });

    expect([response.status, response.attempts, attempts, slept]).toEqual([200, 2, [1, 2], []]);
  });

  test('asks for a new connection then, and for no third', async () => {
    const { call, attempts } = createCalls([stale(), stale()]);

    await expect(call({ maxRetries: 0 })).rejects.toMatchObject({ code: 'ECONNRESET', attempts: 2 });
    expect(attempts).toEqual([1, 2]);
  });

  test.each(['{"grammar":{}}', '{"parameters":{"grammar":{}}}', '{"response_format":{}}', '{"tools":[]}'])(
    'does not send %s again, of which a TGI may have ended',
    async (body) => {
      const { call, attempts } = createCalls([stale()]);

      await expect(call({}, { body })).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(attempts).toEqual([1]);
    },
  );

  test('sends a schema again where the server is known to be no TGI', async () => {
    const { call, attempts } = createCalls([stale()]);

    await call({ maxRetries: 0 }, { body: '{"tools":[]}', mayBeTgi: false });

    expect(attempts).toEqual([1, 2]);
  });

  test('is not for requests without a policy', async () => {
    const { call } = createCalls([busy(500)]);

    expect((await call({}, { policy: undefined })).status).toBe(500);
  });
});

describe('a wait for a model', () => {
  const waitForModel = { maxMs: 10_000 };

  test('lasts as long as the server expects, and uses up no retry', async () => {
    const { call, slept } = createCalls([loading(3), loading(0.01), busy(503, {}, '{"error":"a"}')]);

    expect((await call({ waitForModel, maxRetries: 1 })).status).toBe(200);
    expect(slept).toEqual([3000, 100, 250]);
  });

  test('is not made unless it was asked for', async () => {
    const { call, slept } = createCalls([loading(3)]);

    expect((await call()).status).toBe(503);
    expect(slept).toEqual([]);
  });

  test('ends when the caller’s patience does', async () => {
    const { call, slept } = createCalls([loading(8), loading(8), loading(8)]);

    const response = await call({ waitForModel });

    expect([response.status, response.attempts, slept]).toEqual([503, 3, [8000, 2000]]);
  });

  test('is of five seconds where an endpoint that scales up does not say', async () => {
    const { call, slept } = createCalls([busy(503, {}, '')]);

    await call({ waitForModel }, { url: 'https://a.endpoints.huggingface.cloud' });

    expect(slept).toEqual([5000]);
  });

  test('is for a port that is closed, too', async () => {
    const { call, slept } = createCalls([refused(), refused()]);

    expect((await call({ waitForModel, maxRetries: 0 })).status).toBe(200);
    expect(slept).toEqual([1000, 1000]);
  });

  test('at a port that stays closed ends with a ModelLoadingError', async () => {
    const { call } = createCalls(Array.from({ length: 20 }, refused));

    await expect(call({ waitForModel: { maxMs: 1500 } })).rejects.toMatchObject({
      name: 'ModelLoadingError',
      code: 'ECONNREFUSED',
      attempts: 3,
      cause: { message: 'refused' },
    });
  });

  test.each([
    ['unless it was asked for', undefined],
    ['where the caller says so', { maxMs: 1500, closedPort: false }],
  ])('is not for a closed port %s', async (_, wait) => {
    const { call } = createCalls([refused()]);

    await expect(call({ maxRetries: 0, ...(wait && { waitForModel: wait }) })).rejects.toMatchObject({
      name: 'APIConnectionError',
      attempts: 1,
    });
  });

  test('goes on where `onWait` throws, and reports that once', async () => {
    const { call, warned } = createCalls([loading(1), loading(1)]);
    const onWait = async () => {
      throw new Error('boom');
    };

    expect((await call({ waitForModel: { maxMs: 10_000, onWait } })).status).toBe(200);
    expect(warned).toEqual(['The function in `waitForModel.onWait` failed: boom. The call goes on without it.']);
  });

  test('is told of before it begins', async () => {
    const heard: ModelWaitInfo[] = [];
    const { call } = createCalls([loading(1), loading(2)]);

    await call({ waitForModel: { maxMs: 10_000, onWait: (info) => void heard.push(info) } });

    expect(heard).toEqual([
      { delayMs: 1000, waitedMs: 0, estimatedMs: 1000 },
      { delayMs: 2000, waitedMs: 1000, estimatedMs: 2000 },
    ]);
  });
});
