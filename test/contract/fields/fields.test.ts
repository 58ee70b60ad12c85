import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM, EasyLLMError } from '../../../src/index.ts';
import { DIALECTS } from './dialects.ts';
import { DOCUMENTS, type Shape, fieldsOf } from './documents.ts';
import { JUDGED } from './judged.ts';
import { valuesAt } from './paths.ts';
import { type Specimen, specimenOf } from './specimens.ts';

const SHAPES = Object.keys(JUDGED) as Shape[];

/** By dialect, whether a document or we list its fields. */
const LISTED = [
  ...Object.entries(DOCUMENTS).map(([dialect, shapes]) => ({
    dialect,
    of: (shape: Shape) => (shapes[shape] === undefined ? [] : fieldsOf(dialect, shape)),
  })),
  ...Object.entries(DIALECTS).map(([dialect, shapes]) => ({ dialect, of: (shape: Shape) => shapes[shape] ?? [] })),
];

/** Whether a field only holds others, each judged by itself. */
function isContainer(shape: Shape, path: string): boolean {
  return Object.keys(JUDGED[shape]).some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[]`));
}

function isJudged(shape: Shape, path: string): boolean {
  const owners = path.split('.').map((_, length, names) => names.slice(0, length + 1).join('.'));
  // What is judged as a whole has no fields to judge.
  return (
    isContainer(shape, path) ||
    owners.some((each) => [each, each.replace(/\[\]$/, '')].some((name) => name in JUDGED[shape]))
  );
}

describe('every field of an answer', () => {
  test.each(SHAPES.flatMap((shape) => LISTED.map((each) => ({ shape, ...each }))))(
    'of a $shape of $dialect is judged',
    ({ shape, of }) => {
      expect(of(shape).filter((path) => !isJudged(shape, path))).toEqual([]);
    },
  );

  test('that is judged is listed somewhere', () => {
    const listed = new Set(SHAPES.flatMap((shape) => LISTED.flatMap(({ of }) => of(shape).map(inMessage))));
    const judged = SHAPES.flatMap((shape) => Object.keys(JUDGED[shape]).map(inMessage));

    expect(judged.filter((path) => !listed.has(path))).toEqual([]);
  });
});

/** Whole messages and deltas are judged alike. */
function inMessage(path: string): string {
  return path.replace('.delta', '.message');
}

/** What the server answers next. */
let specimen: Specimen = { status: 200, body: {} };

function toResponse({ status, body, events }: Specimen): Response {
  if (events === undefined) return Response.json(body, { status });
  const text = [...events.map((event) => JSON.stringify(event)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}

const config = {
  apiKey: null,
  apiBase: 'http://server.test/v1',
  maxRetries: 0,
  logger: { error() {}, warn() {}, info() {}, debug() {} },
  fetch: async ({ url }: Request) =>
    url.endsWith('/info') ? Response.json({ detail: 'Not Found' }, { status: 404 }) : toResponse(specimen),
};

const client = new EasyLLM(config);
const server = serve({ fetch: createGateway(config).fetch, port: 0, hostname: '127.0.0.1' });

beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
});
afterAll(() => void server.close());

const ROUTES = {
  chat: '/v1/chat/completions',
  'chat chunk': '/v1/chat/completions',
  completion: '/v1/completions',
  'completion chunk': '/v1/completions',
  embedding: '/v1/embeddings',
  models: '/v1/models',
  error: '/v1/chat/completions',
} as const satisfies Record<Shape, string>;

const MESSAGES = [{ role: 'user' as const, content: 'Hi' }];

function requestOf(shape: Shape, field: string) {
  const isChat = shape.startsWith('chat') || shape === 'error';
  const wantsLogprobs = field.startsWith('choices[].logprobs');
  return {
    model: 'asked',
    ...(isChat ? { messages: MESSAGES } : shape === 'embedding' ? { input: 'Hi' } : { prompt: 'Hi' }),
    ...(wantsLogprobs ? (isChat ? { logprobs: true, top_logprobs: 1 } : { logprobs: 1 }) : {}),
    ...(shape.endsWith('chunk') ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

type Door = (shape: Shape, field: string) => Promise<unknown[]>;

/** For requests as programs in JavaScript give them. */
function methodFor(shape: Shape): (body: object) => Promise<unknown> {
  if (shape === 'models') return async () => client.models.list();
  const { chat, completions, embeddings } = client;
  const owner: object =
    shape === 'embedding' ? embeddings : shape.startsWith('completion') ? completions : chat.completions;
  return Reflect.get(owner, 'create').bind(owner);
}

/** In process: an error is what a response would say of it. */
const inProcess: Door = async (shape, field) => {
  const request = requestOf(shape, field);
  const create = methodFor(shape);
  const parts: unknown[] = [];
  try {
    const answer = await create(request);
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      for await (const chunk of answer as AsyncIterable<unknown>) parts.push(chunk);
    } else parts.push(answer);
  } catch (error) {
    if (!EasyLLMError.isInstance(error)) throw error;
    const { message, type, param, code, status } = error;
    parts.push({ status, error: { message, type, param, code } });
  }
  return parts;
};

function overHttp(send: (url: string, init: RequestInit) => Promise<Response>): Door {
  return async (shape, field) => {
    const body = JSON.stringify(requestOf(shape, field));
    const headers = { 'content-type': 'application/json' };
    const init = shape === 'models' ? {} : { method: 'POST', headers, body };
    const response = await send(ROUTES[shape], init);
    const text = await response.text();
    if (!response.ok) return [{ status: response.status, ...JSON.parse(text) }];
    if (!shape.endsWith('chunk')) return [JSON.parse(text)];
    const data = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
    return data.filter((each) => each !== '[DONE]').map((each): unknown => JSON.parse(each));
  };
}

const DOORS: readonly { door: string; ask: Door }[] = [
  { door: 'in process', ask: inProcess },
  { door: 'through client.fetch', ask: overHttp((url, init) => client.fetch(`http://easyllm${url}`, init)) },
  {
    door: 'over HTTP',
    ask: overHttp(async (url, init) => {
      const { port } = server.address() as AddressInfo;
      return fetch(`http://127.0.0.1:${port}${url}`, init);
    }),
  },
];

/** A message may have more words around the server's. */
function within(words: unknown, wanted: unknown): unknown {
  return typeof words === 'string' && words.includes(String(wanted)) ? wanted : words;
}

describe.each(SHAPES)('a %s', (shape) => {
  describe.each(DOORS)('$door', ({ ask }) => {
    const arriving = Object.entries(JUDGED[shape]).filter(([, { why }]) => why === undefined);

    test.each(arriving)('has %s', async (field, { sample, at = field, becomes = sample }) => {
      specimen = specimenOf(shape, field, sample);
      const found = (await ask(shape, field)).flatMap((part) => valuesAt(part, at));

      expect(at === 'error.message' ? found.map((words) => within(words, becomes)) : found).toContainEqual(becomes);
    });
  });

  test('does not have the rest, and it is said why', () => {
    const missing = Object.values(JUDGED[shape]).filter(({ why }) => why !== undefined);

    expect(missing.filter(({ why, sample }) => why === '' || sample !== undefined)).toEqual([]);
  });
});
