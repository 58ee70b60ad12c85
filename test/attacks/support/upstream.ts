/** Hostile servers: in the place of `fetch`, where the work of both sides would be counted otherwise, and on a raw socket. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { EasyLLM } from '../../../src/client/easyllm.ts';
import type { EasyLLMOptions } from '../../../src/client/options.ts';

export const MESSAGES = [{ role: 'user' as const, content: 'hi' }];

const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** A client that asks nobody: `respond` answers each request. It speaks TGI's native API, unless the options say otherwise. */
export function clientOf(respond: (request: Request) => Response, options: EasyLLMOptions = {}): EasyLLM {
  return connect('http://tgi.test', { fetch: async (request) => respond(request), ...options });
}

/** A client of an OpenAI-shaped server that is not there. */
export function v1ClientOf(respond: (request: Request) => Response, options: EasyLLMOptions = {}): EasyLLM {
  return connect('http://v1.test/v1', { fetch: async (request) => respond(request), ...V1, ...options });
}

/** Settings of a client for the OpenAI-shaped API of a server. */
const V1 = { promptBuilder: undefined, backend: 'messages' } as const;

/** A client of one server, which sends no token and tries nothing again. */
export function connect(apiBase: string, options: EasyLLMOptions = {}): EasyLLM {
  return new EasyLLM({ apiBase, apiKey: null, promptBuilder: 'chatml', maxRetries: 0, logger: SILENT, ...options });
}

/** A whole answer to a chat. */
export function chat(client: EasyLLM, body: object = {}): Promise<unknown> {
  return client.chat.completions.create({ messages: MESSAGES, ...body, stream: false });
}

/** A streamed answer, read to its end: its text. */
export async function streamChat(client: EasyLLM, body: object = {}): Promise<string> {
  const texts: string[] = [];
  for await (const { choices } of await client.chat.completions.create({ messages: MESSAGES, ...body, stream: true })) {
    texts.push(choices[0]?.delta.content ?? '');
  }
  return texts.join('');
}

/** An event of TGI's native stream; the last one carries the whole text. */
export function tokenEvent(text: string, whole: string | null = null): string {
  const details = whole === null ? null : { finish_reason: 'length', generated_tokens: 2, seed: null };
  const token = { id: 1, text, logprob: -1, special: false };
  return `data: ${JSON.stringify({ index: 1, token, generated_text: whole, details })}\n\n`;
}

/** An event of an OpenAI-shaped stream with this delta. */
export function deltaEvent(delta: object, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

/** A stream of these pieces, each a read of its own. */
export function eventStream(pieces: Iterable<string>): Response {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** A request as a raw server sees it. */
export interface RawRequest {
  readonly head: string;
  readonly body: string;
  /** From 0. */
  readonly index: number;
}

/** A server on loopback that writes what it likes. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** The connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many requests have come. */
  readonly count: number;
}

/** Starts one: `respond` is called for each whole request. */
export async function serveRaw(respond: (socket: Socket, request: RawRequest) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let received = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      for (;;) {
        const end = received.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = received.subarray(0, end).toString('latin1');
        const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
        if (received.length < end + 4 + length) return;
        const body = received.subarray(end + 4, end + 4 + length).toString();
        received = received.subarray(end + 4 + length);
        respond(socket, { head, body, index: count++ });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sockets,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer as it stands on the wire. */
export function rawAnswer(
  body: string,
  { status = '200 OK', headers = [] }: { status?: string; headers?: string[] } = {},
): string {
  const lines = [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
