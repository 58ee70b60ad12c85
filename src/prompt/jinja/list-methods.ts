/** The methods of a list or a tuple that read it. */

import { positional } from './arguments.ts';
import { isEqual, iterate } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import type { Method } from './methods.ts';

/** The methods by name. */
export const listMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'index',
    (self, args, { meter }) => {
      const [wanted = null] = positional(args, 'index', 1);
      let at = 0;
      for (const value of iterate(self, meter)) {
        if (isEqual(value, wanted, meter)) return at;
        at += 1;
      }
      throw new TemplateRuntimeError('index(): the value is not in the list.');
    },
  ],
  [
    'count',
    (self, args, { meter }) => {
      const [wanted = null] = positional(args, 'count', 1);
      let count = 0;
      for (const value of iterate(self, meter)) count += isEqual(value, wanted, meter) ? 1 : 0;
      return count;
    },
  ],
]);
