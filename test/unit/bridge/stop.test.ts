import { describe, expect, test } from 'vitest';

import { StopFilter, findStop, mergeStops, toSentStops } from '../../../src/bridge/stop.ts';

/** What a reader of the whole text would keep: everything before the earliest match. */
function naive(text: string, stops: readonly string[]): { text: string; isStopped: boolean } {
  for (let at = 0; at < text.length; at += 1) {
    if (stops.some((stop) => text.startsWith(stop, at))) return { text: text.slice(0, at), isStopped: true };
  }
  return { text, isStopped: false };
}

/** How little must be held back: the longest end of the text that begins a stop sequence. */
function undecided(text: string, stops: readonly string[]): number {
  for (let at = 0; at < text.length; at += 1) {
    if (stops.some((stop) => stop.startsWith(text.slice(at)))) return text.length - at;
  }
  return 0;
}

/** Every way of cutting a text into pieces. */
function* cuts(text: string): Generator<string[]> {
  for (let mask = 0; mask < 2 ** Math.max(0, text.length - 1); mask += 1) {
    const pieces = [''];
    for (const [index, unit] of text.split('').entries()) {
      pieces.push((pieces.pop() ?? '') + unit);
      if ((mask >> index) & 1) pieces.push('');
    }
    yield pieces;
  }
}

function filter(pieces: readonly string[], stops: readonly string[]): { text: string; isStopped: boolean } {
  const stopFilter = new StopFilter(stops);
  const text = pieces.map((piece) => stopFilter.push(piece)).join('') + stopFilter.flush();
  return { text, isStopped: stopFilter.isStopped };
}

const CASES: readonly (readonly [stops: readonly string[], texts: readonly string[]])[] = [
  [[], ['', 'abc']],
  [['b'], ['abc', 'bbb', 'aaa', '']],
  [['###'], ['a####b', '##', 'a## #', '# ## ###']],
  [['aab'], ['aaab', 'aaaab', 'aabaab', 'aaa']],
  [
    ['abcd', 'bc'],
    ['abcd', 'abcx', 'xabc', 'ababcd', 'abc'],
  ],
  [
    ['bc', 'abcd'],
    ['abcd', 'abcx', 'xabc'],
  ],
  [
    ['ab', 'abc'],
    ['xabc', 'xab', 'xa'],
  ],
  [
    ['abab', 'bb'],
    ['ababab', 'abbb', 'aabab', 'aabb'],
  ],
  [
    ['\nUser:', ' User:'],
    ['Hi \nUser:', 'Hi  User:', 'Hi\nUse'],
  ],
  [
    ['</s>', '<'],
    ['a</s>', 'a<b'],
  ],
  [['😀'], ['a😁b😀c', '😁😀']],
  [
    ['aaa', 'aab', 'b'],
    ['aaaa', 'aaba', 'caab', 'aa'],
  ],
];

describe('StopFilter', () => {
  test.each(CASES)('with %j gives for every cut of %j what the whole text gives', (stops, texts) => {
    for (const text of texts) {
      const want = naive(text, stops);
      for (const pieces of cuts(text)) expect({ pieces, ...filter(pieces, stops) }).toEqual({ pieces, ...want });
    }
  });

  test.each(CASES)('with %j holds nothing of %j longer than needed', (stops, texts) => {
    for (const text of texts) {
      const stopFilter = new StopFilter(stops);
      let passed = '';
      for (let length = 1; length <= naive(text, stops).text.length; length += 1) {
        const seen = text.slice(0, length);
        passed += stopFilter.push(text.slice(length - 1, length));
        expect(passed).toBe(seen.slice(0, length - undecided(seen, stops)));
      }
    }
  });

  test('lets nothing through once it has stopped', () => {
    const stopFilter = new StopFilter(['b']);

    expect([stopFilter.push('ab'), stopFilter.push('c'), stopFilter.flush()]).toEqual(['a', '', '']);
    expect(stopFilter.isStopped).toBe(true);
  });

  test('gives what it holds back at the end of the text', () => {
    const stopFilter = new StopFilter(['###']);

    expect([stopFilter.push('a##'), stopFilter.flush(), stopFilter.isStopped]).toEqual(['a', '##', false]);
  });

  test('knows at the end that a shorter sequence inside the held text has matched', () => {
    const stopFilter = new StopFilter(['abcd', 'bc']);

    expect([stopFilter.push('abc'), stopFilter.flush(), stopFilter.isStopped]).toEqual(['', 'a', true]);
  });
});

describe('findStop', () => {
  test.each<[text: string, stops: string[], want: number]>([
    ['abc', [], -1],
    ['abc', ['x'], -1],
    ['abc', ['c', 'b'], 1],
    ['abc', ['a'], 0],
    ['', ['a'], -1],
  ])('in %j of %j is %i', (text, stops, want) => {
    expect(findStop(text, stops)).toBe(want);
  });
});

describe('mergeStops', () => {
  test('keeps the order of its lists, each sequence once', () => {
    expect(mergeStops(['a', 'b'], 'c', ['b', 'd'], undefined, null, ['a'])).toEqual(['a', 'b', 'c', 'd']);
  });

  test('takes a string as one sequence, and none that is empty', () => {
    expect(mergeStops('ab', ['', 'c'], '')).toEqual(['ab', 'c']);
  });
});

describe('toSentStops', () => {
  test.each([
    [[], []],
    [
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c', 'd'],
    ],
    [
      ['a', 'b', 'c', 'd', 'e', 'f'],
      ['a', 'b', 'c', 'd'],
    ],
  ])('of %j are %j', (stops, want) => {
    expect(toSentStops(stops)).toEqual(want);
  });
});
