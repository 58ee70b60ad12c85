import { describe, expect, test } from 'vitest';
import { toStringOffsets } from '../../../src/bridge/tokens.ts';

describe('offsets of tokens', () => {
  test('count as JavaScript’s strings do, where the server counts bytes', () => {
    const text = 'é😀a';
    const tokens = [
      { id: 1, text: 'é', start: 0, stop: 2 },
      { id: 2, text: '😀', start: 2, stop: 6 },
      { id: 3, text: 'a', start: 6, stop: 7 },
    ];

    expect(toStringOffsets(tokens, text).map(({ start, stop }) => text.slice(start, stop))).toEqual(['é', '😀', 'a']);
  });

  test('of a tokenizer that gives none stay 0', () => {
    expect(toStringOffsets([{ id: 1, text: '', start: 0, stop: 0 }], 'ab')).toEqual([
      { id: 1, text: '', start: 0, stop: 0 },
    ]);
  });
});
