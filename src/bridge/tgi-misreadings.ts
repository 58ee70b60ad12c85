/** What TGI's grammar reads otherwise than a JSON Schema says it, one schema at a time: said in its words, or refused (outlines-core, json_schema). */
import { isObject } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { toTgiPattern } from './tgi-pattern.ts';
import { FORMS } from './type-lists.ts';

/** The formats that TGI's grammar has expressions for; it fails at any other without a pattern. */
const FORMATS: ReadonlySet<unknown> = new Set(['date', 'time', 'date-time', 'uuid']);

/** The types that there are; TGI fails at any other. */
const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']);

/** Limits of which the first may not be above the second: TGI fails at such a text, and of such a list the whole batch does. */
const LIMITS = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

/** The schema without what would be misread: such members are undefined. `path` is where it stands in the request. */
export function withoutMisreadings(given: JsonSchema, path: string): JsonSchema {
  const schema = { ...given, ...toRequiredProperties(given) };
  refuseNames(schema['properties'], path);
  refuseValues(schema, path);
  refuseTypes(schema, path);
  refuseLimits(schema, path);
  refuseUnknownFormat(schema, path);
  const { items } = schema;
  return {
    ...schema,
    ...toOneForm(schema, path),
    ...(items !== undefined && !isObject(items) && toItems(schema, items)),
    ...toNoProperties(schema),
  };
}

/** What is required and not described: TGI would never write it. */
function toRequiredProperties(schema: JsonSchema): JsonSchema {
  const { required, properties = {}, additionalProperties: others } = schema;
  const form = formOf(schema);
  const isObjectSchema = form === 'properties' || (form === 'type' && schema['type'] === 'object');
  if (!isObjectSchema || !Array.isArray(required) || !isObject(properties) || others === false) return {};
  const missing = required.filter((name) => typeof name === 'string' && !Object.hasOwn(properties, name));
  if (missing.length === 0) return {};
  const any = isObject(others) ? others : {};
  return { properties: { ...properties, ...Object.fromEntries(missing.map((name) => [name, any])) } };
}

/** Of length, pattern and format TGI looks at the first that is there: here the pattern counts most, and a length least. */
function toOneForm({ pattern, format }: JsonSchema, path: string): JsonSchema {
  const lengths = { minLength: undefined, maxLength: undefined };
  if (typeof pattern !== 'string') return FORMATS.has(format) ? lengths : {};
  const written = toTgiPattern(pattern);
  if (written !== undefined) return { format: undefined, pattern: written, ...lengths };
  throw refusal(
    path,
    'pattern',
    'is no regular expression that TGI’s grammar can use. Write it without `\\1`, or leave it out',
  );
}

/** Lists of items are called otherwise since draft 2020-12, and a lone `true` or `false` is no schema to TGI. */
function toItems(schema: JsonSchema, items: unknown): JsonSchema {
  if (Array.isArray(items)) return { prefixItems: items, items: undefined };
  return { items: undefined, ...(items === false && !('prefixItems' in schema) && { maxItems: 0 }) };
}

/** TGI ends the call without an answer over an object of which nothing but `additionalProperties: false` is known. */
function toNoProperties(schema: JsonSchema): JsonSchema {
  const isBare = formOf(schema) === 'type' && schema['type'] === 'object';
  return isBare && schema['additionalProperties'] === false ? { properties: {} } : {};
}

/** The member by which TGI reads a schema. */
function formOf(schema: JsonSchema): string | undefined {
  return FORMS.find((form) => form in schema);
}

/** Names are written into the text as they are. */
function refuseNames(properties: unknown, path: string): void {
  if (!isObject(properties)) return;
  const name = Object.keys(properties).find((key) => JSON.stringify(key) !== `"${key}"`);
  if (name === undefined) return;
  throw refusal(
    `${path}.properties`,
    undefined,
    `has the name ${JSON.stringify(name.slice(0, 100))}, which TGI’s grammar would write without its escapes. Give it another`,
  );
}

function refuseValues(schema: JsonSchema, path: string): void {
  const form = formOf(schema);
  if (form !== 'enum' && form !== 'const') return;
  const values = form === 'const' ? [schema['const']] : schema['enum'];
  if (!Array.isArray(values) || !values.some((value) => typeof value === 'object' && value !== null)) return;
  throw refusal(
    path,
    form,
    'holds a list or an object, which TGI’s grammar cannot write. Describe it by `properties` or `prefixItems`',
  );
}

/** Nothing fits an empty list, and TGI writes nothing for it: the answer would be no JSON. */
function refuseNothing(schema: JsonSchema, path: string): void {
  const form = formOf(schema);
  if (form === undefined || form === 'prefixItems') return;
  const list = schema[form];
  if (Array.isArray(list) && list.length === 0) throw refusal(path, form, 'is an empty list, which nothing fits');
}

function refuseTypes(schema: JsonSchema, path: string): void {
  refuseNothing(schema, path);
  const { type } = schema;
  if (formOf(schema) !== 'type' || TYPES.has(type)) return;
  const shown = JSON.stringify(type)?.slice(0, 100);
  throw refusal(
    path,
    'type',
    `is ${shown}, which is no type of a JSON Schema. Expected one of ${[...TYPES].join(', ')}`,
  );
}

function refuseLimits(schema: JsonSchema, path: string): void {
  for (const [least, most] of LIMITS) {
    const [from, to] = [schema[least], schema[most]];
    if (typeof from === 'number' && typeof to === 'number' && from > to)
      throw refusal(path, least, `is ${from}, and \`${most}\` is ${to}: nothing fits both`);
  }
}

function refuseUnknownFormat(schema: JsonSchema, path: string): void {
  const { format, pattern, type } = schema;
  if (typeof format !== 'string' || FORMATS.has(format) || typeof pattern === 'string') return;
  if (formOf(schema) !== 'type' || type !== 'string') return;
  const known = [...FORMATS].join(', ');
  throw refusal(
    path,
    'format',
    `is "${format.slice(0, 100)}", which TGI’s grammar does not know (it knows ${known}). Leave it out, or use \`pattern\``,
  );
}

/** `reason` is a sentence without its subject, which is the place, and without its full stop. */
export function refusal(path: string, member: string | undefined, reason: string): UnsupportedError {
  const param = member === undefined ? path : `${path}.${member}`;
  return new UnsupportedError(`\`${param}\` ${reason}.`, { param });
}
