import { describe, expect, test } from 'vitest';
import type { BatchProgress } from '../../../src/batch/disk/options.ts';
import { createProgressDisplay, toDuration } from '../../../src/cli/batch-progress.ts';

const AT_START: BatchProgress = {
  phase: 'asking',
  total: 10_000,
  done: 0,
  failed: 0,
  inThisRun: 0,
  underWay: 8,
  concurrency: 8,
  tokens: 0,
  elapsedMs: 0,
  pauseMs: 0,
};

/** What a screen shows of these, one a second. */
function show(isTTY: boolean, reports: readonly Partial<BatchProgress>[], everyMs = 1000): string[] {
  const written: string[] = [];
  let now = 0;
  const display = createProgressDisplay({ isTTY, write: (text) => written.push(text) }, () => now);
  for (const report of reports) {
    now += everyMs;
    display.show({ ...AT_START, elapsedMs: now, ...report });
  }
  return written;
}

describe('createProgressDisplay', () => {
  test('draws one line anew on a terminal', () => {
    const [first, second] = show(true, [
      { done: 40, inThisRun: 40 },
      { done: 97, failed: 3, inThisRun: 100, tokens: 4000, pauseMs: 90_000 },
    ]);

    expect(first).toBe('\r\u001B[K40 of 10,000 done · 40.0 lines/s · 8 at once · 4 min 9 s left');
    expect(second).toBe(
      '\r\u001B[K97 of 10,000 done, 3 failed · 50.0 lines/s · 2,000 tokens/s · 8 at once · waiting 1 min 30 s, as the server asks · 3 min 18 s left',
    );
  });

  test('writes a line a minute elsewhere', () => {
    const reports = Array.from({ length: 130 }, (_, index) => ({ inThisRun: index, done: index }));

    expect(show(false, reports)).toEqual([
      expect.stringMatching(/^59 of 10,000 done · 1\.0 lines\/s · 8 at once · 2 h 45 min left\n$/),
      expect.stringMatching(/^119 of 10,000 done/),
    ]);
  });

  test('tells the rate of the last while, without the lines of earlier runs', () => {
    const reports = Array.from({ length: 60 }, (_, index) => {
      const inThisRun = index < 30 ? index * 100 : 3000 + (index - 30);
      return { inThisRun, done: 5000 + inThisRun };
    });

    expect(show(true, reports).at(-1)).toMatch(/ 1\.0 lines\/s · /);
  });

  test('says that the input is checked', () => {
    expect(show(true, [{ phase: 'checking', total: 1234 }])).toEqual(['\r\u001B[KChecking the input: 1,234 lines']);
  });
});

test('toDuration tells a time in two words at most', () => {
  expect([400, 59_000, 61_000, 3_599_000, 7_260_000, 200_000_000].map(toDuration)).toEqual([
    '0 s',
    '59 s',
    '1 min 1 s',
    '59 min',
    '2 h 1 min',
    '2 days 7 h',
  ]);
});
