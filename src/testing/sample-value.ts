/** A value that a JSON Schema allows: what a model that obeys it could write. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';

/** The depth to which values are made. Only a schema that contains itself is deeper. */
const MAX_DEPTH = 16;

/** The smallest value that comes to mind, the same every time: each property that is described, one item where a list may be empty. */
export function toSampleValue(schema: unknown): unknown {
  return sample(schema, isObject(schema) ? schema : {}, 0);
}

function sample(given: unknown, root: JsonObject, depth: number): unknown {
  const schema = dereference(given, root);
  if (depth > MAX_DEPTH) return null;
  if ('const' in schema) return schema['const'];
  for (const keyword of ['enum', 'examples']) {
    const values = schema[keyword];
    if (Array.isArray(values) && values.length > 0) return values[0];
  }
  if ('default' in schema) return schema['default'];
  for (const keyword of ['anyOf', 'oneOf']) {
    const members = schema[keyword];
    if (Array.isArray(members))
      return sample({ ...schema, [keyword]: undefined, ...asObject(members[0]) }, root, depth + 1);
  }
  const { allOf } = schema;
  if (Array.isArray(allOf)) return sample(merge({ ...schema, allOf: undefined }, allOf, root), root, depth + 1);
  return SAMPLES[typeOf(schema)]?.(schema, root, depth) ?? null;
}

const SAMPLES: Readonly<Record<string, (schema: JsonObject, root: JsonObject, depth: number) => unknown>> = {
  object: ({ properties, required, additionalProperties }, root, depth) => {
    const known = Object.entries(asObject(properties)).map(([name, property]) => [
      name,
      sample(property, root, depth + 1),
    ]);
    const others = Array.isArray(required) ? required.filter((name) => !(String(name) in asObject(properties))) : [];
    const besides = others.map((name) => [String(name), sample(additionalProperties, root, depth + 1)]);
    return Object.fromEntries([...known, ...besides]);
  },
  array: ({ items, prefixItems, minItems, maxItems }, root, depth) => {
    const first = Array.isArray(prefixItems) ? prefixItems.map((item) => sample(item, root, depth + 1)) : [];
    const wanted = Math.min(numberOf(minItems) ?? 1, numberOf(maxItems) ?? 100, 100);
    const rest = Array.from({ length: Math.max(0, wanted - first.length) }, () => sample(items, root, depth + 1));
    return [...first, ...rest];
  },
  string: ({ format, minLength, maxLength }) => {
    const text = FORMATS[String(format)] ?? 'text';
    const longer = text.padEnd(Math.min(numberOf(minLength) ?? 0, 10_000), '.');
    return longer.slice(0, numberOf(maxLength) ?? longer.length);
  },
  integer: (schema) => Math.ceil(toNumber(schema, 1)),
  number: (schema) => toNumber(schema, 0.5),
  boolean: () => true,
  null: () => null,
};

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** One, or the bound that is nearest to it. `step` leads past a bound that is excluded. */
function toNumber(schema: JsonObject, step: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const least = Math.max(
    numberOf(minimum) ?? Number.NEGATIVE_INFINITY,
    (numberOf(exclusiveMinimum) ?? Number.NEGATIVE_INFINITY) + step,
  );
  const most = Math.min(
    numberOf(maximum) ?? Number.POSITIVE_INFINITY,
    (numberOf(exclusiveMaximum) ?? Number.POSITIVE_INFINITY) - step,
  );
  const near = Math.max(least, Math.min(most, 1));
  const unit = numberOf(multipleOf);
  return unit === undefined || unit <= 0 ? near : Math.ceil(near / unit) * unit;
}

function typeOf(schema: JsonObject): string {
  const { type } = schema;
  const first: unknown = Array.isArray(type) ? type.find((name) => name !== 'null') : type;
  if (typeof first === 'string') return first;
  if ('properties' in schema || 'required' in schema) return 'object';
  return 'items' in schema ? 'array' : 'string';
}

function dereference(given: unknown, root: JsonObject): JsonObject {
  let schema = asObject(given);
  // A reference may lead to a reference. The limit ends a circle.
  for (let steps = 0; typeof schema['$ref'] === 'string' && steps < MAX_DEPTH; steps++) {
    const keys = schema['$ref'].split('/').slice(1);
    schema = asObject(keys.reduce<unknown>((node, key) => asObject(node)[key], root));
  }
  return schema;
}

function merge(schema: JsonObject, parts: readonly unknown[], root: JsonObject): JsonObject {
  const all = [schema, ...parts.map((part) => dereference(part, root))];
  const properties = Object.assign({}, ...all.map((part) => asObject(part['properties'])));
  return { ...Object.assign({}, ...all), ...(Object.keys(properties).length > 0 && { properties }), allOf: undefined };
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
