/** BullMQ, which says whose turn a chunk is: it is a job, of which the engine knows the batch and the number, and nothing else. */
import type { Job, Queue, Worker } from 'bullmq';
import type { StoreKind } from './address.ts';
import { loadEngine } from './packages.ts';
import { connectRedis } from './redis-store.ts';

/** What a job says. */
export interface ChunkJob {
  readonly batch: string;
  readonly chunk: number;
}

/** What became of a chunk: all is done, or the rest is given back for another turn. */
export type ChunkEnd = 'done' | 'given back';

export interface WorkerSettings {
  /** Chunks a minute, of all workers of the queue together. Default: as many as there are. */
  rate: number | undefined;
  /** A worker that was silent for so long is taken for dead, and its chunks go to others. */
  silenceMs: number;
  /** Is told of what the engine cannot do for the moment. */
  onFailure: (error: Error) => void;
}

/** Takes chunks, and hands them to a function. */
export interface ChunkWorker {
  /** Says how many chunks are worked at once: one, until this is called. */
  allow(chunks: number): void;
  /** Takes no more, and resolves when those under way have ended. */
  close(): Promise<void>;
}

export interface Engine {
  /** Adds chunks, all or none. A number from 1 (first) to 2,097,151; without one a chunk comes before all that have one. */
  add(batch: string, chunks: number, priority: number | undefined): Promise<void>;
  /** Takes chunks out that no worker has yet. */
  remove(batch: string, chunks: number): Promise<void>;
  /** How many chunks are waiting or under way. */
  count(): Promise<number>;
  work(run: (job: ChunkJob) => Promise<ChunkEnd>, settings: WorkerSettings): Promise<ChunkWorker>;
  close(): Promise<void>;
}

export const QUEUE = 'easyllm-batches';
/** Of Redis' keys; braces keep them in one slot, as clusters and Dragonfly want. */
export const PREFIX = '{easyllm-bullmq}';
export const SCHEMA = 'easyllm_bullmq';
const REMOVE_AT_ONCE = 200;
/** A chunk returns for as long as its batch has lines without a result: a number that is never reached. */
const ALWAYS = 1_000_000;
const RETRY_MS = 5000;

/** What the classes of BullMQ are made with, for both kinds of store. */
interface Link {
  queue: Queue<ChunkJob>;
  startWorker(run: (job: Job<ChunkJob>, token?: string) => Promise<void>, options: object): Worker<ChunkJob>;
  disconnect(): void;
}

/** Connects to a store, whose address is known to be right. Rejects with what it failed of. */
export async function openEngine(url: string, kind: StoreKind): Promise<Engine> {
  const { WaitingError } = loadEngine(kind);
  const link = kind === 'redis' ? await linkRedis(url) : linkPostgres(url);
  const { queue } = link;
  // Each call rejects with its own failure, and an event that nobody hears ends the process.
  queue.on('error', () => {});
  await queue.waitUntilReady();
  const idOf = (batch: string, chunk: number) => `${batch}-${chunk}`;
  return {
    async add(batch, chunks, priority) {
      const jobs = Array.from({ length: chunks }, (_, chunk) => ({
        name: 'chunk',
        data: { batch, chunk },
        opts: { jobId: idOf(batch, chunk), ...JOB_OPTIONS, ...(priority !== undefined && { priority }) },
      }));
      await queue.addBulk(jobs);
    },
    async remove(batch, chunks) {
      for (let from = 0; from < chunks; from += REMOVE_AT_ONCE) {
        const numbers = Array.from({ length: Math.min(REMOVE_AT_ONCE, chunks - from) }, (_, at) => from + at);
        // One that a worker has is locked, and ends by itself when the worker sees that its batch is over.
        await Promise.all(numbers.map(async (chunk) => queue.remove(idOf(batch, chunk)).catch(() => 0)));
      }
    },
    async count() {
      const counts = await queue.getJobCounts('wait', 'prioritized', 'delayed', 'active');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async work(run, { rate, silenceMs, onFailure }) {
      const worker = link.startWorker(
        async (job, token) => {
          if ((await run(job.data)) === 'done') return;
          await job.moveToWait(token);
          throw new WaitingError();
        },
        {
          concurrency: 1,
          lockDuration: silenceMs,
          stalledInterval: silenceMs,
          maxStalledCount: ALWAYS,
          ...(rate !== undefined && { limiter: { max: rate, duration: 60_000 } }),
        },
      );
      worker.on('error', onFailure);
      worker.on('failed', (_, error) => onFailure(error));
      await worker.waitUntilReady();
      return {
        allow(chunks) {
          const isMore = chunks > worker.concurrency;
          worker.concurrency = chunks;
          // It looks for another chunk when one has ended, which may be much later; or when it is resumed.
          if (isMore && !worker.isPaused()) worker.pause(true).then(async () => worker.resume(), onFailure);
        },
        close: async () => worker.close(),
      };
    },
    async close() {
      await queue.close();
      link.disconnect();
    },
  };
}

const JOB_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: ALWAYS,
  backoff: { type: 'fixed', delay: RETRY_MS },
};

async function linkRedis(url: string): Promise<Link> {
  const { Queue, Worker } = loadEngine('redis');
  const client = await connectRedis(url, { isPatient: false });
  // As ioredis has them, of which BullMQ wants more than is used here.
  const toConnection = (own: unknown) => own as never;
  const workerClients: { disconnect(): void }[] = [];
  return {
    queue: new Queue<ChunkJob>(QUEUE, { connection: toConnection(client), prefix: PREFIX }),
    startWorker(run, options) {
      const patient = client.duplicate({ maxRetriesPerRequest: null });
      workerClients.push(patient);
      return new Worker<ChunkJob>(QUEUE, run, { connection: toConnection(patient), prefix: PREFIX, ...options });
    },
    disconnect() {
      for (const each of [client, ...workerClients]) each.disconnect();
    },
  };
}

function linkPostgres(url: string): Link {
  const { Queue, Worker, createPostgresBackend } = loadEngine('postgres');
  const connection = { connectionString: url, schema: SCHEMA, migrate: true, max: 4 };
  return {
    queue: new Queue(QUEUE, { connection }, createPostgresBackend) as unknown as Queue<ChunkJob>,
    startWorker: (run, options) =>
      new Worker(QUEUE, run, { connection, ...options }, createPostgresBackend) as unknown as Worker<ChunkJob>,
    disconnect() {},
  };
}
