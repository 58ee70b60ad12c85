/** Programs that checks run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** None of them may take longer. */
const LIMIT_MS = 180_000;

interface Settings {
  cwd: string;
  env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and gives what it wrote on standard output. Rejects with all it wrote where it fails. */
export async function runCommand(command: string, args: readonly string[], { cwd, env }: Settings): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  const [output, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (code === 0) return output;
  const shown = [output, errors].map((part) => part.trim()).filter((part) => part !== '');
  throw new Error([`${command} ${args.join(' ')}: ended with ${code ?? signal}`, ...shown].join('\n'));
}

/** The same for a program in JavaScript. */
export function runNode(args: readonly string[], settings: Settings): Promise<string> {
  return runCommand(process.execPath, args, settings);
}
