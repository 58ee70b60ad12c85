import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import type { Location, Spec } from '../specs/spec.ts';
import { asMapping, componentSchemas, SpecError } from '../specs/spec.ts';
import { expectName, header, toKey } from './code.ts';
import { OWN_PARTS } from './own-parts.ts';
import { OPEN, checkOpen, isWider, toOpen } from './open.ts';

/** Returns the name of the validator that a `$ref` means, once that validator is written. */
type Resolve = (ref: unknown, at: Location) => string;
type Emit = (schema: Mapping, at: Location, resolve: Resolve) => string;

interface Type {
  /** The expression without its checks. */
  readonly emit: Emit;
  /** The keywords that `emit` reads. */
  readonly reads: readonly string[];
  /** The other keywords of the type, each with the function that checks it. */
  readonly checks: Readonly<Record<string, string>>;
  readonly includes: (value: unknown) => boolean;
}

/** Keywords that say nothing about which values are valid; JSON Schema counts `format` among them. */
const ANNOTATIONS = ['title', 'description', 'deprecated', 'default', 'example', 'examples', 'format'];

const BOUNDS = { minimum: 'z.gte', exclusiveMinimum: 'z.gt', maximum: 'z.lte', exclusiveMaximum: 'z.lt' };

const NULL: Type = { emit: () => 'z.null()', reads: [], checks: {}, includes: (value) => value === null };

const TYPES: Readonly<Record<string, Type>> = {
  null: NULL,
  boolean: { emit: () => 'z.boolean()', reads: [], checks: {}, includes: (value) => typeof value === 'boolean' },
  string: {
    emit: emitString,
    reads: ['contentMediaType', 'contentSchema'],
    checks: { minLength: 'z.minLength', maxLength: 'z.maxLength', pattern: 'z.regex' },
    includes: (value) => typeof value === 'string',
  },
  integer: { emit: () => 'integer', reads: [], checks: BOUNDS, includes: Number.isInteger },
  number: { emit: () => 'z.number()', reads: [], checks: BOUNDS, includes: (value) => typeof value === 'number' },
  array: {
    emit: emitArray,
    reads: ['items'],
    checks: { minItems: 'z.minLength', maxItems: 'z.maxLength' },
    includes: Array.isArray,
  },
  object: {
    emit: emitObject,
    reads: ['properties', 'required', 'additionalProperties'],
    checks: { minProperties: 'minProperties' },
    includes: isMapping,
  },
};

/** The forms of a schema: the first whose keyword is present applies. Beside it, only the other keywords listed are allowed. */
const FORMS: readonly { keyword: string; beside: (schema: Mapping, at: Location) => readonly string[]; emit: Emit }[] =
  [
    { keyword: '$ref', beside: () => [], emit: (schema, at, resolve) => resolve(schema['$ref'], at) },
    { keyword: 'const', beside: () => ['type'], emit: (schema, at) => emitLiterals([schema['const']], schema, at) },
    {
      keyword: 'enum',
      beside: () => ['type'],
      emit: (schema, at) => emitLiterals(asList(schema, 'enum', at), schema, at),
    },
    { keyword: 'oneOf', beside: () => ['discriminator'], emit: (...args) => emitUnion('oneOf', ...args) },
    { keyword: 'anyOf', beside: () => ['discriminator'], emit: (...args) => emitUnion('anyOf', ...args) },
    {
      keyword: 'type',
      beside: (schema, at) => typesOf(schema, at).flatMap(({ reads, checks }) => [...reads, ...Object.keys(checks)]),
      emit: emitTypes,
    },
  ];

/**
 * A zod/mini validator for each component schema, written after those that it refers to. A validator returns what it is given, without
 * filling in defaults. Throws SpecError for a keyword that it does not know.
 */
export function generateValidators(spec: Spec): string {
  const schemas = componentSchemas(spec);
  const written = new Map<string, string>();
  const begun = new Set<string>();

  const write = (name: string, schema: unknown, at: Location): void => {
    if (begun.has(name)) return;
    expectName(name, at);
    begun.add(name);
    // The call is marked pure, so that bundlers drop a validator that nobody uses, whatever it calls inside.
    const value = `/* @__PURE__ */ (() => ${emitSchema(schema, at, resolve)})()`;
    written.set(name, `\nexport const ${name} = ${value} satisfies Validator<'${name}'>;\n`);
  };
  const resolve: Resolve = (ref, at) => {
    const name = String(ref).replace('#/components/schemas/', '');
    const target = schemas.get(name);
    if (!target) throw new SpecError(at.child('$ref'), `${JSON.stringify(ref)} is not a schema of this spec`);
    if (begun.has(name) && !written.has(name)) throw new SpecError(at.child('$ref'), `${name} contains itself`);
    write(name, target.schema, target.at);
    return name;
  };
  for (const [name, { schema, at }] of schemas) write(name, schema, at);

  const validators = [...written.values()].join('');
  const ownParts = Object.entries(OWN_PARTS).filter(([name]) => new RegExp(`\\b${name}\\b[.,()\\]]`).test(validators));
  return `${header(spec)}import * as z from 'zod/mini';
import type { components } from './${spec.name}.ts';

type Validator<Name extends keyof components['schemas']> = z.ZodMiniType<components['schemas'][Name]>;
${ownParts.map(([, code]) => code).join('')}${validators}`;
}

/** The expression of a validator. `resolve` gives the name of the one that a `$ref` means. Throws SpecError for an unknown keyword. */
export function emitSchema(value: unknown, at: Location, resolve: Resolve): string {
  const given = value === true ? {} : asMapping(value, at);
  checkOpen(given, at);
  const schema = toOpen(given);
  const form = FORMS.find(({ keyword }) => keyword in schema);
  const allowed = new Set([...ANNOTATIONS, ...(form ? [form.keyword, ...form.beside(schema, at)] : [])]);
  const stray = Object.keys(schema).find((keyword) => !allowed.has(keyword) && !keyword.startsWith('x-'));
  if (stray !== undefined) {
    throw new SpecError(at.child(stray), `this keyword is not supported${form ? ` beside this ${form.keyword}` : ''}`);
  }
  const emitted = form ? form.emit(schema, at, resolve) : 'z.unknown()';
  if (!isWider(given)) return emitted;
  const { [OPEN]: _, ...typed } = given;
  return `wider(${emitSchema(typed, at, resolve)}, ${emitted})`;
}

function emitTypes(schema: Mapping, at: Location, resolve: Resolve): string {
  const types = typesOf(schema, at);
  const alternatives = types
    .filter((type) => type !== NULL)
    .map((type) => type.emit(schema, at, resolve) + emitChecks(type, schema, at));
  return nullable(types.includes(NULL), alternatives);
}

function emitChecks({ checks }: Type, schema: Mapping, at: Location): string {
  const calls = Object.entries(checks)
    .filter(([keyword]) => keyword in schema)
    .map(([keyword, check]) => `${check}(${emitLimit(keyword, schema[keyword], at.child(keyword))})`);
  return calls.length > 0 ? `.check(${calls.join(', ')})` : '';
}

function emitLimit(keyword: string, limit: unknown, at: Location): string {
  if (keyword !== 'pattern') {
    if (typeof limit !== 'number') throw new SpecError(at, 'expected a number');
    return String(limit);
  }
  try {
    return String(new RegExp(String(limit), 'u'));
  } catch (cause) {
    throw new SpecError(at, String(cause));
  }
}

function emitString(schema: Mapping, at: Location, resolve: Resolve): string {
  if (!('contentSchema' in schema)) return 'z.string()';
  return `json(${emitSchema(schema['contentSchema'], at.child('contentSchema'), resolve)})`;
}

function emitArray(schema: Mapping, at: Location, resolve: Resolve): string {
  return `z.array(${emitSchema(schema['items'] ?? true, at.child('items'), resolve)})`;
}

function emitObject(schema: Mapping, at: Location, resolve: Resolve): string {
  const { additionalProperties: rest = true } = schema;
  const emitRest = () => emitSchema(rest, at.child('additionalProperties'), resolve);
  const properties = Object.entries(asMapping(schema['properties'] ?? {}, at.child('properties')));
  const required = new Set('required' in schema ? asList(schema, 'required', at) : []);
  const unknown = [...required].find((name) => !properties.some(([property]) => property === name));
  if (unknown !== undefined)
    throw new SpecError(at.child('required'), `${String(unknown)} is not among the properties`);
  if (properties.length === 0 && rest !== false) return `z.record(z.string(), ${emitRest()})`;

  const lines = properties.map(([name, property]) => {
    const value = emitSchema(property, at.child('properties', name), resolve);
    return `${toKey(name)}: ${required.has(name) ? value : `z.optional(${value})`},\n`;
  });
  const shape = `{\n${indent(lines.join(''))}}`;
  if (rest === false) return `z.strictObject(${shape})`;
  return rest === true ? `z.looseObject(${shape})` : `z.catchall(z.object(${shape}), ${emitRest()})`;
}

function emitUnion(keyword: 'oneOf' | 'anyOf', schema: Mapping, at: Location, resolve: Resolve): string {
  const members = asList(schema, keyword, at).map((member, index) => ({ member, at: at.child(keyword, index) }));
  const rest = members.filter(({ member }) => !isMapping(member) || member['type'] !== 'null');
  const alternatives = rest.map((entry) => emitSchema(entry.member, entry.at, resolve));
  const hasNull = rest.length < members.length;
  if (!('discriminator' in schema)) return nullable(hasNull, alternatives);

  const { propertyName, ...others } = asMapping(schema['discriminator'], at.child('discriminator'));
  if (typeof propertyName !== 'string' || Object.keys(others).length > 0) {
    throw new SpecError(at.child('discriminator'), 'expected a propertyName and nothing else');
  }
  const union = OPEN in schema ? 'openUnion' : 'z.discriminatedUnion';
  return nullable(hasNull, [`${union}(${JSON.stringify(propertyName)}, [${alternatives.join(', ')}])`]);
}

function emitLiterals(values: readonly unknown[], schema: Mapping, at: Location): string {
  const types = 'type' in schema ? typesOf(schema, at) : Object.values(TYPES);
  for (const value of values) {
    if (isMapping(value) || Array.isArray(value) || !types.some((type) => type.includes(value))) {
      throw new SpecError(at, `${JSON.stringify(value)} is no literal of the type`);
    }
  }
  const literals = values.filter((value) => value !== null).map((value) => JSON.stringify(value));
  if (literals.length === 0) return 'z.null()';
  const list = literals.length === 1 ? literals.join() : `[${literals.join(', ')}]`;
  return nullable(values.includes(null), [`z.literal(${list})`]);
}

/** Writes the alternatives as one expression. Without alternatives, only null is allowed. */
function nullable(hasNull: boolean, alternatives: readonly string[]): string {
  if (alternatives.length === 0) return 'z.null()';
  const union = alternatives.length === 1 ? alternatives.join() : `z.union([${alternatives.join(', ')}])`;
  return hasNull ? `z.nullable(${union})` : union;
}

function typesOf(schema: Mapping, at: Location): readonly Type[] {
  return [schema['type']].flat().map((name) => {
    const type = TYPES[String(name)];
    if (!type) throw new SpecError(at.child('type'), `there is no type ${JSON.stringify(name)}`);
    return type;
  });
}

function asList(schema: Mapping, keyword: string, at: Location): readonly unknown[] {
  const list = schema[keyword];
  if (!Array.isArray(list)) throw new SpecError(at.child(keyword), 'expected a list');
  if (list.length === 0 && keyword !== 'required')
    throw new SpecError(at.child(keyword), 'expected at least one member');
  return list;
}

function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
