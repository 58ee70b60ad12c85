/** The programs of `examples/`. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ProgramOptions } from './program.ts';
import { runProgram, startCommand, startProgram, untilListening } from './program.ts';

/** An address where nobody listens. */
export const NOWHERE = 'http://127.0.0.1:1';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** Starts a program; its input is open. */
export function startExample(name: string, options?: ProgramOptions) {
  return startProgram(read(name), options);
}

/** Runs a program to its end. */
export function runExample(name: string, options?: ProgramOptions & { input?: string }) {
  return runProgram(read(name), options);
}

/** Starts `easyllm fake` on a free port, which answers all programs. */
export async function startExampleServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const child = await startCommand(['fake', '--port', '0', '--delay', '1']);
  const { url } = await untilListening(child);
  const close = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url, close };
}
