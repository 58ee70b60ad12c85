/** What one key has asked for, and what it may still ask for. */
import type { GatewayUsage } from '../../../generated/openai.ts';
import type { Outcome } from '../handled-request.ts';
import type { KeyHolder } from './keys.ts';
import type { LimitStore, LimitWindow } from './limit-store.ts';
import { WINDOW_MS } from './limit-store.ts';
import type { TokenEstimate } from './token-estimate.ts';

/** A request that may go on. */
export interface Admitted {
  /** What is left of the limits, under OpenAI's names. */
  headers: Record<string, string>;
  end(outcome: Outcome): void;
}

/** A request that has to wait. */
export interface Refused {
  headers: Record<string, string>;
  message: string;
}

interface Counted {
  /** What was added. */
  count: number;
  window: LimitWindow;
  /** When the window begins anew, in the time of `performance.now()`. */
  endsAt: number;
}

const NOTHING = { requests: 0, errors: 0, prompt: 0, completion: 0 };

export class KeyMeter {
  readonly holder: KeyHolder;
  readonly #limits: LimitStore;
  readonly #since = Math.floor(Date.now() / 1000);
  readonly #total = { ...NOTHING };
  #running = 0;

  constructor(holder: KeyHolder, limits: LimitStore) {
    this.holder = holder;
    this.#limits = limits;
  }

  /** Whether bodies are to be estimated. */
  get countsTokens(): boolean {
    return this.holder.tpm !== undefined;
  }

  /** Admits a request, and counts it until its end; or says why not. `estimate` is undefined for one that takes no tokens. */
  async begin(estimate: TokenEstimate | undefined): Promise<Admitted | Refused> {
    const { rpm, tpm, maxConcurrent } = this.holder;
    if (maxConcurrent !== undefined && this.#running >= maxConcurrent) {
      return { headers: { 'retry-after': '1' }, message: `has ${maxConcurrent} requests under way, as many as it may` };
    }
    // Before anything is waited for: it holds for requests that come at once, too.
    this.#running += 1;
    const reserved = Math.max(1, Math.min(tpm ?? 1, (estimate?.prompt ?? 0) + (estimate?.written ?? 0)));
    const [requests, tokens] = await Promise.all([
      rpm === undefined ? undefined : this.#add('requests', 1),
      tpm === undefined || estimate === undefined ? undefined : this.#add('tokens', reserved),
    ]);
    const headers = { ...toHeaders('requests', rpm, requests), ...toHeaders('tokens', tpm, tokens) };
    const full = [
      isFull(requests, rpm) ? { what: `${rpm} requests`, counted: requests } : undefined,
      isFull(tokens, tpm) ? { what: `${tpm} tokens`, counted: tokens } : undefined,
    ].filter((limit) => limit !== undefined);
    if (full.length === 0) return { headers, end: (outcome) => this.#end(outcome, { estimate, tokens }) };

    this.#running -= 1;
    this.#takeBack('requests', requests);
    this.#takeBack('tokens', tokens);
    const waitMs = Math.max(...full.map(({ counted }) => counted?.window.endsInMs ?? 0));
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    const words = full.map(({ what }) => what).join(' and ');
    return {
      headers: { ...headers, 'retry-after': String(seconds) },
      message: `may use ${words} a minute, of which not enough are left. Try again in ${seconds} s`,
    };
  }

  async usage(): Promise<GatewayUsage> {
    const { name, models, rpm, tpm, maxConcurrent } = this.holder;
    const { requests, errors, prompt, completion } = this.#total;
    const [asked, counted] = await Promise.all([
      rpm === undefined ? undefined : this.#limits.add(`${name}:requests`, 0),
      tpm === undefined ? undefined : this.#limits.add(`${name}:tokens`, 0),
    ]);
    return {
      object: 'usage',
      key: name,
      models: models === undefined ? null : [...models],
      since: this.#since,
      requests,
      errors,
      in_flight: this.#running,
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      limits: {
        requests: toLimit(rpm, asked),
        tokens: toLimit(tpm, counted),
        concurrent:
          maxConcurrent === undefined
            ? null
            : { limit: maxConcurrent, used: this.#running, remaining: Math.max(0, maxConcurrent - this.#running) },
      },
    };
  }

  async #add(counter: string, count: number): Promise<Counted> {
    const window = await this.#limits.add(`${this.holder.name}:${counter}`, count);
    return { count, window, endsAt: performance.now() + window.endsInMs };
  }

  /** Nothing is given back to a minute that has begun since. */
  #takeBack(counter: string, counted: Counted | undefined, count = counted?.count ?? 0): void {
    if (counted === undefined || count <= 0 || performance.now() >= counted.endsAt) return;
    void this.#limits.add(`${this.holder.name}:${counter}`, -count);
  }

  #end(outcome: Outcome, { estimate, tokens }: { estimate: TokenEstimate | undefined; tokens: Counted | undefined }) {
    this.#running -= 1;
    this.#total.requests += 1;
    if (outcome.error !== undefined) this.#total.errors += 1;
    const used = toUsed(outcome, estimate?.prompt ?? 0);
    this.#total.prompt += used?.prompt ?? 0;
    this.#total.completion += used?.completion ?? 0;
    if (tokens === undefined || used === undefined) return;
    const more = used.prompt + used.completion - tokens.count;
    if (more > 0) void this.#limits.add(`${this.holder.name}:tokens`, more);
    else this.#takeBack('tokens', tokens, -more);
  }
}

/** What a request took: as the server says; else a token for each chunk that came. Undefined where nobody can tell. */
function toUsed(outcome: Outcome, promptEstimate: number): { prompt: number; completion: number } | undefined {
  const { usage, chunks = 0, error, isCancelled = false } = outcome;
  if (usage !== undefined && usage !== null) {
    const { prompt_tokens: prompt = 'total_tokens' in usage ? usage.total_tokens : 0 } = usage;
    return { prompt, completion: 'completion_tokens' in usage ? usage.completion_tokens : 0 };
  }
  if (chunks > 0) return { prompt: promptEstimate, completion: chunks };
  return error === undefined || isCancelled || outcome.status === 499 ? undefined : { prompt: 0, completion: 0 };
}

function isFull(counted: Counted | undefined, limit: number | undefined): boolean {
  return counted !== undefined && limit !== undefined && counted.window.used > limit;
}

function toHeaders(what: string, limit: number | undefined, counted: Counted | undefined): Record<string, string> {
  if (limit === undefined || counted === undefined) return {};
  const { used, endsInMs } = counted.window;
  return {
    [`x-ratelimit-limit-${what}`]: String(limit),
    // What a refused request asked for is not taken.
    [`x-ratelimit-remaining-${what}`]: String(Math.max(0, used > limit ? limit - used + counted.count : limit - used)),
    [`x-ratelimit-reset-${what}`]: `${Math.max(0, Math.ceil(endsInMs)) / 1000}s`,
  };
}

function toLimit(limit: number | undefined, window: LimitWindow | undefined) {
  if (limit === undefined || window === undefined) return null;
  const seconds = window.used === 0 ? 0 : Math.ceil(Math.min(WINDOW_MS, window.endsInMs)) / 1000;
  return { limit, used: window.used, remaining: Math.max(0, limit - window.used), resets_in: seconds };
}
