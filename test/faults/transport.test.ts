import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';

import { EasyLLM } from '../../src/client/easyllm.ts';
import { EVENT_STREAM, streaming, toEvents } from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, isFetch, test as base } from '../support/fault-test.ts';

const ANSWER = JSON.stringify([{ generated_text: 'Who’s there?' }]);
const TOKENS = ['Who', '’s', ' there?'];

/** With a server on a socket that is written for one test. */
const test = base.extend<{ listen: (answer: RequestListener, host?: string) => Promise<string> }>({
  listen: async ({}, use) => {
    const closing: (() => Promise<unknown>)[] = [];
    await use(async (answer, host = '127.0.0.1') => {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, host, resolve));
      closing.push(() => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      });
      const { port } = server.address() as AddressInfo;
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    });
    await Promise.all(closing.map((close) => close()));
  },
});

const chat = async (client: EasyLLM) => {
  const { choices } = await client.chat.completions.create({ messages: MESSAGES });
  return choices[0]?.message.content;
};

describe('a redirect', () => {
  test.for([307, 308])('by %i takes the request along', async (status, { serve, connect }) => {
    const server = await serve(({ path }) =>
      path === '/' ? { status, headers: { location: '/moved' } } : { steps: [{ send: ANSWER }] },
    );

    expect(await chat(connect(server))).toBe('Who’s there?');
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /', 'POST /moved']);
    expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
  });

  test('by 303 becomes a GET, without body', async ({ serve, connect }) => {
    const server = await serve(({ path }) =>
      path === '/' ? { status: 303, headers: { location: '/moved' } } : { steps: [{ send: ANSWER }] },
    );

    expect(await chat(connect(server))).toBe('Who’s there?');
    const [, moved] = server.requests;
    expect([moved?.method, moved?.body, moved?.headers.get('content-type')]).toEqual(['GET', '', null]);
  });

  test('to another origin loses the token', async ({ serve }) => {
    const other = await serve([{ steps: [{ send: ANSWER }] }]);
    const server = await serve([{ status: 307, headers: { location: `${other.url}/moved` } }]);

    expect(await chat(new EasyLLM({ apiBase: server.url, apiKey: 'hf_secret', promptBuilder: 'chatml' }))).toBe(
      'Who’s there?',
    );
    expect(server.requests[0]?.headers.get('authorization')).toBe('Bearer hf_secret');
    expect(other.requests[0]?.headers.get('authorization')).toBe(null);
  });

  test('that never ends is an APIConnectionError', async ({ serve, connect }) => {
    const server = await serve([{ status: 307, headers: { location: '/again' } }]);

    const error = await failureOf(chat(connect(server, { maxRetries: 0 })));

    expect(error).toMatchObject({ name: 'APIConnectionError', message: expect.stringMatching(/redirect/) });
    expect(server.requests).toHaveLength(21);
  });
});

describe('an answer', () => {
  test.for<[coding: string, encode: (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate without its header', deflateRawSync],
    ['br', brotliCompressSync],
    ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
  ])('in %s is decoded', async ([coding, encode], { serve, connect }) => {
    const server = await serve([
      {
        headers: { 'content-encoding': coding.replace(/ without.*/, '') },
        steps: [{ send: encode(ANSWER), every: 3 }],
      },
    ]);

    expect(await chat(connect(server))).toBe('Who’s there?');
    expect(server.requests[0]?.headers.get('accept-encoding')).toBe('gzip, deflate');
  });

  test('that is encoded and broken is an APIConnectionError', async ({ serve, connect }) => {
    const server = await serve([{ headers: { 'content-encoding': 'gzip' }, steps: [{ send: 'not gzip' }] }]);

    const error = await failureOf(chat(connect(server, { maxRetries: 0 })));

    expect(error).toMatchObject({ name: 'APIConnectionError' });
  });

  test.skipIf(isFetch)('that is encoded too many times over is an APIConnectionError', async ({ serve, connect }) => {
    const server = await serve([{ headers: { 'content-encoding': 'a,b,c,d,e,f' }, steps: [{ send: ANSWER }] }]);

    const error = await failureOf(chat(connect(server, { maxRetries: 0 })));

    expect(error).toMatchObject({ name: 'APIConnectionError', code: 'bad_encoding' });
  });

  test('that changes the protocol is an APIConnectionError', async ({ listen, connect }) => {
    const url = await listen((request) => {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n');
    });

    const error = await failureOf(chat(connect({ url }, { maxRetries: 0 })));

    expect(error).toMatchObject({ name: 'APIConnectionError' });
  });

  test('in a stream is decoded event by event', async ({ listen, connect }) => {
    const [first = '', ...rest] = toEvents(TOKENS);
    let sendRest = () => {};
    const url = await listen((_, response) => {
      response.writeHead(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' });
      const whole = gzipSync(first);
      response.write(whole);
      // A second member: gzip files may be put one behind the other.
      sendRest = () => response.end(gzipSync(rest.join('')));
    });
    const stream = await connect({ url }).chat.completions.create({ messages: MESSAGES, stream: true });

    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text === TOKENS[0]) sendRest();
    }

    expect(text).toBe(TOKENS.join(''));
  });
});

describe('a connection', () => {
  test('to an IPv6 address is made', async ({ listen, connect }) => {
    const url = await listen((_, response) => response.end(ANSWER), '::1');

    expect(await chat(connect({ url }))).toBe('Who’s there?');
  });

  test('to a name is made', async ({ serve, connect }) => {
    const server = await serve([{ steps: [{ send: ANSWER }] }]);

    expect(await chat(connect({ url: server.url.replace('127.0.0.1', 'localhost') }))).toBe('Who’s there?');
  });

  test('serves one request after the other, failures and streams among them', async ({ listen, connect }) => {
    const ports = new Set<number | undefined>();
    let count = 0;
    const url = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      count += 1;
      request.resume().on('end', () => {
        if (count % 3 === 0) response.writeHead(429).end('{"error":"Model is overloaded"}');
        else if (count % 3 === 1) response.end(ANSWER);
        else response.writeHead(200, EVENT_STREAM).end(toEvents(TOKENS).join(''));
      });
    });
    const client = connect({ url }, { maxRetries: 0 });

    for (let round = 0; round < 3; round += 1) {
      await chat(client);
      for await (const _ of await client.chat.completions.create({ messages: MESSAGES, stream: true }));
      await failureOf(chat(client));
    }

    expect(count).toBe(9);
    // The end of a native stream is its last event: its connection is not waited for.
    expect(ports.size).toBeLessThanOrEqual(4);
  });

  test('that the server closed while it was idle is replaced', async ({ listen, connect }) => {
    const url = await listen((request, response) => {
      request.resume().on('end', () => response.end(ANSWER, () => setImmediate(() => request.socket.destroy())));
    });
    const client = connect({ url });

    expect(await chat(client)).toBe('Who’s there?');
    expect(await chat(client)).toBe('Who’s there?');
  });

  test('that breaks before the answer says why', async ({ listen, connect }) => {
    const url = await listen((request) => request.socket.destroy());

    const error = await failureOf(chat(connect({ url }, { maxRetries: 0 })));

    expect(error).toMatchObject({ name: 'APIConnectionError', code: isFetch ? 'UND_ERR_SOCKET' : 'ECONNRESET' });
  });

  test('is told apart by what it sends: a stream in one piece, and headers in any case', async ({ serve, connect }) => {
    const server = await serve([streaming([{ send: toEvents(TOKENS).join('') }])]);
    const client = connect(server, { defaultHeaders: { 'X-Mark': 'a' } });

    for await (const _ of await client.chat.completions.create({ messages: MESSAGES, stream: true }));

    const { headers } = server.requests[0] ?? {};
    expect([headers?.get('x-mark'), headers?.get('accept')]).toEqual(['a', 'text/event-stream, application/json']);
  });
});
