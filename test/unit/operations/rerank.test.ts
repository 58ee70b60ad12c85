import { describe, expect, test } from 'vitest';
import { EasyLLM, UnsupportedError } from '../../../src/index.ts';
import { fakeServer } from '../../../src/testing.ts';

const QUERY = 'what is deep learning';
const DOCUMENTS = ['cheese and milk', 'deep learning is what it is', 'learning'];

interface Sent {
  url: string;
  body: Record<string, unknown> | undefined;
}

/** A client of a server that is answered for by `answer`, and what it sent. */
function asking(apiBase: string, answer: (sent: Sent) => Response): { client: EasyLLM; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (input: Request | URL | string, init?: RequestInit) => {
    const request = new Request(input, init);
    const text = await request.text();
    const one = { url: request.url, body: text === '' ? undefined : JSON.parse(text) };
    sent.push(one);
    return answer(one);
  };
  return { client: new EasyLLM({ apiBase, apiKey: null, maxRetries: 0, fetch }), sent };
}

/** A TEI whose score of a text is the number that it is. */
function scoring({ url, body }: Sent): Response {
  if (url.endsWith('/info')) return Response.json({ max_client_batch_size: 2, model_type: { reranker: {} } });
  const ranks = ((body?.['texts'] ?? []) as string[]).map((text, index) => ({ index, score: Number(text) }));
  return Response.json(ranks, { headers: { 'x-compute-tokens': '5' } });
}

describe('rerank.create', () => {
  test.each(['tei', 'vllm', 'llamacpp', 'sglang'] as const)('ranks the best first like %s', async (like) => {
    for (const apiBase of ['http://a.test', 'http://a.test/v1']) {
      const client = new EasyLLM({ apiBase, apiKey: null, maxRetries: 0, fetch: fakeServer({ like }) });

      const { results, id } = await client.rerank.create({
        query: QUERY,
        documents: DOCUMENTS,
        return_documents: true,
      });

      expect(id).not.toBe('');
      expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
      expect(results.map(({ document }) => document?.text)).toEqual([1, 2, 0].map((at) => DOCUMENTS[at]));
      expect(results.every(({ relevance_score: score }, at) => score <= (results[at - 1]?.relevance_score ?? 1))).toBe(
        true,
      );
    }
  });

  test('ranks a list that is longer than a batch of TEI as one', async () => {
    const { client, sent } = asking('http://tei.test', scoring);

    const { results, usage, meta } = await client.rerank.create({
      query: 'x',
      documents: ['3', { text: '9', title: 'nine' }, '1', '7', '5'],
      top_n: 3,
      return_documents: true,
    });

    expect(results).toEqual([
      { index: 1, relevance_score: 9, document: { text: '9', title: 'nine' } },
      { index: 3, relevance_score: 7, document: { text: '7' } },
      { index: 4, relevance_score: 5, document: { text: '5' } },
    ]);
    expect(usage).toEqual({ prompt_tokens: 15, total_tokens: 15 });
    // The AI SDK's Cohere takes no answer without it.
    expect(meta).toEqual({});
    const batches = sent.flatMap(({ body }) => (body === undefined ? [] : [body]));
    expect(batches.map(({ texts }) => (texts as string[]).length).toSorted()).toEqual([1, 2, 2]);
    for (const { texts: _, ...rest } of batches) {
      expect(rest).toEqual({ query: 'x', raw_scores: false, return_text: false, truncate: false });
    }
  });

  test('tells TEI what the caller chose', async () => {
    const { client, sent } = asking('http://tei.test', scoring);

    await client.rerank.create({
      query: 'x',
      documents: ['1'],
      raw_scores: true,
      truncate: true,
      truncation_direction: 'left',
    });

    expect(sent.map(({ body }) => body)).toEqual([
      { query: 'x', texts: ['1'], raw_scores: true, return_text: false, truncate: true, truncation_direction: 'left' },
    ]);
  });

  test('keeps what an OpenAI-shaped server adds, and applies top_n again', async () => {
    const { client, sent } = asking('http://v1.test/v1', () =>
      Response.json({
        id: 'r-1',
        model: 'ranker',
        object: 'list',
        meta: { billed_units: { search_units: 1 } },
        usage: { total_tokens: 12 },
        results: [
          { index: 0, relevance_score: 0.1 },
          { index: 1, relevance_score: 0.9 },
        ],
      }),
    );

    const ranked = await client.rerank.create({ query: 'x', documents: ['a', { text: 'b' }], top_n: 1, model: 'm' });

    expect(sent).toEqual([
      { url: 'http://v1.test/v1/rerank', body: { query: 'x', documents: ['a', 'b'], model: 'm', top_n: 1 } },
    ]);
    expect(ranked).toEqual({
      id: 'r-1',
      model: 'ranker',
      object: 'list',
      meta: { billed_units: { search_units: 1 } },
      usage: { total_tokens: 12 },
      results: [{ index: 1, relevance_score: 0.9 }],
    });
  });

  test.each<[what: string, answer: unknown, reason: string]>([
    ['no results', { data: [] }, 'without `results`'],
    ['null', null, 'without `results`'],
    [
      'a place that no document has',
      { results: [{ index: 2, relevance_score: 1 }] },
      'a rank of none of the documents',
    ],
    ['a place that is a text', { results: [{ index: '0', relevance_score: 1 }] }, 'a rank of none of the documents'],
    ['a score that is none', { results: [{ index: 0, relevance_score: null }] }, 'no finite number'],
    [
      'one document twice',
      {
        results: [
          { index: 0, relevance_score: 1 },
          { index: 0, relevance_score: 0.5 },
        ],
      },
      'two ranks of one document',
    ],
    ['fewer than were asked for', { results: [{ index: 0, relevance_score: 1 }] }, '1 ranks where 2 were asked for'],
  ])('refuses an answer with %s', async (_what, answer, reason) => {
    const { client } = asking('http://v1.test/v1', () => Response.json(answer));

    const ranked = client.rerank.create({ query: 'x', documents: ['a', 'b'] });

    await expect(ranked).rejects.toMatchObject({ name: 'APIError', message: expect.stringContaining(reason) });
  });

  test.each([
    ['http://tei.test', 424, { error: 'Backend error: model is not a re-ranker model', error_type: 'Backend' }],
    ['http://v1.test/v1', 404, { detail: 'Not Found' }],
    ['http://v1.test/v1', 405, { detail: 'Method Not Allowed' }],
    ['http://v1.test/v1', 501, { error: { message: 'This server does not support reranking.', code: 501 } }],
    ['http://v1.test/v1', 400, { message: 'The model does not support Rerank (Score) API' }],
  ])('says that the server at %s ranks nothing, for %i', async (apiBase, status, body) => {
    const { client } = asking(apiBase, () => Response.json(body, { status }));

    const ranked = client.rerank.create({ query: 'x', documents: ['a'] });

    await expect(ranked).rejects.toSatisfy((error) => UnsupportedError.isInstance(error));
    await expect(ranked).rejects.toThrow('The server ranks nothing');
  });

  test('hands on that the server lacks the model', async () => {
    const { client } = asking('http://v1.test/v1', () =>
      Response.json({ error: { message: 'The model `m` does not exist.', code: 404 } }, { status: 404 }),
    );

    const ranked = client.rerank.create({ query: 'x', documents: ['a'], model: 'm' });

    await expect(ranked).rejects.toMatchObject({ name: 'NotFoundError', status: 404 });
  });

  test.each([
    [{ query: 'x', documents: [] }, 'documents'],
    [{ query: '', documents: ['a'] }, 'query'],
    [{ query: 'x', documents: ['a', 7] }, 'documents[1]'],
    [{ query: 'x', documents: [{ title: 'a' }] }, 'documents[0].text'],
    [{ query: 'x', documents: ['a'], top_n: 0 }, 'top_n'],
  ])('refuses %j before anything is sent', async (body, param) => {
    const { client, sent } = asking('http://v1.test/v1', () => Response.json({}));

    const ranked = client.rerank.create(body as Parameters<typeof client.rerank.create>[0]);

    await expect(ranked).rejects.toMatchObject({ name: 'BadRequestError', param });
    expect(sent).toEqual([]);
  });

  test.each([
    ['http://tei.test', 'rank_fields', ['text']],
    ['http://tei.test', 'max_tokens_per_doc', 5],
    ['http://v1.test/v1', 'truncate', true],
    ['http://v1.test/v1', 'raw_scores', true],
  ])('refuses at %s what the server has no place for: %s', async (apiBase, name, value) => {
    const { client } = asking(apiBase, ({ url }) =>
      url.endsWith('/info') ? Response.json({ model_type: { reranker: {} } }) : Response.json({}, { status: 404 }),
    );

    const ranked = client.rerank.create({ query: 'x', documents: ['a'], [name]: value });

    await expect(ranked).rejects.toMatchObject({ name: 'UnsupportedError', param: name });
  });

  test('sends what only some servers know', async () => {
    const { client, sent } = asking('http://v1.test/v1', () =>
      Response.json({ results: [{ index: 0, relevance_score: 1 }] }),
    );
    const documents = [{ text: 'a', title: 'b' }];

    await client.rerank.create(
      { query: 'x', documents, rank_fields: ['title'], max_tokens_per_doc: 9 },
      { extraBody: { instruction: 'i' } },
    );

    expect(sent[0]?.body).toEqual({
      query: 'x',
      documents,
      rank_fields: ['title'],
      max_tokens_per_doc: 9,
      instruction: 'i',
    });
  });
});

describe('the routes of client.fetch', () => {
  test.each(['/v1/rerank', '/rerank', '/v2/rerank'])('rank documents at %s', async (path) => {
    const client = new EasyLLM({ apiBase: 'http://a.test', apiKey: null, fetch: fakeServer({ like: 'tei' }) });

    const response = await client.fetch(path, {
      method: 'POST',
      body: JSON.stringify({ query: QUERY, documents: DOCUMENTS, model: 'm', top_n: 1 }),
    });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ model: 'm', results: [{ index: 1 }] });
  });
});
