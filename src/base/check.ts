/** What callers without a compiler may pass: said in our words, where the runtime would speak of the properties of undefined. */
import { BadRequestError, ConfigurationError } from './errors.ts';

/** What a value is, without what it holds: it may be secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
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
  throw new ConfigurationError(`\`signal\` is ${kindOf(value)}. Expected an AbortSignal.`, { param: 'signal' });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
