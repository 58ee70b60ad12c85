/**
 * The same document in OpenAPI 3.1, for tools that know no newer version. It has no word for the events of a stream: the body is a
 * text, and an extension beside it says what its events are.
 */
import { ITEM_SCHEMA_31 } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import type { Spec } from '../specs/spec.ts';

/** Writes a document of OpenAPI 3.2 in the words of 3.1. The words themselves are checked by `checkKeywords`. */
export function toOpenApi31(document: Spec['document']): Spec['document'] {
  const visit = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((member) => visit(member));
    // The values of examples are data, in which a word means nothing.
    if (!isMapping(value) || key === 'value' || key === 'example') return value;
    const members = Object.entries(toOlder(value)).map(([name, member]) => [name, visit(member, name)]);
    return Object.fromEntries(members);
  };
  // Some keywords are written otherwise; the document keeps its shape.
  return { ...(visit(document) as Spec['document']), openapi: '3.1.1' };
}

function toOlder(part: Mapping): Mapping {
  const { itemSchema, serializedValue, ...rest } = part;
  if (itemSchema !== undefined) {
    const schema = { type: 'string', description: 'Server-sent events, each as `x-itemSchema` says.' };
    return { schema, [ITEM_SCHEMA_31]: itemSchema, ...rest };
  }
  return serializedValue === undefined ? part : { ...rest, value: serializedValue };
}
