import { describe, expect, test } from 'vitest';

import { readRetryAfter } from '../../../src/net/retry-after.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');

describe('readRetryAfter', () => {
  test.each<[headers: Record<string, string>, want: number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': ' 3 ' }, 3000],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '0.5' }, 0.5],
    [{ 'retry-after-ms': '250', 'retry-after': '2' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '2' }, 2000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Monday, 23-Nov-26 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': '9'.repeat(400) }, 86_400_000],
    [{ 'retry-after-ms': '9'.repeat(400) }, 86_400_000],
    [{ 'retry-after': 'Mon, 23 Nov 9999 10:00:30 GMT' }, 86_400_000],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': 'Infinity' }, undefined],
    [{ 'retry-after': '2026-11-23' }, undefined],
  ])('reads %j as %s', (headers, want) => {
    expect(readRetryAfter(new Headers(headers), NOW)).toBe(want);
  });

  test('reads no headers as nothing', () => {
    expect(readRetryAfter(undefined, NOW)).toBeUndefined();
  });
});
