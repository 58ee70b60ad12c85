/**
 * What the examples of a spec show of its answers. vLLM's own documents leave its answers open, so that no comparison judges ours. Here
 * the examples do: each property is shown, each property that may be null, left out or of several types is shown so, and what no
 * example shows is listed.
 */
import type { Operation, Schema } from './spec-operations.ts';

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
}

interface Seen {
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  readonly types: readonly string[];
  readonly shown: Set<string>;
  isShownAbsent: boolean;
}

/** What no answer that is shown shows. */
export function readUnshown(operations: readonly Operation[], schemas: Readonly<Record<string, Schema>>): Unshown {
  const shown = new ShownAnswers(schemas);
  for (const { responses } of operations) {
    for (const { body } of responses) {
      if (body === undefined) continue;
      const isStream = body.mediaType === 'text/event-stream';
      const read = isStream ? body.contents : [body.schema];
      for (const { value } of body.examples) {
        for (const answer of isStream ? eventData(String(value)) : [value]) shown.visit({ anyOf: read }, answer, '');
      }
    }
  }
  return shown.toUnshown();
}

class ShownAnswers {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #properties = new Map<string, Seen>();
  readonly #strays = new Set<string>();

  constructor(schemas: Readonly<Record<string, Schema>>) {
    this.#schemas = schemas;
  }

  toUnshown(): Unshown {
    const placesOf = (isWanted: (seen: Seen) => boolean) =>
      [...this.#properties].flatMap(([place, seen]) => (isWanted(seen) ? [place] : [])).toSorted();
    const untyped = [...this.#properties].flatMap(([place, { types, shown }]) =>
      types.length < 2 ? [] : types.filter((type) => !shown.has(type)).map((type) => `${place}: ${type}`),
    );
    return {
      missing: placesOf(({ shown }) => shown.size === 0),
      strays: [...this.#strays].toSorted(),
      neverNull: placesOf(({ isNullable, shown }) => isNullable && !shown.has('null')),
      neverAbsent: placesOf(({ isOptional, isShownAbsent }) => isOptional && !isShownAbsent),
      neverOfType: untyped.toSorted(),
    };
  }

  visit(schema: Schema, value: unknown, owner: string): void {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace('#/components/schemas/', '');
      return this.visit(this.#schemas[name] ?? {}, value, name);
    }
    for (const member of schema.oneOf ?? schema.anyOf ?? []) this.visit(member, value, owner);
    if (Array.isArray(value) && schema.items !== undefined) this.#noteItems(schema.items, value, `${owner}[]`);
    const { properties: described, required = [], additionalProperties: others } = schema;
    if (!isObject(value)) return;
    if (typeof others === 'object') this.#noteItems(others, Object.values(value), `${owner}{}`);
    // Of a union, a value is of the members whose required properties it has.
    if (described === undefined || required.some((name) => !(name in value))) return;
    for (const [name, property] of Object.entries(described)) {
      const place = `${owner}.${name}`;
      const seen = this.#toSeen(place, property, !required.includes(name));
      if (name in value) seen.shown.add(typeOf(value[name]));
      else seen.isShownAbsent = true;
      this.visit(property, value[name], place);
    }
    for (const name of Object.keys(value)) if (!(name in described)) this.#strays.add(`${owner}.${name}`);
  }

  #noteItems(schema: Schema, items: readonly unknown[], place: string): void {
    const { shown } = this.#toSeen(place, schema, false);
    for (const item of items) {
      shown.add(typeOf(item));
      this.visit(schema, item, place);
    }
  }

  #toSeen(place: string, schema: Schema, isOptional: boolean): Seen {
    const known = this.#properties.get(place);
    if (known !== undefined) return known;
    const listed = [schema.type ?? []].flat().filter((type) => type !== 'null');
    const seen = {
      isNullable: this.#allowsNull(schema),
      isOptional,
      types: listed,
      shown: new Set<string>(),
      isShownAbsent: false,
    };
    this.#properties.set(place, seen);
    return seen;
  }

  #allowsNull(schema: Schema): boolean {
    const { $ref } = schema;
    if ($ref !== undefined) return this.#allowsNull(this.#schemas[$ref.replace('#/components/schemas/', '')] ?? {});
    const members = schema.oneOf ?? schema.anyOf;
    return members === undefined
      ? [schema.type].flat().includes('null')
      : members.some((member) => this.#allowsNull(member));
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function eventData(stream: string): readonly unknown[] {
  const data = stream.split('\n\n').map((event) => event.replace(/^data: /, ''));
  return data.filter((text) => text !== '' && text !== '[DONE]').map((text): unknown => JSON.parse(text));
}
