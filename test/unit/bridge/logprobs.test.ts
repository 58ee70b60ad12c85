import { describe, expect, test } from 'vitest';

import type { TextToken } from '../../../src/bridge/generation.ts';
import { toChatLogprobs, toCompletionLogprobs } from '../../../src/bridge/logprobs.ts';

function token(text: string, logprob: number | null) {
  return { id: 1, text, logprob, special: false };
}

const TOKENS: TextToken[] = [
  { token: token('Hé', -0.5), offset: 4, alternatives: [token('Hé', -0.5), token('Ho', -1.5), token('Ha', -1.5)] },
  { token: token('!', null), offset: 6, alternatives: [token('?', null)] },
];

describe('toChatLogprobs', () => {
  test('has one object a token, with its bytes and the alternatives asked for', () => {
    expect(toChatLogprobs(TOKENS, 2)).toEqual({
      content: [
        {
          token: 'Hé',
          logprob: -0.5,
          bytes: [72, 195, 169],
          top_logprobs: [
            { token: 'Hé', logprob: -0.5, bytes: [72, 195, 169] },
            { token: 'Ho', logprob: -1.5, bytes: [72, 111] },
          ],
        },
        { token: '!', logprob: -9999, bytes: [33], top_logprobs: [{ token: '?', logprob: -9999, bytes: [63] }] },
      ],
      refusal: null,
    });
  });

  test('has no alternatives where none are asked for', () => {
    expect(toChatLogprobs(TOKENS, 0).content?.map(({ top_logprobs }) => top_logprobs)).toEqual([[], []]);
  });

  test('is empty for no tokens', () => {
    expect(toChatLogprobs([], 5)).toEqual({ content: [], refusal: null });
  });
});

describe('toCompletionLogprobs', () => {
  test('has parallel lists', () => {
    expect(toCompletionLogprobs(TOKENS, 2)).toEqual({
      tokens: ['Hé', '!'],
      token_logprobs: [-0.5, null],
      top_logprobs: [{ Hé: -0.5, Ho: -1.5 }, { '?': -9999 }],
      text_offset: [4, 6],
    });
  });

  test('has no list of alternatives where none are asked for', () => {
    expect(toCompletionLogprobs(TOKENS, 0).top_logprobs).toBeNull();
  });

  test('takes a token for a word, whatever it is called', () => {
    const odd = { token: token('__proto__', -1), offset: 0, alternatives: [token('__proto__', -1)] };

    expect(JSON.stringify(toCompletionLogprobs([odd], 1).top_logprobs)).toBe('[{"__proto__":-1}]');
  });
});
