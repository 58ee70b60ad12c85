import type { Placed } from './layout.ts';
import { barrierBetween, isHiddenFrom, nameOf, NEEDS_NODE, placesOf } from './layout.ts';

/** The layout of these files as a table in Markdown, the highest level first, and what may need Node. */
export function toTable(paths: Iterable<string>): string {
  const places = placesOf(paths);
  return [
    '| level | folder | what it is | may import from |',
    '| --- | --- | --- | --- |',
    ...places.toReversed().map((place) => toRow(place, places)),
    '',
    `Only ${toList(NEEDS_NODE)} may need Node.`,
  ].join('\n');
}

function toRow(place: Placed, places: readonly Placed[]): string {
  return `| ${[place.level, code(nameOf(place)), place.sentence, toTargets(place, places)].join(' | ')} |`;
}

/** A list, unless it would be long: then it is all lower levels, less what is hidden. */
function toTargets(own: Placed, places: readonly Placed[]): string {
  const lower = places.filter((other) => other.level < own.level && !isHiddenFrom(own, other));
  const allowed = lower.filter((other) => barrierBetween(own, other) === undefined);
  if (allowed.length === 0) return 'nothing';
  if (allowed.length === lower.length && allowed.length > 5) return 'lower levels';
  return allowed.map(({ folder }) => code(folder)).join(' ');
}

function toList(names: readonly string[]): string {
  const coded = names.map(code);
  return `${coded.slice(0, -1).join(', ')} and ${coded.at(-1)}`;
}

function code(name: string): string {
  return `\`${name}\``;
}
