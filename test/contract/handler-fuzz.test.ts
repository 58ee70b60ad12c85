import { describe, expect, test } from 'vitest';
import * as facade from '../../generated/openai.zod.ts';
import { createGateway } from '../../src/gateway.ts';
import { EasyLLM } from '../../src/index.ts';
import type { EasyLLMOptions } from '../../src/index.ts';
import { eventStream, generated, tokenEvent } from '../support/scripted-tgi.ts';

const SEED = 20_251;
const COUNT = 5000;

/** A TGI, TEI and OpenAI-shaped server that has no faults of its own. */
const OPTIONS: EasyLLMOptions = {
  apiKey: null,
  apiBase: 'http://tgi.test',
  dialect: 'tgi',
  promptBuilder: 'chatml',
  maxRetries: 0,
  async fetch(request) {
    if (request.method === 'GET') return Response.json({ object: 'list', data: [], max_client_batch_size: 32 });
    const body: { inputs: unknown; stream?: boolean } = JSON.parse(await request.text());
    if (body.stream === true) return eventStream(tokenEvent('Hel'), tokenEvent('lo', 'Hello'));
    return 'stream' in body ? generated('Hello') : Response.json([body.inputs].flat().map(() => [0.5, 1]));
  },
};

/** mulberry32: the same numbers for the same seed, everywhere. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(SEED);
const below = (limit: number) => Math.floor(random() * limit);
const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0];

const METHODS = [
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'GET',
  'HEAD',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'QUERY',
] as const;
const PATHS = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/models',
  '/v1/models/org%2Fname',
  '/v1/models/%',
  '/v1/models/..%2f..%2fetc',
  '/v1/../v1/chat/completions',
  '//v1//chat/completions',
  '/v1/chat/completions?x=1#y',
  '/v1/chat/completions%00',
  '/v1/chat/Completions',
  '/health',
  '/openapi.json',
  '/metrics',
  '/__proto__',
  '/constructor/completions',
  `/${'a/'.repeat(500)}completions`,
  '/é/🦙/embeddings',
] as const;
const FIELDS = [
  'messages',
  'prompt',
  'input',
  'model',
  'stream',
  'stream_options',
  'temperature',
  'top_p',
  'top_k',
  'n',
  'stop',
  'seed',
  'max_tokens',
  'max_completion_tokens',
  'logprobs',
  'top_logprobs',
  'response_format',
  'tools',
  'tool_choice',
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'echo',
  'best_of',
  'suffix',
  'encoding_format',
  'dimensions',
  'truncate',
  'pooling',
  'grammar',
  'user',
  'metadata',
  '__proto__',
  'constructor',
  'toString',
  'unknown',
  '',
  '🦙',
] as const;
const SCALARS = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  1e308,
  -1e308,
  2 ** 53,
  '',
  'a',
  '0',
  '\0',
  '\uD800',
  '🦙é\u202E',
  'x'.repeat(20_000),
  'json_object',
  '18446744073709551615',
  '18446744073709551616',
  'user',
  'system',
  'base64',
  '../..',
  '<|im_end|>',
] as const;

function anyValue(depth: number): unknown {
  const kind = below(depth > 4 ? 6 : 9);
  if (kind < 6) return oneOf(SCALARS);
  if (kind === 6) return Array.from({ length: below(5) }, () => anyValue(depth + 1));
  if (kind === 7) return { role: oneOf(SCALARS), content: anyValue(depth + 1), type: oneOf(SCALARS) };
  return anyObject(depth + 1);
}

function anyObject(depth: number): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: below(5) }, () => [oneOf(FIELDS), anyValue(depth)]));
}

/** Mostly a good request with something odd in it: what is odd all over is refused at its first field. */
function anyBody(): string {
  const good = oneOf<object>([
    { messages: [{ role: 'user', content: 'Hi' }] },
    { messages: [{ role: 'user', content: 'Hi' }], stream: true },
    { prompt: 'Hi' },
    { prompt: ['Hi', 'Ho'], stream: true },
    { input: ['a', 'b'] },
    {},
  ]);
  const kind = below(20);
  if (kind === 0) return '';
  if (kind === 1) return JSON.stringify(good).slice(0, below(40));
  if (kind === 2) return `${'['.repeat(below(50_000))}`;
  if (kind === 3) return `{"messages":${'[{"content":'.repeat(2000)}1${'}]'.repeat(2000)}}`;
  if (kind === 4) return JSON.stringify(anyValue(0));
  if (kind === 5) return `{"a":1,"a":${'9'.repeat(400)},"__proto__":{"model":1}}`;
  if (kind === 6) return '\uFEFF{}\0';
  return JSON.stringify({ ...good, ...anyObject(0) });
}

interface Odd {
  method: string;
  path: string;
  body: string | undefined;
  type: string;
}

function anyRequest(): Odd {
  const method = oneOf(METHODS);
  return {
    method,
    path: oneOf(PATHS),
    body: method === 'GET' || method === 'HEAD' ? undefined : anyBody(),
    type: oneOf(['application/json', 'application/json', 'application/json', 'text/plain', '']),
  };
}

/** What is wrong with an answer, if anything. */
async function judge(response: Response, { method, path }: Odd): Promise<string | undefined> {
  const text = await response.text();
  if (response.status >= 500) return `${response.status} ${text}`;
  if (method === 'HEAD' || response.status === 204 || path === '/openapi.json') return undefined;
  if (response.status >= 400) return facade.ErrorResponse.safeParse(JSON.parse(text)).error?.message;
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return text.includes('"error"') || text.endsWith('data: [DONE]\n\n')
      ? undefined
      : `unfinished: ${text.slice(-100)}`;
  }
  const schemas = [
    facade.ChatCompletion,
    facade.Completion,
    facade.CreateEmbeddingResponse,
    facade.ModelList,
    facade.Model,
    facade.Health,
  ];
  return schemas.some((schema) => schema.safeParse(JSON.parse(text)).success)
    ? undefined
    : `of no schema: ${text.slice(0, 200)}`;
}

const SEATS: readonly { name: string; fetch: (request: Request) => Promise<Response> }[] = [
  { name: 'client.fetch', fetch: new EasyLLM(OPTIONS).fetch },
  { name: 'a gateway', fetch: async (request) => createGateway(OPTIONS).fetch(request) },
];

describe.each(SEATS)('$name', ({ fetch }) => {
  test(`answers ${COUNT} odd requests (seed ${SEED}) in OpenAI’s shapes, none with 5xx`, async () => {
    const problems: string[] = [];
    for (let count = 0; count < COUNT; count += 1) {
      const odd = anyRequest();
      const { method, path, body, type } = odd;
      const request = new Request(`http://localhost${path}`, {
        method,
        headers: { 'content-type': type },
        ...(body !== undefined && { body }),
      });
      const problem = await judge(await fetch(request), odd);
      if (problem !== undefined) problems.push(`${method} ${path} ${body?.slice(0, 200)}: ${problem}`);
    }

    expect(problems).toEqual([]);
  });
});
