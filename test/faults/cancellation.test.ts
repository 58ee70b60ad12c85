import { getEventListeners } from 'node:events';
import { describe, expect } from 'vitest';

import type { EasyLLM } from '../../src/client/easyllm.ts';
import type { FakeAnswer, FakeTgi } from '../../src/testing/fake-tgi.ts';
import { generated, streaming, toEvents } from '../../src/testing/native-answers.ts';
import { collect } from '../support/collect.ts';
import { MESSAGES, failureOf, inTime, resting, settle, test, until } from '../support/fault-test.ts';

const [first = '', second = ''] = toEvents(['one', ' two', ' three']);
const BUSY: FakeAnswer = { status: 429, headers: { 'retry-after': '30' }, steps: [{ send: '{"error":"busy"}' }] };
const LOADING: FakeAnswer = { status: 503, steps: [{ send: '{"error":"loading","estimated_time":30}' }] };

/** Where a call can be when it is aborted: the server's answer, and how many requests it has then had. */
const STAGES: readonly { stage: string; answer: FakeAnswer; stream: boolean; waitForModel?: boolean }[] = [
  { stage: 'before headers', answer: { steps: ['stall'] }, stream: false },
  { stage: 'before the headers of a stream', answer: { steps: ['stall'] }, stream: true },
  { stage: 'after headers', answer: { steps: ['headers', 'stall'] }, stream: false },
  { stage: 'in the middle of a body', answer: { steps: [{ send: '[{"gen' }, 'stall'] }, stream: false },
  { stage: 'in the body of an error', answer: { status: 500, steps: [{ send: '{"err' }, 'stall'] }, stream: false },
  { stage: 'while a first event is awaited', answer: streaming(['headers', 'stall']), stream: true },
  { stage: 'after half a first event', answer: streaming([{ send: first.slice(0, 9) }, 'stall']), stream: true },
  { stage: 'while it waits to try again', answer: BUSY, stream: false },
  { stage: 'while a stream waits to try again', answer: BUSY, stream: true },
  { stage: 'while it waits for a model', answer: LOADING, stream: false, waitForModel: true },
];

/** Resolves when the server has had this many requests, and the client what the server says to them. */
async function untilAsked({ requests }: FakeTgi, count = 1): Promise<void> {
  await until(() => requests.length >= count);
  await settle();
}

describe('the signal', () => {
  test.for(STAGES)('ends a call $stage', async ({ answer, stream, waitForModel = false }, { serve, connect, user }) => {
    const server = await serve([answer]);
    const call = failureOf(
      connect(server, { waitForModel }).chat.completions.create(
        { messages: MESSAGES, stream },
        { signal: user.signal },
      ),
    );
    await untilAsked(server);

    user.abort('enough');

    expect(await inTime(call, 'the call goes on')).toMatchObject({
      name: 'APIUserAbortError',
      cause: 'enough',
      attempts: 1,
    });
    await inTime(server.idle(), 'the connection is open');
    expect(server.requests).toHaveLength(1);
  });

  test('ends a stream between its events', async ({ serve, connect, user }) => {
    const server = await serve([streaming([{ send: first }, 'stall'])]);
    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { signal: user.signal },
    );
    await stream.next();
    await stream.next();

    user.abort();

    const error = await failureOf(Promise.resolve(stream));
    expect(error).toMatchObject({ name: 'APIUserAbortError' });
    expect(error).toHaveProperty('partial.choices[0].message.content', 'one');
    await inTime(server.idle(), 'the connection is open');
  });

  test('ends a read that is pending', async ({ serve, connect, user }) => {
    const server = await serve([streaming([{ send: first }, 'stall'])]);
    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { signal: user.signal },
    );
    const reading = failureOf(Promise.resolve(stream));
    await settle();

    user.abort();

    expect(await inTime(reading, 'the read is pending')).toMatchObject({ name: 'APIUserAbortError' });
    await inTime(server.idle(), 'the connection is open');
  });

  test('frees a stream that nobody reads', async ({ serve, connect, user }) => {
    const server = await serve([streaming([{ send: first }, 'stall'])]);
    await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { signal: user.signal, totalTimeout: 60_000 },
    );

    user.abort();

    await inTime(server.idle(), 'the connection is open');
  });

  test('that is aborted already stops a call before anything is sent', async ({ serve, connect, user }) => {
    const server = await serve([generated('a')]);
    user.abort('before');
    const client = connect(server);
    const options = { signal: user.signal };

    const failures = await Promise.all([
      failureOf(client.chat.completions.create({ messages: MESSAGES }, options)),
      failureOf(client.chat.completions.create({ messages: MESSAGES, stream: true }, options)),
      failureOf(client.completions.create({ prompt: 'a' }, options)),
      failureOf(client.embeddings.create({ input: ['a', 'b'] }, options)),
      failureOf(client.models.list(options)),
    ]);

    for (const failure of failures) {
      expect(failure).toMatchObject({ name: 'APIUserAbortError', cause: 'before', attempts: 0 });
    }
    expect(server.requests).toHaveLength(0);
  });

  test.for<[what: string, option: object]>([
    ['a prompt builder', { promptBuilder: new Promise<never>(() => {}) }],
    ['a template of the Hub', { promptBuilder: { hub: 'org/model' }, fetch: () => new Promise<never>(() => {}) }],
    ['a token', { apiKey: () => new Promise<never>(() => {}) }],
  ])('ends a call that waits for %s', async ([, option], { serve, connect, user }) => {
    const server = await serve([generated('a')]);
    const call = failureOf(
      connect(server, option).chat.completions.create({ messages: MESSAGES }, { signal: user.signal }),
    );
    await settle();

    user.abort();

    expect(await inTime(call, 'the call goes on')).toMatchObject({ name: 'APIUserAbortError' });
    expect(server.requests).toHaveLength(0);
  });

  test('ends calls of every kind', async ({ serve, connect, user }) => {
    const server = await serve([{ steps: ['stall'] }]);
    const client = connect(server);
    const options = { signal: user.signal };
    const calls = Promise.all([
      failureOf(client.completions.create({ prompt: ['a', 'b'], n: 2 }, options)),
      failureOf(client.embeddings.create({ input: 'a' }, options)),
      failureOf(client.models.list(options)),
    ]);
    await untilAsked(server);

    user.abort();

    for (const failure of await inTime(calls, 'a call goes on')) {
      expect(failure).toMatchObject({ name: 'APIUserAbortError' });
    }
  });

  test('may serve any number of calls without a warning', async ({ serve, connect, user }) => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => void warnings.push(warning);
    process.on('warning', keep);
    const server = await serve([generated('a')]);
    const client = connect(server);

    await Promise.all(
      Array.from({ length: 30 }, () => client.completions.create({ prompt: 'a', n: 12 }, { signal: user.signal })),
    );
    await settle();

    process.off('warning', keep);
    expect(warnings).toEqual([]);
    expect(getEventListeners(user.signal, 'abort')).toEqual([]);
  });
});

type ChatStream = Awaited<ReturnType<typeof openStream>>;

function openStream(client: EasyLLM, signal: AbortSignal) {
  return client.chat.completions.create(
    { messages: MESSAGES, stream: true },
    { signal, idleTimeout: 60_000, totalTimeout: 60_000 },
  );
}

/** The ways to leave a stream, each after its first chunk or before any. */
const EXITS: Readonly<Record<string, (stream: ChatStream) => Promise<unknown>>> = {
  break: async (stream) => {
    for await (const _ of stream) break;
  },
  'an exception': async (stream) => {
    const read = async () => {
      for await (const _ of stream) throw new Error('mine');
    };
    await expect(read()).rejects.toThrow('mine');
  },
  'return()': async (stream) => {
    await stream.next();
    await stream.return();
  },
  'return() before any read': (stream) => stream.return(),
  'return() with a read pending': async (stream) => {
    await stream.next();
    await stream.next();
    const pending = stream.next();
    await stream.return();
    expect(await pending).toEqual({ done: true, value: undefined });
  },
  'abort()': async (stream) => {
    await stream.next();
    stream.abort();
  },
  'abort() before any read': async (stream) => stream.abort(),
  'abort() with a read pending': async (stream) => {
    await stream.next();
    await stream.next();
    const pending = stream.next();
    stream.abort();
    expect(await pending).toEqual({ done: true, value: undefined });
  },
  'controller.abort()': async (stream) => {
    await stream.next();
    stream.controller.abort();
    for await (const _ of stream);
  },
  'controller.abort() before any read': async (stream) => stream.controller.abort(),
  'cancelling toReadableStream()': async (stream) => {
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
  },
  'Symbol.asyncDispose': async (stream) => {
    await stream.next();
    await stream[Symbol.asyncDispose]();
  },
};

describe('a stream left by', () => {
  test.for(Object.entries(EXITS))('%s closes its connection', async ([, leave], { serve, connect, user }) => {
    const server = await serve([streaming(resting({ send: first }, { send: second }, 'stall'))]);
    const stream = await openStream(connect(server), user.signal);

    await inTime(leave(stream), 'the stream goes on');

    await inTime(server.idle(), 'the connection is open');
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(getEventListeners(user.signal, 'abort')).toEqual([]);
  });
});

describe('a stream that meets a stop sequence of ours', () => {
  test('ends there, and closes its connection', async ({ serve, connect, user }) => {
    const server = await serve([streaming([{ send: first }, { send: second }, 'stall'])]);

    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true, stop: 'tw' },
      { signal: user.signal },
    );
    const chunks = await inTime(collect(stream), 'the stream goes on');

    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    await inTime(server.idle(), 'the connection is open');
  });
});

describe('requests side by side', () => {
  const REFUSAL: FakeAnswer = { status: 422, steps: [{ send: '{"error":"no","error_type":"x"}' }] };

  test('end together when one fails', async ({ serve, connect, user }) => {
    const server = await serve(async (_, index) => {
      if (index !== 2) return { steps: ['headers', 'stall'] };
      await untilAsked(server, 6);
      return REFUSAL;
    });

    const call = failureOf(connect(server).completions.create({ prompt: 'a', n: 6 }, { signal: user.signal }));

    expect(await inTime(call, 'the call goes on')).toMatchObject({ name: 'UnprocessableEntityError' });
    await inTime(server.idle(), 'a connection is open');
    expect(server.requests).toHaveLength(6);
  });

  test('end together when one of several streams cannot be opened', async ({ serve, connect, user }) => {
    const server = await serve(async (_, index) => {
      if (index !== 2) return streaming([{ send: first }, 'stall']);
      await untilAsked(server, 6);
      return REFUSAL;
    });

    const call = failureOf(
      connect(server).completions.create({ prompt: 'a', n: 6, stream: true }, { signal: user.signal }),
    );

    expect(await inTime(call, 'the call goes on')).toMatchObject({ name: 'UnprocessableEntityError' });
    await inTime(server.idle(), 'a connection is open');
  });

  test('end together when one of several streams breaks, and say what each had given', async ({
    serve,
    connect,
    user,
  }) => {
    const server = await serve(async (_, index) => {
      if (index !== 2) return streaming([{ send: first }, 'stall']);
      await untilAsked(server, 3);
      return streaming(resting({ send: first }, 'reset'));
    });

    const call = failureOf(
      connect(server).completions.create({ prompt: 'a', n: 3, stream: true }, { signal: user.signal }),
    );

    const error = await inTime(call, 'the call goes on');
    expect(error).toMatchObject({ name: 'StreamTruncatedError' });
    expect(error).toHaveProperty('partial.choices.length', 3);
    await inTime(server.idle(), 'a connection is open');
  });

  test('of embeddings end together when one fails', async ({ serve, connect, user }) => {
    const server = await serve(async ({ path }, index) => {
      if (path === '/info') return { steps: [{ send: '{"max_client_batch_size":1}' }] };
      if (index !== 2) return { steps: ['stall'] };
      await untilAsked(server, 4);
      return REFUSAL;
    });

    const call = failureOf(connect(server).embeddings.create({ input: ['a', 'b', 'c'] }, { signal: user.signal }));

    expect(await inTime(call, 'the call goes on')).toMatchObject({ name: 'UnprocessableEntityError' });
    await inTime(server.idle(), 'a connection is open');
  });
});

describe('the question for the batch size', () => {
  const VECTORS: FakeAnswer = { steps: [{ send: '[[1]]' }] };
  const INFO = '{"max_client_batch_size":1}';

  test('is asked again when the call that asked was aborted', async ({ serve, connect, user }) => {
    const server = await serve(({ path }, index) => {
      if (path !== '/info') return VECTORS;
      return { steps: [...(index === 0 ? (['stall'] as const) : []), { send: INFO }] };
    });
    const client = connect(server);
    const aborted = failureOf(client.embeddings.create({ input: ['a', 'b'] }, { signal: user.signal }));
    const waiting = client.embeddings.create({ input: ['a', 'b'] });
    await untilAsked(server);

    user.abort();

    expect(await aborted).toMatchObject({ name: 'APIUserAbortError' });
    expect((await waiting).data).toHaveLength(2);
    await client.embeddings.create({ input: ['a', 'b'] });
    expect(server.requests.filter(({ path }) => path === '/info')).toHaveLength(2);
  });

  test('is asked once, and never again where it cannot be answered', async ({ serve, connect }) => {
    const server = await serve(({ path }) => (path === '/info' ? { status: 404 } : { steps: [{ send: '[[1],[2]]' }] }));
    const client = connect(server);

    await client.embeddings.create({ input: ['a', 'b'] });
    await client.embeddings.create({ input: ['a', 'b'] });

    expect(server.requests.map(({ path }) => path)).toEqual(['/info', '/', '/']);
  });
});
