/** What a spec says is shown by its examples: see `readUnshown`. */
import { expect, test } from 'vitest';
import { findNullable, readUnshown } from '../support/shown-values.ts';
import { readSpec } from '../support/spec-operations.ts';
import { UNSHOWN } from '../support/unshown/specs.ts';

test.each(Object.entries(UNSHOWN))(
  'the examples of %s show every property, null, absent, of each type, value and member, but for what is listed',
  (name, { unshown, isAsked }) => {
    expect(readUnshown(readSpec(name), isAsked)).toEqual(unshown);
  },
);

test.each(Object.keys(UNSHOWN))(
  'a named object of %s is never null: what refers to it says where it may be',
  (name) => {
    expect(findNullable(readSpec(name))).toEqual([]);
  },
);
