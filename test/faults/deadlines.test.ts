import { describe, expect } from 'vitest';

import type { CallOptions, EasyLLMOptions } from '../../src/client/options.ts';
import type { FakeAnswer, FakeStep } from '../../src/testing/fake-tgi.ts';
import { generated, streamed, streaming, toEvents } from '../../src/testing/native-answers.ts';
import { collect } from '../support/collect.ts';
import { MESSAGES, failureOf, inTime, partialText, test } from '../support/fault-test.ts';

const [first = '', second = '', last = ''] = toEvents(['one', ' two', ' three']);
const COMMENT: FakeStep = { send: ':\n\n' };

/** Comments every few milliseconds, for ever. */
async function* keepAlive(...before: FakeStep[]): AsyncGenerator<FakeStep> {
  yield* before;
  for (;;) {
    yield COMMENT;
    yield { waitMs: 5 };
  }
}

const LOADING: FakeAnswer = { status: 503, steps: [{ send: '{"error":"loading","estimated_time":2}' }] };
const BUSY: FakeAnswer = { status: 429, headers: { 'retry-after': '30' }, steps: [{ send: '{"error":"busy"}' }] };

interface Case {
  when: string;
  answer: FakeAnswer;
  stream: boolean;
  options: CallOptions;
  /** The class, and a word that says which deadline it was. */
  name: string;
  says: string;
  attempts?: number;
  partial?: string;
}

/** Of a call that is to have had something before: long enough for a busy machine to send it. */
const AFTER_MS = 1000;

const TIMEOUT = { name: 'APIConnectionTimeoutError', says: 'within 40 ms (`timeout`)' };
const FIRST = { name: 'APIConnectionTimeoutError', says: 'within 40 ms (`firstTokenTimeout`)' };
const IDLE = { name: 'StreamIdleTimeoutError', says: `silent for ${AFTER_MS} ms (\`idleTimeout\`)` };
const TOTAL = { name: 'APIConnectionTimeoutError', says: '`totalTimeout`' };

const CASES: readonly Case[] = [
  { when: 'no headers come', stream: false, answer: { steps: ['stall'] }, options: { timeout: 40 }, ...TIMEOUT },
  {
    when: 'no headers of a stream come',
    stream: true,
    answer: { steps: ['stall'] },
    options: { timeout: 40 },
    ...TIMEOUT,
  },
  {
    when: 'headers come, and no body',
    stream: false,
    answer: { steps: ['headers', 'stall'] },
    options: { timeout: 40 },
    ...TIMEOUT,
  },
  {
    when: 'a body stops in its middle',
    stream: false,
    answer: { steps: [{ send: '[{"gen' }, 'stall'] },
    options: { timeout: 40 },
    ...TIMEOUT,
  },
  {
    when: 'a body drips',
    stream: false,
    answer: { steps: keepAlive() },
    options: { timeout: 40 },
    ...TIMEOUT,
  },
  {
    when: 'the body of an error never ends',
    stream: true,
    answer: { status: 500, steps: [{ send: '{"error":' }, 'stall'] },
    options: { timeout: 40 },
    ...TIMEOUT,
  },
  {
    when: 'each of several attempts is too long',
    stream: false,
    answer: { steps: ['stall'] },
    options: { timeout: 40, maxRetries: 1 },
    ...TIMEOUT,
    attempts: 2,
  },
  {
    when: 'no headers come before the first token is due',
    stream: true,
    answer: { steps: ['stall'] },
    options: { firstTokenTimeout: 40 },
    ...FIRST,
  },
  {
    when: 'no first event comes',
    stream: true,
    answer: streaming(['headers', 'stall']),
    options: { firstTokenTimeout: 40 },
    ...FIRST,
  },
  {
    when: 'half a first event comes',
    stream: true,
    answer: streaming([{ send: first.slice(0, 20) }, 'stall']),
    options: { firstTokenTimeout: 40 },
    ...FIRST,
  },
  {
    when: 'comments come in place of a first event',
    stream: true,
    answer: streaming(keepAlive()),
    options: { firstTokenTimeout: 40 },
    ...FIRST,
  },
  {
    when: 'a stream stalls after its first event',
    stream: true,
    answer: streaming([{ send: first }, 'stall']),
    options: { idleTimeout: AFTER_MS },
    ...IDLE,
    partial: 'one',
  },
  {
    when: 'a stream stalls inside an event',
    stream: true,
    answer: streaming([{ send: first + second.slice(0, 30) }, 'stall']),
    options: { idleTimeout: AFTER_MS },
    ...IDLE,
    partial: 'one',
  },
  {
    when: 'comments come in place of further events',
    stream: true,
    answer: streaming(keepAlive({ send: first + second })),
    options: { idleTimeout: AFTER_MS },
    ...IDLE,
    partial: 'one two',
  },
  {
    when: 'the whole call is too long for its answer',
    stream: false,
    answer: { steps: ['stall'] },
    options: { totalTimeout: 40 },
    ...TOTAL,
  },
  {
    when: 'the whole call ends while a first event is awaited',
    stream: true,
    answer: streaming(['headers', 'stall']),
    options: { totalTimeout: 40 },
    ...TOTAL,
  },
  {
    when: 'the whole call ends inside a stream',
    stream: true,
    answer: streaming([{ send: first }, 'stall']),
    options: { totalTimeout: AFTER_MS },
    ...TOTAL,
    partial: 'one',
  },
  {
    when: 'the whole call ends in a lively stream',
    stream: true,
    answer: streaming(keepAlive({ send: first + second })),
    options: { totalTimeout: AFTER_MS, idleTimeout: 60_000 },
    ...TOTAL,
    partial: 'one two',
  },
  {
    when: 'the whole call has no time left for a wait',
    stream: false,
    answer: BUSY,
    options: { totalTimeout: 5000, maxRetries: 2 },
    name: 'RateLimitError',
    says: 'asks to wait 30 s',
  },
  {
    when: 'the whole call has no time left for a model to load',
    stream: false,
    answer: LOADING,
    options: { totalTimeout: 1500, waitForModel: true },
    name: 'ModelLoadingError',
    says: 'loading',
  },
];

describe('a deadline', () => {
  test.for(CASES)(
    'ends a call when $when',
    async ({ answer, stream, options, name, says, attempts = 1, partial }, { serve, connect, user }) => {
      const server = await serve([answer]);

      const error = await inTime(
        failureOf(
          connect(server, { maxRetries: 0 }).chat.completions.create(
            { messages: MESSAGES, stream },
            { ...options, signal: user.signal },
          ),
        ),
        'the call goes on',
      );

      expect(error).toMatchObject({ name, attempts });
      expect(error).toHaveProperty('message', expect.stringContaining(says));
      expect(partialText(error)).toBe(partial);
    },
  );

  test.for<[name: string, options: EasyLLMOptions]>([
    ['timeout', { timeout: 40 }],
    ['totalTimeout', { totalTimeout: 40 }],
  ])('of a client, %s, ends a call too', async ([, options], { serve, connect }) => {
    const server = await serve([{ steps: ['stall'] }]);

    const error = await failureOf(connect(server, { ...options, maxRetries: 0 }).completions.create({ prompt: 'a' }));

    expect(error).toHaveProperty('name', 'APIConnectionTimeoutError');
  });

  test('of a call wins over its client’s', async ({ serve, connect }) => {
    const server = await serve([{ steps: [{ waitMs: 30 }, ...(generated('late').steps as FakeStep[])] }]);

    const answer = await connect(server, { timeout: 5 }).completions.create({ prompt: 'a' }, { timeout: 60_000 });

    expect(answer.choices[0]?.text).toBe('late');
  });

  test.for([true, false])(
    'reaches every kind of call; the caller’s own fetch ignores signals: %s',
    async (isDeaf, { serve, connect, user }) => {
      const server = await serve([{ steps: ['stall'] }]);
      const deaf = (request: Request) => {
        const { url, method, headers } = request;
        return isDeaf ? new Promise<Response>(() => {}) : fetch(url, { method, headers, signal: request.signal });
      };
      const client = connect(server, { fetch: deaf, maxRetries: 0, totalTimeout: 40 });
      const options = { signal: user.signal };

      const failures = await inTime(
        Promise.all([
          failureOf(client.embeddings.create({ input: 'a' }, options)),
          failureOf(client.embeddings.create({ input: ['a', 'b'] }, options)),
          failureOf(client.models.list(options)),
          failureOf(client.completions.create({ prompt: ['a', 'b'], n: 2 }, options)),
        ]),
        'a call goes on',
      );

      for (const failure of failures) expect(failure).toMatchObject({ code: 'total_timeout' });
    },
  );

  test('reaches a stream whose bytes know of no signal', async ({ serve, connect, user }) => {
    const server = await serve([]);
    let isCancelled = false;
    const stalled = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(first)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const client = connect(server, { fetch: async () => new Response(stalled), idleTimeout: 40 });

    const error = await inTime(
      failureOf(client.chat.completions.create({ messages: MESSAGES, stream: true }, { signal: user.signal })),
      'the stream goes on',
    );

    expect(error).toHaveProperty('name', 'StreamIdleTimeoutError');
    expect(isCancelled).toBe(true);
  });

  test.for<[what: string, options: EasyLLMOptions]>([
    ['an `apiKey` function', { apiKey: () => new Promise<string>(() => {}) }],
    ['a promise of a prompt builder', { promptBuilder: new Promise<never>(() => {}) }],
  ])('does not wait for %s that never ends', async ([, options], { serve, connect, user }) => {
    const server = await serve([generated('a')]);
    const client = connect(server, { ...options, totalTimeout: 40, maxRetries: 0 });

    const error = await inTime(
      failureOf(client.chat.completions.create({ messages: MESSAGES }, { signal: user.signal })),
      'the call goes on',
    );

    expect(error).toMatchObject({ code: 'total_timeout' });
    expect(server.requests).toHaveLength(0);
  });

  test('lets a slow reader be slow: only silence while it reads counts', async ({ serve, connect, user }) => {
    const server = await serve([streaming([{ send: first }, { send: second }, { waitMs: 30 }, { send: last }])]);
    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { idleTimeout: AFTER_MS, signal: user.signal },
    );

    const texts: unknown[] = [];
    for await (const chunk of stream) {
      texts.push(chunk.choices[0]?.delta.content);
      if (texts.length === 2) await new Promise((resolve) => setTimeout(resolve, AFTER_MS + 200));
    }

    expect(texts.join('')).toBe('one two three');
  });

  test('bounds silence, not the length of a stream', async ({ serve, connect, user }) => {
    const events = toEvents(Array.from({ length: 12 }, (_, index) => ` ${index}`));
    const server = await serve([streaming(events.flatMap((send) => [{ waitMs: AFTER_MS / 10 }, { send }]))]);
    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { idleTimeout: AFTER_MS, firstTokenTimeout: AFTER_MS, timeout: AFTER_MS, signal: user.signal },
    );

    expect((await collect(stream)).at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('stops at the headers of a stream', async ({ serve, connect }) => {
    const server = await serve([streaming(['headers', { waitMs: AFTER_MS + 200 }, { send: first + second + last }])]);
    const client = connect(server, { timeout: AFTER_MS, maxRetries: 0 });

    const stream = await client.chat.completions.create({ messages: MESSAGES, stream: true });

    expect(await collect(stream)).toHaveLength(5);
  });

  test('without end is Infinity', async ({ serve, connect }) => {
    const server = await serve([streamed(['a', 'b'])]);
    const never = Number.POSITIVE_INFINITY;
    const all = { timeout: never, firstTokenTimeout: never, idleTimeout: never, totalTimeout: never };

    const stream = await connect(server, all).chat.completions.create({ messages: MESSAGES, stream: true });

    expect(await collect(stream)).toHaveLength(4);
  });
});
