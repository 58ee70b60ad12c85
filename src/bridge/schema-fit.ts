/** Whether a value fits a schema that was written for TGI's grammar: it refers to nothing, and its top keywords are the grammar's. */
import { isObject } from '../base/check.ts';
import type { JsonSchema } from './json-schema.ts';

/** Only what the grammar itself would enforce is looked at. */
export function fitsSchema(value: unknown, schema: JsonSchema): boolean {
  for (const [keyword, fits] of RULES) if (keyword in schema) return fits(value, schema[keyword], schema);
  return true;
}

type Rule = (value: unknown, given: unknown, schema: JsonSchema) => boolean;

const isOneOf: Rule = (value, schemas) => toSchemas(schemas).some((schema) => fitsSchema(value, schema));

/** In the order in which TGI's grammar looks at them (outlines-core). */
const RULES: readonly (readonly [keyword: string, fits: Rule])[] = [
  ['properties', fitsProperties],
  ['anyOf', isOneOf],
  ['oneOf', isOneOf],
  [
    'prefixItems',
    (value, schemas) =>
      Array.isArray(value) &&
      value.length === toSchemas(schemas).length &&
      toSchemas(schemas).every((schema, at) => fitsSchema(value[at], schema)),
  ],
  ['enum', (value, values) => Array.isArray(values) && values.includes(value)],
  ['const', (value, only) => value === only],
  ['type', fitsType],
];

function toSchemas(schemas: unknown): readonly JsonSchema[] {
  return Array.isArray(schemas) ? schemas.filter(isObject) : [];
}

function fitsProperties(value: unknown, properties: unknown, { required }: JsonSchema): boolean {
  if (!isObject(value) || !isObject(properties)) return false;
  if (Array.isArray(required) && !required.every((name) => typeof name !== 'string' || Object.hasOwn(value, name)))
    return false;
  return Object.entries(value).every(([name, member]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return isObject(schema) && fitsSchema(member, schema);
  });
}

const IS_OF_TYPE: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map<unknown, (value: unknown) => boolean>([
  ['string', (value) => typeof value === 'string'],
  ['number', (value) => typeof value === 'number'],
  ['integer', Number.isInteger],
  ['boolean', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
  ['array', Array.isArray],
  ['object', isObject],
]);

function fitsType(value: unknown, type: unknown, { items, additionalProperties: others }: JsonSchema): boolean {
  if (IS_OF_TYPE.get(type)?.(value) !== true) return false;
  const [members, schema] = Array.isArray(value)
    ? [value, items]
    : [isObject(value) ? Object.values(value) : [], others];
  return !isObject(schema) || members.every((member) => fitsSchema(member, schema));
}
