/** Options of batches that callers without a compiler may get wrong. Each check throws ConfigurationError, which names the option at fault. */
import { isCount, toShown } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { operationAt } from './line.ts';

export function toOptionError(name: string, value: unknown, expected: string): ConfigurationError {
  return new ConfigurationError(`\`${name}\` is ${toShown(value)}. Expected ${expected}.`, { param: name });
}

/** Whole numbers of at least `least`, where they are given. */
export function expectCounts<Options>(options: Options, names: readonly (keyof Options & string)[], least = 1): void {
  const expected = least === 0 ? 'a whole number, 0 or more' : 'a whole number above 0';
  for (const name of names) {
    const value = options[name];
    if (value !== undefined && !(isCount(value) && value >= least)) throw toOptionError(name, value, expected);
  }
}

export function expectPath(name: string, value: unknown, what: 'file' | 'folder'): void {
  if (typeof value !== 'string' || value === '') throw toOptionError(name, value, `the path of a ${what}`);
}

export function expectInput(input: unknown): void {
  if (input === undefined || input === null || input === '')
    throw toOptionError('input', input, 'a file, or pieces of one');
}

/** Where lines ask that name no `url`, where it is given. */
export function expectEndpoint(endpoint: unknown): void {
  if (endpoint === undefined || (typeof endpoint === 'string' && operationAt(endpoint) !== undefined)) return;
  throw toOptionError('endpoint', endpoint, 'such as "/v1/chat/completions"');
}
