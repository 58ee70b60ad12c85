/** Patterns of JSON Schemas in TGI's grammar, which writes them between the quotes of a text as they are (outlines-core, json_schema). */
import { tryParse } from '../base/check.ts';

/** What stands for itself in a text and is escaped in JSON, as an expression of it. */
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', String.raw`(?:\\")`],
  [String.raw`\"`, String.raw`(?:\\")`],
  [String.raw`\\`, String.raw`(?:\\\\)`],
  [String.raw`\n`, String.raw`(?:\\n)`],
  [String.raw`\r`, String.raw`(?:\\r)`],
  [String.raw`\t`, String.raw`(?:\\t)`],
]);

/** A class of characters, an escape, or a character. */
const PARTS = /\[(?:[^\]\\]|\\.)*\]|\\.|./gs;

const DEPTH: ReadonlyMap<string, number> = new Map([
  ['(', 1],
  [')', -1],
]);

/** Any text without what JSON escapes. */
const ANY_TEXT = String.raw`[^"\\\x00-\x1f\x7f-\x9f]*`;

/**
 * The pattern as it has to be for its texts to be JSON; undefined for what is no expression, or refers back to itself. TGI takes the anchors
 * off a pattern that has both, takes one that has none for the whole text, and finds nothing that fits where only one is there.
 */
export function toTgiPattern(pattern: string): string | undefined {
  if (!isExpression(pattern)) return undefined;
  const parts = pattern.match(PARTS) ?? [];
  if (parts.some((part) => /^\\[1-9k]/.test(part))) return undefined;
  const inner = parts.filter((part) => part !== '^' && part !== '$').map((part) => ESCAPED.get(part) ?? part);
  const body = inner.join('');
  const hasAlternatives = hasBareAlternatives(inner);
  const isAsGiven = [body, `^${body}$`].includes(pattern);
  if (isAsGiven && !hasAlternatives) return pattern;
  // Of alternatives without brackets the first would have no end, and the last no beginning.
  const whole = hasAlternatives ? `(?:${body})` : body;
  const [isBegun, isEnded] = [parts[0] === '^', parts.at(-1) === '$'];
  const isHalf = isBegun !== isEnded;
  return `^${isHalf && isEnded ? ANY_TEXT : ''}${whole}${isHalf && isBegun ? ANY_TEXT : ''}$`;
}

function isExpression(pattern: string): boolean {
  return ['u', ''].some((flags) => tryParse(pattern, (text) => new RegExp(text, flags)) !== undefined);
}

function hasBareAlternatives(parts: readonly string[]): boolean {
  let depth = 0;
  for (const part of parts) {
    if (part === '|' && depth === 0) return true;
    depth += DEPTH.get(part) ?? 0;
  }
  return false;
}
