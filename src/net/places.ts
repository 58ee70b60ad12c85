/** How many requests may be open at once, as places that calls take and give back. */

/** A limit that is halved where a server has too much to do, and grows back as its answers come. */
export class Places {
  #most: number;
  #limit: number;
  #taken = 0;
  /** Calls that were turned away, for which further requests of other calls make room. */
  #wanted = 0;
  /** Answers since the limit was last changed. */
  #answers = 0;
  /** How often the limit was halved. */
  #era = 0;
  readonly #waiting = new Set<() => void>();

  constructor(limit: number) {
    this.#most = limit;
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  get taken(): number {
    return this.#taken;
  }

  /** A request that ends in 429 halves the limit only if it began in this era: those beside it are the same overload. */
  get era(): number {
    return this.#era;
  }

  /** Lowers the limit for good. */
  cap(limit: number): void {
    this.#most = Math.max(1, Math.min(this.#most, Math.floor(limit)));
    this.#limit = Math.min(this.#limit, this.#most);
  }

  /** A whole call takes a place; false where none is free. */
  admit(): boolean {
    if (this.#taken >= this.#limit) {
      this.#wanted = Math.min(this.#wanted + 1, this.#limit);
      return false;
    }
    this.#wanted = Math.max(0, this.#wanted - 1);
    this.#taken += 1;
    return true;
  }

  /** Whether a further request of a call may have so many. */
  hasFree(places = 1): boolean {
    return this.#taken + places + this.#wanted <= this.#limit;
  }

  /** Takes places, free or not. */
  take(places = 1): void {
    this.#taken += places;
  }

  give(places = 1): void {
    this.#taken -= places;
    if (this.#taken === 0) this.#wanted = 0;
    this.#wake();
  }

  /** Calls a function, once, when a place may be free; those who wait take turns. Gives back how to forget it. */
  onFree(run: () => void): () => void {
    this.#waiting.add(run);
    return () => this.#waiting.delete(run);
  }

  /** The server had too much to do for a request that began in this era. */
  halve(era: number): void {
    if (era !== this.#era) return;
    this.#era += 1;
    this.#answers = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  /** The server answered. As many answers as the limit is raise it by one. */
  grow(): void {
    if (this.#limit >= this.#most) return;
    this.#answers += 1;
    if (this.#answers < this.#limit) return;
    this.#answers = 0;
    this.#limit += 1;
    this.#wake();
  }

  #wake(): void {
    for (let turns = this.#waiting.size; turns > 0 && this.hasFree(); turns -= 1) {
      const [run] = this.#waiting;
      if (run === undefined) return;
      this.#waiting.delete(run);
      run();
    }
  }
}
