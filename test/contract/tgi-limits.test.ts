import { describe, expect, test } from 'vitest';
import { validators } from '../../src/tgi.ts';

/** All parameters that the router reads as `Option`; it refuses null for the others. */
const NULLABLE =
  'adapter_id best_of frequency_penalty grammar max_new_tokens repetition_penalty return_full_text seed temperature top_k top_n_tokens top_p truncate typical_p';
const NOT_NULLABLE = 'decoder_input_details details do_sample stop watermark';

describe('the validator of TGI’s parameters', () => {
  test.each([
    ['best_of', [0, 2], [3, -1]],
    ['frequency_penalty', [-2, 2], [-2.1, 2.1]],
    ['max_new_tokens', [1, 2 ** 32 - 1], [0, 1.5, 2 ** 32]],
    ['repetition_penalty', [0.1], [0]],
    ['seed', [0, 2 ** 63], [-1, 2 ** 64]],
    ['stop', [[], ['a', 'b', 'c', 'd']], ['a', ['a', 'b', 'c', 'd', 'e']]],
    ['temperature', [0.1], [0]],
    ['top_k', [1, 2 ** 31 - 1], [0, 2 ** 31]],
    ['top_n_tokens', [0, 5], [6]],
    ['top_p', [0.5], [0, 1]],
    ['truncate', [1], [0, 2 ** 64]],
    ['typical_p', [0.5], [0, 1]],
  ])('takes of %s what the router takes', (name, taken, refused) => {
    expect(taken.filter((value) => !takes(name, value))).toEqual([]);
    expect(refused.filter((value) => takes(name, value))).toEqual([]);
  });

  test('takes null where the router does, and nowhere else', () => {
    const names = Object.keys(validators.GenerateParameters.shape);

    expect(names.filter((name) => takes(name, null))).toEqual(NULLABLE.split(' '));
    expect(names.filter((name) => !takes(name, null))).toEqual(NOT_NULLABLE.split(' '));
  });
});

test.each(['ChatRequest', 'CompletionRequest'] as const)('%s has seeds of 64 bits', (name) => {
  const body = name === 'ChatRequest' ? { messages: [] } : { prompt: 'a' };

  expect(validators[name].safeParse({ ...body, seed: 2 ** 63 }).success).toBe(true);
  expect(validators[name].safeParse({ ...body, seed: 2 ** 64 }).success).toBe(false);
});

function takes(name: string, value: unknown): boolean {
  return validators.GenerateParameters.safeParse({ [name]: value }).success;
}
