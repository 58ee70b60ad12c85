// @ts-check
/**
 * `npm run bench [-- --only calls,streams --rounds 7 --quick --out FILE]`: every suite in a process of its own, on one core, against a
 * server on another. Prints medians and the ratio to a plain `fetch`, and writes all figures to `results/node-{major}.json`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {{ server: string, rounds: number, isQuick: boolean }} Context
 * @typedef {Record<string, Record<string, import('./measure.mjs').Figure>>} Rows
 */

const SUITES = [
  'calls',
  'streams',
  'paced',
  'embeddings',
  'batch',
  'decoder',
  'prompts',
  'start',
  'gateway',
  'tracing',
  'growth',
  'size',
];
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const HAS_TASKSET = cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0;

/** On a core of its own, so that the server's work is not in the client's way. @param {number} core @param {readonly string[]} args */
function pinned(core, args) {
  return HAS_TASKSET
    ? { file: 'taskset', args: ['-c', String(core), process.execPath, ...args] }
    : { file: process.execPath, args: [...args] };
}

async function startServer() {
  const { file, args } = pinned(1, [`${FOLDER}server.mjs`]);
  const server = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data');
  return { url: String(line).trim(), end: () => server.stdin.end() };
}

/** @param {string} suite @param {Context} context @returns {Promise<Rows>} */
async function runSuite(suite, context) {
  // The gateways have that core to themselves.
  const { file, args } = pinned(suite === 'gateway' ? 1 : 0, [
    '--expose-gc',
    `${FOLDER}run.mjs`,
    '--suite',
    suite,
    '--context',
    JSON.stringify(context),
  ]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The suite ${suite} failed.`);
  return JSON.parse(output.slice(output.lastIndexOf('\n{') + 1));
}

/** @param {Rows} rows */
function print(rows) {
  for (const [row, figures] of Object.entries(rows)) {
    console.log(`\n${row}`);
    for (const [name, { median, min, max, ratio }] of Object.entries(figures)) {
      const numbers = [median, min, max].map((value) => value.toFixed(value < 10 ? 2 : 1).padStart(9)).join('');
      console.log(`  ${name.padEnd(36)}${numbers}${ratio === undefined ? '' : `   × ${ratio.toFixed(2)}`}`);
    }
  }
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    suite: { type: 'string' },
    context: { type: 'string' },
  },
});

if (values.suite !== undefined) {
  const { run } = await import(`./suites/${values.suite}.mjs`);
  const rows = await run(JSON.parse(values.context ?? '{}'));
  process.stdout.write(`\n${JSON.stringify(rows)}\n`, () => process.exit());
} else {
  const wanted = values.only?.split(',') ?? SUITES;
  const unknown = wanted.find((suite) => !SUITES.includes(suite));
  if (unknown !== undefined) throw new Error(`There is no suite ${unknown}. Use ${SUITES.join(', ')}.`);
  const server = await startServer();
  /** @type {Rows} */
  const rows = {};
  try {
    for (const suite of wanted) {
      const found = await runSuite(suite, {
        server: server.url,
        rounds: values.quick ? 1 : Number(values.rounds),
        isQuick: values.quick,
      });
      print(found);
      Object.assign(rows, found);
    }
  } finally {
    server.end();
  }
  const { dependencies } = JSON.parse(readFileSync(`${FOLDER}package.json`, 'utf8'));
  const result = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    rounds: Number(values.rounds),
    packages: dependencies,
    rows,
  };
  if (!values.quick || values.out !== undefined) {
    mkdirSync(`${FOLDER}results`, { recursive: true });
    const file = values.out ?? `${FOLDER}results/node-${process.versions.node.split('.')[0]}.json`;
    // A run of some suites renews their rows, and leaves the others.
    const before = values.only !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).rows : {};
    result.rows = { ...before, ...rows };
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  }
}
