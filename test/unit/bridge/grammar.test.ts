import { describe, expect, test } from 'vitest';

import { toGrammar } from '../../../src/bridge/grammar.ts';

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

  test('refuses JSON without a schema, and names the format to use', () => {
    expect(() => toGrammar({ response_format: { type: 'json_object' } })).toThrow(
      expect.objectContaining({
        name: 'UnsupportedError',
        param: 'response_format.type',
        message:
          'TGI has no free-form JSON mode. Pass `response_format: { type: "json_schema", json_schema: { name, schema } }`.',
      }),
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
});
