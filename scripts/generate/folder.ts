import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Difference {
  readonly file: string;
  readonly kind: 'missing' | 'stale' | 'extra';
}

/** How a folder differs from the files that it should hold, sorted by name. */
export function compareFolder(folder: string, wanted: ReadonlyMap<string, string>): readonly Difference[] {
  mkdirSync(folder, { recursive: true });
  const present = new Set(readdirSync(folder));
  const differences = [...wanted].flatMap(([file, text]): Difference[] => {
    if (!present.delete(file)) return [{ file, kind: 'missing' }];
    return readFileSync(join(folder, file), 'utf8') === text ? [] : [{ file, kind: 'stale' }];
  });
  for (const file of present) differences.push({ file, kind: 'extra' });
  return differences.toSorted((left, right) => (left.file < right.file ? -1 : 1));
}

/** Makes a folder hold exactly these files. Writes only those that differ, and returns them. */
export function updateFolder(folder: string, wanted: ReadonlyMap<string, string>): readonly Difference[] {
  const differences = compareFolder(folder, wanted);
  for (const { file } of differences) {
    const text = wanted.get(file);
    if (text === undefined) rmSync(join(folder, file), { recursive: true });
    else writeFileSync(join(folder, file), text);
  }
  return differences;
}
