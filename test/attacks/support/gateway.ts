/** Hostile callers of a gateway on a socket: what they send, and what must come back while others are served. */
import { expect } from 'vitest';

import type { GatewayOptions } from '../../../src/http/gateway/settings.ts';
import { Caller, rawRequest, serveGateway } from '../../support/gateway.ts';
import type { ServedGateway } from '../../support/gateway.ts';
import type { Attack } from './attack.ts';

export const KEY = 'sk-caller';
export const AUTH = { authorization: `Bearer ${KEY}` };
const CHAT = { messages: [{ role: 'user', content: 'hi' }] };

let gateway: ServedGateway | undefined;

/** Starts the gateway that the cases of a file attack, before a server that answers anything with a text. */
export async function startTarget(options: GatewayOptions = {}): Promise<void> {
  const client = {
    apiBase: 'http://tgi.test',
    dialect: 'tgi' as const,
    promptBuilder: 'chatml' as const,
    fetch: async ({ method }: Request) =>
      method === 'GET' ? new Response('', { status: 404 }) : Response.json({ generated_text: 'ok' }),
  };
  gateway = await serveGateway(client, {
    auth: { keys: [KEY] },
    maxBodyBytes: 4_000_000,
    maxConcurrent: 8,
    ...options,
  });
}

export async function stopTarget(): Promise<void> {
  await gateway?.[Symbol.asyncDispose]();
}

export function target(): ServedGateway {
  return gateway ?? expect.fail('The gateway was not started.');
}

/** The status of `/health`. */
export async function health(): Promise<number> {
  const caller = new Caller(target().port).write(rawRequest('/health'));
  const status = await caller.status();
  caller.socket.destroy();
  return status;
}

/** Another caller's chat, which finds a place. */
export async function isServed(): Promise<boolean> {
  const body = JSON.stringify(CHAT);
  const caller = new Caller(target().port).write(
    rawRequest('/v1/chat/completions', { method: 'POST', headers: AUTH, body }),
  );
  const status = await caller.status();
  caller.socket.destroy();
  return status === 200;
}

/** What a caller gets; 0 for a connection that is closed without an answer. */
export type Wanted = number | readonly number[];

/**
 * Sends bytes on a connection of their own: all but the last, then `/health` is asked and answers, and then the last. So it has answered
 * while the attack was under way, by the order of what happened. Afterwards others find a place.
 */
export async function send(
  bytes: string,
  wanted: Wanted,
  { leaves = false }: { leaves?: boolean } = {},
): Promise<Caller> {
  const data = Buffer.from(bytes, 'latin1');
  const caller = new Caller(target().port).write(data.subarray(0, -1));
  expect(await health()).toBe(200);
  caller.write(data.subarray(-1));
  if (leaves) caller.socket.end();
  const status = await caller.status();
  expect([wanted].flat(), `status ${status}: ${caller.received.slice(0, 300)}`).toContain(status);
  caller.socket.destroy();
  expect(await isServed()).toBe(true);
  return caller;
}

/** A case of bytes. */
export function bytesCase(name: string, bytes: string, wanted: Wanted): Attack {
  return { name, run: async () => void (await send(bytes, wanted)) };
}

/** A case of a body, as large as its size says where that is given. */
export function bodyCase(
  name: string,
  body: (size: number) => string,
  wanted: Wanted,
  {
    size,
    path = '/v1/chat/completions',
    headers = {},
  }: { size?: number; path?: string; headers?: Record<string, string> } = {},
): Attack {
  return {
    name,
    ...(size !== undefined && { size }),
    async run(count) {
      // As its bytes: a length is counted in them.
      const bytes = Buffer.from(body(count)).toString('latin1');
      const all = { ...AUTH, 'content-type': 'application/json', 'content-length': String(bytes.length), ...headers };
      const { received } = await send(rawRequest(path, { method: 'POST', headers: all }) + bytes, wanted);
      const [head = '', text = ''] = received.split('\r\n\r\n');
      expect(head).toMatch(/^x-request-id: /im);
      // An answer does not grow with what it answers.
      expect(text.length).toBeLessThan(4000);
      if (!head.startsWith('HTTP/1.1 2')) expect(text).toMatch(/"error":\{"message":"/);
    },
  };
}

/** A chat with other members. */
export function chatBody(members: string): string {
  return `{"messages":[{"role":"user","content":"hi"}],${members}}`;
}
