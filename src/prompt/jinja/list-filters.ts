/** Jinja's filters of lists, and of what can be gone through. */

import { item } from './access.ts';
import { bind, positional } from './arguments.ts';
import { calculate } from './arithmetic.ts';
import { asText, expectKey, isEqual, isTrue, iterate, order, toList } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { testOf } from './tests.ts';
import { expectText, joinTexts } from './text-operations.ts';
import { toText } from './text.ts';
import {
  type Arguments,
  type Context,
  type Filter,
  Lazy,
  Range,
  Tuple,
  Undefined,
  type Value,
  View,
  orUndefined,
  typeName,
} from './values.ts';

type Pick = (value: Value) => Value;

/** The filters by name. */
export const listFilters: Readonly<Record<string, Filter>> = {
  list: (value, args, { meter }) => {
    positional(args, 'list', 0);
    return toList(value, meter);
  },
  first: (value, args, { meter }) => {
    positional(args, 'first', 0);
    for (const one of iterate(value, meter)) return one;
    return new Undefined('The first of nothing');
  },
  last: (value, args, { meter }) => {
    positional(args, 'last', 0);
    return orUndefined(toList(reversible(value), meter).at(-1), 'The last of nothing');
  },
  reverse: (value, args, { meter }) => {
    positional(args, 'reverse', 0);
    const text = asText(value);
    if (text !== undefined) return toList(text, meter).toReversed().join('');
    const items = toList(value, meter).toReversed();
    // Python has an iterator for what it can go through from the end, and a list for the rest.
    return value instanceof Lazy || value instanceof Undefined ? items : new Lazy(items.values());
  },
  join: (value, args, { meter }) => {
    const [separator = '', name = null] = bind(args, 'join', ['d', 'attribute']);
    const pick = picker(name, undefined, meter);
    const texts: string[] = [];
    for (const one of toList(value, meter)) texts.push(toText(pick(one), meter));
    return joinTexts(toText(separator, meter), texts, meter);
  },
  items: (value, args) => {
    positional(args, 'items', 0);
    if (value instanceof Undefined) return new Lazy([][Symbol.iterator]());
    if (!(value instanceof Map)) throw new TemplateRuntimeError('The filter items takes a dict.');
    return new Lazy(new View('items', value)[Symbol.iterator]());
  },
  dictsort: (value, args, context) => {
    const [sensitive = false, by = 'key', reverse = false] = bind(args, 'dictsort', [
      'case_sensitive',
      'by',
      'reverse',
    ]);
    if (!(value instanceof Map)) throw new TemplateRuntimeError('The filter dictsort takes a dict.');
    if (by !== 'key' && by !== 'value') throw new TemplateRuntimeError('The filter dictsort sorts by key or value.');
    const pairs = toList(new View('items', value), context.meter);
    const pick: Pick = (pair) => (pair instanceof Tuple ? (pair.items[by === 'key' ? 0 : 1] ?? null) : null);
    return sorted(pairs, pick, { sensitive, reverse }, context);
  },
  sort: (value, args, context) => {
    const names = ['reverse', 'case_sensitive', 'attribute'];
    const [reverse = false, sensitive = false, name = null] = bind(args, 'sort', names);
    if (typeof name === 'string' && name.includes(',')) {
      throw new TemplateUnsupportedError('The template sorts by two attributes, which is not done here.');
    }
    return sorted(
      toList(value, context.meter),
      picker(name, undefined, context.meter),
      { sensitive, reverse },
      context,
    );
  },
  unique: (value, args, context) => {
    const [sensitive = false, name = null] = bind(args, 'unique', ['case_sensitive', 'attribute']);
    return new Lazy(unique(value, picker(name, undefined, context.meter), isTrue(sensitive), context));
  },
  max: (value, args, context) => extreme(value, args, 1, context),
  min: (value, args, context) => extreme(value, args, -1, context),
  sum: (value, args, { meter }) => {
    const [name = null, start = 0] = bind(args, 'sum', ['attribute', 'start']);
    const pick = picker(name, undefined, meter);
    return toList(value, meter).reduce<Value>((total, one) => calculate('+', total, pick(one), meter), start);
  },
  map: (value, args, context) => lazily(value, args, context, mapper),
  select: (value, args, context) => selected(value, args, context, true, false),
  reject: (value, args, context) => selected(value, args, context, false, false),
  selectattr: (value, args, context) => selected(value, args, context, true, true),
  rejectattr: (value, args, context) => selected(value, args, context, false, true),
};

function reversible(value: Value): Value {
  if (Array.isArray(value) || value instanceof Map || value instanceof Tuple || value instanceof Range) return value;
  if (asText(value) !== undefined || value instanceof View) return value;
  throw new TemplateRuntimeError(`${typeName(value)} has no last value.`);
}

/** What `attribute=` picks of a value: a path with points, or an index. */
function picker(path: Value, otherwise: Value | undefined, meter: Context['meter']): Pick {
  if (path === null) return (value) => value;
  const parts =
    typeof path === 'string' ? path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)) : [path];
  return (value) => {
    let picked = value;
    for (const part of parts) {
      meter.step();
      picked = item(picked, part, meter);
      if (picked instanceof Undefined && otherwise !== undefined && otherwise !== null) picked = otherwise;
    }
    return picked;
  };
}

interface SortOptions {
  readonly sensitive: Value;
  readonly reverse: Value;
}

/** As Python's `sorted`: equal ones keep their order, from the end too. */
function sorted(items: readonly Value[], pick: Pick, { sensitive, reverse }: SortOptions, { meter }: Context): Value[] {
  const keyed = items.map((value) => ({ value, key: sortKey(pick(value), isTrue(sensitive)) }));
  // JavaScript asks nothing of a list of one, Python neither.
  const sign = isTrue(reverse) ? -1 : 1;
  keyed.sort((left, right) => sign * order(left.key, right.key, meter));
  return keyed.map(({ value }) => value);
}

function sortKey(value: Value, sensitive: boolean): Value {
  const text = asText(value);
  return text === undefined || sensitive ? value : text.toLowerCase();
}

function* unique(value: Value, pick: Pick, sensitive: boolean, { meter }: Context): Generator<Value> {
  const texts = new Set<Value>();
  const others: Value[] = [];
  for (const one of iterate(value, meter)) {
    meter.step();
    const key = sortKey(pick(one), sensitive);
    if (typeof key === 'string') {
      if (texts.has(key)) continue;
      texts.add(key);
    } else {
      expectKey(key);
      if (others.some((other) => isEqual(other, key, meter))) continue;
      others.push(key);
    }
    yield one;
  }
}

function extreme(value: Value, args: Arguments, sign: 1 | -1, { meter }: Context): Value {
  const [sensitive = false, name = null] = bind(args, sign === 1 ? 'max' : 'min', ['case_sensitive', 'attribute']);
  const pick = picker(name, undefined, meter);
  let best: { value: Value; key: Value } | undefined;
  for (const one of iterate(value, meter)) {
    const key = sortKey(pick(one), isTrue(sensitive));
    if (best === undefined || sign * order(key, best.key, meter) > 0) best = { value: one, key };
  }
  return orUndefined(best?.value, 'The largest or smallest of nothing');
}

function lazily(value: Value, args: Arguments, context: Context, toPick: typeof mapper): Value {
  return new Lazy(mapped(value, args, context, toPick));
}

function* mapped(value: Value, args: Arguments, context: Context, toPick: typeof mapper): Generator<Value> {
  if (!isTrue(value)) return;
  const pick = toPick(args, context);
  for (const one of iterate(value, context.meter)) {
    context.meter.step();
    yield pick(one);
  }
}

function mapper({ positional: given, named }: Arguments, context: Context): Pick {
  const path = named.get('attribute');
  if (given.length === 0 && path !== undefined) {
    for (const name of named.keys()) {
      if (name !== 'attribute' && name !== 'default')
        throw new TemplateRuntimeError(`map() has no argument "${name}".`);
    }
    return picker(path, named.get('default'), context.meter);
  }
  const [name = null, ...rest] = given;
  const filter = context.filters.get(expectText(name));
  if (filter === undefined) throw new TemplateRuntimeError('map() takes the name of a filter that is there.');
  return (value) => filter(value, { positional: rest, named }, context);
}

function selected(value: Value, args: Arguments, context: Context, keep: boolean, ofAttribute: boolean): Value {
  return new Lazy(select(value, args, context, keep, ofAttribute));
}

function* select(
  value: Value,
  { positional: given, named }: Arguments,
  context: Context,
  keep: boolean,
  ofAttribute: boolean,
): Generator<Value> {
  if (!isTrue(value)) return;
  if (ofAttribute && given.length === 0) throw new TemplateRuntimeError('Missing parameter for attribute name.');
  const pick = picker(ofAttribute ? (given[0] ?? null) : null, undefined, context.meter);
  const [name, ...rest] = given.slice(ofAttribute ? 1 : 0);
  const test = name === undefined ? isTrue : testWith(expectText(name), { positional: rest, named }, context);
  for (const one of iterate(value, context.meter)) {
    context.meter.step();
    if (test(pick(one)) === keep) yield one;
  }
}

function testWith(name: string, args: Arguments, context: Context): (value: Value) => boolean {
  const test = testOf(name);
  return (value) => test(value, args, context);
}
