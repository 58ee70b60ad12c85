/**
 * Trimming as Python's `str.strip()` does it, which the Python package and Jinja's `trim` both use. JavaScript's `trim` differs: it
 * also removes U+FEFF, and leaves U+001C to U+001F and U+0085.
 */

const SPACE = new Set(
  '\t\n\v\f\r\x1C\x1D\x1E\x1F \x85\xA0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000',
);

/** All of it, to stand in a pattern: `[${SPACE_CLASS}]` is what Python's `\s` matches. */
export const SPACE_CLASS = [...SPACE]
  .map((space) => `\\u${(space.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
  .join('');

/** The text without whitespace at its beginning. */
export function stripStart(text: string): string {
  let start = 0;
  while (start < text.length && SPACE.has(text.charAt(start))) start += 1;
  return text.slice(start);
}

/** The text without whitespace at its end. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.has(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without whitespace at either end. */
export function strip(text: string): string {
  return stripEnd(stripStart(text));
}
