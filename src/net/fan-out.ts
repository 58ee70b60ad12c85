/** A call that makes several requests: how many of them are open at once. Loaded for such calls alone. */
import { onAbort } from '../base/abort.ts';
import type { Abort } from '../base/abort.ts';
import { EasyLLMError } from '../base/errors.ts';
import type { CallSettings } from './call.ts';
import type { Places } from './places.ts';

export interface FanOutOptions {
  /** Of the server, shared by the calls of a client. */
  places: Places;
  /** Of whoever admitted the call, which holds one of them: further requests take others. */
  hostPlaces?: Places | undefined;
  /** Ends the wait for a turn. */
  controller: Abort;
}

/** The turn of one request. */
export interface Admission {
  /** How many places it has. */
  readonly places: number;
  /** The settings of the request, by which its retries are noticed. */
  watch<Settings extends CallSettings>(settings: Settings): Settings;
  /** Whether the request, which failed of this, waits for another turn: the server was asked for too much at once. Then this one is over. */
  isRepeated(error: unknown, settings: CallSettings): boolean;
  /** Lets the next one begin; none, where `error` says what the request failed of. */
  end(error?: unknown): void;
}

interface Waiting {
  places: number;
  grant: (turn: Admission) => void;
  refuse: (reason: unknown) => void;
}

/**
 * The turns of one call. A call always has one request open, so that it waits for no other call; further ones begin where places are free,
 * else one after another.
 */
export class FanOut {
  readonly #places: Places;
  readonly #hostPlaces: Places | undefined;
  #open = 0;
  #waiting: Waiting[] = [];
  #forget = () => {};
  /** How many requests were answered. */
  #answered = 0;
  /** Why nothing begins any more. */
  #stopped: { reason: unknown } | undefined;

  constructor({ places, hostPlaces, controller }: FanOutOptions) {
    this.#places = places;
    this.#hostPlaces = hostPlaces;
    onAbort(controller, () => this.#stop(controller.reason));
    if (controller.aborted) this.#stop(controller.reason);
  }

  /** A turn at once where there is one, else the promise of it; they come in the order in which they were asked for. Never of more places than the limit. */
  take(places = 1): Admission | Promise<Admission> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped.reason);
    const turn = this.#waiting.length === 0 ? this.#tryTurn(places) : undefined;
    if (turn !== undefined) return turn;
    return new Promise((grant, refuse) => {
      this.#waiting.push({ places, grant, refuse });
      this.#wait();
    });
  }

  #tryTurn(wanted: number): Admission | undefined {
    const places = Math.min(wanted, this.#places.limit);
    const isFirst = this.#open === 0;
    if (!isFirst && !(this.#places.hasFree(places) && (this.#hostPlaces?.hasFree() ?? true))) return undefined;
    this.#open += 1;
    this.#places.take(places);
    if (!isFirst) this.#hostPlaces?.take();
    return this.#toTurn(places);
  }

  #toTurn(places: number): Admission {
    const shared = this.#places;
    const { limit } = shared;
    const answered = this.#answered;
    let { era } = shared;
    let isOpen = true;
    const noteRefusal = () => {
      shared.halve(era);
      ({ era } = shared);
    };
    const end = () => {
      isOpen = false;
      this.#end(places);
    };
    return {
      places,
      watch(settings) {
        const { policy } = settings;
        if (policy === undefined) return settings;
        const onRetry: typeof policy.onRetry = (info) => {
          if (info.status === 429) noteRefusal();
          policy.onRetry?.(info);
        };
        return { ...settings, policy: { ...policy, onRetry } };
      },
      isRepeated: (error, { policy }) => {
        const mayHelp = limit > 1 || this.#answered > answered;
        if (!isOverload(error) || !mayHelp || policy?.maxRetries === 0 || this.#stopped !== undefined) return false;
        noteRefusal();
        end();
        return true;
      },
      end: (error) => {
        if (!isOpen) return;
        if (error === undefined) {
          this.#answered += 1;
          shared.grow();
        } else {
          if (isOverload(error)) noteRefusal();
          // The call fails of what one of its requests does.
          this.#stop(error);
        }
        end();
      },
    };
  }

  /** The call's own place goes to its next request, others to whoever waits for them. */
  #end(places: number): void {
    this.#open -= 1;
    const isLast = this.#open === 0;
    if (isLast) this.#advance();
    this.#places.give(places);
    if (!isLast) this.#hostPlaces?.give();
  }

  readonly #advance = (): void => {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const turn = this.#tryTurn(first.places);
    if (turn !== undefined) {
      this.#waiting.shift();
      first.grant(turn);
    }
    this.#wait();
  };

  #stop(reason: unknown): void {
    this.#stopped ??= { reason };
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#forget();
    for (const { refuse } of waiting) refuse(reason);
  }

  #wait(): void {
    this.#forget();
    if (this.#waiting.length === 0) return;
    const forget = [this.#places, this.#hostPlaces].map((places) => places?.onFree(this.#advance));
    this.#forget = () => {
      for (const each of forget) each?.();
    };
  }
}

function isOverload(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && error.status === 429;
}

/** Runs a task for each item, as turns come, and keeps their order. One failure aborts the others. */
export async function runTogether<Item, Settings extends CallSettings, Result>(
  items: readonly Item[],
  { settings, ...options }: FanOutOptions & { settings: Settings },
  run: (item: Item, settings: Settings) => Promise<Result>,
): Promise<Result[]> {
  const fanOut = new FanOut(options);
  const tasks = items.map((item) => inTurn(fanOut, { settings }, (own) => run(item, own)));
  return allOrAbort(tasks, options.controller);
}

/** Runs a request when its turn comes; again, where the server had too much to do and fewer requests at once may help. */
export async function inTurn<Settings extends CallSettings, Result>(
  fanOut: FanOut,
  { settings, places = 1 }: { settings: Settings; places?: number },
  run: (settings: Settings, places: number) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const turn = await fanOut.take(places);
    try {
      const result = await run(turn.watch(settings), turn.places);
      turn.end();
      return result;
    } catch (error) {
      if (turn.isRepeated(error, settings)) continue;
      turn.end(error);
      throw error;
    }
  }
}

/** All results; the first failure aborts the others. */
export async function allOrAbort<Result>(tasks: readonly Promise<Result>[], controller: Abort): Promise<Result[]> {
  try {
    return await Promise.all(tasks);
  } catch (error) {
    controller.abort();
    throw error;
  }
}
