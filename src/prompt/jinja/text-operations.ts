/** What the methods and the filters of text share. */

import { asNumber, lengthOf } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import type { Meter } from './meter.ts';
import { Float, SafeText, type Value, typeName } from './values.ts';

/** Other numerals than digits, such as ², are told apart by Python's tables alone. */
export function allMatch(text: string, pattern: RegExp): boolean {
  if (/[\p{No}\p{Nl}]/u.test(text)) {
    throw new TemplateUnsupportedError(
      'The template asks for digits in a text with other numerals, which is not done here.',
    );
  }
  return pattern.test(text);
}

/** As `str.strip(characters)`, or at one end alone. */
export function stripCharacters(text: string, characters: string, name: 'strip' | 'lstrip' | 'rstrip'): string {
  const set = new Set(characters);
  const start = name === 'rstrip' ? 0 : strippedStart(text, set);
  return text.slice(start, name === 'lstrip' ? text.length : strippedEnd(text, set, start));
}

function strippedStart(text: string, set: ReadonlySet<string>): number {
  let start = 0;
  for (const character of text) {
    if (!set.has(character)) break;
    start += character.length;
  }
  return start;
}

function strippedEnd(text: string, set: ReadonlySet<string>, start: number): number {
  let end = text.length;
  while (end > start) {
    const last = Array.from(text.slice(Math.max(start, end - 2), end)).at(-1) ?? '';
    if (!set.has(last)) break;
    end -= last.length;
  }
  return end;
}

/** As `str.replace(from, to, count)`: a negative count is all. */
export function replaceText(text: string, from: string, to: string, count: number, meter: Meter): string {
  const most = count < 0 ? Number.POSITIVE_INFINITY : count;
  const places = Math.min(most, occurrences(text, from, meter));
  meter.write(text.length + places * Math.max(0, to.length - from.length));
  meter.list(Math.min(places, text.length));
  if (places === 0) return text;
  if (from === '') {
    const points = [...text];
    const last = places > points.length ? to : '';
    return points.map((point, at) => (at < places ? to + point : point)).join('') + last;
  }
  let [result, done, at] = ['', 0, 0];
  for (; done < places; done += 1) {
    const next = text.indexOf(from, at);
    result += text.slice(at, next) + to;
    at = next + from.length;
  }
  return result + text.slice(at);
}

/** How often the part is in the text, without overlap; an empty one is before each character and at the end. */
export function occurrences(text: string, part: string, meter: Meter): number {
  meter.read(text.length);
  if (part === '') {
    meter.list(text.length);
    return lengthOf(text, meter) + 1;
  }
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

/** Texts with a separator between; their length is counted first. */
export function joinTexts(separator: string, texts: readonly string[], meter: Meter): string {
  meter.list(texts.length);
  let length = separator.length * Math.max(0, texts.length - 1);
  for (const text of texts) length += text.length;
  meter.write(length);
  return texts.join(separator);
}

/** Text, or an error as Python has for what is none. */
export function expectText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof SafeText) {
    throw new TemplateUnsupportedError('The template uses text that is marked as safe where text is expected.');
  }
  throw new TemplateRuntimeError(`A text is expected, not ${typeName(value)}.`);
}

/** A whole number, or an error as Python has for what is none. */
export function whole(value: Value): number {
  const number = value instanceof Float ? undefined : asNumber(value);
  if (number === undefined) throw new TemplateRuntimeError(`A whole number is expected, not ${typeName(value)}.`);
  return number;
}
