import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { toJsonSchema } from '../../../src/bridge/json-schema.ts';
import { toTgiParameters, toTgiSchema } from '../../../src/bridge/tgi-schema.ts';
import { ANY_VALUE } from '../../../src/bridge/type-lists.ts';

type JsonSchema = Record<string, unknown>;

const object = (properties: object, rest: object = {}): JsonSchema => ({ type: 'object', properties, ...rest });
const node = object({ next: { $ref: '#/$defs/node' } });
const text = { type: 'string' };

/** A chain of definitions, each of which refers twice to the next: written out, it doubles with each. */
function twiceEach(levels: number): JsonSchema {
  const next = (level: number) => ({ $ref: `#/$defs/d${level}` });
  const $defs: Record<string, object> = { [`d${levels}`]: text };
  for (let level = 0; level < levels; level += 1)
    $defs[`d${level}`] = object({ left: next(level + 1), right: next(level + 1) });
  return object({ a: next(0) }, { $defs });
}

/** What a member becomes, wherever it stands; recorded of TGI 3.3.7 are its 422 of lists of types, and its broken text of `{}`. */
const MEMBERS: readonly [given: JsonSchema, want: JsonSchema][] = [
  [{ type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }],
  [{ anyOf: [text, { type: 'null' }] }, { anyOf: [text, { type: 'null' }] }],
  [{}, ANY_VALUE],
  [{ description: 'Anything' }, { description: 'Anything', ...ANY_VALUE }],
  [
    { type: 'array', items: {} },
    { type: 'array', items: ANY_VALUE },
  ],
  [
    { type: 'object', additionalProperties: {} },
    { type: 'object', additionalProperties: ANY_VALUE },
  ],
  [{ anyOf: [true, text] }, { anyOf: [ANY_VALUE, text] }],
  [{ type: 'array', items: true }, { type: 'array' }],
  [
    { type: 'array', items: false },
    { type: 'array', maxItems: 0 },
  ],
  [
    { type: 'array', items: [text, { type: 'null' }] },
    { type: 'array', prefixItems: [text, { type: 'null' }] },
  ],
  [{ prefixItems: [text], items: false }, { prefixItems: [text] }],
  [
    { type: 'object', additionalProperties: false },
    { type: 'object', properties: {}, additionalProperties: false },
  ],
  [
    { type: 'string', format: 'email', pattern: '^.+@.+$' },
    { type: 'string', pattern: '^.+@.+$' },
  ],
  [
    { type: 'string', pattern: '^a|b$' },
    { type: 'string', pattern: '^(?:a|b)$' },
  ],
  [
    { type: 'string', pattern: String.raw`^(a|b)[|]\|$` },
    { type: 'string', pattern: String.raw`^(a|b)[|]\|$` },
  ],
  [
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'date-time' },
  ],
  [
    { type: 'string', format: 'date', minLength: 1 },
    { type: 'string', format: 'date' },
  ],
  [
    { type: 'string', pattern: '^a+$', maxLength: 9 },
    { type: 'string', pattern: '^a+$' },
  ],
  [
    { type: 'string', maxLength: 9 },
    { type: 'string', maxLength: 9 },
  ],
  [
    { type: ['array', 'null'], items: { type: ['string', 'integer'] } },
    { anyOf: [{ type: 'array', items: { anyOf: [text, { type: 'integer' }] } }, { type: 'null' }] },
  ],
  [{ type: ['string', 'null'], enum: ['a', 1, null] }, { enum: ['a', null] }],
  [{ enum: ['a', 1, true, null] }, { enum: ['a', 1, true, null] }],
  [
    { type: 'object', required: ['b'] },
    { type: 'object', properties: { b: ANY_VALUE }, required: ['b'] },
  ],
  [
    { type: 'object', required: ['b'], additionalProperties: text },
    { type: 'object', properties: { b: text }, required: ['b'], additionalProperties: text },
  ],
  [
    { type: 'object', patternProperties: { '^x': { type: ['string', 'null'] } } },
    { type: 'object', patternProperties: { '^x': { anyOf: [text, { type: 'null' }] } } },
  ],
  [
    { oneOf: [{ const: 'a' }, { type: ['null', 'integer'] }] },
    { oneOf: [{ const: 'a' }, { anyOf: [{ type: 'null' }, { type: 'integer' }] }] },
  ],
  [{ allOf: [] }, ANY_VALUE],
  [
    { type: 'integer', format: 'int32' },
    { type: 'integer', format: 'int32' },
  ],
  [
    { enum: ['a'], format: 'uri' },
    { enum: ['a'], format: 'uri' },
  ],
  [{ const: null }, { const: null }],
  [
    { default: { type: ['a', 'b'] }, ...text },
    { default: { type: ['a', 'b'] }, ...text },
  ],
];

/** The same for schemas that refer to `TARGETS` and join them. */
const TARGETS = {
  city: object({ name: text }, { required: ['name'] }),
  'a/b': { type: ['string', 'null'] },
  count: { type: 'number', minimum: 1 },
  list: { type: 'array', items: { $ref: '#/$defs/a~1b' } },
};
const REFERENCES: readonly [given: JsonSchema, want: JsonSchema][] = [
  [{ $ref: '#/$defs/city' }, TARGETS.city],
  [{ $ref: '$defs/city' }, TARGETS.city],
  [{ $ref: 'https://example.com/trip#/$defs/city' }, TARGETS.city],
  [{ $ref: '#/$defs/city/properties/name' }, text],
  [{ $ref: '#/$defs/a~1b' }, { anyOf: [text, { type: 'null' }] }],
  [{ $ref: '#/$defs/a%7E1b' }, { anyOf: [text, { type: 'null' }] }],
  [{ $ref: '#/$defs/list' }, { type: 'array', items: { anyOf: [text, { type: 'null' }] } }],
  [
    { $ref: '#/$defs/city', description: 'Where to' },
    { ...TARGETS.city, description: 'Where to' },
  ],
  [{ type: ['string', 'null'], $ref: '#/$defs/a~1b' }, { anyOf: [text, { type: 'null' }] }],
  [
    { allOf: [{ $ref: '#/$defs/city' }], default: null },
    { ...TARGETS.city, default: null },
  ],
  [
    { allOf: [{ $ref: '#/$defs/city' }, object({ days: { type: 'integer' } }, { required: ['days'] })] },
    object({ name: text, days: { type: 'integer' } }, { required: ['name', 'days'] }),
  ],
  [
    { $ref: '#/$defs/city', properties: { days: { type: 'integer' } }, required: ['days'] },
    object({ name: text, days: { type: 'integer' } }, { required: ['name', 'days'] }),
  ],
  [
    { allOf: [{ $ref: '#/$defs/count' }, { type: 'integer', minimum: 3, maximum: 9 }] },
    { type: 'integer', minimum: 3, maximum: 9 },
  ],
];

/** Where a schema refers to itself, or TGI's grammar does so for it: its process ends. */
const RECURSIVE: readonly [param: string, schema: JsonSchema][] = [
  ['properties.a.$ref', object({ a: { $ref: '#' } })],
  ['properties.a.$ref', object({ a: { $ref: '' } })],
  ['properties.a.$ref', object({ a: { $ref: '#/' } })],
  ['properties.a.$ref', object({ a: { $ref: '#/properties/a' } })],
  ['properties.a.properties.next.$ref', object({ a: { $ref: '#/$defs/node' } }, { $defs: { node } })],
  [
    'properties.a.properties.next.$ref',
    object({ a: { $ref: '#/definitions/node' } }, { definitions: { node }, $defs: { node } }),
  ],
  [
    'properties.a.properties.b.properties.a.$ref',
    object(
      { a: { $ref: '#/$defs/a' } },
      { $defs: { a: object({ b: { $ref: '#/$defs/b' } }), b: object({ a: { $ref: '#/$defs/a' } }) } },
    ),
  ],
  ['properties.a.items.$ref', object({ a: { items: { $ref: '#/properties/a' } } })],
  ['properties.a.prefixItems[0].$ref', object({ a: { prefixItems: [{ $ref: '#/properties/a/prefixItems/0' }] } })],
  ['properties.a.anyOf[0].items.$ref', object({ a: { anyOf: [{ items: { $ref: '#/properties/a/anyOf/0' } }] } })],
  ['properties.a.additionalProperties.$ref', object({ a: { additionalProperties: { $ref: '#/properties/a' } } })],
  ['properties.a.allOf[0].$ref', object({ a: { allOf: [{ $ref: '#/properties/a' }] } })],
  ['properties.a.$ref', object({ a: { $recursiveRef: '#' } })],
  ['properties.a.$ref', object({ a: { $dynamicRef: '#node' } })],
];

const REFUSED: readonly [param: string, schema: JsonSchema][] = [
  ...RECURSIVE,
  ['properties.a.$ref', object({ a: { $ref: '#/$functions/find' } })],
  ['properties.a.$ref', object({ a: { $ref: '$functions/find' } })],
  ['properties.a.$ref', object({ a: { $ref: '#/$defs/nowhere' } })],
  ['properties.a.$ref', object({ a: { $ref: 'https://example.com/other#/$defs/b' } }, { $defs: { b: text } })],
  ['properties.a.format', object({ a: { type: 'string', format: 'email' } })],
  ['properties.a.anyOf[0].format', object({ a: { type: ['string', 'null'], format: 'uri' } })],
  ['properties.a.items.anyOf[1].format', object({ a: { items: { anyOf: [{}, { format: 'uri' }] } } })],
  ['properties', object({ 'say "hi"': text })],
  ['properties', object({ 'back\\slash': text })],
  ['properties.a.anyOf[0].properties', object({ a: { anyOf: [object({ 'a\nb': text })] } })],
  ['properties.a.enum', object({ a: { enum: ['a', ['b']] } })],
  ['properties.a.const', object({ a: { const: { b: 1 } } })],
  ['properties.a', object({ a: false })],
  ['properties.a.enum', object({ a: { enum: [] } })],
  ['properties.a.anyOf', object({ a: { anyOf: [] } })],
  ['properties.a.oneOf', object({ a: { oneOf: [] } })],
  ['properties.a.type', object({ a: { type: [] } })],
  ['properties.a.type', object({ a: { type: 'any' } })],
  ['properties.a.anyOf[1].type', object({ a: { type: ['string', 'file'] } })],
  ['properties.a.minItems', object({ a: { type: 'array', minItems: 5, maxItems: 2 } })],
  ['properties.a.minLength', object({ a: { type: 'string', minLength: 5, maxLength: 2 } })],
  ['properties.a.pattern', object({ a: { type: 'string', pattern: '^(a' } })],
  ['properties.a.pattern', object({ a: { type: 'string', pattern: String.raw`^(a)\1$` } })],
  ['properties', object({ a: text }, { required: ['say "hi"'] })],
  ['properties.a.allOf', object({ a: { allOf: [text, { type: 'number' }] } })],
];

describe.each([
  ['toTgiSchema', toTgiSchema],
  ['toTgiParameters', toTgiParameters],
] as const)('%s', (_name, prepare) => {
  test.each(MEMBERS)('makes of %j %j', (given, want) => {
    expect(prepare(object({ a: given }), 'schema')).toEqual(object({ a: want }));
    expect(prepare(object({ b: { items: given } }), 'schema')).toEqual(object({ b: { items: want, type: 'array' } }));
    expect(prepare(object({ a: { $ref: '#/$defs/b' } }, { $defs: { b: given } }), 'schema')).toEqual(
      object({ a: want }),
    );
  });

  test.each(REFERENCES)('writes %j out: %j', (given, want) => {
    const schema = object({ a: given }, { $id: 'https://example.com/trip', $defs: TARGETS });

    expect(prepare(schema, 'schema')).toEqual(object({ a: want }));
  });

  test.each(REFUSED)('refuses %s of %j', (param, schema) => {
    expect(() => prepare(schema, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param: `schema.${param}` }),
    );
  });

  test('leaves what TGI reads as it is', () => {
    const schema = object({ a: text, format: text, const: { enum: ['x'] } }, { required: ['a'], title: 'A' });

    expect(prepare(schema, 'schema')).toEqual(schema);
  });

  test.each(['type', 'enum', 'const', 'required', '__proto__', '$ref', '$defs', 'allOf'])(
    'takes a property named %s for a property',
    (name) => {
      const properties = (member: JsonSchema) => Object.fromEntries([[name, member]]);

      expect(prepare(object(properties({ type: ['string', 'null'] })), 'schema')).toEqual(
        object(properties({ anyOf: [text, { type: 'null' }] })),
      );
    },
  );

  test('lets a required property be anything that is not described', () => {
    const schema = object({ a: text }, { required: ['a', 'b'] });

    expect(prepare(schema, 'schema')).toEqual(object({ a: text, b: ANY_VALUE }, { required: ['a', 'b'] }));
    expect(prepare({ ...schema, additionalProperties: false }, 'schema')).toEqual({
      ...schema,
      additionalProperties: false,
    });
  });

  test('takes the top for an object, where it may be null too', () => {
    expect(prepare({ ...object({ a: text }), type: ['object', 'null'] }, 'schema')).toEqual(object({ a: text }));
  });

  test('takes a top that refers to a definition', () => {
    expect(prepare({ $ref: '#/definitions/Trip', definitions: { Trip: object({ a: text }) } }, 'schema')).toEqual(
      object({ a: text }),
    );
  });

  test('ignores definitions that nobody refers to', () => {
    expect(prepare(object({ a: text }, { $defs: { node } }), 'schema')).toEqual(object({ a: text }));
  });

  test('takes what zod makes of its kinds', () => {
    const address = z.object({ street: z.string() }).meta({ id: 'Address' });
    const schema = z.object({
      email: z.email(),
      any: z.any().describe('What you like'),
      unknown: z.unknown(),
      record: z.record(z.string(), z.any()),
      tuple: z.tuple([z.string(), z.number()]),
      home: address,
      work: address.nullable(),
      both: z.object({ a: z.string() }).and(z.object({ b: z.string() })),
      nothing: z.object({}),
      when: z.iso.datetime(),
      kind: z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]),
    });

    const written = JSON.stringify(prepare(toJsonSchema(schema), 'schema'));

    expect(written).not.toMatch(/"\$ref"|"\$defs"|"allOf"|"(?!properties")[^"]*":\{\}/u);
    expect(written).not.toContain('"format":"email"');
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

    expect(() => prepare(counted, 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('more than 2000000') }),
    );
    expect(looks).toBeLessThanOrEqual(2 * levels + 3);
  });

  test('writes out definitions that are referred to twice each', () => {
    expect(() => prepare(twiceEach(14), 'schema')).not.toThrow();
  });

  test('refuses a long text that is referred to often', () => {
    const long = { type: 'string', description: 'x'.repeat(100_000) };
    const references = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`a${at}`, { $ref: '#/$defs/long' }]));

    expect(() => prepare(object(references, { $defs: { long } }), 'schema')).toThrow(/too large/);
  });

  test('refuses what lies too deep', () => {
    let schema: JsonSchema = text;
    for (let depth = 0; depth < 20_000; depth += 1) schema = { items: schema };

    expect(() => prepare(object({ a: schema }), 'schema')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message: expect.stringContaining('128 deep') }),
    );
  });
});

describe('toTgiSchema', () => {
  test.each<JsonSchema>([{}, { type: 'array', items: text }, { anyOf: [object({})] }, { type: 'object' }])(
    'refuses a top without properties: %j',
    (schema) => {
      expect(() => toTgiSchema(schema, 'schema')).toThrow(
        expect.objectContaining({ name: 'UnsupportedError', param: 'schema' }),
      );
    },
  );
});

describe('toTgiParameters', () => {
  test.each<JsonSchema>([
    {},
    { type: 'object' },
    { description: 'None' },
    { type: 'object', additionalProperties: true },
  ])('lets pass what has no arguments: %j', (schema) => {
    expect(toTgiParameters(schema, 'parameters')).toEqual(schema);
  });

  test.each<JsonSchema>([
    { anyOf: [object({ a: text }), object({ b: text })] },
    { type: 'object', additionalProperties: text },
    { type: 'string' },
    object({ _name: text }),
  ])('refuses what TGI would not take over: %j', (schema) => {
    expect(() => toTgiParameters(schema, 'parameters')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param: 'parameters' }),
    );
  });
});
