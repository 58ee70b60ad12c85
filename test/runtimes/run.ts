/**
 * Runs the contract against the packed package in every runtime that can be had, and prints the table.
 *
 * `npm run test:runtimes -- [--require-all] [--write] [runtime …]`: with names, in those only; `--require-all` fails where one is missing;
 * `--write` puts the table into docs/runtimes.md, if all are there and nothing fails.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as testing from 'easyllm/testing';
import type * as contract from './contract.ts';
import { format, resolveConfig } from 'prettier';
import { installPackage } from './package-under-test.ts';
import { RUNTIMES } from './runtimes.ts';
import { hasFailure, writeMarkdown, writeTable } from './table.ts';
import type { Column } from './try-out.ts';
import { OUTER_ROWS, tryRuntime } from './try-out.ts';

const PAGE = fileURLToPath(new URL('../../docs/runtimes.md', import.meta.url));
const TABLE = /(?<=<!-- table -->\n)[\s\S]*(?=<!-- end of table -->)/;
const OPTIONS = ['--require-all', '--write'];

const LOGIN_TOKEN = 'hf_LoginToken0123456789';

const { log } = globalThis.console;

async function main(given: readonly string[]): Promise<number> {
  const writes = given.includes('--write');
  const requiresAll = writes || given.includes('--require-all');
  const chosen = chooseRuntimes(given.filter((name) => !OPTIONS.includes(name)));
  if (writes && chosen !== RUNTIMES) throw new Error('`--write` wants all runtimes: leave out their names.');
  log('Packing and installing the package …');
  const folder = await installPackage();
  await writeLoginToken(join(folder, 'home'));
  const { startFakeTgi: start }: typeof testing = await load(folder, 'node_modules/easyllm/dist/src/testing.js');
  const { BEHAVIOURS }: typeof contract = await load(folder, 'contract.mjs');
  const columns: Column[] = [];
  for (const runtime of chosen) {
    log(`Running the contract in ${runtime.name} …`);
    columns.push(await tryRuntime(runtime, { folder, start, loginToken: LOGIN_TOKEN }));
  }
  const rows = [...BEHAVIOURS.map(({ name }) => name), ...Object.values(OUTER_ROWS)];
  log(`\n${writeTable(rows, columns)}`);
  const isMissing = columns.some(({ missing }) => missing !== undefined);
  if (hasFailure(rows, columns) || (requiresAll && isMissing)) return 1;
  if (writes) await writePage(writeMarkdown(rows, columns));
  return 0;
}

async function writePage(table: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  if (!TABLE.test(page)) throw new Error(`${PAGE} has no <!-- table --> and <!-- end of table -->.`);
  const written = page.replace(TABLE, () => `\n${table}\n`);
  await writeFile(PAGE, await format(written, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

function chooseRuntimes(names: readonly string[]) {
  const known = RUNTIMES.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No runtime ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  return names.length === 0 ? RUNTIMES : RUNTIMES.filter(({ name }) => names.includes(name));
}

async function writeLoginToken(home: string): Promise<void> {
  const file = join(home, '.cache/huggingface/token');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${LOGIN_TOKEN}\n`);
}

function load(folder: string, file: string) {
  return import(`${pathToFileURL(join(folder, file))}`);
}

process.exitCode = await main(process.argv.slice(2));
