import { afterEach, describe, expect, test } from 'vitest';

import { createDefaultTransport } from '../../../src/net/fetch-transport.ts';
import { createFetchTransport } from '../../../src/net/transport.ts';
import type { Fetch } from '../../../src/net/transport.ts';

const request = {
  url: 'http://tgi.test/generate',
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-mark': 'ours' },
  body: '{"inputs":"Hi"}',
};

describe('createFetchTransport', () => {
  test('gives a wrapper that reads the Request all of it', async () => {
    const seen: unknown[] = [];
    const fetch: Fetch = async (input) => {
      seen.push(input.url, input.method, input.headers.get('x-mark'), await input.text());
      return new Response('ok');
    };

    await createFetchTransport(fetch)(request);

    expect(seen).toEqual(['http://tgi.test/generate', 'POST', 'ours', '{"inputs":"Hi"}']);
  });

  test('gives a wrapper that reads the second argument the same again', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const fetch: Fetch = async (_, init) => {
      seen.push(init);
      return new Response('ok');
    };

    await createFetchTransport(fetch)(request);

    expect(seen).toEqual([{ method: 'POST', headers: new Headers(request.headers), body: '{"inputs":"Hi"}' }]);
  });

  test.each<unknown>([undefined, null, {}, 'ok', { ok: true, json: async () => ({}) }, { status: 200 }])(
    'refuses an answer that is no Response: %j',
    async (answer) => {
      await expect(createFetchTransport(async () => answer as Response)(request)).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringContaining('which is no Response. Return one'),
      });
    },
  );

  test('leaves body and signal out where there are none', async () => {
    const seen: unknown[] = [];
    const fetch: Fetch = async (input, init) => {
      seen.push(input.body, Object.keys(init ?? {}));
      return new Response('ok');
    };

    await createFetchTransport(fetch)({ url: 'http://tgi.test/info', method: 'GET', headers: {} });

    expect(seen).toEqual([null, ['method', 'headers']]);
  });

  test('hands the signal on, so that an abort reaches the connection', async () => {
    const controller = new AbortController();
    const seen: boolean[] = [];
    const fetch: Fetch = async (input, init) => {
      controller.abort();
      seen.push(input.signal.aborted, init?.signal?.aborted === true);
      return new Response('ok');
    };

    await createFetchTransport(fetch)({ ...request, signal: controller.signal });

    expect(seen).toEqual([true, true]);
  });

  test('resolves to an answer with an error status', async () => {
    const transport = createFetchTransport(async () => new Response('no', { status: 500 }));

    const response = await transport(request);

    expect([response.status, response.ok, await response.text()]).toEqual([500, false, 'no']);
  });

  test('rejects as the given function does', async () => {
    const failure = new TypeError('fetch failed');
    const transport = createFetchTransport(async () => {
      throw failure;
    });

    await expect(transport(request)).rejects.toBe(failure);
  });
});

describe('createDefaultTransport', () => {
  const original = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = original;
  });

  test('looks the fetch of the runtime up at each call', async () => {
    const transport = createDefaultTransport();
    const urls: unknown[] = [];
    globalThis.fetch = async (input) => {
      urls.push(input);
      return new Response('replaced');
    };

    const response = await transport(request);

    expect(await response.text()).toBe('replaced');
    expect(urls).toEqual(['http://tgi.test/generate']);
  });
});
