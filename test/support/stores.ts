/** The stores that a queue of batches may have, as far as they are installed. */
import { dumpPostgres, hasPostgres, startPostgres } from './postgres.ts';
import { dumpRedis, hasRedis, startRedis } from './redis.ts';

export interface StartedStore extends AsyncDisposable {
  readonly url: string;
  stop(): Promise<void>;
}

export interface Store {
  readonly name: string;
  readonly isInstalled: boolean;
  start(): Promise<StartedStore>;
  /** All that a store holds, as text. */
  dump(url: string): Promise<string>;
}

export const STORES: readonly Store[] = [
  {
    name: 'Redis (redis-server must be installed)',
    isInstalled: hasRedis,
    start: async () => startRedis({ password: 'pass-word' }),
    dump: dumpRedis,
  },
  {
    name: 'PostgreSQL (postgresql must be installed)',
    isInstalled: hasPostgres,
    start: startPostgres,
    dump: async (url) => dumpPostgres(url),
  },
];
