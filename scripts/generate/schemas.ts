import { isMapping } from '../specs/mapping.ts';
import type { Mapping } from '../specs/mapping.ts';
import type { Location, Spec } from '../specs/spec.ts';
import { asMapping, componentSchemas, SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';
import { OPEN, checkOpen } from './open.ts';

/** Returns the name of the constant that a `$ref` means, once that constant is written. */
type Resolve = (ref: unknown, at: Location) => string;

/** Keywords that requests are checked by. */
const KEPT = [
  'type',
  'const',
  'enum',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'required',
];

/** Keywords whose values are schemas. */
const SCHEMAS = ['items', 'additionalProperties', 'properties', 'oneOf', 'anyOf'];

/** Marks of fields that no program needs which asks TGI alone: they are in a module of their own. */
export const ADDED = ['passed', 'operator'];

const DROPPED = ['title', 'description', 'deprecated', 'default', 'example', 'examples', 'format'];

/**
 * The schemas of requests as constants, so that no library is needed to check requests: JSON Schema without the keywords that no check
 * reads. A request is a schema whose properties carry `x-easyllm` marks. By the name of the module that holds them: `schema`, or
 * `NAME.schema` where a request says `x-easyllm-module: NAME`, since not every program needs it; `v1.schema` holds what servers add to
 * requests. Empty for a spec without requests.
 */
export function generateSchemas(spec: Spec): ReadonlyMap<string, string> {
  const modules = new Map<string, Map<string, Mapping>>();
  const put = (module: string, name: string, root: Mapping) => {
    modules.set(module, (modules.get(module) ?? new Map()).set(name, root));
  };
  for (const [name, { schema }] of componentSchemas(spec)) {
    if (!isRequest(schema)) continue;
    const own = schema['x-easyllm-module'];
    put(own === undefined ? 'schema' : `${String(own)}.schema`, name, pickProperties(schema, { isAdded: false }));
    const added = pickProperties(schema, { isAdded: true });
    if (Object.keys(asProperties(added)).length > 0) {
      put('v1.schema', name, { type: 'object', properties: added['properties'] });
    }
  }
  return new Map([...modules].map(([module, roots]) => [module, generateModule(spec, { module, roots })]));
}

function pickProperties(schema: Mapping, { isAdded }: { isAdded: boolean }): Mapping {
  const properties = Object.entries(asProperties(schema)).filter(
    ([, property]) => isAdded === (isMapping(property) && ADDED.includes(String(property['x-easyllm']))),
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

function asProperties({ properties }: Mapping): Mapping {
  return isMapping(properties) ? properties : {};
}

function generateModule(
  spec: Spec,
  { module, roots }: { module: string; roots: ReadonlyMap<string, Mapping> },
): string {
  const schemas = componentSchemas(spec);
  const written = new Map<string, string>();
  const begun = new Set<string>();

  const write = (name: string, schema: unknown, at: Location): void => {
    begun.add(name);
    const value = emitSchema(schema, at, resolve);
    written.set(name, `\n${roots.has(name) ? 'export ' : ''}const ${name}: Schema = ${value};\n`);
  };
  const resolve: Resolve = (ref, at) => {
    const name = String(ref).replace('#/components/schemas/', '');
    const target = schemas.get(name);
    if (!target) throw new SpecError(at, `${JSON.stringify(ref)} is not a schema of this spec`);
    if (begun.has(name) && !written.has(name)) throw new SpecError(at, `${name} contains itself`);
    if (!written.has(name)) write(name, target.schema, target.at);
    return name;
  };
  for (const [name, { at }] of schemas) {
    const root = roots.get(name);
    if (root !== undefined) write(name, root, at);
  }
  const type = module === 'schema' ? SCHEMA_TYPE : `import type { Schema } from './${spec.name}.schema.ts';\n`;
  return `${header(spec)}${type}${[...written.values()].join('')}`;
}

const SCHEMA_TYPE = `
/** The part of JSON Schema that requests are described in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Absent for \`true\`, which is the default. */
  readonly additionalProperties?: false | Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: string;
  /** Where more is let through: other members, other kinds of a union, or other limits. */
  readonly open?: true | Readonly<Record<string, unknown>>;
}
`;

function isRequest(schema: unknown): schema is Mapping {
  if (!isMapping(schema) || !isMapping(schema['properties'])) return false;
  return Object.values(schema['properties']).some((property) => isMapping(property) && 'x-easyllm' in property);
}

function emitSchema(value: unknown, at: Location, resolve: Resolve): string {
  const schema = value === true ? {} : asMapping(value, at);
  if ('$ref' in schema) return resolve(schema['$ref'], at.child('$ref'));
  checkOpen(schema, at);
  const members = Object.entries(schema).flatMap(([keyword, member]) => {
    const text = emitKeyword(keyword, member, { at: at.child(keyword), resolve });
    return text === undefined ? [] : [`${keyword === OPEN ? 'open' : keyword}: ${text}`];
  });
  return `{ ${members.join(', ')} }`;
}

function emitKeyword(
  keyword: string,
  value: unknown,
  { at, resolve }: { at: Location; resolve: Resolve },
): string | undefined {
  if (keyword === 'pattern') return String(new RegExp(String(value), 'u'));
  if (keyword === OPEN) return JSON.stringify(value);
  if (keyword === 'discriminator') return JSON.stringify(asMapping(value, at)['propertyName']);
  if (KEPT.includes(keyword)) return JSON.stringify(value);
  if (SCHEMAS.includes(keyword)) return emitSchemas(keyword, value, { at, resolve });
  if (DROPPED.includes(keyword) || keyword.startsWith('x-')) return undefined;
  throw new SpecError(at, 'this keyword is not supported in a request');
}

function emitSchemas(
  keyword: string,
  value: unknown,
  { at, resolve }: { at: Location; resolve: Resolve },
): string | undefined {
  if (keyword === 'additionalProperties' && typeof value === 'boolean') return value ? undefined : 'false';
  if (Array.isArray(value)) {
    return `[${value.map((member, index) => emitSchema(member, at.child(index), resolve)).join(', ')}]`;
  }
  if (keyword !== 'properties') return emitSchema(value, at, resolve);
  const members = Object.entries(asMapping(value, at)).map(
    ([name, member]) => `  ${toKey(name)}: ${emitSchema(member, at.child(name), resolve)},\n`,
  );
  return `{\n${members.join('')}}`;
}
