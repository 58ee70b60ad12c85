/** JSON as TGI writes and reads it: seeds are u64, which `JSON.parse` and `JSON.stringify` would round to 53 bits. */

import type { JsonObject } from '../base/check.ts';
import { expectOptions, isObject, tryParse } from '../base/check.ts';
import { BadRequestError } from '../base/errors.ts';
import { mapOutsideStrings } from '../base/json-text.ts';

/** A type of the spec with its `seed` as the decimal digits that were sent. */
export type ExactSeed<Schema extends { seed?: unknown }> = Omit<Schema, 'seed'> & { seed: string | null };

// A quote inside a JSON string is always escaped, so this matches keys only, never text that looks like one.
const SEED = /([{,]\s*"seed"\s*:\s*)(\d+)(?=\s*[,}])/g;

/** Most answers have none: looking costs 1 µs, and replacing where there is nothing 10. */
const SEED_DIGITS = /"seed"\s*:\s*\d/;

/** Parses JSON, with every numeric `seed` as a string of its digits. Throws SyntaxError. */
export function parseWithExactSeeds(text: string): unknown {
  return JSON.parse(SEED_DIGITS.test(text) ? text.replace(SEED, '$1"$2"') : text);
}

/** Writes an object as JSON with one more member, `seed`, in all its digits. */
export function stringifyWithSeed(value: object, seed: bigint | undefined): string {
  const text = toJson(value);
  if (seed === undefined || 'seed' in value) return text;
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}"seed":${seed}}`;
}

/** A body as JSON. Callers have a part in it: one that JSON cannot write is a BadRequestError, and no failure of the connection. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    // The lines that follow show where an object holds itself.
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new BadRequestError(`The body cannot be written as JSON: ${reason}.`, { cause, code: 'invalid_json' });
  }
}

/**
 * A body as JSON, else as its text; undefined if it is empty. Numbers that JSON does not have (`NaN`, `-Infinity`, as Python writes them)
 * are null.
 */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  const parsed = parseLoosely(text);
  return parsed === undefined ? text : parsed;
}

/** The value of a JSON text as `parse` reads it, with null for numbers that JSON does not have; undefined for what is no JSON. */
export function parseLoosely(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  const value = tryParse(text, parse);
  return value === undefined ? parseLenient(text) : value;
}

const NO_NUMBER = /-?\b(?:NaN|Infinity)\b/g;

/** JSON with null for each number that JSON does not have; undefined for what is no JSON even so. */
function parseLenient(text: string): unknown {
  return /^\s*[{[]/.test(text) && (text.includes('NaN') || text.includes('Infinity'))
    ? tryParse(mapOutsideStrings(text, (part) => part.replace(NO_NUMBER, 'null')))
    : undefined;
}

/** A body with the caller's own members added, object by object; the caller's win, but for those that are undefined. */
export function mergeBody(body: JsonObject, extra: JsonObject | null | undefined): JsonObject {
  if (extra === undefined || extra === null) return body;
  expectOptions(extra, 'The members of `extraBody`');
  const merged: Record<string, unknown> = { ...body };
  for (const [name, value] of Object.entries(extra)) {
    if (value === undefined) continue;
    const ours = merged[name];
    merged[name] = isObject(ours) && isObject(value) ? mergeBody(ours, value) : value;
  }
  return merged;
}
