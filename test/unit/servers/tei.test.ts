import { describe, expect, test } from 'vitest';

import type { Transport, TransportRequest } from '../../../src/net/transport.ts';
import { createTei } from '../../../src/servers/tei.ts';

const BASE = 'http://tei.test';

/** The typed client over a transport that gives this answer, and keeps the requests. */
function createClient(body: unknown, init: ResponseInit = {}) {
  const requests: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), init);
  };
  return { tei: createTei({ transport, redact: (text) => text }), requests };
}

describe('embed', () => {
  test('posts the body as it is to the endpoint itself', async () => {
    const { tei, requests } = createClient([[0.5]]);

    await tei.embed(BASE, { inputs: ['a'], truncate: false }, { headers: { 'x-mark': 'ours' } });

    expect(requests[0]).toMatchObject({ url: BASE, method: 'POST', body: '{"inputs":["a"],"truncate":false}' });
    expect(requests[0]?.headers['accept']).toBe('application/json');
    expect(requests[0]?.headers['x-mark']).toBe('ours');
  });

  test('merges extraBody last', async () => {
    const { tei, requests } = createClient([[0.5]]);

    await tei.embed(BASE, { inputs: 'a', truncate: false }, { extraBody: { truncate: true, model: 'm' } });

    expect(requests[0]?.body).toBe('{"inputs":"a","truncate":true,"model":"m"}');
  });

  test.each([
    [{ 'x-compute-tokens': '7' }, 7],
    [{ 'x-compute-tokens': '0' }, 0],
    [{ 'x-compute-tokens': 'many' }, undefined],
    [{}, undefined],
  ])('gives the vectors as they came, and with the headers %j counts %s tokens', async (headers, want) => {
    const { tei } = createClient([[0.5, -2]], { headers });

    expect(await tei.embed(BASE, { inputs: 'a' }, {})).toMatchObject({ vectors: [[0.5, -2]], promptTokens: want });
  });

  test.each([
    [
      422,
      { error: 'Input validation error: too long', error_type: 'Validation' },
      'UnprocessableEntityError',
      'Validation',
    ],
    [
      413,
      { error: 'batch size 33 > maximum allowed batch size 32', error_type: 'Validation' },
      'UnprocessableEntityError',
      'Validation',
    ],
    [
      424,
      { error: 'Backend error: Model is not an embedding model', error_type: 'Backend' },
      'InternalServerError',
      'Backend',
    ],
    [429, { error: 'Model is overloaded', error_type: 'Overloaded' }, 'RateLimitError', 'Overloaded'],
    [401, '', 'AuthenticationError', null],
  ])('throws our error for status %i with %j', async (status, body, name, code) => {
    const { tei } = createClient(body, { status });

    await expect(tei.embed(BASE, { inputs: 'a' }, {})).rejects.toMatchObject({ name, status, code });
  });

  test('calls an answer that is no JSON what it is', async () => {
    const { tei } = createClient('<html>Welcome</html>');

    await expect(tei.embed(BASE, { inputs: 'a' }, {})).rejects.toMatchObject({
      name: 'APIError',
      status: 200,
      message: `${BASE} answered with something else than JSON. Check \`apiBase\`.`,
    });
  });
});

describe('embedOpenAI', () => {
  const url = `${BASE}/v1/embeddings`;
  const usage = { prompt_tokens: 7, total_tokens: 7 };

  function item(index: number, embedding: number[]) {
    return { object: 'embedding', index, embedding };
  }

  test('puts the vectors into the order of their indexes', async () => {
    const data = [item(2, [3]), item(0, [1]), item(1, [2])];
    const { tei, requests } = createClient({ object: 'list', model: 'm', data, usage });

    expect(await tei.embedOpenAI(url, { input: ['a', 'b', 'c'] }, {})).toMatchObject({
      vectors: [[1], [2], [3]],
      promptTokens: 7,
    });
    expect(requests[0]).toMatchObject({ url, body: '{"input":["a","b","c"]}' });
  });

  test('gives one vector alone', async () => {
    const { tei } = createClient({ object: 'list', model: 'm', data: [item(0, [1, 2])] });

    expect(await tei.embedOpenAI(url, { input: 'a' }, {})).toMatchObject({ vectors: [1, 2], promptTokens: undefined });
  });

  test.each<[input: string | string[] | number[] | number[][], count: number]>([
    ['a', 1],
    [[5, 6], 1],
    [['a', 'b', 'c'], 3],
    [[[5], [6], [7]], 3],
  ])('takes no other number of vectors than there are inputs in %j', async (input, count) => {
    const { tei } = createClient({ object: 'list', model: 'm', data: [item(0, [1]), item(1, [2])] });

    await expect(tei.embedOpenAI(url, { input }, {})).rejects.toMatchObject({
      name: 'APIError',
      message: `${url} answered 2 vectors for ${count} inputs. Check \`apiBase\`.`,
    });
  });

  test.each([[[[0.5]]], [{}], [{ data: null }], ['null']])('calls the answer %j no embeddings', async (body) => {
    const { tei } = createClient(body);

    await expect(tei.embedOpenAI(url, { input: 'a' }, {})).rejects.toMatchObject({
      name: 'APIError',
      message: `${url} answered 200 without \`data\`: it serves no embeddings. Check \`apiBase\`.`,
    });
  });

  test('reads the flat errors of this route', async () => {
    const { tei } = createClient({ message: '`inputs` cannot be empty', code: 400, type: 'Empty' }, { status: 400 });

    await expect(tei.embedOpenAI(url, { input: '' }, {})).rejects.toMatchObject({
      name: 'BadRequestError',
      code: 'Empty',
      message: '400 `inputs` cannot be empty.',
    });
  });
});

describe('extractFeatures', () => {
  test('posts to the pipeline’s URL and gives any nesting as it came', async () => {
    const url = 'https://router.huggingface.co/hf-inference/models/org/name/pipeline/feature-extraction';
    const { tei, requests } = createClient([[[0.5, 1]]]);

    expect(await tei.extractFeatures(url, { inputs: 'a' }, {})).toMatchObject({ vectors: [[[0.5, 1]]] });
    expect(requests[0]).toMatchObject({ url, method: 'POST', body: '{"inputs":"a"}' });
  });
});
