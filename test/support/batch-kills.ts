/** Kills a batch at random moments, and goes on with it each time. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { comparable, manyLines, startBatchServer } from './batch-server.ts';
import { createRandom } from './random.ts';

export interface KillOptions {
  kills: number;
  seed: number;
  /** Starts `easyllm batch` with these arguments. */
  start(args: readonly string[]): Promise<ChildProcessWithoutNullStreams> | ChildProcessWithoutNullStreams;
}

export interface KillResult {
  /** How often it was killed before it had ended by itself. */
  killed: number;
  lines: number;
  /** How many requests the server got: the lines, and those that were under way when it was killed. */
  asked: number;
  /** What is wrong; empty if nothing is. */
  problems: string[];
}

/** A run that nobody disturbs, and one that is killed: what they wrote is compared. */
export async function killBatches({ kills, seed, start }: KillOptions): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-kills-'));
  const server = await startBatchServer();
  const random = createRandom(seed);
  try {
    const lines = kills * 60 + 200;
    const input = join(folder, 'in.jsonl');
    writeFileSync(input, manyLines(lines));
    const run = (name: string) => start([input, '-o', join(folder, name), '--api-base', server.url]);
    await untilEnd(await run('whole.jsonl'));
    const before = server.asked.length;
    let killed = 0;
    for (let turn = 0; turn < kills; turn += 1) {
      const child = await run('killed.jsonl');
      const end = once(child, 'close');
      // One of four is killed as it starts, reads its input or ends; the others while lines are under way.
      const moment = random() < 0.25 ? sleep(random() * 500) : whenAsked(server, Math.ceil(random() * 60));
      await Promise.race([moment, end]);
      if (child.exitCode === null && child.kill('SIGKILL')) killed += 1;
      await end;
    }
    const code = await untilEnd(await run('killed.jsonl'));
    const problems = code === 3 ? [] : [`The last run ended with ${code}, and not 3: some lines fail.`];
    return { killed, lines, asked: server.asked.length - before, problems: [...problems, ...compareFiles(folder)] };
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function untilEnd(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  child.stdout.resume();
  child.stderr.resume();
  const [code] = await once(child, 'close');
  return code;
}

export async function whenAsked(server: { onAsked(more: number, run: () => void): void }, more: number): Promise<void> {
  await new Promise<void>((resolve) => server.onAsked(more, resolve));
}

/** What differs between `whole.jsonl` and `killed.jsonl`, and their errors; empty where nothing does. */
export function compareFiles(folder: string): string[] {
  const problems: string[] = [];
  for (const end of ['.jsonl', '.errors.jsonl']) {
    const [whole, killed] = [comparable(join(folder, `whole${end}`)), comparable(join(folder, `killed${end}`))];
    if (whole.length === 0) problems.push(`whole${end} is empty.`);
    if (whole.join('\n') === killed.join('\n')) continue;
    const [there, wanted] = [new Set(killed), new Set(whole)];
    const missing = whole.filter((line) => !there.has(line)).length;
    const added = killed.filter((line) => !wanted.has(line)).length;
    const twice = killed.length - there.size;
    problems.push(`killed${end}: ${missing} lines are missing, ${twice} are there twice, ${added} are others.`);
  }
  return problems;
}
