import { isMapping } from '../specs/mapping.ts';
import type { Location, Spec } from '../specs/spec.ts';
import { asMapping, componentSchemas, SpecError } from '../specs/spec.ts';
import { header, toKey } from './code.ts';

const MARKS = ['translated', 'ignored', 'refused'];

/**
 * A table of the request fields that are not translated, from the `x-easyllm` marks of the spec; undefined for a spec without marks.
 * Either all properties of a schema are marked or none, so that no field can be forgotten.
 */
export function generateFields(spec: Spec): string | undefined {
  const requests = [...componentSchemas(spec)].flatMap(([name, { schema, at }]) => {
    const marks = readMarks(schema, at);
    if (marks.length === 0) return [];
    const others = marks.filter(({ mark }) => mark !== 'translated');
    return [
      `  ${name}: {\n${others.map(({ name: field, mark }) => `    ${toKey(field)}: '${mark}',\n`).join('')}  },\n`,
    ];
  });
  if (requests.length === 0) return undefined;
  return `${header(spec)}/** What becomes of the fields of a request that are not translated. */\nexport const requestFields = {\n${requests.join('')}} as const;\n`;
}

function readMarks(schema: unknown, at: Location): readonly { name: string; mark: string }[] {
  if (!isMapping(schema) || !('properties' in schema)) return [];
  const properties = Object.entries(asMapping(schema['properties'], at.child('properties')));
  const marks = properties.map(([name, property]) => ({
    name,
    mark: isMapping(property) ? property['x-easyllm'] : undefined,
    at: at.child('properties', name),
  }));
  if (marks.every(({ mark }) => mark === undefined)) return [];
  return marks.map(({ name, mark, at: place }) => {
    if (mark === undefined) throw new SpecError(place, 'x-easyllm is missing, which other properties here have');
    if (typeof mark !== 'string' || !MARKS.includes(mark)) {
      throw new SpecError(place.child('x-easyllm'), `${JSON.stringify(mark)} is none of ${MARKS.join(', ')}`);
    }
    return { name, mark };
  });
}
