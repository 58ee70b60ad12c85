import { describe, expect, test } from 'vitest';

import { toChatEndpoint } from '../../../src/bridge/chat.ts';
import type { TextToken } from '../../../src/bridge/generation.ts';
import { HeldSize, KeptExtras, KeptText, SeenText, addTokens } from '../../../src/bridge/kept.ts';

describe('KeptText', () => {
  test('is the end of what was added, however it was cut', () => {
    for (let length = 0; length < 40; length += 1) {
      for (const piece of [1, 3, 7, 50]) {
        const kept = new KeptText(10);
        const all = Array.from({ length }, (_, index) => String.fromCharCode(97 + index)).join('');
        for (let at = 0; at < all.length; at += piece) kept.add(all.slice(at, at + piece));

        expect(kept.text).toBe(all.slice(-10));
      }
    }
  });

  test('keeps no more than its limit of 100,000 pieces', () => {
    const kept = new KeptText(20_000);
    for (let index = 0; index < 100_000; index += 1) kept.add(String(index % 10));

    expect(kept.text).toBe('0123456789'.repeat(2000));
  });
});

describe('what is kept of tokens', () => {
  test('are the last', () => {
    const tokens: TextToken[] = [];
    const of = (offset: number): TextToken => ({ token: { text: 'a', logprob: -1 }, alternatives: [], offset });
    for (let offset = 0; offset < 25; offset += 1) addTokens(tokens, [of(offset)], 10);

    expect(tokens.map(({ offset }) => offset)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  });
});

describe('KeptExtras', () => {
  test('joins texts, arguments and lists as a message has them', () => {
    const kept = new KeptExtras();
    kept.add({ reasoning: 'a', details: [1], note: 'x', tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"a"' } }] }); // prettier-ignore
    kept.add({ reasoning: 'b', details: [2], note: 'y', tool_calls: [{ index: 0, function: { arguments: ':1}' } }] });

    expect(kept.extras).toEqual({
      reasoning: 'ab',
      details: [1, 2],
      note: 'y',
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
    });
  });

  test('leaves a call of another type as it is', () => {
    const kept = new KeptExtras();
    const other: object = { type: 'custom', custom: { input: 'a' } };
    kept.add({ tool_calls: [{ index: 0, id: 'c', ...other }] });

    expect(kept.extras).toEqual({ tool_calls: [{ id: 'c', type: 'custom', custom: { input: 'a' } }] });
  });
});

describe('the partial response of a long stream', () => {
  test('holds the end of its text and its reasoning', () => {
    const { createWriter } = toChatEndpoint({ messages: [], stream: true });
    const writer = createWriter(1, { id: 'a', created: 1, model: 'm' });
    const mebibyte = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 40; count += 1) {
      writer.write(0, { text: mebibyte, tokens: [], extras: { reasoning: mebibyte } }, []);
    }
    writer.write(0, { text: 'end', tokens: [], extras: { reasoning: 'why' } }, []);

    const { choices } = writer.partial as { choices: { message: { content: string; reasoning: string } }[] };
    const { content = '', reasoning = '' } = choices[0]?.message ?? {};

    expect([content.length, content.slice(-4)]).toEqual([16 * 1024 * 1024, 'xend']);
    expect([reasoning.length, reasoning.slice(-4)]).toEqual([16 * 1024 * 1024, 'xwhy']);
  });
});

describe('HeldSize', () => {
  test('throws beyond what a whole answer may have', () => {
    const held = new HeldSize();
    held.add(60 * 1024 * 1024);

    expect(() => held.add(4 * 1024 * 1024)).toThrow(expect.objectContaining({ code: 'response_too_large' }));
  });
});

describe('text that was seen', () => {
  const seenOf = (...pieces: string[]) => {
    const seen = new SeenText();
    for (const piece of pieces) seen.add(piece);
    return seen;
  };

  test.each([
    [[], 'all', 'all'],
    [['Hel'], 'Hello', 'lo'],
    [['Hello'], 'Hello', ''],
    [['Hello'], 'Another text', ''],
    [['Hello'], 'Hell', ''],
    [[' Hel', 'lo'], 'Hello there', ' there'],
    [[' Hel', 'lo'], ' Hello there', ' there'],
  ])('%j of %j lacks %j', (pieces, whole, rest) => {
    expect(seenOf(...pieces).toRest(whole)).toBe(rest);
  });

  test('is told from another by its length and its end, where it is long', () => {
    const long = 'ab'.repeat(100_000);
    const pieces = long.match(/.{1,1000}/gs) ?? [];

    expect(seenOf(...pieces).toRest(`${long} end`)).toBe(' end');
    expect(seenOf(...pieces).toRest(`${long.slice(0, -1)}x end`)).toBe('');
  });
});
