import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import { createGateway } from '../../../src/gateway.ts';
import type { LimitStore } from '../../../src/gateway.ts';
import { startFakeServer, startFakeTgi } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';
import { tokenEvent } from '../../support/scripted-tgi.ts';

const EVENTS = { 'content-type': 'text/event-stream' };
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** A minute that the test ends. */
function createMinute(): LimitStore & { end(): void } {
  let used = new Map<string, number>();
  return {
    end: () => (used = new Map()),
    add(counter, count) {
      const now = Math.max(0, (used.get(counter) ?? 0) + count);
      used.set(counter, now);
      return { used: now, endsInMs: 41_500 };
    },
  };
}

async function startVllm(model: string) {
  return startFakeServer({ like: 'vllm', model, script: [{ tokens: ['Who', "'s there?"] }] });
}

describe('the keys of a gateway', () => {
  test('are found as they are, by the environment, or by their hash', async () => {
    await using server = await startVllm('m');
    process.env['GATEWAY_TEST_KEY'] = 'sk-from-environment';
    const keys = [
      'sk-plain',
      { name: 'named', key: 'sk-named' },
      { name: 'env', keyEnv: 'GATEWAY_TEST_KEY' },
      { name: 'hashed', sha256: hashOf('sk hashed!'.replaceAll(' ', '-')).toUpperCase() },
    ];
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` }, { auth: { keys } });
    delete process.env['GATEWAY_TEST_KEY'];
    const statuses = await Promise.all(
      ['sk-plain', 'sk-named', 'sk-from-environment', 'sk-hashed!', 'sk-other', hashOf('sk-hashed!'), 'named'].map(
        async (key) => (await ask(gateway.url, key).post({ ...CHAT, model: 'm' })).status,
      ),
    );

    expect(statuses).toEqual([200, 200, 200, 200, 401, 401, 401]);
    expect(gateway.log.map((line) => JSON.parse(line).key ?? 'none').toSorted()).toEqual(
      ['env', 'hashed', 'key-1', 'named', 'none', 'none', 'none'].toSorted(),
    );
    expect(gateway.log.join('\n')).not.toMatch(/sk-/);
  });

  test.each<[keys: unknown[], message: string]>([
    [
      [
        { name: 'a', key: 'x' },
        { name: 'a', key: 'y' },
      ],
      '`auth.keys[1]` has the name of `auth.keys[0]`, "a".',
    ],
    [['x', { name: 'key-1', key: 'y' }], '`auth.keys[1]` has the name of `auth.keys[0]`, "key-1".'],
    [['x', { name: 'a', key: 'x' }], '`auth.keys[1]` is the same key as `auth.keys[0]`.'],
    [
      [
        { name: 'a', sha256: 'a'.repeat(64) },
        { name: 'b', sha256: 'A'.repeat(64) },
      ],
      '`auth.keys[1]` is the same key as',
    ],
    [
      [{ name: 'a', key: 'x', models: ['lama'] }],
      '`auth.keys[0].models[0]` is "lama", which is not among `models`. Did you mean "llama"?',
    ],
    [
      [{ name: 'a', key: 'x', models: [] }],
      '`auth.keys[0].models` is a list. Expected a list of models, at least one.',
    ],
    [[{ name: 'a' }], '`auth.keys[0]` needs one of `key`, `keyEnv` and `sha256`.'],
    [[{ name: 'a', key: 'x', sha256: 'a'.repeat(64) }], '`auth.keys[0]` needs one of `key`, `keyEnv` and `sha256`.'],
    [[{ name: 'a', key: 'x', keyEnv: 'X' }], '`auth.keys[0].keyEnv` excludes `key`.'],
    [[{ name: 'a', keyEnv: 'EASYLLM_NOT_SET' }], 'needs the environment variable EASYLLM_NOT_SET, which is not set.'],
    [[{ name: 'a', sha256: 'abc' }], '`auth.keys[0].sha256` is a string. Expected the SHA-256 of a key'],
    [[{ name: 'a', sha256: 'g'.repeat(64) }], '`auth.keys[0].sha256` is a string. Expected the SHA-256 of a key'],
    [[{ name: 'a b', key: 'x' }], '`auth.keys[0].name` is a string. Expected 1 to 64 letters'],
    [[{ key: 'x' }], '`auth.keys[0].name` is missing.'],
    [[{ name: 'a', key: 'x', rpm: 0 }], '`auth.keys[0].rpm` is 0. Expected a whole number above 0.'],
    [[{ name: 'a', key: 'x', tpm: 1.5 }], '`auth.keys[0].tpm` is 1.5. Expected a whole number above 0.'],
    [[{ name: 'a', key: 'x', maxConcurrent: '1' }], '`auth.keys[0].maxConcurrent` is a string.'],
    [[{ name: 'a', key: 'x', rmp: 1 }], '`auth.keys[0]`: unknown `rmp`. Did you mean `rpm`?'],
  ])('are refused at the start: %j', (keys, message) => {
    expect(() => createGateway({ auth: { keys }, models: { llama: {} } } as never)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message: expect.stringContaining(message) }),
    );
  });

  test('with models see those alone, on every route', async () => {
    await using llama = await startVllm('llama');
    await using bge = await startFakeServer({ like: 'tei', model: 'bge' });
    const models = { llama: { apiBase: `${llama.url}/v1` }, bge: { apiBase: bge.url } };
    const keys = [
      { name: 'chats', key: 'sk-chats', models: ['llama'] },
      { name: 'vectors', key: 'sk-vectors', models: ['bge'] },
      { name: 'all', key: 'sk-all' },
    ];
    await using gateway = await serveGateway({}, { models, auth: { keys } });
    const seen = async (key: string) => {
      const list = facade.ModelList.parse(await (await ask(gateway.url, key).get('/v1/models')).json());
      return list.data.map(({ id }) => id);
    };

    expect([await seen('sk-chats'), await seen('sk-vectors'), await seen('sk-all')]).toEqual([
      ['llama'],
      ['bge'],
      ['llama', 'bge'],
    ]);
    const chats = ask(gateway.url, 'sk-chats');
    expect((await chats.get('/v1/models/llama')).status).toBe(200);
    expect((await chats.get('/v1/models/bge')).status).toBe(404);
    for (const [path, body] of [
      ['/v1/embeddings', { input: 'a' }],
      ['/v1/rerank', { query: 'a', documents: ['b'] }],
      ['/v1/chat/completions', CHAT],
      ['/v1/completions', { prompt: 'a' }],
      ['/v1/responses', { input: 'a' }],
      ['/v1/responses/input_tokens', { input: 'a' }],
      ['/v1/chat/completions', { ...CHAT, stream: true }],
    ] as const) {
      const hidden = await chats.post({ ...body, model: 'bge' }, path);
      const missing = await chats.post({ ...body, model: 'none' }, path);
      const [one, other] = [await hidden.json(), await missing.json()];
      expect([path, hidden.status, facade.ErrorResponse.parse(one).error.code]).toEqual([path, 404, 'model_not_found']);
      // Nothing tells the model of others from one that is not there.
      expect(JSON.stringify(one).replaceAll('bge', 'none')).toBe(JSON.stringify(other));
    }
    expect(bge.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect((await ask(gateway.url, 'sk-vectors').post({ input: 'a' }, '/v1/embeddings')).status).toBe(200);
    expect((await ask(gateway.url, 'sk-all').post({ input: 'a' }, '/v1/embeddings')).status).toBe(400);
  });

  test('with models are limited to them where the gateway names none, too', async () => {
    await using server = await startVllm('m');
    const keys = [
      { name: 'other', key: 'sk-other', models: ['n'] },
      { name: 'm', key: 'sk-m', models: ['m'] },
    ];
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` }, { auth: { keys } });
    const list = async (key: string) =>
      facade.ModelList.parse(await (await ask(gateway.url, key).get('/v1/models')).json()).data.length;

    expect((await ask(gateway.url, 'sk-other').post({ ...CHAT, model: 'm' })).status).toBe(404);
    expect((await ask(gateway.url, 'sk-m').post(CHAT)).status).toBe(200);
    expect([await list('sk-other'), await list('sk-m')]).toEqual([0, 1]);
  });
});

describe('the limits of a key', () => {
  test('on requests answer 429 with what is left, until the minute begins anew', async () => {
    await using server = await startVllm('m');
    const limitStore = createMinute();
    const keys = [{ name: 'two', key: 'sk-two', rpm: 2 }, 'sk-free'];
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` }, { auth: { keys }, limitStore });
    const { post, get } = ask(gateway.url, 'sk-two');
    const answers = [];
    for (const _ of [1, 2, 3]) answers.push(await post({ ...CHAT, model: 'm' }));

    const headers = answers.map(({ status, headers: sent }) => [
      status,
      sent.get('x-ratelimit-limit-requests'),
      sent.get('x-ratelimit-remaining-requests'),
      sent.get('x-ratelimit-reset-requests'),
      sent.get('retry-after'),
    ]);
    expect(headers).toEqual([
      [200, '2', '1', '41.5s', null],
      [200, '2', '0', '41.5s', null],
      [429, '2', '0', '41.5s', '42'],
    ]);
    const { error } = facade.ErrorResponse.parse(await answers[2]?.json());
    expect(error).toEqual({
      message: 'The key "two" may use 2 requests a minute, of which not enough are left. Try again in 42 s.',
      type: 'rate_limit_error',
      param: null,
      code: 'rate_limit_exceeded',
    });
    // Neither what is only read, nor other keys.
    expect((await get('/v1/models')).status).toBe(200);
    expect(
      (await ask(gateway.url, 'sk-free').post({ ...CHAT, model: 'm' })).headers.has('x-ratelimit-limit-requests'),
    ).toBe(false);
    limitStore.end();
    expect((await post({ ...CHAT, model: 'm' })).status).toBe(200);
  });

  test('on tokens count what the server says, of every kind of answer', async () => {
    await using server = await startVllm('m');
    await using tei = await startFakeServer({ like: 'tei' });
    const models = { m: { apiBase: `${server.url}/v1` }, e: { apiBase: tei.url } };
    const keys = [{ name: 'a', key: 'sk-a', tpm: 100_000 }];
    await using gateway = await serveGateway({}, { models, auth: { keys }, limitStore: createMinute() });
    const { post, get } = ask(gateway.url, 'sk-a');
    let before = 0;
    for (const [path, body] of [
      ['/v1/chat/completions', { ...CHAT, max_tokens: 5000 }],
      ['/v1/chat/completions', { ...CHAT, max_tokens: 5000, stream: true, stream_options: { include_usage: true } }],
      ['/v1/completions', { prompt: 'Knock knock.', max_tokens: 5000 }],
      ['/v1/responses', { input: 'Knock knock.', max_output_tokens: 5000 }],
      ['/v1/responses', { input: 'Knock knock.', max_output_tokens: 5000, stream: true }],
    ] as const) {
      const response = await post({ model: 'm', ...body }, path);
      const left = Number(response.headers.get('x-ratelimit-remaining-tokens'));
      const text = await response.text();
      const counts = [...text.matchAll(/"total_tokens":(\d+)/g)].map(([, count]) => Number(count));
      const usage = facade.GatewayUsage.parse(await (await get('/usage')).json());
      const used = usage.limits.tokens?.used ?? 0;

      expect([path, response.status, usage.in_flight]).toEqual([path, 200, 0]);
      // While it ran the most that it might write was reserved.
      expect(left).toBeLessThanOrEqual(100_000 - before - 5000);
      expect([path, used - before, usage.total_tokens]).toEqual([path, counts.at(-1), used]);
      before = used;
    }
    await post({ model: 'e', input: ['Knock knock.', 'Who is there?'] }, '/v1/embeddings');
    const usage = facade.GatewayUsage.parse(await (await get('/usage')).json());
    expect([usage.limits.tokens?.used, usage.total_tokens]).toEqual([before + 5, before + 5]);
  });

  test('on tokens count a stream that its caller left, a token for each chunk', async () => {
    await using server = await startFakeTgi({
      script: [{ headers: EVENTS, steps: [{ send: tokenEvent('a').repeat(7) }, 'stall'] }],
    });
    const keys = [{ name: 'a', key: 'sk-a', tpm: 5000 }];
    await using gateway = await serveGateway(
      { apiBase: server.url, promptBuilder: 'chatml' },
      { auth: { keys }, limitStore: createMinute() },
    );
    const { post, get } = ask(gateway.url, 'sk-a');
    const response = await post({ ...CHAT, stream: true, max_tokens: 1000 });
    const reader = response.body?.getReader();
    let text = '';
    while (text.split('"content":"a"').length <= 7) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    await reader?.cancel();
    await expect.poll(() => gateway.log.length).toBe(1);
    const usage = facade.GatewayUsage.parse(await (await get('/usage')).json());

    expect(usage).toMatchObject({ requests: 1, errors: 0, in_flight: 0, completion_tokens: 7 });
    // Of the prompt, a token for each four characters of "user" and "Knock knock.".
    expect(usage.limits.tokens?.used).toBe(7 + 4);
  });

  test('on tokens give back what a request that failed had reserved', async () => {
    await using server = await startFakeTgi({ script: [{ status: 500, steps: [{ send: '{"error":"no"}' }] }] });
    const keys = [{ name: 'a', key: 'sk-a', tpm: 1000, rpm: 9 }];
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { auth: { keys } });
    const { post, get } = ask(gateway.url, 'sk-a');

    for (const body of [
      { ...CHAT, max_tokens: 900 },
      { messages: 5, max_tokens: 900 },
      { ...CHAT, max_tokens: 900 },
    ]) {
      expect((await post(body)).status).not.toBe(429);
    }
    const usage = facade.GatewayUsage.parse(await (await get('/usage')).json());
    expect([usage.errors, usage.limits.tokens?.used, usage.limits.requests?.used]).toEqual([3, 0, 3]);
  });

  test('on tokens refuse what is reserved beside others, and take a large request when all is free', async () => {
    await using server = await startFakeTgi({
      script: ({ body }) => ({
        headers: EVENTS,
        steps: /stall/.test(body) ? [{ send: tokenEvent('a') }, 'stall'] : [],
      }),
    });
    const keys = [{ name: 'a', key: 'sk-a', tpm: 1000 }];
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { auth: { keys } });
    const { post } = ask(gateway.url, 'sk-a');
    const held = await post({ messages: [{ role: 'user', content: 'stall' }], stream: true, max_tokens: 100_000 });
    const refused = await post(CHAT);

    expect([held.status, refused.status, refused.headers.get('x-ratelimit-remaining-tokens')]).toEqual([200, 429, '0']);
    await held.body?.cancel();
    await expect.poll(async () => (await post(CHAT)).status).not.toBe(429);
  });

  test('on requests at once hold until the last byte', async () => {
    await using server = await startFakeTgi({
      script: ({ body }) =>
        /stall/.test(body)
          ? { headers: EVENTS, steps: [{ send: tokenEvent('a') }, 'stall'] }
          : { steps: [{ send: '{"generated_text":"ok"}' }] },
    });
    const keys = [{ name: 'one', key: 'sk-one', maxConcurrent: 1 }, 'sk-other'];
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { auth: { keys } });
    const { post } = ask(gateway.url, 'sk-one');
    const stalled = { messages: [{ role: 'user', content: 'stall' }], stream: true };
    const [first, second] = await Promise.all([post(stalled), post(stalled)]);
    const [held, refused] = first.status === 200 ? [first, second] : [second, first];

    expect([held.status, refused.status, refused.headers.get('retry-after')]).toEqual([200, 429, '1']);
    expect((await ask(gateway.url, 'sk-other').post(CHAT)).status).toBe(200);
    await held.body?.cancel();
    await expect.poll(async () => (await post(CHAT)).status).toBe(200);
  });

  test('are counted here where the shared counter fails, which is reported once', async () => {
    await using server = await startVllm('m');
    const failures: unknown[] = [];
    const gateway = createGateway({
      apiBase: `${server.url}/v1`,
      apiKey: null,
      auth: { keys: [{ name: 'a', key: 'sk-a', rpm: 2 }] },
      limitStore: { add: async () => Promise.reject(new Error('down')) },
      onFailure: (error) => failures.push(error),
    });
    const statuses = [];
    for (const _ of [1, 2, 3]) {
      const response = await gateway.request('/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer sk-a' },
        body: JSON.stringify({ ...CHAT, model: 'm' }),
      });
      statuses.push(response.status);
    }

    expect(statuses).toEqual([200, 200, 429]);
    expect(failures).toEqual([new Error('down')]);
  });
});

describe('GET /usage', () => {
  test('tells a key its own figures, and no other', async () => {
    await using server = await startVllm('m');
    const keys = [
      { name: 'a', key: 'sk-a', rpm: 60, models: ['m'] },
      { name: 'b', key: 'sk-b' },
    ];
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` }, { auth: { keys } });
    await (await ask(gateway.url, 'sk-a').post({ ...CHAT, model: 'm' })).text();
    const texts = await Promise.all(
      ['sk-a', 'sk-b'].map(async (key) => (await ask(gateway.url, key).get('/usage')).text()),
    );
    const [own, other] = texts.map((text) => facade.GatewayUsage.parse(JSON.parse(text)));

    expect(own).toMatchObject({ key: 'a', models: ['m'], requests: 1, limits: { requests: { limit: 60, used: 1 } } });
    expect(own?.total_tokens).toBeGreaterThan(0);
    expect(other).toMatchObject({ key: 'b', models: null, requests: 0, total_tokens: 0, limits: { requests: null } });
    expect(texts.join()).not.toMatch(/sk-/);
    expect((await ask(gateway.url).get('/usage')).status).toBe(401);
  });

  test('is not there without keys', async () => {
    const gateway = createGateway({ apiBase: 'http://m.test', apiKey: null });

    expect((await gateway.request('/usage')).status).toBe(404);
  });
});

describe('routes that are read only', () => {
  test.each(['/openapi.json', '/usage', '/ready', '/favicon.ico'])(
    'answer POST %s with what they take',
    async (path) => {
      const gateway = createGateway({ apiBase: 'http://m.test', apiKey: null });
      const response = await gateway.request(path, { method: 'POST', body: '{}' });

      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect((await gateway.request(path, { method: 'OPTIONS' })).status).toBe(204);
    },
  );
});

describe('GET /ready', () => {
  test('answers 200 while any server answers, without a key, and asks it once', async () => {
    await using server = await startVllm('m');
    const models = { a: { apiBase: `${server.url}/v1` }, b: { apiBase: 'http://127.0.0.1:1' } };
    await using gateway = await serveGateway({}, { models, auth: { keys: ['sk-a'] } });
    const statuses = [];
    for (const _ of [1, 2, 3]) statuses.push((await ask(gateway.url).get('/ready')).status);

    expect(statuses).toEqual([200, 200, 200]);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['is closed', undefined],
    ['loads its model', 503],
    ['refuses the token', 401],
  ])('answers 503 where the server %s', async (_, status) => {
    await using server = await startFakeTgi({
      script: [{ status: status ?? 200, steps: [{ send: '{"error":"no"}' }] }],
    });
    const apiBase = status === undefined ? 'http://127.0.0.1:1' : `${server.url}/v1`;
    await using gateway = await serveGateway({ apiBase }, { auth: { keys: ['sk-a'] } });
    const response = await ask(gateway.url).get('/ready');

    expect([response.status, facade.ErrorResponse.parse(await response.json()).error.code]).toEqual([503, 'not_ready']);
  });
});
