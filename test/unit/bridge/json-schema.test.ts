import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { describeIssues, refuseInexpressible, toJsonSchema } from '../../../src/bridge/json-schema.ts';

describe('toJsonSchema', () => {
  test('takes the schema that zod gives, as the input that is to be written', () => {
    expect(toJsonSchema(z.object({ city: z.string(), days: z.number().default(3) }))).toEqual({
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'number', default: 3 } },
      required: ['city'],
    });
  });

  test('takes one that is given beside a schema without', () => {
    const jsonSchema = { type: 'object', properties: {} };

    expect(toJsonSchema({ schema: mini.object({}), jsonSchema })).toBe(jsonSchema);
    expect(() => toJsonSchema(mini.object({}))).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', param: 'schema' }),
    );
  });

  test.each([undefined, null, 'city', { type: 'object' }, {}])(
    'refuses what is no schema of a library: %j',
    (schema) => {
      expect(() => Reflect.apply(toJsonSchema, undefined, [schema])).toThrow(
        expect.objectContaining({ name: 'ConfigurationError', param: 'schema' }),
      );
    },
  );

  test('refuses what no JSON can be', () => {
    expect(() => toJsonSchema(z.object({ at: z.date() }))).toThrow(
      expect.objectContaining({ name: 'UnsupportedError' }),
    );
  });
});

describe('refuseInexpressible', () => {
  const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
  const node = object({ next: { $ref: '#/$defs/node' } });

  test.each<[name: string, schema: Record<string, unknown>]>([
    ['plain properties', object({ a: { type: 'string' }, format: { type: 'string' } })],
    ['formats that TGI knows', object({ a: { type: 'string', format: 'date-time' } })],
    [
      'references that end',
      object({ a: { $ref: '#/$defs/b' }, c: { $ref: '#/$defs/b' } }, { $defs: { b: { type: 'string' } } }),
    ],
    ['definitions that nobody refers to', object({}, { $defs: { node } })],
  ])('lets pass: %s', (_name, schema) => {
    expect(() => refuseInexpressible(schema, 'schema')).not.toThrow();
  });

  test.each<[param: string, schema: Record<string, unknown>]>([
    ['schema', { type: 'array', items: { type: 'string' } }],
    ['schema', { anyOf: [object({})] }],
    ['schema.properties.a.format', object({ a: { type: 'string', format: 'email' } })],
    ['schema.properties.a.items.anyOf[1].format', object({ a: { items: { anyOf: [{}, { format: 'uri' }] } } })],
    ['schema.properties.a.$ref', object({ a: { $ref: '#' } })],
    ['schema.properties.a.properties.next.$ref', object({ a: { $ref: '#/$defs/node' } }, { $defs: { node } })],
  ])('refuses %s', (param, schema) => {
    expect(() => refuseInexpressible(schema, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param }),
    );
  });
});

describe('describeIssues', () => {
  test('says where each lies', () => {
    const issues = [{ message: 'too short' }, { message: 'no number', path: ['items', 0, { key: 'price' }] }];

    expect(describeIssues(issues)).toBe('too short; items[0].price: no number');
  });
});
