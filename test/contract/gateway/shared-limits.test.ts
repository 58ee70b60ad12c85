import { describe, expect, test } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import { createRedisLimits } from '../../../src/cli/redis-limits.ts';
import type { SharedLimits } from '../../../src/cli/redis-limits.ts';
import { startFakeServer } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';
import { hasRedis, startRedis } from '../../support/redis.ts';

/** Two gateways over one server, which count in one Redis. */
async function serveTwo(url: string, key: object) {
  const server = await startFakeServer({ like: 'vllm', model: 'm' });
  const stores: SharedLimits[] = [await createRedisLimits(url), await createRedisLimits(url)];
  const auth = { keys: [{ name: 'shared', key: 'sk-shared', ...key }] };
  const gateways = await Promise.all(
    stores.map(async (limitStore) => serveGateway({ apiBase: `${server.url}/v1` }, { auth, limitStore })),
  );
  return {
    gateways,
    callers: gateways.map((gateway) => ask(gateway.url, 'sk-shared')),
    async [Symbol.asyncDispose]() {
      for (const gateway of gateways) await gateway[Symbol.asyncDispose]();
      for (const store of stores) store.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!hasRedis)('two gateways that share limits over a Redis (redis-server must be installed)', () => {
  test('let a key ask as often as it may, together', async () => {
    await using redis = await startRedis();
    await using two = await serveTwo(redis.url, { rpm: 10 });
    const body = { ...CHAT, model: 'm' };
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => (await two.callers[index % 2]?.post(body))?.status),
    );
    const refused = await two.callers[0]?.post(body);

    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect(refused?.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  test('count the tokens of both, and give back what was reserved too much', async () => {
    await using redis = await startRedis();
    await using two = await serveTwo(redis.url, { tpm: 100_000 });
    const body = { ...CHAT, model: 'm', max_tokens: 9000 };
    const answers = await Promise.all(two.callers.map(async ({ post }) => (await post(body)).json()));
    const spent = answers.map((answer) => facade.ChatCompletion.parse(answer).usage?.total_tokens ?? 0);
    const used = async () => {
      const usage = facade.GatewayUsage.parse(await (await two.callers[1]?.get('/usage'))?.json());
      return usage.limits.tokens?.used;
    };

    // What is given back reaches the Redis after the answer.
    await expect.poll(used).toBe((spent[0] ?? 0) + (spent[1] ?? 0));
  });

  test('serve on without it, each by its own count, and share again when it is back', async () => {
    const redis = await startRedis({ password: 'redis-secret' });
    await using two = await serveTwo(redis.url, { rpm: 2 });
    const body = { ...CHAT, model: 'm' };
    const statusesOf = async (count: number) => {
      const statuses = [];
      for (const { post } of two.callers) {
        for (let index = 0; index < count; index += 1) statuses.push((await post(body)).status);
      }
      return statuses;
    };
    expect(await statusesOf(1)).toEqual([200, 200]);
    await redis.stop();
    expect(await statusesOf(3)).toEqual([200, 200, 429, 200, 200, 429]);
    for (const { log } of two.gateways) {
      const failures = log.filter((line) => line.includes('which counts limits, gives no answer'));
      expect(failures).toHaveLength(1);
      expect(log.join('\n')).not.toMatch(/redis-secret|sk-shared/);
    }
    await using back = await startRedis({ port: redis.port, password: 'redis-secret' });
    const shared = await createRedisLimits(back.url);
    // A count of its own is not the Redis'.
    await expect
      .poll(
        async () => {
          await two.callers[0]?.post(body);
          return (await shared.add('shared:requests', 0)).used;
        },
        { interval: 300 },
      )
      .toBeGreaterThan(0);
    shared.close();
  });
});

describe('limits in a Redis that is not there', () => {
  test('begin at once, and fail with its address alone', async () => {
    const limits = await createRedisLimits('redis://user:secret@127.0.0.1:1');
    const failure = await Promise.resolve(limits.add('a', 1)).catch((error: unknown) => error);
    limits.close();

    expect(failure).toMatchObject({ message: expect.stringContaining('redis://127.0.0.1:1, which counts limits') });
    expect(String(failure)).not.toContain('secret');
  });
});
