import { readFileSync } from 'node:fs';
import { itemSchemaOf } from '../../scripts/specs/events.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const;

/** A spec as `npm run generate` bundled it, as far as tests read it. Redocly has checked that it is one. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<(typeof METHODS)[number], OperationObject>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Content } | Reference;
  readonly responses: Readonly<Record<string, { readonly content?: Content } | Reference>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, MediaType>>;

interface MediaType {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown } | Reference>>;
}

interface Reference {
  readonly $ref: string;
}

export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly contentSchema?: Schema;
}

/** A body that an operation takes or answers, in one media type. */
export interface Body {
  readonly mediaType: string;
  readonly schema: Schema;
  /** Of a stream: what its events are. */
  readonly item: Schema | undefined;
  readonly examples: readonly { readonly name: string; readonly value: unknown }[];
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The path with its parameters, and the required ones of the query, filled in from their examples. */
  readonly path: string;
  readonly body: Body | undefined;
  /** One for each status and media type; without content there is no body. */
  readonly responses: readonly { readonly status: string; readonly body: Body | undefined }[];
}

export interface SpecContents {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** The operations and component schemas of one of our specs. */
export function readSpec(name: string): SpecContents {
  const file = new URL(`../../generated/${name}.openapi.json`, import.meta.url);
  return readContents(JSON.parse(readFileSync(file, 'utf8')));
}

/** The same of a document. */
export function readContents(document: Document): SpecContents {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? readOperation(document, path, method, item[method]) : [])),
  );
  return { operations, schemas: document.components.schemas };
}

function readOperation(document: Document, path: string, method: string, operation: OperationObject): Operation {
  const request = operation.requestBody && dereference(document, operation.requestBody);
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: fillParameters(document, path, operation),
    body: readContent(document, request?.content)[0],
    responses: Object.entries(operation.responses).flatMap(([status, response]): Operation['responses'] => {
      const bodies = readContent(document, dereference(document, response).content);
      return bodies.length > 0 ? bodies.map((body) => ({ status, body })) : [{ status, body: undefined }];
    }),
  };
}

function fillParameters(document: Document, path: string, { parameters = [] }: OperationObject): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const parameter of parameters.map((entry) => dereference(document, entry))) {
    const value = String(parameter.example);
    if (parameter.in === 'path') filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    if (parameter.in === 'query' && parameter.required) query.set(parameter.name, value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function readContent(document: Document, content: Content = {}): readonly Body[] {
  return Object.entries(content).map(([mediaType, media]) => ({
    mediaType,
    schema: media.schema,
    // Redocly has checked that schemas are schemas.
    item: itemSchemaOf(media) as Schema | undefined,
    examples: Object.entries(media.examples ?? {}).map(([name, example]) => ({
      name,
      value: dereference(document, example).value,
    })),
  }));
}

/** What a reference into the document means; anything else is itself. */
function dereference<T extends object>(document: Document, node: T | Reference): T {
  if (!('$ref' in node)) return node;
  const keys = node.$ref.split('/').slice(1);
  const target = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[unescape(key)], document);
  return target as T;
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
