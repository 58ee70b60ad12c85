import { itemSchemaOf, toEventContents, toParsedItem } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, mappingOf } from '../specs/mapping.ts';

type Body = readonly [document: Mapping, media: unknown];

/**
 * What is compared of two bodies: their schemas; of streams, the events, with their JSON parsed. Documents older than OpenAPI 3.2 say
 * only what that JSON is, where the schema of the body should stand.
 */
export function toBodySchemas(theirs: Body, ours: Body): readonly [unknown, unknown] {
  const areItems = [theirs, ours].every(([, media]) => itemSchemaOf(media) !== undefined);
  return [toBodySchema(theirs, areItems), toBodySchema(ours, areItems)];
}

function toBodySchema([document, media]: Body, isItem: boolean): unknown {
  const item = itemSchemaOf(media);
  if (isItem) return toParsedItem(document, item);
  if (item === undefined) return contentOf(mappingOf(media)['schema']);
  const [only, ...others] = toEventContents(document, media);
  return others.length === 0 ? only : { anyOf: [only, ...others] };
}

function contentOf(schema: unknown): unknown {
  return isMapping(schema) && 'contentSchema' in schema ? schema['contentSchema'] : schema;
}
