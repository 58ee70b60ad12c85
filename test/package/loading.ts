/** What it takes to load an entry point: the packages it loads, what it changes by that, and the time. */
import { copyFile, mkdtemp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runNode } from './command.ts';
import { PROGRAMS } from './consumer.ts';
import { readManifest, toEntryNames } from './manifest.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

/** What msw is made of. */
const MSW_LOADS = [
  '@mswjs/interceptors',
  '@open-draft/deferred-promise',
  '@open-draft/logger',
  'graphql',
  'headers-polyfill',
  'is-node-process',
  'outvariant',
  'path-to-regexp',
  'rettime',
  'set-cookie-parser',
  'strict-event-emitter',
  'tldts',
  'tldts-core',
  'tough-cookie',
  'until-async',
];

/** The packages that an entry point may load when it is imported; others are loaded by what needs them. */
const LOADS: Readonly<Record<string, readonly string[]>> = {
  easyllm: [],
  'easyllm/batch': [],
  'easyllm/batch/queue': [],
  'easyllm/gateway': ['hono'],
  'easyllm/msw': ['msw', ...MSW_LOADS],
  'easyllm/openai': ['openapi-fetch', 'zod'],
  'easyllm/vllm': ['openapi-fetch', 'zod'],
  'easyllm/otel': ['@opentelemetry/api'],
  'easyllm/prompt': [],
  'easyllm/sse': [],
  'easyllm/tei': ['openapi-fetch', 'zod'],
  'easyllm/testing': [],
  'easyllm/tgi': ['openapi-fetch', 'zod'],
};

const IMPORTS_TIMED = 7;

export function loadingRows(project: string): Row[] {
  const entries = toEntryNames(readManifest(join(project, 'node_modules/easyllm')));
  return [
    ...entries.map((entry) => ({ name: `what ${entry} loads`, check: () => checkLoads(project, entry) })),
    { name: 'sideEffects: false is true', check: () => checkSideEffects(project) },
    { name: 'time to import easyllm', check: () => timeImport(project) },
  ];
}

/** V8 lists every script that a process has run. */
async function checkLoads(project: string, entry: string): Promise<string> {
  const folder = await mkdtemp(join(project, 'coverage-'));
  const program = `await import('${entry}')`;
  await runNode(['--input-type=module', '--eval', program], { cwd: project, env: { NODE_V8_COVERAGE: folder } });
  const urls = await readCoverage(folder);
  const packages = urls.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
  const loaded = new Set(packages.filter((name) => name !== 'easyllm'));
  const allowed = LOADS[entry];
  if (allowed === undefined) throw new Error(`Say in LOADS what ${entry} may load.`);
  expectNone(
    [...loaded].filter((name) => !allowed.includes(name)),
    `${entry} loads packages that it need not:`,
  );
  const own = packages.filter((name) => name === 'easyllm').length;
  return [`${own} files of its own`, ...loaded].join(', ');
}

/** The scripts that the processes of a folder's coverage have run. */
async function readCoverage(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => {
    const { result }: { result: { url: string }[] } = JSON.parse(text);
    return result.map(({ url }) => url);
  });
}

/** zod has a registry that all its copies share, and which no program misses; Node makes its dispatcher once msw looks at `fetch`. */
const HARMLESS = /^the global (?:__zod_|Symbol\(undici\.globalDispatcher\.1\))/;

/** As `sideEffects: false` promises to bundlers. */
async function checkSideEffects(project: string): Promise<string> {
  await copyFile(join(PROGRAMS, 'side-effects.mjs'), join(project, 'side-effects.mjs'));
  const entries = toEntryNames(readManifest(join(project, 'node_modules/easyllm')));
  for (const entry of entries) {
    const changes: string[] = JSON.parse(await runNode(['side-effects.mjs', entry], { cwd: project }));
    expectNone(
      changes.filter((change) => !HARMLESS.test(change)),
      `${entry} changes, by being imported:`,
    );
  }
  return `${entries.length} entry points change nothing by being imported`;
}

async function timeImport(project: string): Promise<string> {
  const program = `const start = performance.now(); await import('easyllm'); console.log(performance.now() - start);`;
  const times: number[] = [];
  for (let run = 0; run < IMPORTS_TIMED; run++) {
    times.push(Number(await runNode(['--input-type=module', '--eval', program], { cwd: project })));
  }
  times.sort((a, b) => a - b);
  const [least = 0] = times;
  return `median of ${IMPORTS_TIMED}: ${times[IMPORTS_TIMED >> 1]?.toFixed(0)} ms, least ${least.toFixed(0)} ms`;
}
