import { expect, test } from 'vitest';
import { applyExceptions } from '../../../../scripts/architecture/exceptions.ts';

const VIOLATION = { path: 'src/a.ts', line: 3, problem: 'imports src/b.ts: b is above a' };

test('an exception covers the import that it names, and no other', () => {
  const other = { ...VIOLATION, problem: 'imports src/c.ts: c is above a' };

  expect(applyExceptions([VIOLATION, other], ['src/a.ts imports src/b.ts'])).toEqual([other]);
});

test('an exception that nothing needs is reported', () => {
  expect(applyExceptions([], ['src/a.ts imports src/b.ts'])).toMatchObject([
    { problem: 'has an exception that nothing needs: src/a.ts imports src/b.ts' },
  ]);
});
