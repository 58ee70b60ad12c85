/** Settings that are checked before a call is made. Each check throws ConfigurationError. */
import type { BackendOption } from '../bridge/backend.ts';
import { DIALECTS } from '../bridge/dialect.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { kindOf } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';

/** As many as a request's `stop` may have: each token is looked at for each of them. */
const MAX_STOPS = 1024;

/** A single one may come as a string, as in a request's `stop`. */
export function checkStopSequences(given: unknown): void {
  if (given === undefined || given === null || typeof given === 'string') return;
  if (Array.isArray(given) && given.length <= MAX_STOPS && given.every((stop) => typeof stop === 'string')) return;
  throw new ConfigurationError('`stopSequences` is something else than a list of at most 1,024 strings.', {
    param: 'stopSequences',
  });
}

const BACKENDS: readonly unknown[] = ['auto', 'generate', 'messages', undefined] satisfies (
  BackendOption | undefined
)[];

export function checkBackend(backend: BackendOption | undefined): void {
  if (BACKENDS.includes(backend)) return;
  throw new ConfigurationError(
    `\`backend\` is ${typeof backend === 'string' ? JSON.stringify(backend) : kindOf(backend)}. Expected "auto", "generate" or "messages".`,
    { param: 'backend' },
  );
}

export function checkDialect(dialect: Dialect | undefined): Dialect | undefined {
  if (dialect === undefined || DIALECTS.includes(dialect)) return dialect;
  const given = typeof dialect === 'string' ? JSON.stringify(dialect) : kindOf(dialect);
  throw new ConfigurationError(`\`dialect\` is ${given}. Expected one of ${DIALECTS.join(', ')}.`, {
    param: 'dialect',
  });
}

export function checkBatchSize(size: number | undefined): number | undefined {
  if (size === undefined || (Number.isInteger(size) && size > 0)) return size;
  throw new ConfigurationError('`embeddingBatchSize` is no whole number of at least 1.', {
    param: 'embeddingBatchSize',
  });
}
