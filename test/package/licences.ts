/** What comes with an install: every run-time dependency, its licence and its size. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, listFiles, sizeOf, toMegabytes } from './consumer.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

const ALLOWED = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

interface Dependency {
  path: string;
  name: string;
  version: string;
  license: string | undefined;
  scripts: Readonly<Record<string, string>>;
}

export function licenceRows(project: string): Row[] {
  return [
    { name: 'licences of run-time dependencies', check: () => checkLicences(project) },
    { name: 'what is built in brings its licence', check: () => checkBuiltIn(join(project, 'node_modules/easyllm')) },
    { name: 'installing runs no script', check: () => checkScripts(project) },
    { name: 'installed size', check: () => measure(project) },
  ];
}

async function checkLicences(project: string): Promise<string> {
  const dependencies = await readDependencies(project);
  expectNone(
    dependencies
      .filter(({ license }) => license === undefined || !ALLOWED.includes(license))
      .map(({ name, version, license }) => `${name} ${version}: ${license}`),
    `Licences other than ${ALLOWED.join(', ')}:`,
  );
  return dependencies.map(({ name, version, license }) => `${name} ${version} ${license}`).join(', ');
}

/** A licence wants its text to be where the code is: in the file that holds code of another package. */
async function checkBuiltIn(installed: string): Promise<string> {
  const maps = (await listFiles(installed)).filter((file) => file.endsWith('.js.map'));
  const found = await Promise.all(
    maps.map(async (file) => {
      const { sources }: { sources: string[] } = JSON.parse(await readFile(join(installed, file), 'utf8'));
      const names = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
      return [...new Set(names)].map((name) => ({ name, file: file.replace(/\.map$/, '') }));
    }),
  );
  const builtIn = found.flat();
  const has = await Promise.all(
    builtIn.map(async ({ name, file }) => {
      const licence = await readFile(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8');
      return (await readFile(join(installed, file), 'utf8')).includes(licence);
    }),
  );
  expectNone(
    builtIn.filter((_, at) => has[at] !== true).map(({ name, file }) => `${name}, in ${file}`),
    'Files without the licence of code that is built in:',
  );
  return builtIn.map(({ name, file }) => `${name} in ${file}`).join(', ');
}

async function checkScripts(project: string): Promise<string> {
  const dependencies = await readDependencies(project);
  const runsOnInstall = ({ scripts }: Dependency) =>
    ['preinstall', 'install', 'postinstall'].some((name) => name in scripts);
  expectNone(
    dependencies.filter(runsOnInstall).map(({ name }) => name),
    'Packages with an install script:',
  );
  return `${dependencies.length} packages`;
}

async function measure(project: string): Promise<string> {
  const dependencies = await readDependencies(project);
  const sizes = await Promise.all(
    dependencies.map(async ({ path, name }) => ({ name, bytes: await sizeOf(join(project, path)) })),
  );
  sizes.sort((a, b) => b.bytes - a.bytes);
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes.slice(0, 6).map(({ name, bytes }) => `${name} ${toMegabytes(bytes)}`);
  return `${sizes.length} packages, ${toMegabytes(total)}: ${largest.join(', ')}, …`;
}

/** What npm says it installed: the package itself, and all that it brings. */
async function readDependencies(project: string): Promise<Dependency[]> {
  const { packages }: { packages: Record<string, { version: string }> } = JSON.parse(
    await readFile(join(project, 'node_modules/.package-lock.json'), 'utf8'),
  );
  return Promise.all(
    Object.keys(packages).map(async (path) => {
      const manifest: Omit<Dependency, 'path'> = JSON.parse(
        await readFile(join(project, path, 'package.json'), 'utf8'),
      );
      const files = await readdir(join(project, path));
      const hasText = files.some((file) => /^licen[cs]e/i.test(file));
      return {
        path,
        name: manifest.name,
        version: manifest.version,
        license: hasText ? manifest.license : `${manifest.license}, without its text`,
        scripts: manifest.scripts ?? {},
      };
    }),
  );
}
