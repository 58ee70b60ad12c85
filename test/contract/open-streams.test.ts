import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../src/index.ts';
import { Caller, rawRequest, serveGateway } from '../support/gateway.ts';
import { keptBytes } from '../support/kept-bytes.ts';

const STREAMS = 8;
const PROMPT_BYTES = 3_000_000;
/** What sockets and a stream itself keep, as a part of such a prompt. A copy of it is 1. */
const LITTLE = 0.4;

const CHUNK = {
  id: '1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, text: 'Hi', finish_reason: null }],
};
const TOKEN = {
  index: 1,
  token: { id: 1, text: 'Hi', logprob: -0.1, special: false },
  generated_text: null,
  details: null,
};

/** Begins each stream, and holds it; what is asked is read and forgotten. */
async function serveHeld() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.method !== 'POST') return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(request.url?.startsWith('/v1') === true ? CHUNK : TOKEN)}\n\n`);
      return undefined;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A text that nobody else holds. */
const toPrompt = (at: number) => String.fromCharCode(97 + at).repeat(PROMPT_BYTES);
const toChat = (at: number) => ({ model: 'm', messages: [{ role: 'user' as const, content: toPrompt(at) }] });

/** How many copies of its prompt an open stream keeps. */
async function keptOf(open: (at: number) => Promise<unknown>): Promise<number> {
  const opened = [await open(0)];
  const before = keptBytes();
  for (let at = 1; at <= STREAMS; at += 1) opened.push(await open(at));
  const kept = keptBytes() - before;
  expect(opened).toHaveLength(STREAMS + 1);
  return kept / (STREAMS * PROMPT_BYTES);
}

describe('an open stream keeps nothing of what was said', { timeout: 60_000 }, () => {
  const ways = {
    'a chat': (client: EasyLLM, at: number) => client.chat.completions.create({ ...toChat(at), stream: true }),
    'a completion': (client: EasyLLM, at: number) =>
      client.completions.create({ model: 'm', prompt: toPrompt(at), stream: true }),
    'a response': (client: EasyLLM, at: number) =>
      client.responses.create({ model: 'm', input: toPrompt(at), stream: true }),
  };
  const clients = {
    '/v1': (url: string) => new EasyLLM({ apiBase: `${url}/v1`, apiKey: null, maxRetries: 0 }),
    'TGI’s own API': (url: string) =>
      new EasyLLM({ apiBase: url, apiKey: null, maxRetries: 0, backend: 'generate', promptBuilder: 'chatml' }),
  };
  const cases = Object.entries(ways).flatMap(([way, create]) =>
    Object.entries(clients).map(([api, connect]) => [way, api, create, connect] as const),
  );

  test.each(cases)('in a program: %s by %s', async (_way, _api, create, connect) => {
    await using server = await serveHeld();
    const client = connect(server.url);
    const controllers: AbortController[] = [];
    const kept = await keptOf(async (at) => {
      const stream = await create(client, at);
      controllers.push(stream.controller);
      const reading = stream[Symbol.asyncIterator]();
      await reading.next();
      return reading;
    });
    for (const controller of controllers) controller.abort();

    expect(kept).toBeLessThan(LITTLE);
  });

  const bodies = {
    '/v1/chat/completions': (at: number) => JSON.stringify({ ...toChat(at), stream: true }),
    '/v1/completions': (at: number) => JSON.stringify({ model: 'm', prompt: toPrompt(at), stream: true }),
    '/v1/responses': (at: number) => JSON.stringify({ model: 'm', input: toPrompt(at), stream: true }),
  };

  test.each(Object.entries(bodies))('in a gateway: %s', async (path, toBody) => {
    await using server = await serveHeld();
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` });
    const callers: Caller[] = [];
    const kept = await keptOf(async (at) => {
      const caller = new Caller(gateway.port).write(rawRequest(path, { method: 'POST', body: toBody(at) }));
      callers.push(caller);
      await expect.poll(() => caller.received).toContain('Hi');
    });
    for (const { socket } of callers) socket.destroy();

    expect(kept).toBeLessThan(LITTLE);
  });
});
