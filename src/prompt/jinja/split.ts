/** Text cut into lists, as Python's `split`, `rsplit` and `splitlines` do it. */

import { SPACE_CLASS, strip, stripEnd, stripStart } from '../whitespace.ts';
import { TemplateRuntimeError } from './errors.ts';
import { LIMITS, type Meter } from './meter.ts';

const SPACES = new RegExp(`[${SPACE_CLASS}]+`);
/** The ends of lines that Python knows, to stand in a pattern. */
const ENDS = '\\n\\r\\v\\f\\u001c-\\u001e\\x85\\u2028\\u2029';
const LINE = new RegExp(`[^${ENDS}]*(?:\\r\\n|[${ENDS}]|$)`, 'g');
const END_OF_LINE = new RegExp(`(?:\\r\\n|[${ENDS}])$`);

/** At the separator, or at whitespace where it is null; at most so often, where the number is not negative. */
export function splitText(text: string, separator: string | null, most: number, meter: Meter): string[] {
  const parts = partsOf(text, separator, meter);
  if (most < 0 || parts.length <= most + 1) return parts;
  if (separator !== null) return [...parts.slice(0, most), parts.slice(most).join(separator)];
  let rest = stripStart(text);
  const first = parts.slice(0, most);
  for (const part of first) rest = stripStart(rest.slice(part.length));
  return [...first, rest];
}

/** As `split`, but the parts are counted from the end. */
export function splitFromEnd(text: string, separator: string | null, most: number, meter: Meter): string[] {
  const parts = partsOf(text, separator, meter);
  if (most < 0 || parts.length <= most + 1) return parts;
  const kept = parts.length - most;
  if (separator !== null) return [parts.slice(0, kept).join(separator), ...parts.slice(kept)];
  let rest = stripEnd(text);
  const last = parts.slice(kept);
  for (const part of last.toReversed()) rest = stripEnd(rest.slice(0, rest.length - part.length));
  return [rest, ...last];
}

function partsOf(text: string, separator: string | null, meter: Meter): string[] {
  if (separator === '') throw new TemplateRuntimeError('The separator is empty.');
  meter.read(text.length);
  const parts = separator === null ? spaced(text) : text.split(separator, LIMITS.items + 1);
  meter.list(parts.length);
  return parts;
}

function spaced(text: string): string[] {
  const inner = strip(text);
  return inner === '' ? [] : inner.split(SPACES, LIMITS.items + 1);
}

/** At every end of a line that Python knows. */
export function splitLines(text: string, meter: Meter, keepEnds = false): string[] {
  meter.read(text.length);
  const lines = text.match(LINE) ?? [];
  meter.list(lines.length);
  if (lines.at(-1) === '') lines.pop();
  return keepEnds ? lines : lines.map((line) => line.replace(END_OF_LINE, ''));
}
