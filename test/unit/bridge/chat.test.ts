import { describe, expect, test } from 'vitest';

import type { ChatCompletionRequest } from '../../../generated/openai.ts';
import { toChatEndpoint } from '../../../src/bridge/chat.ts';
import type { Generation } from '../../../src/bridge/generation.ts';
import { collectingWriter } from '../../support/collecting-writer.ts';

const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Knock knock.' }];
const identity = { id: 'hf-0123456789', created: 1700000000, model: 'tgi' };

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

describe('the whole of a chat endpoint', () => {
  test('has a message, its reason and TGI’s own words for each choice, and the sum of the usage', () => {
    const cut: Generation = {
      text: 'Ho',
      tokens: [],
      finishReason: 'length',
      tgi: { finish_reason: 'length', seed: null },
      counts: { prompt: 5, completion: 1 },
    };

    expect(toChatEndpoint({ messages }).toWhole([GENERATED, cut], identity)).toStrictEqual({
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
    const answer = toChatEndpoint({ messages }).toWhole([GENERATED, { ...GENERATED, counts: undefined }], identity);

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
    expect(toChatEndpoint({ messages, ...request }).toWhole([GENERATED], identity).choices[0]?.logprobs).toEqual(want);
  });
});

describe('the writer of a chat endpoint', () => {
  const envelope = { id: 'hf-0123456789', object: 'chat.completion.chunk', created: 1700000000, model: 'tgi' };

  function createWriter(request: Partial<ChatCompletionRequest> = {}, choices = 1) {
    return collectingWriter(toChatEndpoint({ messages, stream: true, ...request }).createWriter(choices, identity));
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
          logprobs: null,
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
