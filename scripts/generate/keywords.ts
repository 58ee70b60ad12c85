/** Refuses each word of a spec that a tool would drop in silence. */
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, listOf } from '../specs/mapping.ts';
import type { Spec } from '../specs/spec.ts';
import { Location, SpecError } from '../specs/spec.ts';
import type { Tool } from './tools.ts';
import { ANNOTATIONS, BEYOND_TYPES, FORMATS, INNER, KEYWORDS, PARTS, TOOLS } from './tools.ts';

/** All words of a spec that one of the tools does not know; empty for a spec that they all understand. */
export function checkKeywords(spec: Spec): readonly SpecError[] {
  return checkPart(spec.document, 'document', new Location(spec.name, ''));
}

/** `{}` before a kind means a list or a mapping of such parts; no kind at all, data. */
function checkPart(part: unknown, kind: string, at: Location): readonly SpecError[] {
  if (kind.startsWith('{}')) {
    const entries = isMapping(part) ? Object.entries(part) : (listOf(part) ?? []).entries();
    return [...entries].flatMap(([key, member]) => checkPart(member, kind.slice(2), at.child(key)));
  }
  if (kind === '' || !isMapping(part)) return [];
  if ('$ref' in part)
    return String(part['$ref']).startsWith('#')
      ? []
      : [new SpecError(at.child('$ref'), 'a spec is one document: write what is referred to into it')];
  const isSchema = kind === 'schema' || kind === 'item';
  return Object.entries(part).flatMap(([name, value]) => {
    if (name.startsWith('x-')) return [];
    const place = at.child(name);
    const problem = isSchema ? problemOfKeyword(name, part, kind) : problemOfField(name, kind);
    if (problem !== undefined) return [new SpecError(place, problem)];
    return checkPart(value, isSchema ? toInner(name, kind) : (PARTS[kind]?.[name] ?? ''), place);
  });
}

function toInner(keyword: string, kind: string): string {
  if (kind === 'item' && keyword === 'contentSchema') return 'schema';
  return (INNER[keyword] ?? '').replace('schema', kind);
}

function problemOfField(name: string, kind: string): string | undefined {
  if (name in (PARTS[kind] ?? {})) return undefined;
  return `\`${name}\` would be dropped: neither openapi-typescript nor Prism is known to heed it here`;
}

function problemOfKeyword(name: string, schema: Mapping, kind: string): string | undefined {
  // What an event holds is in the hands of our own steps: an event is no body for the other tools.
  if (kind === 'item' && name === 'contentSchema') return undefined;
  if (ANNOTATIONS.includes(name)) return undefined;
  if (name === 'format') {
    if (FORMATS.includes(String(schema[name]))) return undefined;
    return `this format is checked by ${TOOLS.mocks}, and would be dropped by ${TOOLS.validators}; write a pattern or limits`;
  }
  const heeding = KEYWORDS[name];
  if (heeding === undefined) return `\`${name}\` would be dropped: no tool is known to heed it`;
  if (BEYOND_TYPES.every((tool) => heeding.includes(tool))) return undefined;
  const dropping = Object.entries(TOOLS).filter(([tool]) => !heeding.some((other: Tool) => other === tool));
  return `\`${name}\` would be dropped by ${dropping.map(([, title]) => title).join(' and ')}`;
}
