/** Single edits of a spec's text, each of something that a client relies on. */

export interface Mutant {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** All single edits of a text: of operations, statuses, media types, properties, types, limits, values and references. */
export function toMutants(text: string): readonly Mutant[] {
  const lines = text.split('\n');
  const isContract = readContract(lines);
  return lines.flatMap((before, index) => {
    if (!isContract[index]) return [];
    return edits(before, lines).map((after) => ({
      line: index + 1,
      before: before.trim(),
      after: after.trim(),
      text: lines.with(index, after).join('\n'),
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
  if (limit) found.push(`${limit[1]}${Number(limit[2]) + 1}`);
  if (key === 'type') {
    if (line.includes(", 'null']")) found.push(line.replace(/\[(\w+), 'null'\]/, '$1'));
    else found.push(line.replace(/type: (\w+)$/, (_, type: string) => `type: [${type}, 'null']`));
    found.push(line.replace(/string|integer|number|boolean|array/, (type) => OTHER_TYPE[type] ?? type));
  }
  if (key === 'required' && line.includes('[')) found.push(line.replace(/\[[^,\]]+(, )?/, '['));
  if (key === 'enum') found.push(line.replace(/\[[^,]+, /, '['));
  if (key === 'const') found.push(`${line}x`);
  if (/^\s*'[2-5]\d\d':/.test(line))
    found.push(line.replace(/'(\d)(\d\d)'/, (_, first, rest) => `'${first}${Number(rest) + 50}'`));
  if (/^ {2}\/\S*:$/.test(line)) found.push(line.replace(/:$/, 'x:'));
  if (/^ {4}(get|post):$/.test(line)) found.push(line.replace(/get|post/, 'put'));
  if (line.includes('schemas/')) found.push(toOtherReference(line, lines));
  if (isProperty(line, lines)) found.push(line.replace(/^(\s*)(\w+)/, '$1$2_x'));
  return found.filter((edited) => edited !== line);
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
