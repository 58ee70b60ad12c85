/** `openBatchQueue`: a queue of batches in a store that many machines share. */
import { resolve } from 'node:path';
import { ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf, optionsOf } from '../../client/easyllm.ts';
import { createLineWork } from '../work.ts';
import { kindOfStore, showStore, toStoreError } from './address.ts';
import { expectBatch, findBatch, isOver } from './batch-status.ts';
import { collectBatch } from './collect.ts';
import { openEngine } from './engine.ts';
import { FolderStore } from './folder-store.ts';
import { loadEngine } from './packages.ts';
import { checkCollectOptions, checkSubmitOptions, checkWorkOptions, expectFolder } from './options-check.ts';
import type { BatchQueue } from './options.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openRedisStore } from './redis-store.ts';
import type { BatchStore, KeptBatch } from './store.ts';
import { submitBatch } from './submit.ts';
import { BatchWorker } from './worker.ts';

const OPEN = { redis: openRedisStore, postgres: openPostgresStore };

/**
 * Opens a queue in Redis (`redis://…`; Valkey and Dragonfly too) or PostgreSQL (`postgres://…`), whose packages you install: `bullmq`, and
 * `ioredis` or `pg`. Rejects with ConfigurationError where they are not there, and for a store that does not answer.
 */
export async function openBatchQueue(url: string): Promise<BatchQueue> {
  const kind = kindOfStore(url);
  const shown = showStore(url);
  const open = async (isPatient: boolean) => connect(url, async () => OPEN[kind](url, { isPatient }));
  // Before a store is asked: what is missing is said first.
  loadEngine(kind);
  const store = await open(false);
  const engine = await connect(url, async () => openEngine(url, kind)).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const close = async () => {
    await engine.close();
    await store.close();
  };
  return {
    async submit(options) {
      checkSubmitOptions(options);
      const { folder = null } = options;
      return withFolder(store, async (storeOf) => submitBatch({ store: storeOf({ folder }), engine }, options));
    },
    async list() {
      const found = await Promise.all((await store.list()).map(async ({ id }) => findBatch(store, id)));
      return found.flatMap((batch) => batch?.shown ?? []);
    },
    status: async (id) => (await expectBatch(store, id, shown)).shown,
    async collect(id, options) {
      checkCollectOptions(options);
      const found = await expectBatch(store, id, shown);
      return withFolder(store, async (storeOf) => collectBatch(storeOf(found.kept), found, options), options.folder);
    },
    async cancel(id) {
      const { kept } = await expectBatch(store, id, shown);
      for (const state of ['submitting', 'in_progress'] as const) await store.change(id, state, { state: 'cancelled' });
      await engine.remove(id, kept.chunks);
      return (await expectBatch(store, id, shown)).shown;
    },
    async delete(id, { folder } = {}) {
      expectFolder(folder);
      const { kept } = await expectBatch(store, id, shown);
      if (!isOver(kept)) {
        throw new ConfigurationError(`${id} is not over. Cancel it first.`, { code: 'batch_not_over' });
      }
      await engine.remove(id, kept.chunks);
      await withFolder(store, async (storeOf) => storeOf(kept).remove(kept), folder);
    },
    async work(client: EasyLLM, options = {}) {
      checkWorkOptions(options);
      const patient = await open(true);
      const operations = operationsOf(client);
      const parts = (storeOf: StoreOf) => ({
        store: patient,
        storeOf,
        engine,
        workOf: ({ endpoint }: { endpoint: string | null }) =>
          createLineWork(operations, { endpoint: endpoint ?? undefined, model: options.model }),
        onRetry: optionsOf(client).onRetry,
      });
      return withFolder(
        patient,
        async (storeOf) => new BatchWorker(parts(storeOf), options).run(),
        options.folder,
      ).finally(async () => patient.close());
    },
    close,
  };
}

type StoreOf = (batch: Pick<KeptBatch, 'folder'>) => BatchStore;

/** Runs a function that asks where a batch is kept. `here`: where folders lie on this machine, if not where they were submitted. */
async function withFolder<Result>(
  store: BatchStore,
  run: (storeOf: StoreOf) => Promise<Result>,
  here?: string,
): Promise<Result> {
  const opened = new Map<string, FolderStore>();
  const storeOf: StoreOf = ({ folder }) => {
    if (folder === null) return store;
    const path = resolve(here ?? folder);
    const known = opened.get(path) ?? new FolderStore(store, path);
    opened.set(path, known);
    return known;
  };
  try {
    return await run(storeOf);
  } finally {
    for (const each of opened.values()) await each.close();
  }
}

async function connect<Result>(url: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw EasyLLMError.isInstance(error) ? error : toStoreError(url, error);
  }
}
