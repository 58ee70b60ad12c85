/** Compares our spec of an API with a server's own. Pure: two documents in, a list out. */
import { itemSchemaOf, toEventContents, toParsedItem } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, listOf, mappingOf } from '../specs/mapping.ts';
import type { Alternative, Shape } from '../specs/shape.ts';
import { dereference, toShape } from '../specs/shape.ts';
import { pairAlternatives, tagOf } from './alternative-pairs.ts';

/** One difference, with all places where it occurs. */
export interface Difference {
  /** `+` for only ours, `-` for only theirs, `~` for different in both; then the difference in words. */
  readonly line: string;
  /** Operations, each with the part: `POST /generate body`, `GET /info 200`. */
  readonly places: readonly string[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The depth to which properties are compared. Only a schema that contains itself is deeper. */
const MAX_DEPTH = 12;

/**
 * Lists the differences from one document, or from several that each show a part of an API: an operation is only ours if none of them has
 * it. `prefix` is put before their paths, for a document that leaves out the path of its server.
 */
export function compareSpecs(theirs: Mapping | readonly Mapping[], ours: Mapping, prefix = ''): readonly Difference[] {
  const places: Places = new Map();
  const right = readOperations(ours, '');
  const found = new Set<string>();
  for (const document of [theirs].flat()) {
    const comparison = new Comparison(document, ours, places);
    for (const [operation, their] of readOperations(document, prefix)) {
      found.add(operation);
      const our = right.get(operation);
      if (our === undefined) comparison.add('-', operation, describeOperation(their));
      else comparison.operations(operation, their, our);
    }
  }
  const onlyOurs = new Comparison({}, ours, places);
  for (const [operation, our] of right) if (!found.has(operation)) onlyOurs.add('+', operation, describeOperation(our));
  return [...places].map(([line, at]) => ({ line, places: [...at] }));
}

/** The places of each line. */
type Places = Map<string, Set<string>>;

function readOperations(document: Mapping, prefix: string): ReadonlyMap<string, Mapping> {
  const operations = Object.entries(mappingOf(document['paths'])).flatMap(([path, found]) => {
    const item = dereference(document, found);
    return METHODS.flatMap((method) => {
      const operation = item[method];
      if (!isMapping(operation)) return [];
      const parameters = [...(listOf(item['parameters']) ?? []), ...(listOf(operation['parameters']) ?? [])];
      return [[`${method.toUpperCase()} ${prefix}${path}`, { ...operation, parameters }] as const];
    });
  });
  return new Map(operations);
}

class Comparison {
  readonly #theirs: Mapping;
  readonly #ours: Mapping;
  readonly #places: Places;

  constructor(theirs: Mapping, ours: Mapping, places: Places) {
    this.#theirs = theirs;
    this.#ours = ours;
    this.#places = places;
  }

  add(sign: '+' | '-' | '~', place: string, text: string): void {
    const line = `${sign} ${text}`;
    const places = this.#places.get(line) ?? new Set();
    this.#places.set(line, places.add(place));
  }

  operations(place: string, their: Mapping, our: Mapping): void {
    this.#parameters(place, their, our);
    this.#bodies(place, their['requestBody'], our['requestBody']);
    forEachKey(entriesOf(their['responses']), entriesOf(our['responses']), (status, left, right) => {
      const at = `${place} ${status}`;
      if (left === undefined || right === undefined) return this.add(left ? '-' : '+', at, `status ${status}`);
      const [theirResponse, ourResponse] = [dereference(this.#theirs, left), dereference(this.#ours, right)];
      this.#contents(at, theirResponse['content'], ourResponse['content']);
    });
  }

  #parameters(place: string, their: Mapping, our: Mapping): void {
    const [left, right] = [readParameters(this.#theirs, their), readParameters(this.#ours, our)];
    forEachKey(left, right, (name, theirs, ours) => {
      if (theirs === undefined || ours === undefined) return this.add(theirs ? '-' : '+', place, name);
      this.#required(place, name, theirs['required'] === true, ours['required'] === true);
      this.#schemas(place, name, theirs['schema'], ours['schema']);
    });
  }

  #bodies(place: string, their: unknown, our: unknown): void {
    const at = `${place} body`;
    if (their === undefined || our === undefined) {
      if (their !== our) this.add(their ? '-' : '+', at, 'request body');
      return;
    }
    const [left, right] = [dereference(this.#theirs, their), dereference(this.#ours, our)];
    this.#required(at, 'request body', left['required'] === true, right['required'] === true);
    this.#contents(at, left['content'], right['content']);
  }

  #contents(place: string, their: unknown, our: unknown): void {
    forEachKey(entriesOf(their), entriesOf(our), (mediaType, left, right) => {
      if (left === undefined || right === undefined) return this.add(left ? '-' : '+', place, mediaType);
      const at = mediaType === 'application/json' ? place : `${place} ${mediaType}`;
      const [theirs, ours] = toBodySchemas([this.#theirs, left], [this.#ours, right]);
      this.#schemas(at, '', theirs, ours);
    });
  }

  #required(place: string, name: string, isTheirs: boolean, isOurs: boolean): void {
    if (isTheirs !== isOurs) this.add('~', place, `${name}: ${optionality(isTheirs)} → ${optionality(isOurs)}`);
  }

  #schemas(place: string, path: string, their: unknown, our: unknown, depth = 0): void {
    if (depth > MAX_DEPTH) return;
    const [left, right] = [toShape(this.#theirs, their), toShape(this.#ours, our)];
    const name = path === '' ? 'it' : path;
    if (left.isNullable !== right.isNullable) {
      this.add('~', place, `${name}: ${nullability(left)} → ${nullability(right)}`);
    }
    const { pairs, onlyTheirs, onlyOurs } = pairAlternatives(left, right, { theirs: this.#theirs, ours: this.#ours });
    for (const alternative of onlyTheirs) this.add('-', place, `${name}: ${describe(alternative)}`);
    for (const alternative of onlyOurs) this.add('+', place, `${name}: ${describe(alternative)}`);
    const isUnion = right.alternatives.length > 1;
    for (const [theirs, ours] of pairs) {
      this.#alternatives(place, isUnion ? `${path}<${tagOf(this.#ours, ours)}>` : path, theirs, ours, depth + 1);
    }
  }

  #alternatives(place: string, path: string, their: Alternative, our: Alternative, depth: number): void {
    const name = path === '' ? 'it' : path;
    if (their.type !== our.type) this.add('~', place, `${name}: ${their.type} → ${our.type}`);
    forEachKey(their.facts, our.facts, (fact, left = 'absent', right = 'absent') => {
      if (left !== right) this.add('~', place, `${name}: ${fact} ${left} → ${right}`);
    });
    if (their.items !== undefined || our.items !== undefined) {
      this.#schemas(place, `${path}[]`, their.items, our.items, depth);
    }
    if (their.additional !== undefined || our.additional !== undefined) {
      this.#schemas(place, `${path}{}`, their.additional, our.additional, depth);
    }
    forEachKey(their.properties, our.properties, (property, left, right) => {
      const at = path === '' ? property : `${path}.${property}`;
      if (left === undefined || right === undefined) {
        const [sign, schema, document] = left
          ? (['-', left, this.#theirs] as const)
          : (['+', right, this.#ours] as const);
        return this.add(sign, place, `${at}: ${describeProperty(document, schema)}`);
      }
      this.#required(place, at, left.isRequired, right.isRequired);
      this.#schemas(place, at, left.schema, right.schema, depth);
    });
  }
}

function describeOperation(operation: Mapping = {}): string {
  const statuses = Object.keys(mappingOf(operation['responses']));
  return statuses.length > 0 ? `operation that answers ${statuses.join(', ')}` : 'operation';
}

function describe({ type, facts, properties }: Alternative): string {
  const names = [...properties.keys()];
  const limits = [...facts].map(([fact, value]) => `, ${fact} ${value}`).join('');
  return `${type}${limits}${names.length > 0 ? ` with ${names.join(', ')}` : ''}`;
}

function describeProperty(document: Mapping, property: { schema: unknown; isRequired: boolean } | undefined): string {
  const { isNullable, alternatives } = toShape(document, property?.schema);
  const types = alternatives.length > 0 ? alternatives.map(describe).join(' or ') : 'nothing';
  return `${property?.isRequired ? 'required ' : ''}${types}${isNullable ? ', nullable' : ''}`;
}

type Body = readonly [document: Mapping, media: unknown];

/**
 * What is compared of two bodies: their schemas; of streams, the events, with their JSON parsed. Documents older than OpenAPI 3.2 say
 * only what that JSON is, where the schema of the body should stand.
 */
function toBodySchemas(theirs: Body, ours: Body): readonly [unknown, unknown] {
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

function readParameters(document: Mapping, { parameters }: Mapping): ReadonlyMap<string, Mapping> {
  const found = (listOf(parameters) ?? []).map((parameter) => dereference(document, parameter));
  return new Map(found.map((parameter) => [`${parameter['in']} parameter ${parameter['name']}`, parameter]));
}

function forEachKey<Value>(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
  visit: (key: string, left: Value | undefined, right: Value | undefined) => void,
): void {
  for (const key of new Set([...left.keys(), ...right.keys()])) visit(key, left.get(key), right.get(key));
}

function optionality(isRequired: boolean): string {
  return isRequired ? 'required' : 'optional';
}

function nullability({ isNullable }: Shape): string {
  return isNullable ? 'nullable' : 'not nullable';
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(mappingOf(value)));
}
