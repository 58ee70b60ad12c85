import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whyStale } from '../../../../scripts/build/staleness.ts';

const FILES = [
  'src/index.ts',
  'src/base/check.ts',
  'generated/tgi.ts',
  'scripts/build/main.ts',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const FOLDERS = ['src', 'src/base', 'generated', 'scripts/build'];
const BUILT = 'dist/src/cli.js';
let root = '';

function touch(path: string, seconds: number): void {
  utimesSync(join(root, path), seconds, seconds);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easyllm-staleness-'));
  for (const path of [...FILES, BUILT]) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  for (const path of [...FILES, ...FOLDERS]) touch(path, 1000);
  touch(BUILT, 2000);
});

afterEach(() => rmSync(root, { recursive: true }));

describe('whyStale', () => {
  test('finds nothing to do where the build is newer than its sources', () => {
    expect(whyStale(root)).toBeUndefined();
  });

  test('says that nothing is built', () => {
    rmSync(join(root, 'dist'), { recursive: true });

    expect(whyStale(root)).toBe('dist is missing');
  });

  test.each(FILES)('names %s where it is newer', (path) => {
    touch(path, 3000);

    expect(whyStale(root)).toBe(`${path} is newer than dist`);
  });

  test('sees that a file of the sources is gone', () => {
    rmSync(join(root, 'src/base/check.ts'));

    expect(whyStale(root)).toBe('src/base is newer than dist');
  });
});
