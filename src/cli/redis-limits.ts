/** Limits that gateways share, counted in a Redis by rate-limiter-flexible. Both packages are loaded where the settings ask for them. */
import { createRequire } from 'node:module';
import type { LimitStore } from '../http/gateway/limit-store.ts';
import { WINDOW_MS } from '../http/gateway/limit-store.ts';
import { originOf } from '../http/gateway/upstream.ts';
import { UsageError } from './arguments.ts';

/** What is used of rate-limiter-flexible. */
interface Limiter {
  penalty(key: string, points: number): Promise<Counted>;
  reward(key: string, points: number): Promise<Counted>;
  get(key: string): Promise<Counted | null>;
}

interface Counted {
  consumedPoints: number;
  msBeforeNext: number;
}

/** What is used of ioredis. */
interface Redis {
  on(event: 'error' | 'ready', listener: () => void): unknown;
  disconnect(): void;
}

interface Packages {
  Redis: new (url: string, options: object) => Redis;
  RateLimiterRedis: new (options: object) => Limiter;
}

/** No request waits for longer on a Redis that says nothing. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2000;
const LONGEST_RECONNECT_MS = 5000;

export interface SharedLimits extends LimitStore {
  close(): void;
}

/** Throws UsageError where the packages are not installed. A Redis that cannot be reached is told by `add`. */
export async function createRedisLimits(url: string): Promise<SharedLimits> {
  const { Redis, RateLimiterRedis } = loadPackages();
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times: number) => Math.min(LONGEST_RECONNECT_MS, times * 200),
  });
  // Each failed command tells of it, and an event that nobody hears ends the process.
  redis.on('error', () => {});
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'easyllm',
    points: Number.MAX_SAFE_INTEGER,
    duration: WINDOW_MS / 1000,
    rejectIfRedisNotReady: true,
  });
  await untilConnected(redis);
  return {
    close: () => redis.disconnect(),
    async add(counter, count) {
      const counting = count > 0 ? limiter.penalty(counter, count) : change(limiter, counter, count);
      const counted = await counting.catch((cause: unknown) => {
        throw toOutage(url, cause);
      });
      return { used: Math.max(0, counted?.consumedPoints ?? 0), endsInMs: counted?.msBeforeNext ?? WINDOW_MS };
    },
  };
}

/** The first request is not to meet a connection that is still being made. One that cannot be made holds up nothing. */
async function untilConnected(redis: Redis): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, CONNECT_TIMEOUT_MS);
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    redis.on('ready', settle);
    redis.on('error', settle);
  });
}

function toOutage(url: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `${originOf(url)}, which counts limits, gives no answer (${reason}). Until it does, this gateway counts by itself.`,
    { cause },
  );
}

/** Looks, or takes back from a minute that is under way. */
async function change(limiter: Limiter, counter: string, count: number): Promise<Counted | null> {
  const counted = await limiter.get(counter);
  return counted === null || count === 0 ? counted : limiter.reward(counter, -count);
}

/** By `require`, for which the types of optional packages need not be there. */
function loadPackages(): Packages {
  const load = createRequire(import.meta.url);
  try {
    return { Redis: load('ioredis').Redis, RateLimiterRedis: load('rate-limiter-flexible').RateLimiterRedis };
  } catch (cause) {
    throw new UsageError('`limits` needs two packages. Run: npm install ioredis rate-limiter-flexible', { cause });
  }
}
