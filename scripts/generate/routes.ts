import { EVENT_STREAM, toEventContents } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { listOf, mappingOf } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Location, Spec } from '../specs/spec.ts';
import { SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';
import type { Operation } from './streams.ts';
import { placeOfStream, readOperations } from './streams.ts';

/** How each operation is called, and the type of the events of those that stream: what the typed client of an API is made from. */
export function generateRoutes(spec: Spec): string {
  const operations = readOperations(spec);
  const routes = operations.map((operation) => `  ${toKey(operation.id)}: ${toRoute(operation)},\n`);
  const events = operations
    .filter(({ content }) => EVENT_STREAM in content)
    .map((operation) => ({ id: operation.id, types: toEventTypes(spec, operation) }));
  const types = [...new Set(events.flatMap((event) => event.types))].toSorted();
  return [
    header(spec),
    types.length > 0 ? `import type { ${types.join(', ')} } from './${spec.name}.ts';\n\n` : '',
    '/** How each operation is called. It streams always, or on request: where the body says `stream: true`. */\n',
    `export const routes = {\n${routes.join('')}} as const;\n\n`,
    '/** What the streams are made of. An error inside a stream is thrown, so that no event is one. */\n',
    `export type Events = ${toEvents(events)};\n`,
  ].join('');
}

function toRoute({ method, path, content, isForm }: Operation): string {
  const streams = Object.keys(content).length > 1 ? 'onRequest' : 'always';
  return `{ method: '${method}', path: '${path}'${EVENT_STREAM in content ? `, streams: '${streams}'` : ''}${isForm ? ', isForm: true' : ''} }`;
}

/** The names of the types that the JSON in an event may have. */
function toEventTypes({ document }: Spec, operation: Operation): readonly string[] {
  const at = placeOfStream(operation).child('itemSchema');
  const contents = toEventContents(document, operation.content[EVENT_STREAM]);
  if (contents.length === 0) throw new SpecError(at, 'no event has JSON: `contentSchema` is missing in `data`');
  return contents
    .flatMap((content) => listOf(dereference(document, content)['anyOf']) ?? [content])
    .filter((member) => !isFailure(dereference(document, member)))
    .map((member) => toTypeName(member, at));
}

/** By the same sign as events are read: one that has an `error` is thrown. */
function isFailure({ required }: Mapping): boolean {
  return listOf(required)?.includes('error') === true;
}

function toTypeName(schema: unknown, at: Location): string {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(String(mappingOf(schema)['$ref'])) ?? [];
  if (name === undefined) throw new SpecError(at, 'an event needs a name: refer to a schema of `components`');
  return name;
}

function toEvents(events: readonly { id: string; types: readonly string[] }[]): string {
  if (events.length === 0) return 'object';
  return `{\n${events.map(({ id, types }) => `  ${toKey(id)}: ${types.join(' | ')};\n`).join('')}}`;
}
