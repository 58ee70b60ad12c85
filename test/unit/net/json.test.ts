import { describe, expect, test } from 'vitest';

import { mergeBody, parseWithExactSeeds, stringifyWithSeed, toJson } from '../../../src/net/json.ts';

describe('parseWithExactSeeds', () => {
  test.each([
    ['{"seed":2835381823020158940}', { seed: '2835381823020158940' }],
    ['{"seed":18446744073709551615}', { seed: '18446744073709551615' }],
    ['{"seed":0}', { seed: '0' }],
    ['{"seed":null}', { seed: null }],
    ['{ "a" : 1 , "seed" : 42 }', { a: 1, seed: '42' }],
    ['{"a":1,\n  "seed":\n42}', { a: 1, seed: '42' }],
    ['[{"details":{"generated_tokens":3,"seed":7}}]', [{ details: { generated_tokens: 3, seed: '7' } }]],
    ['{"a":[{"seed":1},{"seed":2}]}', { a: [{ seed: '1' }, { seed: '2' }] }],
    ['{"seeds":1,"my_seed":2,"seed_":3}', { seeds: 1, my_seed: 2, seed_: 3 }],
    ['{"seed":"42"}', { seed: '42' }],
    ['{"seed":1.5}', { seed: 1.5 }],
    ['{"seed":1e3}', { seed: 1000 }],
    ['{"seed":-1}', { seed: -1 }],
    ['{"a":1}', { a: 1 }],
    ['"seed"', 'seed'],
    ['["seed",42]', ['seed', 42]],
  ])('reads %s', (text, want) => {
    expect(parseWithExactSeeds(text)).toEqual(want);
  });

  test.each([
    '{"seed":42}',
    ',"seed":42}',
    '{ "seed" : 42 , ',
    '\\{"seed":42}',
    '{\\"seed\\":42}',
    'a "seed":42, {"seed": 7}',
  ])('leaves a text that looks like a seed: %s', (text) => {
    expect(parseWithExactSeeds(JSON.stringify({ text, seed: 5 }))).toEqual({ text, seed: '5' });
    expect(parseWithExactSeeds(JSON.stringify([text, '{', text]))).toEqual([text, '{', text]);
  });

  test.each(['', '{', '{"seed":', '{"seed":42', 'nonsense'])('throws a SyntaxError for %j', (text) => {
    expect(() => parseWithExactSeeds(text)).toThrow(SyntaxError);
  });
});

describe('stringifyWithSeed', () => {
  test.each<[value: object, seed: bigint | undefined, want: string]>([
    [{}, undefined, '{}'],
    [{}, 42n, '{"seed":42}'],
    [{ a: 1 }, 18446744073709551615n, '{"a":1,"seed":18446744073709551615}'],
    [{ a: 'é"', b: undefined }, 0n, '{"a":"é\\"","seed":0}'],
    [{ seed: 7 }, 42n, '{"seed":7}'],
  ])('writes %j with the seed %s as %s', (value, seed, want) => {
    expect(stringifyWithSeed(value, seed)).toBe(want);
  });
});

describe('toJson', () => {
  const endless: Record<string, unknown> = {};
  endless['self'] = endless;

  test.each<[what: string, value: unknown, reason: string]>([
    ['a bigint', { seed: 5n }, 'Do not know how to serialize a BigInt'],
    ['an object within itself', endless, 'Converting circular structure to JSON'],
  ])('refuses %s as the caller’s, in one line', (_, value, reason) => {
    expect(() => toJson(value)).toThrow(
      expect.objectContaining({
        name: 'BadRequestError',
        code: 'invalid_json',
        message: `The body cannot be written as JSON: ${reason}.`,
      }),
    );
  });
});

describe('mergeBody', () => {
  test.each<[body: Record<string, unknown>, extra: Record<string, unknown> | undefined, want: object]>([
    [{ a: 1 }, undefined, { a: 1 }],
    [{ a: 1 }, {}, { a: 1 }],
    [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [{ a: 1 }, { a: 2 }, { a: 2 }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    [{ a: { b: { c: 1 } } }, { a: { b: { d: 2 } } }, { a: { b: { c: 1, d: 2 } } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: { b: 1 } }, { a: [1] }, { a: [1] }],
    [{ a: { b: 1 } }, { a: null }, { a: null }],
    [{ a: 1 }, { a: undefined }, { a: 1 }],
    [{ a: { b: 1 } }, { a: { b: undefined } }, { a: { b: 1 } }],
  ])('of %j and %j is %j', (body, extra, want) => {
    expect(mergeBody(body, extra)).toStrictEqual(want);
  });

  test('changes neither of its inputs', () => {
    const body = Object.freeze({ a: Object.freeze({ b: 1 }) });
    const extra = Object.freeze({ a: Object.freeze({ c: 2 }) });

    expect(mergeBody(body, extra)).toEqual({ a: { b: 1, c: 2 } });
  });
});
