/**
 * Stop sequences. TGI checks four, only at token ends, and leaves them in the text; all are enforced here: text ends before the earliest
 * match, and a stream holds back what may become one.
 */

/** TGI's default limit (`--max-stop-sequences`). */
const SENT_LIMIT = 4;

/** All stop sequences of a request in the order given, once each. */
export function mergeStops(...lists: readonly (string | readonly string[] | null | undefined)[]): string[] {
  const all = lists.flatMap((list) => list ?? []);
  return [...new Set(all)].filter((stop) => stop !== '');
}

/** Those TGI is told of. */
export function toSentStops(stops: readonly string[]): string[] {
  return stops.slice(0, SENT_LIMIT);
}

/** Where the earliest match of any stop sequence begins; -1 if there is none. */
export function findStop(text: string, stops: readonly string[], from = 0): number {
  let earliest = -1;
  for (const stop of stops) {
    const at = text.indexOf(stop, from);
    if (at !== -1 && (earliest === -1 || at < earliest)) earliest = at;
  }
  return earliest;
}

/** Text of a stream on its way to the reader. Once stopped, it lets nothing more through. */
export class StopFilter {
  readonly #stops: readonly string[];
  #held = '';
  #isStopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether a stop sequence was found. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Adds text; returns what is now certain to belong before any stop sequence. */
  push(text: string): string {
    if (this.#isStopped) return '';
    if (this.#stops.length === 0) return text;
    const pending = this.#held + text;
    const match = findStop(pending, this.#stops);
    const maybe = findUndecided(pending, this.#stops);
    // A match counts only when no sequence that began before it can still complete.
    if (match !== -1 && (maybe === -1 || match <= maybe)) {
      this.#isStopped = true;
      this.#held = '';
      return pending.slice(0, match);
    }
    const end = maybe === -1 ? pending.length : maybe;
    this.#held = pending.slice(end);
    return pending.slice(0, end);
  }

  /** Ends the text; returns what was held back, up to the earliest match in it. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    const match = findStop(rest, this.#stops);
    if (match === -1) return rest;
    this.#isStopped = true;
    return rest.slice(0, match);
  }
}

/** Where the earliest suffix begins that is the beginning, but not the whole, of a stop sequence; -1 if there is none. */
function findUndecided(text: string, stops: readonly string[]): number {
  let earliest = -1;
  for (const stop of stops) {
    const first = stop.charAt(0);
    let at = text.indexOf(first, Math.max(0, text.length - stop.length + 1));
    while (at !== -1 && !stop.startsWith(text.slice(at))) at = text.indexOf(first, at + 1);
    if (at !== -1 && (earliest === -1 || at < earliest)) earliest = at;
  }
  return earliest;
}
