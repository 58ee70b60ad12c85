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
import { parse } from 'yaml';
import { judge, readDeviations } from '../../scripts/diff/deviations.ts';
import { compareSpecs } from '../../scripts/diff/difference.ts';
import type { Mutant } from './mutants.ts';
import { fitsExamples } from './examples.ts';
import { toMutants } from './mutants.ts';

/** The documents that each spec is compared with; those in one list show parts of one API. */
const REFERENCES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  tgi: [['tgi-3.3.6'], ['tgi-2.0.4']],
  tei: [['tei-1.9']],
  openai: [['openai-2026-08']],
  vllm: [['vllm-0.32.0', 'vllm-0.32.0-pooling']],
};

const COPIED =
  'openapi generated scripts src test bench docs examples package.json tsconfig.json vitest.config.ts'.split(' ');

/** What follows from a spec. */
const CHECKS: readonly (readonly [string, ...string[]])[] = [
  ['jiti/lib/jiti-cli.mjs', 'scripts/generate/main.ts'],
  [
    'vitest/vitest.mjs',
    'run',
    'test/contract/spec.test.ts',
    'test/contract/vllm-answers.test.ts',
    'test/contract/coverage.test.ts',
    'test/unit/facade',
  ],
  ['typescript/bin/tsc', '--noEmit'],
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
  if (withTests && !(await inCopy(passesChecks))) throw new Error('The checks fail without an edit. Mend that first.');
  const found = { 'spec:diff': 0, examples: 0, lint: 0, 'types and tests': 0 };
  const survivors: string[] = [];
  const events = { all: 0, found: 0 };
  for (const { spec, mutant } of chosen) {
    const by = await findMutant(spec, mutant, withTests);
    if (by === undefined) survivors.push(`openapi/${spec}.yaml:${mutant.line}  ${mutant.before}  →  ${mutant.after}`);
    else found[by] += 1;
    if (mutant.isOfEvent) events.all += 1;
    if (mutant.isOfEvent && by !== undefined) events.found += 1;
  }
  const total = chosen.length - survivors.length;
  console.log(
    `seed ${seed}: ${chosen.length} of ${all.length} single edits, ${total} found (${((100 * total) / chosen.length).toFixed(1)} %)`,
  );
  console.log(`  of the events of streams: ${events.found} of ${events.all}`);
  for (const [by, number] of Object.entries(found)) console.log(`  by ${by}: ${number}`);
  for (const survivor of survivors) console.log(`  not found: ${survivor}`);
  process.exitCode = total / chosen.length >= (withTests ? 0.97 : 0.95) ? 0 : 1;
}

async function findMutant(spec: string, mutant: Mutant, withTests: boolean) {
  if (isDifferent(spec, mutant)) return 'spec:diff' as const;
  if (!fitsExamples(spec, mutant.text)) return 'examples' as const;
  return inCopy(async (copy) => {
    writeFileSync(join(copy, `openapi/${spec}.yaml`), mutant.text);
    const lint = ['lint', '--config', 'openapi/redocly.yaml', spec];
    if (!(await passes(copy, '@redocly/cli/bin/cli.js', ...lint))) return 'lint' as const;
    return withTests && !(await passesChecks(copy)) ? ('types and tests' as const) : undefined;
  });
}

async function inCopy<Result>(run: (copy: string) => Promise<Result>): Promise<Result> {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    for (const part of COPIED) cpSync(part, join(copy, part), { recursive: true, filter: isOurs });
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    return await run(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Packages inside the tree have dependencies, and a life, of their own. */
function isOurs(path: string): boolean {
  return !path.includes('node_modules') && path !== 'test/clients';
}

async function passesChecks(copy: string): Promise<boolean> {
  for (const [program, ...args] of CHECKS) if (!(await passes(copy, program, ...args))) return false;
  return true;
}

/** Text that is no YAML any more is found by whatever reads it. */
function isDifferent(spec: string, { text }: Mutant): boolean {
  const { prefix, deviations } = readDeviations(spec);
  let ours;
  try {
    ours = parse(text);
  } catch {
    return true;
  }
  return (REFERENCES[spec] ?? []).some((references) => {
    const theirs = references.map((name) => JSON.parse(readFileSync(`test/fixtures/openapi/${name}.json`, 'utf8')));
    const { unexplained, unused } = judge(compareSpecs(theirs, ours, prefix), deviations, theirs[0].info.version);
    return unexplained.length > 0 || unused.length > 0;
  });
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
const specs = Object.keys(REFERENCES).filter((spec) => (values.spec ?? spec) === spec);
if (specs.length === 0)
  throw new Error(`There is no spec "${values.spec}"; there are ${Object.keys(REFERENCES).join(', ')}.`);
await mutate({ count: Number(values.count), seed: Number(values.seed), specs, withTests: values.tests });
