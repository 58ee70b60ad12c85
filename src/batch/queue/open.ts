/** `openBatchQueue`: a queue of batches in a store that many machines share. */
import { ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf, optionsOf } from '../../client/easyllm.ts';
import { createLineWork } from '../work.ts';
import { kindOfStore, showStore, toStoreError } from './address.ts';
import { expectBatch, findBatch, isOver } from './batch-status.ts';
import { collectBatch } from './collect.ts';
import { openEngine } from './engine.ts';
import { checkCollectOptions, checkSubmitOptions, checkWorkOptions } from './options-check.ts';
import type { BatchQueue } from './options.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openRedisStore } from './redis-store.ts';
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
      return submitBatch({ store, engine }, options);
    },
    async list() {
      const found = await Promise.all((await store.list()).map(async ({ id }) => findBatch(store, id)));
      return found.flatMap((batch) => batch?.shown ?? []);
    },
    status: async (id) => (await expectBatch(store, id, shown)).shown,
    async collect(id, options) {
      checkCollectOptions(options);
      return collectBatch(store, await expectBatch(store, id, shown), options);
    },
    async cancel(id) {
      const { kept } = await expectBatch(store, id, shown);
      for (const state of ['submitting', 'in_progress'] as const) await store.change(id, state, { state: 'cancelled' });
      await engine.remove(id, kept.chunks);
      return (await expectBatch(store, id, shown)).shown;
    },
    async delete(id) {
      const { kept } = await expectBatch(store, id, shown);
      if (!isOver(kept)) {
        throw new ConfigurationError(`${id} is not over. Cancel it first.`, { code: 'batch_not_over' });
      }
      await engine.remove(id, kept.chunks);
      await store.remove(kept);
    },
    async work(client: EasyLLM, options = {}) {
      checkWorkOptions(options);
      const patient = await open(true);
      const operations = operationsOf(client);
      const parts = {
        store: patient,
        engine,
        workOf: ({ endpoint }: { endpoint: string | null }) =>
          createLineWork(operations, { endpoint: endpoint ?? undefined, model: options.model }),
        onRetry: optionsOf(client).onRetry,
      };
      return new BatchWorker(parts, options).run().finally(async () => patient.close());
    },
    close,
  };
}

async function connect<Result>(url: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw EasyLLMError.isInstance(error) ? error : toStoreError(url, error);
  }
}
