import { describe, expect, test } from 'vitest';

import { fitsSchema } from '../../../src/bridge/schema-fit.ts';

const text = { type: 'string' };
const trip = { type: 'object', properties: { city: text, days: { type: 'integer' } }, required: ['city'] };

describe('fitsSchema', () => {
  test.each<[fits: boolean, value: unknown, schema: Record<string, unknown>]>([
    [true, { city: 'Paris' }, trip],
    [true, { city: 'Paris', days: 2 }, trip],
    [false, {}, trip],
    [false, { city: 1 }, trip],
    [false, { city: 'Paris', days: 2.5 }, trip],
    [false, { city: 'Paris', sky: 'rain' }, trip],
    [false, ['Paris'], trip],
    [true, ['a'], { type: 'array', items: text }],
    [false, [1], { type: 'array', items: text }],
    [true, { a: 'b' }, { type: 'object', additionalProperties: text }],
    [false, { a: 1 }, { type: 'object', additionalProperties: text }],
    [true, null, { anyOf: [text, { type: 'null' }] }],
    [false, 1, { oneOf: [text, { type: 'null' }] }],
    [true, ['a', 1], { prefixItems: [text, { type: 'number' }] }],
    [false, ['a'], { prefixItems: [text, { type: 'number' }] }],
    [true, 'a', { enum: ['a', 'b'] }],
    [false, 'c', { enum: ['a', 'b'] }],
    [true, null, { const: null }],
    [false, 'null', { const: null }],
    [true, true, { type: 'boolean' }],
    [false, 'x', { type: 'unheard of' }],
    [true, 'x', {}],
  ])('%s: %j fits %j', (fits, value, schema) => {
    expect(fitsSchema(value, schema)).toBe(fits);
  });
});
