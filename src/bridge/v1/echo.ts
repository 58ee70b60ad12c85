/** The prompt before a text, where `echo` asked for it: some servers repeat it, and others ignore the wish. */

/** Tells by what comes first whether a server repeats the prompt. */
export class EchoReader {
  readonly #prompt: string;
  /** As long as it may be the beginning of the prompt. */
  #held: string | undefined = '';
  /** Whether the server repeats the prompt; undefined until that is decided. */
  isRepeated: boolean | undefined;

  constructor(prompt: string) {
    this.#prompt = prompt;
  }

  /** The prompt, and how much of the text came after it; undefined while that is not decided. */
  read(text: string): { prompt: string; rest: string } | undefined {
    if (this.#held === undefined) return { prompt: '', rest: text };
    const held = this.#held + text;
    if (held.length < this.#prompt.length && this.#prompt.startsWith(held)) {
      this.#held = held;
      return undefined;
    }
    this.#held = undefined;
    this.isRepeated = held.startsWith(this.#prompt);
    return { prompt: this.#prompt, rest: this.isRepeated ? held.slice(this.#prompt.length) : held };
  }

  /** At the end of the text: the prompt, and what came in its place, where that is not decided yet. */
  finish(): { prompt: string; rest: string } | undefined {
    const held = this.#held;
    if (held === undefined) return undefined;
    this.#held = undefined;
    this.isRepeated = false;
    return { prompt: this.#prompt, rest: held };
  }
}
