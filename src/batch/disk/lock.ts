/** A lock beside an output: two runs that add to one file would write lines twice. */
import { readFileSync } from 'node:fs';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isCount, isObject, tryParse } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';

/** The holder says so often that it lives; one of another machine that was silent for so long does not. */
const BEAT_MS = 10_000;
const SILENT_MS = 120_000;

/** Locks of this process: in a container each run may be process 1, also the one before that was killed. */
const held = new Set<string>();

export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock of a file. Throws ConfigurationError, which says who has it, while another run lives. */
export async function takeLock(output: string): Promise<Lock> {
  const path = `${output}.lock`;
  if (held.has(path)) throw toTakenError(output, 'another run in this process');
  held.add(path);
  try {
    await claim(output, path);
  } catch (error) {
    held.delete(path);
    throw error;
  }
  const beat = setInterval(() => {
    const now = new Date();
    // Without the beat the lock still holds on this machine.
    utimes(path, now, now).catch(() => {});
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      await rm(path, { force: true });
      held.delete(path);
    },
  };
}

async function claim(output: string, path: string): Promise<void> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), birth: birthOf(process.pid) });
  if (await create(path, own)) return;
  const before = await readFile(path, 'utf8').catch(() => '');
  if (await isAlive(path, before)) throw toTakenError(output, describe(before));
  // Of several that find a dead run's lock, one alone may take it away.
  const taking = `${path}.taking`;
  if (!(await create(taking, own))) throw toTakenError(output, `another run that just begins (${taking})`);
  try {
    const now = await readFile(path, 'utf8').catch(() => '');
    if (now !== before) throw toTakenError(output, describe(now));
    await rm(path, { force: true });
    if (!(await create(path, own))) throw toTakenError(output, 'another run that just began');
  } finally {
    await rm(taking, { force: true });
  }
}

/** False where the file is there. */
async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`Nothing can be written beside the output: ${reason}.`, { cause: error });
  }
}

/** Whether the holder still runs. */
async function isAlive(path: string, content: string): Promise<boolean> {
  const holder = tryParse(content);
  // A run that was killed while it wrote the lock, or one that is about to.
  if (!isObject(holder) || !isCount(holder['pid'])) return (await silenceOf(path)) < BEAT_MS;
  if (holder['host'] !== hostname()) return (await silenceOf(path)) < SILENT_MS;
  if (holder['pid'] === process.pid || !exists(holder['pid'])) return false;
  // Its number may be another process's by now.
  const birth = birthOf(holder['pid']);
  return birth === '' || holder['birth'] === '' || birth === holder['birth'];
}

async function silenceOf(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user is one, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, as Linux tells it; empty elsewhere. */
function birthOf(pid: number): string {
  try {
    const stats = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stats.slice(stats.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function describe(content: string): string {
  const holder = tryParse(content);
  return isObject(holder) ? `process ${String(holder['pid'])} on ${String(holder['host'])}` : 'another run';
}

function toTakenError(output: string, by: string): ConfigurationError {
  return new ConfigurationError(
    `${output} is being written by ${by}. Wait for it, or choose another output; if that run is dead, delete ${output}.lock.`,
    { code: 'output_locked' },
  );
}
