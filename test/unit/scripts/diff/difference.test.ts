import { describe, expect, test } from 'vitest';
import { compareSpecs } from '../../../../scripts/diff/difference.ts';

describe('compareSpecs', () => {
  test.each([
    ['nullable: true', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'a null in a union',
      { allOf: [{ type: 'string' }], nullable: true },
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    ['a null in an enum', { type: 'string', nullable: true, enum: ['a'] }, { enum: ['a', null] }],
    [
      'a flag for an exclusive bound',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      { type: 'number', exclusiveMinimum: 0 },
    ],
    ['an exclusive bound of integers', { type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }],
    ['a useless bound', { type: 'number', minimum: 0, exclusiveMinimum: 0 }, { type: 'number', exclusiveMinimum: 0 }],
    ['an enum of one', { type: 'string', enum: ['a'] }, { type: 'string', const: 'a' }],
    ['a union of constants', { oneOf: [{ const: 'a' }, { const: 'b' }] }, { type: 'string', enum: ['b', 'a'] }],
    ['a default as text', { type: 'integer', default: '7' }, { type: 'integer', default: 7 }],
    ['a default of null as text', { type: 'integer', default: 'null' }, { type: 'integer' }],
    [
      'allOf',
      { allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] },
      objectOf({ a: { type: 'string' } }, 'a'),
    ],
  ])('takes %s in two forms for the same', (_, theirs, ours) => {
    expect(compare(theirs, ours)).toEqual([]);
  });

  test.each([
    ['~ a: string → integer', { type: 'string' }, { type: 'integer' }],
    ['~ a: not nullable → nullable', { type: 'string' }, { type: ['string', 'null'] }],
    ['~ a: maximum <=1 → <1', { type: 'number', maximum: 1 }, { type: 'number', exclusiveMaximum: 1 }],
    ['~ a: minLength absent → 1', { type: 'string' }, { type: 'string', minLength: 1 }],
    ['~ a: multipleOf absent → 8', { type: 'integer' }, { type: 'integer', multipleOf: 8 }],
    ['~ a: uniqueItems true → absent', { type: 'array', uniqueItems: true }, { type: 'array', uniqueItems: false }],
    ['~ a: maxProperties 16 → absent', { type: 'object', maxProperties: 16 }, { type: 'object' }],
    ['~ a: values x → x, y', { enum: ['x'] }, { enum: ['y', 'x'] }],
    ['~ a: default true → absent', { type: 'boolean', default: 'true' }, { type: 'boolean' }],
    ['~ a[]: string → integer', { items: { type: 'string' } }, { items: { type: 'integer' } }],
    ['+ a.b: required string', objectOf({}), objectOf({ b: { type: 'string' } }, 'b')],
    ['- a.b: string', objectOf({ b: { type: 'string' } }), objectOf({})],
    ['~ a.b: required → optional', objectOf({ b: {} }, 'b'), objectOf({ b: {} })],
    ['+ a: integer', { type: 'string' }, { oneOf: [{ type: 'string' }, { type: 'integer' }] }],
    [
      '~ a{}: integer → number',
      { type: 'object', additionalProperties: { type: 'integer' } },
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
  ])('says %s', (line, theirs, ours) => {
    expect(compare(objectOf({ a: theirs }), objectOf({ a: ours }))).toEqual([{ line, places: ['GET /x 200'] }]);
  });

  test('pairs the members of unions by their constants', () => {
    const [json, regex] = [variant('json', { type: 'object' }), variant('regex', { type: 'string' })];

    expect(compare({ oneOf: [json, regex] }, { oneOf: [variant('regex', { type: 'integer' }), json] })).toEqual([
      { line: '~ <regex>.value: string → integer', places: ['GET /x 200'] },
    ]);
  });

  test('takes members of unions with other constants for other members, whatever else they share', () => {
    const [ours, theirs] = [variant('json', { type: 'object' }), variant('regex', { type: 'object' })];

    expect(compare({ oneOf: [theirs, { type: 'string' }] }, { oneOf: [ours, { type: 'string' }] })).toEqual([
      { line: '- it: object with type, value', places: ['GET /x 200'] },
      { line: '+ it: object with type, value', places: ['GET /x 200'] },
    ]);
  });

  test('pairs lists of one kind, however deep', () => {
    const [texts, numbers] = [{ items: { type: 'string' } }, { items: { type: 'integer' } }];
    const lists = [texts, numbers, { items: texts }, { items: numbers }];

    expect(compare({ anyOf: lists }, { anyOf: lists.toReversed() })).toEqual([]);
  });

  test('takes an operation for only ours if no document has it, and compares it with each that does', () => {
    const [one, other, ours] = [
      { '/a': {}, '/b': {} },
      { '/b': { parameters: [{ in: 'query', name: 'q' }] } },
      { '/a': {}, '/b': {}, '/c': {} },
    ].map((gets) => ({ paths: Object.fromEntries(Object.entries(gets).map(([path, get]) => [path, { get }])) }));

    expect(compareSpecs([one ?? {}, other ?? {}], ours ?? {})).toEqual([
      { line: '- query parameter q', places: ['GET /b'] },
      { line: '+ operation', places: ['GET /c'] },
    ]);
  });

  test('reads the events of a stream as what they hold', () => {
    const theirs = { 'text/event-stream': { schema: { type: 'object' } } };
    const ours = { 'text/event-stream': { schema: { type: 'string', contentSchema: { type: 'object' } } } };

    expect(compareSpecs(specOf(theirs), specOf(ours))).toEqual([]);
  });

  test('compares the fields of events where both documents name them, and else what their JSON is', () => {
    const json = (properties: object) => ({ type: 'string', contentSchema: { type: 'object', properties } });
    const stream = (fields: object) => ({
      'text/event-stream': { itemSchema: { type: 'object', properties: fields } },
    });
    const older = { 'text/event-stream': { schema: { type: 'object', properties: { a: {}, b: {} } } } };
    const newer = stream({ data: json({ a: {} }), event: { const: 'part' } });

    expect(compareSpecs(specOf(older), specOf(newer)).map(({ line }) => line)).toEqual(['- b: any']);
    expect(compareSpecs(specOf(stream({ data: json({ b: {} }) })), specOf(newer)).map(({ line }) => line)).toEqual([
      '- data.b: any',
      '+ data.a: any',
      '+ event: string, values part',
    ]);
  });

  test('says a difference once, with all its places', () => {
    const spec = (type: string) => ({
      components: { schemas: { A: { type } } },
      paths: { '/x': twice(), '/y': twice() },
    });

    expect(compareSpecs(spec('string'), spec('integer'))).toEqual([
      { line: '~ it: string → integer', places: ['GET /x 200', 'GET /y 200'] },
    ]);
  });

  test.each([
    ['- operation', { paths: { '/x': { get: {} } } }, { paths: {} }],
    ['+ request body', { paths: { '/x': { get: {} } } }, { paths: { '/x': { get: { requestBody: {} } } } }],
    ['+ status 404', operationOf({}), operationOf({ responses: { 404: {} } })],
    ['- query parameter q', operationOf({ parameters: [{ in: 'query', name: 'q' }] }), operationOf({})],
    [
      '~ query parameter q: optional → required',
      operationOf({ parameters: [{ in: 'query', name: 'q' }] }),
      operationOf({ parameters: [{ in: 'query', name: 'q', required: true }] }),
    ],
  ])('says %s', (line, theirs, ours) => {
    expect(compareSpecs(theirs, ours).map((difference) => difference.line)).toEqual([line]);
  });

  test('ends at a schema that contains itself', () => {
    const spec = { ...specOf(asJson({ $ref: '#/A' })), A: objectOf({ a: { $ref: '#/A' } }) };

    expect(compareSpecs(spec, spec)).toEqual([]);
  });

  test('puts the prefix of a server before its paths', () => {
    expect(compareSpecs({ paths: { '/x': { get: {} } } }, { paths: { '/v1/x': { get: {} } } }, '/v1')).toEqual([]);
  });
});

function compare(theirs: object, ours: object) {
  return compareSpecs(specOf(asJson(theirs)), specOf(asJson(ours)));
}

function asJson(schema: object) {
  return { 'application/json': { schema } };
}

function specOf(content: object) {
  return operationOf({ responses: { 200: { content } } });
}

function operationOf(operation: object) {
  return { paths: { '/x': { get: operation } } };
}

function twice() {
  return { get: { responses: { 200: { content: asJson({ $ref: '#/components/schemas/A' }) } } } };
}

function objectOf(properties: object, ...required: string[]) {
  return { type: 'object', properties, required };
}

function variant(type: string, value: object) {
  return objectOf({ type: { const: type }, value }, 'type', 'value');
}
