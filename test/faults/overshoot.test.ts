import { describe, expect } from 'vitest';

import type { FakeAnswer } from '../../src/testing.ts';
import { MESSAGES, test } from '../support/fault-test.ts';

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
