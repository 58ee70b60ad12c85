import type { Mapping } from './mapping.ts';
import { isMapping } from './mapping.ts';

/** An OpenAPI document as far as the generators look into it: what lies deeper is checked where it is read. */
export interface Spec {
  /** The name in `openapi/redocly.yaml`, which is also that of the file. */
  readonly name: string;
  readonly document: {
    readonly components?: { readonly schemas?: Mapping };
    readonly [part: string]: unknown;
  };
}

/** A place in a spec, as a JSON pointer: readers find it in `openapi/{name}.yaml`. */
export class Location {
  readonly spec: string;
  readonly pointer: string;

  constructor(spec: string, pointer: string) {
    this.spec = spec;
    this.pointer = pointer;
  }

  child(...keys: readonly (string | number)[]): Location {
    const escaped = keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    return new Location(this.spec, this.pointer + escaped.join(''));
  }

  toString(): string {
    return `openapi/${this.spec}.yaml#${this.pointer}`;
  }
}

/** What a spec says that cannot be generated from. Its message begins with the place. */
export class SpecError extends Error {
  constructor(at: Location, problem: string) {
    super(`${at}: ${problem}`);
    this.name = 'SpecError';
  }
}

/** A mapping of the spec; anything else stops generation. */
export function asMapping(value: unknown, at: Location): Mapping {
  if (!isMapping(value)) throw new SpecError(at, `expected a mapping, found ${JSON.stringify(value)}`);
  return value;
}

/** The component schemas of a spec by name, each with its place, in the order of their names. */
export function componentSchemas(spec: Spec): ReadonlyMap<string, { schema: unknown; at: Location }> {
  const at = new Location(spec.name, '/components/schemas');
  const schemas = Object.entries(spec.document.components?.schemas ?? {});
  const sorted = schemas.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return new Map(sorted.map(([name, schema]) => [name, { schema, at: at.child(name) }]));
}
