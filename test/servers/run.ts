/**
 * `npm run test:servers -- [--write] [server …]`: installs and starts real servers as far as they can be had here, asks each the same, and
 * prints the table; `--write` puts it into docs/servers.md. What is built is kept in a folder of the system's temporary one, or in that
 * of SERVERS_CACHE. Fails where a server fails what none may.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { CHECKS } from './checks.ts';
import { LLAMACPP } from './launchers/llamacpp.ts';
import { OLLAMA } from './launchers/ollama.ts';
import { PYTHON } from './launchers/python.ts';
import type { Launcher, Running } from './server.ts';
import { Missing } from './server.ts';
import type { Cell, Column } from './table.ts';
import { listFailures, writeTable } from './table.ts';

const PAGE = fileURLToPath(new URL('../../docs/servers.md', import.meta.url));
const TABLE = /(?<=<!-- table -->\n)[\s\S]*(?=<!-- end of table -->)/;
const LAUNCHERS: readonly Launcher[] = [LLAMACPP, OLLAMA, ...PYTHON];

const { log } = globalThis.console;

async function main(given: readonly string[]): Promise<number> {
  const names = given.filter((name) => name !== '--write');
  const unknown = names.find((name) => !LAUNCHERS.some((launcher) => launcher.name === name));
  if (unknown !== undefined)
    throw new Error(`No server "${unknown}". There are ${LAUNCHERS.map(({ name }) => name).join(', ')}.`);
  const cache = process.env['SERVERS_CACHE'] ?? join(tmpdir(), 'easyllm-servers');
  await mkdir(cache, { recursive: true });
  const columns: Column[] = [];
  for (const launcher of LAUNCHERS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const column = await tryServer(launcher, cache);
    if (column !== undefined) columns.push(column);
  }
  if (columns.length === 0) {
    log('No server can be had here.');
    return 1;
  }
  const table = writeTable(CHECKS, columns, new Date().toISOString().slice(0, 10));
  log(`\n${table}`);
  if (given.includes('--write')) await writePage(table);
  const failures = listFailures(CHECKS, columns);
  for (const failure of failures) log(`FAILS: ${failure}`);
  log(`\n${columns.length} servers passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

/** Undefined for a server that cannot be had. */
async function tryServer(launcher: Launcher, cache: string): Promise<Column | undefined> {
  let server: Running;
  try {
    server = await launcher.start({ cache, say: log });
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    log(`Skipped: ${launcher.name}. ${error.message}`);
    return undefined;
  }
  log(`Asking ${server.name} ${server.version} …`);
  const cells = new Map<string, Cell>();
  try {
    for (const check of CHECKS) {
      const cell = await check.run(server).then(
        (text): Cell => ({ isFailed: false, text: text ?? '' }),
        (error: unknown): Cell => ({
          isFailed: true,
          text: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        }),
      );
      log(`  ${cell.isFailed ? '✗' : '✓'} ${check.name} ${cell.text}`);
      cells.set(check.name, cell);
    }
  } finally {
    await server.close();
  }
  return { name: server.name, version: server.version, cells };
}

async function writePage(table: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  if (!TABLE.test(page)) throw new Error(`${PAGE} has no <!-- table --> and <!-- end of table -->.`);
  const written = page.replace(TABLE, () => `\n${table}\n\n`);
  await writeFile(PAGE, await format(written, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
// Kept connections would hold the process open.
process.exit(await main(process.argv.slice(2)));
