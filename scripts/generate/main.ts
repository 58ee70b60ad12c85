/**
 * `npm run generate`: makes `generated/` of the specs in `openapi/`: types, validators, tables and bundled documents; and the gateway's page
 * of `scripts/pages/`. Prints each file that it changes, and counts the others. With `--check`, writes nothing, and fails if a file
 * differs.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { findPlace } from '../specs/place.ts';
import { lintSpecs } from '../specs/redocly.ts';
import { SpecError } from '../specs/spec.ts';
import { compareFolder, updateFolder } from './folder.ts';

const FOLDER = fileURLToPath(new URL('../../generated', import.meta.url));
const DONE = { missing: 'added', stale: 'updated', extra: 'removed' } as const;

async function generate(isCheck: boolean): Promise<void> {
  // Redocly is a process of its own, and goes on beside.
  const [linted, generated] = await Promise.allSettled([lintSpecs(), generateAll()]);
  // For a spec that cannot be used, the linter's report is the most helpful one.
  if (linted.status === 'rejected') throw linted.reason;
  if (generated.status === 'rejected') throw generated.reason;

  const files = generated.value;
  const differences = isCheck ? compareFolder(FOLDER, files) : updateFolder(FOLDER, files);
  for (const { file, kind } of differences) console.log(`${isCheck ? kind : DONE[kind]} generated/${file}`);
  const others = files.size - differences.filter(({ kind }) => kind !== 'extra').length;
  console.log(`${others} files in step`);
  if (isCheck && differences.length > 0) {
    throw new Error('generated/ does not fit its sources. Run `npm run generate`.');
  }
}

async function generateAll(): Promise<ReadonlyMap<string, string>> {
  // Imported here, not above: the linter takes longest, and is at work while they are read.
  const [{ readSpecs }, { checkKeywords }, { generateFiles }, { generatePages }] = await Promise.all([
    import('../specs/read.ts'),
    import('./keywords.ts'),
    import('./files.ts'),
    import('../pages/build.ts'),
  ]);
  const fromSpecs = async () => {
    const specs = readSpecs();
    const complaints = specs.flatMap(checkKeywords);
    if (complaints.length > 0) throw new AggregateError(complaints);
    return generateFiles(specs);
  };
  const [pages, files] = await Promise.all([generatePages(), fromSpecs()]);
  return new Map([...files, ...pages, ['package.ts', generatePackage()]]);
}

/** What the package says of itself where no file can be read. */
function generatePackage(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return `// Generated from package.json by \`npm run generate\`. Do not edit.\n/** The version of EasyLLM. */\nexport const version: string = ${JSON.stringify(version)};\n`;
}

/** What is wrong, one line for each complaint, with the place as editors and terminals link it. */
function describe(error: unknown): readonly string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(describe);
  if (!(error instanceof SpecError)) return [error instanceof Error ? error.message : String(error)];
  const { at, problem } = error;
  const file = `openapi/${at.spec}.yaml`;
  const place = findPlace(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), at);
  return [`${file}:${place}: ${problem} (at ${at.pointer})`];
}

// All ends in a second: code that is compiled for speed is not done before, and takes a third of the processors' time.
setFlagsFromString('--no-opt');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
try {
  await generate(values.check);
} catch (error) {
  for (const line of describe(error)) console.error(line);
  process.exitCode = 1;
}
