/** What the clients talk to: EasyLLM over a TGI and a TEI that answer as the test needs, in process and over a socket. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { BatchService } from '../../src/batch.ts';
import { createGateway } from '../../src/gateway.ts';
import type { GatewayConfig } from '../../src/gateway.ts';
import { EasyLLM } from '../../src/index.ts';
import { eventStream, generated, scriptedStream, tokenEvent } from '../support/scripted-tgi.ts';

/** One place where a client may be used: its base URL, and the `fetch` to give it. */
export interface Seat {
  baseURL: string;
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

export const VECTOR = [0.5, -0.25, 0.125, 0.75];
const KEY = 'sk-test';

/** The key that every client is given. */
export const apiKey = KEY;

/** How many upstream streams were broken off so far. */
export const upstream = { cancelled: 0 };

/**
 * The prompt says what the server does: `fail 429` answers that status, `wait` never ends, `json` writes an object; anything else is
 * answered `Hello there`.
 */
async function answer(request: Request): Promise<Response> {
  if (request.method === 'GET') {
    if (!request.url.endsWith('/v1/models')) return Response.json({ max_client_batch_size: 2 });
    return Response.json({ object: 'list', data: [{ id: 'org/model', object: 'model', created: 0, owned_by: 'org' }] });
  }
  const { inputs, stream }: { inputs: string | string[]; stream?: boolean } = JSON.parse(await request.text());
  if (stream === undefined) return embed(inputs);
  const prompt = String(inputs);
  const status = /fail (\d+)/.exec(prompt)?.[1];
  if (status !== undefined)
    return Response.json({ error: 'As asked.', error_type: 'test' }, { status: Number(status) });
  if (prompt.includes('json')) return stream ? words('{"city":', '"Paris"}') : generated('{"city":"Paris"}');
  if (!prompt.includes('wait')) return stream ? words('Hello', ' there') : generated('Hello there');
  const held = scriptedStream(request);
  held.send(tokenEvent('Hello'));
  void held.cancelled.then(() => {
    upstream.cancelled += 1;
  });
  return held.response;
}

function words(first: string, second: string): Response {
  return eventStream(tokenEvent(first), tokenEvent(second, first + second));
}

function embed(inputs: string | string[]): Response {
  const vectors = [inputs].flat().map(() => VECTOR);
  return Response.json(vectors, { headers: { 'x-compute-tokens': String(vectors.length) } });
}

const config: GatewayConfig = {
  apiKey: null,
  apiBase: 'http://tgi.test',
  dialect: 'tgi',
  promptBuilder: 'chatml',
  maxRetries: 0,
  fetch: answer,
};

export async function sitInProcess(): Promise<Seat> {
  const client = new EasyLLM(config);
  return { baseURL: 'http://easyllm/v1', fetch: client.fetch, close: async () => {} };
}

export async function sitBehindGateway(): Promise<Seat> {
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [KEY] } }).fetch);
  return { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close };
}

/** A gateway that keeps files and batches. */
export async function sitAtBatches(batches: BatchService): Promise<Seat> {
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [KEY] }, batches }).fetch);
  return { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close };
}

/** The TGI and TEI alone, for programs of their own. */
export const listenUpstream = () => listen(answer);

/** A gateway without keys, for programs of their own. */
export const listenOpenGateway = () => listen(createGateway(config).fetch);

/** On a free port of loopback. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>) {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

export const SEATS = [
  { name: 'client.fetch', sit: sitInProcess },
  { name: 'a gateway over a socket', sit: sitBehindGateway },
];
