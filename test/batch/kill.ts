/**
 * `npm run test:kill`: a batch is killed with SIGKILL 50 times at random moments and gone on with each time; then its files must be those of
 * a run that nobody disturbed. With `-- --queue` it is one of two workers that is killed, over each store that is installed, with every chunk
 * enqueued twice. `KILLS` and `SEED` change both numbers.
 */
import { spawn } from 'node:child_process';
import { killBatches } from '../support/batch-kills.ts';
import type { KillResult } from '../support/batch-kills.ts';
import { killWorkers } from '../support/queue-kills.ts';
import { STORES } from '../support/stores.ts';

const kills = Number(process.env['KILLS'] ?? 50);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000));
const start = (args: readonly string[]) => spawn(process.execPath, ['dist/src/cli.js', 'batch', ...args]);

function report({ killed, lines, asked, problems }: KillResult): void {
  console.log(`${lines} lines, killed ${killed} times, ${asked} requests`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

console.log(`${kills} kills, seed ${seed}`);
if (!process.argv.includes('--queue')) report(await killBatches({ kills, seed, start }));
for (const { name, isInstalled, start: startStore } of process.argv.includes('--queue') ? STORES : []) {
  console.log(isInstalled ? name : `${name}: skipped`);
  if (!isInstalled) continue;
  await using store = await startStore();
  report(await killWorkers({ url: store.url, kills, seed, start }));
}
