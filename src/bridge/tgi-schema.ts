/**
 * JSON Schemas as TGI's grammar takes them, wherever they go: references are written out, and what it would misread is said in its words.
 * What it cannot express is refused before anything is sent: of recursion its process ends.
 */
import { isObject } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { isAnnotation, mergeSchemas } from './schema-merge.ts';
import { resolveReference } from './schema-references.ts';
import { refusal, withoutMisreadings } from './tgi-misreadings.ts';
import { ANY_VALUE, withSingleTypes } from './type-lists.ts';

/** As many characters as the largest body that TGI takes (`--payload-limit`). */
const MAX_SIZE = 2_000_000;

/** How deep schemas may lie in each other: TGI's reading of JSON ends at this depth (serde_json), and its grammar follows them on its stack. */
const MAX_DEPTH = 128;

/** Members whose own members are schemas by name, members that are lists of schemas, and members that are one. */
const MAPS = ['properties', 'patternProperties', 'dependentSchemas'] as const;
const LISTS = ['anyOf', 'oneOf', 'prefixItems'] as const;
const SINGLES = [
  'items',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;

/** Members that mean nothing once no reference is left. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  '$anchor',
  '$defs',
  '$id',
  '$ref',
  '$schema',
  'allOf',
  'definitions',
]);

/** The schema of a grammar; `path` is where it stands in the request. Throws UnsupportedError for what TGI would refuse, or end of. */
export function toTgiSchema(schema: JsonSchema, path: string): JsonSchema {
  const written = write(atTop(schema), toPlace(schema, path)).schema;
  if (isObject(written['properties'])) return written;
  throw new UnsupportedError(
    `\`${path}\` has no \`properties\` at its top, which TGI’s grammar needs. Wrap the value in an object.`,
    { param: path },
  );
}

/** The parameters of a tool. TGI takes their `properties` and `required` over into one grammar of all tools (TGI router, tool_grammar.rs). */
export function toTgiParameters(schema: JsonSchema, path: string): JsonSchema {
  if (isAnnotation(schema)) return schema;
  const written = write(atTop(schema), toPlace(schema, path)).schema;
  const { properties, type, additionalProperties: others } = written;
  if (isObject(properties) ? Object.hasOwn(properties, '_name') : type !== 'object' || isObject(others)) {
    const reason = isObject(properties)
      ? 'has a property `_name`, by which TGI’s grammar knows the tool. Give it another name'
      : 'has no `properties` at its top, and TGI’s grammar takes nothing else of a tool. List them';
    throw new UnsupportedError(`\`${path}\` ${reason}.`, { param: path });
  }
  return written;
}

/** The top is an object, whatever else it may be. */
function atTop(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  return Array.isArray(type) && type.includes('object') ? { ...schema, type: 'object' } : schema;
}

interface Place {
  path: string;
  root: JsonSchema;
  /** The schemas that are being written, each inside the one before. */
  open: Set<JsonSchema>;
  /** Each schema is written once, however often it is referred to. */
  known: Map<JsonSchema, Written>;
}

interface Written {
  schema: JsonSchema;
  /** In characters, about. */
  size: number;
}

function toPlace(root: JsonSchema, path: string): Place {
  return { path, root, open: new Set([root]), known: new Map() };
}

function write(schema: JsonSchema, place: Place): Written {
  const { path, open, known } = place;
  const done = known.get(schema);
  if (done !== undefined) return done;
  if (open.size > MAX_DEPTH) throw tooLarge(path, `its schemas lie more than ${MAX_DEPTH} deep in each other`);
  open.add(schema);
  const written = join(schema, place);
  open.delete(schema);
  known.set(schema, written);
  return written;
}

/** What a schema refers to, all that it joins, and its own members, as one. */
function join(schema: JsonSchema, place: Place): Written {
  const own = Object.fromEntries(Object.entries(schema).filter(([name]) => !BOOKKEEPING.has(name)));
  const parts = [...follow(schema, place), ...writeAll(schema['allOf'], { ...place, path: `${place.path}.allOf` })];
  if (parts.length === 0) return writeMembers(withSingleTypes(own), place);
  // Beside a reference TGI’s grammar reads no type.
  const { type, ...untyped } = own;
  const all = [...parts, writeMembers(Array.isArray(type) ? untyped : own, place)];
  const size = sum(all, place);
  const merged = mergeSchemas(all.map((part) => part.schema));
  if (merged !== undefined) return { schema: merged, size };
  throw refusal(place.path, 'allOf', 'joins schemas that contradict each other for TGI’s grammar. Write them as one');
}

/** What a schema refers to. */
function follow({ $ref: ref, $dynamicRef, $recursiveRef }: JsonSchema, place: Place): Written[] {
  const { path, open, root } = place;
  if (typeof ($dynamicRef ?? $recursiveRef) === 'string') {
    throw refusal(path, '$ref', 'refers to what is decided elsewhere: TGI’s grammar has no recursion');
  }
  if (typeof ref !== 'string') return [];
  const target = resolveReference(root, ref);
  const shown = ref.slice(0, 100);
  if (target === undefined)
    throw refusal(path, '$ref', `refers to "${shown}", which is not in it. Write out what it means`);
  if (open.has(target)) throw refusal(path, '$ref', `refers back to "${shown}": TGI’s grammar has no recursion`);
  return [write(target, place)];
}

/** Writes the schemas within a schema that refers to nothing and lists no types. */
function writeMembers(given: JsonSchema, place: Place): Written {
  const schema = withoutMisreadings(given, place.path);
  const members = new Map(Object.entries(schema));
  let size = sizeOf(schema);
  const put = (name: string, value: unknown, parts: readonly Written[]) => {
    members.set(name, value);
    size = sum([{ schema, size }, ...parts], place);
  };
  for (const name of MAPS) {
    const schemas = schema[name];
    if (!isObject(schemas)) continue;
    const names = Object.keys(schemas);
    const parts = names.map((key) => writeValue(schemas[key], { ...place, path: `${place.path}.${name}.${key}` }));
    put(name, Object.fromEntries(names.map((key, at) => [key, parts[at]?.schema])), parts);
  }
  for (const name of LISTS) {
    const parts = writeAll(schema[name], { ...place, path: `${place.path}.${name}` });
    if (parts.length > 0)
      put(
        name,
        parts.map((part) => part.schema),
        parts,
      );
  }
  for (const name of SINGLES) {
    const single = schema[name];
    if (!isObject(single)) continue;
    const part = write(single, { ...place, path: `${place.path}.${name}` });
    put(name, part.schema, [part]);
  }
  return { schema: Object.fromEntries([...members].filter(([, value]) => value !== undefined)), size };
}

function writeAll(schemas: unknown, place: Place): Written[] {
  if (!Array.isArray(schemas)) return [];
  return schemas.map((schema: unknown, at) => writeValue(schema, { ...place, path: `${place.path}[${at}]` }));
}

/** A schema that is `true` lets anything be. */
function writeValue(schema: unknown, place: Place): Written {
  if (isObject(schema)) return write(schema, place);
  if (schema === true) return { schema: ANY_VALUE, size: sizeOf(ANY_VALUE) };
  throw refusal(
    place.path,
    undefined,
    'is no schema that TGI’s grammar can read. Leave it out, or describe it by an object',
  );
}

/** In characters, without the schemas within. */
function sizeOf(schema: JsonSchema): number {
  return Object.entries(schema).reduce((size, [name, value]) => size + name.length + lengthOf(name, value), 2);
}

function lengthOf(name: string, value: unknown): number {
  const isOf = (names: readonly string[]) => names.includes(name);
  if (isOf(LISTS) || (isOf(SINGLES) && isObject(value))) return 4;
  if (isOf(MAPS) && isObject(value)) return Object.keys(value).reduce((size, key) => size + key.length + 4, 4);
  return (JSON.stringify(value) ?? '').length + 4;
}

function sum(parts: readonly Written[], { path }: Place): number {
  const size = parts.reduce((total, part) => total + part.size, 0);
  if (size > MAX_SIZE) throw tooLarge(path, `written out it has more than ${MAX_SIZE} characters`);
  return size;
}

function tooLarge(path: string, reason: string): UnsupportedError {
  return refusal(path, undefined, `is too large for TGI’s grammar: ${reason}. Make it smaller`);
}
