/**
 * What the examples of a spec show of its schemas. Examples are what was asked and answered: each property is shown, each that may be
 * null, left out or of several types is shown so, each limit is met, each value and each member of a union is there. What no example shows
 * is listed, so that a spec which allows more than it shows, or less, is noticed even where no document of the server says how it is.
 */
import type { ServerSentEvent } from '../../src/sse.ts';
import { EventDecoder } from '../../src/sse.ts';
import type { Body, Operation, Schema, SpecContents } from './spec-operations.ts';

/** Places such as `ChatCompletion.usage`, sorted. */
export interface Unshown {
  /** Properties that no example has. */
  readonly missing: readonly string[];
  /** Properties of examples that their schemas lack. */
  readonly strays: readonly string[];
  readonly neverNull: readonly string[];
  readonly neverAbsent: readonly string[];
  /** Each with the type: `ModelPermission.group: string`. */
  readonly neverOfType: readonly string[];
  /** Each with the limit: `Usage.prompt_tokens: minimum 0`. */
  readonly neverAtLimit: readonly string[];
  /** Each with the name of the schema: `StreamEvent: StreamError`. */
  readonly neverOfMember: readonly string[];
  /** Each with a value of its enum: `FinishReason: length`. */
  readonly neverOfValue: readonly string[];
}

interface Seen {
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  readonly types: ReadonlySet<string>;
  readonly shown: Set<string>;
  isShownAbsent: boolean;
}

/** For each limit, what of a value it limits. */
const LIMITED = {
  minimum: toNumber,
  maximum: toNumber,
  minLength: toLength,
  maxLength: toLength,
  minItems: toLength,
  maxItems: toLength,
} as const;

const LIMITS = Object.keys(LIMITED) as (keyof typeof LIMITED)[];

/** What no body that is shown shows, of the responses and of those requests that are wanted. */
export function readUnshown(
  { operations, schemas }: SpecContents,
  isWanted: (operation: Operation) => boolean = () => true,
): Unshown {
  const shown = new ShownValues(schemas);
  for (const operation of operations) {
    const { id, body, responses } = operation;
    if (isWanted(operation)) shown.noteBody(body, `${id} request`);
    for (const { status, body: answer } of responses) shown.noteBody(answer, `${id} ${status} ${answer?.mediaType}`);
  }
  return shown.toUnshown();
}

/** The named objects that may be null themselves: where null may be, says what refers to them. */
export function findNullable({ schemas }: SpecContents): readonly string[] {
  return Object.entries(schemas).flatMap(([name, { properties, type }]) =>
    properties !== undefined && [type].flat().includes('null') ? [name] : [],
  );
}

class ShownValues {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #properties = new Map<string, Seen>();
  readonly #strays = new Set<string>();
  readonly #limits = new Map<string, boolean>();
  readonly #members = new Map<string, boolean>();
  readonly #values = new Map<string, boolean>();

  constructor(schemas: Readonly<Record<string, Schema>>) {
    this.#schemas = schemas;
  }

  toUnshown(): Unshown {
    const placesOf = (isWanted: (seen: Seen) => boolean) =>
      [...this.#properties].flatMap(([place, seen]) => (isWanted(seen) ? [place] : [])).toSorted();
    // What no example has at all is listed as missing.
    const typed = [...this.#properties].filter(([, { shown }]) => shown.size > 0);
    const untyped = typed.flatMap(([place, { types, shown }]) =>
      [...types].filter((type) => !isShown(type, shown)).map((type) => `${place}: ${type}`),
    );
    const never = (shown: ReadonlyMap<string, boolean>) =>
      [...shown].flatMap(([place, wasShown]) => (wasShown ? [] : [place])).toSorted();
    return {
      missing: placesOf(({ shown }) => shown.size === 0),
      strays: [...this.#strays].toSorted(),
      neverNull: placesOf(({ isNullable, shown }) => isNullable && !shown.has('null')),
      neverAbsent: placesOf(({ isOptional, isShownAbsent }) => isOptional && !isShownAbsent),
      neverOfType: untyped.toSorted(),
      neverAtLimit: never(this.#limits),
      neverOfMember: never(this.#members),
      neverOfValue: never(this.#values),
    };
  }

  noteBody(body: Body | undefined, place: string): void {
    for (const { value } of body?.examples ?? []) {
      if (body?.item === undefined) this.note(body?.schema ?? {}, [value], place);
      else this.note(body.item, toEvents(String(value)), `${place} event`);
    }
  }

  /** Values that stand in one place, as the items of a list do. */
  note(schema: Schema, values: readonly unknown[], place: string): void {
    const { shown } = this.#toSeen(place, schema, false);
    for (const value of values) {
      shown.add(typeOf(value));
      this.#visit(schema, value, place);
    }
  }

  #visit(schema: Schema, value: unknown, owner: string): void {
    if (schema.$ref !== undefined) return this.#visit(this.#schemaOf(schema.$ref), value, nameOf(schema.$ref));
    for (const member of schema.oneOf ?? schema.anyOf ?? []) {
      this.#noteMember(member, value, owner);
      this.#visit(member, value, owner);
    }
    this.#noteLimits(schema, value, owner);
    if (schema.contentSchema !== undefined && typeof value === 'string' && value !== '[DONE]')
      this.#visit(schema.contentSchema, JSON.parse(value), owner);
    if (Array.isArray(value) && schema.items !== undefined) this.note(schema.items, value, `${owner}[]`);
    const { properties: described, required = [], additionalProperties: others } = schema;
    if (!isObject(value)) return;
    if (typeof others === 'object') this.note(others, Object.values(value), `${owner}{}`);
    if (described === undefined || !this.#isOf(schema, value)) return;
    for (const [name, property] of Object.entries(described)) {
      const place = `${owner}.${name}`;
      const seen = this.#toSeen(place, property, !required.includes(name));
      if (name in value) seen.shown.add(typeOf(value[name]));
      else seen.isShownAbsent = true;
      this.#visit(property, value[name], place);
    }
    for (const name of Object.keys(value)) if (!(name in described)) this.#strays.add(`${owner}.${name}`);
  }

  #noteMember(member: Schema, value: unknown, owner: string): void {
    if (member.$ref !== undefined) note(this.#members, `${owner}: ${nameOf(member.$ref)}`, this.#isOf(member, value));
  }

  /** Of a union, an object is of the members whose required properties it has, with a value that they may have there. */
  #isOf(schema: Schema, value: unknown): boolean {
    const { $ref, properties = {}, required = [], type } = schema;
    if ($ref !== undefined) return this.#isOf(this.#schemaOf($ref), value);
    const members = schema.oneOf ?? schema.anyOf;
    if (members !== undefined) return members.some((member) => this.#isOf(member, value));
    if (!isObject(value)) return isShown(String([type].flat()[0]), new Set([typeOf(value)]));
    return (
      required.every((name) => name in value) &&
      Object.entries(properties).every(([name, property]) => !(name in value) || mayBe(property, value[name]))
    );
  }

  #noteLimits(schema: Schema, value: unknown, owner: string): void {
    for (const keyword of LIMITS) {
      const limit = schema[keyword];
      if (limit !== undefined) note(this.#limits, `${owner}: ${keyword} ${limit}`, LIMITED[keyword](value) === limit);
    }
    for (const each of schema.enum ?? []) note(this.#values, `${owner}: ${each}`, value === each);
  }

  /** In a place that several members of a union have, each of them says what may be. */
  #toSeen(place: string, schema: Schema, isOptional: boolean): Seen {
    const isNullable = this.#allowsNull(schema);
    const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
    const known = this.#properties.get(place);
    const seen = {
      isNullable: isNullable || known?.isNullable === true,
      isOptional: isOptional || known?.isOptional === true,
      types: new Set([...(known?.types ?? []), ...types]),
      shown: known?.shown ?? new Set<string>(),
      isShownAbsent: known?.isShownAbsent === true,
    };
    this.#properties.set(place, seen);
    return seen;
  }

  #allowsNull(schema: Schema): boolean {
    if (schema.$ref !== undefined) return this.#allowsNull(this.#schemaOf(schema.$ref));
    const members = schema.oneOf ?? schema.anyOf;
    return members === undefined
      ? [schema.type].flat().includes('null')
      : members.some((member) => this.#allowsNull(member));
  }

  #schemaOf(reference: string): Schema {
    return this.#schemas[nameOf(reference)] ?? {};
  }
}

/** That something was asked for, and whether it was ever shown. */
function note(shown: Map<string, boolean>, place: string, isShownHere: boolean): void {
  shown.set(place, isShownHere || shown.get(place) === true);
}

/** Whether a property that tells members of a union apart may have a value. */
function mayBe(schema: Schema, value: unknown): boolean {
  if (schema.contentSchema !== undefined) return value !== '[DONE]';
  return 'const' in schema ? schema.const === value : (schema.enum?.includes(value) ?? true);
}

function nameOf(reference: string): string {
  return reference.replace('#/components/schemas/', '');
}

/** A number that is whole shows both types of numbers. */
function isShown(type: string, shown: ReadonlySet<string>): boolean {
  return shown.has(type) || (type === 'number' && shown.has('integer'));
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function toLength(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The events of a stream, but for a last one that the example cuts. */
function toEvents(stream: string): readonly ServerSentEvent[] {
  return new EventDecoder().decode(new TextEncoder().encode(stream));
}
