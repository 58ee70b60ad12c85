import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';

import type { FakeStep } from '../../src/testing/fake-tgi.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import { createGateway } from '../../src/http/gateway/gateway.ts';
import { Caller, rawRequest, serveGateway } from '../support/gateway.ts';
import { tokenEvent } from '../support/scripted-tgi.ts';

const EVENTS = { 'content-type': 'text/event-stream' };
const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });
const STREAM = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }], stream: true });
const chat = (body: string) => rawRequest('/v1/chat/completions', { method: 'POST', body });

/** A server that streams to whom asks for a stream, and answers whom does not. */
async function startTwoWays() {
  function* endless(): Iterable<FakeStep> {
    for (;;) yield { send: tokenEvent('x'.repeat(2000)).repeat(20) };
  }
  return startFakeTgi({
    script: ({ body }) =>
      /"stream":true/.test(body)
        ? { headers: EVENTS, steps: endless() }
        : { steps: [{ send: '{"generated_text":"ok"}' }] },
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

describe('a caller that reads nothing', () => {
  test('loses its connection and its place at the deadline of the call', async () => {
    await using server = await startTwoWays();
    const client = { apiBase: server.url, promptBuilder: 'chatml' as const, totalTimeout: 500 };
    await using gateway = await serveGateway(client, { maxConcurrent: 1 });
    const idle = new Caller(gateway.port, { isReading: false }).write(chat(STREAM));

    await until(() => gateway.log.length > 0);
    const next = await new Caller(gateway.port).write(chat(CHAT)).status();

    expect(next).toBe(200);
    expect(JSON.parse(gateway.log[0] ?? '')).toMatchObject({ status: 200, errorCode: 'total_timeout' });
    idle.socket.resume();
    await idle.closed;
    await server.idle();
  });

  test('loses them after the send timeout too', async () => {
    await using server = await startTwoWays();
    const client = { apiBase: server.url, promptBuilder: 'chatml' as const };
    await using gateway = await serveGateway(client, { maxConcurrent: 1, sendTimeout: 300 });
    const idle = new Caller(gateway.port, { isReading: false }).write(chat(STREAM));

    await until(() => gateway.log.length > 0);

    expect(await new Caller(gateway.port).write(chat(CHAT)).status()).toBe(200);
    expect(JSON.parse(gateway.log[0] ?? '')).toMatchObject({ status: 200 });
    idle.socket.resume();
    await idle.closed;
    await server.idle();
  });

  test('of a whole answer loses its connection after the send timeout', async () => {
    const text = 'x'.repeat(30_000_000);
    await using server = await startFakeTgi({
      script: [{ steps: [{ send: JSON.stringify({ generated_text: text }) }] }],
    });
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { sendTimeout: 300 });
    const idle = new Caller(gateway.port, { isReading: false }).write(chat(CHAT));
    await until(() => gateway.log.length > 0);

    await until(() => gateway.connections === 0);
    // What the kernel holds is still there to read; the rest never comes.
    idle.socket.on('data', (bytes) => (idle.received += bytes.toString('latin1')));
    idle.socket.resume();
    await idle.closed;

    expect(idle.received.length).toBeLessThan(text.length);
  });

  test('of a stream loses it where there is no connection of Node’s, too', async () => {
    await using server = await startTwoWays();
    const ends: unknown[] = [];
    const gateway = createGateway({
      apiBase: server.url,
      apiKey: null,
      promptBuilder: 'chatml',
      totalTimeout: 300,
      accessLog: ({ errorCode }) => ends.push(errorCode),
    });
    const response = await gateway.request('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: STREAM,
    });

    await until(() => ends.length > 0);

    expect(ends).toEqual(['total_timeout']);
    await expect(response.text()).rejects.toMatchObject({ code: 'total_timeout' });
  });

  test('keeps a connection over which a server takes its time', async () => {
    await using server = await startFakeTgi({
      script: [{ steps: [{ waitMs: 700 }, { send: '{"generated_text":"ok"}' }] }],
    });
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { sendTimeout: 100 });

    expect(await new Caller(gateway.port).write(chat(CHAT)).status()).toBe(200);
  });
});

describe('a body that is being received', () => {
  test('holds no place of a call', async () => {
    await using server = await startTwoWays();
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' }, { maxConcurrent: 1 });
    const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    const slow = [1, 2, 3, 4].map(() =>
      new Caller(gateway.port).write(`${head}content-length: 9900000\r\n\r\n${' '.repeat(100_000)}`),
    );

    expect(await new Caller(gateway.port).write(chat(CHAT)).status()).toBe(200);
    for (const { socket } of slow) socket.destroy();
  });

  test.each([
    ['with its length', `content-length: 1001\r\n\r\n`],
    ['in chunks', `transfer-encoding: chunked\r\n\r\n3e9\r\n${' '.repeat(1001)}\r\n0\r\n\r\n`],
  ])('is refused %s where it is too large, and closes its connection', async (_, rest) => {
    await using gateway = await serveGateway({ apiBase: 'http://127.0.0.1:1' }, { maxBodyBytes: 1000 });
    const caller = new Caller(gateway.port).write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${rest}`,
    );

    expect(await caller.status()).toBe(413);
    await caller.closed;
  });

  test('in chunks is read as any other', async () => {
    await using server = await startTwoWays();
    await using gateway = await serveGateway({ apiBase: server.url, promptBuilder: 'chatml' });
    const pieces = [...CHAT].map((character) => `1\r\n${character}\r\n`).join('');
    const caller = new Caller(gateway.port).write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`,
    );

    expect(await caller.status()).toBe(200);
  });

  test('is told of where its caller leaves', async () => {
    await using gateway = await serveGateway({ apiBase: 'http://127.0.0.1:1' });
    const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    const caller = new Caller(gateway.port).write(`${head}content-length: 900000\r\n\r\n{`);
    await nextTurn();
    caller.socket.end();

    await until(() => gateway.log.length > 0);

    expect(JSON.parse(gateway.log[0] ?? '')).toMatchObject({ operation: 'chat', error: 'APIUserAbortError' });
  });

  test('is refused beside 1,024 others, until one of them is there', async () => {
    const gateway = createGateway({ apiBase: 'http://tgi.test', apiKey: null, fetch: async () => new Response('{}') });
    const controllers: ReadableStreamDefaultController[] = [];
    const post = (body: ReadableStream | string) =>
      gateway.request('/v1/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    const slow = Array.from({ length: 1024 }, () =>
      post(new ReadableStream({ start: (controller) => void controllers.push(controller) })),
    );

    const refused = await post('{"prompt":5}');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    controllers[0]?.close();
    await slow[0];

    expect((await post('{"prompt":5}')).status).toBe(400);
    for (const controller of controllers.slice(1)) controller.close();
    await Promise.all(slow);
  });
});

describe('a sink that fails', () => {
  const fail = () => {
    throw new Error('The disk is full.');
  };
  test.each([
    ['accessLog', { accessLog: fail }],
    ['accessLog, later', { accessLog: async () => fail() }],
    ['metrics.start', { metrics: { start: fail, end() {} } }],
    ['metrics.end', { metrics: { start() {}, end: fail } }],
  ])('changes no answer, and is reported once: %s', async (name, sink) => {
    const failures: unknown[] = [];
    const gateway = createGateway({
      apiBase: 'http://tgi.test',
      apiKey: null,
      promptBuilder: 'chatml',
      maxConcurrent: 1,
      fetch: async () => Response.json({ generated_text: 'ok' }),
      onFailure: (error) => failures.push(error),
      ...sink,
    });
    const ask = () =>
      gateway.request('/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: CHAT,
      });

    for (const _ of [1, 2, 3]) expect((await ask()).status).toBe(200);

    expect(failures).toEqual([
      expect.objectContaining({ param: name.split(',')[0], cause: new Error('The disk is full.') }),
    ]);
  });

  test('may be the report of failures itself', async () => {
    const gateway = createGateway({ apiBase: 'http://tgi.test', apiKey: null, onFailure: fail, accessLog: fail });

    expect((await gateway.request('/health')).status).toBe(200);
  });
});
