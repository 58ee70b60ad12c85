import type { Placed } from './layout.ts';
import { nameOf, placeOf, placesOf } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { Use } from './uses.ts';
import { readUses, targetOf } from './uses.ts';

type Arrows = ReadonlyMap<Placed, ReadonlySet<Placed>>;

/** The folders that speak one of the two languages, or both. */
const COLOURS = [
  { room: 'facade/', name: 'facade', style: 'fill:#ddf4ff,stroke:#0969da,color:#24292f' },
  { room: 'bridge/', name: 'bridge', style: 'fill:#fff8c5,stroke:#9a6700,color:#24292f' },
  { room: 'servers/', name: 'servers', style: 'fill:#dafbe1,stroke:#1a7f37,color:#24292f' },
] as const;

/**
 * The folders of `src/` as a Mermaid flowchart, and which imports which. Left out are level 0, which nearly all folders import, and imports
 * that other arrows imply. `files` maps paths to texts.
 */
export function toDiagram(files: ReadonlyMap<string, string>, { aliases }: Pick<Manifest, 'aliases'>): string {
  const targetsOf = (use: Use) => [targetOf(use) ?? aliases.get(use.specifier ?? '') ?? []].flat();
  const imports = new Map<Placed, Set<Placed>>(placesOf(files.keys()).map((place) => [place, new Set()]));
  for (const [path, text] of files) {
    const from = placeOf(path);
    for (const target of readUses(path, text).flatMap(targetsOf)) {
      const to = placeOf(target);
      if (from !== undefined && to !== undefined && to.level > 0 && to.level < from.level) imports.get(from)?.add(to);
    }
  }
  return draw(withoutImplied(imports));
}

function withoutImplied(imports: Arrows): Arrows {
  const reaches = (from: Placed, to: Placed): boolean =>
    [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return new Map(
    [...imports].map(([from, targets]) => [
      from,
      new Set([...targets].filter((to) => ![...targets].some((next) => next !== to && reaches(next, to)))),
    ]),
  );
}

/** The highest level comes first, and so stands at the top. */
function draw(arrows: Arrows): string {
  const shown = [...arrows.keys()].filter(({ level }) => level > 0).toReversed();
  return [
    'flowchart TD',
    '  accTitle: The folders of src',
    '  accDescr: Arrows show which folder imports from which. All point downwards.',
    ...shown.map((place) => `  ${idOf(place)}["${nameOf(place)}"]${classOf(place)}`),
    ...shown.flatMap((from) => [...(arrows.get(from) ?? [])].map((to) => `  ${idOf(from)} --> ${idOf(to)}`).toSorted()),
    ...COLOURS.map(({ name, style }) => `  classDef ${name} ${style}`),
  ].join('\n');
}

function idOf({ folder }: Placed): string {
  return folder === '' ? 'doors' : folder.replaceAll('/', '_').slice(0, -1);
}

function classOf({ folder }: Placed): string {
  const colour = COLOURS.find(({ room }) => folder.startsWith(room));
  return colour === undefined ? '' : `:::${colour.name}`;
}
