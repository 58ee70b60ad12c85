/** Compares our spec of an API with a server's own. Pure: two documents in, a list out. */
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, listOf, mappingOf } from '../specs/mapping.ts';
import type { Alternative } from '../specs/shape.ts';
import { dereference, toShape } from '../specs/shape.ts';
import { pairAlternatives, tagOf } from './alternative-pairs.ts';
import { toBodySchemas } from './bodies.ts';
import type { Effect } from './effect.ts';
import { isRequest, ofFact, ofProperty, ofRequired, ofTypes } from './effect.ts';
import { readSecurity } from './security.ts';
import { describe, describeOperation, describeProperty, nullability, optionality } from './words.ts';

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

/** One difference in one place, as it is found. */
export interface Found {
  readonly sign: '+' | '-' | '~';
  readonly place: string;
  readonly text: string;
  /** What the second document allows, beside the first. */
  readonly effect: Effect;
  readonly side: 'request' | 'response';
}

type Note = (found: Found) => void;

/**
 * Lists the differences from one document, or from several that each show a part of an API: an operation is only ours if none of them has
 * it. `prefix` is put before their paths, for a document that leaves out the path of its server.
 */
export function compareSpecs(theirs: Mapping | readonly Mapping[], ours: Mapping, prefix = ''): readonly Difference[] {
  const places: Places = new Map();
  const note: Note = ({ sign, place, text }) => {
    const line = `${sign} ${text}`;
    places.set(line, (places.get(line) ?? new Set()).add(place));
  };
  const right = readOperations(ours, '');
  const found = new Set<string>();
  for (const document of [theirs].flat()) {
    const comparison = new Comparison(document, ours, note);
    for (const [operation, their] of readOperations(document, prefix)) {
      found.add(operation);
      comparison.operation(operation, their, right.get(operation));
    }
  }
  const onlyOurs = new Comparison({}, ours, note);
  for (const [operation, our] of right) if (!found.has(operation)) onlyOurs.operation(operation, undefined, our);
  return [...places].map(([line, at]) => ({ line, places: [...at] }));
}

/** Notes each difference of two documents of one API, those of names and of who is let in among them. */
export function compareDocuments(old: Mapping, fresh: Mapping, note: Note): void {
  const comparison = new Comparison(old, fresh, note, true);
  forEachKey(readOperations(old, ''), readOperations(fresh, ''), (operation, left, right) => {
    comparison.operation(operation, left, right);
  });
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
  readonly #note: Note;
  /** Whether both documents are of one server: then what each server's document has in its own way is compared too. */
  readonly #isOfOne: boolean;

  constructor(theirs: Mapping, ours: Mapping, note: Note, isOfOne = false) {
    this.#theirs = theirs;
    this.#ours = ours;
    this.#note = note;
    this.#isOfOne = isOfOne;
  }

  #add(sign: '+' | '-' | '~', place: string, text: string, effect: Effect): void {
    this.#note({ sign, place, text, effect, side: isRequest(place) ? 'request' : 'response' });
  }

  operation(place: string, their: Mapping | undefined, our: Mapping | undefined): void {
    if (our === undefined) return this.#add('-', place, describeOperation(their), 'narrower');
    if (their === undefined) return this.#add('+', place, describeOperation(our), 'wider');
    if (this.#isOfOne) this.#names(place, their, our);
    this.#parameters(place, their, our);
    this.#bodies(place, their['requestBody'], our['requestBody']);
    forEachKey(entriesOf(their['responses']), entriesOf(our['responses']), (status, left, right) => {
      const at = `${place} ${status}`;
      if (left === undefined || right === undefined) {
        // Callers know what they do with any error; another success is new to them.
        return this.#add(left ? '-' : '+', at, `status ${status}`, /^[23]/.test(status) ? 'other' : 'nothing');
      }
      const [theirResponse, ourResponse] = [dereference(this.#theirs, left), dereference(this.#ours, right)];
      if (this.#isOfOne) this.#headers(at, theirResponse['headers'], ourResponse['headers']);
      this.#contents(at, theirResponse['content'], ourResponse['content']);
    });
  }

  #names(place: string, their: Mapping, our: Mapping): void {
    const [left, right] = [their, our].map(({ operationId }) => String(operationId ?? 'absent'));
    if (left !== right) this.#add('~', place, `operationId: ${left} → ${right}`, 'nothing');
    forEachKey(readSecurity(this.#theirs, their), readSecurity(this.#ours, our), (way, before, after) => {
      if (before === undefined) this.#add('+', place, way, 'wider');
      if (after === undefined) this.#add('-', place, way, 'narrower');
    });
  }

  #headers(place: string, their: unknown, our: unknown): void {
    forEachKey(entriesOf(their), entriesOf(our), (name, left, right) => {
      const [theirs, ours] = [dereference(this.#theirs, left), dereference(this.#ours, right)];
      const [isTheirs, isOurs] = [theirs['required'] === true, ours['required'] === true];
      if (left === undefined) return this.#add('+', place, `header ${name}`, isOurs ? 'narrower' : 'nothing');
      if (right === undefined) return this.#add('-', place, `header ${name}`, isTheirs ? 'wider' : 'nothing');
      this.#required(place, `header ${name}`, isTheirs, isOurs);
      this.#schemas(place, `header ${name}`, theirs['schema'], ours['schema']);
    });
  }

  #parameters(place: string, their: Mapping, our: Mapping): void {
    const [left, right] = [readParameters(this.#theirs, their), readParameters(this.#ours, our)];
    forEachKey(left, right, (name, theirs, ours) => {
      if (theirs === undefined) return this.#add('+', place, name, ours?.['required'] === true ? 'narrower' : 'wider');
      if (ours === undefined) return this.#add('-', place, name, 'narrower');
      this.#required(place, name, theirs['required'] === true, ours['required'] === true);
      this.#schemas(place, name, theirs['schema'], ours['schema']);
    });
  }

  #bodies(place: string, their: unknown, our: unknown): void {
    const at = `${place} body`;
    const [left, right] = [dereference(this.#theirs, their), dereference(this.#ours, our)];
    if (their === undefined && our === undefined) return;
    if (their === undefined) {
      return this.#add('+', at, 'request body', right['required'] === true ? 'narrower' : 'wider');
    }
    if (our === undefined) return this.#add('-', at, 'request body', 'narrower');
    this.#required(at, 'request body', left['required'] === true, right['required'] === true);
    this.#contents(at, left['content'], right['content']);
  }

  #contents(place: string, their: unknown, our: unknown): void {
    forEachKey(entriesOf(their), entriesOf(our), (mediaType, left, right) => {
      // Callers choose the form of a response by what they accept, so that one more harms none.
      if (left === undefined) return this.#add('+', place, mediaType, isRequest(place) ? 'wider' : 'nothing');
      if (right === undefined) return this.#add('-', place, mediaType, isRequest(place) ? 'narrower' : 'wider');
      const at = mediaType === 'application/json' ? place : `${place} ${mediaType}`;
      const [theirs, ours] = toBodySchemas([this.#theirs, left], [this.#ours, right]);
      this.#schemas(at, '', theirs, ours);
    });
  }

  #required(place: string, name: string, isTheirs: boolean, isOurs: boolean): void {
    if (isTheirs === isOurs) return;
    this.#add('~', place, `${name}: ${optionality(isTheirs)} → ${optionality(isOurs)}`, ofRequired(isTheirs, isOurs));
  }

  #schemas(place: string, path: string, their: unknown, our: unknown, depth = 0): void {
    if (depth > MAX_DEPTH) return;
    const [left, right] = [toShape(this.#theirs, their), toShape(this.#ours, our)];
    const name = path === '' ? 'it' : path;
    if (left.isNullable !== right.isNullable) {
      const text = `${name}: ${nullability(left)} → ${nullability(right)}`;
      this.#add('~', place, text, right.isNullable ? 'wider' : 'narrower');
    }
    const { pairs, onlyTheirs, onlyOurs } = pairAlternatives(left, right, { theirs: this.#theirs, ours: this.#ours });
    for (const alternative of onlyTheirs) this.#add('-', place, `${name}: ${describe(alternative)}`, 'narrower');
    for (const alternative of onlyOurs) this.#add('+', place, `${name}: ${describe(alternative)}`, 'wider');
    const isUnion = right.alternatives.length > 1;
    for (const [theirs, ours] of pairs) {
      this.#alternatives(place, isUnion ? `${path}<${tagOf(this.#ours, ours)}>` : path, theirs, ours, depth + 1);
    }
  }

  #alternatives(place: string, path: string, their: Alternative, our: Alternative, depth: number): void {
    const name = path === '' ? 'it' : path;
    if (their.type !== our.type) {
      this.#add('~', place, `${name}: ${their.type} → ${our.type}`, ofTypes(their.type, our.type));
    }
    forEachKey(their.facts, our.facts, (fact, left, right) => {
      if (left === right || (fact === 'format' && !this.#isOfOne)) return;
      this.#add('~', place, `${name}: ${fact} ${left ?? 'absent'} → ${right ?? 'absent'}`, ofFact(fact, left, right));
    });
    if (their.items !== undefined || our.items !== undefined) {
      this.#schemas(place, `${path}[]`, their.items, our.items, depth);
    }
    if (their.additional !== undefined || our.additional !== undefined) {
      this.#schemas(place, `${path}{}`, their.additional, our.additional, depth);
    }
    forEachKey(their.properties, our.properties, (property, left, right) => {
      const at = path === '' ? property : `${path}.${property}`;
      if (left !== undefined && right !== undefined) {
        this.#required(place, at, left.isRequired, right.isRequired);
        return this.#schemas(place, at, left.schema, right.schema, depth);
      }
      const isNew = left === undefined;
      const text = `${at}: ${describeProperty(isNew ? this.#ours : this.#theirs, left ?? right)}`;
      const isRequired = (left ?? right)?.isRequired === true;
      this.#add(isNew ? '+' : '-', place, text, ofProperty({ isNew, isRequired, isAsked: isRequest(place) }));
    });
  }
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

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(mappingOf(value)));
}
