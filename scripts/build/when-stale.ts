/** `npm run built`: builds the package where that is missing or older than its sources, and says so; else it is silent. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { whyStale } from './staleness.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reason = whyStale(root);
if (reason !== undefined) {
  // To stderr: what is printed after it may be read by a program.
  console.error(`Building EasyLLM, since ${reason} …`);
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
