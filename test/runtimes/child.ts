/** Programs that are run to their end, or to their limit; none outlives this process. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ChildOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  limitMs: number;
  /** Ends the program, as its own end does. */
  until?: Promise<void>;
}

export interface Ended {
  /** Null where it was killed. */
  code: number | null;
  isLate: boolean;
  /** All that it wrote. */
  output: string;
}

const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) kill(child);
});
// Only then is `exit` told.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Rejects if the program cannot be started. */
export async function runChild(
  command: string,
  input: readonly string[],
  { cwd, env, limitMs, until }: ChildOptions,
): Promise<Ended> {
  // A group of its own, so that what it starts ends with it.
  const child = spawn(command, input, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill(child);
  }, limitMs);
  void until?.then(() => kill(child));
  try {
    const [[code], ...written] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return { code: typeof code === 'number' ? code : null, isLate, output: written.join('').trim() };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
