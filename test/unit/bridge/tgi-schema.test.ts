import { describe, expect, test } from 'vitest';
import { toTgiParameters, toTgiSchema } from '../../../src/bridge/tgi-schema.ts';

describe('toTgiSchema', () => {
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
    ['formats beside a pattern, which counts', object({ a: { type: 'string', format: 'email', pattern: '.+@.+' } })],
    ['formats that TGI knows', object({ a: { type: 'string', format: 'date-time' } })],
    [
      'references that end',
      object({ a: { $ref: '#/$defs/b' }, c: { $ref: '#/$defs/b' } }, { $defs: { b: { type: 'string' } } }),
    ],
    ['definitions that nobody refers to', object({}, { $defs: { node } })],
    ['definitions that are referred to twice each', twiceEach(14)],
  ])('lets pass: %s', (_name, schema) => {
    expect(() => toTgiSchema(schema, 'schema')).not.toThrow();
  });

  test.each<[param: string, schema: Record<string, unknown>]>([
    ['schema', { type: 'array', items: { type: 'string' } }],
    ['schema', { anyOf: [object({})] }],
    ['schema.properties.a.format', object({ a: { type: 'string', format: 'email' } })],
    ['schema.properties.a.items.anyOf[1].format', object({ a: { items: { anyOf: [{}, { format: 'uri' }] } } })],
    ['schema.properties.a.$ref', object({ a: { $ref: '#' } })],
    ['schema.properties.a.properties.next.$ref', object({ a: { $ref: '#/$defs/node' } }, { $defs: { node } })],
    [
      'schema.properties.a.prefixItems[0].$ref',
      object({ a: { prefixItems: [{ $ref: '#/properties/a/prefixItems/0' }] } }),
    ],
    ['schema.properties.a.items.$ref', object({ a: { items: { $ref: '#/properties/a' } } })],
  ])('refuses %s', (param, schema) => {
    expect(() => toTgiSchema(schema, 'schema')).toThrow(expect.objectContaining({ name: 'UnsupportedError', param }));
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

    expect(() => toTgiSchema(counted, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('more than 100000') }),
    );
    expect(looks).toBeLessThanOrEqual(2 * levels + 1);
  });

  test('refuses what lies too deep', () => {
    let schema: Record<string, unknown> = { type: 'string' };
    for (let depth = 0; depth < 20_000; depth += 1) schema = { items: schema };

    expect(() => toTgiSchema(object({ a: schema }), 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('128 deep') }),
    );
  });
});

describe('toTgiParameters', () => {
  test.each<[name: string, schema: Record<string, unknown>]>([
    ['no properties', {}],
    [
      'definitions of its own',
      { properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: { properties: { c: { $ref: '#/definitions/d' } } } } },
    ],
  ])('lets pass: %s', (_name, schema) => {
    expect(toTgiParameters(schema, 'parameters')).toEqual(schema);
  });

  test.each(['#', '', '#/$functions/find', '#/properties/a', '#/properties/function/anyOf/0'])(
    'refuses a reference that TGI follows into its own grammar: %j',
    (ref) => {
      expect(() => toTgiParameters({ properties: { a: { $ref: ref } } }, 'parameters')).toThrow(
        expect.objectContaining({ name: 'UnsupportedError', param: 'parameters.properties.a.$ref' }),
      );
    },
  );
});
