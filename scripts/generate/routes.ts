import type { Mapping } from '../specs/mapping.ts';
import { listOf, mappingOf } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Spec } from '../specs/spec.ts';
import { asMapping, Location, SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';

/** The keys of a path that are operations; path parameters stand beside them. */
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];
const EVENTS = 'text/event-stream';

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The content of its good response, by media type. */
  readonly content: Mapping;
  readonly at: Location;
}

/** How each operation is called, and the type of the events of those that stream: what the typed client of an API is made from. */
export function generateRoutes(spec: Spec): string {
  const operations = readOperations(spec);
  const routes = operations.map((operation) => `  ${toKey(operation.id)}: ${toRoute(operation)},\n`);
  const events = operations
    .filter(({ content }) => EVENTS in content)
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

function readOperations(spec: Spec): readonly Operation[] {
  const at = new Location(spec.name, '/paths');
  return Object.entries(asMapping(spec.document['paths'], at)).flatMap(([path, item]) =>
    Object.entries(asMapping(item, at.child(path)))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => {
        const place = at.child(path, method);
        const { operationId: id, responses } = asMapping(operation, place);
        if (typeof id !== 'string') throw new SpecError(place, 'operationId is missing');
        const { content } = dereference(spec.document, mappingOf(responses)['200']);
        return { id, method, path, content: mappingOf(content), at: place };
      }),
  );
}

function toRoute({ method, path, content }: Operation): string {
  const streams = Object.keys(content).length > 1 ? 'onRequest' : 'always';
  return `{ method: '${method}', path: '${path}'${EVENTS in content ? `, streams: '${streams}'` : ''} }`;
}

/** The names of the types that an event may have. */
function toEventTypes({ document }: Spec, { content, at }: Operation): readonly string[] {
  const schema = mappingOf(mappingOf(content[EVENTS])['schema'])['contentSchema'];
  const members = listOf(dereference(document, schema)['anyOf']) ?? [schema];
  return members
    .filter((member) => !isFailure(dereference(document, member)))
    .map((member) => toTypeName(member, at.child('responses', '200', 'content', EVENTS, 'schema', 'contentSchema')));
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
