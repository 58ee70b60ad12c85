import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { toJsonSchema } from '../../../src/bridge/json-schema.ts';
import { toTgiSchema } from '../../../src/bridge/tgi-schema.ts';
import { ANY_VALUE, withSingleTypes } from '../../../src/bridge/type-lists.ts';

type JsonSchema = Record<string, unknown>;

/** What a schema becomes; the schemas within it are left alone. */
const SCHEMAS: readonly [given: JsonSchema, want: JsonSchema][] = [
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
    { anyOf: [{ type: 'array', items: { type: ['string', 'null'] }, maxItems: 2 }, { type: 'null' }] },
  ],
  [
    { type: ['object', 'null'], properties: { type: { type: 'string' } }, required: ['type'] },
    { anyOf: [{ type: 'object', properties: { type: { type: 'string' } }, required: ['type'] }, { type: 'null' }] },
  ],
  [{ type: ['string', 'null'], enum: ['a', null] }, { enum: ['a', null] }],
  [{ type: ['string', 'integer'], enum: ['a', 1, 1.5, null, true, [], {}] }, { enum: ['a', 1] }],
  [{ type: ['string', 'null'], enum: [1] }, { enum: [1] }],
  [{ type: ['string', 'null'], const: null }, { const: null }],
  [
    { type: ['string', 'null'], anyOf: [{ minLength: 3 }, { type: 'string', pattern: 'a' }, { const: null }] },
    { anyOf: [{ type: ['string', 'null'], minLength: 3 }, { type: 'string', pattern: 'a' }, { const: null }] },
  ],
  [{}, ANY_VALUE],
  [{ description: 'What you like' }, { description: 'What you like', ...ANY_VALUE }],
  [{ minLength: 3 }, { minLength: 3, type: 'string' }],
  [{ minimum: 3 }, { minimum: 3, type: 'number' }],
  [{ items: {} }, { items: {}, type: 'array' }],
  [{ additionalProperties: {} }, { additionalProperties: {}, type: 'object' }],
];

describe('withSingleTypes', () => {
  test.each(SCHEMAS)('makes of %j %j', (given, want) => {
    expect(withSingleTypes(given)).toEqual(want);
  });

  test('leaves no list in what zod makes of nullable values and unions', () => {
    const schema = z.object({
      a: z.string().min(1).nullable().describe('A name'),
      b: z.union([z.string(), z.number(), z.boolean()]),
      c: z.array(z.number().nullish()),
    });

    const given = toJsonSchema(schema);

    expect(JSON.stringify(given)).toContain('"type":[');
    expect(JSON.stringify(toTgiSchema(given, 'schema'))).not.toContain('"type":[');
  });
});
