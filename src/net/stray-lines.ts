/**
 * Lines of a stream that are no fields of server-sent events. Servers write their errors so: under a field named `error` (llama.cpp of
 * 2025), or as JSON without `data:` before it (proxies, and servers whose answer is one object).
 */
import { tryParse } from '../base/check.ts';
import { toErrorObject } from './in-band.ts';

export class StrayLines {
  /** JSON that is written in several lines. */
  #begun: string[] = [];
  #end = '';

  /** The data of the event that a line is, or completes; undefined for any other. */
  read(line: string): string | undefined {
    if (this.#begun.length > 0) {
      this.#begun.push(line);
      // As it is printed: only the brace that ends all of it stands at the beginning of a line.
      return line.startsWith(this.#end) ? this.#take() : undefined;
    }
    if (isDone(line)) return line;
    const end = ENDS.get(line.slice(0, 1));
    if (end !== undefined) {
      if (tryParse(line) !== undefined) return line;
      this.#begun = [line];
      this.#end = end;
      return undefined;
    }
    const error = readErrorField(line);
    return error === '' ? undefined : toErrorData(error);
  }

  #take(): string | undefined {
    const text = this.#begun.join('\n');
    this.#begun = [];
    return tryParse(text) === undefined ? undefined : text;
  }
}

/** How JSON of several lines ends, by how it begins. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/** Whether the data of an event ends a stream: `[DONE]`, also as JSON, or with a space behind it. */
export function isDone(data: string): boolean {
  return data === '[DONE]' || (data.length <= MAX_DONE_LENGTH && /^"?\[DONE\]"?\s*$/.test(data));
}

const MAX_DONE_LENGTH = 16;

/** Whether a text holds events, whatever it was asked for as. */
export function holdsEvents(text: string): boolean {
  return /^(?:data|event|error)\s{0,8}:/m.test(text);
}

/** Whether an event only keeps its connection open, by its name: its data may be any text. */
export function isPing(event: string | undefined): boolean {
  return event !== undefined && /^(?:ping|heartbeat|keep-?alive)$/i.test(event);
}

/** The value of a field named `error`; empty for any other line. A pattern would begin again at each space. */
function readErrorField(line: string): string {
  const colon = line.startsWith('error') ? line.indexOf(':') : -1;
  return colon >= 0 && line.slice(0, colon).trimEnd() === 'error' ? line.slice(colon + 1).trim() : '';
}

/** The data of an event that is an error by its name, in the form of one that says so itself. */
export function toErrorData(said: string): string {
  const value = tryParse(said) ?? said;
  if (toErrorObject(value) !== undefined) return said;
  return JSON.stringify({ error: value === '' ? 'The server sent an error without words' : value });
}
