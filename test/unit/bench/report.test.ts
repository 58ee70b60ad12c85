import { describe, expect, test } from 'vitest';
// Plain JavaScript, whose types are in its comments.
// @ts-expect-error -- outside of what is compiled here.
import { fill, toPicture, toSummary, toTable } from '../../../bench/report.mjs';

const RESULT = {
  node: '20.20.2',
  platform: 'linux x64',
  cores: 2,
  rounds: 7,
  packages: {},
  rows: {
    'whole chat call, 16 at once, µs': {
      http: { median: 50, min: 49, max: 55, ratio: 0.17 },
      fetch: { median: 300, min: 290.04, max: 310, ratio: 1 },
      easyllm: { median: 120, min: 115, max: 140, ratio: 0.4 },
      'easyllm, native': { median: 90, min: 80, max: 100, ratio: 0.3 },
    },
    'an open stream of 200, heap KB': { easyllm: { median: 11.5, min: 11, max: 12 } },
  },
};

describe('toTable', () => {
  test('has a line for each client, and says whether its goals were met', () => {
    expect(toTable(RESULT)).toBe(`Node 20.20.2, linux x64, 2 cores, medians of 7 rounds (least–most).

| work | client | median | ratio | goal |
| --- | --- | --- | --- | --- |
| whole chat call, 16 at once, µs | http | 50.0 (49.0–55.0) | 0.17 |  |
| whole chat call, 16 at once, µs | fetch | 300 (290–310) | 1.00 |  |
| whole chat call, 16 at once, µs | easyllm | 120 (115–140) | 0.40 | ≤ 2.2 × http missed; ≤ 1 × fetch met |
| whole chat call, 16 at once, µs | easyllm, native | 90.0 (80.0–100) | 0.30 |  |
| an open stream of 200, heap KB | easyllm | 11.5 (11.0–12.0) |  | ≤ 12 met |`);
  });
});

describe('toSummary', () => {
  test('has a column for each client in short, empty where a row has no figure of it', () => {
    expect(toSummary(RESULT).split('\n').slice(-2)).toEqual([
      '| whole chat call, 16 at once, µs | 50.0 | 300 |  |  | 120 |',
      '| an open stream of 200, heap KB |  |  |  |  | 11.5 |',
    ]);
  });
});

describe('toPicture', () => {
  test('is an SVG with a bar for each client', () => {
    const picture: string = toPicture(RESULT);

    expect(picture).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(picture.match(/<rect /g)).toHaveLength(4);
    expect(picture).toContain('× 0.30');
  });
});

describe('fill', () => {
  test('replaces what stands between the markers', () => {
    expect(fill('a\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nb', 'new')).toBe(
      'a\n<!-- benchmarks -->\n\nnew\n\n<!-- /benchmarks -->\nb',
    );
  });
});
