import { describe, expect, test } from 'vitest';
import { generateSchemas } from '../../../../scripts/generate/schemas.ts';

function schemasOf(schemas: Readonly<Record<string, unknown>>): string | undefined {
  const text = generateSchemas({ name: 'mini', document: { components: { schemas } } }).get('schema');
  return text?.slice(text.search(/\n(?:export )?const /));
}

const marked = (schema: object) => ({ 'x-easyllm': 'translated', ...schema });

describe('generateSchemas', () => {
  test('writes the requests and what they refer to, without words', () => {
    const Part = { type: 'object', description: 'A part.', required: ['a'], properties: { a: { const: 1 } } };
    const Ask = {
      type: 'object',
      additionalProperties: false,
      properties: { parts: marked({ type: 'array', items: { $ref: '#/components/schemas/Part' }, title: 'Parts' }) },
    };
    const Answer = { type: 'object', properties: { text: { type: 'string' } } };

    expect(schemasOf({ Answer, Ask, Part })).toBe(`
const Part: Schema = { type: "object", required: ["a"], properties: {
  a: { const: 1 },
} };

export const Ask: Schema = { type: "object", additionalProperties: false, properties: {
  parts: { type: "array", items: Part },
} };
`);
  });

  test('writes a pattern as a regular expression, and a discriminator as its name', () => {
    const Ask = {
      properties: {
        a: marked({ type: 'string', pattern: '^[0-9]+$' }),
        b: marked({ oneOf: [{ type: 'object' }], discriminator: { propertyName: 'kind' } }),
        c: marked({ type: 'object', additionalProperties: true }),
      },
    };

    expect(schemasOf({ Ask })).toBe(`
export const Ask: Schema = { properties: {
  a: { type: "string", pattern: /^[0-9]+$/u },
  b: { oneOf: [{ type: "object" }], discriminator: "kind" },
  c: { type: "object" },
} };
`);
  });

  test('quotes a property whose name is no identifier', () => {
    expect(schemasOf({ Ask: { properties: { 'a-b': marked({ type: 'string' }) } } })).toContain(
      '"a-b": { type: "string" }',
    );
  });

  test('is nothing for a spec without marks', () => {
    expect(schemasOf({ Answer: { properties: { text: { type: 'string' } } } })).toBeUndefined();
  });

  test.each([
    [{ type: 'string', minContains: 1 }, '/minContains: this keyword is not supported in a request'],
    [{ $ref: '#/components/schemas/Other' }, '"#/components/schemas/Other" is not a schema of this spec'],
    [{ $ref: '#/components/schemas/Ask' }, 'Ask contains itself'],
  ])('stops at %j', (schema, message) => {
    expect(() => schemasOf({ Ask: { properties: { a: marked({ type: 'string' }), b: schema } } })).toThrow(message);
  });
});
