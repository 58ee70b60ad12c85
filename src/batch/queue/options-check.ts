/** What callers without a compiler may pass to a queue, refused in our words. */
import { expectFunction, expectOptions } from '../../base/check.ts';
import { refuseUnknownNames } from '../../base/known-names.ts';
import { expectCounts, expectEndpoint, expectInput, expectPath, toOptionError } from '../option-checks.ts';
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
  const { priority = 1 } = options;
  expectInput(options.input);
  expectCounts(options, ['priority', 'chunkLines', 'expiresInMs', 'maxLines', 'maxLineBytes']);
  if (priority > LAST_PRIORITY) throw toOptionError('priority', priority, `a whole number from 1 to ${LAST_PRIORITY}`);
  expectEndpoint(options.endpoint);
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
  expectPath('output', output, 'file');
  if (errors !== undefined) expectPath('errors', errors, 'file');
  expectFolder(options.folder);
}

/** Throws ConfigurationError for what is no path. */
export function expectFolder(folder: unknown): void {
  if (folder !== undefined) expectPath('folder', folder, 'folder');
}
