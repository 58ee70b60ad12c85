/**
 * `easyllm serve --workers N`: as many processes that serve one port (`node:cluster`). The first process serves nothing: it hands out
 * connections, counts the limits of keys for all, puts their metrics together, and passes on signals.
 */
import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import { isObject } from '../base/check.ts';
import { createMemoryLimits } from '../http/gateway/limit-store.ts';
import { print } from './arguments.ts';
import { reloadOnRequest } from './reload.ts';
import { WORKER_NUMBER } from './serve-flags.ts';

interface Workers {
  count: number;
  /** The file of the settings, where there is one. */
  config: string | undefined;
  isWatched: boolean;
  /** Throws for settings that are wrong: they are looked at here before any worker takes them. */
  check: () => Promise<unknown>;
  /** How long workers may take to end their requests. */
  shutdownMs: number;
  log: Logger;
}

/** A worker that ended by itself is followed by another one after this. */
const RESTART_MS = 1000;

/** Starts the workers, and keeps as many. Resolves when all listen. */
export async function runWorkers({ count, config, isWatched, check, shutdownMs, log }: Workers): Promise<void> {
  const limits = createMemoryLimits();
  const metrics = new AggregatorRegistry();
  let isStopping = false;
  const numbers = new Map<Worker, number>();
  const start = (number: number): Worker => {
    const worker = cluster.fork({ [WORKER_NUMBER]: String(number) });
    numbers.set(worker, number);
    worker.on('message', (message: unknown) => {
      if (!isQuestion(message)) return;
      const answer =
        message.ask === 'add'
          ? Promise.resolve(limits.add(message.counter ?? '', message.count ?? 0))
          : metrics.clusterMetrics();
      answer.then(
        (value) => worker.isConnected() && worker.send({ id: message.id, value }),
        (error: unknown) => worker.isConnected() && worker.send({ id: message.id, error: String(error) }),
      );
    });
    return worker;
  };
  // The first one ends the start where it cannot listen; it has said why.
  const fail = (_: Worker, code: number) => process.exit(code === 0 ? 1 : code);
  cluster.on('exit', fail);
  const urls = await Promise.all(Array.from({ length: count }, (_, index) => untilListening(start(index + 1))));
  cluster.off('exit', fail);
  cluster.on('exit', async (worker, code, signal) => {
    const number = numbers.get(worker) ?? 1;
    numbers.delete(worker);
    if (isStopping) return;
    log.error({ worker: worker.process.pid, code, signal }, 'a worker ended, and another one is started');
    await wait(RESTART_MS);
    if (!isStopping) start(number);
  });
  print(`listening on ${urls[0]}`);
  log.info({ workers: count }, 'workers serve');

  const stop = () => {
    // A second signal ends all at once.
    if (isStopping) return killAll();
    isStopping = true;
    return void stopAll(shutdownMs);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  if (config !== undefined) {
    const reload = async () => {
      await check();
      for (const worker of allWorkers()) worker.send({ do: 'reload' });
    };
    reloadOnRequest({ file: config, isWatched, reload, log });
  }
}

function allWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

async function untilListening(worker: Worker): Promise<string> {
  for (;;) {
    const [message]: unknown[] = await once(worker, 'message');
    if (isObject(message) && typeof message['url'] === 'string') return message['url'];
  }
}

async function stopAll(shutdownMs: number): Promise<void> {
  const workers = allWorkers();
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')));
  for (const worker of workers) if (worker.isConnected()) worker.send({ do: 'stop' });
  // Each has its own limit, which ends before this one.
  await Promise.race([ended, wait(shutdownMs + 5000)]);
  killAll(0);
}

function killAll(code = 1): void {
  for (const worker of allWorkers()) worker.process.kill('SIGKILL');
  process.exit(code);
}

interface Question {
  id: number;
  ask: 'add' | 'metrics';
  counter?: string;
  count?: number;
}

function isQuestion(message: unknown): message is Question {
  return isObject(message) && typeof message['id'] === 'number' && typeof message['ask'] === 'string';
}
