/** `npm run docs:versions`: writes the table in docs/versions.md, of `x-easyllm-versions` in openapi/tgi.yaml; `--check` only says whether it is in step. */
import { fileURLToPath } from 'node:url';
import document from '../../generated/tgi.openapi.json' with { type: 'json' };
import { updateRegions } from '../markdown.ts';
import { readVersions } from '../specs/versions.ts';
import { writeVersions } from './table.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

await updateRegions(
  [{ page: 'docs/versions.md', name: 'versions', text: writeVersions(readVersions({ name: 'tgi', document })) }],
  'does not show the versions of openapi/tgi.yaml as they are. Run `npm run docs:versions`, and commit it.',
);
