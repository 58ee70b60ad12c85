import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../../src/index.ts';

/** A server in OpenAI's shape that gives these vectors. */
function serving(vectors: readonly unknown[]): EasyLLM {
  const fetch = async () => {
    const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    return new Response(JSON.stringify({ object: 'list', data }).replaceAll('"1e400"', '1e400'), {
      headers: { 'content-type': 'application/json' },
    });
  };
  return new EasyLLM({ apiBase: 'http://v1.test/v1', apiKey: null, maxRetries: 0, fetch });
}

const encode = (numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString('base64');

describe('embeddings.create', () => {
  test.each<[what: string, vectors: unknown[], dimensions: number | undefined, reason: string]>([
    ['an infinite number', [[1, '1e400']], undefined, 'finite numbers'],
    ['no number', [[1, null]], undefined, 'finite numbers'],
    ['an encoded infinite number', [encode([1, Infinity])], undefined, 'neither numbers nor base64'],
    ['an encoded NaN', [encode([1, Number.NaN])], undefined, 'neither numbers nor base64'],
    ['vectors of two lengths', [[1, 2], [1]], undefined, 'one vector has 2 numbers, and another 1'],
    [
      'encoded vectors of two lengths',
      [encode([1, 2]), encode([1])],
      undefined,
      'one vector has 2 numbers, and another 1',
    ],
    ['another length than was asked for', [[1, 2, 3]], 2, '3 numbers, where `dimensions` asks for 2'],
  ])('refuses %s', async (_what, vectors, dimensions, reason) => {
    const input = vectors.map(String);
    const made = serving(vectors).embeddings.create({ input, ...(dimensions !== undefined && { dimensions }) });

    await expect(made).rejects.toMatchObject({ name: 'APIError', message: expect.stringContaining(reason) });
  });

  test('takes vectors of the length that was asked for, in both forms', async () => {
    const input = ['a', 'b'];
    const { data } = await serving([[1, 2], encode([3, 4])]).embeddings.create({ input, dimensions: 2 });

    expect(data.map(({ embedding }) => embedding)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});
