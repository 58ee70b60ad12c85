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
