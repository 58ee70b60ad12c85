/** A server on loopback that is both: the site of a page, and the TGI that the page talks to. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eventStream, generated, tokenEvent } from '../support/scripted-tgi.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** What the TGI says. */
export const ANSWER = "Who's there?";

export interface Site {
  url: string;
  /** The body of the page's `POST /result`. */
  result: Promise<string>;
  close(): void;
}

export async function serveSite(folder: string): Promise<Site> {
  let report: (result: string) => void;
  const result = new Promise<string>((resolve) => {
    report = resolve;
  });
  const server = createServer((request, response) => {
    void answer(request, folder, (body) => report(body)).then((answered) => write(answered, response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, result, close };
}

async function answer(request: IncomingMessage, folder: string, report: (body: string) => void): Promise<Response> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'GET') return readPage(folder, pathname);
  const body = await text(request);
  if (pathname === '/result') {
    report(body);
    return new Response();
  }
  const { stream }: { stream: boolean } = JSON.parse(body);
  return stream ? eventStream(tokenEvent('Who'), tokenEvent("'s there?", ANSWER)) : generated(ANSWER);
}

async function readPage(folder: string, pathname: string): Promise<Response> {
  const file = join(folder, pathname === '/' ? 'index.html' : pathname);
  try {
    return new Response(await readFile(file), { headers: { 'content-type': TYPES[extname(file)] ?? 'text/plain' } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

async function write(answered: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}
