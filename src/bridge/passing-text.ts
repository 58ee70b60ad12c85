/** The text of one choice on its way out: stop sequences are enforced, and each token is given with the text that it begins in. */
import type { LogprobToken, Reading, TextToken } from './generation.ts';
import { StopFilter } from './stop.ts';

/** One list for all: most deltas have no tokens. */
export const NO_TOKENS: readonly TextToken[] = Object.freeze([]);

export class PassingText {
  readonly #filter: StopFilter;
  /** Where the text of the tokens begins: behind a prompt that is put before it here. */
  #start: number;
  /** How much of the tokens' text the server dropped at its beginning. */
  readonly #dropped: number;
  #seenLength = 0;
  #sentLength = 0;
  #pending: TextToken[] = [];

  constructor({ stops, start = 0, dropped = 0 }: { stops: Reading['stops']; start?: number; dropped?: number }) {
    this.#filter = new StopFilter(stops);
    this.#start = start;
    this.#dropped = dropped;
  }

  /** Whether a stop sequence was found: nothing more passes. */
  get isStopped(): boolean {
    return this.#filter.isStopped;
  }

  /** Takes a token whose text comes with the next `push`. */
  hold(token: LogprobToken, alternatives: readonly LogprobToken[]): void {
    this.#pending.push({ token, alternatives, offset: this.#start + Math.max(0, this.#seenLength - this.#dropped) });
    this.#seenLength += token.text.length;
  }

  /** Puts text before that of the tokens, also of those held back. */
  shift(length: number): void {
    this.#start += length;
    for (const token of this.#pending) token.offset += length;
  }

  /** Text that is searched for no stop sequence: the prompt, where the server repeats it. */
  pass(text: string): string {
    this.#sentLength += text.length;
    return text;
  }

  /** The part of the text so far that is now certain to stand before any stop sequence. */
  push(text: string): string {
    return this.pass(this.#filter.push(text));
  }

  /** What was held back, at the end of the text. */
  flush(): string {
    return this.pass(this.#filter.flush());
  }

  /** The tokens whose text has begun to go out; at the end of a text that no stop sequence cut, all. */
  release(isEnd: boolean): readonly TextToken[] {
    if (this.#pending.length === 0) return NO_TOKENS;
    const sent = this.#start + this.#sentLength - this.#dropped;
    const firstHeld = isEnd && !this.isStopped ? -1 : this.#pending.findIndex(({ offset }) => offset >= sent);
    if (firstHeld === 0) return NO_TOKENS;
    return this.#pending.splice(0, firstHeld === -1 ? this.#pending.length : firstHeld);
  }
}

/** How much of the tokens' text is missing at the beginning of the text: the space that sentencepiece drops there. */
export function leadingSpace(first: { text: string } | undefined, text: string): 0 | 1 {
  return first?.text.startsWith(' ') === true && !text.startsWith(' ') ? 1 : 0;
}
