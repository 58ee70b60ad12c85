/** Single edits of a spec's text, each of something that a client relies on. */

export interface Mutant {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The text of the spec with the edit. Made on demand: all of them at once are gigabytes. */
  readonly toText: () => string;
  /** Whether it is an edit of what the events of a stream are, or of a schema that only they refer to. */
  readonly isOfEvent: boolean;
}

/** All single edits of a text: of operations, statuses, media types, properties, types, limits, values and references. */
export function toMutants(text: string): readonly Mutant[] {
  const lines = text.split('\n');
  const isContract = readContract(lines);
  const isOfEvent = readEvents(lines);
  return lines.flatMap((before, index) => {
    if (!isContract[index]) return [];
    return edits(before, lines).map((after) => ({
      line: index + 1,
      before: before.trim(),
      after: after.trim(),
      toText: () => lines.with(index, after).join('\n'),
      isOfEvent: isOfEvent[index] === true,
    }));
  });
}

/** Prose and the data of examples are left out: of them, another is as true. */
function readContract(lines: readonly string[]): readonly boolean[] {
  let section = '';
  let part = '';
  let skippedIndent = Number.POSITIVE_INFINITY;
  return lines.map((line) => {
    const indent = line.length - line.trimStart().length;
    section = /^(\w+):/.exec(line)?.[1] ?? section;
    if (indent === 2) part = /^ {2}(\S+):/.exec(line)?.[1] ?? part;
    if (line.trim() === '' || indent > skippedIndent) return false;
    skippedIndent = /^\s*(description|summary|x-[\w-]+|tags|example|examples|headers|security):/.test(line)
      ? indent
      : Number.POSITIVE_INFINITY;
    if (skippedIndent < Number.POSITIVE_INFINITY) return false;
    return (
      section === 'paths' || (section === 'components' && ['schemas', 'responses', 'requestBodies'].includes(part))
    );
  });
}

/** The lines of each `itemSchema`, and those of the schemas that are referred to from there and from each other alone. */
function readEvents(lines: readonly string[]): readonly boolean[] {
  const owners = readOwners(lines);
  const users = new Map<string, Set<string>>();
  for (const [index, line] of lines.entries()) {
    for (const [, name = ''] of line.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      users.set(name, (users.get(name) ?? new Set()).add(owners[index] ?? ''));
    }
  }
  const found = new Set([ITEM]);
  const isOnlyOfEvents = (name: string) =>
    [...(users.get(name) ?? [])].every((user) => found.has(user) || user === name);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const name of users.keys()) if (isOnlyOfEvents(name)) found.add(name);
  }
  return owners.map((owner) => found.has(owner));
}

const ITEM = 'itemSchema';

/** For each line the name of the schema that it is part of, `itemSchema`, or nothing. */
function readOwners(lines: readonly string[]): readonly string[] {
  const start = lines.indexOf('  schemas:');
  let owner = '';
  let itemIndent = Number.POSITIVE_INFINITY;
  return lines.map((line, index) => {
    const indent = line.length - line.trimStart().length;
    if (line.trim() === `${ITEM}:`) itemIndent = indent;
    else if (indent <= itemIndent && line.trim() !== '') itemIndent = Number.POSITIVE_INFINITY;
    if (/^ {2}\w+:/.test(line) || index < start) owner = '';
    if (index > start) owner = /^ {4}(\w+):/.exec(line)?.[1] ?? owner;
    return itemIndent < Number.POSITIVE_INFINITY ? ITEM : owner;
  });
}

const OTHER_TYPE: Readonly<Record<string, string>> = {
  string: 'integer',
  integer: 'string',
  number: 'string',
  boolean: 'string',
  array: 'string',
};

function edits(line: string, lines: readonly string[]): readonly string[] {
  const [, key = ''] = /^\s*'?([\w/{}$.-]+)'?:/.exec(line) ?? [];
  const found: string[] = [];
  const limit = /^(\s*(?:minimum|maximum|exclusive\w+|m(?:in|ax)(?:Items|Length|Properties)): )(-?\d+)$/.exec(line);
  if (limit) found.push(`${limit[1]}${toOther(Number(limit[2]))}`);
  if (key === 'type') {
    if (line.includes(", 'null']")) found.push(line.replace(/\[(\w+), 'null'\]/, '$1'));
    else found.push(line.replace(/type: (\w+)$/, (_, type: string) => `type: [${type}, 'null']`));
    found.push(line.replace(/string|integer|number|boolean|array/, (type) => OTHER_TYPE[type] ?? type));
  }
  if (key === 'required' && line.includes('[')) found.push(line.replace(/\[[^,\]]+(, )?/, '['));
  if (key === 'enum') found.push(line.replace(/\[[^,]+, /, '['));
  if (key === 'const') found.push(`${line}x`);
  if (line.includes("{ const: '")) found.push(line.replace(/const: '([^']*)'/, "const: '$1x'"));
  if (/^\s+- [\w.]+$/.test(line) && isOfEnum(line, lines)) found.push(`${line}_x`);
  if (/^\s*'[2-5]\d\d':/.test(line))
    found.push(line.replace(/'(\d)(\d\d)'/, (_, first, rest) => `'${first}${Number(rest) + 50}'`));
  if (/^ {2}\/\S*:$/.test(line)) found.push(line.replace(/:$/, 'x:'));
  if (/^ {4}(get|post):$/.test(line)) found.push(line.replace(/get|post/, 'put'));
  if (line.includes('schemas/')) found.push(toOtherReference(line, lines));
  if (isProperty(line, lines)) found.push(line.replace(/^(\s*)(\w+)/, '$1$2_x'));
  return found.filter((edited) => edited !== line);
}

/** The next number; where that is the same one, as from 2^53, twice as much: the bounds of 64 bits are such. */
function toOther(limit: number): number {
  return limit + 1 === limit ? limit * 2 : limit + 1;
}

/** Whether a line is a value of an enum that is written value by value. */
function isOfEnum(line: string, lines: readonly string[]): boolean {
  const before = lines.slice(0, lines.indexOf(line)).toReversed();
  return before.find((other) => !/^\s+- [\w.]+$/.test(other))?.trim() === 'enum:';
}

function isProperty(line: string, lines: readonly string[]): boolean {
  const [, indent = '', name] = /^(\s+)(\w+):/.exec(line) ?? [];
  if (name === undefined) return false;
  const before = lines.slice(0, lines.indexOf(line)).toReversed();
  const parent = before.find((other) => other.trim() !== '' && other.length - other.trimStart().length < indent.length);
  return parent?.trim() === 'properties:';
}

/** The schema that follows in the document, in the place of the one that is meant. */
function toOtherReference(line: string, lines: readonly string[]): string {
  const start = lines.indexOf('  schemas:');
  const names = lines.slice(start).flatMap((other) => /^ {4}(\w+):$/.exec(other)?.[1] ?? []);
  return line.replace(
    /schemas\/(\w+)/,
    (_, name: string) => `schemas/${names[(names.indexOf(name) + 1) % names.length]}`,
  );
}
