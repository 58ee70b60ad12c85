/**
 * The values that a template works on, as Python has them. Null, booleans, whole numbers, text, lists and dicts are JavaScript's own; what
 * JavaScript cannot tell apart has a class here. A whole number beyond 2^53 is a bigint, which can be written but not calculated with.
 */

import type { Meter } from './meter.ts';

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Dict
  | Float
  | Undefined
  | Tuple
  | Range
  | View
  | Lazy
  | SafeText
  | Namespace
  | Callable
  | Loop;

/** The keys are text or whole numbers: others are refused where they are written. */
export type Dict = Map<Value, Value>;

/** A number that Python writes with a point: 1.0. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What a name, a key or an attribute gives that is not there. It is written as nothing, and fails where more is asked of it. */
export class Undefined {
  /** What is missing, for errors. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/** The value, or what stands for one that is not there. Null is a value. */
export function orUndefined(value: Value | undefined, what: string): Value {
  return value === undefined ? new Undefined(what) : value;
}

export class Tuple {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

export class Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;

  constructor(start: number, stop: number, step: number) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.length; index += 1) yield this.start + index * this.step;
  }
}

/** What `items()`, `keys()` and `values()` of a dict give. */
export class View {
  readonly kind: 'items' | 'keys' | 'values';
  readonly dict: Dict;

  constructor(kind: 'items' | 'keys' | 'values', dict: Dict) {
    this.kind = kind;
    this.dict = dict;
  }

  *[Symbol.iterator](): Generator<Value> {
    for (const [key, value] of this.dict) {
      yield this.kind === 'items' ? new Tuple([key, value]) : this.kind === 'keys' ? key : value;
    }
  }
}

/** What `map`, `select` and the like give: it can be gone through once, is always true, and has no length. */
export class Lazy {
  readonly iterator: IterableIterator<Value>;

  constructor(iterator: IterableIterator<Value>) {
    this.iterator = iterator;
  }
}

/** What the filter `safe` gives. Jinja escapes text that is added to it, which no chat template wants: that is refused. */
export class SafeText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class Namespace {
  readonly values: Map<string, Value>;

  constructor(values: Map<string, Value>) {
    this.values = values;
  }
}

/** The arguments of a call, a filter or a test. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export type Filter = (value: Value, args: Arguments, context: Context) => Value;

/** What a function needs of the rendering that it is called in. */
export interface Context {
  readonly meter: Meter;
  /** The filters by name: `map` takes the name of one. */
  readonly filters: ReadonlyMap<string, Filter>;
  /** The current time, for `strftime_now`. */
  readonly now: () => Date;
}

export class Callable {
  readonly name: string;
  readonly call: (args: Arguments, context: Context) => Value;

  constructor(name: string, call: (args: Arguments, context: Context) => Value) {
    this.name = name;
    this.call = call;
  }
}

/** The variable `loop`. */
export abstract class Loop {
  abstract attribute(name: string): Value | undefined;
  abstract call(args: Arguments, context: Context): Value;
}

/** The types that have a class here, by Python's words or our own. Class names are not used: bundlers shorten them. */
const CLASS_NAMES: readonly (readonly [abstract new (...args: never[]) => Value, string])[] = [
  [Float, 'float'],
  [Undefined, 'Undefined'],
  [Tuple, 'tuple'],
  [Range, 'range'],
  [View, 'view'],
  [Lazy, 'generator'],
  [SafeText, 'Markup'],
  [Namespace, 'namespace'],
  [Callable, 'function'],
];

/** Of what type a value is. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'dict';
  return CLASS_NAMES.find(([type]) => value instanceof type)?.[1] ?? 'loop';
}
