import { describe, expect, test } from 'vitest';

import {
  refuseEmbeddingFields,
  toEmbeddingCall,
  toEmbeddingInputs,
  toVectorForm,
  toVectors,
} from '../../../src/bridge/embedding.ts';
import { toEmbeddingResponse } from '../../../src/bridge/embedding-response.ts';
import type { VectorForm } from '../../../src/bridge/embedding.ts';
import { encodeFloat32 } from '../../../src/base/float32.ts';
import { APIError } from '../../../src/base/errors.ts';

describe('toEmbeddingInputs', () => {
  test.each([
    ['a', { inputs: ['a'], isList: false }],
    [['a'], { inputs: ['a'], isList: true }],
    [['a', 'b'], { inputs: ['a', 'b'], isList: true }],
  ])('of %j are %j', (input, want) => {
    expect(toEmbeddingInputs({ input }, undefined)).toEqual(want);
  });

  test.each([
    [[1, 2, 3], { inputs: [[1, 2, 3]], isList: false }],
    [[[1, 2], [3]], { inputs: [[1, 2], [3]], isList: true }],
  ])('of the token ids %j are %j where they are the model’s own', (input, want) => {
    expect(toEmbeddingInputs({ input }, 'server')).toEqual(want);
  });

  test.each([[[1, 2, 3]], [[[1, 2], [3]]]])('refuses the token ids %j otherwise, and says what to do', (input) => {
    expect(() => toEmbeddingInputs({ input }, undefined)).toThrow(
      expect.objectContaining({
        name: 'UnsupportedError',
        param: 'input',
        message: expect.stringContaining('`check_embedding_ctx_length=False`'),
      }),
    );
  });
});

describe('toEmbeddingCall', () => {
  const extras = { normalize: false, prompt_name: 'query', truncation_direction: 'left' } as const;

  test.each([
    ['one text', {}, ['a'], false, { inputs: 'a', truncate: false }],
    ['a list of one', {}, ['a'], true, { inputs: ['a'], truncate: false }],
    ['a list', {}, ['a', 'b'], true, { inputs: ['a', 'b'], truncate: false }],
    ['token ids', {}, [[1, 2]], false, { inputs: [1, 2], truncate: false }],
    ['leave to cut', { truncate: true }, ['a'], false, { inputs: 'a', truncate: true }],
    ['its own extras', extras, ['a'], false, { inputs: 'a', truncate: false, ...extras }],
    ['dimensions', { dimensions: 64 }, ['a'], false, { inputs: 'a', truncate: false, dimensions: 64 }],
    ['no nulls', { normalize: null, dimensions: null }, ['a'], false, { inputs: 'a', truncate: false }],
    [
      'nothing of what is not its own',
      { encoding_format: 'base64', model: 'm', user: 'u', pooling: 'mean' },
      ['a'],
      false,
      { inputs: 'a', truncate: false },
    ],
  ] as const)('gives TEI %s', (_, request, inputs, isList, body) => {
    const call = toEmbeddingCall(
      { input: 'ignored', ...request },
      { api: 'tei', inputs: inputs.map((input) => (typeof input === 'string' ? input : [...input])), isList },
    );

    expect(call).toStrictEqual({ api: 'tei', body });
  });

  test.each([
    [{}, ['a'], false, { inputs: 'a' }],
    [extras, ['a', 'b'], true, { inputs: ['a', 'b'], ...extras }],
    [{ truncate: true }, ['a'], true, { inputs: ['a'], truncate: true }],
  ])('gives the pipeline for %j and %j the body it takes', (request, inputs, isList, body) => {
    expect(toEmbeddingCall({ input: 'ignored', ...request }, { api: 'pipeline', inputs, isList })).toStrictEqual({
      api: 'pipeline',
      body,
    });
  });

  test.each([
    [{}, ['a'], false, { input: 'a' }],
    [
      { model: 'm', dimensions: 64, user: 'u' },
      ['a', 'b'],
      true,
      { input: ['a', 'b'], model: 'm', dimensions: 64, user: 'u' },
    ],
    [{ encoding_format: 'base64' } as const, ['a'], false, { input: 'a' }],
  ])('gives an OpenAI-shaped server for %j and %j the body it takes', (request, inputs, isList, body) => {
    expect(toEmbeddingCall({ input: 'ignored', ...request }, { api: 'openai', inputs, isList })).toStrictEqual({
      api: 'openai',
      body,
    });
  });

  test.each([
    ['pipeline', { dimensions: 64 }, 'dimensions'],
    ['openai', { normalize: true }, 'normalize'],
    ['openai', { prompt_name: 'query' }, 'prompt_name'],
    ['openai', { truncate: true }, 'truncate'],
    ['openai', { truncation_direction: 'left' }, 'truncation_direction'],
  ] as const)('refuses for the API %s what it cannot be told: %j', (api, request, param) => {
    expect(() => refuseEmbeddingFields({ input: 'a', ...request }, api)).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param }),
    );
  });

  test('refuses token ids for the pipeline', () => {
    expect(() => toEmbeddingCall({ input: [1] }, { api: 'pipeline', inputs: [[1]], isList: false })).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param: 'input' }),
    );
  });
});

describe('toVectors', () => {
  test('hands on a vector that the server sent as base64 of float32', () => {
    const encoded = encodeFloat32(Float32Array.of(0.5, -1, 2));

    expect(toVectors(encoded, { count: 1, pooling: undefined })).toEqual([encoded]);
    expect(toVectors([encoded, encoded], { count: 2, pooling: undefined })).toEqual([encoded, encoded]);
  });

  test.each(['no base64!', 'AAA=', ''])('refuses the text %j as a vector', (text) => {
    expect(() => toVectors(text, { count: 1, pooling: undefined })).toThrow(
      expect.objectContaining({ name: 'APIError', status: 200 }),
    );
  });

  test('refuses to average vectors of different lengths', () => {
    expect(() => toVectors([[1, 2], [3]], { count: 1, pooling: 'mean' })).toThrow(
      expect.objectContaining({ name: 'APIError', status: 200 }),
    );
  });

  const A = [0.1, 0.2, 0.3];
  const B = [0.4, 0.5, 0.6];

  test.each([
    ['a flat vector', A, 1, [A]],
    ['a list of one vector', [A], 1, [A]],
    ['a token-level list of one token', [[A]], 1, [A]],
    ['three lists around one vector', [[[A]]], 1, [A]],
    ['one number', [[7]], 1, [[7]]],
    ['a list of vectors', [A, B], 2, [A, B]],
    ['a list of lists of one vector', [[A], [B]], 2, [A, B]],
    ['a list of token-level lists of one token', [[[A]], [[B]]], 2, [A, B]],
  ])('takes %s for the vectors of the inputs', (_, answer, count, want) => {
    expect(toVectors(answer, { count, pooling: undefined })).toEqual(want);
  });

  const TOKENS = [
    [1, 2],
    [3, 6],
  ];

  test.each([
    ['of one text', TOKENS, 1, [[2, 4]]],
    ['of one text, in a list', [TOKENS], 1, [[2, 4]]],
    ['of a list of one, in two lists', [[TOKENS]], 1, [[2, 4]]],
    [
      'of two texts',
      [
        TOKENS,
        [
          [5, 5],
          [7, 9],
          [9, 1],
        ],
      ],
      2,
      [
        [2, 4],
        [7, 5],
      ],
    ],
    [
      'of two texts, each in a list',
      [[TOKENS], [[[5, 5]]]],
      2,
      [
        [2, 4],
        [5, 5],
      ],
    ],
  ])('averages the token vectors %s where asked to', (_, answer, count, want) => {
    expect(toVectors(answer, { count, pooling: 'mean' })).toEqual(want);
  });

  test.each([
    [TOKENS, 1],
    [[TOKENS], 1],
    [[TOKENS, TOKENS], 2],
  ])('refuses the token vectors %j of %i inputs otherwise, and names the setting', (answer, count) => {
    expect(() => toVectors(answer, { count, pooling: undefined })).toThrow(
      expect.objectContaining({
        name: 'UnsupportedError',
        param: 'pooling',
        message:
          'The model answered with one vector for each of 2 tokens, not one for the text. Use a sentence-embedding model, or pass `pooling: "mean"`.',
      }),
    );
  });

  test('does not average where there is one vector already', () => {
    expect(toVectors([A, B], { count: 2, pooling: 'mean' })).toEqual([A, B]);
  });

  test.each([
    [[A], 2, '2 inputs were sent, and 1 vectors came back'],
    [[A, B, A], 2, '2 inputs were sent, and 3 vectors came back'],
    [{ error: 'x' }, 2, '2 inputs were sent, and no list of vectors came back'],
    [[{ generated_text: 'Hi' }], 1, 'it is a text that was generated, as a TGI does, which embeds nothing'],
    [undefined, 1, 'a vector holds something else than finite numbers'],
    ['a', 1, 'a vector is neither numbers nor base64 of them'],
    [[], 1, 'a vector holds something else than finite numbers'],
    [[[]], 1, 'a vector holds something else than finite numbers'],
    [[1, 'a'], 1, 'a vector holds something else than finite numbers'],
    [[1, null], 1, 'a vector holds something else than finite numbers'],
    [[A, [B]], 1, 'its lists are nested in a way no known server has'],
    [
      [
        [A, B],
        [A, B],
      ],
      1,
      'its lists are nested in a way no known server has',
    ],
  ])('does not take %j for vectors of %i inputs', (answer, count, reason) => {
    const read = () => toVectors(answer, { count, pooling: undefined });

    expect(read).toThrow(APIError);
    expect(read).toThrow(`The server’s answer is no embedding: ${reason}. Check \`apiBase\` and \`model\`.`);
  });
});

describe('toEmbeddingResponse', () => {
  const vectors = [
    [0.5, -2],
    [1, 0],
  ];

  test('numbers the vectors in their order', () => {
    expect(toEmbeddingResponse(vectors, { form: 'numbers', model: 'm', promptTokens: 9 })).toStrictEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.5, -2] },
        { object: 'embedding', index: 1, embedding: [1, 0] },
      ],
      model: 'm',
      usage: { prompt_tokens: 9, total_tokens: 9 },
    });
  });

  test('keeps what the server says beside its vectors', () => {
    const usage = { prompt_tokens: 9, total_tokens: 9, completion_tokens: 0, prompt_tokens_details: null };
    const said = [{ model: 'served', id: 'embd-1', created: 7, object: 'else', usage }];
    const { data: _, ...rest } = toEmbeddingResponse(vectors, { form: 'numbers', model: 'm', promptTokens: 9, said });

    expect(rest).toStrictEqual({
      object: 'list',
      model: 'served',
      id: 'embd-1',
      created: 7,
      usage: { prompt_tokens: 9, total_tokens: 9, completion_tokens: 0 },
    });
  });

  test('says of several responses what is true of their sum', () => {
    const said = [
      { model: 'served', id: 'embd-1', usage: { prompt_tokens: 4, total_tokens: 4 } },
      { model: 'served', id: 'embd-2', usage: { prompt_tokens: 5, total_tokens: 5 } },
    ];
    const { data: _, ...rest } = toEmbeddingResponse(vectors, { form: 'numbers', model: 'm', promptTokens: 9, said });

    expect(rest).toStrictEqual({
      object: 'list',
      model: 'served',
      usage: { prompt_tokens: 9, total_tokens: 9 },
    });
  });

  test('has no usage where it is unknown', () => {
    const answer = toEmbeddingResponse(vectors, { form: 'numbers', model: 'm', promptTokens: undefined });

    expect('usage' in answer).toBe(false);
  });

  test.each<[form: VectorForm, want: unknown[]]>([
    [
      'numbers',
      [
        [0.5, -2],
        [1, 0],
        [3, 4],
      ],
    ],
    [
      'base64',
      [
        encodeFloat32(Float32Array.of(0.5, -2)),
        encodeFloat32(Float32Array.of(1, 0)),
        encodeFloat32(Float32Array.of(3, 4)),
      ],
    ],
    ['float32array', [Float32Array.of(0.5, -2), Float32Array.of(1, 0), Float32Array.of(3, 4)]],
  ])('gives every vector as %s, however it came', (form, want) => {
    const mixed = [[0.5, -2], encodeFloat32(Float32Array.of(1, 0)), Float32Array.of(3, 4)];

    const { data } = toEmbeddingResponse(mixed, { form, model: 'm', promptTokens: 0 });

    expect(data.map(({ embedding }) => embedding)).toEqual(want);
  });
});

describe('toVectorForm', () => {
  test.each([
    [{}, {}, 'numbers'],
    [{ encoding_format: 'float' }, {}, 'numbers'],
    [{ encoding_format: 'base64' }, {}, 'base64'],
    [{ encoding_format: 'base64' }, { vectors: 'float32array' }, 'float32array'],
  ] as const)('of %j with the option %j is %s', (request, options, want) => {
    expect(toVectorForm({ input: 'a', ...request }, options)).toBe(want);
  });
});
