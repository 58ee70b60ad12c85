/** What TGI's router makes of a JSON Schema: an expression, a refusal, or its own end (outlines-core 0.1.14, tried with its code). */
import type { JsonObject } from '../../base/check.ts';
import { isObject, tryParse } from '../../base/check.ts';
import { FORMS } from '../../bridge/type-lists.ts';
import { listOf } from './bodies.ts';

/** The end of the router's process, whose stack overflows, or of the connection. */
export const ROUTER_DIES = 'dies';

/** No process has a stack for more schemas inside each other. */
const MAX_DEPTH = 512;

/** Why a grammar of TGI's is refused, or that the router dies of it; undefined for one that it can use. */
export function faultOfGrammar(grammar: unknown): string | undefined {
  if (!isObject(grammar) || grammar['type'] === 'regex') return undefined;
  const schema = schemaOfGrammar(grammar);
  if (schema === undefined) return 'grammar is not supported';
  if (!('properties' in schema)) return "grammar is not valid: Grammar must have a 'properties' field";
  return faultOf(schema, { root: schema, depth: 0 });
}

/** The schema of a grammar: its `value`, or a schema inside that. */
export function schemaOfGrammar(grammar: unknown): JsonObject | undefined {
  if (!isObject(grammar) || grammar['type'] === 'regex') return undefined;
  const { value } = grammar;
  const given = grammar['type'] === 'json_schema' && isObject(value) ? value['schema'] : value;
  const schema = typeof given === 'string' ? tryParse(given) : given;
  return isObject(schema) ? schema : undefined;
}

/** The same of the one grammar of all tools: references of their own lead nowhere in it. */
export function faultOfTools(tools: unknown): string | undefined {
  const functions = listOf(tools).flatMap((tool) =>
    isObject(tool) && isObject(tool['function']) ? [tool['function']] : [],
  );
  const written = functions.map(({ name, parameters }): [string, JsonObject] => {
    const { properties, required } = isObject(parameters) ? parameters : {};
    const named = { _name: { type: 'string', const: name }, ...(isObject(properties) && properties) };
    return [String(name), { properties: named, required: ['_name', ...listOf(required)] }];
  });
  const anyOf = written.map(([name]) => ({ $ref: `#/$functions/${name}` }));
  const root = { $functions: Object.fromEntries(written), properties: { function: { anyOf } }, required: ['function'] };
  return faultOf(root, { root, depth: 0 });
}

interface Place {
  readonly root: JsonObject;
  readonly depth: number;
}

type Judge = (schema: JsonObject, place: Place) => string | undefined;

function faultOf(schema: unknown, { root, depth }: Place): string | undefined {
  if (depth > MAX_DEPTH) return ROUTER_DIES;
  if (!isObject(schema)) return 'Invalid JSON Schema: expected an object';
  if (Object.keys(schema).length === 0) return undefined;
  const form = FORMS.find((name) => name in schema);
  if (form !== undefined) return JUDGES[form](schema, { root, depth: depth + 1 });
  return `Unsupported JSON Schema structure ${JSON.stringify(schema)} \nMake sure it is valid to the JSON Schema specification and check if it's supported by Outlines.\nIf it should be supported, please open an issue.`;
}

function firstFault(schemas: readonly unknown[], place: Place): string | undefined {
  for (const schema of schemas) {
    const fault = faultOf(schema, place);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const ofList =
  (name: string): Judge =>
  (schema, place) =>
    Array.isArray(schema[name]) ? firstFault(schema[name], place) : `'${name}' must be an array`;

const ofValues =
  (name: 'enum' | 'const'): Judge =>
  (schema) => {
    const values = name === 'enum' ? listOf(schema['enum']) : [schema['const']];
    const other = values.find((value) => typeof value === 'object' && value !== null);
    return other === undefined ? undefined : `Unsupported data type in ${name}: ${JSON.stringify(other)}`;
  };

const JUDGES: Readonly<Record<(typeof FORMS)[number], Judge>> = {
  properties: ({ properties }, place) =>
    isObject(properties) ? firstFault(Object.values(properties), place) : "'properties' not found or not an object",
  allOf: ofList('allOf'),
  anyOf: ofList('anyOf'),
  oneOf: ofList('oneOf'),
  prefixItems: ofList('prefixItems'),
  enum: ofValues('enum'),
  const: ofValues('const'),
  $ref: faultOfReference,
  type: faultOfType,
};

function faultOfReference({ $ref: ref }: JsonObject, place: Place): string | undefined {
  const keys = String(ref)
    .replace(/^.*#/s, '')
    .split('/')
    .filter((key) => key !== '');
  let target: unknown = place.root;
  for (const key of keys) {
    if (!isObject(target) || !Object.hasOwn(target, key)) return `Invalid reference path: ${key}`;
    target = target[key];
  }
  return faultOf(target, place);
}

const FORMATS = ['date-time', 'date', 'time', 'uuid'];

function faultOfType(schema: JsonObject, place: Place): string | undefined {
  const { type, items, additionalProperties: others, format } = schema;
  if (typeof type !== 'string') return "'type' must be a string";
  if (type === 'array') return items === undefined ? undefined : faultOf(items, place);
  if (type === 'object') {
    if (others === undefined || others === true) return undefined;
    return faultOf(others, place) === undefined ? undefined : ROUTER_DIES;
  }
  if (type !== 'string') return TYPES.includes(type) ? undefined : `Unsupported type: ${type}`;
  const isOfOther = ['minLength', 'maxLength', 'pattern'].some((name) => name in schema);
  if (isOfOther || typeof format !== 'string' || FORMATS.includes(format)) return undefined;
  return `Format ${format} is not supported by Outlines`;
}

const TYPES = ['number', 'integer', 'boolean', 'null'];
