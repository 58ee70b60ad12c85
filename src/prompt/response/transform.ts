/** Gives a value the form that its field's `transform` says. */

import { isObject } from '../../base/check.ts';
import { toValue } from '../jinja/input.ts';
import { type Dict, type Value } from '../jinja/values.ts';
import { UnreadableContent } from './content.ts';
import type { Field } from './response-template.ts';

const PLACEHOLDER = /^\{([\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*)\}$/u;

/** The value of a field whose text and groups these are. */
export function readField(field: Field, text: string, groups: Readonly<Record<string, string>>): Value {
  const content = field.parse(text, field.settings);
  if (field.transform === undefined || field.transform === null) return content;
  if (!field.transformEach)
    return shape(field.transform, new Map<Value, Value>([...Object.entries(groups), ['content', content]]));
  if (!Array.isArray(content)) throw new UnreadableContent('It is no list.');
  return content.map((item) => {
    if (!(item instanceof Map)) throw new UnreadableContent('It is no list of objects.');
    return shape(field.transform, new Map<Value, Value>([...Object.entries(groups), ...item]));
  });
}

function shape(form: unknown, scope: Dict): Value {
  if (Array.isArray(form)) return form.map((part) => shape(part, scope));
  if (isObject(form))
    return new Map(Object.entries(form).map(([key, part]): [Value, Value] => [key, shape(part, scope)]));
  const path = typeof form === 'string' ? PLACEHOLDER.exec(form)?.[1] : undefined;
  if (path === undefined) return toValue(form);
  let value: Value = scope;
  for (const key of path.split('.')) {
    const inner: Value | undefined = value instanceof Map ? value.get(key) : undefined;
    if (inner === undefined) throw new UnreadableContent(`It has no "${path}".`);
    value = inner;
  }
  return value;
}
