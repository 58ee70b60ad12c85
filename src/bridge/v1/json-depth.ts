/** Whether JSON that comes in fragments is complete. */

/** As much is kept unread. */
const MAX_UNREAD = 65_536;

/** Reads each character once, and few before it is asked: most fragments never are looked at. */
export class JsonDepth {
  #unread: string[] = [];
  #unreadLength = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #hasBegun = false;

  push(fragment: string): void {
    this.#unread.push(fragment);
    this.#unreadLength += fragment.length + 1;
    if (this.#unreadLength > MAX_UNREAD) this.#readAll();
  }

  /** Whether the fragments so far hold an object or a list that has ended. */
  get isComplete(): boolean {
    this.#readAll();
    return this.#hasBegun && this.#depth <= 0 && !this.#isInString;
  }

  #readAll(): void {
    const fragments = this.#unread;
    this.#unread = [];
    this.#unreadLength = 0;
    for (const fragment of fragments) for (const character of fragment) this.#read(character);
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
