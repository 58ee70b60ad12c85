import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, describe, expect, inject, test } from 'vitest';
import * as facade from '../../generated/openai.zod.ts';
import { createGateway } from '../../src/gateway.ts';
import type { AccessEntry, GatewayConfig } from '../../src/gateway.ts';
import { EasyLLM } from '../../src/index.ts';
import { eventStream, generated, scriptedStream, tokenEvent } from '../support/scripted-tgi.ts';
import type { ScriptedStream } from '../support/scripted-tgi.ts';

const CHAT = { messages: [{ role: 'user', content: 'Knock knock.' }] };
const JSON_TYPE = { 'content-type': 'application/json' };
const KEYS = { auth: { keys: ['sk-one', 'sk-two'] } };

function createConfig(
  fetch: (request: Request) => Response | Promise<Response> = () => generated('Hello'),
): GatewayConfig {
  return {
    apiKey: 'upstream-token',
    apiBase: 'http://127.0.0.1:1',
    promptBuilder: 'chatml',
    maxRetries: 0,
    fetch: async (request) => fetch(request),
  };
}

function post(body: unknown, headers: Record<string, string> = {}, path = '/v1/chat/completions'): Request {
  return new Request(`http://localhost${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...JSON_TYPE, ...headers },
  });
}

async function expectError(response: Response, status: number) {
  const body: unknown = await response.json();
  expect(response.status).toBe(status);
  expect(facade.ErrorResponse.safeParse(body).error).toBeUndefined();
  return facade.ErrorResponse.parse(body).error;
}

describe('a gateway', () => {
  test('serves a client, or a client made of its own settings', async () => {
    const config = createConfig();
    for (const gateway of [createGateway(config), createGateway(new EasyLLM(config))]) {
      const response = await gateway.fetch(post(CHAT));

      expect(facade.ChatCompletion.safeParse(await response.json()).error).toBeUndefined();
    }
  });

  test('answers /health without a key, and 503 once it is not ready', async () => {
    let isReady = true;
    const gateway = createGateway({ ...createConfig(), ...KEYS, isReady: () => isReady });
    const answer = await gateway.request('/health');
    isReady = false;

    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    expect(await expectError(await gateway.request('/health'), 503)).toMatchObject({ code: 'shutting_down' });
  });

  test('answers its OpenAPI document', async () => {
    const document: unknown = await (await createGateway(createConfig()).request('/openapi.json')).json();

    expect(document).toMatchObject({ openapi: '3.1.1', paths: { '/v1/chat/completions': {} } });
  });

  test('gives each answer an id, the caller’s own if it sent one', async () => {
    const seen: (string | null)[] = [];
    const gateway = createGateway(
      createConfig((request) => {
        seen.push(request.headers.get('x-request-id'));
        return generated('Hello');
      }),
    );
    const own = await gateway.fetch(post(CHAT, { 'x-request-id': 'mine' }));
    const made = await gateway.fetch(post(CHAT));

    expect(own.headers.get('x-request-id')).toBe('mine');
    expect(seen).toEqual(['mine', made.headers.get('x-request-id')]);
    expect(seen[1]).toMatch(/^[\w-]{36}$/);
  });

  test.each<[status: number, request: Request, config: GatewayConfig]>([
    [401, post(CHAT), { auth: { keys: ['sk-1'] } }],
    [403, post(CHAT, { host: 'evil.test' }), {}],
    [413, post(CHAT), { maxBodyBytes: 1 }],
    [415, post(CHAT, { 'content-type': 'text/plain' }), {}],
    [503, new Request('http://localhost/health'), { isReady: () => false }],
  ])('gives a refusal an id, too (%i)', async (status, request, config) => {
    const answer = await createGateway({ ...createConfig(), ...config }).fetch(request);

    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([status, expect.stringMatching(/^[\w-]{36}$/)]);
  });

  test('does not let pages of other origins read, unless they are listed', async () => {
    const origin = 'http://app.test';
    const ask = (config: GatewayConfig) =>
      createGateway(config).request('/v1/chat/completions', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });

    expect((await ask(createConfig())).headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask({ ...createConfig(), cors: [origin] })).headers.get('access-control-allow-origin')).toBe(origin);
    expect(
      (await ask({ ...createConfig(), cors: ['http://b.test'] })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  test('refuses a body over the limit, declared or not', async () => {
    const gateway = createGateway({ ...createConfig(), maxBodyBytes: 50 });
    const text = JSON.stringify(CHAT);
    const stream = new Blob([text, ' '.repeat(50)]).stream();
    const undeclared = new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      body: stream,
      headers: JSON_TYPE,
      duplex: 'half',
    } as RequestInit);

    expect(await expectError(await gateway.fetch(undeclared), 413)).toMatchObject({ code: 'payload_too_large' });
    const declared = post(CHAT, { 'content-length': String(text.length) });
    expect(await expectError(await gateway.fetch(declared), 413)).toMatchObject({ type: 'invalid_request_error' });
  });

  test('refuses more at once than it may have, and takes the next when one has ended', async () => {
    const streams: ScriptedStream[] = [];
    const gateway = createGateway({
      ...createConfig((request) => {
        const stream = scriptedStream(request);
        streams.push(stream);
        stream.send(tokenEvent('a'));
        return stream.response;
      }),
      maxConcurrent: 1,
    });
    const first = await gateway.fetch(post({ ...CHAT, stream: true }));
    const second = await gateway.fetch(post({ ...CHAT, stream: true }));

    expect(second.headers.get('retry-after')).toBe('1');
    expect(await expectError(second, 429)).toMatchObject({ type: 'rate_limit_error' });
    await first.body?.cancel();
    const third = await gateway.fetch(post({ ...CHAT, stream: true }));
    expect(third.status).toBe(200);
    await third.body?.cancel();
  });

  test('counts the tokens of a stream without showing the caller what it did not ask for', async () => {
    const entries: AccessEntry[] = [];
    const ask = async (extra: object) => {
      const gateway = createGateway({
        ...createConfig(() => eventStream(tokenEvent('Hel'), tokenEvent('lo', 'Hello'))),
        accessLog: (entry) => entries.push(entry),
      });
      return (await gateway.fetch(post({ ...CHAT, stream: true, ...extra }))).text();
    };

    expect(await ask({})).not.toContain('usage');
    expect(await ask({ stream_options: { include_usage: false } })).not.toContain('usage');
    expect(await ask({ stream_options: { include_usage: true } })).toContain('"usage":{"prompt_tokens":3');
    expect(entries.map(({ completionTokens }) => completionTokens)).toEqual([2, 2, 2]);
  });

  test('tells its sinks of each request once', async () => {
    const entries: AccessEntry[] = [];
    let started = 0;
    const metrics = { start: () => (started += 1), end: (entry: AccessEntry) => entries.push(entry) };
    const gateway = createGateway({
      ...createConfig(() => eventStream(tokenEvent('Hel'), tokenEvent('lo', 'Hello'))),
      metrics,
      onFailure: () => {},
    });
    await (await gateway.fetch(post({ ...CHAT, model: 'm', stream: true }))).text();
    await gateway.fetch(post({}));
    await gateway.fetch(post(CHAT, { 'content-type': 'text/plain' }));
    await gateway.request('/v1/nothing');

    expect(started).toBe(4);
    expect(entries).toMatchObject([
      {
        operation: 'chat',
        model: 'm',
        status: 200,
        promptTokens: 3,
        completionTokens: 2,
        firstTokenMs: expect.any(Number),
      },
      { operation: 'chat', status: 400, error: 'BadRequestError', errorCode: 'missing_required_parameter' },
      { operation: undefined, status: 415, error: undefined },
      { operation: undefined, status: 404 },
    ]);
  });
});

describe('routes of a gateway', () => {
  test.each(['/v1/models', '/v1/models/a', '/health'])('answer POST %s with what they take', async (path) => {
    for (const headers of [{}, { 'content-type': 'text/plain' }, JSON_TYPE]) {
      const response = await createGateway(createConfig()).request(path, { method: 'POST', headers, body: '{}' });

      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(await expectError(response, 405)).toMatchObject({ code: 'method_not_allowed' });
    }
  });

  test('ask no key for the picture that browsers want', async () => {
    const gateway = createGateway({ ...createConfig(), auth: { keys: ['sk-a'] } });

    expect((await gateway.request('/favicon.ico')).status).toBe(204);
  });
});

describe('the options of a gateway', () => {
  test.each<[option: string, values: readonly unknown[], message: string]>([
    [
      'auth',
      [null, 5, 'open', [], () => {}],
      '`auth` is not understood. Expected `{ keys }`, "passthrough" or "none".',
    ],
    ['auth', [{}, { keys: null }, { keys: 'sk' }, { keys: [] }], '`auth.keys` must list keys'],
    ['auth', [{ keys: ['a', 5] }, { keys: ['a', 'a b'] }], '`auth.keys[1]` cannot be a key.'],
    ['cors', [null, 5, 'https://app.test', {}], 'Expected a list of origins, or "*".'],
    ['cors', [[5]], '`cors[0]` is 5. Expected an origin.'],
    ['maxBodyBytes', [null, 0, -1, Number.NaN, '10mb', 5n], 'Expected a number above 0.'],
    ['maxConcurrent', [null, -1, Number.NaN, '10', Symbol('x')], 'Expected a number, 0 or more.'],
    ['sendTimeout', [null, 0, '1s'], 'Expected a number above 0.'],
    ['commitAfterMs', [null, 0, '1s'], 'Expected a number above 0.'],
    ['accessLog', [null, 5, {}, 'console'], '`accessLog` is'],
    ['onFailure', [null, 5, {}], '`onFailure` is'],
    ['isReady', [null, true], '`isReady` is'],
    ['writeMetrics', [null, 'text'], '`writeMetrics` is'],
    ['metrics', [null, 5], '`metrics` is'],
    ['metrics', [{}, { start() {} }, { start: 5, end() {} }], '`metrics.'],
    ['models', [null, 5, [], {}], '`models` is'],
    ['models', [{ a: 5 }, { a: { url: 'x' } }], '`models.a`'],
  ])('are named where they are wrong: %s', (option, values, message) => {
    for (const value of values) {
      expect(() => createGateway({ ...createConfig(), [option]: value } as GatewayConfig)).toThrow(
        expect.objectContaining({ name: 'ConfigurationError', message: expect.stringContaining(message) }),
      );
    }
  });

  test.each([null, 5, 'x', []])('are an object: %s', (wrong) => {
    expect(() => createGateway(wrong as never)).toThrow('The settings of the gateway are');
    expect(() => createGateway(createConfig(), wrong as never)).toThrow('The options of the gateway are');
  });
});

describe('a gateway without keys', () => {
  const gateway = createGateway(createConfig());

  test.each(['localhost', 'localhost:8000', '127.0.0.1:8000', '127.9.9.9', '[::1]:8000', 'app.localhost', 'LOCALHOST'])(
    'answers to the name %s',
    async (host) => {
      expect((await gateway.fetch(post(CHAT, { host }))).status).toBe(200);
    },
  );

  test.each([
    'evil.test',
    '127.0.0.1.evil.test',
    'localhost.evil.test',
    '192.168.1.2',
    '0.0.0.0',
    'a@localhost',
    'localhost/x',
    '',
    '::1',
  ])('refuses the name "%s"', async (host) => {
    const error = await expectError(await gateway.fetch(post(CHAT, { host })), 403);
    expect(error).toMatchObject({ type: 'permission_error' });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/jsonx',
    '',
  ])('refuses a body declared as "%s"', async (type) => {
    expect(await expectError(await gateway.fetch(post(CHAT, { 'content-type': type })), 415)).toMatchObject({
      code: 'unsupported_media_type',
    });
  });

  test('takes a charset', async () => {
    expect((await gateway.fetch(post(CHAT, { 'content-type': 'application/json; charset=utf-8' }))).status).toBe(200);
  });
});

describe('a gateway with keys', () => {
  const seen: (string | null)[] = [];
  const gateway = createGateway({
    ...createConfig((request) => {
      seen.push(request.headers.get('authorization'));
      return generated('Hello');
    }),
    ...KEYS,
  });

  test.each(['Bearer sk-one', 'bearer sk-two'])(
    'answers to %s, under any name, and sends its own token upstream',
    async (authorization) => {
      seen.length = 0;
      const response = await gateway.fetch(
        post(CHAT, { authorization, host: 'gateway.test', 'content-type': 'text/plain' }),
      );

      expect(response.status).toBe(200);
      expect(seen).toEqual(['Bearer upstream-token']);
    },
  );

  test.each([
    undefined,
    'Bearer sk-three',
    'Bearer ',
    'Bearer sk-one x',
    'Basic sk-one',
    'sk-one',
    'Bearer sk-on',
    'Bearer a b',
  ])('refuses %s', async (authorization) => {
    const response = await gateway.fetch(post(CHAT, authorization === undefined ? {} : { authorization }));

    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await expectError(response, 401)).toMatchObject({ type: 'authentication_error', code: 'invalid_api_key' });
  });

  test.each([401, 403])('says 502 where its own token is refused by %i, and names no setting', async (status) => {
    const refused = createGateway({ ...createConfig(() => Response.json({ error: 'no' }, { status })), ...KEYS });

    const error = await expectError(await refused.fetch(post(CHAT, { authorization: 'Bearer sk-one' })), 502);

    expect(error.code).toBe('upstream_auth');
    expect(error.message).not.toMatch(/apiKey|HUGGINGFACE/);
  });

  test.each([[[]], [['']], [['white space']]])('is not made with the keys %j', (keys) => {
    expect(() => createGateway({ ...createConfig(), auth: { keys } })).toThrow('auth.keys');
  });
});

describe('a gateway that passes keys through', () => {
  test('sends each caller’s own upstream, and keeps a refusal', async () => {
    const seen: (string | null)[] = [];
    const gateway = createGateway({
      ...createConfig((request) => {
        const authorization = request.headers.get('authorization');
        seen.push(authorization);
        return authorization === 'Bearer hf_good'
          ? generated('Hello')
          : Response.json({ error: 'no' }, { status: 401 });
      }),
      auth: 'passthrough',
    });

    expect((await gateway.fetch(post(CHAT, { authorization: 'Bearer hf_good' }))).status).toBe(200);
    await expectError(await gateway.fetch(post(CHAT, { authorization: 'Bearer hf_bad' })), 401);
    await expectError(await gateway.fetch(post(CHAT)), 401);
    expect(seen).toEqual(['Bearer hf_good', 'Bearer hf_bad']);
  });

  test.each(['Bearer hf_\u00e9', 'Bearer \u00ff', 'Bearer a b', 'Bearer', 'Basic aGY6eA=='])(
    'asks nobody with %j',
    async (authorization) => {
      const gateway = createGateway({ ...createConfig(() => expect.unreachable()), auth: 'passthrough' });

      expect(await expectError(await gateway.fetch(post(CHAT, { authorization })), 401)).toMatchObject({
        code: 'invalid_api_key',
      });
    },
  );
});

describe('a gateway with models', () => {
  const urls: string[] = [];
  const bodies: unknown[] = [];
  const gateway = createGateway({
    ...createConfig(async (request) => {
      urls.push(request.url);
      bodies.push(await request.json());
      return generated('Hello');
    }),
    apiKey: null,
    models: {
      small: { apiBase: 'http://small.test', promptBuilder: 'llama2', defaults: { max_tokens: 7 } },
      large: { apiBase: 'http://many.test/models', model: 'org/large' },
    },
  });

  test('lists them', async () => {
    const list = facade.ModelList.parse(await (await gateway.request('/v1/models')).json());

    expect(list.data.map(({ id }) => id)).toEqual(['small', 'large']);
    expect((await gateway.request('/v1/models/large')).status).toBe(200);
  });

  test('asks the server of each, with its builder and defaults, and answers in its name', async () => {
    urls.length = bodies.length = 0;
    const small = await (await gateway.fetch(post({ ...CHAT, model: 'small' }))).json();
    await gateway.fetch(post({ ...CHAT, model: 'large', max_tokens: 9 }));

    expect(urls).toEqual(['http://small.test/', 'http://many.test/models/org/large']);
    expect(bodies).toMatchObject([
      { inputs: '<s>[INST] Knock knock. [/INST]', parameters: { max_new_tokens: 7 } },
      { parameters: { max_new_tokens: 9 } },
    ]);
    expect(small).toMatchObject({ model: 'small' });
  });

  test('has its defaults where a body says null, as other languages’ clients do', async () => {
    bodies.length = 0;
    await gateway.fetch(post({ ...CHAT, model: 'small', max_tokens: null, temperature: null }));

    expect(bodies).toMatchObject([{ parameters: { max_new_tokens: 7 } }]);
  });

  test('gives each operation the defaults that it has', async () => {
    const sent: unknown[] = [];
    const defaulted = createGateway({
      ...createConfig(async (request) => {
        sent.push(await request.json());
        return request.url.includes('embed') || request.url.includes('tei') ? Response.json([[1]]) : generated('Hello');
      }),
      apiKey: null,
      models: {
        m: { apiBase: 'http://tei.test', promptBuilder: 'chatml', defaults: { max_tokens: 7, normalize: false } },
      },
    });
    const to = (path: string, body: object) =>
      defaulted.request(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });

    expect((await to('/v1/embeddings', { input: 'a' })).status).toBe(200);
    expect(sent[0]).toMatchObject({ inputs: 'a', normalize: false });
    expect(sent[0]).not.toHaveProperty('max_tokens');
  });

  test('sends each server the token and the headers of its model, and the client’s where it gives none', async () => {
    const seen: unknown[] = [];
    const own = createGateway({
      ...createConfig((request) => {
        seen.push([new URL(request.url).host, request.headers.get('authorization'), request.headers.get('x-team')]);
        return generated('Hello');
      }),
      apiKey: 'hf_all',
      models: {
        a: { apiBase: 'http://a.test', apiKey: 'sk-a', headers: { 'x-team': 'search' } },
        b: { apiBase: 'http://b.test' },
        c: { apiBase: 'http://c.test', apiKey: null },
      },
    });
    for (const model of ['a', 'b', 'c']) expect((await own.fetch(post({ ...CHAT, model }))).status).toBe(200);

    expect(seen).toEqual([
      ['a.test', 'Bearer sk-a', 'search'],
      ['b.test', 'Bearer hf_all', null],
      ['c.test', null, null],
    ]);
  });

  test.each<[defaults: object, message: string]>([
    [{ temprature: 1 }, '`models.a.defaults.temprature`: no operation has such a member. Did you mean `temperature`?'],
    [{ temperature: 'hot' }, '`models.a.defaults.temperature`: `temperature` is "hot".'],
    [{ stop: [''] }, '`models.a.defaults.stop`: '],
  ])('is not made with the defaults %j', (defaults, message) => {
    const models = { a: { defaults: defaults as Record<string, unknown> } };

    expect(() => createGateway({ ...createConfig(), models })).toThrow(message);
  });

  test('lets a body give its limit by either name', async () => {
    bodies.length = 0;
    const response = await gateway.fetch(post({ ...CHAT, model: 'small', max_completion_tokens: 100 }));

    expect(response.status).toBe(200);
    expect(bodies).toMatchObject([{ parameters: { max_new_tokens: 100 } }]);
  });

  test('refuses a model that is not there, and a request that names none', async () => {
    expect(await expectError(await gateway.fetch(post({ ...CHAT, model: 'other' })), 404)).toMatchObject({
      code: 'model_not_found',
      param: 'model',
    });
    for (const model of [undefined, null, '']) {
      expect(await expectError(await gateway.fetch(post({ ...CHAT, model })), 400)).toMatchObject({ param: 'model' });
    }
  });

  test('is not made of settings with a mistake', () => {
    const mistaken: unknown = { small: { apiBas: 'http://small.test' } };

    expect(() => createGateway({ ...createConfig(), models: mistaken as Record<string, object> })).toThrow('`apiBas`');
    expect(() => createGateway({ ...createConfig(), models: {} })).toThrow('`models` is empty');
  });
});

describe('a gateway over a socket', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function listen(config: GatewayConfig): Promise<{ url: string; port: number }> {
    const server = serve({ fetch: createGateway(config).fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    closers.push(async () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, port };
  }

  test.each([
    ['/v1/chat/completions', CHAT, facade.ChatCompletion],
    ['/v1/completions', { prompt: 'Hello' }, facade.Completion],
  ])('answers POST %s from the mock of TGI', async (path, body, schema) => {
    const { url } = await listen({ apiKey: null, apiBase: inject('tgiUrl'), promptBuilder: 'chatml' });

    const whole = await fetch(url + path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
    const stream = await fetch(url + path, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ ...body, stream: true }),
    });

    expect(schema.safeParse(await whole.json()).error).toBeUndefined();
    expect(await stream.text()).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('answers embeddings from the mock of TEI, and models from that of TGI', async () => {
    const tei = await listen({ apiKey: null, apiBase: inject('teiUrl') });
    const tgi = await listen({ apiKey: null, apiBase: inject('tgiUrl') });

    const embedding = await fetch(`${tei.url}/v1/embeddings`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: '{"input":"a"}',
    });
    const models = facade.ModelList.parse(await (await fetch(`${tgi.url}/v1/models`)).json());
    const [model] = models.data;

    expect(facade.CreateEmbeddingResponse.safeParse(await embedding.json()).error).toBeUndefined();
    const found = await fetch(`${tgi.url}/v1/models/${encodeURIComponent(model?.id ?? '')}`);
    expect(facade.Model.parse(await found.json())).toEqual(model);
  });

  test.each([422, 424, 429, 500])('keeps a %i of the mock', async (status) => {
    const { url } = await listen({
      apiKey: null,
      apiBase: inject('tgiUrl'),
      promptBuilder: 'chatml',
      maxRetries: 0,
      defaultHeaders: { prefer: `code=${status}` },
    });
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(CHAT),
    });

    // Clients write the status before the message.
    expect((await expectError(response, status)).message).not.toContain(String(status));
  });

  test('cancels the upstream when a caller hangs up, streamed or not', async () => {
    const streams: ScriptedStream[] = [];
    let arrive: () => void = () => {};
    const { url } = await listen(
      createConfig((request) => {
        const stream = scriptedStream(request);
        streams.push(stream);
        stream.send(tokenEvent('a'));
        arrive();
        return stream.response;
      }),
    );
    for (const body of [{ ...CHAT, stream: true }, CHAT]) {
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const controller = new AbortController();
      const asked = fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify(body),
        signal: controller.signal,
      });
      await arrived;
      if ('stream' in body) await asked;
      controller.abort();
      await asked.catch(() => {});
      await streams.at(-1)?.cancelled;
    }
    expect(streams).toHaveLength(2);
  });

  describe('under load', () => {
    const COUNT = 200;
    const TOKENS = 50;
    const body = JSON.stringify({ ...CHAT, stream: true });
    const all = Array.from({ length: TOKENS }, (_, index) => ` ${index + 1}`).join('');

    /** An upstream whose streams take a while, and that counts those broken off. */
    function createUpstream() {
      const counts = { cancelled: 0 };
      const answer = (request: Request): Response => {
        let sent = 0;
        request.signal.addEventListener('abort', () => {
          if (sent < TOKENS) counts.cancelled += 1;
        });
        const tokens = new ReadableStream<Uint8Array>({
          async pull(controller) {
            await new Promise((resolve) => setImmediate(resolve));
            sent += 1;
            const event = tokenEvent(` ${sent}`, sent === TOKENS ? all : null);
            controller.enqueue(new TextEncoder().encode(event));
            if (sent === TOKENS) controller.close();
          },
        });
        return new Response(tokens, { headers: { 'content-type': 'text/event-stream' } });
      };
      return { answer, counts };
    }

    test('carries 200 streams at once, each whole and in order, beside a caller that never reads', async () => {
      const { answer, counts } = createUpstream();
      const { url, port } = await listen(createConfig(answer));
      const idle = connectSocket(port, '127.0.0.1');
      idle.pause();
      idle.write('POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
      idle.write(`content-length: ${body.length}\r\n\r\n${body}`);

      const texts = await Promise.all(
        Array.from({ length: COUNT }, async () => {
          const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: JSON_TYPE, body });
          const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('data: {'));
          const chunks = events.map((event) => facade.ChatCompletionChunk.parse(JSON.parse(event.slice(6))));
          return chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
        }),
      );

      expect(texts).toEqual(new Array(COUNT).fill(all));
      expect(counts.cancelled).toBe(0);
      idle.destroy();
    });

    test('cancels as many upstream streams as callers leave', async () => {
      const held: ScriptedStream[] = [];
      const { url } = await listen(
        createConfig((request) => {
          const stream = scriptedStream(request);
          held.push(stream);
          stream.send(tokenEvent('a'));
          return stream.response;
        }),
      );
      await Promise.all(
        Array.from({ length: COUNT }, async () => {
          const controller = new AbortController();
          const { signal } = controller;
          const response = await fetch(`${url}/v1/chat/completions`, {
            method: 'POST',
            headers: JSON_TYPE,
            body,
            signal,
          });
          await response.body?.getReader().read();
          controller.abort();
        }),
      );

      await Promise.all(held.map(({ cancelled }) => cancelled));
      expect(held).toHaveLength(COUNT);
    });
  });
});
