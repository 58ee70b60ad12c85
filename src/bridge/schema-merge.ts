/** Several schemas that all hold, as one: TGI's grammar would write a value for each of them, one after the other (outlines-core, `allOf`). */
import { isObject } from '../base/check.ts';
import type { JsonSchema } from './json-schema.ts';

/** What is said about a value, and not of it: the last word counts. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$comment',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'nullable',
  'readOnly',
  'title',
  'writeOnly',
]);

/** Whether a schema says nothing of the value itself. */
export function isAnnotation(schema: JsonSchema): boolean {
  return Object.keys(schema).every((name) => ANNOTATIONS.has(name));
}

type Join = (a: unknown, b: unknown) => unknown;

const larger: Join = (a, b) => (Number(a) > Number(b) ? a : b);
const smaller: Join = (a, b) => (Number(a) < Number(b) ? a : b);

/** How two values of a keyword are joined; undefined where they cannot be. What is not here has to be the same in both. */
const JOINS: ReadonlyMap<string, Join> = new Map([
  ...[...ANNOTATIONS].map((name): [string, Join] => [name, (_, b) => b]),
  ['minimum', larger],
  ['exclusiveMinimum', larger],
  ['minLength', larger],
  ['minItems', larger],
  ['minProperties', larger],
  ['maximum', smaller],
  ['exclusiveMaximum', smaller],
  ['maxLength', smaller],
  ['maxItems', smaller],
  ['maxProperties', smaller],
  ['type', joinTypes],
  ['required', (a, b) => (Array.isArray(a) && Array.isArray(b) ? [...new Set([...a, ...b])] : undefined)],
  ['properties', joinProperties],
  // A closed object is open to the properties of those beside it: who writes so means them to be together.
  ['additionalProperties', (a, b) => same(a, b) ?? true],
]);

/** Undefined where the schemas say different things of one keyword. */
export function mergeSchemas(schemas: readonly JsonSchema[]): JsonSchema | undefined {
  const merged = new Map<string, unknown>();
  for (const schema of schemas) {
    for (const [name, value] of Object.entries(schema)) {
      const joined = merged.has(name) ? join(name, merged.get(name), value) : value;
      if (joined === undefined) return undefined;
      merged.set(name, joined);
    }
  }
  return Object.fromEntries(merged);
}

function join(name: string, a: unknown, b: unknown): unknown {
  return (JOINS.get(name) ?? same)(a, b);
}

function same(a: unknown, b: unknown): unknown {
  return JSON.stringify(a) === JSON.stringify(b) ? b : undefined;
}

function joinTypes(a: unknown, b: unknown): unknown {
  if (a === b) return b;
  return [a, b].every((type) => type === 'integer' || type === 'number') ? 'integer' : undefined;
}

function joinProperties(a: unknown, b: unknown): JsonSchema | undefined {
  if (!isObject(a) || !isObject(b)) return undefined;
  const joined = new Map(Object.entries(a));
  for (const [name, schema] of Object.entries(b)) {
    const other = joined.get(name);
    const both = isObject(other) && isObject(schema) ? mergeSchemas([other, schema]) : schema;
    if (both === undefined) return undefined;
    joined.set(name, both);
  }
  return Object.fromEntries(joined);
}
