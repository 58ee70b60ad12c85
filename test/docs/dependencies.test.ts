import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Manifest {
  license: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

function readManifest(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return manifest;
}

/** What only a browser's tests install is in their lock. */
function readLicence(name: string): string | undefined {
  if (existsSync(`node_modules/${name}`)) return readManifest(`node_modules/${name}`).license;
  const { packages }: { packages: Record<string, Manifest> } = JSON.parse(
    readFileSync('test/browser/package-lock.json', 'utf8'),
  );
  return packages[`node_modules/${name}`]?.license;
}

describe('docs/dependencies.md', () => {
  const page = readFileSync('docs/dependencies.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(\S+)` +\| (\S+) +\|/gm)].map(([, name = '', licence]) => ({ name, licence }));

  test('lists the dependencies and peer dependencies of package.json', () => {
    const { dependencies, peerDependencies } = readManifest('.');
    const written = rows.map(({ name }) => name).toSorted();

    expect(written).toEqual(Object.keys({ ...dependencies, ...peerDependencies }).toSorted());
  });

  test.each(rows)('names the licence of $name', ({ name, licence }) => {
    expect(licence).toBe(readLicence(name));
  });
});
