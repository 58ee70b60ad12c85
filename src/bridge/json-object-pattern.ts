/** A JSON object of any members, as a regular expression: TGI has no free-form JSON mode, and a regular expression cannot nest without end. */

/** How many objects and lists may lie in each other, the outermost counted. */
const DEPTH = 4;

/** As everywhere in TGI's grammars (outlines-core): a model could go on writing white space for ever. */
const SPACE = '[ ]?';
/** Control characters are escaped, as JSON asks. */
const STRING = String.raw`"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;

export const JSON_OBJECT_PATTERN: string = toObject(DEPTH);

function toObject(depth: number): string {
  return `\\{${toMembers(`${STRING}${SPACE}:${SPACE}${toValue(depth - 1)}`)}${SPACE}\\}`;
}

function toMembers(member: string): string {
  return `(?:${SPACE}${member}(?:${SPACE},${SPACE}${member})*)?`;
}

function toValue(depth: number): string {
  const plain = ['true', 'false', 'null', STRING, NUMBER];
  const nested = depth === 0 ? [] : [toObject(depth), `\\[${toMembers(toValue(depth - 1))}${SPACE}\\]`];
  return `(?:${[...plain, ...nested].join('|')})`;
}
