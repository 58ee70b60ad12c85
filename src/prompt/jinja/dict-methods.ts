/** The methods of a dict that read it. */

import { positional } from './arguments.ts';
import { expectKey, toKey } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import type { Method } from './methods.ts';
import { type Dict, type Value, View, typeName } from './values.ts';

/** The methods by name. */
export const dictMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'get',
    (self, args) => {
      const [key = null, otherwise = null] = positional(args, 'get', 1, 2);
      expectKey(key);
      const own = toKey(key);
      const value = own === undefined ? undefined : dict(self).get(own);
      return value === undefined ? otherwise : value;
    },
  ],
  ['items', (self, args) => view('items', self, positional(args, 'items', 0))],
  ['keys', (self, args) => view('keys', self, positional(args, 'keys', 0))],
  ['values', (self, args) => view('values', self, positional(args, 'values', 0))],
  [
    'copy',
    (self, args, { meter }) => {
      positional(args, 'copy', 0);
      meter.list(dict(self).size);
      return new Map(dict(self));
    },
  ],
]);

function view(kind: View['kind'], self: Value, _none: readonly Value[]): View {
  return new View(kind, dict(self));
}

function dict(self: Value): Dict {
  if (self instanceof Map) return self;
  throw new TemplateRuntimeError(`${typeName(self)} is no dict.`);
}
