/** One AbortController for all requests of a call: aborted by the caller's signal, by a failure of one of them, or by the stream's reader. */
import { APIUserAbortError } from '../errors.ts';

export interface CallCancellation {
  controller: AbortController;
  /** Forgets the caller's signal: a long-lived one would collect a listener from every call. */
  release(): void;
}

/** Throws APIUserAbortError if the signal is aborted already. */
export function createCancellation(signal: AbortSignal | undefined): CallCancellation {
  const controller = new AbortController();
  if (signal === undefined) return { controller, release() {} };
  const abort = () => controller.abort(new APIUserAbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) throw new APIUserAbortError(undefined, { cause: signal.reason });
  const release = () => signal.removeEventListener('abort', abort);
  signal.addEventListener('abort', abort, { once: true });
  controller.signal.addEventListener('abort', release, { once: true });
  return { controller, release };
}

/** Runs tasks side by side, `limit` of them at once, and keeps their order. One failure aborts the others. */
export async function runTogether<Item, Result>(
  items: readonly Item[],
  { controller, limit = items.length }: { controller: AbortController; limit?: number },
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await run(item);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  } catch (error) {
    controller.abort();
    throw error;
  }
  return results;
}
