import { describe, expect, test } from 'vitest';
import { estimateTokens } from '../../../../src/http/gateway/token-estimate.ts';

describe('estimateTokens', () => {
  test.each<[body: unknown, prompt: number, written: number]>([
    [{ messages: [{ role: 'user', content: 'x'.repeat(36) }] }, 10, 0],
    [{ prompt: ['x'.repeat(8), 'x'.repeat(8)], max_tokens: 50 }, 4, 50],
    [{ prompt: 'x', max_tokens: 50, max_completion_tokens: 7, n: 3 }, 1, 21],
    [{ input: [[1, 2, 3], [4]] }, 4, 0],
    [{ input: 'x'.repeat(40), instructions: 'x'.repeat(40), max_output_tokens: 5 }, 20, 5],
    [{ messages: [{ content: [{ image_url: { url: `data:image/png;base64,${'x'.repeat(4000)}` } }] }] }, 0, 0],
    [{ messages: null, max_tokens: -1, n: Infinity }, 0, 0],
    [{ max_tokens: '9' }, 0, 0],
    [{}, 0, 0],
    [[], 0, 0],
    [null, 0, 0],
    ['text', 0, 0],
  ])('takes %j for %i tokens of prompt and %i to write', (body, prompt, written) => {
    expect(estimateTokens(body)).toEqual({ prompt, written });
  });

  test('reads a body of any depth, in time that grows with its length', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}"four"${']'.repeat(200_000)}`);

    expect(estimateTokens({ input: deep }).prompt).toBe(1);
  });
});
