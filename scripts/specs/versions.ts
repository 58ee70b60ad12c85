/** What each version of a server changed on the wire, as a spec has it under `x-easyllm-versions`. */
import { isMapping, listOf, mappingOf } from './mapping.ts';
import type { Spec } from './spec.ts';
import { Location, SpecError } from './spec.ts';

export interface VersionChange {
  readonly since: string;
  readonly change: string;
  /** The examples of the spec that show what older versions answer. */
  readonly before: readonly string[];
  /** What our code goes by, under the name that it has there, each with its reason. */
  readonly decides: Readonly<Record<string, string>>;
}

const MEMBERS = ['since', 'change', 'before', 'decides'];

/** The changes, oldest first; none for a spec without. Throws SpecError for one that is out of order, or names an example that is not there. */
export function readVersions({ name, document }: Pick<Spec, 'name' | 'document'>): readonly VersionChange[] {
  const at = new Location(name, '/x-easyllm-versions');
  const examples = mappingOf(mappingOf(document.components)['examples']);
  const changes = (listOf(document['x-easyllm-versions']) ?? []).map((entry, index) => {
    const place = at.child(index);
    const { since, change, before, decides } = mappingOf(entry);
    const stray = Object.keys(mappingOf(entry)).find((member) => !MEMBERS.includes(member));
    if (stray !== undefined) throw new SpecError(place.child(stray), `expected one of ${MEMBERS.join(', ')}`);
    if (typeof since !== 'string' || !/^\d+\.\d+\.\d+$/.test(since))
      throw new SpecError(place.child('since'), 'expected a version such as 2.1.0');
    if (typeof change !== 'string') throw new SpecError(place.child('change'), 'expected what changed, in words');
    const names = toNames(before, place.child('before'));
    const unknown = names.find((example) => !isMapping(examples[example]));
    if (unknown !== undefined) throw new SpecError(place.child('before'), `there is no example ${unknown}`);
    return { since, change, before: names, decides: toReasons(decides, place.child('decides')) };
  });
  const late = changes.findIndex(({ since }, index) => index > 0 && !isLater(since, changes[index - 1]?.since ?? ''));
  if (late !== -1) throw new SpecError(at.child(late, 'since'), 'the versions are in order, each once');
  return changes;
}

function toNames(value: unknown, at: Location): readonly string[] {
  if (value === undefined) return [];
  const names = listOf(value)?.filter((name) => typeof name === 'string');
  if (names === undefined || names.length !== listOf(value)?.length)
    throw new SpecError(at, 'expected a list of names');
  return names;
}

function toReasons(value: unknown, at: Location): Readonly<Record<string, string>> {
  const reasons = Object.entries(mappingOf(value)).map(([name, reason]): [string, string] => {
    if (typeof reason !== 'string') throw new SpecError(at.child(name), 'expected a reason, in words');
    return [name, reason];
  });
  return Object.fromEntries(reasons);
}

function isLater(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) > 0;
}
