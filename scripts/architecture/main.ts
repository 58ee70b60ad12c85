/**
 * `npm run docs:architecture`: writes what pages show of the layout and of the imports in `src/`. With `--check` it writes nothing, and
 * fails if it would have to.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { toDiagram } from './diagram.ts';
import { readManifest } from './manifest.ts';
import { fillPart } from './page.ts';
import { readSources } from './sources.ts';
import { toTable } from './table.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const manifest = readManifest(readFileSync('package.json', 'utf8'));
const sources = readSources(['src']);
const diagram = toDiagram(sources, manifest);
const parts = [
  { page: 'CONTRIBUTING.md', part: 'layout', text: toTable(sources.keys()) },
  { page: 'docs/architecture.md', part: 'imports', text: `\`\`\`mermaid\n${diagram}\n\`\`\`` },
];

for (const { page, part, text } of parts) {
  const before = readFileSync(page, 'utf8');
  const options = { ...(await resolveConfig(page)), filepath: page };
  const after = await format(fillPart(before, part, text), options);
  if (before === after) continue;
  if (process.argv.includes('--check')) {
    console.error(`${page} does not show src/ as it is. Run \`npm run docs:architecture\`, and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(page, after);
    console.log(`updated ${page}`);
  }
}
