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

  /** A chain of definitions, each of which refers twice to the next: written out, it doubles with each. */
  function twiceEach(levels: number) {
    const next = (level: number) => ({ $ref: `#/$defs/d${level}` });
    const $defs: Record<string, object> = { [`d${levels}`]: { type: 'string' } };
    for (let level = 0; level < levels; level += 1)
      $defs[`d${level}`] = object({ left: next(level + 1), right: next(level + 1) });
    return object({ a: next(0) }, { $defs });
  }

  test.each<[name: string, schema: Record<string, unknown>]>([
    ['plain properties', object({ a: { type: 'string' }, format: { type: 'string' } })],
    ['formats that TGI knows', object({ a: { type: 'string', format: 'date-time' } })],
    [
      'references that end',
      object({ a: { $ref: '#/$defs/b' }, c: { $ref: '#/$defs/b' } }, { $defs: { b: { type: 'string' } } }),
    ],
    ['definitions that nobody refers to', object({}, { $defs: { node } })],
    ['definitions that are referred to twice each', twiceEach(14)],
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
    ['schema.properties.a.items.$ref', object({ a: { items: { $ref: '#/properties/a' } } })],
  ])('refuses %s', (param, schema) => {
    expect(() => refuseInexpressible(schema, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param }),
    );
  });

  test.each([30, 60])('looks once at each definition, and refuses one that is too large: %i levels', (levels) => {
    let looks = 0;
    const counted = new Proxy(twiceEach(levels), {
      get(schema, name) {
        const value: unknown = Reflect.get(schema, name);
        looks += name === '$defs' ? 1 : 0;
        return value;
      },
    });

    expect(() => refuseInexpressible(counted, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('more than 100000') }),
    );
    expect(looks).toBeLessThanOrEqual(2 * levels + 1);
  });

  test('refuses what lies too deep', () => {
    let schema: Record<string, unknown> = { type: 'string' };
    for (let depth = 0; depth < 20_000; depth += 1) schema = { items: schema };

    expect(() => refuseInexpressible(object({ a: schema }), 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('128 deep') }),
    );
  });
});

describe('describeIssues', () => {
  test('says where each lies', () => {
    const issues = [{ message: 'too short' }, { message: 'no number', path: ['items', 0, { key: 'price' }] }];

    expect(describeIssues(issues)).toBe('too short; items[0].price: no number');
  });
});
