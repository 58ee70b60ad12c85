import type { Mapping } from '../specs/mapping.ts';
import { listOf, mappingOf } from '../specs/mapping.ts';
import type { Location } from '../specs/spec.ts';
import { asMapping, SpecError } from '../specs/spec.ts';
import { toKey } from './code.ts';

/** Returns the name of the type that a `$ref` means. */
type Resolve = (ref: unknown, at: Location) => string;

/** The types of fields without content. */
const FIELDS: Readonly<Record<string, string>> = { string: 'string', integer: 'number' };

/**
 * The TypeScript type of an event whose JSON is read. An event has few forms: objects of named fields, texts with and without content,
 * constants, and unions of those. Throws SpecError for any other.
 */
export function toEventType(value: unknown, at: Location, resolve: Resolve): string {
  const schema = asMapping(value, at);
  if ('$ref' in schema) return resolve(schema['$ref'], at);
  if ('contentSchema' in schema) return toEventType(schema['contentSchema'], at.child('contentSchema'), resolve);
  for (const keyword of ['anyOf', 'oneOf']) {
    const members = listOf(schema[keyword]);
    const toMember = (member: unknown, index: number) => toEventType(member, at.child(keyword, index), resolve);
    if (members !== undefined) return [...new Set(members.map(toMember))].join(' | ');
  }
  const values = 'const' in schema ? [schema['const']] : listOf(schema['enum']);
  if (values !== undefined) return values.map((member) => JSON.stringify(member)).join(' | ');
  if (schema['type'] === 'object') return toObject(schema, at, resolve);
  const field = FIELDS[String(schema['type'])];
  if (field === undefined) throw new SpecError(at, 'no field of an event is like this');
  return field;
}

function toObject(schema: Mapping, at: Location, resolve: Resolve): string {
  const required = listOf(schema['required']) ?? [];
  const fields = Object.entries(mappingOf(schema['properties'])).map(([name, field]) => {
    const type = toEventType(field, at.child('properties', name), resolve);
    return required.includes(name) ? `${toKey(name)}: ${type}` : `${toKey(name)}?: ${type} | undefined`;
  });
  return `{ ${fields.join('; ')} }`;
}
