/** Where a batch stands: the state that is kept, and what follows of its counts and of the time. */
import { ConfigurationError } from '../../base/errors.ts';
import { cutWord } from '../../base/spelling.ts';
import type { QueuedBatch } from './options.ts';
import type { BatchStore, KeptBatch } from './store.ts';

/** A batch as it is kept, and as it is shown. */
export interface FoundBatch {
  readonly kept: KeptBatch;
  readonly shown: QueuedBatch;
}

/** Undefined for a batch that is not there. One whose last line has its result, or whose time is over, is so from now on. */
export async function findBatch(store: BatchStore, id: string): Promise<FoundBatch | undefined> {
  const kept = await store.find(id);
  if (kept === undefined) return undefined;
  const counts = await store.counts(id);
  const { total, createdAt, expiresAt } = kept;
  const remaining = total - counts.done - counts.failed;
  const state = kept.state === 'in_progress' ? await settle(store, kept, remaining) : kept.state;
  return { kept: { ...kept, state }, shown: { id, state, total, ...counts, remaining, createdAt, expiresAt } };
}

async function settle(store: BatchStore, { id, expiresAt }: KeptBatch, remaining: number): Promise<KeptBatch['state']> {
  const end = remaining === 0 ? 'completed' : isDue(expiresAt) ? 'expired' : undefined;
  if (end === undefined) return 'in_progress';
  if (await store.change(id, 'in_progress', { state: end })) return end;
  // Someone else was faster, and may have cancelled it.
  return (await store.find(id))?.state ?? 'in_progress';
}

function isDue(expiresAt: number | null): boolean {
  return expiresAt !== null && Date.now() >= expiresAt;
}

/** Throws ConfigurationError for a batch that is not there. `shown` is the address of the queue. */
export async function expectBatch(store: BatchStore, id: string, shown: string): Promise<FoundBatch> {
  const found = await findBatch(store, id);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    `${shown} has no batch ${cutWord(id)}. It may have been deleted, or be in another queue.`,
    {
      code: 'batch_not_found',
    },
  );
}

export function isOver({ state }: Pick<QueuedBatch, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'expired';
}
