import { compileFunction } from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { generateValidators } from '../../../../scripts/generate/validators.ts';

type Schemas = Readonly<Record<string, unknown>>;

/** The validators of a spec with these schemas, as running code. */
function compile(schemas: Schemas): Record<string, z.ZodMiniType> {
  const code = generateValidators({ name: 'mini', document: { components: { schemas } } });
  const options = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } };
  const validators = {};
  compileFunction(ts.transpileModule(code, options).outputText, ['require', 'exports'])(() => z, validators);
  return validators;
}

function accepts(schema: unknown, value: unknown): boolean | undefined {
  return compile({ Mini: schema })['Mini']?.safeParse(value).success;
}

const CLOSED = { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string' } } };
const OPEN = { type: 'object', required: ['a'], properties: { a: { type: 'string' }, 'b-c': { type: 'number' } } };

describe('a generated validator', () => {
  test.each([
    [{}, [null, 1, 'a', {}], []],
    [{ type: 'null' }, [null], [undefined, 0, '']],
    [{ type: 'boolean' }, [true], [null, 'true']],
    [{ type: 'string' }, [''], [null, 1]],
    [{ type: 'string', minLength: 1, maxLength: 2 }, ['a', 'ab'], ['', 'abc']],
    [{ type: 'string', pattern: '^a/\\p{L}$' }, ['a/ä'], ['a/1', 'xa/ä']],
    [{ type: 'string', format: 'uri' }, ['not one'], []],
    [{ type: 'number', minimum: 0, maximum: 1 }, [0, 0.5, 1], [-0.1, 1.1, '1', Number.NaN]],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5], [0, 1]],
    [{ type: 'integer', minimum: 0 }, [0, 2 ** 64], [-1, 0.5, '1', Number.POSITIVE_INFINITY]],
    [{ type: ['integer', 'null'], minimum: 1 }, [1, null], [0, undefined]],
    [{ type: ['string', 'integer'], minLength: 1 }, ['a', 1], ['', null]],
    [{ const: 'a' }, ['a'], ['b', null]],
    [{ const: null }, [null], ['null']],
    [{ type: ['string', 'null'], enum: ['a', 'b', null] }, ['a', 'b', null], ['c', 'null']],
    [{ enum: [1, true] }, [1, true], [2, false]],
    [{ type: 'array' }, [[], [1, 'a']], [{}, null]],
    [{ type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 }, [['a']], [[], [1], ['a', 'b', 'c']]],
    [{ type: 'object' }, [{}, { a: 1 }], [[], null]],
    [{ type: 'object', additionalProperties: false }, [{}], [{ a: 1 }]],
    [{ type: 'object', additionalProperties: { type: 'number' } }, [{ a: 1 }], [{ a: 'b' }]],
    [{ type: 'object', minProperties: 1 }, [{ a: 1 }], [{}]],
    [CLOSED, [{ a: 'b' }], [{}, { a: 'b', c: 1 }]],
    [
      OPEN,
      [
        { a: 'b', c: 1 },
        { a: 'b', 'b-c': undefined },
      ],
      [
        { a: 'b', 'b-c': 'c' },
        { a: 'b', 'b-c': null },
      ],
    ],
    [{ ...OPEN, additionalProperties: { type: 'number' } }, [{ a: 'b', c: 1 }], [{ a: 'b', c: 'd' }]],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, ['a', 1], [null, true]],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, ['a', null], [1]],
  ])('of %j accepts what fits and nothing else', (schema, valid, invalid) => {
    expect(valid.filter((value) => !accepts(schema, value))).toEqual([]);
    expect(invalid.filter((value) => accepts(schema, value))).toEqual([]);
  });

  test('is that of the schema it refers to, in whatever order they are defined', () => {
    const { Age } = compile({
      Age: { oneOf: [{ $ref: '#/components/schemas/Years' }, { type: 'null' }] },
      Years: { type: 'integer' },
    });

    expect(Age?.safeParse(null).success).toBe(true);
    expect(Age?.safeParse(1.5).success).toBe(false);
  });

  test('chooses the member that a discriminator names, so that the problem is named inside it', () => {
    const cat = {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
    };
    const dog = { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' } } };
    const { Mini } = compile({ Mini: { oneOf: [cat, dog], discriminator: { propertyName: 'kind' } } });

    expect(Mini?.safeParse({ kind: 'cat', lives: 'nine' }).error?.issues).toMatchObject([
      { code: 'invalid_type', path: ['lives'] },
    ]);
  });

  test('adds no defaults', () => {
    const { Mini } = compile({ Mini: { type: 'object', properties: { n: { type: 'integer', default: 1 } } } });

    expect(Mini?.parse({})).toEqual({});
  });

  test.each([
    [{ type: 'integer' }, 1.5, { code: 'invalid_type', expected: 'int' }],
    [{ type: 'object', minProperties: 1 }, {}, { code: 'too_small', origin: 'object', minimum: 1 }],
  ])('reports what zod has no check for as zod would: %j', (schema, value, issue) => {
    expect(compile({ Mini: schema })['Mini']?.safeParse(value).error?.issues).toMatchObject([issue]);
  });
});

describe('generateValidators', () => {
  const AT = 'openapi/mini.yaml#/components/schemas/Mini';

  test.each([
    [{ type: 'string', multipleOf: 2 }, `${AT}/multipleOf: this keyword is not supported beside this type`],
    [{ allOf: [] }, `${AT}/allOf: this keyword is not supported`],
    [{ type: 'integer', minLength: 1 }, `${AT}/minLength: this keyword is not supported beside this type`],
    [{ oneOf: [{}], type: 'string' }, `${AT}/type: this keyword is not supported beside this oneOf`],
    [{ type: 'array', items: { not: {} } }, `${AT}/items/not: this keyword is not supported`],
    [{ type: 'object', properties: { 'a/b': { if: {} } } }, `${AT}/properties/a~1b/if: this keyword is not supported`],
    [
      { type: 'object', additionalProperties: { not: {} } },
      `${AT}/additionalProperties/not: this keyword is not supported`,
    ],
    [{ anyOf: [{}, { not: {} }] }, `${AT}/anyOf/1/not: this keyword is not supported`],
    [{ type: 'string', contentSchema: { not: {} } }, `${AT}/contentSchema/not: this keyword is not supported`],
    [{ type: 'object', required: ['a'] }, `${AT}/required: a is not among the properties`],
    [{ type: 'file' }, `${AT}/type: there is no type "file"`],
    [{ type: 'string', pattern: '(' }, `${AT}/pattern: SyntaxError`],
    [{ type: 'string', minLength: '1' }, `${AT}/minLength: expected a number`],
    [{ type: 'string', enum: ['a', 1] }, `${AT}: 1 is no literal of the type`],
    [
      { oneOf: [{}], discriminator: { propertyName: 'a', mapping: {} } },
      `${AT}/discriminator: expected a propertyName`,
    ],
    [{ $ref: '#/components/schemas/Nowhere' }, `${AT}/$ref: "#/components/schemas/Nowhere" is not a schema`],
    [{ type: 'array', items: { $ref: '#/components/schemas/Mini' } }, `${AT}/items/$ref: Mini contains itself`],
    [false, `${AT}: expected a mapping, found false`],
    [{ oneOf: [] }, `${AT}/oneOf: expected at least one member`],
    [{ type: 'string', enum: [] }, `${AT}/enum: expected at least one member`],
  ])('stops at %j', (schema, message) => {
    expect(() => compile({ Mini: schema })).toThrow(message);
  });

  test.each(['default', 'type', 'z', 'Validator', 'components', 'paths', 'integer', 'Object'])(
    'stops at a schema named %s, which generated code means otherwise',
    (name) => {
      expect(() => compile({ [name]: { type: 'integer' } })).toThrow(
        `openapi/mini.yaml#/components/schemas/${name}: the name is taken in generated code; rename the schema`,
      );
    },
  );

  test('stops at schemas that contain each other', () => {
    const Egg = { type: 'array', items: { $ref: '#/components/schemas/Hen' } };
    const Hen = { type: 'object', properties: { laid: { $ref: '#/components/schemas/Egg' } } };

    expect(() => compile({ Egg, Hen })).toThrow('schemas/Hen/properties/laid/$ref: Egg contains itself');
  });

  test('reads annotations and our own extensions over', () => {
    const schema = {
      type: 'string',
      title: 'A',
      description: 'B',
      deprecated: true,
      example: 'c',
      'x-easyllm': 'ignored',
    };

    expect(accepts(schema, 'd')).toBe(true);
  });
});
