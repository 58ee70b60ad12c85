import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { describe, expect } from 'vitest';

import { isFetch, test as base } from '../support/fault-test.ts';
import { toEvents } from '../../src/testing/native-answers.ts';

const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];
const ANSWER = JSON.stringify([{ generated_text: 'Who’s there?' }]);

/** How a server ends a connection that its client keeps. */
type End = 'after the last chunk' | 'when the next request comes' | 'never';

/** A server that says nothing of closing, and closes. */
const test = base.extend<{ listen: (script: Script) => Promise<{ url: string; count: () => number }> }>({
  listen: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (script) => {
      let count = 0;
      const server = createServer((socket) => {
        let isUsed = false;
        let received = '';
        socket.on('error', () => {});
        socket.on('data', (bytes) => {
          received += String(bytes);
          const [head = '', body = ''] = received.split('\r\n\r\n');
          const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
          if (Buffer.byteLength(body) < length) return;
          received = '';
          const index = count;
          count += 1;
          if (isUsed && script.end === 'when the next request comes') return void socket.resetAndDestroy();
          isUsed = true;
          socket.write(script.answer(index));
          if (script.end === 'after the last chunk') socket.end();
        });
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
    });
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  },
});

interface Script {
  answer: (index: number) => string;
  end: End;
}

function whole(body = ANSWER): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** In chunks, as llama.cpp streams. */
function streamed(): string {
  const chunks = toEvents(['a', 'b']).map((event) => `${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n`);
  return `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`;
}

/** As many calls one after the other as the reports that this is of. */
const CALLS = 12;

describe.skipIf(isFetch)('a server that closes without a word', () => {
  test.for([
    ['whole answers', whole],
    ['streams', streamed],
  ] as const)('behind the last byte of %s fails no call', async ([, answer], { listen, connect }) => {
    const server = await listen({ answer: () => answer(), end: 'after the last chunk' });
    const client = connect(server, { maxRetries: 0 });

    for (let call = 0; call < CALLS; call += 1) {
      const stream = await client.chat.completions.create({ messages: MESSAGES, stream: answer === streamed });
      if ('controller' in stream) for await (const _ of stream);
    }

    expect(server.count()).toBe(CALLS);
  });

  test('when the next request comes costs that one a second sending', async ({ listen, connect }) => {
    const server = await listen({ answer: () => whole(), end: 'when the next request comes' });
    const client = connect(server, { maxRetries: 0 });

    for (let call = 0; call < CALLS; call += 1) {
      await client.completions.create({ prompt: 'a' });
    }

    // Each kept connection is met once, and replaced by one that serves the same request.
    expect(server.count()).toBe(CALLS + CALLS - 1);
  });

  test('when a request with a schema comes is an error, since a TGI may have ended of it', async ({
    listen,
    connect,
  }) => {
    const server = await listen({
      answer: () => whole('[{"generated_text":"{}"}]'),
      end: 'when the next request comes',
    });
    const client = connect(server, { maxRetries: 0 });
    const response_format = {
      type: 'json_schema' as const,
      json_schema: { name: 'a', schema: { type: 'object', properties: { a: { type: 'string' } } } },
    };
    await client.chat.completions.create({ messages: MESSAGES, response_format });

    const second = client.chat.completions.create({ messages: MESSAGES, response_format });

    await expect(second).rejects.toMatchObject({ name: 'APIConnectionError', code: 'ECONNRESET', attempts: 1 });
    expect(server.count()).toBe(2);
  });

  test('keeps a connection that the server keeps', async ({ listen, connect }) => {
    const server = await listen({ answer: () => whole(), end: 'never' });
    const client = connect(server, { maxRetries: 0 });

    for (let call = 0; call < 3; call += 1) await client.completions.create({ prompt: 'a' });

    expect(server.count()).toBe(3);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length).toBeLessThanOrEqual(2);
  });
});
