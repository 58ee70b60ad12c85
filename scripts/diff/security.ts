import type { Mapping } from '../specs/mapping.ts';
import { listOf, mappingOf } from '../specs/mapping.ts';

/** The ways to be let in to an operation, each as the names of the schemes that it takes together; `none` without any. */
export function readSecurity(document: Mapping, operation: Mapping): ReadonlyMap<string, unknown> {
  const listed = listOf(operation['security']) ?? listOf(document['security']) ?? [];
  const ways = (listed.length === 0 ? [{}] : listed).map((way) => {
    const schemes = Object.entries(mappingOf(way)).map(([name, scopes]) => {
      const list = (listOf(scopes) ?? []).map(String).toSorted();
      return list.length === 0 ? name : `${name} (${list.join(', ')})`;
    });
    return schemes.length === 0 ? 'none' : schemes.toSorted().join(' and ');
  });
  return new Map(ways.map((way) => [`security ${way}`, way]));
}
