import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import type { Alternative, Shape } from '../specs/shape.ts';
import { toShape } from '../specs/shape.ts';

interface Pairs {
  readonly pairs: readonly (readonly [Alternative, Alternative])[];
  readonly onlyTheirs: readonly Alternative[];
  readonly onlyOurs: readonly Alternative[];
}

/** Two documents: the one of the left alternatives, and that of the right ones. */
interface Documents {
  readonly theirs: Mapping;
  readonly ours: Mapping;
}

/** Pairs each alternative of theirs with the one of ours that is most like it, the most alike first. */
export function pairAlternatives(left: Shape, right: Shape, documents: Documents): Pairs {
  const candidates = left.alternatives.flatMap((theirs) =>
    right.alternatives.map((ours) => ({ theirs, ours, likeness: likeness(theirs, ours, documents) })),
  );
  const isOnlyPair = left.alternatives.length === 1 && right.alternatives.length === 1;
  const [theirs, ours] = [new Set(left.alternatives), new Set(right.alternatives)];
  const pairs: (readonly [Alternative, Alternative])[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.likeness - a.likeness)) {
    if (candidate.likeness < 0 && !isOnlyPair) continue;
    if (!theirs.has(candidate.theirs) || !ours.has(candidate.ours)) continue;
    theirs.delete(candidate.theirs);
    ours.delete(candidate.ours);
    pairs.push([candidate.theirs, candidate.ours]);
  }
  return { pairs, onlyTheirs: [...theirs], onlyOurs: [...ours] };
}

/** How alike two alternatives are; below 0 for different types or constants. Equal constants count more than shared properties. */
function likeness(left: Alternative, right: Alternative, documents: Documents): number {
  if (left.type !== right.type) return -1;
  if (left.type === 'array') return isOfOneKind(left.items, right.items, documents) ? 1 : 0;
  const names = new Set([...left.properties.keys(), ...right.properties.keys()]);
  const shared = [...names].filter((name) => left.properties.has(name) && right.properties.has(name));
  const constants = shared
    .map((name) => [constantOf(left, name), constantOf(right, name)] as const)
    .filter(([one, other]) => one !== undefined && other !== undefined);
  // A constant tells the members of a union apart: two that differ there are two members.
  if (constants.some(([one, other]) => one !== other)) return -1;
  return constants.length * 100 + shared.length / Math.max(names.size, 1);
}

/** The depth to which the items of arrays are looked at. Only a schema that contains itself is deeper. */
const MAX_DEPTH = 8;

/** Whether the items of two arrays have a type in common; and the items of their items. */
function isOfOneKind(left: unknown, right: unknown, documents: Documents, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  const [theirs, ours] = [toShape(documents.theirs, left).alternatives, toShape(documents.ours, right).alternatives];
  return theirs.some((their) =>
    ours.some(
      (our) =>
        their.type === our.type &&
        (their.type !== 'array' || isOfOneKind(their.items, our.items, documents, depth + 1)),
    ),
  );
}

function constantOf({ properties }: Alternative, name: string): string | undefined {
  const schema = properties.get(name)?.schema;
  if (!isMapping(schema)) return undefined;
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) && values.length === 1 ? String(values[0]) : undefined;
}

/** A word that names an alternative among others. */
export function tagOf(document: Mapping, alternative: Alternative): string {
  const constants = [...alternative.properties.keys()].flatMap((name) => constantOf(alternative, name) ?? []);
  if (constants[0] !== undefined) return constants[0];
  if (alternative.type === 'array') return `${toShape(document, alternative.items).alternatives[0]?.type ?? 'any'}[]`;
  const required = [...alternative.properties].find(([, { isRequired }]) => isRequired);
  return required?.[0] ?? alternative.type;
}
