/** One abort for all requests of a call: aborted by the caller's signal, by a failure of one of them, or by the stream's reader. */
import { Abort, onAbort } from '../base/abort.ts';
import { APIConnectionTimeoutError, APIUserAbortError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { CallPolicy } from './policy.ts';
import type { Timer } from './attempt.ts';
import { orAbort, setUnrefTimer } from './attempt.ts';
import type { CallSettings } from './call.ts';

export interface CallCancellation {
  controller: Abort;
  /** For the requests of the call. */
  settings: { signal: Abort; abort: (reason: EasyLLMError) => void };
  /** Forgets the caller's signal, which would collect a listener from every call, and the deadline's timer. */
  release(): void;
}

/** Throws APIUserAbortError if the signal is aborted already. The whole call ends at `policy.endsAt`. */
export function createCancellation({ signal, policy }: CallSettings): CallCancellation {
  if (signal?.aborted === true) throw new APIUserAbortError(undefined, { cause: signal.reason });
  const controller = new Abort();
  const abort = (reason: EasyLLMError) => controller.abort(reason);
  const abortByCaller = () => abort(new APIUserAbortError(undefined, { cause: signal?.reason }));

  const forget = signal === undefined ? () => {} : onAbort(signal, abortByCaller);
  const timer = startDeadline(policy, abort);
  const release = () => {
    clearTimeout(timer);
    forget();
  };
  onAbort(controller, release);
  return { controller, settings: { signal: controller, abort }, release };
}

function startDeadline(policy: CallPolicy | undefined, abort: (reason: EasyLLMError) => void): Timer | undefined {
  if (policy?.endsAt === undefined) return undefined;
  const toError = () =>
    new APIConnectionTimeoutError('The call took longer than `totalTimeout` allows.', { code: 'total_timeout' });
  return setUnrefTimer(() => abort(toError()), policy.endsAt - performance.now());
}

/** Work within a call that knows of no signal: the caller's signal and the call's deadline end the wait for it. */
export async function callWithin<Result>(call: CallSettings, run: () => Promise<Result>): Promise<Result> {
  const { settings, release } = createCancellation(call);
  try {
    return await orAbort(run(), settings.signal);
  } finally {
    release();
  }
}

/** Runs tasks side by side, `limit` of them at once, and keeps their order. One failure aborts the others. */
export async function runTogether<Item, Result>(
  items: readonly Item[],
  { controller, limit = items.length }: { controller: Abort; limit?: number },
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
