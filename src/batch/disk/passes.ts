/** Lines to results: a pass over the input with as many lines under way as the server bears, and one alone for those that deserve it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EasyLLMError, ConfigurationError, ModelLoadingError, RateLimitError } from '../../base/errors.ts';
import type { CallOptions } from '../../client/options.ts';
import { readRetryAfter } from '../../net/retry-after.ts';
import type { IdSet } from '../id-set.ts';
import type { InputLine } from '../line.ts';
import type { Pace } from '../pace.ts';
import type { Item, Outcome, Work } from '../work.ts';

export interface PassesOptions {
  /** What the lines are of, for errors. */
  name: string;
  /** The lines, from the first. They are read twice where some are asked for again. */
  read: () => AsyncIterable<readonly InputLine[]>;
  work: Work;
  /** Asks for a line that others may have failed. Default: as `work` does. */
  askAlone?: Work['ask'] | undefined;
  ids: Pick<IdSet, 'isDone' | 'markDone'>;
  pace: Pace;
  /** Keeps a result. Throws where that has failed; gives a promise where the pass should wait. */
  keep: (outcome: Outcome) => Promise<void> | undefined;
  /** Lines to ask for in this run. */
  limit: number;
  /** Once aborted, no line begins; those under way end. */
  stop: AbortSignal;
  /** For each call; its signal ends those under way. */
  call: CallOptions;
}

/** What this run did. */
export interface Counts {
  done: number;
  failed: number;
  tokens: number;
}

/** Lines in a row of which nothing was learned, until the run stops: as many as are under way, and at least these. */
const MOST_AWAY = 8;
/** How often a line is turned away (429, 503) beyond the client's retries, and the waits where the server names none. */
const TURNS = 5;
const FIRST_WAIT_MS = 1000;

export class Passes {
  readonly counts: Counts = { done: 0, failed: 0, tokens: 0 };
  readonly #options: PassesOptions;
  #taken = 0;
  /** The last line that the first pass came to: what is not done before it is asked for again. */
  #reached = 0;
  #held = 0;
  #away = 0;
  #hasAnswer = false;
  #awayInRow = 0;
  #lastAway: unknown;
  #fatal: { error: unknown } | undefined;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: PassesOptions) {
    this.#options = options;
  }

  /** Asks for all lines without a result. Throws for what makes it useless to go on: all results before are written. */
  async run(): Promise<void> {
    try {
      await this.#first();
    } catch (error) {
      this.#fatal ??= { error };
    }
    await Promise.all(this.#underWay);
    if (this.#held > 0 && !this.#isEnding) {
      // Where no line was answered, one at a time is no better.
      if (this.#hasAnswer || this.#away < this.#held) await this.#again();
      else this.#fatal = { error: toAwayError(this.#lastAway, this.#away) };
    }
    if (this.#fatal !== undefined) throw this.#fatal.error;
  }

  get #isEnding(): boolean {
    return this.#fatal !== undefined || this.#options.stop.aborted;
  }

  async #first(): Promise<void> {
    const { work, limit } = this.#options;
    const items: Item[] = [];
    for await (const item of this.#pending(Number.POSITIVE_INFINITY)) {
      items.push(item);
      this.#taken += 1;
      const isLast = this.#taken >= limit;
      if (items.length >= work.window || isLast) await this.#begin(items.splice(0));
      if (isLast || this.#isEnding) break;
    }
    if (!this.#isEnding) await this.#begin(items);
  }

  /** Lines without a result, up to a line. Bad ones get theirs on the way. */
  async *#pending(until: number): AsyncGenerator<Item> {
    const { name, read, work, ids } = this.#options;
    for await (const lines of read()) {
      for (const line of lines) {
        if (line.number > until || this.#isEnding) return;
        const item = work.parse(line);
        const isDone = ids.isDone(item.key);
        if (isDone === undefined) throw new ConfigurationError(`${name} was changed while it was read. Run it again.`);
        this.#reached = Math.max(this.#reached, line.number);
        if (isDone) continue;
        if ('problem' in item) await this.#write({ key: item.key, verdict: 'failed', text: item.text, tokens: 0 });
        else yield item;
      }
    }
  }

  /** Begins a call for each group, as there is room. */
  async #begin(items: readonly Item[]): Promise<void> {
    const { pace, work } = this.#options;
    for (const group of work.split(items)) {
      const room = pace.take();
      if (room !== undefined) await room;
      if (this.#isEnding) return;
      const settled = this.#settle(group).finally(() => this.#underWay.delete(settled));
      this.#underWay.add(settled);
    }
  }

  /** Never rejects. */
  async #settle(group: readonly Item[]): Promise<void> {
    let isAnswered = false;
    try {
      const outcomes = await this.#ask(group);
      isAnswered = outcomes.some(({ verdict }) => verdict === 'done');
      this.#hasAnswer ||= isAnswered;
      for (const outcome of outcomes) {
        if (outcome.verdict === 'done' || outcome.verdict === 'failed') await this.#write(outcome);
        else this.#hold(outcome);
      }
    } catch (error) {
      this.#fatal ??= { error };
    } finally {
      this.#options.pace.give(isAnswered);
    }
  }

  /** What the server turned away is asked for again, after as long as it says. */
  async #ask(group: readonly Item[], ask = this.#options.work.ask): Promise<readonly Outcome[]> {
    const { call, pace, stop } = this.#options;
    for (let turn = 1; ; turn += 1) {
      const outcomes = await ask(group, call);
      const busy = outcomes.find(({ error }) => isBusy(error));
      if (busy === undefined || turn === TURNS || stop.aborted) return outcomes;
      const { headers } = EasyLLMError.isInstance(busy.error) ? busy.error : {};
      const waitMs = readRetryAfter(headers, Date.now()) ?? FIRST_WAIT_MS * 2 ** turn;
      pace.overload(waitMs);
      // Those that were turned away together do not come back together.
      const isStopped = await sleep(waitMs + Math.random() * FIRST_WAIT_MS, false, { signal: stop }).catch(() => true);
      if (isStopped) return outcomes;
    }
  }

  /** Of a line that is asked for again at the end, or, where nothing was learned of any, by the next run. */
  #hold({ error, verdict }: Outcome): void {
    this.#held += 1;
    this.#awayInRow += 1;
    if (verdict === 'away') {
      this.#away += 1;
      this.#lastAway = error;
    }
    const most = Math.max(MOST_AWAY, this.#options.pace.limit) * (verdict === 'away' ? 1 : 4);
    if (this.#awayInRow >= most) this.#fatal ??= { error: toAwayError(error, this.#awayInRow) };
  }

  async #write(outcome: Outcome): Promise<void> {
    const { ids, keep } = this.#options;
    if (!ids.markDone(outcome.key)) return;
    const room = keep(outcome);
    this.counts.tokens += outcome.tokens;
    if (outcome.verdict === 'done') this.counts.done += 1;
    else this.counts.failed += 1;
    this.#awayInRow = 0;
    if (room !== undefined) await room;
  }

  /** One at a time: what fails now failed of itself. */
  async #again(): Promise<void> {
    this.#awayInRow = 0;
    let left = 0;
    try {
      for await (const item of this.#pending(this.#reached)) {
        for (const outcome of await this.#ask([item], this.#options.askAlone)) {
          // Nobody may ask for this one, where others were answered.
          const isRefused = EasyLLMError.isInstance(outcome.error) && outcome.error.status === 403;
          if (outcome.verdict !== 'away' || (isRefused && this.counts.done > 0)) {
            await this.#write(outcome.verdict === 'done' ? outcome : { ...outcome, verdict: 'failed' });
            continue;
          }
          this.#hold(outcome);
          left += 1;
        }
      }
    } catch (error) {
      this.#fatal ??= { error };
    }
    if (left > 0 && !this.#isEnding) this.#fatal = { error: toAwayError(this.#lastAway, left) };
  }
}

/** Whether the server had too much to do, and the same request may be asked for again. */
function isBusy(error: unknown): boolean {
  if (!EasyLLMError.isInstance(error) || ModelLoadingError.isInstance(error)) return false;
  return (RateLimitError.isInstance(error) && error.code !== 'insufficient_quota') || error.status === 503;
}

function toAwayError(error: unknown, lines: number): EasyLLMError {
  const reason = error instanceof Error ? error.message : String(error);
  const many = lines === 1 ? 'a line' : `${lines} lines in a row`;
  return new EasyLLMError(
    `The batch stopped: ${many} could not be asked for. ${reason} They have no result; repair this, and run the same again to go on.`,
    { cause: error, ...(EasyLLMError.isInstance(error) && { status: error.status, code: error.code }) },
  );
}
