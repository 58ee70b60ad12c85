/**
 * `npm run test:mutation [-- --count 200] [--seed 1] [--spec tgi|tei|openai|vllm] [--tests]`: makes random single edits in the specs, or in
 * one, and counts how many are found, those of the events of streams apart: by `spec:diff` in process, else by the examples, else by the linter; with
 * `--tests` the rest by the types and tests too. Lists those that nothing finds.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { parseYaml } from '@redocly/openapi-core';
import { mappingOf } from '../../scripts/specs/mapping.ts';
import { SPECS, differs } from './documents.ts';
import { fitsExamples } from './examples.ts';
import type { Mutant } from './mutants.ts';
import { toMutants } from './mutants.ts';

const COPIED =
  'openapi generated scripts src test bench docs examples package.json tsconfig.json vitest.config.ts'.split(' ');

/** What follows from a spec. */
const CHECKS: readonly (readonly [string, ...string[]])[] = [
  ['jiti/lib/jiti-cli.mjs', 'scripts/generate/main.ts'],
  [
    'vitest/vitest.mjs',
    'run',
    'test/contract/spec.test.ts',
    'test/contract/shown-values.test.ts',
    'test/contract/coverage.test.ts',
    'test/unit/facade',
  ],
  ['typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', 'types.tsbuildinfo'],
];

interface Settings {
  readonly count: number;
  readonly seed: number;
  readonly specs: readonly string[];
  readonly withTests: boolean;
}

async function mutate({ count, seed, specs, withTests }: Settings): Promise<void> {
  const random = createRandom(seed);
  const all = specs.flatMap((spec) =>
    toMutants(readFileSync(`openapi/${spec}.yaml`, 'utf8')).map((mutant) => ({ spec, mutant })),
  );
  const chosen = shuffle(all, random).slice(0, count);
  for (const spec of specs) {
    const document = mappingOf(parseYaml(readFileSync(`openapi/${spec}.yaml`, 'utf8')));
    // Else every edit would be found.
    if (differs(spec, document) || !fitsExamples(spec, document))
      throw new Error(`${spec} fails without an edit. Mend that first.`);
  }
  const copy = openCopy();
  try {
    if (withTests && !(await passesChecks(copy))) throw new Error('The checks fail without an edit. Mend that first.');
    report(seed, all.length, await findAll(chosen, { copy, withTests }), withTests);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

interface Edit {
  readonly spec: string;
  readonly mutant: Mutant;
}

type Finder = 'spec:diff' | 'examples' | 'lint' | 'types and tests';

/** Which of the ways found each edit; undefined for none. */
async function findAll(chosen: readonly Edit[], settings: { copy: string; withTests: boolean }) {
  const found: (Edit & { by: Finder | undefined })[] = [];
  for (const edit of chosen) found.push({ ...edit, by: await find(edit, settings) });
  return found;
}

function report(seed: number, all: number, edits: Awaited<ReturnType<typeof findAll>>, withTests: boolean): void {
  const survivors = edits.filter(({ by }) => by === undefined);
  const events = edits.filter(({ mutant }) => mutant.isOfEvent);
  const found = edits.length - survivors.length;
  console.log(`seed ${seed}: ${edits.length} of ${all} single edits, ${found} found (${percent(found, edits.length)})`);
  const ofEvents = events.filter(({ by }) => by !== undefined).length;
  console.log(`  of the events of streams: ${ofEvents} of ${events.length} (${percent(ofEvents, events.length)})`);
  for (const way of ['spec:diff', 'examples', 'lint', 'types and tests'] satisfies Finder[])
    console.log(`  by ${way}: ${edits.filter(({ by }) => by === way).length}`);
  for (const { spec, mutant } of survivors)
    console.log(`  not found: openapi/${spec}.yaml:${mutant.line}  ${mutant.before}  →  ${mutant.after}`);
  process.exitCode = found / edits.length >= (withTests ? 0.97 : 0.95) ? 0 : 1;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** What finds an edit; the quickest is asked first. */
async function find(
  { spec, mutant }: Edit,
  { copy, withTests }: { copy: string; withTests: boolean },
): Promise<Finder | undefined> {
  const text = mutant.toText();
  let document;
  try {
    document = mappingOf(parseYaml(text));
  } catch {
    // Text that is no YAML any more is found by whatever reads it.
    return 'spec:diff';
  }
  if (differs(spec, document)) return 'spec:diff';
  if (!fitsExamples(spec, document)) return 'examples';
  const file = join(copy, `openapi/${spec}.yaml`);
  try {
    writeFileSync(file, text);
    const lint = ['lint', '--config', 'openapi/redocly.yaml', spec];
    if (!(await passes(copy, '@redocly/cli/bin/cli.js', ...lint))) return 'lint';
    return withTests && !(await passesChecks(copy)) ? 'types and tests' : undefined;
  } finally {
    cpSync(`openapi/${spec}.yaml`, file);
    if (withTests) cpSync('generated', join(copy, 'generated'), { recursive: true });
  }
}

/** A copy of the project, in which the edits are made: its checks write files, and must not meet those of a developer at work. */
function openCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  for (const part of COPIED) cpSync(part, join(copy, part), { recursive: true, filter: isOurs });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Packages inside the tree have dependencies, and a life, of their own. */
function isOurs(path: string): boolean {
  return !path.includes('node_modules') && path !== 'test/clients';
}

async function passesChecks(copy: string): Promise<boolean> {
  for (const [program, ...args] of CHECKS) if (!(await passes(copy, program, ...args))) return false;
  return true;
}

async function passes(folder: string, program: string, ...args: string[]): Promise<boolean> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return promisify(execFile)(process.execPath, [resolve('node_modules', program), ...args], {
    cwd: folder,
    env,
    maxBuffer: 2 ** 26,
  }).then(
    () => true,
    () => false,
  );
}

/** mulberry32: the same numbers for the same seed, everywhere. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.toSorted((left, right) => left.key - right.key).map(({ item }) => item);
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    spec: { type: 'string' },
    tests: { type: 'boolean', default: false },
  },
});
const specs = SPECS.filter((spec) => (values.spec ?? spec) === spec);
if (specs.length === 0) throw new Error(`There is no spec "${values.spec}"; there are ${SPECS.join(', ')}.`);
await mutate({ count: Number(values.count), seed: Number(values.seed), specs, withTests: values.tests });
