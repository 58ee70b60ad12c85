/** What opens or closes a field: one of some texts, or a pattern. */

import { type Found, Pattern } from './pattern.ts';

export interface Delimiter {
  /** The first place from there on; and where text begins that may become one. */
  find(text: string, from: number, isEnd: boolean): Found;
}

/** The most characters that a pattern may take: so many are held back until it is decided. */
const MAX_MATCH = 1_000;

export function patternDelimiter(source: string): Delimiter {
  const pattern = new Pattern(source, MAX_MATCH);
  return { find: (text, from, isEnd) => pattern.search(text, from, isEnd) };
}

/** The text that comes first; the longest where several begin together. */
export function literalDelimiter(texts: readonly string[]): Delimiter {
  const ordered = texts.toSorted((left, right) => right.length - left.length);
  return {
    find: (text, from, isEnd) => {
      const pending = isEnd ? undefined : pendingAt(text, from, ordered);
      let best: { start: number; end: number } | undefined;
      for (const literal of ordered) {
        const start = text.indexOf(literal, from);
        if (start !== -1 && (best === undefined || start < best.start)) best = { start, end: start + literal.length };
      }
      return { pending, match: best === undefined ? undefined : { ...best, groups: {} } };
    },
  };
}

/** Where the end of the text begins one of the literals, without being all of it. */
function pendingAt(text: string, from: number, literals: readonly string[]): number | undefined {
  const longest = literals[0]?.length ?? 0;
  for (let at = Math.max(from, text.length - longest + 1); at < text.length; at += 1) {
    const rest = text.slice(at);
    if (literals.some((literal) => literal.length > rest.length && literal.startsWith(rest))) return at;
  }
  return undefined;
}
