/** A real Redis for tests, on a port of loopback of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { findFreePort } from './free-port.ts';

/** Whether one is installed (Debian: `apt-get install redis-server`). */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface StartedRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Stops it, as a crash does. */
  stop(): Promise<void>;
}

/** Starts one that keeps nothing on disk. */
export async function startRedis({ port, password }: { port?: number; password?: string } = {}): Promise<StartedRedis> {
  const own = port ?? (await findFreePort());
  const secret = password === undefined ? [] : ['--requirepass', password];
  const args = ['--port', String(own), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...secret];
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for await (const text of child.stdout) {
    said += String(text);
    if (said.includes('Ready to accept connections')) break;
  }
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const user = password === undefined ? '' : `:${password}@`;
  return { url: `redis://${user}127.0.0.1:${own}`, port: own, stop, [Symbol.asyncDispose]: stop };
}

/** All that it holds, as text. */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: async (key) => redis.get(key),
    hash: async (key) => redis.hgetall(key),
    set: async (key) => redis.smembers(key),
    list: async (key) => redis.lrange(key, 0, -1),
    zset: async (key) => redis.zrange(key, 0, -1),
    stream: async (key) => redis.xrange(key, '-', '+'),
  };
  const keys = await redis.keys('*');
  const values = await Promise.all(keys.map(async (key) => [key, await read[await redis.type(key)]?.(key)]));
  redis.disconnect();
  return JSON.stringify(values);
}

/** Cuts the connections of all others. */
export async function cutRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  redis.disconnect();
}
