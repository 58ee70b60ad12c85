import { describe, expect, test } from 'vitest';
import { generateTypes } from '../../../../scripts/generate/types.ts';

/** The type of the one schema of a spec, on one line. */
function typeOf(schema: object): string | undefined {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Mini', version: '1' },
    components: { schemas: { Mini: schema } },
  };
  const types = generateTypes({ name: 'mini', document });
  return /^export type Mini = (.*?);\nexport /ms.exec(types)?.[1]?.replace(/\s+/g, ' ');
}

describe('generateTypes', () => {
  test.each([
    [{ type: 'string' }, '{ it?: string | undefined; }'],
    [{ type: ['string', 'null'] }, '{ it?: string | null | undefined; }'],
    [{ type: ['string', 'null'], enum: ['a', null] }, '{ it?: "a" | null | undefined; }'],
    [{ type: 'integer', default: 1 }, '{ /** @default 1 */ it?: number | undefined; }'],
    [{}, '{ it?: unknown; }'],
    [{ type: 'object' }, '{ it?: Record<string, unknown> | undefined; }'],
    [
      { type: 'object', properties: { inner: { type: 'boolean' } } },
      '{ it?: { inner?: boolean | undefined; } | undefined; }',
    ],
  ])('gives an optional property %j the type %s', (it, type) => {
    expect(typeOf({ type: 'object', properties: { it } })).toBe(type);
  });

  test('leaves a required property as it is', () => {
    const schema = { type: 'object', required: ['it'], properties: { it: { type: ['string', 'null'] } } };

    expect(typeOf(schema)).toBe('{ it: string | null; }');
  });

  test('keeps never for what cannot be given', () => {
    const operation = { operationId: 'ping', responses: { 200: { description: 'Up.' } } };
    const paths = { '/ping': { get: operation } };
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' }, paths };

    expect(generateTypes({ name: 'mini', document })).toContain('post?: never;');
  });

  test('takes the const of a member, not the name of its schema, as the value of a discriminator', () => {
    const Cat = { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } };
    const Pet = { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: 'kind' } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'Mini', version: '1' },
      components: { schemas: { Cat, Pet } },
    };

    expect(generateTypes({ name: 'mini', document })).toContain('kind: "cat";');
  });

  test('writes each part of the spec under its name, and refers to it by that', () => {
    const Toy = { type: 'string', description: 'What it plays with.' };
    const Pet = {
      type: 'object',
      properties: { toys: { type: 'array', items: { $ref: '#/components/schemas/Toy' } } },
    };
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' }, components: { schemas: { Pet, Toy } } };
    const types = generateTypes({ name: 'mini', document });

    expect(types).toContain('export type Pet = {\n    toys?: Toy[] | undefined;\n};\n');
    expect(types).toContain('/** What it plays with. */\nexport type Toy = string;\n');
    expect(types).toContain('    schemas: {\n        Pet: Pet;\n        Toy: Toy;\n    };\n');
  });

  test('describes an operation below its summary', () => {
    const operation = { summary: 'Ping', description: 'Answers pong.', responses: { 200: { description: 'Up.' } } };
    const paths = { '/ping': { get: operation } };
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' }, paths };

    expect(generateTypes({ name: 'mini', document })).toContain(
      '        /**\n         * Ping\n         *\n         * Answers pong.\n         */\n        get: {',
    );
  });

  test('leaves out of comments what the type says', () => {
    const it = { const: 'cat', description: 'A kind.' };

    expect(typeOf({ type: 'object', required: ['it', 'that'], properties: { it, that: { const: 1 } } })).toBe(
      '{ /** * A kind. */ it: "cat"; that: 1; }',
    );
  });

  test('begins with where the file comes from', () => {
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' } };

    expect(generateTypes({ name: 'mini', document })).toMatch(
      /^\/\/ Generated from openapi\/mini\.yaml by `npm run generate`\. Do not edit\.\n/,
    );
  });
});
