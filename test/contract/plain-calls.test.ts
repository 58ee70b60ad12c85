/** Calls of models are answered on `node:http` itself, or by Hono: callers, logs and metrics see no difference. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AccessEntry } from '../../src/http/gateway/access.ts';
import type { LoggedExchange } from '../../src/http/gateway/logged-exchange.ts';
import type { GatewayOptions } from '../../src/http/gateway/settings.ts';
import { Caller, rawRequest, serveGateway } from '../support/gateway.ts';
import type { ServedGateway } from '../support/gateway.ts';

const KEY = 'sk-caller';
const ANSWER = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Who’s there?' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};
const COMPLETION = { ...ANSWER, object: 'text_completion', choices: [{ index: 0, text: 'a', finish_reason: 'stop' }] };
const EMBEDDING = {
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding: [0.5, 1] }],
  model: 'm',
  usage: { prompt_tokens: 1, total_tokens: 1 },
};

function chunk(content: string, reason: string | null = null) {
  const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: reason }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`;
}

const USAGE = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: ANSWER.usage })}\n\n`;
const EVENTS = [chunk('Who’s'), chunk(' "there"\n\\?', 'stop'), USAGE, 'data: [DONE]\n\n'];

/** A server that answers as the text of the message says. */
async function answer(request: Request): Promise<Response> {
  if (request.method === 'GET') return new Response('', { status: 404 });
  const body = await request.text();
  const wanted = /"(?:content|prompt)":"answer (\w+)"/.exec(body)?.[1] ?? '';
  if (/^\d+$/.test(wanted)) {
    const headers = { 'retry-after': '3', 'x-queue-time': '5', 'content-type': 'application/json' };
    return new Response('{"error":{"message":"no","code":"c"}}', { status: Number(wanted), headers });
  }
  if (wanted === 'broken') throw new TypeError('fetch failed');
  if (request.url.endsWith('/embeddings')) return Response.json(EMBEDDING);
  if (!body.includes('"stream":true')) {
    return Response.json(request.url.endsWith('/chat/completions') ? ANSWER : COMPLETION);
  }
  const left = /^(?:truncated|failing|held)$/.test(wanted) ? EVENTS.slice(0, 1) : [...EVENTS];
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const event = left.shift();
      if (event !== undefined) controller.enqueue(encoder.encode(event));
      else if (wanted === 'failing') controller.error(new Error('broke off'));
      else if (wanted !== 'held') controller.close();
    },
  });
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
}

interface Way {
  gateway: ServedGateway;
  entries: AccessEntry[];
  exchanges: LoggedExchange[];
}

async function serveWay(options: GatewayOptions, isPlain: boolean): Promise<Way> {
  const exchanges: LoggedExchange[] = [];
  const client = { apiBase: 'http://server.test/v1', dialect: 'openai', fetch: answer, logger: SILENT } as const;
  const gateway = await serveGateway(
    client,
    { exchangeLog: (exchange) => void exchanges.push(exchange), maxBodyBytes: 4000, ...options },
    { isPlain },
  );
  const entries = {
    get list(): AccessEntry[] {
      return gateway.log
        .map((line) => JSON.parse(line) as AccessEntry & { msg: string })
        .filter(({ msg }) => msg === 'request');
    },
  };
  return {
    gateway,
    exchanges,
    get entries() {
      return entries.list;
    },
  };
}

const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** What a caller has got, without what differs between any two requests. */
function toSeen(all: string) {
  const received = all.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const at = received.indexOf('\r\n\r\n');
  const [status = '', ...lines] = received.slice(0, at).split('\r\n');
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line]));
  const isChunked = headers.has('transfer-encoding');
  for (const name of ['date', 'connection', 'keep-alive']) headers.delete(name);
  const body = received.slice(at + 4);
  return {
    status,
    headers: [...headers.values()].map((line) => line.toLowerCase().replace(/(reset-\w+: )[\d.]+s/, '$1')).toSorted(),
    body: (isChunked ? joined(body) : body).replaceAll(
      /("(?:id|item_id|created|created_at|completed_at)":)("[^"]*"|\d+)/g,
      '$1',
    ),
  };
}

function joined(body: string): string {
  const match = /^([\da-f]+)\r\n/i.exec(body);
  const size = Number.parseInt(match?.[1] ?? '0', 16);
  const start = match?.[0].length ?? 0;
  return size === 0 ? '' : body.slice(start, start + size) + joined(body.slice(start + size + 2));
}

const USER = 'Knock knock.';
const chat = (members: object = {}, content: string = USER) =>
  JSON.stringify({ model: 'm', messages: [{ role: 'user', content }], ...members });
const CLOSE = { connection: 'close', 'x-request-id': 'req-1' };

function post(body: string, headers: Record<string, string> = {}, path = '/v1/chat/completions'): string {
  return rawRequest(path, { method: 'POST', body, headers: { ...CLOSE, ...headers } });
}

/** A body that declares no length. */
function inChunks(body: string): string {
  const pieces = body.match(/[^]{1,500}/g) ?? [];
  const chunks = pieces.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`).join('');
  const headers = { ...CLOSE, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  return `${rawRequest('/v1/chat/completions', { method: 'POST', headers })}${chunks}0\r\n\r\n`;
}

const STREAMED = { stream: true };
const BODIES: Readonly<Record<string, string>> = {
  'a chat': post(chat()),
  'a chat for a model': post(chat({ model: 'other' })),
  'a stream': post(chat(STREAMED)),
  'a stream with counts': post(chat({ ...STREAMED, stream_options: { include_usage: true } })),
  'a completion': post('{"prompt":"a"}', {}, '/v1/completions'),
  'a stream of a completion': post('{"prompt":"a","stream":true}', {}, '/v1/completions'),
  embeddings: post('{"input":"a","model":"m"}', {}, '/v1/embeddings'),
  'a response': post('{"input":"a"}', {}, '/v1/responses'),
  'a stream of a response': post('{"input":"a","stream":true}', {}, '/v1/responses'),
  'a rank': post('{"query":"a","documents":["b"]}', {}, '/v1/rerank'),
  'the count of an input': post('{"input":"a"}', {}, '/v1/responses/input_tokens'),
  'a prompt': post(chat(), {}, '/v1/prompt'),
  'a body in chunks': inChunks(chat()),
  'no JSON': post('{'),
  'an empty body': post(''),
  'no body': rawRequest('/v1/chat/completions', {
    method: 'POST',
    headers: { ...CLOSE, 'content-type': 'application/json' },
  }),
  'a list': post('[]'),
  'a deep body': post('['.repeat(500) + ']'.repeat(500)),
  'a mark before the JSON': post(`\u{feff}${chat()}`),
  'bytes that are no text': post(chat({}, 'x'))
    .replace('"x"', '"\xff\xfe"')
    .replace(/length: (\d+)/, (_, n) => `length: ${Number(n) + 1}`),
  'a body that is too large': post(chat({}, 'x'.repeat(5000))),
  'a body in chunks that is too large': inChunks(chat({}, 'x'.repeat(9000))),
  'an unknown parameter': post(chat({ temprature: 1 })),
  'a wrong value': post(chat({ temperature: 'hot' })),
  'options of a stream for none': post(chat({ stream_options: {} })),
  'a body of another type': post(chat(), { 'content-type': 'text/plain' }),
  'a body without a type':
    rawRequest('/v1/chat/completions', { method: 'POST', headers: { ...CLOSE, 'content-length': '2' } }) + '{}',
  'a compressed body': post(chat(), { 'content-encoding': 'gzip' }),
  'a body that says that it is as it is': post(chat(), { 'content-encoding': 'identity' }),
  'a body that waits to be asked for': post(chat(), { expect: '100-continue' }),
};

const TARGETS: Readonly<Record<string, string>> = {
  'a slash at the end': post(chat(), {}, '/v1/chat/completions/'),
  'two slashes': post(chat(), {}, '//v1//chat/completions'),
  'another path before': post(chat(), {}, '/a/b/chat/completions'),
  'a query': post(chat(), {}, '/v1/chat/completions?api-version=1&a=%20'),
  'dots in the path': post(chat(), {}, '/v1/x/../chat/completions'),
  'dots that lead elsewhere': post(chat(), {}, '/v1/chat/completions/..'),
  'an escaped letter': post(chat(), {}, '/v1/chat/completion%73'),
  'a backslash': post(chat(), {}, '/v1\\chat/completions'),
  'a mark of a place': post(chat(), {}, '/v1/chat/completions#a'),
  'a whole address': post(chat(), {}, 'http://localhost/v1/chat/completions'),
  'a page of the gateway’s name': post(chat(), {}, '/docs/chat/completions'),
  'no such route': post(chat(), {}, '/v1/chat'),
  HEAD: rawRequest('/v1/chat/completions', { method: 'HEAD', headers: CLOSE }),
  GET: rawRequest('/v1/chat/completions', { headers: CLOSE }),
  OPTIONS: rawRequest('/v1/chat/completions', {
    method: 'OPTIONS',
    headers: { ...CLOSE, origin: 'https://app.example' },
  }),
  PUT: rawRequest('/v1/chat/completions', { method: 'PUT', body: '{}', headers: CLOSE }),
  'a list of models': rawRequest('/v1/models', { headers: CLOSE }),
  health: rawRequest('/health', { headers: CLOSE }),
  'HTTP/1.0': post(chat()).replace('HTTP/1.1', 'HTTP/1.0'),
};

const HEADERS: Readonly<Record<string, string>> = {
  'another host': post(chat(), { host: 'evil.example' }),
  'a host with a port': post(chat(), { host: '127.0.0.1:8000' }),
  'a host of IPv6': post(chat(), { host: '[::1]:8000' }),
  'a host in capitals': post(chat(), { host: 'LOCALHOST' }),
  'a host with a user': post(chat(), { host: 'a@localhost' }),
  'a port that is none': post(chat(), { host: 'localhost:99999' }),
  'no host': post(chat()).replace('host: localhost\r\n', ''),
  'an origin that is known': post(chat(), { origin: 'https://app.example' }),
  'an origin that is not': post(chat(STREAMED), { origin: 'https://evil.example' }),
  'the id of a trace': post(chat(), { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }),
  'a key': post(chat(), { authorization: `Bearer ${KEY}` }),
  'a stream with a key': post(chat(STREAMED), { authorization: `bearer  ${KEY}` }),
  'a wrong key': post(chat(), { authorization: 'Bearer sk-wrong' }),
  'two keys': post(chat(), { authorization: `Bearer sk-wrong\r\nAuthorization: Bearer ${KEY}` }),
  'two types': post(chat(), { 'content-type': 'text/plain\r\nContent-Type: application/json' }),
  'a header twice': post(chat(), { 'x-other': 'a\r\nX-Other: b' }),
};

const FAILURES: Readonly<Record<string, string>> = Object.fromEntries([
  ...[400, 401, 403, 404, 413, 422, 424, 429, 500, 503].flatMap((status) => [
    [`${status} of the server`, post(chat({}, `answer ${status}`))],
    [`${status} of the server for a stream`, post(chat(STREAMED, `answer ${status}`))],
  ]),
  ['a server that is not there', post(chat({}, 'answer broken'))],
  ['a stream of a server that is not there', post(chat(STREAMED, 'answer broken'))],
  ['a stream that ends too early', post(chat(STREAMED, 'answer truncated'))],
  ['a stream that breaks', post(chat(STREAMED, 'answer failing'))],
  ['a response that breaks', post('{"input":"answer failing","stream":true}', {}, '/v1/responses')],
]);

const SETTINGS: Readonly<Record<string, GatewayOptions>> = {
  'this machine': {},
  everyone: { auth: 'none', cors: '*' },
  keys: {
    auth: { keys: [{ name: 'search', key: KEY, rpm: 100_000, tpm: 10_000_000 }] },
    cors: ['https://app.example'],
    maxConcurrent: 100,
  },
  'keys of the server': { auth: 'passthrough', maxConcurrent: 0 },
  models: { models: { m: {}, other: { model: 'x', defaults: { temperature: 0 } } }, mediaHosts: [] },
};

describe.each(Object.entries(SETTINGS))('calls of a gateway for %s', (_, options) => {
  let plain: Way;
  let hono: Way;
  beforeAll(async () => {
    plain = await serveWay(options, true);
    hono = await serveWay(options, false);
  });
  afterAll(async () => {
    await plain.gateway[Symbol.asyncDispose]();
    await hono.gateway[Symbol.asyncDispose]();
  });

  const ask = async ({ gateway }: Way, bytes: string) => {
    const caller = new Caller(gateway.port).write(Buffer.from(bytes, bytes.includes('\xff') ? 'latin1' : 'utf8'));
    await caller.closed;
    return toSeen(caller.received);
  };

  /** The last line of its log. */
  const lastEntry = async (way: Way, count: number) => {
    await expect.poll(() => way.entries.length).toBe(count);
    const {
      time: _time,
      durationMs,
      firstTokenMs,
      queueMs,
      ...entry
    } = way.entries[count - 1] as AccessEntry & { time: number };
    return { ...entry, wasTimed: durationMs > 0, hasFirst: firstTokenMs !== undefined, queueMs };
  };

  test.each(Object.entries({ ...BODIES, ...TARGETS, ...HEADERS, ...FAILURES }))('are alike: %s', async (__, bytes) => {
    const [own, other] = [plain.entries.length, hono.entries.length];
    const seen = await ask(plain, bytes);
    expect(seen.status).not.toBe('');
    expect(seen).toEqual(await ask(hono, bytes));
    // What is refused before it is a request has no line.
    const added = seen.headers.some((line) => line.startsWith('x-request-id'));
    const logged = added ? [await lastEntry(plain, own + 1), await lastEntry(hono, other + 1)] : [];
    expect(logged[0]).toEqual(logged[1]);
    expect(plain.exchanges.map(withoutTimes)).toEqual(hono.exchanges.map(withoutTimes));
  });

  test('are alike where the caller leaves in its body, or in the answer', async () => {
    const auth = { authorization: `Bearer ${KEY}` };
    // It is asked for the body once its head was read.
    const cut = post(chat(), { ...auth, expect: '100-continue' }).slice(0, -5);
    const leaving = async (way: Way, bytes: string, until: RegExp) => {
      const before = way.entries.length;
      const caller = new Caller(way.gateway.port).write(bytes);
      await expect.poll(() => caller.received).toMatch(until);
      caller.socket.destroy();
      return lastEntry(way, before + 1);
    };
    const held = post(chat(STREAMED, 'answer held'), auth);
    const entry = await leaving(plain, held, /data: /);
    expect(entry).toMatchObject({ isCancelled: true, status: 200 });
    expect(entry).toEqual(await leaving(hono, held, /data: /));
    const cutBody = await leaving(plain, cut, /100 Continue/);
    expect(cutBody).toMatchObject({ isCancelled: true, error: 'APIUserAbortError' });
    expect(cutBody).toEqual(await leaving(hono, cut, /100 Continue/));
  });
});

function withoutTimes({ response, ...exchange }: LoggedExchange) {
  return {
    ...exchange,
    response: response.replaceAll(/("(?:id|item_id|created|created_at|completed_at)":)("[^"]*"|\d+)/g, '$1'),
  };
}
