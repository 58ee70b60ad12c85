/** An OpenAPI document as far as the generators look into it: what lies deeper is checked where it is read. */
export interface Spec {
  /** The name in `openapi/redocly.yaml`, which is also that of the file. */
  readonly name: string;
  readonly document: {
    readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
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

/** A mapping of the spec, such as a schema or its properties; anything else stops generation. */
export function asMapping(value: unknown, at: Location): Readonly<Record<string, unknown>> {
  if (!isMapping(value)) throw new SpecError(at, `expected a mapping, found ${JSON.stringify(value)}`);
  return value;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The component schemas of a spec by name, each with its place, in the order of their names. */
export function componentSchemas(spec: Spec): ReadonlyMap<string, { schema: unknown; at: Location }> {
  const at = new Location(spec.name, '/components/schemas');
  const schemas = Object.entries(spec.document.components?.schemas ?? {});
  const sorted = schemas.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return new Map(sorted.map(([name, schema]) => [name, { schema, at: at.child(name) }]));
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** What the generated files mean by these names: their imports, their own parts, and globals that they use. */
const TAKEN =
  'components operations paths webhooks $defs Schema Validator integer minProperties z Number Object Record RegExp'.split(
    ' ',
  );

/** Words that TypeScript keeps for itself. */
const KEYWORDS =
  'any await bigint boolean break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let never new null number object package private protected public return static string super switch symbol this throw true try type typeof undefined unknown var void while with yield'.split(
    ' ',
  );

/** Throws SpecError for the name of a schema that cannot be the name of its type and validator. */
export function expectName(name: string, at: Location): void {
  if (!IDENTIFIER.test(name)) throw new SpecError(at, 'the name is not an identifier of TypeScript');
  if (KEYWORDS.includes(name) || TAKEN.includes(name)) {
    throw new SpecError(at, 'the name is taken in generated code; rename the schema');
  }
}

/** A property's name as a key of an object literal. */
export function toKey(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** What every generated file says of itself. */
export function notice(spec: Spec): string {
  return `Generated from openapi/${spec.name}.yaml by \`npm run generate\`. Do not edit.`;
}

/** The first line of every generated TypeScript file. */
export function header(spec: Spec): string {
  return `// ${notice(spec)}\n`;
}
