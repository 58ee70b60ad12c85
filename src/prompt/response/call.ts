/** Tool calls as OpenAI has them, made of what a template read. */

import { isObject, tryParse } from '../../base/check.ts';
import { PLAIN_JSON, toParsedValue, writeJson } from '../jinja/json.ts';
import { Meter } from '../jinja/meter.ts';
import { type Dict, Float, type Value } from '../jinja/values.ts';
import { UnreadableContent } from './content.ts';

/** One call that the model makes. */
export interface ReadCall {
  /** As the model wrote it, where its format has one. */
  readonly id: string | undefined;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** Tools in OpenAI's shape, for the types of their arguments. */
export type ToolList = readonly unknown[];

/** What a call may have besides its arguments. */
const WITHOUT_ARGUMENTS: ReadonlySet<Value> = new Set<Value>(['name', 'id', 'type', 'arguments', 'parameters']);

/** The calls of a value: one, or a list of them. */
export function toCalls(value: Value, types: ReadonlyMap<string, ArgumentTypes>): ReadCall[] {
  if (Array.isArray(value)) return value.flatMap((item) => toCalls(item, types));
  const outer = value instanceof Map ? value : undefined;
  const inner = outer?.get('function');
  const call = inner instanceof Map ? inner : outer;
  const name = call?.get('name');
  if (call === undefined || typeof name !== 'string' || name === '') throw new UnreadableContent('It is no call.');
  const given = call.get('arguments') ?? call.get('parameters');
  if (given === undefined && [...call.keys()].some((key) => !WITHOUT_ARGUMENTS.has(key))) {
    throw new UnreadableContent('It is a call whose arguments have another name.');
  }
  const id = outer?.get('id');
  return [
    {
      id: typeof id === 'string' && id !== '' ? id : undefined,
      name,
      arguments: argumentText(given ?? new Map(), types.get(name)),
    },
  ];
}

function argumentText(given: Value, types: ArgumentTypes | undefined): string {
  if (typeof given === 'string') {
    if (isObject(tryParse(given))) return given;
    throw new UnreadableContent('Its arguments are no object.');
  }
  if (!(given instanceof Map)) throw new UnreadableContent('Its arguments are no object.');
  return writeJson(types === undefined ? given : cast(given, types), PLAIN_JSON, new Meter(10_000_000));
}

/** The types that a tool's schema names for each argument. */
export type ArgumentTypes = ReadonlyMap<string, readonly string[]>;

/** By the tools' names. Formats that write arguments as plain text need them: `3` may be a number or a text. */
export function argumentTypes(tools: ToolList): ReadonlyMap<string, ArgumentTypes> {
  const types = new Map<string, ArgumentTypes>();
  for (const tool of tools) {
    const described = isObject(tool) && isObject(tool['function']) ? tool['function'] : tool;
    if (!isObject(described) || typeof described['name'] !== 'string') continue;
    const { parameters } = described;
    const properties = isObject(parameters) && isObject(parameters['properties']) ? parameters['properties'] : {};
    types.set(
      described['name'],
      new Map(Object.entries(properties).map(([name, schema]) => [name, typesOf(schema, 0)])),
    );
  }
  return types;
}

function typesOf(schema: unknown, depth: number): string[] {
  if (!isObject(schema) || depth > 20) return [];
  const { type } = schema;
  const declared: readonly unknown[] = Array.isArray(type) ? type : [type];
  const types = declared.filter((each): each is string => typeof each === 'string');
  for (const union of [schema['anyOf'], schema['oneOf']]) {
    if (Array.isArray(union)) types.push(...union.flatMap((choice) => typesOf(choice, depth + 1)));
  }
  return schema['nullable'] === true && !types.includes('null') ? [...types, 'null'] : types;
}

function cast(given: Dict, types: ArgumentTypes): Dict {
  const castOne = (value: Value, wanted: readonly string[]): Value =>
    typeof value === 'string' ? castText(value, wanted) : value;
  return new Map(
    Array.from(given, ([key, value]): [Value, Value] => {
      const wanted = types.get(String(key)) ?? [];
      const isList = Array.isArray(value) && !wanted.includes('array');
      return [key, isList ? value.map((item) => castOne(item, wanted)) : castOne(value, wanted)];
    }),
  );
}

/** The text as the first type that it can be (transformers, `_coerce`); else it stays text. */
function castText(text: string, types: readonly string[]): Value {
  for (const type of types) {
    const value = CASTS[type]?.(text);
    if (value !== undefined) return value;
  }
  return text;
}

const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

const CASTS: Readonly<Partial<Record<string, (text: string) => Value | undefined>>> = {
  integer: (text) => {
    const number = NUMBER.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(number) ? number : undefined;
  },
  number: (text) => {
    const number = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(number)) return undefined;
    return Number.isSafeInteger(number) && !text.includes('.') ? number : new Float(number);
  },
  boolean: (text) => {
    const word = text.trim().toLowerCase();
    return ['true', '1', 'false', '0'].includes(word) ? word === 'true' || word === '1' : undefined;
  },
  null: (text) => (['null', 'None'].includes(text.trim()) ? null : undefined),
  object: (text) => {
    const value = toParsedValue(text);
    return value instanceof Map ? value : undefined;
  },
  array: (text) => {
    const value = toParsedValue(text);
    return Array.isArray(value) ? value : undefined;
  },
};
