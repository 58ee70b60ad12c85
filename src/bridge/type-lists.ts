/**
 * Schemas without lists of types, which TGI's grammar does not read (`'type' must be a string`): what may be of several types, as zod
 * writes nullable values and unions, becomes an `anyOf` of one schema each.
 */
import { isObject } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';

/** Members that are data, whatever they look like. */
const DATA: ReadonlySet<string> = new Set([
  'const',
  'default',
  'dependentRequired',
  'enum',
  'example',
  'examples',
  'required',
  'type',
]);

/** Members whose own members are schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);

/** Members that join schemas: beside them TGI's grammar reads no type. */
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

/** How deep a schema may be nested: TGI's reading of JSON ends at this depth (serde_json). */
const MAX_DEPTH = 128;

/** The schema with an `anyOf` for each list of types. Its top stays an object, which TGI asks for; `path` is where it stands in the request. */
export function withoutTypeLists(schema: JsonSchema, path: string): JsonSchema {
  const { type } = schema;
  const isList = Array.isArray(type) && type.includes('object');
  return toSchema(isList ? { ...schema, type: 'object' } : schema, { path, depth: 0 });
}

interface Place {
  path: string;
  depth: number;
}

function toSchema(schema: JsonSchema, place: Place): JsonSchema {
  const { type } = schema;
  const hasList = Array.isArray(type) && type.length > 0;
  return mapMembers(hasList ? split(schema, type) : schema, place);
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

/** The schema with the schemas within it rewritten. Members that are not known are read as schemas: a reference may lead there. */
function mapMembers(schema: JsonSchema, { path, depth }: Place): JsonSchema {
  if (depth > MAX_DEPTH) {
    throw new UnsupportedError(`\`${path}\` is nested too deep for TGI. Make it smaller.`, { param: path });
  }
  const inside = { path, depth: depth + 1 };
  const members = Object.entries(schema).map(([name, member]): [string, unknown] => {
    if (DATA.has(name)) return [name, member];
    return [name, MAPS.has(name) && isObject(member) ? mapValues(member, inside) : toMember(member, inside)];
  });
  return Object.fromEntries(members);
}

function mapValues(schemas: JsonSchema, inside: Place): JsonSchema {
  return Object.fromEntries(Object.entries(schemas).map(([name, member]) => [name, toMember(member, inside)]));
}

function toMember(member: unknown, inside: Place): unknown {
  if (Array.isArray(member)) return member.map((item: unknown) => (isObject(item) ? toSchema(item, inside) : item));
  return isObject(member) ? toSchema(member, inside) : member;
}
