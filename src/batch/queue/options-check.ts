/** What callers without a compiler may pass to a queue, refused in our words. */
import { expectFunction, expectOptions, isCount, toShown } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { refuseUnknownNames } from '../../base/known-names.ts';
import { operationAt } from '../line.ts';
import type { CollectOptions, SubmitOptions, WorkOptions } from './options.ts';

const SUBMIT = {
  input: true,
  endpoint: true,
  strict: true,
  priority: true,
  chunkLines: true,
  expiresInMs: true,
  folder: true,
  maxLines: true,
  maxLineBytes: true,
  signal: true,
  onProgress: true,
} as const satisfies Record<keyof SubmitOptions, true>;

const WORK = {
  model: true,
  concurrency: true,
  maxConcurrency: true,
  rate: true,
  drain: true,
  silenceMs: true,
  folder: true,
  stop: true,
  signal: true,
  onProgress: true,
  onFailure: true,
} as const satisfies Record<keyof WorkOptions, true>;

const COLLECT = {
  output: true,
  errors: true,
  partial: true,
  overwrite: true,
  folder: true,
} as const satisfies Record<keyof CollectOptions, true>;

/** BullMQ's. */
const LAST_PRIORITY = 2_097_151;

/** Throws ConfigurationError, which names the option at fault. */
export function checkSubmitOptions(options: SubmitOptions): void {
  expectOptions(options, 'The options of `submit`');
  refuseUnknownNames(options, { known: SUBMIT, what: 'option of `submit`' });
  const { input, endpoint, priority = 1 } = options;
  if (input === undefined || input === null || input === '') throw toError('input', input, 'a file, or pieces of one');
  expectCounts(options, ['priority', 'chunkLines', 'expiresInMs', 'maxLines', 'maxLineBytes']);
  if (priority > LAST_PRIORITY) throw toError('priority', priority, `a whole number from 1 to ${LAST_PRIORITY}`);
  if (endpoint !== undefined && (typeof endpoint !== 'string' || operationAt(endpoint) === undefined)) {
    throw toError('endpoint', endpoint, 'such as "/v1/chat/completions"');
  }
  expectFolder(options.folder);
  expectFunction(options.onProgress, 'onProgress');
}

/** Throws ConfigurationError, which names the option at fault. */
export function checkWorkOptions(options: WorkOptions): void {
  expectOptions(options, 'The options of `work`');
  refuseUnknownNames(options, { known: WORK, what: 'option of `work`' });
  expectCounts(options, ['concurrency', 'maxConcurrency', 'rate', 'silenceMs']);
  expectFunction(options.onProgress, 'onProgress');
  expectFolder(options.folder);
  expectFunction(options.onFailure, 'onFailure');
}

/** Throws ConfigurationError, which names the option at fault. */
export function checkCollectOptions(options: CollectOptions): void {
  expectOptions(options, 'The options of `collect`');
  refuseUnknownNames(options, { known: COLLECT, what: 'option of `collect`' });
  const { output, errors } = options;
  if (typeof output !== 'string' || output === '') throw toError('output', output, 'the path of a file');
  if (errors !== undefined && (typeof errors !== 'string' || errors === '')) {
    throw toError('errors', errors, 'the path of a file');
  }
  expectFolder(options.folder);
}

/** Throws ConfigurationError for what is no path. */
export function expectFolder(folder: unknown): void {
  if (folder === undefined || (typeof folder === 'string' && folder !== '')) return;
  throw toError('folder', folder, 'the path of a folder');
}

function expectCounts<Options>(options: Options, names: readonly (keyof Options & string)[]): void {
  for (const name of names) {
    const value = options[name];
    if (value !== undefined && !(isCount(value) && value > 0)) throw toError(name, value, 'a whole number above 0');
  }
}

function toError(name: string, value: unknown, expected: string): ConfigurationError {
  return new ConfigurationError(`\`${name}\` is ${toShown(value)}. Expected ${expected}.`, { param: name });
}
