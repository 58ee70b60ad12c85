/** Part of `npm run lint`: checks where files of `src/` stand, and what they import. Prints each line that breaks a rule. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkImports } from './import-rules.ts';
import { readManifest } from './manifest.ts';
import { readSources } from './sources.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const manifest = readManifest(readFileSync('package.json', 'utf8'));
const violations = checkImports(readSources(['src', 'generated']), manifest);
for (const { path, line, problem } of violations) console.error(`${path}:${line} ${problem}`);
process.exitCode = violations.length > 0 ? 1 : 0;
