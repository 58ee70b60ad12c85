/** JSON Schemas of structured answers, taken from a schema library. */
import { ConfigurationError, UnsupportedError } from '../base/errors.ts';

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
