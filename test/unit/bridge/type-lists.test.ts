import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { toJsonSchema } from '../../../src/bridge/json-schema.ts';
import { withoutTypeLists } from '../../../src/bridge/type-lists.ts';

type JsonSchema = Record<string, unknown>;

const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const rewrite = (schema: JsonSchema) => withoutTypeLists(schema, 'schema');

/** What a member becomes. */
const MEMBERS: readonly [given: JsonSchema, want: JsonSchema][] = [
  [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [
    { type: ['string'], minLength: 1 },
    { type: 'string', minLength: 1 },
  ],
  [{ type: [] }, { type: [] }],
  [
    { type: ['string', 'null'], minLength: 1, description: 'A name', default: null },
    { description: 'A name', default: null, anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] },
  ],
  [
    { type: ['integer', 'number', 'boolean'], minimum: 0, pattern: 'a' },
    { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'number', minimum: 0 }, { type: 'boolean' }] },
  ],
  [
    { type: ['array', 'null'], items: { type: ['string', 'null'] }, maxItems: 2 },
    {
      anyOf: [
        { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] }, maxItems: 2 },
        { type: 'null' },
      ],
    },
  ],
  [
    { type: ['object', 'null'], properties: { type: { type: 'string' } }, required: ['type'] },
    { anyOf: [{ type: 'object', properties: { type: { type: 'string' } }, required: ['type'] }, { type: 'null' }] },
  ],
  [{ type: ['string', 'null'], enum: ['a', null] }, { enum: ['a', null] }],
  [{ type: ['string', 'integer'], enum: ['a', 1, 1.5, null, true, [], {}] }, { enum: ['a', 1] }],
  [{ type: ['string', 'null'], enum: [1] }, { enum: [1] }],
  [{ type: ['string', 'null'], const: null }, { const: null }],
  [{ type: ['string', 'null'], $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }],
  [
    { type: ['string', 'null'], anyOf: [{ minLength: 3 }, { type: 'string', pattern: 'a' }, { const: null }] },
    {
      anyOf: [
        { anyOf: [{ type: 'string', minLength: 3 }, { type: 'null' }] },
        { type: 'string', pattern: 'a' },
        { const: null },
      ],
    },
  ],
  [{ default: { type: ['a', 'b'] } }, { default: { type: ['a', 'b'] } }],
  [{ dependentRequired: { type: ['a', 'b'] } }, { dependentRequired: { type: ['a', 'b'] } }],
];

describe('withoutTypeLists', () => {
  test.each(MEMBERS)('makes of %j %j', (given, want) => {
    expect(rewrite(object({ a: given }))).toEqual(object({ a: want }));
    expect(rewrite(object({}, { $defs: { a: given } }))).toEqual(object({}, { $defs: { a: want } }));
    expect(rewrite(object({}, { shared: { schemas: { a: given } } }))).toEqual(
      object({}, { shared: { schemas: { a: want } } }),
    );
    expect(rewrite(object({ b: { allOf: [given] } }))).toEqual(object({ b: { allOf: [want] } }));
  });

  test.each(['type', 'enum', 'const', 'required', '__proto__'])('takes a property named %s for a property', (name) => {
    const properties = (member: JsonSchema) => Object.fromEntries([[name, member]]);

    expect(rewrite(object(properties({ type: ['string', 'null'] })))).toEqual(
      object(properties({ anyOf: [{ type: 'string' }, { type: 'null' }] })),
    );
  });

  test('leaves the top an object', () => {
    expect(rewrite({ ...object({ a: {} }), type: ['object', 'null'] })).toEqual(object({ a: {} }));
  });

  test('leaves no list in what zod makes of nullable values and unions', () => {
    const schema = z.object({
      a: z.string().min(1).nullable().describe('A name'),
      b: z.union([z.string(), z.number(), z.boolean()]),
      c: z.array(z.number().nullish()),
    });

    const given = toJsonSchema(schema);

    expect(JSON.stringify(given)).toContain('"type":[');
    expect(JSON.stringify(rewrite(given))).not.toContain('"type":[');
  });

  test('refuses what is nested too deep', () => {
    let schema: JsonSchema = { type: ['string', 'null'] };
    for (let depth = 0; depth < 20_000; depth += 1) schema = { not: schema };

    expect(() => rewrite({ $defs: { schema } })).toThrow(expect.objectContaining({ name: 'UnsupportedError' }));
  });
});
