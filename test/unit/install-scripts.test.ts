import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** npm warns of those that are not, at every `npm ci`. */
test('packages with an install script are named, as ones whose script nothing here needs', () => {
  const packages: Record<string, { hasInstallScript?: true }> = read('package-lock.json').packages;
  const paths = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript === true);
  const names = paths.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));

  expect(read('package.json').allowScripts).toEqual(Object.fromEntries(names.map((name) => [name, false])));
});
