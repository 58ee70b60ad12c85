import { describe, expect, test } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import { startFakeServer, startFakeTgi } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';

const BODIES = {
  '/v1/chat/completions': CHAT,
  '/v1/completions': { prompt: 'a' },
  '/v1/embeddings': { input: 'a' },
  '/v1/rerank': { query: 'a', documents: ['b'] },
  '/v1/responses': { input: 'a' },
  '/v1/responses/input_tokens': { input: 'a' },
  '/v1/prompt': CHAT,
} as const;

async function errorOf(response: Response) {
  return { status: response.status, ...facade.ErrorResponse.parse(await response.json()).error };
}

describe('a route that the server of a model lacks', () => {
  test.each([
    ['tgi', '', ['/v1/embeddings', '/v1/rerank']],
    [
      'tei',
      '',
      ['/v1/chat/completions', '/v1/completions', '/v1/responses', '/v1/responses/input_tokens', '/v1/prompt'],
    ],
    ['ollama', '/v1', ['/v1/rerank', '/v1/responses/input_tokens', '/v1/prompt']],
    ['vllm', '/v1', ['/v1/prompt']],
  ] as const)('is 404 by name: %s', async (like, suffix, lacking) => {
    await using server = await startFakeServer({ like });
    await using gateway = await serveGateway({}, { models: { m: { apiBase: server.url + suffix } } });
    const { post } = ask(gateway.url);
    for (const path of lacking) {
      expect([path, await errorOf(await post({ ...BODIES[path], model: 'm' }, path))]).toMatchObject([
        path,
        { status: 404, code: 'unsupported_operation', message: `The server of this model does not offer ${path}.` },
      ]);
    }
  });

  test('is found of a list, too, that a TGI takes for one prompt', async () => {
    await using server = await startFakeServer({ like: 'tgi' });
    await using gateway = await serveGateway({ apiBase: server.url });
    const error = await errorOf(await ask(gateway.url).post({ input: ['a', 'b'] }, '/v1/embeddings'));

    expect(error).toMatchObject({ status: 404, code: 'unsupported_operation' });
  });

  test.each([
    '{"detail":"Not Found"}',
    '',
    '404 page not found',
    '{"error":{"message":"File Not Found","code":404}}',
    '{"error":{"message":"Not Found","type":"not_found","code":"not_found"}}',
  ])('is told from a model that is not there: %s', async (words) => {
    await using server = await startFakeTgi({ script: [{ status: 404, steps: [{ send: words }] }] });
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` }, { auth: { keys: ['sk-a'] } });
    for (const [path, body] of Object.entries(BODIES)) {
      const error = await errorOf(await ask(gateway.url, 'sk-a').post({ ...body, model: 'm' }, path));

      expect([path, error.status, error.code]).toEqual([path, 404, 'unsupported_operation']);
    }
  });

  test.each([
    '{"error":{"message":"The model `m` does not exist.","code":404}}',
    '{"error":"model \\"m\\" not found"}',
  ])('is not meant by %s', async (words) => {
    await using server = await startFakeTgi({ script: [{ status: 404, steps: [{ send: words }] }] });
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` });
    const error = await errorOf(await ask(gateway.url).post({ ...CHAT, model: 'm' }));

    expect(error.status).toBe(404);
    expect(error.code).not.toBe('unsupported_operation');
  });
});

describe('routes of TGI and TEI', () => {
  test.each([
    ['/generate', 'Use POST /v1/completions.'],
    ['/', 'No such route: POST /. Offered are POST /v1/chat/completions'],
    ['/generate_stream', 'Use POST /v1/completions with'],
    ['/tokenize', 'Use POST /v1/responses/input_tokens'],
    ['/embed', 'Use POST /v1/embeddings.'],
    ['/constructor', 'No such route: POST /constructor. Offered are POST /v1/chat/completions'],
  ])('answer POST %s with 404 and what is offered', async (path, words) => {
    await using gateway = await serveGateway({ apiBase: 'http://127.0.0.1:1' });
    const error = await errorOf(await ask(gateway.url).post({ inputs: 'a' }, path));

    expect(error).toMatchObject({ status: 404, code: 'route_not_found' });
    expect(error.message).toContain(words);
  });
});

describe('stream_options', () => {
  test.each(['/v1/chat/completions', '/v1/completions'] as const)('wants a stream: %s', async (path) => {
    await using server = await startFakeServer({ like: 'vllm' });
    await using gateway = await serveGateway({ apiBase: `${server.url}/v1` });
    const { post } = ask(gateway.url);
    const body = { ...BODIES[path], model: 'm', stream_options: { include_usage: true } };

    for (const stream of [undefined, false, null]) {
      expect(await errorOf(await post({ ...body, stream }, path))).toMatchObject({
        status: 400,
        param: 'stream_options',
        type: 'invalid_request_error',
      });
    }
    expect((await post({ ...body, stream: true }, path)).status).toBe(200);
    expect((await post({ ...body, stream_options: null }, path)).status).toBe(200);
  });
});

describe('the models of a gateway', () => {
  test('have what their servers tell of them, under the names that callers use', async () => {
    const entry = { id: 'org/large', object: 'model', created: 1_764_000_000, owned_by: 'vllm', max_model_len: 8192 };
    const list = JSON.stringify({ object: 'list', data: [entry, { ...entry, id: 'org/other', max_model_len: 1 }] });
    await using server = await startFakeTgi({ script: [{ steps: [{ send: list }] }] });
    const apiBase = `${server.url}/v1`;
    const models = {
      large: { apiBase, model: 'org/large' },
      'org/other': { apiBase },
      unlisted: { apiBase, model: 'org/none' },
      down: { apiBase: 'http://127.0.0.1:1' },
    };
    await using gateway = await serveGateway({}, { models });
    const { get } = ask(gateway.url);
    const ready = { easyllm: { ready: true } };
    const unknown = { object: 'model', created: 0, owned_by: 'easyllm' };

    expect(await (await get('/v1/models')).json()).toEqual({
      object: 'list',
      data: [
        { ...entry, id: 'large', ...ready },
        { ...entry, id: 'org/other', max_model_len: 1, ...ready },
        { ...unknown, id: 'unlisted', ...ready },
        { ...unknown, id: 'down', easyllm: { ready: false } },
      ],
    });
    expect(await (await get('/v1/models/org%2Fother')).json()).toMatchObject({
      ...entry,
      id: 'org/other',
      max_model_len: 1,
    });
    // One server is asked once, however many models it has.
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['tgi', { max_model_len: 4096, easyllm: { ready: true, operations: ['chat', 'completions'] } }],
    ['tei', { max_model_len: 256, easyllm: { ready: true, operations: ['embeddings'] } }],
    ['vllm', { easyllm: { ready: true } }],
  ] as const)('have what a %s says of itself, named in the settings or not', async (like, told) => {
    await using server = await startFakeServer({ like });
    for (const models of [undefined, { m: { apiBase: server.url } }]) {
      await using gateway = await serveGateway({ apiBase: server.url }, models === undefined ? {} : { models });
      const { data } = facade.ModelList.parse(await (await ask(gateway.url).get('/v1/models')).json());

      expect(data).toMatchObject([told]);
    }
  });
});

test('texts are embedded as many at once as a model’s settings say', async () => {
  await using server = await startFakeServer({ like: 'vllm' });
  const asked: string[][] = [];
  const fetch = async (request: Request) => {
    const { input } = JSON.parse(await request.clone().text());
    asked.push(input);
    return globalThis.fetch(request);
  };
  const models = { m: { apiBase: `${server.url}/v1`, dialect: 'vllm' as const, embeddingBatchSize: 2 } };
  await using gateway = await serveGateway({ fetch }, { models });
  const answer = await ask(gateway.url).post({ model: 'm', input: ['a', 'b', 'c'] }, '/v1/embeddings');

  expect(answer.status).toBe(200);
  expect(asked.toSorted()).toEqual([['a', 'b'], ['c']]);
});
