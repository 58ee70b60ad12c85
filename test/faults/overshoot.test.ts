import { describe, expect } from 'vitest';
import * as z from 'zod';

import type { EasyLLM } from '../../src/client/easyllm.ts';
import type { FakeAnswer } from '../../src/testing.ts';
import { MESSAGES, failureOf, test } from '../support/fault-test.ts';

const TEMPLATED = { promptBuilder: undefined, dialect: 'tgi' } as const;

const LIMIT = 1025;
/** As TGI 3.3.7 does: it looks at the limit where its second part of 1024 tokens ends. */
const GENERATED = 2048;
const WANTED = 'a'.repeat(LIMIT);

const token = (id: number) => ({ id, text: 'a', logprob: -0.5, special: false });

const NATIVE_STREAM = Array.from({ length: GENERATED }, (_, at) => {
  const event = { index: at + 1, token: token(at), generated_text: null, details: null };
  return `data: ${JSON.stringify(event)}\n\n`;
}).join('');

const NATIVE_WHOLE: FakeAnswer = {
  steps: [
    {
      send: JSON.stringify([
        {
          generated_text: 'a'.repeat(GENERATED),
          details: {
            finish_reason: 'length',
            generated_tokens: GENERATED,
            seed: null,
            prefill: [],
            tokens: Array.from({ length: GENERATED }, (_, index) => token(index)),
          },
        },
      ]),
    },
  ],
};

describe('a native answer that oversteps its limit', () => {
  test('is cut, and without usage', async ({ serve, connect }) => {
    const server = await serve([NATIVE_WHOLE]);

    const { choices, usage } = await connect(server).chat.completions.create({ messages: MESSAGES, max_tokens: LIMIT });

    expect(choices[0]).toMatchObject({ message: { content: WANTED }, finish_reason: 'length' });
    expect(usage).toBeUndefined();
  });

  test('is left in its stream, and the connection closed', async ({ serve, connect }) => {
    const server = await serve([
      { headers: { 'content-type': 'text/event-stream' }, steps: [{ send: NATIVE_STREAM }, 'stall'] },
    ]);

    const chunks = [];
    for await (const chunk of await connect(server).chat.completions.create({
      messages: MESSAGES,
      max_tokens: LIMIT,
      stream: true,
    }))
      chunks.push(chunk);
    await server.idle();

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(WANTED);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length');
  });
});

describe('tokens that come several at once', () => {
  const many = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
  const read = async (client: EasyLLM, body: object = {}) => {
    const asked = { messages: MESSAGES, max_tokens: LIMIT, stream: true, ...body } as const;
    const texts = [];
    for await (const { choices } of await client.chat.completions.create(asked))
      texts.push(choices[0]?.delta.content ?? '');
    return texts.join('');
  };

  test('are counted by the number of a native event', async ({ serve, connect }) => {
    const events = Array.from({ length: 1024 }, (_, at) => {
      const both = { ...token(at), text: 'aa' };
      return many({ index: 2 * at + 2, token: both, generated_text: null, details: null });
    });
    const headers = { 'content-type': 'text/event-stream' };
    const server = await serve([{ headers, steps: [{ send: events.join('') }, 'stall'] }]);

    expect(await read(connect(server))).toBe('a'.repeat(LIMIT + 1));
  });

  test('are counted by their logprobs, and cut where they tell them apart', async ({ serve, connect }) => {
    const content = ['a', 'a'].map((text) => ({ token: text, logprob: -0.5, top_logprobs: [] }));
    const delta = { role: 'assistant', content: 'aa' };
    const choices = [{ index: 0, delta, logprobs: { content }, finish_reason: null }];
    const event = many({ object: 'chat.completion.chunk', id: '', created: 1, model: 'm', choices });
    const headers = { 'content-type': 'text/event-stream' };
    const server = await serve([{ headers, steps: [{ send: event.repeat(1024) }, 'stall'] }]);

    expect(await read(connect(server, TEMPLATED), { logprobs: true })).toBe(WANTED);
  });
});

describe('an answer of /v1 that oversteps its limit', () => {
  const chunk = (route: 'chat' | 'completions', rest: object = {}) => {
    const text = route === 'chat' ? { delta: { role: 'assistant', content: 'a' } } : { text: 'a' };
    const choices = [{ index: 0, ...text, logprobs: null, finish_reason: route === 'chat' ? null : '', ...rest }];
    return `data: ${JSON.stringify({ object: 'chunk', id: '', created: 1, model: 'm', choices })}\n\n`;
  };
  const streaming = (send: string, ...then: 'stall'[]): FakeAnswer => ({
    headers: { 'content-type': 'text/event-stream' },
    steps: [{ send }, ...then],
  });

  test.for(['chat', 'completions'] as const)(
    'is asked for as a stream, and cut: %s',
    async (route, { serve, connect }) => {
      const server = await serve([streaming(chunk(route).repeat(GENERATED), 'stall')]);
      const client = connect(server, { ...TEMPLATED, backend: 'messages' });

      const { choices, usage } =
        route === 'chat'
          ? await client.chat.completions.create({ messages: MESSAGES, max_tokens: LIMIT })
          : await client.completions.create({ prompt: 'a', max_tokens: LIMIT });
      await server.idle();

      const [choice] = choices;
      const content = choice !== undefined && 'message' in choice ? choice.message.content : choice?.text;
      expect(content).toBe(WANTED);
      expect(choice?.finish_reason).toBe('length');
      expect(usage).toBeUndefined();
      expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ stream: true, max_tokens: LIMIT });
    },
  );

  test('is left in its stream, and the connection closed', async ({ serve, connect }) => {
    const server = await serve([streaming(chunk('chat').repeat(GENERATED), 'stall')]);
    const asked = { messages: MESSAGES, max_tokens: LIMIT, stream: true } as const;
    const chunks = [];
    for await (const part of await connect(server, TEMPLATED).chat.completions.create(asked)) chunks.push(part);
    await server.idle();

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(WANTED);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length');
  });

  test('has its usage and its end where it ends in time', async ({ serve, connect }) => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    const counted = `data: ${JSON.stringify({ object: 'chunk', id: '', created: 1, model: 'm', choices: [], usage })}\n\n`;
    const end = chunk('chat', { delta: { role: 'assistant', content: '' }, finish_reason: 'stop' });
    const server = await serve([streaming(`${chunk('chat')}${end}${counted}data: [DONE]\n\n`)]);

    const answer = await connect(server, TEMPLATED).chat.completions.create({ messages: MESSAGES, max_tokens: LIMIT });

    expect(answer).toMatchObject({ choices: [{ message: { content: 'a' }, finish_reason: 'stop' }], usage });
  });

  test('has the usage of all its prompts', async ({ serve, connect }) => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    const last = (index: number) => {
      const choices = [{ index, text: '</s>', logprobs: null, finish_reason: 'eos_token' }];
      return `data: ${JSON.stringify({ object: 'text_completion', id: '', created: 1, model: 'm', choices, usage })}\n\n`;
    };
    const server = await serve([streaming(`${chunk('completions')}${last(1)}${last(0)}data: [DONE]\n\n`)]);
    const client = connect(server, { ...TEMPLATED, backend: 'messages' });

    const answer = await client.completions.create({ prompt: ['a', 'b'], max_tokens: LIMIT });

    expect(answer).toMatchObject({
      choices: [{ text: 'a' }, { text: '' }],
      usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
    });
  });

  test.for([1024, 2048])('is asked for whole where TGI keeps the limit: %i', async (maxTokens, { serve, connect }) => {
    const message = { role: 'assistant', content: 'a' };
    const answer = { object: 'chat.completion', id: '', choices: [{ index: 0, message, finish_reason: 'stop' }] };
    const server = await serve([{ steps: [{ send: JSON.stringify(answer) }] }]);

    await connect(server, TEMPLATED).chat.completions.create({ messages: MESSAGES, max_tokens: maxTokens });

    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ stream: false });
  });
});

describe('a grammar that may not hold to the end', () => {
  const schema = z.object({ a: z.string() });
  const said = (text: string, tokens: number): FakeAnswer => {
    const message = { role: 'assistant', content: text };
    const usage = { prompt_tokens: 1, completion_tokens: tokens, total_tokens: tokens + 1 };
    return {
      steps: [{ send: JSON.stringify({ id: '', choices: [{ index: 0, message, finish_reason: 'stop' }], usage }) }],
    };
  };
  const native: FakeAnswer = { steps: [{ send: '[{"generated_text":"{\\"a\\":\\"b\\"}"}]' }] };

  test.for([
    ['native', 1024, 0],
    ['native', undefined, 1],
    ['native', 1025, 1],
    ['/v1', 1024, 0],
    ['/v1', undefined, 1],
    ['/v1', 4096, 1],
  ] as const)('is warned of once: %s, %s', async ([api, max_tokens, warnings], { serve, connect }) => {
    const server = await serve([api === 'native' ? native : said('{"a":"b"}', 5)]);
    const warned: string[] = [];
    const logger = { error() {}, warn: (words: string) => void warned.push(words), info() {}, debug() {} };
    const client = connect(server, {
      ...(api === 'native' ? {} : { promptBuilder: undefined, dialect: 'tgi' as const }),
      logger,
    });

    for (let call = 0; call < 2; call += 1)
      await client.chat.completions.parse({ messages: MESSAGES, schema, max_tokens });

    expect(warned.filter((words) => words.includes('1024'))).toHaveLength(warnings);
  });

  test.for([
    [2000, '{"a":"b{"a":"c"}', true],
    [2000, '{"b":1}', true],
    [20, '{"a":"b', false],
    [20, '{"b":1}', false],
  ] as const)(
    'is told of where its text is broken: %i tokens of %s',
    async ([tokens, text, isTold], { serve, connect }) => {
      const server = await serve([said(text, tokens)]);

      const failure = await failureOf(
        connect(server, TEMPLATED).chat.completions.parse({ messages: MESSAGES, schema }),
      );

      expect(failure).toMatchObject({ name: 'InvalidOutputError' });
      expect(String(failure).includes('after each 1024 tokens')).toBe(isTold);
    },
  );
});
