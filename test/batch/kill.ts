/**
 * `npm run test:kill`: a batch is killed with SIGKILL 50 times at random moments and gone on with each time; then its files must be those of
 * a run that nobody disturbed. `KILLS` and `SEED` change both numbers.
 */
import { spawn } from 'node:child_process';
import { killBatches } from '../support/batch-kills.ts';

const kills = Number(process.env['KILLS'] ?? 50);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000));
const start = (args: readonly string[]) => spawn(process.execPath, ['dist/src/cli.js', 'batch', ...args]);

console.log(`${kills} kills, seed ${seed}`);
const { killed, lines, asked, problems } = await killBatches({ kills, seed, start });
console.log(`${lines} lines, killed ${killed} times, ${asked} requests`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
