/**
 * `npm run generate`: from the specs in `openapi/` makes the types, the validators, the fate of each request field and
 * the bundled documents in `generated/`. With `--check` it writes nothing, and fails if it would have to.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSpecs, lintSpecs } from '../specs/redocly.ts';
import { compareFolder, updateFolder } from './folder.ts';

const FOLDER = fileURLToPath(new URL('../../generated', import.meta.url));
const DONE = { missing: 'added', stale: 'updated', extra: 'removed' } as const;

async function generate(isCheck: boolean): Promise<void> {
  const [linted, generated] = await Promise.allSettled([lintSpecs(), generateFromBundles()]);
  // The linter says more about a spec that cannot be used than the other steps do.
  if (linted.status === 'rejected') throw linted.reason;
  if (generated.status === 'rejected') throw generated.reason;

  const files = generated.value;
  const differences = isCheck ? compareFolder(FOLDER, files) : updateFolder(FOLDER, files);
  for (const { file, kind } of differences) console.log(`${isCheck ? kind : DONE[kind]} generated/${file}`);
  if (isCheck && differences.length > 0) throw new Error('generated/ does not fit the specs. Run `npm run generate`.');
}

async function generateFromBundles(): Promise<ReadonlyMap<string, string>> {
  // Imported here, while Redocly runs: the TypeScript compiler takes as long to load.
  const [specs, { generateFiles }] = await Promise.all([bundleSpecs(), import('./files.ts')]);
  return generateFiles(specs);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
try {
  await generate(values.check);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
