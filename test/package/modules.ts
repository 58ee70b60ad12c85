/** The package at run time: loaded both ways by each version of Node, and its command. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from './command.ts';
import { PROGRAMS } from './consumer.ts';
import { readManifest } from './manifest.ts';
import { findNodes } from './nodes.ts';
import { ANSWER } from './site.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

export async function moduleRows(project: string, requireAll: boolean): Promise<Row[]> {
  for (const program of ['every-entry.mjs', 'every-entry.cjs', 'stream-chat.cjs']) {
    await copyFile(join(PROGRAMS, program), join(project, program));
  }
  const nodes = await findNodes();
  return [
    ...nodes.map(({ version, binary }) => ({
      name: `import and require on Node ${version}`,
      check: () => {
        if (binary !== undefined) return checkBothWays(project, binary);
        if (requireAll) throw new Error(`No Node ${version} for this platform.`);
        return 'NOT TRIED: no such Node for this platform';
      },
    })),
    { name: 'npx easyllm', check: () => checkCommand(project) },
  ];
}

interface Exported {
  names: [entry: string, names: string[]][];
  text: string;
}

/** Fails where there is a warning; Node's own, that `require` of ES modules is experimental, is told. */
async function checkBothWays(project: string, node: string): Promise<string> {
  const imported: Exported = JSON.parse(await runCommand(node, ['every-entry.mjs'], { cwd: project }));
  const { warnings, ...required }: Exported & { warnings: string[] } = JSON.parse(
    await runCommand(node, ['every-entry.cjs'], { cwd: project }),
  );
  if (imported.text !== ANSWER) throw new Error(`The chat is ${imported.text}`);
  if (!isDeepStrictEqual(imported, required)) {
    throw new Error(`\`require\` gives ${JSON.stringify(required)}, and \`import\` ${JSON.stringify(imported)}`);
  }
  expectNone(
    warnings.filter((warning) => !warning.startsWith('ExperimentalWarning: ')),
    'Node warns:',
  );
  const count = imported.names.reduce((sum, [, names]) => sum + names.length, 0);
  const warned = warnings.length === 0 ? 'no warning' : "Node's ExperimentalWarning at `require`";
  return `${imported.names.length} entry points, ${count} names, a streamed chat each; ${warned}`;
}

async function checkCommand(project: string): Promise<string> {
  const command = join(
    project,
    'node_modules/easyllm',
    readManifest(join(project, 'node_modules/easyllm')).bin['easyllm'] ?? '',
  );
  const help = await runCommand('npx', ['--no-install', 'easyllm', '--help'], { cwd: project });
  if (!help.includes('Usage: easyllm COMMAND')) throw new Error(`\`easyllm --help\` says ${help}`);
  const server = spawn(process.execPath, [command, 'serve', '--port', '0', '--api-base', 'http://127.0.0.1:1'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'ignore'],
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
