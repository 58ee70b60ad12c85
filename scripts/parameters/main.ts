/** `npm run docs:parameters`: writes the table of all fields in docs/parameters.md, of the specs' marks; `--check` only says whether it is in step. */
import { fileURLToPath } from 'node:url';
import document from '../../generated/openai.openapi.json' with { type: 'json' };
import { updateRegions } from '../markdown.ts';
import { writeFields } from './fields.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

await updateRegions(
  [{ page: 'docs/parameters.md', name: 'fields', text: writeFields(document) }],
  'does not show the fields of openapi/openai.yaml as they are. Run `npm run docs:parameters`, and commit it.',
);
