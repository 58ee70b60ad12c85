/**
 * `npm run soak [-- --streams 500 --seconds 60 --seed 1]`: callers of a gateway in a process of its own, each with one paced stream after the
 * other, before a server that refuses, resets, breaks off and falls silent. Each stream carries marks of its own. Prints what became of
 * them, and what the gateway's process holds before, during and after; ends with 1 where something is wrong.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { VERDICTS, callAndJudge } from './caller.ts';
import type { Verdict } from './caller.ts';
import { FAULTS, createPlan, createRandom } from './faults.ts';
import type { Fault } from './faults.ts';
import { startServer } from './upstream.ts';

const PACE_MS = 400;
const IDLE_TIMEOUT_MS = 3000;
/** Far longer than the slowest stream: its tokens, its retries and its silence. */
const HANG_MS = 60_000;

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const streams = Number(values.streams);
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const print = (line: string) => process.stdout.write(`${line}\n`);

const server = await startServer(PACE_MS);
const folder = mkdtempSync(join(tmpdir(), 'easyllm-soak-'));
const config = join(folder, 'gateway.json');
writeFileSync(
  config,
  JSON.stringify({
    apiBase: server.url,
    promptBuilder: 'chatml',
    maxConcurrent: 2 * streams,
    idleTimeout: IDLE_TIMEOUT_MS,
  }),
);
const gateway = spawn(
  process.execPath,
  ['dist/src/cli.js', 'serve', '--port', '0', '--log', 'warn', '--config', config],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [line] = (await once(gateway.stdout, 'data')) as [Buffer];
const port = Number(/:(\d+)\s*$/.exec(line.toString())?.[1]);

/** What the gateway's process holds. */
function measure(): { megabytes: number; descriptors: number } {
  const status = readFileSync(`/proc/${gateway.pid}/status`, 'utf8');
  return {
    megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024),
    descriptors: readdirSync(`/proc/${gateway.pid}/fd`).length,
  };
}

async function inFlight(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  // The question itself is one.
  return Number(/^easyllm_in_flight (\d+)/m.exec(text)?.[1]) - 1;
}

print(`seed ${seed}: ${streams} callers for ${seconds} s`);
await (await fetch(`http://127.0.0.1:${port}/health`)).text();
const before = measure();
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const random = createRandom(seed);
const verdicts = new Map<Verdict, number>();
const faults = new Map<Fault, number>();
const end = performance.now() + seconds * 1000;
let number = 0;
const megabytes = [before.megabytes, before.megabytes];
let { descriptors } = before;

async function keepCalling(): Promise<void> {
  // Not all at once.
  await wait(random() * 2000);
  while (performance.now() < end) {
    const plan = createPlan((number += 1), random);
    faults.set(plan.fault, (faults.get(plan.fault) ?? 0) + 1);
    const verdict = await callAndJudge(plan, { port, agent, limitMs: HANG_MS });
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    if (verdict !== 'good') print(`${verdict}: ${JSON.stringify(plan)}`);
  }
}

const watch = setInterval(() => {
  const now = measure();
  // What grows without end is higher in the second half.
  const half = end - performance.now() > seconds * 500 ? 0 : 1;
  megabytes[half] = Math.max(megabytes[half] ?? 0, now.megabytes);
  descriptors = Math.max(descriptors, now.descriptors);
}, 1000);
await Promise.all(Array.from({ length: streams }, keepCalling));
clearInterval(watch);
agent.destroy();

/** What must return does so within this time. */
for (let tries = 0; tries < 40 && (server.open > 0 || (await inFlight()) > 0); tries += 1) await wait(250);
const left = { slots: await inFlight(), answers: server.open };
await wait(6000);
const after = measure();
gateway.kill('SIGTERM');
const [code] = (await once(gateway, 'exit')) as [number | null];
server.close();
rmSync(folder, { recursive: true });

print(`streams: ${number} (${FAULTS.map((name) => `${name} ${faults.get(name) ?? 0}`).join(', ')})`);
print(VERDICTS.map((name) => `${name} ${verdicts.get(name) ?? 0}`).join(', '));
const [first = 0, second = 0] = megabytes;
print(
  `memory: ${before.megabytes} MB before, ${first} at most in the first half, ${second} in the second, ${after.megabytes} after`,
);
print(`descriptors: ${before.descriptors} before, ${descriptors} at most, ${after.descriptors} after`);
print(`left: ${left.slots} requests in the gateway, ${left.answers} answers of the server; exit ${code}`);
const isGood =
  verdicts.get('good') === number &&
  left.slots === 0 &&
  left.answers === 0 &&
  code === 0 &&
  after.descriptors <= before.descriptors + 8 &&
  second <= 1.25 * first;
process.exit(isGood ? 0 : 1);
