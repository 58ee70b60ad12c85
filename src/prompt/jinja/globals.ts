/** The functions that every template knows: Jinja's own, and those that transformers adds. */

import { bind, positional } from './arguments.ts';
import { iterate, toList } from './compare.ts';
import { TemplateRuntimeError, TemplateUnsupportedError } from './errors.ts';
import { LIMITS, type Meter } from './meter.ts';
import { strftime } from './strftime.ts';
import { expectText, whole } from './text-operations.ts';
import { toText } from './text.ts';
import { type Arguments, Callable, type Dict, Namespace, Range, Undefined, type Value, typeName } from './values.ts';

const raiseException = new Callable('raise_exception', (args, { meter }) => {
  const [message = null] = bind(args, 'raise_exception', ['message'], 1);
  throw new TemplateRuntimeError(toText(message, meter));
});

const strftimeNow = new Callable('strftime_now', (args, { now, meter }) => {
  const [format = null] = bind(args, 'strftime_now', ['format'], 1);
  const text = expectText(format);
  // A part of the date takes longer than a letter.
  meter.list(text.length);
  return strftime(now(), text);
});

const range = new Callable('range', (args) => {
  const [first = 0, second, step = 1] = positional(args, 'range', 1, 3).map(whole);
  if (step === 0) throw new TemplateRuntimeError('The step of a range is zero.');
  const made = second === undefined ? new Range(0, first, 1) : new Range(first, second, step);
  if (made.length > LIMITS.range) {
    throw new TemplateUnsupportedError(`The template goes beyond a limit: a range of ${LIMITS.range} values.`);
  }
  return made;
});

const dict = new Callable('dict', (args, { meter }) => readDict(args, meter));

const namespace = new Callable('namespace', (args, { meter }) => {
  const values = new Map<string, Value>();
  for (const [key, value] of readDict(args, meter)) values.set(namespaceKey(key), value);
  return new Namespace(values);
});

/** Writes its separator from the second call on. */
const joiner = new Callable('joiner', (args, { meter }) => {
  const [separator = ', '] = bind(args, 'joiner', ['sep']);
  let isFirst = true;
  return new Callable('joiner', (none) => {
    positional(none, 'joiner', 0);
    if (!isFirst) return toText(separator, meter);
    isFirst = false;
    return '';
  });
});

/** The functions by name. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['raise_exception', raiseException],
  ['strftime_now', strftimeNow],
  ['range', range],
  ['dict', dict],
  ['namespace', namespace],
  ['joiner', joiner],
]);

/** Jinja's functions that are in no chat template. */
export const GLOBALS_ELSEWHERE: ReadonlySet<string> = new Set(['lipsum', 'cycler']);

function readDict({ positional: given, named }: Arguments, meter: Meter): Dict {
  const [source] = given;
  if (given.length > 1) throw new TemplateRuntimeError('dict() takes one argument, and named ones.');
  const made: Dict =
    source === undefined ? new Map() : source instanceof Map ? new Map(source) : ofPairs(source, meter);
  meter.list(made.size + named.size);
  for (const [name, value] of named) made.set(name, value);
  return made;
}

function ofPairs(source: Value, meter: Meter): Dict {
  const made: Dict = new Map();
  for (const pair of iterate(source, meter)) {
    meter.step();
    const [key, value, ...more] = toList(pair, meter);
    if (key === undefined || value === undefined || more.length > 0) {
      throw new TemplateRuntimeError('dict() takes pairs of a key and a value.');
    }
    made.set(dictKey(key), value);
  }
  return made;
}

/** A key that dicts have here. Python would take True and 1 for the same key, and tuples too. */
export function dictKey(key: Value): string | number {
  if (typeof key === 'string' || typeof key === 'number') return key;
  if (key instanceof Undefined || Array.isArray(key) || key instanceof Map) {
    throw new TemplateRuntimeError(`${typeName(key)} is no key of a dict.`);
  }
  throw new TemplateUnsupportedError(
    `The template writes a dict with a key of type ${typeName(key)}, which is not done here.`,
  );
}

function namespaceKey(key: Value): string {
  const name = expectText(key);
  if (!name.startsWith('_')) return name;
  throw new TemplateRuntimeError(`A namespace has no attributes that begin with "_", such as "${name}".`);
}
