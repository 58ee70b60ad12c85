/** One server among those that serve a model: how much it has to do, and whether it is to be asked. */
import { APIError } from '../../../base/errors.ts';
import type { EasyLLM } from '../../../client/easyllm.ts';
import { operationsOf } from '../../../client/easyllm.ts';
import { setUnrefTimer } from '../../../net/attempt.ts';
import { isOfServer, toRestMs } from './rules.ts';

/** A question whether it is there again, while it rests. */
const PROBE = { maxRetries: 0, timeout: 3000, totalTimeout: 3000, waitForModel: false };
const PROBE_EVERY_MS = 2000;
/** Then it is asked by the next request that finds no other, and no more by itself. */
const MOST_PROBES = 300;

export class Replica {
  /** What callers, logs and metrics call it. */
  readonly name: string;
  readonly client: EasyLLM;
  /** Its origin, for the log. */
  readonly upstream: () => string;
  /** Requests under way. */
  inFlight = 0;
  #restsUntil = 0;
  #restsSince = 0;
  #failures = 0;
  #isProbing = false;

  constructor({ name, client, upstream }: Pick<Replica, 'name' | 'client' | 'upstream'>) {
    this.name = name;
    this.client = client;
    this.upstream = upstream;
  }

  /** Until when it is left alone, in the time of `performance.now()`; in the past where it is not. */
  get restsUntil(): number {
    return this.#restsUntil;
  }

  isResting(now: number = performance.now()): boolean {
    return now < this.#restsUntil;
  }

  /** It answered what it was asked then. A request that was under way before says nothing of a rest that was asked for since. */
  succeed(askedAt: number): void {
    this.#failures = 0;
    if (askedAt >= this.#restsSince) this.#restsUntil = 0;
  }

  /** It failed, before or in an answer. */
  fail(error: unknown): void {
    if (!isOfServer(error)) return;
    this.#failures += 1;
    const restMs = toRestMs(error, this.#failures);
    if (restMs === 0) return;
    this.#restsSince = performance.now();
    this.#restsUntil = Math.max(this.#restsUntil, this.#restsSince + restMs);
    // What a server asked for is kept to; one that said nothing is asked whether it is there.
    if (error.status === undefined) this.#probe(MOST_PROBES);
  }

  #probe(left: number): void {
    if (this.#isProbing || left === 0) return;
    this.#isProbing = true;
    setUnrefTimer(() => void this.#ask(left - 1), PROBE_EVERY_MS);
  }

  async #ask(left: number): Promise<void> {
    const askedAt = performance.now();
    const isThere = await operationsOf(this.client)
      .listModels(PROBE)
      .then(() => true, hasAnswered);
    this.#isProbing = false;
    if (isThere) this.succeed(askedAt);
    else this.#probe(left);
  }
}

/** One without a list of models, or that refuses it, is there all the same. */
function hasAnswered(error: unknown): boolean {
  return APIError.isInstance(error) && (error.status ?? 500) < 500;
}
