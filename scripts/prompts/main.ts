/**
 * `npm run docs:prompts`: writes what docs/prompts.md and docs/from-python.md repeat of the formats in `src/prompt`; `--check` only says
 * whether they are in step.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readComments } from './comments.ts';
import { replaceRegion, writeFormats, writePythonNames } from './page.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const code = ['src/prompt/python-formats.ts', 'src/prompt/formats.ts']
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const REGIONS = [
  { page: 'docs/prompts.md', name: 'formats', text: writeFormats(readComments(code)) },
  { page: 'docs/from-python.md', name: 'builders', text: writePythonNames() },
];

for (const { page, name, text } of REGIONS) {
  const before = readFileSync(page, 'utf8');
  const after = await format(replaceRegion(before, name, text), { ...(await resolveConfig(page)), filepath: page });
  if (before === after) continue;
  if (!process.argv.includes('--check')) {
    writeFileSync(page, after);
    continue;
  }
  console.error(
    `${page} does not show the formats of src/prompt as they are. Run \`npm run docs:prompts\`, and commit it.`,
  );
  process.exitCode = 1;
}
