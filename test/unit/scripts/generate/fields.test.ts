import { describe, expect, test } from 'vitest';
import { generateFields } from '../../../../scripts/generate/fields.ts';

const AT = 'openapi/mini.yaml#/components/schemas/Ask/properties';

function fieldsOf(schemas: Readonly<Record<string, unknown>>): string | undefined {
  return generateFields({ name: 'mini', document: { components: { schemas } } });
}

describe('generateFields', () => {
  test('lists the marks of each marked schema, but for `translated`', () => {
    const Ask = { properties: { text: { 'x-easyllm': 'translated' }, user: { 'x-easyllm': 'ignored' } } };
    const Answer = { properties: { text: { type: 'string' } } };

    expect(fieldsOf({ Ask, Answer })).toBe(`// Generated from openapi/mini.yaml by \`npm run generate\`. Do not edit.
/** What becomes of the fields of a request that are not translated. */
export const requestFields = {
  Ask: {
    user: 'ignored',
  },
} as const;
`);
  });

  test('quotes a property whose name is no identifier', () => {
    expect(fieldsOf({ Ask: { properties: { 'a-b': { 'x-easyllm': 'ignored' } } } })).toContain(`"a-b": 'ignored',`);
  });

  test('is nothing for a spec without marks', () => {
    expect(fieldsOf({ Answer: { properties: { text: { type: 'string' } } } })).toBeUndefined();
  });

  test.each([
    [{ text: { 'x-easyllm': 'ignored' }, user: {} }, `${AT}/user: x-easyllm is missing`],
    [{ text: { 'x-easyllm': 'dropped' } }, `${AT}/text/x-easyllm: "dropped" is none of translated, ignored, refused`],
    [{ text: { 'x-easyllm': null } }, `${AT}/text/x-easyllm: null is none of`],
  ])('stops at %j', (properties, message) => {
    expect(() => fieldsOf({ Ask: { properties } })).toThrow(message);
  });
});
