import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../../src/index.ts';

function connect(answers: Readonly<Record<string, unknown>>) {
  return new EasyLLM({
    apiBase: 'http://llm.test',
    apiKey: null,
    maxRetries: 0,
    fetch: async (request) => {
      const answer = answers[new URL(request.url).pathname];
      return answer === undefined ? new Response(null, { status: 404 }) : Response.json(answer);
    },
  });
}

const model = { id: 'org/m', object: 'model', created: 5, owned_by: 'vllm', max_model_len: 4096 };

describe('models.list', () => {
  test.each([
    ['a list in OpenAI’s shape', { object: 'list', data: [model] }, [model]],
    ['a bare list', [model], [model]],
    ['null', { object: 'list', data: null }, []],
    ['a list by another name', { models: [model] }, [model]],
    ['names alone', ['org/a'], [{ id: 'org/a', object: 'model', created: 0, owned_by: 'org' }]],
    [
      'models by another name of theirs, and what is none beside them',
      { data: [{ name: 'a', size: 5 }, null, 7, {}] },
      [{ id: 'a', name: 'a', size: 5, object: 'model', created: 0, owned_by: 'a' }],
    ],
  ])('reads %s', async (_, answer, data) => {
    const client = connect({ '/v1/models': answer });

    expect((await client.models.list()).data).toEqual(data);
  });

  test('names the route that was asked, where neither it nor TGI’s older one is there', async () => {
    await expect(connect({}).models.list()).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('http://llm.test/v1/models'),
    });
  });
});

describe('the model of an answer without one asked', () => {
  const info = { model_id: 'org/m', max_client_batch_size: 32, model_type: { embedding: {} }, max_input_length: 512 };
  const server = () => connect({ '/': [[1], [2]], '/info': info, '/rerank': [{ index: 0, score: 1 }] });
  const two = { input: ['a', 'b'] };

  test('is the address, then the name that the server has said on the way to an answer', async () => {
    const client = server();
    const first = await client.rerank.create({ query: 'a', documents: ['b'] });
    const second = await client.embeddings.create(two);
    const third = await client.rerank.create({ query: 'a', documents: ['b'] });

    expect([first.model, second.model, third.model]).toEqual(['http://llm.test', 'org/m', 'org/m']);
  });

  test('is the one that is asked for, where there is one', async () => {
    const client = server();
    await client.embeddings.create(two);

    expect((await client.embeddings.create({ ...two, model: 'mine' })).model).toBe('mine');
  });
});
