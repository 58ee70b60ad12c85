/**
 * The transport of Node: `node:http`, with connections that are kept. The runtime's own `fetch` costs five times as much a call, and
 * ten times as much for the first one of a process. What a caller sees is the same: redirects, decoding, names and addresses.
 */
import type http from 'node:http';
import { onAbort } from '../../base/abort.ts';
import { APIConnectionError } from '../../base/errors.ts';
import { createOnce } from '../../base/once.ts';
import { toStaleError } from '../connection-error.ts';
import { createDefaultTransport as createRuntimeFetch } from '../fetch-transport.ts';
import { decodeContent, toAcceptedEncodings } from './content.ts';
import { NodeResponse } from './response.ts';
import { toUnproxied } from './unproxied.ts';
import { MAX_REDIRECTS, toRedirected } from '../redirect.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';

/** How long a connection waits for the next request, as that of `fetch` does: few servers close theirs sooner than after 5 s. */
const KEEP_ALIVE_MS = 4000;

/** How requests of a scheme are begun, and the connections that they share. */
interface Way {
  start: typeof http.request;
  agent: http.Agent;
}

const OPTIONS = { keepAlive: true, timeout: KEEP_ALIVE_MS };

/** Each is loaded at the first request that needs it: that takes some milliseconds, which an import should not cost. */
const loadHttp = createOnce((): Way => {
  const { request, Agent } = process.getBuiltinModule('node:http');
  return { start: request, agent: new Agent(OPTIONS) };
});
const loadHttps = createOnce((): Way => {
  const { request, Agent } = process.getBuiltinModule('node:https');
  return { start: request, agent: new Agent(OPTIONS) };
});

/** A `fetch` that was put in the place of the runtime's own (a test's, a framework's) is used, as in the other runtimes. */
export function createDefaultTransport(): Transport {
  const runtimeFetch = createRuntimeFetch();
  return (request) => (isOfNode(globalThis.fetch) ? sendAndFollow(request) : runtimeFetch(request));
}

let fetchOfNode: unknown;

/** Told by its text, since it may have been replaced before this module was loaded. */
function isOfNode(fetch: unknown): boolean {
  if (fetch === fetchOfNode) return true;
  if (!String(fetch).includes('internal/deps/undici')) return false;
  fetchOfNode = fetch;
  return true;
}

async function sendAndFollow(request: TransportRequest): Promise<TransportResponse> {
  let current = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await send(current);
    const next = toRedirected(current, { status: response.status, location: response.headers.get('location') });
    if (next === undefined) return response;
    await response.body?.return();
    current = next;
  }
  throw new APIConnectionError(`${request.url} redirects more than ${MAX_REDIRECTS} times. Check \`apiBase\`.`, {
    code: 'too_many_redirects',
  });
}

/** Resolves when the headers are there. Its signal ends the request, or the answer. */
async function send(request: TransportRequest): Promise<NodeResponse> {
  const address = toAddress(request.url);
  await settled(address.origin);
  if (request.signal?.aborted === true) throw request.signal.reason;
  return exchange(request, address);
}

function exchange(given: TransportRequest, address: Address): Promise<NodeResponse> {
  const { url, method, headers, body, signal, policy, wantsFreshConnection } = given;
  const { start, agent } = url.startsWith('https:') ? loadHttps() : loadHttp();
  if (wantsFreshConnection === true) dropKept(agent, address);
  const { host, origin, ...target } = address;
  const request = start({ method, agent, headers: toSentHeaders({ host, ...headers }, { url, body }), ...target });
  const response = answerOf(request, { url, method, signal, policy, origin });
  request.end(body);
  return response;
}

/** Resolves with the answer. A function of its own: what listens to a stream keeps all that was known where it was made, as the body. */
function answerOf(
  request: http.ClientRequest,
  asked: Pick<TransportRequest, 'url' | 'method' | 'signal' | 'policy'> & Pick<Address, 'origin'>,
): Promise<NodeResponse> {
  const { url, signal, origin } = asked;
  return new Promise((resolve, reject) => {
    let response: NodeResponse | undefined;
    const forget =
      signal === undefined
        ? () => {}
        : onAbort(signal, () => {
            reject(signal.reason);
            response?.body?.abort(signal.reason);
            request.destroy();
          });
    let readBefore = 0;
    request.on('socket', (socket) => (readBefore = socket.bytesRead));
    request.on('error', (cause) => {
      const isUnread = request.socket === null || request.socket.bytesRead === readBefore;
      reject(
        request.reusedSocket && isUnread && isReset(cause) ? toStaleError(cause, { url }) : toUnproxied(cause, url),
      );
    });
    request.on('close', () => {
      forget();
      // As after a 101, which nobody asked for, and of which no other event tells.
      if (response === undefined) reject(new Error('The connection was closed without an answer.'));
    });
    request.on('response', (message) => {
      try {
        message.on('end', () => settle(origin));
        response = toResponse(message, asked);
        resolve(response);
      } catch (error) {
        // What a listener throws is nobody's, and ends the process.
        reject(error);
        request.destroy();
      }
    });
  });
}

/** How a connection fails that the other side had closed. Node tells "socket hang up" by the first, too. */
function isReset(cause: Error): boolean {
  return 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
}

/** Closes the connections to an address that wait for their next request: what closed one has mostly closed them all. */
function dropKept(agent: http.Agent, address: Pick<Address, 'protocol' | 'hostname' | 'port'>): void {
  // The agent's names for them begin so; what follows differs with TLS.
  const name = `${address.hostname}:${address.port || DEFAULT_PORT[address.protocol]}:`;
  for (const [key, sockets = []] of Object.entries(agent.freeSockets)) {
    if (key.startsWith(name)) for (const socket of sockets) socket.destroy();
  }
}

const DEFAULT_PORT: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** By origin, the end of the turn of the event loop after a response has ended. */
const settling = new Map<string, Promise<void>>();

/**
 * A server may close a connection behind its response without a word (llama.cpp after a stream, uvicorn after a 500). That is read in the
 * next turn of the event loop: until then the next request does not take the connection.
 */
function settle(origin: string): void {
  const turn = new Promise<void>((resolve) => {
    // The first comes in this turn, after what has been read; the second after the next has read.
    setImmediate(() => setImmediate(resolve));
  }).then(() => {
    if (settling.get(origin) === turn) settling.delete(origin);
  });
  settling.set(origin, turn);
}

async function settled(origin: string): Promise<void> {
  const turn = settling.get(origin);
  if (turn !== undefined) await turn;
}

interface Address {
  protocol: string;
  hostname: string;
  port: string;
  path: string;
  /** For the header of that name. */
  host: string;
  origin: string;
}

const MAX_ADDRESSES = 100;
const addresses = new Map<string, Address>();

/** Where a URL leads. The latest ones are remembered: to parse one takes 8 µs, and calls go to few. */
function toAddress(url: string): Address {
  const known = addresses.get(url);
  if (known !== undefined) return known;
  if (addresses.size >= MAX_ADDRESSES) addresses.clear();
  const { protocol, hostname, port, pathname, search, host, origin } = new URL(url);
  // An IPv6 address is bracketed in a URL alone.
  const address = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search, host, origin };
  addresses.set(url, address);
  return address;
}

/** Names and values in turn, which `node:http` writes as they are: it would go through those of an object twice, for 5 µs. */
function toSentHeaders(
  headers: Readonly<Record<string, string>>,
  { url, body }: { url: string; body: string | undefined },
): string[] {
  const sent = body === undefined ? [] : ['content-length', String(Buffer.byteLength(body))];
  if (!('accept-encoding' in headers)) sent.push('accept-encoding', toAcceptedEncodings(url));
  if (!('user-agent' in headers)) sent.push('user-agent', 'node');
  for (const [name, value] of Object.entries(headers)) sent.push(name, value);
  return sent;
}

/** Statuses of answers without a body, whatever their headers say. */
const BODILESS = new Set([204, 205, 304]);

function toResponse(
  message: http.IncomingMessage,
  { url, method, policy }: Pick<TransportRequest, 'url' | 'method' | 'policy'>,
): NodeResponse {
  const hasBody = method !== 'HEAD' && !BODILESS.has(message.statusCode ?? 0);
  if (!hasBody) message.resume();
  const content = hasBody ? decodeContent(message) : null;
  return new NodeResponse(message, { url, content, maxBytes: policy?.maxResponseBytes });
}
