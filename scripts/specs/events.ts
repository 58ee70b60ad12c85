/** The events of streams, as `itemSchema` of OpenAPI 3.2 describes them: objects of the fields of server-sent events. */
import type { Mapping } from './mapping.ts';
import { isMapping, listOf, mappingOf } from './mapping.ts';
import { dereference } from './shape.ts';

export const EVENT_STREAM = 'text/event-stream';

/** Under this name a document of OpenAPI 3.1 has what 3.2 calls `itemSchema`. */
export const ITEM_SCHEMA_31 = 'x-itemSchema';

/** The schema of the events of a body; undefined where the document has none. */
export function itemSchemaOf(media: unknown): unknown {
  const { itemSchema, [ITEM_SCHEMA_31]: extension } = mappingOf(media);
  return itemSchema ?? extension;
}

/** The schema of an event whose JSON has been parsed: each text with a `contentSchema` is replaced by its content. */
export function toParsedItem(document: Mapping, item: unknown): unknown {
  const schema = dereference(document, item);
  if ('contentSchema' in schema) return schema['contentSchema'];
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === 'properties') return [keyword, mapValues(mappingOf(value), (it) => toParsedItem(document, it))];
      const members = ['oneOf', 'anyOf', 'allOf'].includes(keyword) ? listOf(value) : undefined;
      return [keyword, members === undefined ? value : members.map((member) => toParsedItem(document, member))];
    }),
  );
}

/** The schemas of the JSON in the `data` of the events of a body, without what is no JSON, such as `[DONE]`. */
export function toEventContents(document: Mapping, media: unknown): readonly unknown[] {
  return toContents(document, itemSchemaOf(media));
}

function toContents(document: Mapping, item: unknown): readonly unknown[] {
  const schema = dereference(document, item);
  if ('contentSchema' in schema) return [schema['contentSchema']];
  const members = [schema['oneOf'], schema['anyOf'], schema['allOf']].flatMap((list) => listOf(list) ?? []);
  const { data } = mappingOf(schema['properties']);
  return [...members, ...(isMapping(data) ? [data] : [])].flatMap((member) => toContents(document, member));
}

function mapValues(mapping: Mapping, toValue: (value: unknown) => unknown): Mapping {
  return Object.fromEntries(Object.entries(mapping).map(([name, value]) => [name, toValue(value)]));
}
