import { describe, expect, test } from 'vitest';

import { UnprocessableEntityError } from '../../../src/base/errors.ts';
import { toGrammar, toGrammarError } from '../../../src/bridge/grammar.ts';

const schema = { type: 'object', properties: { name: { type: 'string' } } };

describe('toGrammar', () => {
  test.each<[request: Parameters<typeof toGrammar>[0], want: unknown]>([
    [{}, undefined],
    [{ response_format: null, grammar: null }, undefined],
    [{ response_format: { type: 'text' } }, undefined],
    [{ response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } }, { type: 'json', value: schema }],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true, description: 'b' } } },
      { type: 'json', value: schema },
    ],
    // As `huggingface_hub`, TGI and llama.cpp name the same.
    ...[
      { type: 'json_object' as const, value: schema },
      { type: 'json_object' as const, value: JSON.stringify(schema), schema: null },
      { type: 'json' as const, value: schema },
      { type: 'json' as const, value: JSON.stringify(schema) },
      { type: 'json_object' as const, schema, value: null },
    ].map((format): [Parameters<typeof toGrammar>[0], unknown] => [
      { response_format: format },
      { type: 'json', value: schema },
    ]),
    [{ response_format: { type: 'regex', value: 'a+' } }, { type: 'regex', value: 'a+' }],
    [{ grammar: { type: 'regex', value: 'a+' } }, { type: 'regex', value: 'a+' }],
    [{ grammar: { type: 'json', value: JSON.stringify(schema) } }, { type: 'json', value: JSON.stringify(schema) }],
    [
      { grammar: { type: 'json_schema', value: { name: 'a', schema } } },
      { type: 'json_schema', value: { name: 'a', schema } },
    ],
    [
      { grammar: { type: 'json', value: schema }, response_format: { type: 'text' } },
      { type: 'json', value: schema },
    ],
  ])('makes of %j %j', (request, want) => {
    expect(toGrammar(request)).toEqual(want);
  });

  test.each<[grammar: object, name: string, param: string]>([
    [{ type: 'json', value: '{"properties":' }, 'BadRequestError', 'grammar.value'],
    [{ type: 'json', value: '[1]' }, 'UnsupportedError', 'grammar.value'],
    [{ type: 'json_object', value: { type: 'string' } }, 'UnsupportedError', 'grammar.value'],
    [{ type: 'json_schema', value: { schema: {} } }, 'UnsupportedError', 'grammar.value.schema'],
  ])('refuses %j', (grammar, name, param) => {
    expect(() => Reflect.apply(toGrammar, undefined, [{ grammar }])).toThrow(expect.objectContaining({ name, param }));
  });

  test.each<[format: object, name: string, param: string]>([
    [{ type: 'json_object', value: '{' }, 'BadRequestError', 'response_format.value'],
    [{ type: 'json', value: { type: 'string' } }, 'UnsupportedError', 'response_format.value'],
    [{ type: 'json_object', schema: { type: 'string' } }, 'UnsupportedError', 'response_format.schema'],
    [{ type: 'json_object', schema, value: schema }, 'BadRequestError', 'response_format.value'],
  ])('refuses the format %j', (response_format, name, param) => {
    expect(() => Reflect.apply(toGrammar, undefined, [{ response_format }])).toThrow(
      expect.objectContaining({ name, param }),
    );
  });

  test.each([undefined, null])('asks for the schema where it is %s', (missing) => {
    const json_schema = { name: 'a', schema: missing };

    expect(() => toGrammar({ response_format: { type: 'json_schema', json_schema } })).toThrow(
      expect.objectContaining({ name: 'BadRequestError', param: 'response_format.json_schema.schema' }),
    );
  });

  test('refuses two constraints at once', () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } } as const;

    expect(() => toGrammar({ response_format, grammar: { type: 'regex', value: 'a' } })).toThrow(
      expect.objectContaining({ name: 'BadRequestError', param: 'grammar' }),
    );
  });

  /** The expression that any object becomes. */
  describe('of JSON without a schema', () => {
    const { value } = toGrammar({ response_format: { type: 'json_object' } }) ?? {};
    const pattern = new RegExp(`^(?:${String(value)})$`, 'u');

    test.each([
      {},
      { a: 'b', c: -1.5e-7, d: true, e: false, f: null, g: '' },
      { 'say "hi"\n': 'a\\b\u0007ü👍' },
      { a: [], b: [1, [2, [3]]], c: { d: { e: { f: 1 } } }, g: [{ h: [1] }] },
    ])('takes %j', (object) => {
      expect(JSON.stringify(object)).toMatch(pattern);
      expect(JSON.stringify(object).replaceAll('":', '": ').replaceAll(',', ', ')).toMatch(pattern);
    });

    test.each([
      '[]',
      '1',
      '{"a":1',
      '{"a"}',
      '{a:1}',
      '{"a":01}',
      '{"a":1,}',
      '{"a":"\n"}',
      '{"a":{"b":{"c":{"d":{}}}}}',
    ])('does not take %j', (text) => {
      expect(text).not.toMatch(pattern);
    });
  });
});

describe('toGrammarError', () => {
  const refused = new UnprocessableEntityError('422 Input validation error: cannot compile regex from schema: x.', {
    status: 422,
  });

  test('tells of our own expression what the caller can do', () => {
    expect(toGrammarError(refused, { response_format: { type: 'json_object' } })).toMatchObject({
      name: 'UnsupportedError',
      param: 'response_format.type',
      cause: refused,
    });
  });

  test.each<[error: unknown, request: Parameters<typeof toGrammarError>[1]]>([
    [refused, {}],
    [refused, { response_format: { type: 'json_object', schema } }],
    [new UnprocessableEntityError('422 Input validation error: x.'), { response_format: { type: 'json_object' } }],
    [new Error('cannot compile'), { response_format: { type: 'json_object' } }],
  ])('leaves %s of %j alone', (error, request) => {
    expect(toGrammarError(error, request)).toBe(error);
  });
});
