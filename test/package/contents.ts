/** What is in the package: its files, its source maps, and what package.json says of them. */
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { runCommand } from './command.ts';
import { ROOT, listFiles, sizeOf, toMegabytes } from './consumer.ts';
import { readManifest, toTargets } from './manifest.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

const SPECS = ['openai', 'tei', 'tgi', 'vllm'];
const ALWAYS = ['CHANGELOG.md', 'LICENSE', 'README.md', 'gateway.schema.json', 'package.json'];
/** The types of each source. The code is bundled into the doors and the files that they share. */
const TYPES = ['.d.ts', '.d.ts.map'];
const CODE = /^dist\/(src\/[a-z-]+|src\/net\/(fetch-|node\/)transport|chunks\/[\w.-]+)\.js(\.map)?$/;

/** Exports that are files, and no modules. */
const UNTYPED = ['./openapi/*.json', './openapi/*', './package.json'];

/** What the types of the entry points may import from other packages. */
const TYPED_BY = ['openapi-fetch', 'zod/mini', 'msw', '@opentelemetry/api'];

interface SourceMap {
  sources: string[];
  sourcesContent?: (string | null)[];
  sourceRoot?: string;
}

export function contentRows(tarball: string, installed: string): Row[] {
  return [
    { name: 'the package holds what it needs, and no more', check: () => checkFiles(tarball, installed) },
    { name: 'source maps lead to shipped sources', check: () => checkMaps(installed) },
    { name: 'what package.json names is there', check: () => checkTargets(installed) },
    { name: 'public types import nothing that may be absent', check: () => checkTypes(installed) },
    { name: 'publishing is bound to a provenance', check: () => checkPublishing(installed) },
  ];
}

async function checkFiles(tarball: string, installed: string): Promise<string> {
  const expected = new Set(await listExpected());
  const found = await listFiles(installed);
  expectNone(
    [
      ...found.filter((file) => !expected.has(file) && !CODE.test(file)).map((file) => `${file} is not wanted`),
      ...[...expected].filter((file) => !found.includes(file)).map((file) => `${file} is missing`),
    ],
    'The files of the tarball differ from those expected:',
  );
  const { size } = await stat(tarball);
  return `${found.length} files, ${toMegabytes(await sizeOf(installed))}, packed ${toMegabytes(size)}`;
}

/** Each source with what is built of it, the specs and their bundled documents, and what a package always has. */
async function listExpected(): Promise<string[]> {
  const listed = await runCommand('git', ['ls-files', '-co', '--exclude-standard', 'src', 'generated'], { cwd: ROOT });
  const sources = listed.split('\n').filter((file) => file.endsWith('.ts'));
  const built = sources.flatMap((file) => TYPES.map((end) => `dist/${file.replace(/\.ts$/, end)}`));
  const specs = SPECS.flatMap((name) => [`openapi/${name}.yaml`, `generated/${name}.openapi.json`]);
  return [...ALWAYS, ...specs, ...sources, ...built];
}

async function checkMaps(installed: string): Promise<string> {
  const files = await listFiles(installed);
  const shipped = new Set(files);
  const withoutMap = files
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .filter((file) => {
      const text = readFileSync(join(installed, file), 'utf8');
      // What only re-exports, and the bundler's own lines, lead to no source.
      if (text.split('\n').every((line) => /^(import |export |\/\/|$)/.test(line)) || text.startsWith('// \\0rolldown'))
        return false;
      const map = /\/\/# sourceMappingURL=(.+)\s*$/.exec(text)?.[1];
      return map === undefined || !shipped.has(posix.join(posix.dirname(file), map));
    });
  const maps = files.filter((file) => file.endsWith('.map'));
  const lost = maps.filter((file) => {
    const map: SourceMap = JSON.parse(readFileSync(join(installed, file), 'utf8'));
    const base = posix.join(posix.dirname(file), map.sourceRoot ?? '');
    // What is built in of another package is not shipped as a file of its own: its text is in the map.
    const isFound = (source: string, at: number) =>
      source.includes('node_modules/') ? Boolean(map.sourcesContent?.[at]) : shipped.has(posix.join(base, source));
    return map.sources.length === 0 || !map.sources.every(isFound);
  });
  expectNone(
    [...withoutMap.map((file) => `${file} has no map`), ...lost.map((file) => `${file} leads nowhere`)],
    'Source maps are missing, or name sources that are not in the package:',
  );
  return `${maps.length} maps`;
}

async function checkTargets(installed: string): Promise<string> {
  const files = await listFiles(installed);
  const manifest = readManifest(installed);
  const targets = toTargets(manifest);
  const exists = (target: string) => {
    const [start = '', end = ''] = target.split('*');
    return files.some((file) => file.startsWith(start) && file.endsWith(end));
  };
  expectNone(
    targets.filter((target) => !exists(target)),
    'package.json names files that are not in the package:',
  );
  const untyped = Object.entries(manifest.exports).filter(
    ([path, target]) => !UNTYPED.includes(path) && (typeof target === 'string' || !target.types.endsWith('.d.ts')),
  );
  expectNone(
    untyped.map(([path]) => path),
    'Entry points without types:',
  );
  return `${targets.length} targets, types of each entry point`;
}

/** Follows the declarations from each entry point on, as a compiler does. */
function checkTypes(installed: string): string {
  const { exports } = readManifest(installed);
  const waiting = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : target.types));
  const seen = new Set<string>();
  const others = new Map<string, string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = posix.normalize(path);
    if (seen.has(file)) continue;
    seen.add(file);
    const code = readFileSync(join(installed, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/(?:\bfrom|\bimport\(|\bimport|types=)\s*['"]([^'"]+)['"]/g)) {
      if (name.startsWith('.')) waiting.push(posix.join(dirname(file), name).replace(/\.(ts|js)$/, '.d.ts'));
      else others.set(name, file);
    }
  }
  expectNone(
    [...others].filter(([name]) => !TYPED_BY.includes(name)).map(([name, file]) => `${name}, in ${file}`),
    'Types that users meet import what they may not have:',
  );
  return `${seen.size} declarations, which import ${[...others.keys()].toSorted().join(', ')}`;
}

/** `npm publish` refuses to publish by hand, without a provenance. */
function checkPublishing(installed: string): string {
  const { publishConfig, sideEffects, dependencies } = readManifest(installed);
  const loose = Object.entries(dependencies).filter(([, range]) => !range.startsWith('^'));
  expectNone(
    [
      ...(publishConfig.provenance ? [] : ['publishConfig.provenance is not true']),
      ...(sideEffects ? ['sideEffects is not false'] : []),
      ...loose.map(([name, range]) => `${name} ${range} is not a caret range`),
    ],
    'package.json is not as CONTRIBUTING.md wants it:',
  );
  return 'publishConfig.provenance, sideEffects: false, caret ranges';
}
