/** The stores that a queue of batches may have, as far as they are installed. */
import { dumpPostgres, hasPostgres, startPostgres } from './postgres.ts';
import { cutRedis, dumpRedis, hasRedis, startRedis } from './redis.ts';

export interface StartedStore extends AsyncDisposable {
  readonly url: string;
  stop(): Promise<void>;
  /** Cuts all connections, by a crash where that loses nothing. */
  cut(): Promise<void>;
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
    async start() {
      const redis = await startRedis({ password: 'pass-word' });
      return { ...redis, cut: async () => cutRedis(redis.url) };
    },
    dump: dumpRedis,
  },
  {
    name: 'PostgreSQL (postgresql must be installed)',
    isInstalled: hasPostgres,
    async start() {
      const postgres = await startPostgres();
      return { ...postgres, cut: async () => postgres.stop().then(postgres.start) };
    },
    dump: async (url) => dumpPostgres(url),
  },
];
