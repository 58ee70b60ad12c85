import { describe, expect, test } from 'vitest';
// Plain JavaScript, whose types are in its comments.
// @ts-expect-error -- outside of what is compiled here.
import { fill, toPicture, toTable } from '../../../bench/report.mjs';

const RESULT = {
  node: '20.20.2',
  platform: 'linux x64',
  cores: 2,
  rounds: 7,
  packages: {},
  rows: {
    'whole chat call, 16 at once, µs': {
      fetch: { median: 300, min: 290.04, max: 310, ratio: 1 },
      'easyllm, native': { median: 90, min: 80, max: 100, ratio: 0.3 },
    },
    'import, ms over bare Node': { easyllm: { median: 41.5, min: 40, max: 45 } },
  },
};

describe('toTable', () => {
  test('has a line for each client, and says whether a goal was met', () => {
    expect(toTable(RESULT)).toBe(`Node 20.20.2, linux x64, 2 cores, medians of 7 rounds (least–most).

| work | client | median | ratio | goal |
| --- | --- | --- | --- | --- |
| whole chat call, 16 at once, µs | fetch | 300 (290–310) | 1.00 |  |
| whole chat call, 16 at once, µs | easyllm, native | 90.0 (80.0–100) | 0.30 | ≤ 0.35 met |
| import, ms over bare Node | easyllm | 41.5 (40.0–45.0) |  | ≤ 40 missed |`);
  });
});

describe('toPicture', () => {
  test('is an SVG with a bar for each client', () => {
    const picture: string = toPicture(RESULT);

    expect(picture).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(picture.match(/<rect /g)).toHaveLength(2);
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
