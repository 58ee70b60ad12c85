/** How many texts servers take at once, what they cut and what they pass over. */
import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { ConfigurationError, EasyLLM, UnsupportedError } from '../../../src/index.ts';
import type { ServerName } from '../../../src/testing.ts';
import { fakeServer } from '../../../src/testing.ts';

const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

/** A server in OpenAI's shape that takes at most so many texts, and refuses more in its words. */
function limited(limit: number, refusal: (sent: number) => Response, options: EasyLLMOptions = {}) {
  const sent: number[] = [];
  const client = new EasyLLM({
    apiBase: 'http://llm.test/v1',
    apiKey: null,
    maxRetries: 0,
    ...options,
    fetch: async (request) => {
      if (request.method === 'GET') return new Response(null, { status: 404 });
      const { input } = JSON.parse(await request.text());
      const list: string[] = Array.isArray(input) ? input : [input];
      sent.push(list.length);
      if (list.length > limit) return refusal(list.length);
      const data = list.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: [Number(text.slice(5)) || 0, 1],
      }));
      return Response.json({
        object: 'list',
        data,
        model: 'm',
        usage: { prompt_tokens: list.length, total_tokens: list.length },
      });
    },
  });
  return { client, sent };
}

const tooMany = (limit: number) => () =>
  Response.json(
    { error: { message: `batch size is invalid, it should not be larger than ${limit}.` } },
    { status: 400 },
  );

describe('a list of texts', () => {
  test('that a server refuses for its length is sent in smaller ones, in order, and those after it too', async () => {
    const { client, sent } = limited(10, tooMany(10));

    const { data, usage } = await client.embeddings.create({ input: texts(70) });
    const first = sent.splice(0);
    await client.embeddings.create({ input: texts(25) });

    expect(data.map(({ embedding }) => embedding[0])).toEqual(texts(70).map((_, index) => index));
    expect(usage?.prompt_tokens).toBe(70);
    expect(first.filter((count) => count > 10).length).toBeLessThanOrEqual(3);
    expect(sent).toEqual([10, 10, 5]);
  });

  test('is halved where the server names no number', async () => {
    const { client, sent } = limited(5, () =>
      Response.json({ message: 'Too many inputs in request' }, { status: 413 }),
    );

    await client.embeddings.create({ input: texts(16) });

    expect(sent).toEqual([16, 8, 4, 4, 4, 4]);
  });

  test('fails of its own error at last, after few requests', async () => {
    const { client, sent } = limited(0, tooMany(0));

    await expect(client.embeddings.create({ input: texts(8) })).rejects.toMatchObject({ status: 400 });
    expect(sent.length).toBeLessThan(12);
  });

  test('goes in batches of embeddingBatchSize, and nothing is asked', async () => {
    const server = fakeServer({ like: 'tei' });
    const options = { apiBase: 'http://tei.test', apiKey: null, embeddingBatchSize: 3, fetch: server };

    await new EasyLLM(options).embeddings.create({ input: texts(7) });

    expect(server.requests.map(({ method, body }) => [method, JSON.parse(body).inputs.length])).toEqual([
      ['POST', 3],
      ['POST', 3],
      ['POST', 1],
    ]);
  });

  test('in batches of embeddingBatchSize says nothing of prompts', async () => {
    const server = fakeServer({ like: 'tgi' });
    const options = { apiBase: 'http://tgi.test/v1', apiKey: null, embeddingBatchSize: 64, fetch: server };

    await new EasyLLM(options).completions.create({ prompt: texts(6) });

    const sizes = server.requests.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body).prompt.length]));
    // What the script lacks of answers is asked for again.
    expect(sizes.slice(0, 2)).toEqual([4, 2]);
  });

  test('of a TEI is split as it says', async () => {
    const server = fakeServer({ like: 'tei' });
    const client = new EasyLLM({ apiBase: 'http://tei.test/v1', apiKey: null, fetch: server });

    await client.embeddings.create({ input: texts(40) });

    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /info',
      'POST /v1/embeddings',
      'POST /v1/embeddings',
    ]);
  });

  test.each([0, -1, 1.5, Number.NaN, '8', null])('is refused an embeddingBatchSize of %j', async (size) => {
    const options = { apiBase: 'http://tei.test', embeddingBatchSize: size as number };

    await expect(new EasyLLM(options).embeddings.create({ input: ['a'] })).rejects.toThrow(ConfigurationError);
  });
});

describe('texts that a TEI cuts at /v1', () => {
  function connect(options: { answers?: (path: string) => Response | undefined; apiBase?: string } = {}) {
    const warnings: string[] = [];
    const server = fakeServer({ like: 'tei' });
    const client = new EasyLLM({
      apiBase: options.apiBase ?? 'http://tei.test/v1',
      apiKey: null,
      maxRetries: 0,
      logger: { error() {}, warn: (words) => void warnings.push(words), info() {}, debug() {} },
      fetch: async (request) => options.answers?.(new URL(request.url).pathname) ?? server(request),
    });
    const posts = () => server.requests.filter(({ method }) => method === 'POST').length;
    return { client, warnings, posts };
  }
  const LONG = 'word '.repeat(300);

  test('are warned of once', async () => {
    const { client, warnings, posts } = connect();

    await client.embeddings.create({ input: LONG });
    await client.embeddings.create({ input: ['short', LONG] });

    expect(warnings).toEqual([expect.stringMatching(/cuts texts of more than 256 tokens in silence/)]);
    expect(posts()).toBe(2);
  });

  test.each([
    ['short', 'one.'],
    ['short, and many', texts(40)],
    ['long, and few tokens', 'internationalization '.repeat(50)],
  ])('are not warned of where they are %s', async (_, input) => {
    const { client, warnings } = connect();

    await client.embeddings.create({ input });

    expect(warnings).toEqual([]);
  });

  test('are not warned of where the server refuses them', async () => {
    const info = () =>
      Response.json({ model_type: {}, max_input_length: 256, max_client_batch_size: 32, auto_truncate: false });
    const { client, warnings } = connect({ answers: (path) => (path === '/info' ? info() : undefined) });

    await client.embeddings.create({ input: LONG });

    expect(warnings).toEqual([]);
  });

  test('are refused at its root', async () => {
    const { client, warnings } = connect({ apiBase: 'http://tei.test' });

    await expect(client.embeddings.create({ input: LONG })).rejects.toMatchObject({ status: 422 });
    expect(warnings).toEqual([]);
  });

  test('are no matter of other servers, which are not asked', async () => {
    const server = fakeServer({ like: 'vllm' });
    const client = new EasyLLM({ apiBase: 'http://vllm.test/v1', apiKey: null, fetch: server });

    await client.embeddings.create({ input: LONG });

    expect(server.requests).toHaveLength(1);
  });
});

describe('dimensions', () => {
  const ask = async (like: ServerName, options: EasyLLMOptions = {}) => {
    const server = fakeServer({ like });
    const client = new EasyLLM({
      apiBase: `http://${like}.test/v1`,
      apiKey: null,
      maxRetries: 0,
      ...options,
      fetch: server,
    });
    const asked = client.embeddings.create({ model: 'm', input: 'Hi', dimensions: 2 });
    const posts = () => server.requests.filter(({ method }) => method === 'POST');
    return { asked, posts };
  };

  test.each([
    ['http://llamacpp.test/v1', {}],
    ['http://llamacpp.test', { dialect: 'llamacpp' as const }],
  ])('are refused where llama.cpp would pass them over (%s)', async (apiBase, options) => {
    const { asked, posts } = await ask('llamacpp', { apiBase, ...options });

    await expect(asked).rejects.toThrow(UnsupportedError);
    await expect(asked).rejects.toMatchObject({ param: 'dimensions', message: expect.stringContaining('llama.cpp') });
    expect(posts()).toEqual([]);
  });

  test.each(['ollama', 'openai', 'tei'] as const)('go to %s', async (like) => {
    const { asked, posts } = await ask(like);

    expect((await asked).data[0]?.embedding).toHaveLength(2);
    expect(posts().map(({ body }) => JSON.parse(body).dimensions)).toEqual([2]);
  });

  test('are refused by vLLM itself', async () => {
    await expect((await ask('vllm')).asked).rejects.toMatchObject({ status: 400 });
  });
});

describe('members that the spec does not name', () => {
  function connect(options: EasyLLMOptions = {}) {
    const sent: Record<string, unknown>[] = [];
    const client = new EasyLLM({
      apiBase: 'http://llm.test/v1',
      apiKey: null,
      maxRetries: 0,
      ...options,
      fetch: async (request) => {
        if (request.method === 'GET') return new Response(null, { status: 404 });
        sent.push(JSON.parse(await request.text()));
        const data = [{ object: 'embedding', index: 0, embedding: [1, 0] }];
        return Response.json({ object: 'list', data, model: 'm' });
      },
    });
    const ask = async (extra: object, path?: 'http') => {
      const body = { input: 'a', ...extra };
      if (path === undefined) return client.embeddings.create(body);
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return (await client.fetch('http://easyllm/v1/embeddings', init)).status;
    };
    return { ask, sent };
  }

  test('go to a server in OpenAI’s shape as they are, and to a TEI by `extraBody` alone', async () => {
    const { ask, sent } = connect();
    const natively = connect({ apiBase: 'http://tei.test' });

    await ask({ truncate_prompt_tokens: 5, priority: 1, absent: null });

    expect(sent).toEqual([{ input: 'a', truncate_prompt_tokens: 5, priority: 1 }]);
    await expect(natively.ask({ truncate_prompt_tokens: 5 })).rejects.toMatchObject({
      param: 'truncate_prompt_tokens',
    });
    expect(natively.sent).toEqual([]);
  });

  test.each([
    [undefined, { truncate_prompt_tokens: 5 }, 200],
    [undefined, { priority: 1 }, 400],
    [undefined, { dimensionss: 2 }, 400],
    [false, { truncate_prompt_tokens: 5 }, 400],
    [['priority'], { priority: 1 }, 200],
    [['priority'], { truncate_prompt_tokens: 5 }, 400],
  ])('where passUnknown is %j, %j is answered %i over HTTP', async (passUnknown, extra, status) => {
    const { ask, sent } = connect({ passUnknown });

    expect(await ask(extra, 'http')).toBe(status);
    expect(sent).toEqual(status === 200 ? [{ input: 'a', ...extra }] : []);
  });

  test('an empty text is refused by its place', async () => {
    const { ask, sent } = connect();

    await expect(ask({ input: ['a', ''] })).rejects.toMatchObject({ param: 'input[1]' });
    await expect(ask({ input: '' })).rejects.toMatchObject({ param: 'input' });
    expect(sent).toEqual([]);
  });
});
