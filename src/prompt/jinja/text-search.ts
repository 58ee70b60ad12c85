/** What looks for a part of a text: `find`, `index`, `count`, `startswith` and their like, each also within bounds. */

import { positional } from './arguments.ts';
import { lengthOf } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import type { Meter } from './meter.ts';
import { expectText, occurrences, whole } from './text-operations.ts';
import { type Arguments, Tuple, type Value } from './values.ts';

interface Searched {
  readonly wanted: Value;
  /** The part of the text between the bounds; undefined where they have nothing between them. */
  readonly text: string | undefined;
  /** How many characters are before it. */
  readonly before: number;
}

/** The arguments `(part, start, end)`, of which the bounds count characters as Python does. */
function searched(text: string, args: Arguments, name: string, meter: Meter): Searched {
  const [wanted = null, start = null, end = null] = positional(args, name, 1, 3);
  if (start === null && end === null) return { wanted, text, before: 0 };
  meter.list(text.length);
  const characters = [...text];
  const { length } = characters;
  const place = (bound: number): number => (bound < 0 ? Math.max(0, bound + length) : bound);
  const from = start === null ? 0 : place(whole(start));
  const to = Math.min(length, end === null ? length : place(whole(end)));
  return { wanted, text: from > to ? undefined : characters.slice(from, to).join(''), before: from };
}

type Find = (text: string, part: string) => number;
const first: Find = (text, part) => text.indexOf(part);
const last: Find = (text, part) => text.lastIndexOf(part);

function find(how: Find, name: string): (text: string, args: Arguments, meter: Meter) => number {
  return (all, args, meter) => {
    const { wanted, text, before } = searched(all, args, name, meter);
    const part = expectText(wanted);
    const at = text === undefined ? -1 : how(text, part);
    return text === undefined || at === -1 ? -1 : before + lengthOf(text.slice(0, at), meter);
  };
}

function index(how: Find, name: string): (text: string, args: Arguments, meter: Meter) => number {
  const search = find(how, name);
  return (text, args, meter) => {
    const at = search(text, args, meter);
    if (at === -1) throw new TemplateRuntimeError('The text has not the part that is asked for.');
    return at;
  };
}

function edge(how: 'startsWith' | 'endsWith'): (text: string, args: Arguments, meter: Meter) => boolean {
  return (all, args, meter) => {
    const { wanted, text } = searched(all, args, how.toLowerCase(), meter);
    const parts = (wanted instanceof Tuple ? wanted.items : [wanted]).map(expectText);
    return text !== undefined && parts.some((part) => text[how](part));
  };
}

/** The methods by name. */
export const searchMethods = {
  find: find(first, 'find'),
  rfind: find(last, 'rfind'),
  index: index(first, 'index'),
  rindex: index(last, 'rindex'),
  startswith: edge('startsWith'),
  endswith: edge('endsWith'),
  count: (all: string, args: Arguments, meter: Meter): number => {
    const { wanted, text } = searched(all, args, 'count', meter);
    const part = expectText(wanted);
    const count = text === undefined ? 0 : occurrences(text, part, meter);
    meter.list(Math.min(count, all.length));
    return count;
  },
} as const;
