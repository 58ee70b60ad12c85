import { EVENT_STREAM, itemSchemaOf } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { mappingOf } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Spec } from '../specs/spec.ts';
import { asMapping, componentSchemas, Location, SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';
import { toEventType } from './event-types.ts';
import { OWN_PARTS } from './own-parts.ts';
import { emitSchema } from './validators.ts';

/** The keys of a path that are operations; path parameters stand beside them. */
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The content of its good response, by media type. */
  readonly content: Mapping;
  /** Whether its body is a form. */
  readonly isForm: boolean;
  readonly at: Location;
}

/** All operations, in the order of the paths. Throws SpecError for one without a name. */
export function readOperations(spec: Spec): readonly Operation[] {
  const at = new Location(spec.name, '/paths');
  return Object.entries(asMapping(spec.document['paths'], at)).flatMap(([path, item]) =>
    Object.entries(asMapping(item, at.child(path)))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => {
        const place = at.child(path, method);
        const { operationId: id, responses, requestBody } = asMapping(operation, place);
        if (typeof id !== 'string') throw new SpecError(place, 'operationId is missing');
        const { content } = dereference(spec.document, mappingOf(responses)['200']);
        const body = mappingOf(dereference(spec.document, requestBody)['content']);
        return { id, method, path, content: mappingOf(content), isForm: 'multipart/form-data' in body, at: place };
      }),
  );
}

/** The operations that stream. */
function readStreams(spec: Spec): readonly Operation[] {
  return readOperations(spec).filter(({ content }) => EVENT_STREAM in content);
}

/** The place of the stream of an operation. */
export function placeOfStream({ at }: Operation): Location {
  return at.child('responses', '200', 'content', EVENT_STREAM);
}

/** The type of the events of each stream, and a zod/mini validator of them; undefined for a spec without streams. */
export function generateStreams(spec: Spec): string | undefined {
  const streams = readStreams(spec).map((stream) => ({ id: toKey(stream.id), ...readItem(stream) }));
  if (streams.length === 0) return undefined;
  const names = new Set<string>();
  const resolve = (ref: unknown, at: Location) => {
    const name = String(ref).replace('#/components/schemas/', '');
    if (!componentSchemas(spec).has(name))
      throw new SpecError(at, `${JSON.stringify(ref)} is not a schema of this spec`);
    names.add(name);
    return name;
  };
  const types = streams.map(({ id, item, at }) => `  ${id}: ${toEventType(item, at, resolve)};\n`);
  const validators = streams.map(({ id, item, at }) => {
    const value = emitSchema(item, at, (ref, place) => `schemas.${resolve(ref, place)}`);
    return `  ${id}: /* @__PURE__ */ (() => ${value.replaceAll('\n', '\n  ')})(),\n`;
  });
  return `${header(spec)}import * as z from 'zod/mini';
import type { ${[...names].toSorted().join(', ')} } from './${spec.name}.ts';
import * as schemas from './${spec.name}.zod.ts';
${OWN_PARTS.json}
/** One event of each stream, errors among them, with its JSON read. */
export interface StreamEvents {
${types.join('')}}

/** Reads and checks one event of each stream: its \`data\` is given as text, and read as JSON where the spec says so. */
export const events: { readonly [Operation in keyof StreamEvents]: z.ZodMiniType<StreamEvents[Operation]> } = {
${validators.join('')}};
`;
}

function readItem(stream: Operation): { item: unknown; at: Location } {
  const item = itemSchemaOf(stream.content[EVENT_STREAM]);
  if (item === undefined) throw new SpecError(placeOfStream(stream), 'itemSchema is missing: say what the events are');
  return { item, at: placeOfStream(stream).child('itemSchema') };
}
