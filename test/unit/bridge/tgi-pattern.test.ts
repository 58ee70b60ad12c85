import { describe, expect, test } from 'vitest';
import { toTgiPattern } from '../../../src/bridge/tgi-pattern.ts';

/** As TGI's grammar reads a pattern (outlines-core): without the anchors of one that has both, between quotes. */
function toJsonText(pattern: string): RegExp {
  const inner = pattern.startsWith('^') && pattern.endsWith('$') ? pattern.slice(1, -1) : pattern;
  return new RegExp(`^(?:("${inner}"))$`, 'u');
}

const AS_GIVEN = ['^.+@.+$', 'abc', '[a-z]+', '', '^$', String.raw`^(a|b)[|]\|$`, String.raw`^\d{3}-\d{4}$`, '^[$^"]$'];

/** The pattern, and texts of which the first two fit and the last does not. */
const REWRITTEN: readonly [pattern: string, fits: string, alsoFits: string, differs: string][] = [
  ['^a|b$', 'a', 'b', 'ab'],
  ['^a$|^b$', 'a', 'b', 'ab'],
  ['^abc', 'abc', 'abcd', 'xabc'],
  ['^abc.*', 'abc', 'abcd', 'xabc'],
  ['abc$', 'abc', 'xabc', 'abcx'],
  ['.*abc$', 'abc', 'xabc', 'abcx'],
  [String.raw`^a\$`, 'a$', 'a$b', 'a'],
  [String.raw`a\$$`, 'a$', 'ba$', 'a'],
  ['^say "[a-z]*"$', 'say "hi"', 'say ""', 'say hi'],
  [String.raw`^\"+$`, '"', '""', 'a'],
  [String.raw`^C:\\[a-z]+$`, String.raw`C:\a`, String.raw`C:\bc`, 'C:a'],
  [String.raw`^a\nb$`, 'a\nb', 'a\nb', 'ab'],
  [String.raw`^a\t?b$`, 'a\tb', 'ab', 'a'],
];

describe('toTgiPattern', () => {
  test.each(AS_GIVEN)('leaves %s as it is', (pattern) => {
    expect(toTgiPattern(pattern)).toBe(pattern);
  });

  test.each(REWRITTEN)('writes %s so that its texts are JSON', (pattern, fits, alsoFits, differs) => {
    const written = toTgiPattern(pattern) ?? '';
    const texts = [fits, alsoFits, differs].map((text) => JSON.stringify(text));

    expect(written).not.toBe(pattern);
    expect(texts.map((text) => toJsonText(written).test(text))).toEqual([true, true, false]);
    expect([fits, alsoFits].filter((text) => !new RegExp(pattern).test(text))).toEqual([]);
  });

  test.each(['^(a', '[', '(?<x>a', String.raw`^(a)\1$`, String.raw`^(?<x>a)\k<x>$`])(
    'knows nothing of %s',
    (pattern) => {
      expect(toTgiPattern(pattern)).toBeUndefined();
    },
  );

  test('looks once at each part of a long pattern', () => {
    const long = `^${'[a"]'.repeat(100_000)}"`;

    expect(toTgiPattern(long)?.length).toBeGreaterThan(long.length);
  });
});
