/** Whether JSON that comes in fragments is complete. */

/** Reads each character once, and none before it is asked: most fragments never are looked at. */
export class JsonDepth {
  #unread: string[] = [];
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #hasBegun = false;

  push(fragment: string): void {
    this.#unread.push(fragment);
  }

  /** Whether the fragments so far hold an object or a list that has ended. */
  get isComplete(): boolean {
    const fragments = this.#unread;
    this.#unread = [];
    for (const fragment of fragments) for (const character of fragment) this.#read(character);
    return this.#hasBegun && this.#depth <= 0 && !this.#isInString;
  }

  #read(character: string): void {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === '\\') this.#isEscaped = true;
      else if (character === '"') this.#isInString = false;
      return;
    }
    if (character === '"') this.#isInString = true;
    else if (character === '{' || character === '[') {
      this.#depth += 1;
      this.#hasBegun = true;
    } else if (character === '}' || character === ']') this.#depth -= 1;
  }
}
