import type { Mapping } from './mapping.ts';
import { listOf } from './mapping.ts';

/** The types that each keyword limits. */
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

/** The limits, values and default of one type of a schema, as text by name. */
export function toFacts(schema: Mapping, type: string): ReadonlyMap<string, string> {
  const values = valuesOf(schema)?.filter((value) => value !== null && isOfType(value, type));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['values', values === undefined ? undefined : toList(values)],
    ['minimum', toMinimum(schema, type)],
    ['maximum', toMaximum(schema, type)],
    ...Object.entries(LIMITS).map(
      ([limit, types]) => [limit, types.includes(type) ? toLimit(schema[limit]) : undefined] as const,
    ),
    ['format', toLimit(schema['format'])],
    ['default', toDefault(schema['default'], type)],
  ];
  return new Map(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function isOfType(value: unknown, type: string): boolean {
  const found = typeOf(value);
  return found === type || type === 'any' || (type === 'number' && found === 'integer');
}

export function toList(values: readonly unknown[]): string {
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

/** The narrower of the inclusive and the exclusive bound. Bounds of integers are always written as inclusive. */
function toBound(schema: Mapping, { inclusive, exclusive, sign, step }: BoundNames, type: string): string | undefined {
  if (type !== 'integer' && type !== 'number') return undefined;
  const isFlag = schema[exclusive] === true;
  const closed = isFlag ? undefined : numberOf(schema[inclusive]);
  const open = numberOf(isFlag ? schema[inclusive] : schema[exclusive]);
  if (open === undefined) return closed === undefined ? undefined : `${sign}=${closed}`;
  if (closed !== undefined && (closed - open) * step > 0) return `${sign}=${closed}`;
  return type === 'integer' ? `${sign}=${open + step}` : `${sign}${open}`;
}

/** A limit as text; undefined for those that limit nothing: a minimum of 0, and false. */
function toLimit(value: unknown): string | undefined {
  return value === undefined || value === 0 || value === false ? undefined : String(value);
}

/** A default as JSON; undefined for null and false, which mean the same as no value. Some generators write defaults as text. */
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

/** The type of a value, in the words of JSON Schema. */
export function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The values of a schema's `const` or `enum`; undefined without either. */
export function valuesOf(schema: Mapping): readonly unknown[] | undefined {
  return 'const' in schema ? [schema['const']] : listOf(schema['enum']);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
