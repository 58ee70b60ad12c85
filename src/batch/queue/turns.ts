/** Calls that others may run beside, and calls that run alone. */
export class Turns {
  #underWay = 0;
  /** The last of those that run alone, and all that wait for one. */
  #alone: Promise<void> = Promise.resolve();
  #waiting = 0;
  #onQuiet: (() => void) | undefined;

  /** Runs beside others, once none runs alone or waits for that. */
  async beside<Result>(run: () => Promise<Result>): Promise<Result> {
    while (this.#waiting > 0) await this.#alone;
    this.#underWay += 1;
    try {
      return await run();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#onQuiet?.();
    }
  }

  /** Runs when those under way have ended; others wait meanwhile. */
  async alone<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const before = this.#alone;
    let end = () => {};
    this.#alone = new Promise((resolve) => {
      end = resolve;
    });
    try {
      await before;
      if (this.#underWay > 0) {
        await new Promise<void>((resolve) => {
          this.#onQuiet = resolve;
        });
      }
      return await run();
    } finally {
      this.#waiting -= 1;
      end();
    }
  }
}
