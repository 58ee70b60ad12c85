import { describe, expect, test } from 'vitest';

import type { CompletionRequest } from '../../../generated/openai.ts';
import { toCompletionEndpoint } from '../../../src/bridge/completion.ts';
import type { Generation } from '../../../src/bridge/generation.ts';
import { collectingWriter } from '../../support/collecting-writer.ts';

const identity = { id: 'hf-0123456789', created: 1700000000, model: 'tgi' };

const TOKEN = { id: 1, text: 'Hi', logprob: -0.5, special: false };
const HI = { token: TOKEN, offset: 3, alternatives: [TOKEN, { ...TOKEN, text: 'Ho', logprob: -1 }] };
const DONE = {
  finishReason: 'length',
  tgi: { finish_reason: 'length', seed: '42' },
  counts: { prompt: 5, completion: 2 },
} as const;
const GENERATED: Generation = { text: 'Q: Hi', tokens: [HI], ...DONE };

describe('the whole of a completion endpoint', () => {
  test('has a text, its reason and TGI’s own words for each choice, and the sum of the usage', () => {
    expect(toCompletionEndpoint({ prompt: 'Q: ' }).toWhole([GENERATED, GENERATED], identity)).toStrictEqual({
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

    expect('usage' in toCompletionEndpoint({ prompt: 'Q: ' }).toWhole(generations, identity)).toBe(false);
  });

  test.each<[logprobs: number | null | undefined, want: unknown]>([
    [0, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: null, text_offset: [3] }],
    [1, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: [{ Hi: -0.5 }], text_offset: [3] }],
    [5, { tokens: ['Hi'], token_logprobs: [-0.5], top_logprobs: [{ Hi: -0.5, Ho: -1 }], text_offset: [3] }],
    [null, null],
    [undefined, null],
  ])('for logprobs %s has %j', (logprobs, want) => {
    const answer = toCompletionEndpoint({ prompt: 'Q: ', logprobs }).toWhole([GENERATED], identity);

    expect(answer.choices[0]?.logprobs).toEqual(want);
  });
});

describe('the writer of a completion endpoint', () => {
  const envelope = { id: 'hf-0123456789', object: 'text_completion', created: 1700000000, model: 'tgi' };

  function createWriter(request: Partial<CompletionRequest> = {}, choices = 1) {
    return collectingWriter(
      toCompletionEndpoint({ prompt: 'Q: ', stream: true, ...request }).createWriter(choices, identity),
    );
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
