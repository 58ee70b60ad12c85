/** A real PostgreSQL for tests, on a port of loopback of its own. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';

/** Where Debian puts its programs, of which only some are in the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of the programs; undefined where they are not installed (Debian: `apt-get install postgresql`). */
const programs = findPrograms();
export const hasPostgres = programs !== undefined;

export interface StartedPostgres extends AsyncDisposable {
  readonly url: string;
  /** Stops it, as a crash does. */
  stop(): Promise<void>;
  /** Starts it again, with what it had. */
  start(): Promise<void>;
}

/** All that its database holds, as text. */
export function dumpPostgres(url: string): string {
  const { status, stdout, stderr } = spawnSync(join(programs ?? '', 'pg_dump'), ['--inserts', url]);
  if (status !== 0) throw new Error(`pg_dump failed. ${String(stderr)}`);
  return String(stdout);
}

/** Starts one with a cluster of its own, which is deleted afterwards. It refuses to run as root, and is the user `postgres` then. */
export async function startPostgres(): Promise<StartedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-postgres-'));
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  const [data, password] = [join(folder, 'data'), join(folder, 'password')];
  writeFileSync(password, 'pass-word');
  if (user !== undefined) for (const path of [folder, password]) chownSync(path, user.uid, user.gid);
  const run = (name: string, args: readonly string[]) =>
    spawn(join(programs ?? '', name), args, { cwd: folder, ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  const secret = ['-A', 'scram-sha-256', '--pwfile', password];
  await untilMade(run('initdb', ['-D', data, '-U', 'postgres', ...secret, '-E', 'UTF8', '--no-sync']));
  const port = await findFreePort();
  // What a test keeps need not outlive the machine.
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
  let server = await untilReady(run('postgres', args));
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    // SIGKILL would leave its children to themselves.
    server.kill('SIGQUIT');
    await exited;
  };
  return {
    url: `postgres://postgres:pass-word@127.0.0.1:${port}/postgres`,
    stop,
    async start() {
      server = await untilReady(run('postgres', args));
    },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function findPrograms(): string | undefined {
  if (process.getuid?.() === 0 && spawnSync('id', ['postgres']).status !== 0) return undefined;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((one, other) => Number(other) - Number(one)) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'postgres']).stdout.toString());
}

async function untilMade(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (text) => (said += String(text)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`PostgreSQL cannot be made. ${said}`);
}

async function untilReady(child: ChildProcess): Promise<ChildProcess> {
  let said = '';
  const ended = once(child, 'exit').then(() => {
    throw new Error(`PostgreSQL ended. ${said}`);
  });
  const ready = new Promise<void>((resolve) => {
    child.stderr?.on('data', (text) => {
      said += String(text);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  await Promise.race([ready, ended]);
  // It ends when it is stopped, which is no failure then.
  ended.catch(() => {});
  return child;
}
