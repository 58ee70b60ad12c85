import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made of. A folder's own time changes when a file of it is removed. */
const SOURCES = ['src', 'generated', 'scripts/build', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** What a build writes last. */
const LAST = 'dist/src/cli.js';

/** Why what was built in a folder is not what its sources say; undefined if it is. */
export function whyStale(root: string): string | undefined {
  const built = statSync(join(root, LAST), { throwIfNoEntry: false });
  if (built === undefined) return 'dist is missing';
  const newer = SOURCES.flatMap((path) => within(root, path)).find((path) => timeOf(root, path) > built.mtimeMs);
  return newer === undefined ? undefined : `${newer} is newer than dist`;
}

function within(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const inside = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
  return [path, ...inside.map((name) => join(path, name))];
}

function timeOf(root: string, path: string): number {
  return statSync(join(root, path)).mtimeMs;
}
