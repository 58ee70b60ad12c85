/**
 * What a schema allows, written one way for all versions of OpenAPI: `nullable` or a null type, a true or a numeric
 * `exclusiveMinimum`, `allOf`, an enum or a union of constants, a default written as text.
 */
import { toFacts, toList, typeOf, valuesOf } from './facts.ts';
import type { Mapping } from './mapping.ts';
import { isMapping, listOf, mappingOf } from './mapping.ts';

/** The values that a schema allows, without references and without unions of one member. */
export interface Shape {
  readonly isNullable: boolean;
  /** One for each type besides null; empty for a schema that allows null alone. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  readonly type: string;
  /** Limits, values and default, as text by name. */
  readonly facts: ReadonlyMap<string, string>;
  readonly properties: ReadonlyMap<string, Property>;
  readonly items: unknown;
  /** The schema in `additionalProperties`, if there is one. */
  readonly additional: unknown;
}

export interface Property {
  readonly schema: unknown;
  readonly isRequired: boolean;
}

/** Follows a reference inside a document; any other mapping is returned as it is. Empty if the document lacks the target. */
export function dereference(document: Mapping, node: unknown): Mapping {
  let found = node;
  // A reference may lead to a reference. The limit ends a circle.
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

/** The alternatives of a schema, null among them. */
function toAlternatives(document: Mapping, schema: unknown, depth: number): readonly Alternative[] {
  const whole = mergeAllOf(document, dereference(document, schema));
  const union = listOf(whole['oneOf']) ?? listOf(whole['anyOf']);
  const members =
    union === undefined || depth > 8
      ? toTypes(whole).map((type) => toAlternative(whole, type))
      : union.flatMap((member) => toAlternatives(document, withInherited(document, whole, member), depth + 1));
  return whole['nullable'] === true ? [...members, toAlternative({}, 'null')] : members;
}

/** A member of a union with the keywords beside the union, which hold for all members. */
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

/** Merges alternatives of one scalar type: constants become an enum, and a constant beside its whole type is dropped. */
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
    // True and false are all booleans, so listing them limits nothing.
    if (values.toSorted().join() !== 'false,true') both.set('values', toList(values));
  }
  return both;
}
