/**
 * Types of JSON Schemas, one at a time: TGI's grammar reads no list of them (`'type' must be a string`), and nothing of a schema that
 * names none. What may be of several types, as zod writes nullable values and unions, becomes an `anyOf` of one schema each.
 */
import { isObject } from '../base/check.ts';
import type { JsonSchema } from './json-schema.ts';

/** Members by which TGI's grammar reads a schema, in its order: it looks at the first that is there, and fails where none is (outlines-core). */
export const FORMS = ['properties', 'allOf', 'anyOf', 'oneOf', 'prefixItems', 'enum', 'const', '$ref', 'type'] as const;

/** Members that join schemas: beside them no type is read. */
const JOINS = ['anyOf', 'oneOf', 'allOf', '$ref'] as const;

/** Members by the type they belong to; a value of another type is free of them. */
const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const KEYWORDS_OF_TYPE: ReadonlyMap<string, readonly string[]> = new Map([
  ['string', ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema']],
  ['number', NUMBER],
  ['integer', NUMBER],
  [
    'array',
    [
      'items',
      'prefixItems',
      'additionalItems',
      'unevaluatedItems',
      'contains',
      'minContains',
      'maxContains',
      'minItems',
      'maxItems',
      'uniqueItems',
    ],
  ],
  [
    'object',
    [
      'properties',
      'patternProperties',
      'additionalProperties',
      'unevaluatedProperties',
      'propertyNames',
      'required',
      'minProperties',
      'maxProperties',
      'dependentRequired',
      'dependentSchemas',
      'dependencies',
    ],
  ],
  ['boolean', []],
  ['null', []],
]);
const TYPED: ReadonlySet<string> = new Set([...KEYWORDS_OF_TYPE.values()].flat());

/** Any value, said in types: for an empty schema TGI writes alternatives without brackets, of which the whole answer may become one. */
export const ANY_VALUE: JsonSchema = {
  anyOf: ['string', 'number', 'boolean', 'null', 'object', 'array'].map((type) => ({ type })),
};

/** The schema with one type, or an `anyOf` of such: where it lists several, and where it names none but its members tell. */
export function withSingleTypes(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (Array.isArray(type) && type.length > 0) return split(schema, type);
  return FORMS.some((form) => form in schema) ? schema : { ...schema, ...toTold(schema) };
}

/** The type that the members of a schema belong to; any where they tell of none. */
function toTold(schema: JsonSchema): JsonSchema {
  for (const [type, keywords] of KEYWORDS_OF_TYPE) if (keywords.some((name) => name in schema)) return { type };
  return ANY_VALUE;
}

/** One schema for each type, with what belongs to the type; the rest stays beside them. */
function split(given: JsonSchema, types: readonly unknown[]): JsonSchema {
  const { type: _, ...schema } = given;
  if (types.length === 1) return { type: types[0], ...schema };
  if ('const' in schema) return schema;
  if (Array.isArray(schema['enum'])) return { ...schema, enum: ofTypes(schema['enum'], types) };
  if (JOINS.some((join) => join in schema)) return withTypedBranches(schema, types);
  const rest = Object.entries(schema).filter(([name]) => !TYPED.has(name));
  return { ...Object.fromEntries(rest), anyOf: types.map((type) => ofType(schema, type)) };
}

function ofType(schema: JsonSchema, type: unknown): JsonSchema {
  const keywords = typeof type === 'string' ? (KEYWORDS_OF_TYPE.get(type) ?? []) : [];
  const own = keywords.filter((name) => name in schema).map((name) => [name, schema[name]]);
  return { type, ...Object.fromEntries(own) };
}

/** The values that are of one of the types; all of them if none is, which no answer fits. */
function ofTypes(values: readonly unknown[], types: readonly unknown[]): readonly unknown[] {
  const fitting = values.filter((value) => types.some((type) => isOfType(value, type)));
  return fitting.length > 0 ? fitting : values;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** A branch that names no type of its own has those of the whole. */
function withTypedBranches(schema: JsonSchema, types: readonly unknown[]): JsonSchema {
  const branches = ['anyOf', 'oneOf'].flatMap((name): [string, unknown][] => {
    const members = schema[name];
    return Array.isArray(members) ? [[name, members.map((member) => withTypes(member, types))]] : [];
  });
  return { ...schema, ...Object.fromEntries(branches) };
}

function withTypes(branch: unknown, types: readonly unknown[]): unknown {
  return isObject(branch) && !['type', 'enum', 'const', ...JOINS].some((name) => name in branch)
    ? { type: types, ...branch }
    : branch;
}
