/** JSON as text, read without a pattern for strings: on a long one the stack of a regular expression ends. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The text with each part that stands outside of strings mapped. */
export function mapOutsideStrings(text: string, map: (part: string) => string): string {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const quote = text.indexOf('"', start);
    const outside = quote < 0 ? text.slice(start) : text.slice(start, quote);
    parts.push(map(outside));
    if (quote < 0) break;
    start = endOfString(text, quote);
    parts.push(text.slice(quote, start));
  }
  return parts.join('');
}

/** The index after the string that begins there. */
function endOfString(text: string, quote: number): number {
  for (let index = quote + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) index += 1;
    else if (code === QUOTE) return index + 1;
  }
  return text.length;
}
