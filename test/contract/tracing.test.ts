import { tracingChannel } from 'node:diagnostics_channel';
import type { TracingChannelSubscribers } from 'node:diagnostics_channel';
import { afterEach, describe, expect, test } from 'vitest';
import { channelOf } from '../../src/base/channels.ts';
import { EasyLLM } from '../../src/index.ts';
import type { TracedAttempt, TracedCall } from '../../src/index.ts';
import { fakeServer, fakeTgi, startFakeTgi } from '../../src/testing.ts';

const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];
const TOKENS = ['Who', "'s", ' there?'];

const undo: (() => void)[] = [];
afterEach(() => {
  for (const run of undo.splice(0)) run();
});

/** All that a channel tells, in its order: the name of the moment and what it is given. */
function listen<Context extends object>(name: string, onStart: (context: Context) => void = () => {}) {
  const channel = tracingChannel<Context, Context>(`easyllm:${name}`);
  const told: { moment: string; context: Context }[] = [];
  const tell = (moment: string) => (context: object) => void told.push({ moment, context: context as Context });
  const subscribers: TracingChannelSubscribers<Context> = {
    start(context) {
      tell('start')(context);
      onStart(context);
    },
    end: tell('end'),
    asyncStart: tell('asyncStart'),
    asyncEnd: tell('asyncEnd'),
    error: tell('error'),
  };
  channel.subscribe(subscribers);
  undo.push(() => channel.unsubscribe(subscribers));
  return {
    told,
    get moments() {
      return told.map(({ moment }) => moment);
    },
    get last() {
      return told.at(-1)?.context;
    },
  };
}

function connect(script: Parameters<typeof fakeTgi>[0]['script']) {
  return new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: 'hf_secret',
    logLevel: 'off',
    promptBuilder: 'chatml',
    maxRetries: 1,
    fetch: fakeTgi({ script }),
  });
}

describe('the channels of calls', () => {
  test('tell of nothing where nobody subscribes', () => {
    expect(channelOf('chat')).toBeUndefined();
    listen('chat');
    expect(channelOf('chat')).toBeDefined();
    expect(channelOf('attempt')).toBeUndefined();
  });

  test('tell of a whole chat at its end', async () => {
    const chat = listen<TracedCall>('chat');

    const reply = await connect([{ tokens: TOKENS }]).chat.completions.create({ model: 'llama', messages: MESSAGES });

    expect(chat.moments).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
    expect(new Set(chat.told.map(({ context }) => context)).size).toBe(1);
    expect(chat.last).toMatchObject({
      operation: 'chat',
      address: 'http://tgi.test',
      model: 'llama',
      isStreaming: false,
      id: reply.id,
      answeredBy: reply.model,
      finishReasons: ['stop'],
      attempts: 1,
      result: reply,
    });
    expect(chat.last?.durationMs).toBeGreaterThan(0);
  });

  test('tell of a stream where it ends, with the tokens that its reader did not ask for', async () => {
    const chat = listen<TracedCall>('chat');
    const client = connect([{ tokens: TOKENS }]);

    const stream = await client.chat.completions.create({ messages: MESSAGES, stream: true });
    const before = chat.moments;
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);

    expect(before).toEqual(['start', 'end', 'asyncStart']);
    expect(chat.moments).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
    expect(chat.last).toMatchObject({ isStreaming: true, finishReasons: ['stop'], usage: { outputTokens: 3 } });
    expect(chat.last?.firstChunkMs).toBeLessThanOrEqual(chat.last?.durationMs ?? 0);
    expect(chunks.every((chunk) => chunk.usage === undefined && chunk.choices.length === 1)).toBe(true);
  });

  test('leave a reader the counts that it asked for', async () => {
    const chat = listen<TracedCall>('chat');
    const stream = await connect([{ tokens: TOKENS }]).chat.completions.create({
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);

    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(3);
    expect(chat.last?.usage.outputTokens).toBe(3);
  });

  test('tell that the reader of a stream left, by each way to leave', async () => {
    const ways: ((stream: AsyncIterable<unknown> & { abort(): void }) => Promise<void> | void)[] = [
      async (stream) => {
        for await (const _ of stream) break;
      },
      (stream) => stream.abort(),
    ];
    for (const leave of ways) {
      const chat = listen<TracedCall>('chat');
      const stream = await connect([{ tokens: TOKENS }]).chat.completions.create({ messages: MESSAGES, stream: true });
      await leave(stream);
      expect(chat.moments).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
      expect(chat.last).toMatchObject({ isCancelled: true });
      expect(chat.last?.error).toBeUndefined();
    }
  });

  test('tell what a call failed of, and each of its attempts', async () => {
    const [chat, attempt] = [listen<TracedCall>('chat'), listen<TracedAttempt>('attempt')];
    const client = connect([{ error: 'Model is overloaded', error_type: 'overloaded' }]);

    const error = await client.chat.completions.create({ messages: MESSAGES }).catch((thrown: unknown) => thrown);

    expect(chat.moments).toEqual(['start', 'end', 'asyncStart', 'error', 'asyncEnd']);
    expect(chat.last).toMatchObject({ error, attempts: 2 });
    expect(attempt.told.filter(({ moment }) => moment === 'asyncEnd').map(({ context }) => context)).toMatchObject([
      { method: 'POST', url: 'http://tgi.test', attempt: 1, status: 429 },
      { attempt: 2, status: 429 },
    ]);
    expect(JSON.stringify([chat.told, attempt.told])).not.toContain('hf_secret');
  });

  test('tell of each operation under its own name', async () => {
    const fetch = fakeServer({ like: 'vllm' });
    const client = new EasyLLM({ apiBase: 'http://vllm.test/v1', apiKey: null, fetch, maxRetries: 0 });
    const run = {
      completion: () => client.completions.create({ prompt: 'Once', model: 'm' }),
      embedding: () => client.embeddings.create({ input: 'Once', model: 'm' }),
      response: () => client.responses.create({ input: 'Once', model: 'm' }),
      rerank: () => client.rerank.create({ query: 'Once', documents: ['a', 'b'], model: 'm' }),
    };
    for (const [operation, call] of Object.entries(run)) {
      const channel = listen<TracedCall>(operation);
      await call();
      expect(channel.moments).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
      expect(channel.last).toMatchObject({ operation, model: 'm', usage: { inputTokens: expect.any(Number) } });
    }
  });

  test('run a call within what a subscriber gives, and send the headers that it adds', async () => {
    await using server = await startFakeTgi({
      script: [
        {
          headers: { 'content-type': 'application/json', 'x-queue-time': '7', 'x-inference-time': '12' },
          steps: [{ send: JSON.stringify([{ generated_text: 'Hi' }]) }],
        },
      ],
    });
    const order: string[] = [];
    const completion = listen<TracedCall>('completion', (context) => {
      context.around = (run) => {
        order.push('around');
        return run();
      };
    });
    listen<TracedAttempt>('attempt', ({ headers }) => {
      order.push('attempt');
      headers['traceparent'] = 'of the subscriber';
    });
    const client = new EasyLLM({ apiBase: server.url, apiKey: null, backend: 'generate' });
    await client.completions.create({ prompt: 'Hi' }, { headers: { traceparent: 'of the caller' } });

    expect(order).toEqual(['around', 'attempt']);
    expect(completion.last).toMatchObject({
      server: 'tgi',
      parent: { traceparent: 'of the caller' },
      timings: { queue: 7, inference: 12 },
    });
    expect(server.requests[0]?.headers.get('traceparent')).toBe('of the subscriber');
  });
});
