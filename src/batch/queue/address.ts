/** The address of a queue: which kind of store it is, and how it is shown to people. */
import { ConfigurationError } from '../../base/errors.ts';

export type StoreKind = 'redis' | 'postgres';

const KINDS: Readonly<Record<string, StoreKind>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

/** Throws ConfigurationError for what is no address of a queue. */
export function kindOfStore(url: unknown): StoreKind {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  const kind = parsed === undefined ? undefined : KINDS[parsed.protocol];
  if (kind !== undefined) return kind;
  throw new ConfigurationError(
    'The queue is no address that is known. Expected redis://HOST:6379 (or rediss://) or postgres://USER@HOST:5432/DATABASE.',
    { param: 'queue' },
  );
}

/** Without user, password and options. */
export function showStore(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

/** Why a store cannot be used, and what to do. The cause may hold a password, and is not handed on. */
export function toStoreError(url: string, cause: unknown): ConfigurationError {
  const shown = showStore(url);
  const { code, message } = describe(cause);
  if (REFUSED.test(`${code} ${message}`)) {
    return new ConfigurationError(`${shown} refuses the user or the password (${message}). Correct the address.`, {
      code: 'queue_refused',
    });
  }
  return new ConfigurationError(
    `${shown} cannot be used as a queue (${message || code}). Is it running, and reached from this machine?`,
    { code: 'queue_unreachable' },
  );
}

/** Redis: NOAUTH, WRONGPASS, "invalid username-password pair"; PostgreSQL: class 28, and a password that is missing (SCRAM). */
const REFUSED = /NOAUTH|WRONGPASS|invalid username-password|\b28\w{3}\b|password/i;

/** An AggregateError, as of a name with two addresses, has its words inside. */
function describe(cause: unknown): { code: string; message: string } {
  const errors = cause instanceof AggregateError ? cause.errors : [cause];
  const [first = cause] = errors;
  if (!(first instanceof Error)) return { code: '', message: String(first) };
  const code = 'code' in first ? String(first.code) : '';
  return { code, message: first.message };
}
