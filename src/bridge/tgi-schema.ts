/** JSON Schemas as TGI's grammar takes them, in its words. What it cannot express is refused before anything is sent: of recursion its process ends. */
import { isObject } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { withoutTypeLists } from './type-lists.ts';

/** The formats that TGI's grammar has expressions for (outlines-core, json_schema); it fails at any other without a pattern. */
const FORMATS: ReadonlySet<unknown> = new Set(['date', 'time', 'date-time', 'uuid']);

/** As many schemas as the largest body that TGI takes could hold (2 MB): its grammar writes the target of a reference out each time. */
const MAX_SIZE = 100_000;

/** How deep schemas may lie in each other: TGI's reading of JSON ends at this depth (serde_json), and its grammar follows them on its stack. */
const MAX_DEPTH = 128;

/** The schema of a grammar; `path` is where it stands in the request. Throws UnsupportedError for what TGI would refuse, or end of. */
export function toTgiSchema(schema: JsonSchema, path: string): JsonSchema {
  if (!isObject(schema['properties'])) {
    throw new UnsupportedError(
      `\`${path}\` has no \`properties\` at its top, which TGI’s grammar needs. Wrap the value in an object.`,
      { param: path },
    );
  }
  visit(schema, { path, resolve: (keys) => resolve(schema, keys), open: new Set(), sizes: new Map() });
  return withoutTypeLists(schema, path);
}

/** The parameters of a tool, as `toTgiSchema`. TGI makes one schema of all tools, so that references lead elsewhere (TGI router, tool_grammar.rs). */
export function toTgiParameters(schema: JsonSchema, path: string): JsonSchema {
  const resolveDefinition = ([first, ...rest]: readonly string[]) =>
    first === '$defs' || first === 'definitions' ? resolve(schema, [first, ...rest]) : 'elsewhere';
  visit(schema, { path, resolve: resolveDefinition, open: new Set(), sizes: new Map() });
  return withoutTypeLists(schema, path);
}

interface Place {
  path: string;
  /** What a reference points at; undefined for nothing, which is for the server to say. */
  resolve: (keys: readonly string[]) => JsonSchema | 'elsewhere' | undefined;
  /** The schemas that are being visited, each inside the one before. */
  open: Set<JsonSchema>;
  /** How many schemas those visited consist of, with all they refer to. */
  sizes: Map<JsonSchema, number>;
}

/** The schema's size. Each is visited once, however often it is referred to. */
function visit(schema: JsonSchema, place: Place): number {
  const { path, open, sizes } = place;
  const known = sizes.get(schema);
  if (known !== undefined) return known;
  if (open.size >= MAX_DEPTH) throw tooLarge(path, `its schemas lie more than ${MAX_DEPTH} deep in each other`);
  refuseUnknownFormat(schema, path);
  open.add(schema);
  let size = 1 + follow(schema, place);
  for (const [step, child] of childrenOf(schema)) size += visit(child, { ...place, path: `${path}.${step}` });
  open.delete(schema);
  if (size > MAX_SIZE) throw tooLarge(path, `written out it has more than ${MAX_SIZE} schemas`);
  sizes.set(schema, size);
  return size;
}

function refuseUnknownFormat({ format, pattern }: JsonSchema, path: string): void {
  if (typeof format !== 'string' || FORMATS.has(format) || typeof pattern === 'string') return;
  const known = [...FORMATS].join(', ');
  throw new UnsupportedError(
    `\`${path}.format\` is "${format}", which TGI’s grammar does not know (it knows ${known}). Leave it out, or use \`pattern\`.`,
    { param: `${path}.format` },
  );
}

/** The size of what a schema refers to. */
function follow({ $ref: ref }: JsonSchema, place: Place): number {
  const { path, open } = place;
  if (typeof ref !== 'string') return 0;
  const target = place.resolve(toKeys(ref));
  if (target === undefined) return 0;
  if (target !== 'elsewhere' && !open.has(target)) return visit(target, place);
  const reason =
    target === 'elsewhere'
      ? `refers to "${ref}", which in a tool leads out of it, into TGI’s own grammar. Write out what it means`
      : `refers back to "${ref}": TGI’s grammar has no recursion`;
  throw new UnsupportedError(`\`${path}\` ${reason}.`, { param: `${path}.$ref` });
}

/** The way that a reference describes, as TGI's grammar reads it: it knows other documents as little as escapes (outlines-core). */
function toKeys(ref: string): string[] {
  return ref
    .slice(ref.lastIndexOf('#') + 1)
    .split('/')
    .filter((key) => key !== '');
}

function tooLarge(path: string, reason: string): UnsupportedError {
  return new UnsupportedError(`\`${path}\` is too large for TGI’s grammar: ${reason}. Make it smaller.`, {
    param: path,
  });
}

/** Where a way leads, in objects and lists. */
function resolve(root: JsonSchema, keys: readonly string[]): JsonSchema | undefined {
  const target = keys.reduce<unknown>((node, key) => memberOf(node, key) ?? memberOf(node, unescapeKey(key)), root);
  return isObject(target) ? target : undefined;
}

function memberOf(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}

/** JSON pointers write `/` as `~1` and `~` as `~0`. */
function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The schemas within a schema, each with the way to it. Definitions are visited where they are referred to. */
function childrenOf(schema: JsonSchema): [step: string, child: JsonSchema][] {
  const found: [string, unknown][] = [];
  for (const keyword of ['properties', 'patternProperties'] as const) {
    const members = schema[keyword];
    if (isObject(members)) found.push(...Object.entries(members).map(toStep(keyword)));
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const) {
    const members = schema[keyword];
    if (Array.isArray(members))
      found.push(...members.map((member, at): [string, unknown] => [`${keyword}[${at}]`, member]));
  }
  for (const keyword of ['items', 'additionalProperties', 'not'] as const) found.push([keyword, schema[keyword]]);
  return found.flatMap(([step, child]): [string, JsonSchema][] => (isObject(child) ? [[step, child]] : []));
}

function toStep(keyword: string): (entry: [string, unknown]) => [string, unknown] {
  return ([name, member]) => [`${keyword}.${name}`, member];
}
