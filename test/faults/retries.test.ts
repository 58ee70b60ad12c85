import { describe, expect } from 'vitest';

import type { ModelWaitInfo, RetryInfo } from '../../src/net/policy.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import {
  EVENT_STREAM,
  generated,
  streamed,
  streaming,
  toErrorEvent,
  toEvents,
} from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, resting, test } from '../support/fault-test.ts';

const [first = ''] = toEvents(['one', ' two']);

/** An answer that asks to come back at once. */
function busy(status: number, headers: Record<string, string> = { 'retry-after-ms': '1' }): FakeAnswer {
  return { status, headers, steps: [{ send: '{"error":"It broke"}' }] };
}

function loading(seconds: number): FakeAnswer {
  return { status: 503, steps: [{ send: JSON.stringify({ error: 'loading', estimated_time: seconds }) }] };
}

describe('a call', () => {
  test.for([1, 2, 3, 4])(
    'that fails %i times succeeds where as many retries are allowed',
    async (failures, { serve, connect }) => {
      const server = await serve([...Array.from({ length: failures }, () => busy(503)), generated('at last')]);

      const answer = await connect(server).completions.create({ prompt: 'a' }, { maxRetries: failures });

      expect(answer.choices[0]?.text).toBe('at last');
      expect(server.requests).toHaveLength(failures + 1);
      expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
    },
  );

  test.for([
    [0, 1],
    [1, 2],
    [2, 3],
    [undefined, 3],
  ] as const)(
    'with maxRetries %s makes %i requests at the most',
    async ([maxRetries, requests], { serve, connect }) => {
      const server = await serve([busy(429)]);

      const error = await failureOf(connect(server).completions.create({ prompt: 'a' }, { maxRetries }));

      expect(error).toMatchObject({ name: 'RateLimitError', attempts: requests });
      expect(server.requests).toHaveLength(requests);
    },
  );

  test.for<[name: string, answer: FakeAnswer]>([
    ['resets the connection before headers', { steps: ['reset'] }],
    ['closes the connection before headers', { steps: ['cut'] }],
    ['cuts a whole answer', { steps: [{ send: '[{"generated_' }, 'cut'] }],
    ['resets a whole answer', { steps: resting({ send: '[{"generated_' }, 'reset') }],
    ['says less than it promised', { headers: { 'content-length': '100' }, steps: [{ send: '[{"gen' }, 'cut'] }],
  ])('is made again where the server %s', async ([, answer], { serve, connect }) => {
    const server = await serve([answer, generated('again')]);

    const reply = await connect(server).completions.create({ prompt: 'a' });

    expect(reply.choices[0]?.text).toBe('again');
  });

  test.for<[name: string, answer: FakeAnswer]>([
    ['before headers', { steps: ['reset'] }],
    ['before its first event', streaming(resting('headers', 'reset'))],
    ['inside its first event', streaming(resting({ send: first.slice(0, 30) }, 'cut'))],
    ['after a comment', streaming(resting({ send: ':\n\n' }, 'cut'))],
  ])('for a stream is made again where the connection breaks %s', async ([, answer], { serve, connect }) => {
    const server = await serve([answer, streamed(['a', 'b'])]);

    expect(await failureOf(connect(server).completions.create({ prompt: 'a', stream: true }))).toBeUndefined();
    expect(server.requests).toHaveLength(2);
  });

  test.for<[name: string, answer: FakeAnswer, failure: string]>([
    ['is cut', streaming([{ send: first }, 'cut']), 'StreamTruncatedError'],
    ['is reset', streaming(resting({ send: first }, 'reset')), 'StreamTruncatedError'],
    ['ends too early', streaming([{ send: first }]), 'StreamTruncatedError'],
    [
      'overloads',
      streaming([{ send: first }, toErrorEvent({ error: 'x', error_type: 'overloaded' })]),
      'RateLimitError',
    ],
  ])('is never made again where a stream %s after its first event', async ([, answer, name], { serve, connect }) => {
    const server = await serve([answer]);

    const error = await failureOf(connect(server).completions.create({ prompt: 'a', stream: true }));

    expect(error).toMatchObject({ name, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test('is not made again where no server is there to be found', async ({ connect }) => {
    const error = await failureOf(
      connect({ url: 'http://127.0.0.1:1' }, { maxRetries: 0 }).completions.create({ prompt: 'a' }),
    );

    expect(error).toMatchObject({ name: 'APIConnectionError', attempts: 1, status: undefined });
    expect(error).toHaveProperty('message', expect.stringContaining('Check that the server runs there'));
  });

  test('succeeds as a stream after errors as its first event', async ({ serve, connect }) => {
    const overloaded = { error: 'Model is overloaded', error_type: 'overloaded' };
    const failing = { headers: { ...EVENT_STREAM, 'retry-after-ms': '1' }, steps: [toErrorEvent(overloaded)] };
    const server = await serve([failing, failing, streamed(['a', 'b'])]);

    expect(await failureOf(connect(server).completions.create({ prompt: 'a', stream: true }))).toBeUndefined();
    expect(server.requests).toHaveLength(3);
  });
});

describe('Retry-After', () => {
  test.for<[header: string, value: string, atLeastMs: number]>([
    ['retry-after-ms', '40', 40],
    ['retry-after-ms', '40.5', 40],
    ['retry-after', '0.04', 40],
    ['retry-after', ' 0.04 ', 40],
    ['retry-after', '0', 0],
    ['retry-after', 'Mon, 01 Jan 2001 00:00:00 GMT', 0],
  ])('%s: %s is obeyed', async ([header, value, atLeastMs], { serve, connect }) => {
    const server = await serve([busy(429, { [header]: value }), generated('a')]);
    const retries: RetryInfo[] = [];

    await connect(server, { onRetry: (info) => void retries.push(info) }).completions.create({ prompt: 'a' });

    const [before, after] = server.requests;
    // Timers may fire a millisecond early.
    expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(atLeastMs - 1);
    expect(retries[0]?.delayMs).toBeLessThan(atLeastMs + 1);
  });

  test('as a date in the future is obeyed', async ({ serve, connect, user }) => {
    const date = new Date(Date.now() + 50_000).toUTCString();
    const server = await serve([busy(503, { 'retry-after': date })]);
    const retries: RetryInfo[] = [];
    const onRetry = (info: RetryInfo) => {
      retries.push(info);
      user.abort();
    };

    await failureOf(connect(server, { onRetry }).completions.create({ prompt: 'a' }, { signal: user.signal }));

    expect(retries[0]?.delayMs).toBeGreaterThan(1000);
    expect(retries[0]?.delayMs).toBeLessThanOrEqual(50_000);
  });

  test.for(['soon', '', '-1', '1e3', 'NaN'])(
    '%j is nonsense, and the wait our own',
    async (value, { serve, connect }) => {
      const server = await serve([busy(429, { 'retry-after': value }), generated('a')]);
      const retries: RetryInfo[] = [];

      await connect(server, { onRetry: (info) => void retries.push(info) }).completions.create({ prompt: 'a' });

      expect(retries[0]?.delayMs).toBeGreaterThanOrEqual(250);
      expect(retries[0]?.delayMs).toBeLessThanOrEqual(500);
    },
  );

  test.for<[header: string, value: string]>([
    ['retry-after', '61'],
    ['retry-after-ms', '60001'],
    ['retry-after', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('%s: %s is too long to wait, and said', async ([header, value], { serve, connect }) => {
    const server = await serve([busy(429, { [header]: value })]);

    const error = await failureOf(connect(server).completions.create({ prompt: 'a' }));

    expect(error).toMatchObject({ name: 'RateLimitError', attempts: 1 });
    expect(error).toHaveProperty('message', expect.stringMatching(/it asks to wait \d+ s/));
    expect(server.requests).toHaveLength(1);
  });

  test('on a good answer means nothing', async ({ serve, connect }) => {
    const server = await serve([{ ...generated('a'), headers: { 'retry-after': '30' } }]);

    expect(await failureOf(connect(server).completions.create({ prompt: 'a' }))).toBeUndefined();
  });
});

describe('onRetry', () => {
  test('hears of each retry before it is made', async ({ serve, connect }) => {
    // On a kept connection the reset would be met without a word.
    const closing = { ...busy(503), headers: { ...busy(503).headers, connection: 'close' } };
    const server = await serve([closing, { steps: ['reset'] }, generated('a')]);
    const heard: unknown[] = [];
    const onRetry = ({ attempt, status, message }: RetryInfo) =>
      heard.push([attempt, status, message, server.requests.length]);

    await connect(server, { onRetry }).completions.create({ prompt: 'a' });

    expect(heard).toEqual([
      [1, 503, 'It broke', 1],
      [2, undefined, expect.stringContaining('No answer'), 2],
    ]);
  });

  test.for(['onRetry', 'onWait'] as const)(
    'or onWait that fails changes nothing, and is reported once: %s',
    async (hook, { serve, connect }) => {
      const lines: string[] = [];
      const logger = { error() {}, warn: (line: string) => void lines.push(line), info() {}, debug() {} };
      const fail = () => {
        throw new Error('mine');
      };
      const failed = hook === 'onRetry' ? busy(503) : loading(0.1);
      const server = await serve([failed, failed, generated('a')]);
      const client = connect(server, { onRetry: fail, waitForModel: { onWait: fail }, logger });

      const answer = await client.completions.create({ prompt: 'a' });

      expect(answer.choices[0]?.text).toBe('a');
      expect(lines).toEqual([expect.stringContaining(`${hook}\` failed: mine.`)]);
    },
  );
});

describe('waitForModel', () => {
  test('is off at first: a model that is loading is an error at once', async ({ serve, connect }) => {
    const server = await serve([loading(0.1)]);

    const error = await failureOf(connect(server).completions.create({ prompt: 'a' }));

    expect(error).toMatchObject({ name: 'ModelLoadingError', status: 503, attempts: 1 });
  });

  test('waits as long as the server says, which is no retry', async ({ serve, connect }) => {
    const server = await serve([loading(0.12), loading(0.001), loading(0), generated('loaded')]);
    const waits: ModelWaitInfo[] = [];
    const waitForModel = { onWait: (info: ModelWaitInfo) => void waits.push(info) };

    const answer = await connect(server, { waitForModel, maxRetries: 0 }).completions.create({ prompt: 'a' });

    expect(answer.choices[0]?.text).toBe('loaded');
    expect(waits).toEqual([
      { delayMs: 120, waitedMs: 0, estimatedMs: 120 },
      { delayMs: 100, waitedMs: 120, estimatedMs: 1 },
      { delayMs: 100, waitedMs: 220, estimatedMs: 0 },
    ]);
  });

  test('gives up after maxMs', async ({ serve, connect }) => {
    const server = await serve([loading(0.05)]);

    const error = await failureOf(
      connect(server).completions.create({ prompt: 'a' }, { waitForModel: { maxMs: 150 } }),
    );

    expect(error).toMatchObject({ name: 'ModelLoadingError', attempts: 3 });
    expect(server.requests).toHaveLength(3);
  });

  test('asks a model that takes for ever no more often than it says', async ({ serve, connect }) => {
    const server = await serve([loading(1e300)]);

    const error = await failureOf(connect(server).completions.create({ prompt: 'a' }, { waitForModel: { maxMs: 50 } }));

    expect(error).toMatchObject({ name: 'ModelLoadingError', attempts: 2 });
  });

  test('leaves the retries of other failures to them', async ({ serve, connect }) => {
    const server = await serve([loading(0), busy(503), loading(0), busy(503), busy(503), generated('late')]);

    const error = await failureOf(connect(server, { waitForModel: true }).completions.create({ prompt: 'a' }));

    expect(error).toMatchObject({ name: 'InternalServerError', attempts: 5 });
  });

  test.for(['{"error":"overloaded"}', '{"error":"x","estimated_time":null}', '{"error":"x","estimated_time":"soon"}'])(
    'knows that %s is no loading model',
    async (send, { serve, connect }) => {
      const server = await serve([{ status: 503, headers: { 'retry-after-ms': '1' }, steps: [{ send }] }]);

      const error = await failureOf(connect(server, { waitForModel: true }).completions.create({ prompt: 'a' }));

      expect(error).toMatchObject({ name: 'InternalServerError', attempts: 3 });
    },
  );

  test('serves streams, too', async ({ serve, connect }) => {
    const server = await serve([loading(0), streamed(['a', 'b'])]);

    const call = connect(server, { waitForModel: true }).chat.completions.create({ messages: MESSAGES, stream: true });

    expect(await failureOf(call)).toBeUndefined();
  });
});
