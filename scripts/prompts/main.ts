/**
 * `npm run docs:prompts`: writes what docs/prompts.md and docs/from-python.md repeat of the formats in `src/prompt`; `--check` only says
 * whether they are in step.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { updateRegions } from '../markdown.ts';
import { readComments } from './comments.ts';
import { writeFormats, writePythonNames } from './page.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const code = ['src/prompt/python-formats.ts', 'src/prompt/formats.ts']
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const REGIONS = [
  { page: 'docs/prompts.md', name: 'formats', text: writeFormats(readComments(code)) },
  { page: 'docs/from-python.md', name: 'builders', text: writePythonNames() },
];

await updateRegions(
  REGIONS,
  'does not show the formats of src/prompt as they are. Run `npm run docs:prompts`, and commit it.',
);
