/** Batches of a queue in Redis, or what speaks its protocol (Valkey, Dragonfly). */
import { loadDriver } from './packages.ts';
import type { RedisClient } from './packages.ts';
import type { BatchStore, KeptBatch, KeptResult } from './store.ts';

/** The braces keep all keys in one slot, as clusters and Dragonfly want those of one script. */
const PREFIX = '{easyllm}';
const BATCHES = `${PREFIX}:batches`;

const batchKey = (id: string) => `${PREFIX}:${id}`;
const chunksKey = (id: string) => `${PREFIX}:${id}:chunks`;
const resultsKey = (id: string, chunk: number) => `${PREFIX}:${id}:results:${chunk}`;

/** A batch is a hash: `about` is what never changes, as JSON; `state`, `chunks` and the counts do. */
const CHANGE = `
if redis.call('HGET', KEYS[1], 'state') ~= ARGV[1] then return 0 end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1`;

/** A result is `+` or `-`, its tokens, a space, and its text. */
const ADD_RESULTS = `
if redis.call('HGET', KEYS[1], 'state') ~= ARGV[1] then return 0 end
for i = 2, #ARGV, 3 do
  local sign = ARGV[i + 1]
  if redis.call('HSETNX', KEYS[2], ARGV[i], sign .. ARGV[i + 2]) == 1 then
    redis.call('HINCRBY', KEYS[1], string.sub(sign, 1, 1) == '+' and 'done' or 'failed', 1)
    redis.call('HINCRBY', KEYS[1], 'tokens', string.sub(sign, 2))
  end
end
return 1`;

/** Connects. `isPatient`: commands wait for as long as the store is away, instead of failing. */
export async function openRedisStore(url: string, { isPatient }: { isPatient: boolean }): Promise<BatchStore> {
  return new RedisStore(await connectRedis(url, { isPatient }));
}

/** A connection that has answered once. Rejects with what it failed of. */
export async function connectRedis(url: string, { isPatient }: { isPatient: boolean }): Promise<RedisClient> {
  const { Redis } = loadDriver('redis');
  let isConnected = false;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: isPatient ? null : 3,
    // What was never there is a mistake; what goes away comes back.
    retryStrategy: (times: number) => (isConnected ? Math.min(LONGEST_WAIT_MS, times * 100) : null),
  });
  let failure: unknown;
  client.on('error', (error) => {
    failure = error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    client.disconnect();
    // `connect` says only that the connection is closed.
    throw failure ?? error;
  }
  isConnected = true;
  return client;
}

const CONNECT_TIMEOUT_MS = 5000;
const LONGEST_WAIT_MS = 2000;

class RedisStore implements BatchStore {
  readonly #redis: RedisClient;

  constructor(redis: RedisClient) {
    this.#redis = redis;
  }

  async create({ state, chunks, ...about }: KeptBatch): Promise<void> {
    const { id } = about;
    await this.#redis.hset(batchKey(id), 'about', JSON.stringify(about), 'state', state, 'chunks', String(chunks));
    await this.#redis.sadd(BATCHES, id);
  }

  async list(): Promise<KeptBatch[]> {
    const ids = await this.#redis.smembers(BATCHES);
    const found = await Promise.all(ids.map(async (id) => this.find(id)));
    return found.flatMap((batch) => batch ?? []).toSorted((one, other) => other.createdAt - one.createdAt);
  }

  async find(id: string): Promise<KeptBatch | undefined> {
    const { about, state, chunks } = await this.#redis.hgetall(batchKey(id));
    // Written by `create`.
    return about === undefined ? undefined : ({ ...JSON.parse(about), state, chunks: Number(chunks) } as KeptBatch);
  }

  async change(id: string, from: string, to: Partial<Pick<KeptBatch, 'state' | 'chunks'>>): Promise<boolean> {
    const fields = Object.entries(to).flatMap(([name, value]) => [name, String(value)]);
    return (await this.#redis.eval(CHANGE, 1, batchKey(id), from, ...fields)) === 1;
  }

  /** The batch itself goes last: one that is cut off is deleted by another try. */
  async remove({ id }: KeptBatch): Promise<void> {
    const { chunks: written } = await this.#redis.hgetall(batchKey(id));
    const kept = await this.#redis.hkeys(chunksKey(id));
    const most = Math.max(Number(written ?? 0), ...kept.map((chunk) => Number(chunk) + 1));
    for (let from = 0; from < most; from += UNLINK_AT_ONCE) {
      const keys = Array.from({ length: Math.min(UNLINK_AT_ONCE, most - from) }, (_, at) => resultsKey(id, from + at));
      await this.#redis.unlink(...keys);
    }
    await this.#redis.unlink(chunksKey(id));
    await this.#redis.unlink(batchKey(id));
    await this.#redis.srem(BATCHES, id);
  }

  async addChunk(id: string, chunk: number, content: string): Promise<void> {
    await this.#redis.hset(chunksKey(id), String(chunk), content);
  }

  async readChunk(id: string, chunk: number): Promise<string | undefined> {
    return (await this.#redis.hget(chunksKey(id), String(chunk))) ?? undefined;
  }

  async removeChunk(id: string, chunk: number): Promise<void> {
    await this.#redis.hdel(chunksKey(id), String(chunk));
  }

  async addResults(id: string, chunk: number, results: readonly KeptResult[], state: string): Promise<boolean> {
    const given = results.flatMap(({ line, isDone, tokens, text }) => [
      line,
      `${isDone ? '+' : '-'}${tokens}`,
      ` ${text}`,
    ]);
    return (await this.#redis.eval(ADD_RESULTS, 2, batchKey(id), resultsKey(id, chunk), state, ...given)) === 1;
  }

  async doneLines(id: string, chunk: number): Promise<number[]> {
    return (await this.#redis.hkeys(resultsKey(id, chunk))).map(Number);
  }

  async results(id: string, chunk: number): Promise<KeptResult[]> {
    const kept = Object.entries(await this.#redis.hgetall(resultsKey(id, chunk)));
    return kept.map(([line, value]) => toResult(Number(line), value)).toSorted((one, other) => one.line - other.line);
  }

  async counts(id: string): Promise<{ done: number; failed: number; tokens: number }> {
    const { done = 0, failed = 0, tokens = 0 } = await this.#redis.hgetall(batchKey(id));
    return { done: Number(done), failed: Number(failed), tokens: Number(tokens) };
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }
}

const UNLINK_AT_ONCE = 1000;

function toResult(line: number, value: string): KeptResult {
  const at = value.indexOf(' ');
  return { line, isDone: value.startsWith('+'), tokens: Number(value.slice(1, at)), text: value.slice(at + 1) };
}
