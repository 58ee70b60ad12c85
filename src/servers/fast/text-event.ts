/**
 * Events of a stream that add nothing but text, told by their form and not parsed: nearly all are, and to parse one is half of what it
 * costs. What is not exactly of a known form is left to `JSON.parse`, so that nothing is read otherwise than it would be there.
 */
import { isObject } from '../../base/check.ts';
import { readString } from './token-text.ts';

/** Members that hold the text of a choice: a chat's delta, or a completion. */
const TEXT_KEYS = ['"content":"', '"text":"'];

/** How often more the form of events may change than it was of use, before nobody looks for it any more. */
const MAX_VAIN_CHANGES = 8;

/**
 * Tells the events of an OpenAI-shaped stream of one choice that repeat the one before, but for its text. A server's events differ in
 * nothing else: their ids, times and names stay.
 */
export class TextEventReader {
  #before = '';
  #after = '';
  #changes = 0;
  #uses = 0;

  /** The text of an event of the form last learnt; undefined for any other. 0.15 µs, where JSON takes 0.9. */
  read(data: string): string | undefined {
    const length = data.length - this.#after.length;
    if (this.#before === '' || length < this.#before.length) return undefined;
    // As pieces: `startsWith` compares one character after the other where only one side is Latin, at 0.4 µs more.
    if (data.slice(0, this.#before.length) !== this.#before || data.slice(length) !== this.#after) return undefined;
    const text = readString(data.slice(this.#before.length, length));
    if (text !== undefined) this.#uses += 1;
    return text;
  }

  /** Takes the form of an event that was parsed, if it holds nothing but text. */
  learn(data: string, event: Readonly<Record<string, unknown>>): void {
    if (this.#changes > this.#uses + MAX_VAIN_CHANGES) return;
    const text = textOf(event);
    if (text === undefined) return;
    this.#changes += 1;
    this.#before = '';
    for (const key of TEXT_KEYS) {
      const start = data.indexOf(key) + key.length;
      const end = start + JSON.stringify(text).length - 2;
      // Only where the text stands as it would be written here; and where another in its place is read as that.
      if (start < key.length || data.slice(start, end) !== JSON.stringify(text).slice(1, -1)) continue;
      const [before, after] = [data.slice(0, start), data.slice(end)];
      if (textOf(JSON.parse(`${before}probe${after}`)) !== 'probe') continue;
      [this.#before, this.#after] = [before, after];
      return;
    }
  }
}

/** The text of an event whose one choice holds nothing else; undefined for any other event. */
function textOf({ choices, usage, error }: Readonly<Record<string, unknown>>): string | undefined {
  const [choice, ...others]: unknown[] = Array.isArray(choices) ? choices : [];
  if (!isObject(choice) || others.length > 0 || !isNothing(usage) || !isNothing(error)) return undefined;
  const { index: _, delta, text, ...rest } = choice;
  if (!Object.values(rest).every(isNothing)) return undefined;
  if (!isObject(delta)) return typeof text === 'string' ? text : undefined;
  const { role: _role, content, ...extras } = delta;
  return typeof content === 'string' && Object.values(extras).every(isNothing) ? content : undefined;
}

/** What servers write for "not given". */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
