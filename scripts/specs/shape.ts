/**
 * What a schema allows, whichever OpenAPI version says so: `nullable` or a null type, a true or a numeric `exclusiveMinimum`, `allOf`,
 * an enum or a union of constants, a default written as text.
 */
import { toFacts, toList, typeOf, valuesOf } from './facts.ts';
import type { Mapping } from './mapping.ts';
import { isMapping, listOf, mappingOf } from './mapping.ts';

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
  const union = listOf(whole['oneOf']) ?? listOf(whole['anyOf']);
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
  const parts = listOf(allOf);
  if (parts === undefined) return schema;
  const whole = [...parts, rest].map((part) => mergeAllOf(document, dereference(document, part)));
  const properties = Object.assign({}, ...whole.map((part) => mappingOf(part['properties'])));
  const required = whole.flatMap((part) => listOf(part['required']) ?? []);
  return {
    ...Object.assign({}, ...whole),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

function toTypes(schema: Mapping): readonly string[] {
  const types = listOf(schema['type'])?.map(String) ?? (typeof schema['type'] === 'string' ? [schema['type']] : []);
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

function toAlternative(schema: Mapping, type: string): Alternative {
  const required = listOf(schema['required']) ?? [];
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
