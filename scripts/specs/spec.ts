import type { Mapping } from './mapping.ts';
import { isMapping } from './mapping.ts';

/** An OpenAPI document, typed as far as all generators read it. Each generator checks the deeper parts that it reads. */
export interface Spec {
  /** The name in `openapi/redocly.yaml`, and of the file in `openapi/`. */
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

/** A part of a spec that no code can be generated from. The message begins with the place. */
export class SpecError extends Error {
  readonly at: Location;
  readonly problem: string;

  constructor(at: Location, problem: string) {
    super(`${at}: ${problem}`);
    this.name = 'SpecError';
    this.at = at;
    this.problem = problem;
  }
}

/** Returns a mapping as it is, and throws SpecError for anything else. */
export function asMapping(value: unknown, at: Location): Mapping {
  if (!isMapping(value)) throw new SpecError(at, `expected a mapping, found ${JSON.stringify(value)}`);
  return value;
}

/** The component schemas of a spec with their places, sorted by name. */
export function componentSchemas(spec: Spec): ReadonlyMap<string, { schema: unknown; at: Location }> {
  const at = new Location(spec.name, '/components/schemas');
  const schemas = Object.entries(spec.document.components?.schemas ?? {});
  const sorted = schemas.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return new Map(sorted.map(([name, schema]) => [name, { schema, at: at.child(name) }]));
}
