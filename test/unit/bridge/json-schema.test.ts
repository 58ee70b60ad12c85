import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { describeIssues, toJsonSchema } from '../../../src/bridge/json-schema.ts';

describe('toJsonSchema', () => {
  test('takes the schema that zod gives, as the input that is to be written', () => {
    expect(toJsonSchema(z.object({ city: z.string(), days: z.number().default(3) }))).toEqual({
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'number', default: 3 } },
      required: ['city'],
    });
  });

  test('takes one that is given beside a schema without', () => {
    const jsonSchema = { type: 'object', properties: {} };

    expect(toJsonSchema({ schema: mini.object({}), jsonSchema })).toBe(jsonSchema);
    expect(() => toJsonSchema(mini.object({}))).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', param: 'schema' }),
    );
  });

  test.each([undefined, null, 'city', { type: 'object' }, {}])(
    'refuses what is no schema of a library: %j',
    (schema) => {
      expect(() => Reflect.apply(toJsonSchema, undefined, [schema])).toThrow(
        expect.objectContaining({ name: 'ConfigurationError', param: 'schema' }),
      );
    },
  );

  test('refuses what no JSON can be', () => {
    expect(() => toJsonSchema(z.object({ at: z.date() }))).toThrow(
      expect.objectContaining({ name: 'UnsupportedError' }),
    );
  });
});

describe('describeIssues', () => {
  test('says where each lies', () => {
    const issues = [{ message: 'too short' }, { message: 'no number', path: ['items', 0, { key: 'price' }] }];

    expect(describeIssues(issues)).toBe('too short; items[0].price: no number');
  });
});
