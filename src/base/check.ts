/** What a value is, asked here and nowhere else; and what callers without a compiler may pass, refused in our words. */
import { BadRequestError, ConfigurationError } from './errors.ts';

/** An object of JSON with members that are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object with members; a list is none. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object has any member. */
export function hasMembers(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/** The value of a JSON text, undefined for what cannot be parsed. `parse` may read some members otherwise than `JSON.parse`. */
export function tryParse(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** A value as JSON text, undefined for one that JSON cannot write, such as what is nested too deeply. */
export function tryStringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Whether a value counts something: a whole number that is exact, and not below 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** A count, also as the digits of a header; undefined for what is none. */
export function toCount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return isCount(number) ? number : undefined;
}

/** What a value is, without what it holds: it may be secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A setting's value in an error: a number or a truth as it is, of anything else what it is. */
export function toShown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : kindOf(value);
}

/** Throws ConfigurationError for options that are no object. `name` says whose they are. */
export function expectOptions(value: unknown, name: string): void {
  if (isObject(value)) return;
  throw new ConfigurationError(`${name} are ${kindOf(value)}. Expected an object, or nothing.`);
}

/** Throws BadRequestError for a body that is no object. */
export function expectBody(value: unknown): void {
  if (isObject(value)) return;
  throw new BadRequestError(`The request body is ${kindOf(value)}. Expected an object.`, {
    code: value === undefined ? 'missing_required_parameter' : 'invalid_type',
  });
}

/** Throws ConfigurationError for a setting that is given and is no function. */
export function expectFunction(value: unknown, name: string): void {
  if (value === undefined || typeof value === 'function') return;
  throw new ConfigurationError(`\`${name}\` is ${kindOf(value)}. Expected a function.`, { param: name });
}

/** A caller's signal. Null is none, as for `fetch`. */
export function toSignal(value: AbortSignal | null | undefined): AbortSignal | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value.aborted === 'boolean' && typeof value.addEventListener === 'function') return value;
  throw new ConfigurationError(
    `\`signal\` is ${kindOf(value)}. Expected an AbortSignal, such as the \`signal\` of an AbortController.`,
    { param: 'signal' },
  );
}
