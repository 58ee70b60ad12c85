/** Kills one of two workers of a queue at random moments, with every chunk enqueued twice. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, createPostgresBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { runBatch } from '../../src/batch.ts';
import { openBatchQueue } from '../../src/batch-queue.ts';
import type { BatchQueue } from '../../src/batch-queue.ts';
import { PREFIX, QUEUE, SCHEMA } from '../../src/batch/queue/engine.ts';
import { EasyLLM } from '../../src/index.ts';
import { compareFiles, whenAsked } from './batch-kills.ts';
import type { KillResult } from './batch-kills.ts';
import { manyLines, startBatchServer } from './batch-server.ts';
import { createRandom } from './random.ts';

export interface QueueKillOptions {
  /** The address of the queue. */
  url: string;
  kills: number;
  seed: number;
  /** Starts `easyllm batch` with these arguments. */
  start(args: readonly string[]): Promise<ChildProcessWithoutNullStreams> | ChildProcessWithoutNullStreams;
}

const CHUNK_LINES = 10;
const ANSWER_MS = 20;

/** What a run that nobody disturbs wrote, and what two workers did of which one is killed: they are compared. */
export async function killWorkers({ url, kills, seed, start }: QueueKillOptions): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-queue-kills-'));
  const server = await startBatchServer({ delayMs: ANSWER_MS });
  const random = createRandom(seed);
  const queue = await openBatchQueue(url);
  const startWorker = async (concurrency: number) => {
    const own = ['--queue', url, '--api-base', server.url, '--concurrency', String(concurrency), '--silence', '1'];
    const child = await start(['work', ...own]);
    child.stdout.resume();
    child.stderr.resume();
    return child;
  };
  try {
    const lines = kills * 150 + 200;
    const input = join(folder, 'in.jsonl');
    writeFileSync(input, manyLines(lines));
    const client = new EasyLLM({ apiBase: server.url, apiKey: null });
    await runBatch(client, { input, output: join(folder, 'whole.jsonl'), concurrency: 64 });
    const before = server.asked.length;
    const { id } = await queue.submit({ input, chunkLines: CHUNK_LINES });
    await enqueueAgain(url, id, Math.ceil(lines / CHUNK_LINES));
    const steady = await startWorker(1);
    let killed = 0;
    for (let turn = 0; turn < kills && (await isOpen(queue, id)); turn += 1) {
      const child = await startWorker(8);
      const end = once(child, 'close');
      // One of four is killed as it starts; the others while lines are under way.
      const moment = random() < 0.25 ? sleep(random() * 500) : whenAsked(server, Math.ceil(random() * 60));
      await Promise.race([moment, end]);
      if (child.kill('SIGKILL')) killed += 1;
      await end;
    }
    const last = await startWorker(32);
    while (await isOpen(queue, id)) await sleep(200);
    await Promise.all([steady, last].map(endWorker));
    await queue.collect(id, { output: join(folder, 'killed.jsonl') });
    await queue.delete(id);
    return { killed, lines, asked: server.asked.length - before, problems: compareFiles(folder) };
  } finally {
    await queue.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function isOpen(queue: BatchQueue, id: string): Promise<boolean> {
  return (await queue.status(id)).state === 'in_progress';
}

async function endWorker(child: ChildProcessWithoutNullStreams): Promise<void> {
  const end = once(child, 'close');
  child.kill('SIGINT');
  await end;
}

/** As an engine does that delivers twice: the same chunks, under other names. */
async function enqueueAgain(url: string, batch: string, chunks: number): Promise<void> {
  const jobs = Array.from({ length: chunks }, (_, chunk) => ({ name: 'chunk', data: { batch, chunk } }));
  if (url.startsWith('postgres')) {
    const connection = { connectionString: url, schema: SCHEMA };
    const own = new Queue(QUEUE, { connection }, createPostgresBackend);
    await own.addBulk(jobs);
    return own.close();
  }
  const client = new Redis(url, { maxRetriesPerRequest: null });
  const own = new Queue(QUEUE, { connection: client, prefix: PREFIX });
  await own.addBulk(jobs);
  await own.close();
  client.disconnect();
  return undefined;
}
