import { describe, expect, test } from 'vitest';

import { cutAtLimit } from '../../../../src/bridge/v1/tgi-cut.ts';

const chunk = (content: string, rest: object = {}, index = 0) => ({
  choices: [{ index, delta: { content }, finish_reason: null, ...rest }],
});
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

async function cut(events: readonly unknown[], options: { maxTokens?: number; choices?: number } = {}) {
  let hasClosed = false;
  async function* batches() {
    try {
      for (const event of events) yield [event];
    } finally {
      hasClosed = true;
    }
  }
  const passed: unknown[] = [];
  for await (const batch of cutAtLimit(batches(), { maxTokens: 3, choices: 1, ...options })) passed.push(...batch);
  expect(hasClosed).toBe(true);
  return passed;
}

describe('cutAtLimit', () => {
  test('ends a choice with `length` at its limit, special tokens counted, and reads no further', async () => {
    const events = [chunk('a'), chunk(''), chunk('b'), chunk('c'), { choices: [], usage }];

    expect(await cut(events)).toEqual([chunk('a'), chunk(''), chunk('b', { finish_reason: 'length' })]);
  });

  test('counts tokens of which the text alone is read', async () => {
    expect(await cut(['a', 'b', 'c', 'd'])).toEqual([
      'a',
      'b',
      { choices: [{ index: 0, delta: { content: 'c' }, finish_reason: 'length' }] },
    ]);
  });

  test('counts several tokens of one event by their logprobs', async () => {
    const two = { logprobs: { content: [{ token: 'a' }, { token: 'b' }] } };

    expect(await cut([chunk('ab', two), chunk('c'), chunk('d')])).toEqual([
      chunk('ab', two),
      chunk('c', { finish_reason: 'length' }),
    ]);
  });

  test('leaves alone what ends in time, with its usage', async () => {
    const events = [chunk('a'), chunk('b'), chunk('', { finish_reason: 'stop' }), { choices: [], usage }];

    expect(await cut(events)).toEqual(events);
  });

  test('leaves each prompt its usage, where none was cut', async () => {
    const events = [0, 1].map((index) => ({ ...chunk('a', { finish_reason: 'eos_token' }, index), usage }));

    expect(await cut(events, { choices: 2 })).toEqual([
      ...[0, 1].map((index) => chunk('a', { finish_reason: 'eos_token' }, index)),
      ...[0, 1].map((index) => ({ choices: [{ index, finish_reason: 'eos_token' }], usage })),
    ]);
  });

  test('cuts each choice by itself, and leaves the usage out', async () => {
    const events = [
      chunk('a', {}, 1),
      chunk('a'),
      chunk('b'),
      { ...chunk('', { finish_reason: 'eos_token' }, 1), usage },
      chunk('c'),
      chunk('d'),
    ];

    expect(await cut(events, { choices: 2 })).toEqual([
      chunk('a', {}, 1),
      chunk('a'),
      chunk('b'),
      chunk('', { finish_reason: 'eos_token' }, 1),
      chunk('c', { finish_reason: 'length' }),
    ]);
  });

  test('lets pass what is no event', async () => {
    const generation = { text: 'a', tokens: [] };

    expect(await cut([generation, generation, generation, generation])).toHaveLength(4);
  });
});
