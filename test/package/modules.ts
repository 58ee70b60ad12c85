/** The package at run time: loaded both ways, by its command, and no more loaded than is used. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isDeepStrictEqual } from 'node:util';
import { runNode } from './command.ts';
import { PROGRAMS } from './consumer.ts';
import { readManifest, toEntryNames } from './manifest.ts';
import { ANSWER } from './site.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

/** The packages that an entry point may load when it is imported; others are loaded by what needs them. */
const LOADS: Readonly<Record<string, readonly string[]>> = {
  easyllm: ['openapi-fetch'],
  'easyllm/gateway': ['openapi-fetch', 'hono', 'zod'],
  'easyllm/openai': ['openapi-fetch', 'zod'],
  'easyllm/prompt': [],
  'easyllm/sse': [],
  'easyllm/tei': ['openapi-fetch', 'zod'],
  'easyllm/testing': [],
  'easyllm/tgi': ['openapi-fetch', 'zod'],
};

const IMPORTS_TIMED = 7;

export function moduleRows(project: string): Row[] {
  const entries = toEntryNames(readManifest(join(project, 'node_modules/easyllm')));
  return [
    { name: `import and require on Node ${process.versions.node}`, check: () => checkBothWays(project) },
    { name: 'the command', check: () => checkCommand(project) },
    ...entries.map((entry) => ({ name: `what ${entry} loads`, check: () => checkLoads(project, entry) })),
    { name: 'time to import easyllm', check: () => timeImport(project) },
  ];
}

interface Exported {
  names: [entry: string, names: string[]][];
  text: string;
}

async function checkBothWays(project: string): Promise<string> {
  const run = async (program: string): Promise<Exported> => {
    const exported: Exported = JSON.parse(await runNode([program], { cwd: project }));
    return exported;
  };
  for (const program of ['every-entry.mjs', 'every-entry.cjs', 'stream-chat.cjs']) {
    await copyFile(join(PROGRAMS, program), join(project, program));
  }
  const imported = await run('every-entry.mjs');
  const required = await run('every-entry.cjs');
  if (imported.text !== ANSWER) throw new Error(`The chat is ${imported.text}`);
  if (!isDeepStrictEqual(imported, required)) {
    throw new Error(`\`require\` gives ${JSON.stringify(required)}, and \`import\` ${JSON.stringify(imported)}`);
  }
  const count = imported.names.reduce((sum, [, names]) => sum + names.length, 0);
  return `${imported.names.length} entry points, ${count} names, a streamed chat each`;
}

async function checkCommand(project: string): Promise<string> {
  const command = join(
    project,
    'node_modules/easyllm',
    readManifest(join(project, 'node_modules/easyllm')).bin['easyllm'] ?? '',
  );
  const help = await runNode([command, '--help'], { cwd: project });
  if (!help.includes('Usage: easyllm COMMAND')) throw new Error(`\`easyllm --help\` says ${help}`);
  const server = spawn(process.execPath, [command, 'serve', '--port', '0', '--api-base', 'http://127.0.0.1:1'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended]);
  const url = /^listening on (\S+)$/.exec(String(line))?.[1];
  if (url === undefined) throw new Error(`\`easyllm serve\` says ${line}`);
  const { status } = await fetch(`${url}/health`).finally(() => server.kill('SIGTERM'));
  const [code] = await ended;
  if (status !== 200 || code !== 0) throw new Error(`/health answers ${status}; after SIGTERM it ends with ${code}`);
  return 'shows its help, serves, and ends on SIGTERM';
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
export async function readCoverage(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => {
    const { result }: { result: { url: string }[] } = JSON.parse(text);
    return result.map(({ url }) => url);
  });
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
