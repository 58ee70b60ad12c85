/** JSON Schemas of structured answers: taken from a schema library, and checked for what TGI's grammar can express. */
import { ConfigurationError, UnsupportedError } from '../errors.ts';

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema in the shape that zod, Valibot, ArkType and others share (standardschema.dev), with the JSON Schema that zod adds from 4.2 on. */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    /** The library, such as `zod`. */
    readonly vendor: string;
    /** The value as the schema makes it, or what is wrong with it. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For the compiler only. */
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    /** Describes what is accepted, before defaults and transforms. */
    readonly jsonSchema?:
      | {
          /** The schema before defaults and transforms. */
          readonly input: (options: { target: 'draft-2020-12' }) => JsonSchema;
        }
      | undefined;
  };
}

/** What a schema says of a value. */
export type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong with a value. */
export interface SchemaIssue {
  readonly message: string;
  /** Where in the value; absent for the value itself. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A schema; with its JSON Schema beside it where it cannot give one itself. */
export type SchemaOption<Output = unknown> =
  StandardSchema<Output> | { readonly schema: StandardSchema<Output>; readonly jsonSchema: JsonSchema };

export function toStandardSchema<Output>(option: SchemaOption<Output>): StandardSchema<Output> {
  return 'schema' in option && 'jsonSchema' in option ? option.schema : option;
}

/** What the model is to write: the schema's input, before defaults and transforms. */
export function toJsonSchema(option: SchemaOption): JsonSchema {
  refuseOther(option);
  if ('schema' in option && 'jsonSchema' in option) return option.jsonSchema;
  const { vendor, jsonSchema } = option['~standard'];
  if (jsonSchema === undefined) {
    throw new ConfigurationError(
      `The schema (of ${vendor}) gives no JSON Schema. Pass \`{ schema, jsonSchema }\`, or use zod from 4.2 on.`,
      { param: 'schema' },
    );
  }
  try {
    const { $schema: _, ...described } = jsonSchema.input({ target: 'draft-2020-12' });
    return described;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnsupportedError(`The schema cannot be written as a JSON Schema: ${reason}`, { cause, param: 'schema' });
  }
}

/** What programs in JavaScript give: nothing, with the schema under OpenAI's `response_format`, or a JSON Schema alone. */
function refuseOther(option: unknown): void {
  const schema = canHold(option) && 'schema' in option && 'jsonSchema' in option ? option.schema : option;
  if (canHold(schema) && '~standard' in schema) return;
  throw new ConfigurationError(
    '`schema` is no schema of zod, or of another library in the shape of Standard Schema. Pass one, alone or as `{ schema, jsonSchema }`. A JSON Schema goes to `create`, as `response_format: { type: "json_schema", json_schema: { name, schema } }`.',
    { param: 'schema' },
  );
}

function canHold(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Issues in one line, each with its place: `items[0].price: expected a number`. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  return issues
    .slice(0, 5)
    .map(({ message, path = [] }) => {
      const place = path.reduce<string>((text, part) => joinPath(text, typeof part === 'object' ? part.key : part), '');
      return place === '' ? message : `${place}: ${message}`;
    })
    .join('; ');
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? String(key) : `${path}.${String(key)}`;
}

/** The formats that TGI's grammar has expressions for (outlines-core, json_schema); it fails at any other. */
const FORMATS: ReadonlySet<unknown> = new Set(['date', 'time', 'date-time', 'uuid']);

/** Refuses what TGI would answer 422, or compile into no expression at all: `path` is where the schema stands in the request. */
export function refuseInexpressible(schema: JsonSchema, path: string): void {
  if (!isObject(schema['properties'])) {
    throw new UnsupportedError(
      `\`${path}\` has no \`properties\` at its top, which TGI’s grammar needs. Wrap the value in an object.`,
      { param: path },
    );
  }
  visit(schema, { root: schema, path, open: new Set(), sizes: new Map() });
}

/** As many schemas as the largest body that TGI takes could hold (2 MB): its grammar writes the target of a reference out each time. */
const MAX_SIZE = 100_000;

/** How deep schemas may lie in each other: TGI's reading of JSON ends at this depth (serde_json), and its grammar follows them on its stack. */
const MAX_DEPTH = 128;

interface Place {
  root: JsonSchema;
  path: string;
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

function refuseUnknownFormat({ format }: JsonSchema, path: string): void {
  if (typeof format !== 'string' || FORMATS.has(format)) return;
  const known = [...FORMATS].join(', ');
  throw new UnsupportedError(
    `\`${path}.format\` is "${format}", which TGI’s grammar does not know (it knows ${known}). Leave it out, or use \`pattern\`.`,
    { param: `${path}.format` },
  );
}

/** The size of what a schema refers to. */
function follow({ $ref: ref }: JsonSchema, place: Place): number {
  const { root, path, open } = place;
  const target = typeof ref === 'string' ? resolve(root, ref) : undefined;
  if (target === undefined) return 0;
  if (!open.has(target)) return visit(target, place);
  throw new UnsupportedError(`\`${path}\` refers back to "${ref}": TGI’s grammar has no recursion.`, {
    param: `${path}.$ref`,
  });
}

function tooLarge(path: string, reason: string): UnsupportedError {
  return new UnsupportedError(`\`${path}\` is too large for TGI’s grammar: ${reason}. Make it smaller.`, {
    param: path,
  });
}

/** Where an internal reference points; one that points nowhere is for the server to tell. */
function resolve(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  const keys = ref.slice(2).split('/');
  const target = keys.reduce<unknown>((node, key) => (isObject(node) ? node[unescapeKey(key)] : undefined), root);
  return isObject(target) ? target : undefined;
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

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
