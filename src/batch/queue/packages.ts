/** The packages behind a queue, which are installed where one is used. */
import { createRequire } from 'node:module';
import type * as BullMQ from 'bullmq';
import { ConfigurationError } from '../../base/errors.ts';
import type { StoreKind } from './address.ts';

/** What is used of ioredis. */
export interface RedisClient {
  connect(): Promise<void>;
  ping(): Promise<string>;
  disconnect(): void;
  duplicate(options: object): RedisClient;
  on(event: 'error', listener: (error: Error) => void): unknown;
  hget(key: string, field: string): Promise<string | null>;
  hgetall(key: string): Promise<Record<string, string>>;
  hkeys(key: string): Promise<string[]>;
  hset(key: string, ...fields: string[]): Promise<number>;
  hdel(key: string, ...fields: string[]): Promise<number>;
  sadd(key: string, ...members: string[]): Promise<number>;
  srem(key: string, ...members: string[]): Promise<number>;
  smembers(key: string): Promise<string[]>;
  unlink(...keys: string[]): Promise<number>;
  eval(script: string, keys: number, ...given: (string | number)[]): Promise<unknown>;
}

/** What is used of pg. */
export interface PostgresPool {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}

interface Packages {
  redis: { readonly Redis: new (url: string, options: object) => RedisClient };
  postgres: { readonly Pool: new (options: object) => PostgresPool };
}

const NAMES = { redis: 'ioredis', postgres: 'pg' } as const satisfies Record<StoreKind, string>;

/** By `require`, for which the types of optional packages need not be there. */
const load = createRequire(import.meta.url);

/** Throws ConfigurationError, which says what to install, where a package is not there. */
export function loadDriver<Kind extends StoreKind>(kind: Kind): Packages[Kind] {
  // As the package of this name is.
  return loadOne(NAMES[kind], kind) as Packages[Kind];
}

export function loadEngine(kind: StoreKind): typeof BullMQ {
  // As the package of this name is.
  return loadOne('bullmq', kind) as typeof BullMQ;
}

function loadOne(name: string, kind: StoreKind): unknown {
  try {
    return load(name);
  } catch (cause) {
    throw new ConfigurationError(`A queue needs two packages. Run: npm install bullmq ${NAMES[kind]}`, {
      code: 'missing_package',
      cause,
    });
  }
}
