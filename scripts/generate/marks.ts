/**
 * What becomes of the fields of requests, from the `x-easyllm` marks of a spec. A mark is one of five words, or for a parameter that
 * TGI has too a mapping. `passed` and `operator` are for what OpenAI-shaped servers add, which goes to them as it is and is refused by
 * TGI; what is the operator's goes there over HTTP only where a setting names it. A mapping has:
 *
 * - `native`: its name in TGI's native API; `v1`: its name on the `/v1` of TGI; without one, that API does not know it;
 * - `off`: the value that says nothing, and is not sent;
 * - `sampled: true`: it steers sampling, and is not sent where decoding is greedy;
 * - `rule: true`: its value depends on more than itself, so that code writes it. Without it, the value is sent as it is.
 */
import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import type { Location, Spec } from '../specs/spec.ts';
import { asMapping, componentSchemas, SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';
import { ADDED } from './schemas.ts';

const WORDS = ['translated', 'ignored', 'refused', ...ADDED];

/** What each member of a mapping must be. */
const MEMBERS: Readonly<Record<string, { readonly is: string; readonly fits: (value: unknown) => boolean }>> = {
  native: { is: 'a name', fits: isName },
  v1: { is: 'a name', fits: isName },
  off: { is: 'a number or a boolean', fits: (value) => typeof value === 'number' || typeof value === 'boolean' },
  sampled: { is: 'true', fits: (value) => value === true },
  rule: { is: 'true', fits: (value) => value === true },
};

interface Mark {
  readonly field: string;
  readonly mark: string | Mapping;
  readonly at: Location;
}

/**
 * What every program loads: the fields that are refused, and those that TGI's native API is sent as they are. Undefined for a spec
 * without marks. Either all properties of a schema are marked or none, so that no field can be forgotten.
 */
export function generateParameters(spec: Spec): string | undefined {
  const requests = readRequests(spec);
  if (requests.length === 0) return undefined;
  const rows = readRows(requests);
  const refused = requests.map(([name, marks]) => {
    const fields = marks.filter(({ mark }) => mark === 'refused').map(({ field }) => toText(field));
    return `  ${toKey(name)}: [${fields.join(', ')}],\n`;
  });
  const native = rows.filter(({ mark }) => mark['native'] !== undefined && mark['rule'] !== true);
  const off = rows.filter(({ mark }) => mark['off'] !== undefined);
  const sampled = rows.filter(({ mark }) => mark['sampled'] === true);
  return `${header(spec)}/** The fields of each request that are refused. */
export const refusedFields = {
${refused.join('')}} as const;

/** The fields that TGI's native API is sent as they are, and their names there. */
export const nativeNames = { ${toMembers(native, 'native')} } as const;

/** The values that say nothing, and are not sent. */
export const offValues = { ${toMembers(off, 'off')} } as const;

/** The fields that steer sampling, and are not sent where decoding is greedy. */
export const sampledFields = [${toNames(sampled)}] as const;
`;
}

/** What TGI's `/v1` adds to that; undefined for a spec without marks. Of a request that TGI does not take it knows nothing. */
export function generateV1Parameters(spec: Spec): string | undefined {
  const requests = readRequests(spec);
  if (requests.length === 0) return undefined;
  const tables = requests.flatMap(([name, marks]) => {
    const rows = readRows([[name, marks]]);
    const sent = rows.filter(({ mark }) => mark['v1'] !== undefined && mark['rule'] !== true);
    const nativeOnly = rows.filter(({ mark }) => mark['v1'] === undefined);
    const alike = rows.filter(({ field, mark }) => mark['v1'] === field && mark['rule'] === true);
    return rows.length === 0
      ? []
      : `  ${toKey(name)}: {
    sent: { ${toMembers(sent, 'v1')} },
    nativeOnly: [${toNames(nativeOnly)}],
    alike: [${toNames(alike)}],
  },
`;
  });
  const operators = new Set(
    requests.flatMap(([, marks]) => marks.filter(({ mark }) => mark === 'operator').map(({ field }) => toText(field))),
  );
  return `${header(spec)}/**
 * The fields of each request on TGI's \`/v1\`: those that are sent as they are, and their names there; those that the native API alone
 * knows; and those that code writes, under the name that other servers know.
 */
export const v1Parameters = {
${tables.join('')}} as const;

/** The fields that servers add and that only who runs one, or a program of its own, may set. */
export const operatorFields = [${[...operators].join(', ')}] as const;
`;
}

type Requests = readonly (readonly [name: string, marks: readonly Mark[]])[];

function readRequests(spec: Spec): Requests {
  return [...componentSchemas(spec)].flatMap(([name, { schema, at }]) => {
    const marks = readMarks(schema, at);
    return marks.length === 0 ? [] : [[name, marks] as const];
  });
}

interface Row {
  readonly field: string;
  readonly mark: Mapping;
}

/** The marks that are mappings, one for each field: but for `v1`, a field means the same in all requests. */
function readRows(requests: Requests): readonly Row[] {
  const rows = new Map<string, Mapping>();
  for (const { field, mark, at } of requests.flatMap(([, marks]) => marks)) {
    if (typeof mark === 'string') continue;
    const known = rows.get(field) ?? mark;
    const [here, there] = [mark, known].map((each) => toLiteral({ ...each, v1: undefined }));
    if (here !== there) throw new SpecError(at.child('x-easyllm'), `${here} here, and ${there} in another request`);
    rows.set(field, known);
  }
  return [...rows].map(([field, mark]) => ({ field, mark }));
}

function toMembers(rows: readonly Row[], member: string): string {
  return rows.map(({ field, mark }) => `${toKey(field)}: ${toText(mark[member])}`).join(', ');
}

function toNames(rows: readonly Row[]): string {
  return rows.map(({ field }) => toText(field)).join(', ');
}

function readMarks(schema: unknown, at: Location): readonly Mark[] {
  if (!isMapping(schema) || !('properties' in schema)) return [];
  const properties = Object.entries(asMapping(schema['properties'], at.child('properties')));
  const marks = properties.map(([field, property]) => ({
    field,
    mark: isMapping(property) ? property['x-easyllm'] : undefined,
    at: at.child('properties', field),
  }));
  if (marks.every(({ mark }) => mark === undefined)) return [];
  return marks.map(({ field, mark, at: place }) => {
    if (mark === undefined) throw new SpecError(place, 'x-easyllm is missing, which other properties here have');
    return { field, mark: toMark(mark, place.child('x-easyllm')), at: place };
  });
}

function toMark(mark: unknown, at: Location): string | Mapping {
  if (typeof mark === 'string' && WORDS.includes(mark)) return mark;
  if (!isMapping(mark)) {
    throw new SpecError(at, `${JSON.stringify(mark)} is neither a mapping nor one of ${WORDS.join(', ')}`);
  }
  for (const [name, value] of Object.entries(mark)) {
    const member = MEMBERS[name];
    if (member === undefined) {
      throw new SpecError(at.child(name), `unknown; a mark may have ${Object.keys(MEMBERS).join(', ')}`);
    }
    if (!member.fits(value)) throw new SpecError(at.child(name), `${JSON.stringify(value)} is not ${member.is}`);
  }
  if (mark['native'] === undefined && mark['v1'] === undefined) {
    throw new SpecError(at, 'has neither `native` nor `v1`; write `translated` for what code alone translates');
  }
  return mark;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^\w+$/.test(value);
}

function toText(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function toLiteral(mark: Mapping): string {
  const given = Object.entries(mark).filter(([, value]) => value !== undefined);
  const members = given.map(([name, value]) => `${toKey(name)}: ${toText(value)}`);
  return `{ ${members.join(', ')} }`;
}
