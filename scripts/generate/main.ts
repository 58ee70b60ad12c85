/**
 * `npm run generate`: makes `generated/` of the specs in `openapi/`: types, validators, tables and bundled documents; and the gateway's page
 * of `scripts/pages/`. With `--check`, writes nothing, and fails if a file differs.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findLine } from '../specs/line.ts';
import { bundleSpecs, lintSpecs } from '../specs/redocly.ts';
import { SpecError } from '../specs/spec.ts';
import { generatePages } from '../pages/build.ts';
import { compareFolder, updateFolder } from './folder.ts';

const FOLDER = fileURLToPath(new URL('../../generated', import.meta.url));
const DONE = { missing: 'added', stale: 'updated', extra: 'removed' } as const;

async function generate(isCheck: boolean): Promise<void> {
  const [linted, generated] = await Promise.allSettled([lintSpecs(), generateFromBundles()]);
  // For a spec that cannot be used, the linter's report is the most helpful one.
  if (linted.status === 'rejected') throw linted.reason;
  if (generated.status === 'rejected') throw generated.reason;

  const files = generated.value;
  const differences = isCheck ? compareFolder(FOLDER, files) : updateFolder(FOLDER, files);
  for (const { file, kind } of differences) console.log(`${isCheck ? kind : DONE[kind]} generated/${file}`);
  if (isCheck && differences.length > 0)
    throw new Error('generated/ does not fit its sources. Run `npm run generate`.');
}

async function generateFromBundles(): Promise<ReadonlyMap<string, string>> {
  // The TypeScript compiler takes as long to load as Redocly to run, so both go on at once.
  const [specs, { generateFiles }, pages] = await Promise.all([bundleSpecs(), import('./files.ts'), generatePages()]);
  return new Map([...(await generateFiles(specs)), ...pages, ['package.ts', generatePackage()]]);
}

/** What the package says of itself where no file can be read. */
function generatePackage(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return `// Generated from package.json by \`npm run generate\`. Do not edit.\n/** The version of EasyLLM. */\nexport const version: string = ${JSON.stringify(version)};\n`;
}

/** Where to look, as editors and terminals link it. */
function lineOf({ at }: SpecError): string {
  const file = `openapi/${at.spec}.yaml`;
  return `${file}:${findLine(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), at)}`;
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
try {
  await generate(values.check);
} catch (error) {
  if (error instanceof SpecError) console.error(lineOf(error));
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
