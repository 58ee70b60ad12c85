/**
 * `npm run generate`: from the specs in `openapi/` makes the types, the validators, the fate of each request field and
 * the bundled documents in `generated/`. With `--check` it writes nothing, and fails if it would have to.
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { generateFields } from './generate-fields.ts';
import { generateTypes } from './generate-types.ts';
import { generateValidators } from './generate-validators.ts';
import { compareFolder, updateFolder } from './generated-folder.ts';
import { bundleSpecs, lintSpecs } from './redocly.ts';
import { notice, type Spec } from './spec.ts';

const DONE = { missing: 'added', stale: 'updated', extra: 'removed' } as const;
const FOLDER = fileURLToPath(new URL('../generated', import.meta.url));

async function generate(isCheck: boolean): Promise<void> {
  const [linted, bundled] = await Promise.allSettled([lintSpecs(), bundleSpecs()]);
  // The linter says more about a spec that cannot be bundled than the bundler does.
  if (linted.status === 'rejected') throw linted.reason;
  if (bundled.status === 'rejected') throw bundled.reason;

  const files = new Map((await Promise.all(bundled.value.map(generateFiles))).flat());
  const differences = isCheck ? compareFolder(FOLDER, files) : updateFolder(FOLDER, files);
  for (const { file, kind } of differences) console.log(`${isCheck ? kind : DONE[kind]} generated/${file}`);
  if (isCheck && differences.length > 0) throw new Error('generated/ does not fit the specs. Run `npm run generate`.');
}

async function generateFiles(spec: Spec): Promise<(readonly [file: string, text: string])[]> {
  const document = { 'x-generated': notice(spec), ...spec.document };
  const fields = generateFields(spec);
  return [
    [`${spec.name}.openapi.json`, `${JSON.stringify(document, null, 2)}\n`],
    [`${spec.name}.ts`, await generateTypes(spec)],
    [`${spec.name}.zod.ts`, generateValidators(spec)],
    ...(fields === undefined ? [] : [[`${spec.name}.fields.ts`, fields] as const]),
  ];
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
try {
  await generate(values.check);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
