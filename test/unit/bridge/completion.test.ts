import { describe, expect, test } from 'vitest';

import type { CompletionRequest } from '../../../generated/openai.ts';
import { CompletionChunkWriter, toCompletion, toCompletionPlan } from '../../../src/bridge/completion.ts';
import type { Generation } from '../../../src/bridge/generation.ts';
import { definePromptBuilder } from '../../../src/prompt.ts';

const identity = { id: 'hf-0123456789', created: 1700000000, model: 'tgi' };
const builder = definePromptBuilder((input) => `<user>${String(input)}</user>`, { name: 'tagging', stop: ['<user>'] });

const TOKEN = { id: 1, text: 'Hi', logprob: -0.5, special: false };
const HI = { token: TOKEN, offset: 3, alternatives: [TOKEN, { ...TOKEN, text: 'Ho', logprob: -1 }] };
const DONE = {
  finishReason: 'length',
  tgi: { finish_reason: 'length', seed: '42' },
  counts: { prompt: 5, completion: 2 },
} as const;
const GENERATED: Generation = { text: 'Q: Hi', tokens: [HI], ...DONE };

function planOf(request: Partial<CompletionRequest>, options: Parameters<typeof toCompletionPlan>[1] = {}) {
  return toCompletionPlan({ prompt: 'Q: ', ...request }, options);
}

describe('toCompletionPlan', () => {
  test('sends the prompt as it is', () => {
    expect(planOf({})).toEqual([
      {
        call: {
          inputs: 'Q: ',
          parameters: { details: true, do_sample: true, return_full_text: false },
          seed: undefined,
          isTextOnly: true,
        },
        stops: [],
        echo: '',
        isTextOnly: true,
      },
    ]);
  });

  test('sends what a given builder makes of the string, with the builder’s stop sequences', () => {
    const [choice] = planOf({ stop: 'B' }, { builder, stops: ['A'] });

    expect(choice?.call.inputs).toBe('<user>Q: </user>');
    expect(choice?.stops).toEqual(['A', '<user>', 'B']);
  });

  test('asks for the prompt in return where it is to be echoed, as it was sent', () => {
    const [raw] = planOf({ echo: true });
    const [built] = planOf({ echo: true }, { builder });

    expect(raw).toMatchObject({ call: { parameters: { return_full_text: true } }, echo: 'Q: ' });
    expect(built).toMatchObject({ call: { parameters: { return_full_text: true } }, echo: '<user>Q: </user>' });
  });

  test('orders the choices of several prompts prompt by prompt, seeds counting up within each', () => {
    const plan = planOf({ prompt: ['a', 'b'], n: 2, seed: 7, echo: true });

    expect(plan.map(({ call, echo }) => [call.inputs, call.seed, echo])).toEqual([
      ['a', 7n, 'a'],
      ['a', 8n, 'a'],
      ['b', 7n, 'b'],
      ['b', 8n, 'b'],
    ]);
  });

  test.each<[request: Partial<CompletionRequest>, want: number | undefined]>([
    [{ logprobs: 0 }, undefined],
    [{ logprobs: 3 }, 3],
    [{ logprobs: 2, top_n_tokens: 5 }, 5],
  ])('asks for %j for %s alternatives', (request, want) => {
    expect(planOf(request)[0]?.call.parameters.top_n_tokens).toBe(want);
  });

  test('passes a grammar on', () => {
    const grammar = { type: 'regex', value: 'a+' } as const;

    expect(planOf({ grammar })[0]?.call.parameters.grammar).toEqual(grammar);
  });

  test.each<[request: Partial<CompletionRequest>, param: string]>([
    [{ suffix: 'the end' }, 'suffix'],
    [{ prompt: [1, 2] }, 'prompt'],
    [{ prompt: [[1], [2]] }, 'prompt'],
    [{ presence_penalty: 1 }, 'presence_penalty'],
  ])('refuses %j by name', (request, param) => {
    expect(() => planOf(request)).toThrow(expect.objectContaining({ name: 'UnsupportedError', param }));
  });

  test.each([undefined, null, ''])('lets the suffix %j pass, which is none', (suffix) => {
    expect(planOf({ suffix })).toHaveLength(1);
  });
});

describe('toCompletion', () => {
  test('has a text, its reason and TGI’s own words for each choice, and the sum of the usage', () => {
    expect(toCompletion([GENERATED, GENERATED], { request: { prompt: 'Q: ' }, identity })).toStrictEqual({
      id: 'hf-0123456789',
      object: 'text_completion',
      created: 1700000000,
      model: 'tgi',
      choices: [0, 1].map((index) => ({
        index,
        text: 'Q: Hi',
        logprobs: null,
        finish_reason: 'length',
        tgi: DONE.tgi,
      })),
      usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
    });
  });

  test('has no usage where one of its texts lacks counts', () => {
    const generations = [{ ...GENERATED, counts: undefined }, GENERATED];

    expect('usage' in toCompletion(generations, { request: { prompt: 'Q: ' }, identity })).toBe(false);
  });

  test.each<[logprobs: number | null | undefined, want: unknown]>([
    [0, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: null, text_offset: [3] }],
    [1, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: [{ Hi: -0.5 }], text_offset: [3] }],
    [5, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: [{ Hi: -0.5, Ho: -1 }], text_offset: [3] }],
    [null, null],
    [undefined, null],
  ])('for logprobs %s has %j', (logprobs, want) => {
    const answer = toCompletion([GENERATED], { request: { prompt: 'Q: ', logprobs }, identity });

    expect(answer.choices[0]?.logprobs).toEqual(want);
  });
});

describe('CompletionChunkWriter', () => {
  const envelope = { id: 'hf-0123456789', object: 'text_completion', created: 1700000000, model: 'tgi' };

  function createWriter(request: Partial<CompletionRequest> = {}, choices = 1) {
    return new CompletionChunkWriter(choices, { request: { prompt: 'Q: ', stream: true, ...request }, identity });
  }

  test('writes text as it comes, then an empty one with the reason', () => {
    const writer = createWriter();

    expect([
      ...writer.write(0, { text: '', tokens: [] }),
      ...writer.write(0, { text: 'Hi', tokens: [] }),
      ...writer.write(0, { text: '', tokens: [], end: DONE }),
    ]).toStrictEqual([
      { ...envelope, choices: [{ index: 0, text: 'Hi', logprobs: null, finish_reason: null }] },
      { ...envelope, choices: [{ index: 0, text: '', logprobs: null, finish_reason: 'length', tgi: DONE.tgi }] },
    ]);
  });

  test('writes logprobs with the text they belong to', () => {
    const [chunk] = createWriter({ logprobs: 1 }).write(0, { text: 'Hi', tokens: [HI] });

    expect(chunk?.choices[0]?.logprobs).toEqual({
      tokens: ['Hi'],
      token_logprobs: [-0.5],
      top_logprobs: [{ Hi: -0.5 }],
      text_offset: [3],
    });
  });

  test('writes the usage last where it was asked for, and null before', () => {
    const writer = createWriter({ stream_options: { include_usage: true } });

    const chunks = writer.write(0, { text: 'Hi', tokens: [], end: DONE });

    expect(chunks.map(({ usage }) => usage)).toEqual([null, null]);
    expect(writer.finish()).toStrictEqual([
      { ...envelope, choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } },
    ]);
  });

  test('writes no usage where one choice has none', () => {
    const writer = createWriter({ n: 2, stream_options: { include_usage: true } }, 2);
    writer.write(0, { text: '', tokens: [], end: DONE });
    writer.write(1, { text: '', tokens: [], end: { ...DONE, counts: undefined } });

    expect(writer.finish()).toEqual([]);
  });

  test('knows at any time what has been given', () => {
    const writer = createWriter({ prompt: ['a', 'b'] }, 2);
    writer.write(1, { text: 'H', tokens: [] });
    writer.write(1, { text: 'i', tokens: [] });

    expect(writer.partial).toStrictEqual({
      ...envelope,
      choices: [
        { index: 0, text: '', logprobs: null, finish_reason: null },
        { index: 1, text: 'Hi', logprobs: null, finish_reason: null },
      ],
    });
  });
});
