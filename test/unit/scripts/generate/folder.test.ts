import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareFolder, updateFolder } from '../../../../scripts/generate/folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'generated-folder-'));
  for (const file of ['same.ts', 'stale.ts', 'extra.ts']) writeFileSync(join(folder, file), 'old');
});

afterEach(() => rmSync(folder, { recursive: true }));

const WANTED = new Map([
  ['same.ts', 'old'],
  ['stale.ts', 'new'],
  ['missing.ts', 'new'],
]);
const DIFFERENCES = [
  { file: 'extra.ts', kind: 'extra' },
  { file: 'missing.ts', kind: 'missing' },
  { file: 'stale.ts', kind: 'stale' },
];

describe('compareFolder', () => {
  test('names what is missing, stale and extra, and changes nothing', () => {
    expect(compareFolder(folder, WANTED)).toEqual(DIFFERENCES);
    expect(readdirSync(folder).toSorted()).toEqual(['extra.ts', 'same.ts', 'stale.ts']);
    expect(readFileSync(join(folder, 'stale.ts'), 'utf8')).toBe('old');
  });
});

describe('updateFolder', () => {
  test('makes the folder hold what is wanted, and says what it changed', () => {
    expect(updateFolder(folder, WANTED)).toEqual(DIFFERENCES);
    expect(compareFolder(folder, WANTED)).toEqual([]);
  });

  test('leaves a file alone that is as it is wanted', () => {
    utimesSync(join(folder, 'same.ts'), 1, 1);
    updateFolder(folder, WANTED);

    expect(statSync(join(folder, 'same.ts')).mtimeMs).toBe(1000);
  });
});
