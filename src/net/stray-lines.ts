/**
 * Lines of a stream that are no fields of server-sent events. Servers write their errors so: under a field named `error` (llama.cpp of
 * 2025), or as JSON without `data:` before it (proxies, and servers whose answer is one object).
 */
import { isObject, tryParse } from '../base/check.ts';

export class StrayLines {
  /** An object of JSON that is written in several lines. */
  #begun: string[] = [];

  /** The data of the event that a line is, or completes; undefined for any other. */
  read(line: string): string | undefined {
    if (this.#begun.length > 0) {
      this.#begun.push(line);
      // As it is printed: only the brace that ends all of it stands at the beginning of a line.
      return line.startsWith('}') ? this.#end() : undefined;
    }
    if (line.startsWith('{')) {
      if (tryParse(line) !== undefined) return line;
      this.#begun = [line];
      return undefined;
    }
    const error = /^error\s*:\s*(.*)$/.exec(line)?.[1];
    return error === undefined || error === '' ? undefined : toErrorData(error);
  }

  #end(): string | undefined {
    const text = this.#begun.join('\n');
    this.#begun = [];
    return tryParse(text) === undefined ? undefined : text;
  }
}

/** The data of an event that is an error by its name, in the form of one that says so itself. */
export function toErrorData(said: string): string {
  const value = tryParse(said) ?? said;
  if (isObject(value) && 'error' in value) return said;
  return JSON.stringify({ error: value === '' ? 'The server sent an error without words' : value });
}
