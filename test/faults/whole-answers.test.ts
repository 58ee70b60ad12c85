import { describe, expect } from 'vitest';

import type { EasyLLM } from '../../src/client/easyllm.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import { toEvents } from '../../src/testing/native-answers.ts';
import { createOpenAIClient } from '../../src/openai.ts';
import { collect } from '../support/collect.ts';
import { MESSAGES, failureOf, test } from '../support/fault-test.ts';

const V1 = { promptBuilder: undefined } as const;
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const CALL = { id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"a":1}' } };

function answerOf(message: object, reason = 'stop'): object {
  const choice = { index: 0, message: { role: 'assistant', ...message }, finish_reason: reason, logprobs: null };
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm', choices: [choice], usage: USAGE };
}

const NATIVE = [
  {
    generated_text: 'one two',
    details: { finish_reason: 'eos_token', generated_tokens: 2, seed: null, prefill: [], tokens: [] },
  },
];

/** The types that servers give to JSON. */
const TYPES = ['application/json', 'application/json; charset=utf-8', 'text/plain', 'text/event-stream'];

function sending(body: unknown, type = 'application/json', headers: Record<string, string> = {}): FakeAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { headers: { 'content-type': type, ...headers }, steps: [{ send: text, every: 7 }] };
}

async function chunksOf(client: EasyLLM, body: object = {}) {
  const stream_options = { include_usage: true };
  return collect(
    await client.chat.completions.create({ messages: MESSAGES, stream: true, stream_options, ...body } as const),
  );
}

describe('a whole answer where a stream was asked for', () => {
  test.for(TYPES)('is that answer in chunks, as %s', async (type, { serve, connect }) => {
    const server = await serve([sending(answerOf({ content: 'one two' }), type)]);

    const chunks = await chunksOf(connect(server, V1));

    expect(chunks.map(({ id }) => id)).toEqual(chunks.map(() => 'chatcmpl-1'));
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: '' },
      { content: 'one two' },
      {},
      undefined,
    ]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)?.usage).toMatchObject(USAGE);
  });

  test.for(TYPES)('of the native API is that answer in chunks, as %s', async (type, { serve, connect }) => {
    const server = await serve([sending(NATIVE, type, { 'x-prompt-tokens': '3' })]);

    const chunks = await chunksOf(connect(server));

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one two');
    expect(chunks.at(-2)?.choices[0]).toMatchObject({ finish_reason: 'stop', tgi: { finish_reason: 'eos_token' } });
    expect(chunks.at(-1)?.usage).toMatchObject(USAGE);
  });

  test('may be written in many lines, and begin with a byte order mark', async ({ serve, connect }) => {
    const server = await serve([sending(`\uFEFF\n${JSON.stringify(answerOf({ content: 'one' }), null, 2)}\n`)]);

    const chunks = await chunksOf(connect(server, V1));

    expect(chunks[1]?.choices[0]?.delta).toEqual({ content: 'one' });
  });

  test('has its tool calls, numbered', async ({ serve, connect }) => {
    const server = await serve([sending(answerOf({ content: null, tool_calls: [CALL, CALL] }, 'tool_calls'))]);

    const chunks = await chunksOf(connect(server, V1));

    const calls = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(calls.map(({ index, function: called }) => [index, called?.name, called?.arguments])).toEqual([
      [0, 'find', '{"a":1}'],
      [1, 'find', '{"a":1}'],
    ]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  test('is cut at a stop sequence', async ({ serve, connect }) => {
    const server = await serve([sending(answerOf({ content: 'one END two' }))]);

    const chunks = await chunksOf(connect(server, V1), { stop: ['END'] });

    expect(chunks[1]?.choices[0]?.delta).toEqual({ content: 'one ' });
  });

  test('is a text completion’s, too', async ({ serve, connect }) => {
    const choice = { index: 0, text: 'one', finish_reason: 'length', logprobs: null };
    const server = await serve([sending({ object: 'text_completion', choices: [choice] })]);
    const client = connect(server, { backend: 'messages' });

    const chunks = await collect(await client.completions.create({ prompt: 'a', stream: true }));

    expect(chunks.map(({ choices: [first] }) => [first?.text, first?.finish_reason])).toEqual([
      ['one', null],
      ['', 'length'],
    ]);
  });

  test('is told as one by the typed clients, which repair nothing', async ({ serve }) => {
    const server = await serve([sending(answerOf({ content: 'one' }))]);
    const client = createOpenAIClient({ apiBase: server.url, apiKey: null });

    const error = await failureOf(client.createChatCompletion({ messages: MESSAGES, stream: true }));

    expect(error).toMatchObject({ name: 'APIError', message: expect.stringContaining('It does not stream.') });
  });

  test('is cut off where its JSON is', async ({ serve, connect }) => {
    const server = await serve([sending('{"choices":[{"index":0,')]);

    for (const options of [V1, {}])
      expect(await failureOf(chunksOf(connect(server, { ...options, maxRetries: 0 })))).toMatchObject({
        name: 'StreamTruncatedError',
      });
  });

  test('has `timeout` to come to its end', async ({ serve, connect }) => {
    const server = await serve([{ steps: [{ send: '{"choices":' }, 'stall'] }]);

    expect(await failureOf(chunksOf(connect(server, { ...V1, maxRetries: 0, timeout: 100 })))).toMatchObject({
      name: 'APIConnectionTimeoutError',
      code: 'timeout',
    });
  });

  test('of another form is told as such', async ({ serve, connect }) => {
    const server = await serve([sending({ answer: 'one' })]);

    for (const options of [V1, {}])
      expect(await failureOf(chunksOf(connect(server, options)))).toMatchObject({ name: 'APIError', status: 200 });
  });
});

describe('an error with 200 where a stream was asked for', () => {
  const overloaded = { error: { message: 'Model is overloaded', type: 'overloaded', code: 'overloaded' } };

  test.for(TYPES)('is that error, and tried again, as %s', async (type, { serve, connect }) => {
    const server = await serve([sending(overloaded, type, { 'retry-after-ms': '1' })]);

    for (const options of [V1, {}])
      expect(await failureOf(chunksOf(connect(server, { ...options, maxRetries: 1 })))).toMatchObject({
        name: 'RateLimitError',
        status: 429,
        attempts: 2,
      });
    expect(server.requests).toHaveLength(4);
  });
});

describe('events as application/json', () => {
  test('are events', async ({ serve, connect }) => {
    const server = await serve([sending(toEvents(['one', ' two']).join(''))]);

    const chunks = await chunksOf(connect(server));

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one two');
  });

  test('have as long as they need from the first on', async ({ serve, connect }) => {
    const [first = '', ...rest] = toEvents(['one', ' two']);
    const server = await serve([{ steps: [{ send: first }, { waitMs: 150 }, { send: rest.join('') }] }]);

    expect(await failureOf(chunksOf(connect(server, { timeout: 100 })))).toBeUndefined();
  });
});
