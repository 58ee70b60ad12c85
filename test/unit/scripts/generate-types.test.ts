import { describe, expect, test } from 'vitest';
import { generateTypes } from '../../../scripts/generate-types.ts';

/** The type of the one schema of a spec, on one line. */
async function typeOf(schema: object): Promise<string | undefined> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Mini', version: '1' },
    components: { schemas: { Mini: schema } },
  };
  const types = await generateTypes({ name: 'mini', document });
  return /Mini: (.*?);\n {4}\};\n {4}responses/s.exec(types)?.[1]?.replace(/\s+/g, ' ');
}

describe('generateTypes', () => {
  test.each([
    [{ type: 'string' }, '{ it?: string | undefined; }'],
    [{ type: ['string', 'null'] }, '{ it?: string | null | undefined; }'],
    [{ type: ['string', 'null'], enum: ['a', null] }, '{ /** @enum {string|null} */ it?: "a" | null | undefined; }'],
    [{ type: 'integer', default: 1 }, '{ /** @default 1 */ it?: number | undefined; }'],
    [{}, '{ it?: unknown; }'],
    [{ type: 'object' }, '{ it?: Record<string, unknown> | undefined; }'],
    [
      { type: 'object', properties: { inner: { type: 'boolean' } } },
      '{ it?: { inner?: boolean | undefined; } | undefined; }',
    ],
  ])('gives an optional property %j the type %s', async (it, type) => {
    expect(await typeOf({ type: 'object', properties: { it } })).toBe(type);
  });

  test('leaves a required property as it is', async () => {
    const schema = { type: 'object', required: ['it'], properties: { it: { type: ['string', 'null'] } } };

    expect(await typeOf(schema)).toBe('{ it: string | null; }');
  });

  test('keeps never for what cannot be given', async () => {
    const operation = { operationId: 'ping', responses: { 200: { description: 'Up.' } } };
    const paths = { '/ping': { get: operation } };
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' }, paths };

    expect(await generateTypes({ name: 'mini', document })).toContain('post?: never;');
  });

  test('takes the const of a member, not the name of its schema, as the value of a discriminator', async () => {
    const Cat = { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } };
    const Pet = { oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: 'kind' } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'Mini', version: '1' },
      components: { schemas: { Cat, Pet } },
    };

    expect(await generateTypes({ name: 'mini', document })).toContain('kind: "cat";');
  });

  test('begins with where the file comes from', async () => {
    const document = { openapi: '3.1.0', info: { title: 'Mini', version: '1' } };

    expect(await generateTypes({ name: 'mini', document })).toMatch(
      /^\/\/ Generated from openapi\/mini\.yaml by `npm run generate`\. Do not edit\.\n/,
    );
  });
});
