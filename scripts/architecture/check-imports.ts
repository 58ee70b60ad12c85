/** Part of `npm run lint`: what a file of `src/` may import. Fails with each import that breaks a rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkImports } from './import-rules.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const paths = ['src', 'generated'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
);
const sources = paths.filter((path) => path.endsWith('.ts')).toSorted();
const files = new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));

const manifest: { dependencies?: object; peerDependencies?: object } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));

const violations = checkImports(files, packages);
for (const { path, line, problem } of violations) console.error(`${path}:${line} ${problem}`);
process.exitCode = violations.length > 0 ? 1 : 0;
