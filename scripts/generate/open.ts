/**
 * `x-easyllm-open`: what a request may hold beyond what its types say, since servers know more than our spec. On an object `true` lets
 * other members through; on a union with a discriminator, other kinds; elsewhere it is a mapping of keywords that count instead, where
 * null takes a keyword away. Types stay as they are; validators and documents are open.
 */
import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import type { Location } from '../specs/spec.ts';
import { SpecError } from '../specs/spec.ts';

export const OPEN = 'x-easyllm-open';

/** Throws SpecError for a mark that nothing is made of. */
export function checkOpen(schema: Mapping, at: Location): void {
  const mark = schema[OPEN];
  if (mark === undefined || isMapping(mark)) return;
  if (mark === true && (schema['additionalProperties'] === false || 'discriminator' in schema)) return;
  throw new SpecError(at.child(OPEN), 'expected true on a closed object or a union with a discriminator, or a mapping');
}

/** A schema with its own mark applied; of a union it stays, for whoever writes the other kinds. */
export function toOpen(schema: Mapping): Mapping {
  const { [OPEN]: mark, ...rest } = schema;
  if (mark === undefined) return schema;
  if (isMapping(mark)) {
    return Object.fromEntries(Object.entries({ ...rest, ...mark }).filter(([, value]) => value !== null));
  }
  if ('discriminator' in rest) return schema;
  const { additionalProperties: _, ...open } = rest;
  return open;
}

/** Whether a schema takes values that its type does not have. */
export function isWider({ [OPEN]: mark }: Mapping): boolean {
  return isMapping(mark) && ['enum', 'oneOf', 'properties', 'type'].some((keyword) => keyword in mark);
}

/** A document with all marks applied. */
export function openDocument<Document>(document: Document): Document {
  const schemas: unknown = Object(document)['components']?.['schemas'];
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isMapping(value)) return value;
    const members = Object.entries(toOpen(value)).map(([name, member]) => [name, visit(member)]);
    const visited: Mapping = Object.fromEntries(members);
    return OPEN in visited ? withOtherKinds(visited, schemas) : visited;
  };
  // Keywords are added and taken away; the document keeps its shape.
  return visit(document) as Document;
}

function withOtherKinds(schema: Mapping, schemas: unknown): Mapping {
  const { [OPEN]: _, discriminator, oneOf, ...rest } = schema;
  const name = String(Object(discriminator)['propertyName']);
  const alternatives: readonly unknown[] = Array.isArray(oneOf) ? oneOf : [];
  const kinds = alternatives.flatMap((alternative) => {
    const ref = String(Object(alternative)['$ref']).replace('#/components/schemas/', '');
    const { const: only, enum: several = [only] } = Object(Object(Object(schemas)[ref])['properties'])[name] ?? {};
    return several;
  });
  const other = {
    type: 'object',
    description: 'Of a kind that the server knows.',
    required: [name],
    properties: { [name]: { type: 'string', not: { enum: kinds } } },
  };
  return { ...rest, oneOf: [...alternatives, other] };
}
