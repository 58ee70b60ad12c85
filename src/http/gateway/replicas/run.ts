/** Asks one server of a model after another until one answers, then those of the models that may stand in for it. */
import type { CallOptions } from '../../../client/options.ts';
import { optionsOf } from '../../../client/easyllm.ts';
import { EasyLLMError } from '../../../base/errors.ts';
import type { OperationOptions } from '../../handled-request.ts';
import type { Chooser, Sticky } from './choice.ts';
import { toStickyKey } from './choice.ts';
import type { Replica } from './replica.ts';
import { isWorthAnother } from './rules.ts';

/** A model that may be asked, and its servers. */
export interface Candidate {
  /** By the name that callers use. */
  model: string;
  chooser: Chooser;
  sticky: Sticky | undefined;
}

/** What a try may take. */
type Limits = Pick<CallOptions, 'maxRetries' | 'totalTimeout' | 'waitForModel'>;

interface Asking<Model extends Candidate, Result> {
  /** The model that was asked for, then those that may stand in for it. */
  candidates: readonly Model[];
  body: unknown;
  call: OperationOptions;
  send: (candidate: Model, replica: Replica, call: OperationOptions & Limits) => Promise<Result>;
}

/**
 * The first answer. What the last server said is the failure; one that cannot take the request at all, in the place of another model, is
 * passed over. All attempts count in `attempts`, and in `totalTimeout` and `maxRetries` of the client.
 */
export async function askInTurn<Model extends Candidate, Result>({
  candidates,
  body,
  call,
  send,
}: Asking<Model, Result>): Promise<Result> {
  const tried = new Set<Replica>();
  const started = performance.now();
  let attempts = 0;
  let failure: EasyLLMError | undefined;
  for (const candidate of candidates) {
    const key = toStickyKey(candidate.sticky, body, (name) => call.readHeader?.(name) ?? null);
    for (;;) {
      const replica = candidate.chooser.choose(tried, key);
      if (replica === undefined) break;
      tried.add(replica);
      const isLast = isLastOf(candidates, candidate, tried);
      const limits = toLimits(replica, { started, tries: tried.size - 1, isLast });
      call.onTarget?.({ model: candidate.model, upstream: replica.upstream(), replica: replica.name, attempts });
      try {
        const result = await askOne(replica, call, (own) => send(candidate, replica, { ...own, ...limits }));
        call.onServed?.(replica.name);
        return result;
      } catch (error) {
        const isStandIn = candidate !== candidates[0];
        if (!isWorthAnother(error, body)) {
          if (isStandIn && failure !== undefined && cannotTake(error)) break;
          throw withAttempts(error, attempts);
        }
        attempts += error.attempts;
        failure = withAttempts(error, attempts - error.attempts);
        call.onServed?.(replica.name);
      }
    }
  }
  throw failure ?? new TypeError('A model without a server.');
}

/** Counts a request at its server until its response has ended. */
async function askOne<Result>(
  replica: Replica,
  call: OperationOptions,
  send: (call: OperationOptions) => Promise<Result>,
): Promise<Result> {
  const askedAt = performance.now();
  replica.inFlight += 1;
  let isHeld = true;
  const release = () => {
    if (isHeld) replica.inFlight -= 1;
    isHeld = false;
  };
  try {
    const result = await send(call);
    replica.succeed(askedAt);
    if (call.onEnd === undefined) release();
    else
      call.onEnd(({ error }) => {
        release();
        if (error !== undefined) replica.fail(error);
      });
    return result;
  } catch (error) {
    release();
    replica.fail(error);
    throw error;
  }
}

/**
 * The last server is tried as often as the client says, less what others were tried; each before it once, and no model is waited for. What
 * is left of the time for all is for the next.
 */
function toLimits(
  { client }: Replica,
  { started, tries, isLast }: { started: number; tries: number; isLast: boolean },
): Limits {
  const { maxRetries = 2, totalTimeout } = optionsOf(client);
  const left = totalTimeout === undefined ? undefined : Math.max(1, totalTimeout - (performance.now() - started));
  const time = left === undefined || tries === 0 ? {} : { totalTimeout: left };
  if (isLast) return { ...time, ...(tries > 0 && { maxRetries: Math.max(0, maxRetries - tries) }) };
  return { maxRetries: 0, waitForModel: false, ...time };
}

function isLastOf(candidates: readonly Candidate[], current: Candidate, tried: ReadonlySet<Replica>): boolean {
  const rest = candidates.slice(candidates.indexOf(current));
  return rest.every(({ chooser }) => chooser.replicas.every((replica) => tried.has(replica)));
}

/** It refuses the request, which says nothing of the server. */
function cannotTake(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && (error.status === undefined || (error.status >= 400 && error.status < 500));
}

function withAttempts<Thrown>(error: Thrown, before: number): Thrown {
  if (EasyLLMError.isInstance(error)) error.attempts += before;
  return error;
}
