/** Programs that a launcher runs, to their end or in the background. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Missing } from './server.ts';

/** How long a server may take to load its model. */
const START_MS = 300_000;

/** Runs a program to its end, and gives what it printed. Throws Missing for a program that is not here, or that fails. */
export async function run(program: string, args: readonly string[], timeoutMs = 300_000): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], signal: AbortSignal.timeout(timeoutMs) });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const [code] = await once(child, 'close').catch((error: unknown) => {
    throw new Missing(`${program} did not run: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (code === 0) return printed;
  throw new Missing(`${program} ${args[0] ?? ''} ended with ${String(code)}: ${printed.trim().slice(-500)}`);
}

/** Whether a program is on the PATH. */
export async function isThere(program: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
}

export interface Started {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server on a free port, and waits until `ready` answers with a good status. `args` are made of the port. */
export async function startServer(
  program: string,
  {
    args,
    ready,
    env = {},
  }: { args: (port: number) => readonly string[]; ready: string; env?: Readonly<Record<string, string>> },
): Promise<Started> {
  const port = await freePort();
  const child = spawn(program, args(port), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, PORT: String(port) },
  });
  // A server must not outlive the run, however it ends.
  process.once('exit', () => void child.kill());
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(-4000)));
  }
  const url = `http://127.0.0.1:${port}`;
  const close = () => stop(child);
  const deadline = performance.now() + START_MS;
  while (!(await answers(url + ready))) {
    if (child.exitCode !== null)
      throw new Missing(`${program} ended with ${child.exitCode}: ${printed.trim().slice(-500)}`);
    if (performance.now() > deadline) {
      await close();
      throw new Missing(`${program} did not come up: ${printed.trim().slice(-500)}`);
    }
    await wait(250);
  }
  return { url, close };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill();
  const ended = await Promise.race([closed.then(() => true), wait(10_000, false, { ref: false })]);
  if (!ended) child.kill('SIGKILL');
  await closed;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
