import { describe, expect, test } from 'vitest';
import { inlineSharedProperties } from '../../../../scripts/specs/shared-properties.ts';

const REFERENCE = '#/components/schemas/Chat/properties/seed';
const seed = { type: 'integer', description: 'Where chance begins.' };

function inline(Completion: unknown) {
  const schemas = { Chat: { properties: { seed, again: { $ref: REFERENCE } } }, Completion };
  return inlineSharedProperties({ name: 'mini', document: { info: {}, components: { schemas } } }).document;
}

describe('inlineSharedProperties', () => {
  test('writes a property of another schema where it is referred to', () => {
    const { info, components } = inline({ properties: { seed: { $ref: REFERENCE }, text: { type: 'string' } } });

    expect(info).toEqual({});
    expect(components?.schemas?.['Completion']).toEqual({ properties: { seed, text: { type: 'string' } } });
  });

  test('lets keywords beside the reference replace those of the property', () => {
    const { components } = inline({ properties: { seed: { $ref: REFERENCE, description: 'Another.' } } });

    expect(components?.schemas?.['Completion']).toEqual({ properties: { seed: { ...seed, description: 'Another.' } } });
  });

  test('leaves references to whole schemas', () => {
    const Completion = { properties: { stop: { $ref: '#/components/schemas/Stop' } } };

    expect(inline(Completion).components?.schemas?.['Completion']).toEqual(Completion);
  });

  test.each([
    ['#/components/schemas/Chat/properties/sead', 'is no property'],
    ['#/components/schemas/Chad/properties/seed', 'is no property'],
    ['#/components/schemas/Chat/properties/again', 'Chat.again is a reference itself; refer to where it is written'],
  ])('names a reference that leads nowhere: %s', ($ref, message) => {
    expect(() => inline({ properties: { seed: { $ref } } })).toThrow(
      `openapi/mini.yaml#/components/schemas/Completion/properties/seed/$ref: ${$ref.includes('again') ? message : `${JSON.stringify($ref)} ${message}`}`,
    );
  });
});
