/** One worker of `easyllm serve --workers N`: what it asks the first process, and what that tells it to do. */
import cluster from 'node:cluster';
import type { Registry } from 'prom-client';
import { isObject } from '../base/check.ts';
import type { LimitStore, LimitWindow } from '../http/gateway/limit-store.ts';
import { WORKER_NUMBER } from './serve-flags.ts';

/** What a worker has in the place of what one process has for itself. */
export interface WorkerLink {
  /** Which of the workers this is, from 1. */
  readonly number: number;
  /** Counts for all workers. */
  readonly limits: LimitStore;
  /** Of all workers together. */
  writeMetrics(): Promise<string>;
  /** The metrics of this worker, which are a part of those of all. */
  share(registry: Registry): Promise<void>;
  /** Says that it serves there. */
  listening(url: string): void;
  /** `stop` is called at most once. A process that lost the first one stops too. */
  obey(orders: { stop: () => void; reload: () => void }): void;
}

/** How long the first process may take to answer. */
const ANSWER_MS = 5000;

/** The link of this process, where it is a worker. */
export function createWorkerLink(): WorkerLink | undefined {
  const { worker } = cluster;
  if (worker === undefined) return undefined;
  const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
  let last = 0;
  process.on('message', (message: unknown) => {
    if (isObject(message) && typeof message['id'] === 'number') waiting.get(message['id'])?.(message);
  });
  const ask = (question: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      const timer = setTimeout(() => settle({ error: 'it takes too long' }), ANSWER_MS);
      const settle = ({ value, error }: { value?: unknown; error?: string }) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (error === undefined) resolve(value);
        else reject(new Error(`The first process gives no answer: ${error}.`));
      };
      waiting.set(id, settle);
      worker.send({ id, ...question }, (error: Error | null) => error !== null && settle({ error: error.message }));
    });
  return {
    number: Number(process.env[WORKER_NUMBER] ?? worker.id),
    // What the first process answers is what its own store gave it.
    limits: { add: async (counter, count) => (await ask({ ask: 'add', counter, count })) as LimitWindow },
    writeMetrics: async () => String(await ask({ ask: 'metrics' })),
    async share(registry) {
      const { AggregatorRegistry } = await import('prom-client');
      AggregatorRegistry.setRegistries([registry]);
      // It is what answers the first process.
      void new AggregatorRegistry();
    },
    listening: (url) => void worker.send({ url }),
    obey({ stop, reload }) {
      let isStopping = false;
      const stopOnce = () => {
        if (!isStopping) stop();
        isStopping = true;
      };
      process.on('message', (message: unknown) => {
        if (!isObject(message)) return;
        if (message['do'] === 'stop') stopOnce();
        if (message['do'] === 'reload') reload();
      });
      // A terminal and systemd signal every process, beside what the first one says.
      process.on('SIGTERM', stopOnce).on('SIGINT', stopOnce);
      process.on('SIGHUP', () => {});
      worker.on('disconnect', stopOnce);
    },
  };
}
