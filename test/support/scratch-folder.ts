import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';

/** A new empty folder for each test of the file, removed after the last one: `path()` is the folder, `path(name)` a file in it. */
export function useScratchFolder(): (name?: string) => string {
  const root = mkdtempSync(join(tmpdir(), 'easyllm-test-'));
  let folder = root;
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'run-'));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  return (name = '') => join(folder, name);
}
