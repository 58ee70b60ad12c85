/** Runs the programs of `examples/` as a person does, with the sources in place of the built package. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const JITI = join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs');

/** What `easyllm` and its entry points are in this repository. */
const SOURCES = {
  'easyllm/gateway': join(ROOT, 'src/gateway.ts'),
  'easyllm/testing': join(ROOT, 'src/testing.ts'),
  easyllm: join(ROOT, 'src/index.ts'),
};

/** An address where nobody listens. */
export const NOWHERE = 'http://127.0.0.1:1';

export type Environment = Readonly<Record<string, string>>;

/** Starts a program; its input is open. */
export function startExample(
  name: string,
  { args = [], env = {} }: { args?: readonly string[]; env?: Environment } = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [JITI, join(ROOT, name), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], JITI_ALIAS: JSON.stringify(SOURCES), ...env },
  });
}

/** Runs a program to its end. */
export async function runExample(
  name: string,
  { input = '', ...given }: { args?: readonly string[]; env?: Environment; input?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = startExample(name, given);
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (printed.stdout += String(data)));
  child.stderr.on('data', (data) => (printed.stderr += String(data)));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, ...printed };
}

/** Starts `examples/server.ts` on a free port. */
export async function startExampleServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const child = startExample('examples/server.ts', { env: { PORT: '0' } });
  const [line] = await once(child.stdout, 'data');
  const close = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url: /http:\S+/.exec(String(line))?.[0] ?? '', close };
}
