/** The operations of a spec with the answers that it shows of each. */
import { readFileSync } from 'node:fs';
import type { SpecName } from './prism.ts';
import { toDocumentPath } from './prism.ts';

export interface ShownRoute {
  readonly method: Method;
  /** As in the spec: `/v1/models/{model}`. */
  readonly path: string;
  readonly answers: readonly ShownAnswer[];
}

export interface ShownAnswer {
  /** The name of the example; empty for an answer without content. */
  readonly name: string;
  /** A range, and `default`, stand for statuses that the operation does not list: 599 and the like. */
  readonly status: number;
  /** Undefined for an answer without content. */
  readonly mediaType: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Text for any other media type than JSON. */
  readonly value: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

interface Reference {
  readonly $ref: string;
}
interface Answer {
  readonly headers?: Readonly<Record<string, { readonly example?: unknown } | Reference>>;
  readonly content?: Readonly<
    Record<string, { readonly examples?: Readonly<Record<string, { readonly value?: unknown } | Reference>> }>
  >;
}
interface Operation {
  readonly responses: Readonly<Record<string, Answer | Reference>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
}

/** Reads the bundled document of a spec. */
export function readShownRoutes(spec: SpecName): readonly ShownRoute[] {
  const document: Document = JSON.parse(readFileSync(toDocumentPath(spec), 'utf8'));
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): ShownRoute[] => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method, path, answers: readAnswers(document, operation) }];
    }),
  );
}

function readAnswers(document: Document, { responses }: Operation): readonly ShownAnswer[] {
  return Object.entries(responses).flatMap(([listed, response]): ShownAnswer[] => {
    const { headers = {}, content = {} } = follow(document, response);
    const status = Number(listed.replace('default', '5XX').replace('XX', '99'));
    const base = { status, headers: readHeaders(document, headers) };
    const media = Object.entries(content);
    if (media.length === 0) return [{ ...base, name: '', mediaType: undefined, value: undefined }];
    return media.flatMap(([mediaType, { examples = {} }]) =>
      Object.entries(examples).map(([name, example]) => ({
        ...base,
        name,
        mediaType,
        value: follow(document, example).value,
      })),
    );
  });
}

function readHeaders(document: Document, headers: NonNullable<Answer['headers']>): Readonly<Record<string, string>> {
  const shown = Object.entries(headers).flatMap(([name, header]): [string, string][] => {
    const { example } = follow(document, header);
    return example === undefined ? [] : [[name, String(example)]];
  });
  return Object.fromEntries(shown);
}

/** What a reference means; anything else is itself. The bundled document holds all that it refers to. */
function follow<Part extends object>(document: Document, part: Part | Reference): Part {
  if (!('$ref' in part)) return part;
  const keys = part.$ref.split('/').slice(1);
  const target = keys.reduce<unknown>(
    (node, key) => Object(node)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
  return follow(document, target as Part | Reference);
}
