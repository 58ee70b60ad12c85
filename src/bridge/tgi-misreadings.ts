/** What TGI's grammar reads otherwise than a JSON Schema says it, one schema at a time: said in its words, or refused (outlines-core, json_schema). */
import { isObject } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { FORMS } from './type-lists.ts';

/** The formats that TGI's grammar has expressions for; it fails at any other without a pattern. */
const FORMATS: ReadonlySet<unknown> = new Set(['date', 'time', 'date-time', 'uuid']);

/** The schema without what would be misread: such members are undefined. `path` is where it stands in the request. */
export function withoutMisreadings(schema: JsonSchema, path: string): JsonSchema {
  refuseNames(schema['properties'], path);
  refuseValues(schema, path);
  refuseUnknownFormat(schema, path);
  const { pattern, items } = schema;
  return {
    ...schema,
    // Of the two the pattern is taken.
    ...(typeof pattern === 'string' && { format: undefined, pattern: toPattern(pattern) }),
    ...(items !== undefined && !isObject(items) && toItems(schema, items)),
    ...toNoProperties(schema),
  };
}

/** TGI writes a pattern between quotes as it is: of alternatives without brackets the first would have no end, and the last no beginning. */
function toPattern(pattern: string): string {
  if (!hasBareAlternatives(pattern)) return pattern;
  const inner = pattern.startsWith('^') && pattern.endsWith('$') ? pattern.slice(1, -1) : pattern;
  return `^(?:${inner})$`;
}

function hasBareAlternatives(pattern: string): boolean {
  let depth = 0;
  let isInClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '\\') at += 1;
    else if (isInClass) isInClass = character !== ']';
    else if (character === '[') isInClass = true;
    else if (character === '|' && depth === 0) return true;
    else depth += DEPTH.get(character) ?? 0;
  }
  return false;
}

const DEPTH: ReadonlyMap<string, number> = new Map([
  ['(', 1],
  [')', -1],
]);

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
