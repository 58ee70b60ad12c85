/** Checks a value against a schema of the facade's spec, and finds what is wrong with it: where, and what is allowed there. */
import type { Schema } from '../../generated/openai.schema.ts';
import { isObject } from '../base/check.ts';

export interface Fault {
  /** From the value that was checked, outermost first. */
  path: PropertyKey[];
  /** `type`: another kind of value; `value`: one that is not allowed; `unknown`: a member that the schema does not name. */
  kind: 'type' | 'value' | 'unknown';
  /** What is allowed there, in words; of an unknown member nothing is. */
  expected: string;
}

/** The first fault, in the order of the schema's members; undefined for a value that fits. */
export function findFault(schema: Schema, value: unknown): Fault | undefined {
  const union = schema.oneOf ?? schema.anyOf;
  if (union !== undefined) return findUnionFault(schema, union, value);
  if (schema.const !== undefined || schema.enum !== undefined) return findChoiceFault(schema, value);
  const { type } = schema;
  if (type === undefined) return undefined;
  if (typeof type === 'string') return checkType(type, schema, value);
  return findClosest(
    type.map((name) => ({ ...schema, type: name })),
    value,
  );
}

function checkType(type: string, schema: Schema, value: unknown): Fault | undefined {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') return wrongType('a string');
      return schema.minLength === undefined && schema.maxLength === undefined && schema.pattern === undefined
        ? undefined
        : findStringFault(schema, value);
    case 'integer':
    case 'number':
      return findNumberFault(schema, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType('true or false');
    case 'array':
      return Array.isArray(value) ? findListFault(schema, value) : wrongType('a list');
    case 'object':
      return isObject(value) ? findObjectFault(schema, value) : wrongType('an object');
    default:
      return value === null ? undefined : wrongType('null');
  }
}

function findStringFault({ minLength = 0, maxLength = Infinity, pattern }: Schema, value: string): Fault | undefined {
  if (value.length < minLength) return notAllowed(`a string of at least ${count(minLength, 'character')}`);
  if (value.length > maxLength) return notAllowed(`a string of at most ${count(maxLength, 'character')}`);
  return pattern?.test(value) === false ? notAllowed(`a string of the form ${String(pattern)}`) : undefined;
}

function findNumberFault(schema: Schema, value: unknown): Fault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType('a number');
  if (schema.type === 'integer' && !Number.isInteger(value)) return wrongType('a whole number');
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) return notAllowed(`a number of at least ${minimum}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return notAllowed(`a number of more than ${exclusiveMinimum}`);
  if (maximum !== undefined && value > maximum) return notAllowed(`a number of at most ${maximum}`);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return notAllowed(`a number of less than ${exclusiveMaximum}`);
  return undefined;
}

function findListFault(
  { items = {}, minItems = 0, maxItems = Infinity }: Schema,
  list: readonly unknown[],
): Fault | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const fault = findFault(items, list[index]);
    if (fault !== undefined) return inside(index, fault);
  }
  if (list.length < minItems) return notAllowed(`a list of at least ${count(minItems, 'item')}`);
  return list.length > maxItems ? notAllowed(`a list of at most ${count(maxItems, 'item')}`) : undefined;
}

/** Whether each member fits: a schema has sixty, and most bodies three, so the way without a fault goes through the body's own. */
function fits(schema: Schema, value: Readonly<Record<string, unknown>>): boolean {
  const { properties = {}, required = [], additionalProperties: rest = {}, minProperties = 0 } = schema;
  const names = Object.keys(value);
  for (const name of names) {
    const member = value[name];
    const known = Object.hasOwn(properties, name) ? properties[name] : rest;
    if (known === undefined || known === false) return false;
    if (member === undefined || findFault(known, member) !== undefined) return false;
  }
  return names.length >= minProperties && required.every((name) => value[name] !== undefined);
}

function findObjectFault(schema: Schema, value: Readonly<Record<string, unknown>>): Fault | undefined {
  if (fits(schema, value)) return undefined;
  const { properties = {}, required = [], additionalProperties: rest, minProperties = 0 } = schema;
  for (const name in properties) {
    const member = value[name];
    if (member === undefined && !required.includes(name)) continue;
    const fault = findFault(properties[name] ?? {}, member);
    if (fault !== undefined) return inside(name, fault);
  }
  const names = Object.keys(value);
  if (rest !== undefined) {
    for (const name of names) {
      if (Object.hasOwn(properties, name)) continue;
      const fault =
        rest === false ? ({ path: [], kind: 'unknown', expected: '' } as const) : findFault(rest, value[name]);
      if (fault !== undefined) return inside(name, { ...fault, path: [...fault.path] });
    }
  }
  return names.length < minProperties
    ? notAllowed(`an object of at least ${count(minProperties, 'member')}`)
    : undefined;
}

function findChoiceFault({ const: only, enum: choices = [only] }: Schema, value: unknown): Fault | undefined {
  return choices.includes(value) ? undefined : notAllowed(toChoice(choices));
}

/** A union that names a member to tell its alternatives apart is checked as the one that is meant. */
function findUnionFault(schema: Schema, union: readonly Schema[], value: unknown): Fault | undefined {
  const { discriminator: name } = schema;
  if (name === undefined) return findClosest(union, value);
  if (!isObject(value)) return wrongType('an object');
  const kind = value[name];
  const meant =
    union.find((alternative) => toChoices(alternative.properties?.[name]).includes(kind)) ??
    (typeof kind === 'string' ? union.find((alternative) => isAnyKind(alternative.properties?.[name])) : undefined);
  if (meant !== undefined) return findFault(meant, value);
  return inside(name, notAllowed(toChoice(union.flatMap((alternative) => toChoices(alternative.properties?.[name])))));
}

function toChoices({ const: only, enum: choices = only === undefined ? [] : [only] }: Schema = {}): readonly unknown[] {
  return choices;
}

/** Whether an alternative is for the kinds that no other names. */
function isAnyKind(schema: Schema | undefined): boolean {
  return schema !== undefined && toChoices(schema).length === 0;
}

/** Of the alternatives' faults the one that lies deepest: that alternative fits best. */
function findClosest(union: readonly Schema[], value: unknown): Fault | undefined {
  const faults: Fault[] = [];
  for (const alternative of union) {
    const fault = findFault(alternative, value);
    if (fault === undefined) return undefined;
    // Null is no answer to give: leaving the member out says the same.
    if (alternative.type !== 'null') faults.push(fault);
  }
  const [first] = faults;
  if (faults.length === 1) return first;
  const deepest = faults.reduce((best, fault) => (fault.path.length > best.path.length ? fault : best));
  if (deepest.path.length > 0) return deepest;
  // Of the right type, and refused for its value: no other alternative was meant.
  const refused = faults.filter(({ kind }) => kind === 'value');
  if (refused.length === 1) return refused[0];
  return wrongType([...new Set(faults.map(({ expected }) => expected))].join(', or '));
}

function inside(key: PropertyKey, fault: Fault): Fault {
  fault.path.unshift(key);
  return fault;
}

function wrongType(expected: string): Fault {
  return { path: [], kind: 'type', expected };
}

function notAllowed(expected: string): Fault {
  return { path: [], kind: 'value', expected };
}

function toChoice(values: readonly unknown[]): string {
  const shown = values.filter((value) => value !== null).map((value) => JSON.stringify(value));
  return shown.length === 1 ? `${shown[0]}` : `one of ${shown.join(', ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
