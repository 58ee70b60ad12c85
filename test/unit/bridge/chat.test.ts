import { describe, expect, test } from 'vitest';

import type { ChatCompletionRequest } from '../../../generated/openai.ts';
import { ChatChunkWriter, toChatCompletion, toChatPlan } from '../../../src/bridge/chat.ts';
import type { Generation } from '../../../src/bridge/generation.ts';
import { definePromptBuilder } from '../../../src/prompt.ts';

const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Knock knock.' }];
const identity = { id: 'hf-0123456789', created: 1700000000, model: 'tgi' };

/** Writes how many messages it got. */
const builder = definePromptBuilder((input) => `<${input.length} message>`, { name: 'counting', stop: ['</s>', 'B'] });

const TOKEN = { id: 1, text: 'Hi', logprob: -0.5, special: false };
const HI = { token: TOKEN, offset: 0, alternatives: [TOKEN, { ...TOKEN, text: 'Ho', logprob: -1 }] };
const HI_LOGPROB = { token: 'Hi', logprob: -0.5, bytes: [72, 105], top_logprobs: [] };
const HO_LOGPROB = { token: 'Ho', logprob: -1, bytes: [72, 111] };

const DONE = {
  finishReason: 'stop',
  tgi: { finish_reason: 'eos_token', seed: '42' },
  counts: { prompt: 5, completion: 2 },
} as const;
const GENERATED: Generation = { text: 'Hi', tokens: [HI], ...DONE };

function planOf(request: Partial<ChatCompletionRequest>, stops?: string[]) {
  return toChatPlan({ messages, ...request }, { builder, stops });
}

describe('toChatPlan', () => {
  test('sends the builder’s prompt, with details, without the prompt in return', () => {
    expect(planOf({})).toEqual([
      {
        call: {
          inputs: '<1 message>',
          parameters: { details: true, do_sample: true, return_full_text: false, stop: ['</s>', 'B'] },
          seed: undefined,
          isTextOnly: true,
        },
        stops: ['</s>', 'B'],
        echo: '',
        isTextOnly: true,
      },
    ]);
  });

  test('enforces all stop sequences, and sends the first four', () => {
    const [choice] = planOf({ stop: ['B', 'C', 'D'] }, ['A']);

    expect(choice?.stops).toEqual(['A', '</s>', 'B', 'C', 'D']);
    expect(choice?.call.parameters.stop).toEqual(['A', '</s>', 'B', 'C']);
  });

  test('takes a string for one stop sequence', () => {
    expect(planOf({ stop: 'CD' })[0]?.stops).toEqual(['</s>', 'B', 'CD']);
  });

  test('makes one call a choice, each with a seed of its own', () => {
    expect(planOf({ n: 3, seed: 42 }).map(({ call }) => call.seed)).toEqual([42n, 43n, 44n]);
    expect(planOf({ n: 2 }).map(({ call }) => call.seed)).toEqual([undefined, undefined]);
    expect(planOf({ n: 3, seed: '18446744073709551615' }).map(({ call }) => call.seed)).toEqual([
      2n ** 64n - 1n,
      0n,
      1n,
    ]);
  });

  test('drops the seed for best_of, since TGI refuses both', () => {
    expect(planOf({ best_of: 2, seed: 42 })[0]?.call).toMatchObject({ parameters: { best_of: 2 }, seed: undefined });
    expect(planOf({ best_of: 1, seed: 42 })[0]?.call.seed).toBe(42n);
  });

  test.each<[request: Partial<ChatCompletionRequest>, want: number | undefined]>([
    [{ logprobs: true, top_logprobs: 3 }, 3],
    [{ logprobs: true }, undefined],
    [{ logprobs: true, top_logprobs: 2, top_n_tokens: 4 }, 4],
    [{ top_n_tokens: 4 }, 4],
  ])('asks for %j for %s alternatives', (request, want) => {
    expect(planOf(request)[0]?.call.parameters.top_n_tokens).toBe(want);
  });

  test('refuses top_logprobs where logprobs are not asked for', () => {
    expect(() => toChatPlan({ messages, top_logprobs: 2 }, { builder })).toThrow(
      expect.objectContaining({ name: 'BadRequestError', param: 'top_logprobs' }),
    );
  });

  test('sends the grammar of the request', () => {
    const grammar = { type: 'regex', value: 'a+' } as const;

    expect(toChatPlan({ messages }, { builder, grammar })[0]?.call.parameters.grammar).toEqual(grammar);
  });

  test.each<Partial<ChatCompletionRequest>>([
    { tool_choice: 'required' },
    { tools: [], tool_choice: { type: 'function', function: { name: 'add' } } },
  ])('refuses %j, which asks for a call of nothing', (request) => {
    expect(() => planOf(request)).toThrow(expect.objectContaining({ name: 'BadRequestError', param: 'tool_choice' }));
  });

  test('refuses tools, and names the backend that can', () => {
    expect(() => planOf({ tools: [{ type: 'function', function: { name: 'add' } }] })).toThrow(
      expect.objectContaining({
        name: 'UnsupportedError',
        param: 'tools',
        message: expect.stringContaining('`backend: "messages"`'),
      }),
    );
  });

  test.each<Partial<ChatCompletionRequest>>([
    { tools: [] },
    { tools: null },
    { tool_choice: 'none' },
    { tool_choice: 'auto' },
    { tools: [], tool_choice: null },
  ])('lets %j pass, which asks for no tool', (request) => {
    expect(planOf(request)).toHaveLength(1);
  });

  test('refuses what cannot be expressed', () => {
    expect(() => planOf({ audio: {} })).toThrow(expect.objectContaining({ name: 'UnsupportedError', param: 'audio' }));
  });
});

describe('toChatCompletion', () => {
  test('has a message, its reason and TGI’s own words for each choice, and the sum of the usage', () => {
    const cut: Generation = {
      text: 'Ho',
      tokens: [],
      finishReason: 'length',
      tgi: { finish_reason: 'length', seed: null },
      counts: { prompt: 5, completion: 1 },
    };

    expect(toChatCompletion([GENERATED, cut], { request: { messages }, identity })).toStrictEqual({
      id: 'hf-0123456789',
      object: 'chat.completion',
      created: 1700000000,
      model: 'tgi',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
          tgi: { finish_reason: 'eos_token', seed: '42' },
        },
        {
          index: 1,
          message: { role: 'assistant', content: 'Ho', refusal: null },
          logprobs: null,
          finish_reason: 'length',
          tgi: { finish_reason: 'length', seed: null },
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
    });
  });

  test('has no usage where one of its texts lacks counts', () => {
    const answer = toChatCompletion([GENERATED, { ...GENERATED, counts: undefined }], {
      request: { messages },
      identity,
    });

    expect('usage' in answer).toBe(false);
  });

  test.each<[request: Partial<ChatCompletionRequest>, want: unknown]>([
    [{ logprobs: true }, { content: [HI_LOGPROB], refusal: null }],
    [
      { logprobs: true, top_logprobs: 2 },
      {
        content: [{ ...HI_LOGPROB, top_logprobs: [{ token: 'Hi', logprob: -0.5, bytes: [72, 105] }, HO_LOGPROB] }],
        refusal: null,
      },
    ],
    [{ logprobs: false }, null],
    [{}, null],
  ])('for %j has the logprobs %j', (request, want) => {
    expect(toChatCompletion([GENERATED], { request: { messages, ...request }, identity }).choices[0]?.logprobs).toEqual(
      want,
    );
  });
});

describe('ChatChunkWriter', () => {
  const envelope = { id: 'hf-0123456789', object: 'chat.completion.chunk', created: 1700000000, model: 'tgi' };

  function createWriter(request: Partial<ChatCompletionRequest> = {}, choices = 1) {
    return new ChatChunkWriter(choices, { request: { messages, stream: true, ...request }, identity });
  }

  test('writes the role first, then content, then an empty delta with the reason', () => {
    const writer = createWriter();

    expect([
      ...writer.write(0, { text: 'H', tokens: [] }),
      ...writer.write(0, { text: 'i', tokens: [] }),
      ...writer.write(0, { text: '', tokens: [], end: DONE }),
    ]).toStrictEqual([
      {
        ...envelope,
        choices: [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }],
      },
      { ...envelope, choices: [{ index: 0, delta: { content: 'H' }, logprobs: null, finish_reason: null }] },
      { ...envelope, choices: [{ index: 0, delta: { content: 'i' }, logprobs: null, finish_reason: null }] },
      { ...envelope, choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop', tgi: DONE.tgi }] },
    ]);
  });

  test('writes the role with the first event, even while its text is held back', () => {
    const writer = createWriter();

    expect(writer.write(0, { text: '', tokens: [] }).map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: '' },
    ]);
    expect(writer.write(0, { text: '', tokens: [] })).toEqual([]);
  });

  test('writes every choice under its own index', () => {
    const writer = createWriter({ n: 2 }, 2);

    const chunks = [...writer.write(1, { text: 'b', tokens: [] }), ...writer.write(0, { text: 'a', tokens: [] })];

    expect(chunks.map(({ choices }) => [choices[0]?.index, choices[0]?.delta])).toEqual([
      [1, { role: 'assistant', content: '' }],
      [1, { content: 'b' }],
      [0, { role: 'assistant', content: '' }],
      [0, { content: 'a' }],
    ]);
  });

  test('writes logprobs with the text they belong to', () => {
    const chunks = createWriter({ logprobs: true }).write(0, { text: 'Hi', tokens: [HI] });

    expect(chunks.at(-1)?.choices[0]?.logprobs).toEqual({ content: [HI_LOGPROB], refusal: null });
  });

  test('writes the usage last where it was asked for, and null before', () => {
    const writer = createWriter({ stream_options: { include_usage: true } });

    const chunks = writer.write(0, { text: 'Hi', tokens: [], end: DONE });

    expect(chunks.map(({ usage }) => usage)).toEqual([null, null, null]);
    expect(writer.finish()).toStrictEqual([
      { ...envelope, choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } },
    ]);
  });

  test('sums the usage of all choices', () => {
    const writer = createWriter({ n: 2, stream_options: { include_usage: true } }, 2);
    writer.write(0, { text: '', tokens: [], end: DONE });
    writer.write(1, { text: '', tokens: [], end: DONE });

    expect(writer.finish()[0]?.usage).toEqual({ prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 });
  });

  test.each([
    ['was not asked for', undefined, DONE],
    ['is not known', { include_usage: true }, { ...DONE, counts: undefined }],
  ])('writes no usage where it %s', (_, stream_options, end) => {
    const writer = createWriter({ stream_options });
    writer.write(0, { text: '', tokens: [], end });

    expect(writer.finish()).toEqual([]);
  });

  test('knows at any time what has been given', () => {
    const writer = createWriter({ n: 2, logprobs: true }, 2);
    writer.write(1, { text: 'H', tokens: [HI] });
    writer.write(1, { text: 'i', tokens: [] });

    expect(writer.partial).toStrictEqual({
      ...envelope,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '', refusal: null },
          logprobs: { content: [], refusal: null },
          finish_reason: null,
        },
        {
          index: 1,
          message: { role: 'assistant', content: 'Hi', refusal: null },
          logprobs: { content: [HI_LOGPROB], refusal: null },
          finish_reason: null,
        },
      ],
    });
  });
});
