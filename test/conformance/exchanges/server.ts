/** A server that answers what was recorded, and the questions by which a client recognises it as that server does. */
import { type JsonObject, isObject, parseJson } from '../json.ts';
import { toByteStream } from '../replay.ts';
import type { Exchange, Server } from './exchange.ts';

export interface ReplayServer {
  fetch(request: Request): Promise<Response>;
  /** How often the recorded response was given. */
  readonly given: number;
  /** The bodies that were answered with it. */
  readonly bodies: readonly JsonObject[];
}

export interface ReplayOptions {
  /** The body as it comes from the network; the recorded one in one piece unless given. */
  pieces?: readonly Uint8Array[];
  headers?: Headers;
  /** What is answered where the client asks for a whole answer though a stream is recorded: the same, whole. */
  whole?: string | undefined;
}

/** What other exchanges of the same folder tell of a server: its models and its `/info`. */
export class Neighbours {
  readonly #exchanges: readonly Exchange[];

  constructor(exchanges: readonly Exchange[]) {
    this.#exchanges = exchanges;
  }

  answer(server: Server, path: string): Response {
    const found = this.#exchanges.find((each) => each.server === server && each.method === 'GET' && each.path === path);
    if (found !== undefined) return new Response(found.body, { status: found.status ?? 200, headers: found.headers });
    const body = UNRECORDED[server]?.[path];
    return body === undefined ? Response.json({ detail: 'Not Found' }, { status: 404 }) : Response.json(body);
  }
}

/** What these servers say where nobody recorded it. */
const UNRECORDED: Partial<Record<Server, Record<string, object>>> = {
  ollama: {
    '/v1/models': {
      object: 'list',
      data: [{ id: 'smol', object: 'model', created: 1_795_929_000, owned_by: 'library' }],
    },
    '/api/version': { version: '0.17.4' },
  },
  infinity: {
    '/v1/models': { object: 'list', data: [{ id: 'tinybert', object: 'model', created: 1, owned_by: 'infinity' }] },
  },
  tei: {
    '/info': {
      model_id: '/data/models-of-test/minilmx',
      model_type: { embedding: { pooling: 'mean' } },
      max_concurrent_requests: 512,
      max_input_length: 256,
      max_batch_tokens: 16_384,
      max_client_batch_size: 32,
      auto_truncate: true,
      version: '1.9.3',
    },
  },
};

const BODILESS = new Set([204, 205, 304]);

export function createReplayServer(
  exchange: Exchange,
  neighbours: Neighbours,
  options: ReplayOptions = {},
): ReplayServer {
  const bodies: JsonObject[] = [];
  const paths = new Set([exchange.path, ...(exchange.path.startsWith('/generate') ? ['/'] : [])]);
  return {
    get given() {
      return bodies.length;
    },
    bodies,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (!paths.has(pathname) || request.method !== exchange.method)
        return neighbours.answer(exchange.server, pathname);
      const body = parseJson(await request.text());
      bodies.push(isObject(body) ? body : {});
      if (exchange.status === undefined) throw new TypeError('fetch failed', { cause: toReset() });
      if (options.whole !== undefined && isObject(body) && body['stream'] !== true) {
        return new Response(options.whole, { headers: { 'content-type': 'application/json' } });
      }
      return toResponse(exchange, exchange.status, options);
    },
  };
}

function toResponse(
  exchange: Exchange,
  status: number,
  { pieces, headers = exchange.headers }: ReplayOptions,
): Response {
  const body = pieces === undefined ? exchange.body : toByteStream(pieces);
  return new Response(BODILESS.has(status) || exchange.body === '' ? null : body, { status, headers });
}

function toReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
