/**
 * What a schema allows, whichever OpenAPI version says so: `nullable` or a null type, a true or a numeric `exclusiveMinimum`, `allOf`,
 * an enum or a union of constants, a default written as text.
 */
import { isMapping } from './spec.ts';

export type Mapping = Readonly<Record<string, unknown>>;

/** A schema without references and unions of one: what may be there, besides null. */
export interface Shape {
  readonly isNullable: boolean;
  /** Each of one type; none for a schema that says nothing. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  readonly type: string;
  /** The facts that have a value, as text, by the name of what they limit. */
  readonly facts: ReadonlyMap<string, string>;
  readonly properties: ReadonlyMap<string, Property>;
  readonly items: unknown;
  /** The schema of further properties; undefined where none is given. */
  readonly additional: unknown;
}

export interface Property {
  readonly schema: unknown;
  readonly isRequired: boolean;
}

/** Where a reference inside a document leads; anything else is itself. One that leads nowhere (an excerpt of a document) says nothing. */
export function dereference(document: Mapping, node: unknown): Mapping {
  let found = node;
  // A reference may lead to another, but hardly to twenty of them.
  for (let steps = 0; isMapping(found) && typeof found['$ref'] === 'string' && steps < 20; steps++) {
    const { $ref, ...besides } = found;
    const target = resolve(document, String($ref));
    found = Object.keys(besides).length === 0 ? target : { ...target, ...besides };
  }
  return isMapping(found) ? found : {};
}

function resolve(document: Mapping, reference: string): Mapping {
  const keys = reference.split('/').slice(1);
  const target = keys.reduce<unknown>((node, key) => {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    return isMapping(node) ? node[name] : undefined;
  }, document);
  return isMapping(target) ? target : {};
}

export function toShape(document: Mapping, schema: unknown): Shape {
  const found = toAlternatives(document, schema, 0);
  const alternatives = mergeAlternatives(found.filter(({ type }) => type !== 'null'));
  return { isNullable: found.some(({ type }) => type === 'null'), alternatives };
}

/** Null is an alternative of its own here. */
function toAlternatives(document: Mapping, schema: unknown, depth: number): readonly Alternative[] {
  const whole = mergeAllOf(document, dereference(document, schema));
  const union = list(whole['oneOf']) ?? list(whole['anyOf']);
  const members =
    union === undefined || depth > 8
      ? toTypes(whole).map((type) => toAlternative(whole, type))
      : union.flatMap((member) => toAlternatives(document, withInherited(document, whole, member), depth + 1));
  return whole['nullable'] === true ? [...members, toAlternative({}, 'null')] : members;
}

/** What is said beside a union holds for all its members. */
function withInherited(document: Mapping, whole: Mapping, member: unknown): unknown {
  const inherited = Object.entries(whole).filter(([name]) => ['default', 'properties', 'required'].includes(name));
  if (inherited.length === 0) return member;
  return mergeAllOf(document, { allOf: [Object.fromEntries(inherited), member] });
}

function mergeAllOf(document: Mapping, schema: Mapping): Mapping {
  const { allOf, ...rest } = schema;
  const parts = list(allOf);
  if (parts === undefined) return schema;
  const whole = [...parts, rest].map((part) => mergeAllOf(document, dereference(document, part)));
  const properties = Object.assign({}, ...whole.map((part) => mappingOf(part['properties'])));
  const required = whole.flatMap((part) => list(part['required']) ?? []);
  return {
    ...Object.assign({}, ...whole),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

function toTypes(schema: Mapping): readonly string[] {
  const types = list(schema['type'])?.map(String) ?? (typeof schema['type'] === 'string' ? [schema['type']] : []);
  const values = valuesOf(schema);
  const nullType = values?.includes(null) === true ? ['null'] : [];
  if (types.length > 0) return [...new Set([...types, ...nullType])];
  if (values !== undefined) {
    const known = values.filter((value) => value !== null).map(typeOf);
    return [...new Set([...known, ...nullType])];
  }
  if ('properties' in schema || 'additionalProperties' in schema) return ['object'];
  return 'items' in schema ? ['array'] : ['any'];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function valuesOf(schema: Mapping): readonly unknown[] | undefined {
  return 'const' in schema ? [schema['const']] : list(schema['enum']);
}

function toAlternative(schema: Mapping, type: string): Alternative {
  const required = list(schema['required']) ?? [];
  const properties = Object.entries(mappingOf(schema['properties'])).map(
    ([name, property]) => [name, { schema: property, isRequired: required.includes(name) }] as const,
  );
  return {
    type,
    facts: toFacts(schema, type),
    properties: new Map(type === 'object' ? properties : []),
    items: type === 'array' ? schema['items'] : undefined,
    additional:
      type === 'object' && isMapping(schema['additionalProperties']) ? schema['additionalProperties'] : undefined,
  };
}

/** Which types each limits. */
const LIMITS: Readonly<Record<string, readonly string[]>> = {
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  minProperties: ['object'],
  maxProperties: ['object'],
  multipleOf: ['integer', 'number'],
};

function toFacts(schema: Mapping, type: string): ReadonlyMap<string, string> {
  const values = valuesOf(schema)?.filter((value) => value !== null && isOfType(value, type));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['values', values === undefined ? undefined : toList(values)],
    ['minimum', toMinimum(schema, type)],
    ['maximum', toMaximum(schema, type)],
    ...Object.entries(LIMITS).map(
      ([limit, types]) => [limit, types.includes(type) ? toLimit(schema[limit]) : undefined] as const,
    ),
    ['default', toDefault(schema['default'], type)],
  ];
  return new Map(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function isOfType(value: unknown, type: string): boolean {
  const found = typeOf(value);
  return found === type || type === 'any' || (type === 'number' && found === 'integer');
}

function toList(values: readonly unknown[]): string {
  return values
    .map((value) => String(value))
    .toSorted()
    .join(', ');
}

function toMinimum(schema: Mapping, type: string): string | undefined {
  return toBound(schema, { inclusive: 'minimum', exclusive: 'exclusiveMinimum', sign: '>', step: 1 }, type);
}

function toMaximum(schema: Mapping, type: string): string | undefined {
  return toBound(schema, { inclusive: 'maximum', exclusive: 'exclusiveMaximum', sign: '<', step: -1 }, type);
}

interface BoundNames {
  readonly inclusive: string;
  readonly exclusive: string;
  readonly sign: string;
  readonly step: 1 | -1;
}

/** The narrower of the inclusive and the exclusive bound; of integers always the inclusive one. */
function toBound(schema: Mapping, { inclusive, exclusive, sign, step }: BoundNames, type: string): string | undefined {
  if (type !== 'integer' && type !== 'number') return undefined;
  const isFlag = schema[exclusive] === true;
  const closed = isFlag ? undefined : numberOf(schema[inclusive]);
  const open = numberOf(isFlag ? schema[inclusive] : schema[exclusive]);
  if (open === undefined) return closed === undefined ? undefined : `${sign}=${closed}`;
  if (closed !== undefined && (closed - open) * step > 0) return `${sign}=${closed}`;
  return type === 'integer' ? `${sign}=${open + step}` : `${sign}${open}`;
}

/** A minimum of 0 is none, and false says nothing. */
function toLimit(value: unknown): string | undefined {
  return value === undefined || value === 0 || value === false ? undefined : String(value);
}

/** Null and false say what being absent means anyway. Generators write defaults as text. */
function toDefault(value: unknown, type: string): string | undefined {
  const meant = typeof value === 'string' && type !== 'string' ? tryParse(value) : value;
  const isNothing = meant === undefined || meant === null || meant === false || value === 'null';
  return isNothing ? undefined : JSON.stringify(meant);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Constants of one type are an enum; one beside its whole type adds nothing. */
function mergeAlternatives(alternatives: readonly Alternative[]): readonly Alternative[] {
  const merged: Alternative[] = [];
  for (const next of alternatives) {
    const index = merged.findIndex((known) => known.type === next.type && isScalar(next.type));
    const known = merged[index];
    if (known === undefined) merged.push(next);
    else merged[index] = { ...known, facts: mergeFacts(known.facts, next.facts) };
  }
  return merged;
}

function isScalar(type: string): boolean {
  return type !== 'object' && type !== 'array';
}

function mergeFacts(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>) {
  const both = new Map([...left].filter(([name, value]) => right.get(name) === value));
  const [some, others] = [left.get('values'), right.get('values')];
  if (some !== undefined && others !== undefined) {
    const values = [...new Set([...some.split(', '), ...others.split(', ')])];
    // True and false are all there is.
    if (values.toSorted().join() !== 'false,true') both.set('values', toList(values));
  }
  return both;
}

function mappingOf(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
