import { LEVELS, partOf, targetsOf } from './import-rules.ts';

/** A box of the picture: a part of `src/`, or a file together with the folder that it is the door to. */
interface Box {
  readonly names: readonly string[];
  readonly level: number;
  readonly label: string;
  readonly width: number;
  x: number;
  /** Which line of its row it stands on, from 0: a row too long for the picture is broken. */
  line: number;
}

const WIDTH = 960;
const MARGIN = 92;
const ROW = 78;
const BOX = 30;
const GAP = 16;
const LINE = BOX + 10;

/** The boxes that speak one of the two languages, or both; each has a colour, explained under the picture. */
const VOCABULARIES: readonly { readonly kind: string; readonly part: string; readonly meaning: string }[] = [
  { kind: 'facade', part: 'facade/', meaning: 'speaks OpenAI' },
  { kind: 'bridge', part: 'bridge/', meaning: 'knows both' },
  { kind: 'upstream', part: 'upstream/', meaning: 'speaks TGI and TEI' },
];

const STYLE = [
  'text{font:12px ui-monospace,monospace;fill:#24292f;text-anchor:middle}',
  '.note{font:12px system-ui,sans-serif;fill:#57606a;text-anchor:start}',
  'rect{fill:#f6f8fa;stroke:#8c959f}path{fill:none;stroke:#8c959f;opacity:.75}',
  '.band{fill:none;stroke:#d0d7de}',
  '.facade{fill:#ddf4ff;stroke:#0969da}.bridge{fill:#fff8c5;stroke:#9a6700}.upstream{fill:#dafbe1;stroke:#1a7f37}',
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#adbac7}rect{fill:#22272e;stroke:#768390}',
  'path{stroke:#768390}.band{fill:none;stroke:#444c56}.facade{fill:#0c2d6b;stroke:#539bf5}',
  '.bridge{fill:#4b2900;stroke:#daaa3f}.upstream{fill:#113417;stroke:#57ab5a}}',
].join('');

const ALT = 'The parts of EasyLLM on their levels; arrows show which part imports which, always downwards.';

/**
 * The levels of `src/`, highest first, and who imports whom. An import that another path of arrows implies is left out, and so are those
 * of level 0, which nearly all parts have. `files` maps paths to texts.
 */
export function toPicture(files: ReadonlyMap<string, string>): string {
  const boxes = LEVELS.flatMap(toBoxes);
  const arrows = withoutImplied(importsOf(files, boxes));
  arrange(boxes, arrows);
  const lines = 1 + Math.max(...boxes.map(({ line }) => line));
  const height = LEVELS.length * ROW + (lines - 1) * LINE + 74;
  const rows = LEVELS.map((_, level) => drawLevel(level, boxes));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${ALT}">`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="head" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="7" markerHeight="7" orient="auto">',
    '<path d="M0 0 6 3 0 6"/></marker></defs>',
    ...rows,
    ...[...arrows].flatMap(([from, targets]) => [...targets].map((to) => drawArrow(from, to))),
    ...boxes.map(drawBox),
    ...drawLegend(height - 46),
    '</svg>\n',
  ].join('\n');
}

function toBoxes(parts: readonly string[], level: number): Box[] {
  return parts
    .filter((part) => !(part.endsWith('/') && parts.includes(part.slice(0, -1))))
    .map((part) => {
      const names = parts.includes(`${part}/`) ? [part, `${part}/`] : [part];
      const label = names.map((name) => (name.endsWith('/') ? name : `${name}.ts`)).join(' ');
      return { names, level, label, width: label.length * 7.3 + 16, x: 0, line: 0 };
    });
}

/** From each box to those it imports; level 0 is left out. */
function importsOf(files: ReadonlyMap<string, string>, boxes: readonly Box[]): Map<Box, Set<Box>> {
  const boxOf = (path: string) =>
    path.startsWith('src/') ? boxes.find(({ names }) => names.includes(partOf(path))) : undefined;
  const imports = new Map<Box, Set<Box>>(boxes.map((box) => [box, new Set()]));
  for (const [path, text] of files) {
    const from = boxOf(path);
    for (const target of from === undefined ? [] : targetsOf(path, text)) {
      const to = boxOf(target);
      if (from !== undefined && to !== undefined && to !== from && to.level > 0) imports.get(from)?.add(to);
    }
  }
  return imports;
}

function withoutImplied(imports: ReadonlyMap<Box, ReadonlySet<Box>>): Map<Box, Set<Box>> {
  const reaches = (from: Box, to: Box): boolean =>
    [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return new Map(
    [...imports].map(([from, targets]) => [
      from,
      new Set([...targets].filter((to) => ![...targets].some((next) => next !== to && reaches(next, to)))),
    ]),
  );
}

/** Each row is spread over the width, in the order of what imports its boxes: few arrows cross then. */
function arrange(boxes: readonly Box[], arrows: ReadonlyMap<Box, ReadonlySet<Box>>): void {
  for (let level = LEVELS.length - 1; level >= 0; level--) {
    const placeOf = (box: Box) => {
      const above = boxes.filter((other) => arrows.get(other)?.has(box));
      return above.length === 0 ? WIDTH / 2 : above.reduce((sum, { x }) => sum + x, 0) / above.length;
    };
    const row = boxes.filter((box) => box.level === level).toSorted((a, b) => placeOf(a) - placeOf(b));
    spread(row);
  }
}

/** Sets `x`, the middle of each box, and its line. */
function spread(row: readonly Box[]): void {
  const room = WIDTH - MARGIN - 2 * GAP;
  const total = row.reduce((sum, { width }) => sum + width + GAP, 0);
  const perLine = Math.ceil(row.length / Math.ceil(total / room));
  for (let start = 0, line = 0; start < row.length; start += perLine, line++) {
    const boxes = row.slice(start, start + perLine);
    const gap = (room - boxes.reduce((sum, { width }) => sum + width, 0)) / (boxes.length + 1);
    let left = MARGIN + gap;
    for (const box of boxes) {
      Object.assign(box, { x: left + box.width / 2, line });
      left += box.width + gap;
    }
  }
}

function topOf(level: number): number {
  return (LEVELS.length - 1 - level) * ROW + 20;
}

function drawLevel(level: number, boxes: readonly Box[]): string {
  const more = Math.max(...boxes.filter((box) => box.level === level).map(({ line }) => line)) * LINE;
  const top = topOf(level);
  const band = `<rect class="band" x="4" y="${top - 12}" width="${WIDTH - 8}" height="${BOX + 24 + more}" rx="8"/>`;
  return `${band}<text class="note" x="16" y="${top + 19}">level ${level}</text>`;
}

function drawArrow(from: Box, to: Box): string {
  const [start, end] = [topOf(from.level) + BOX, topOf(to.level) - 1];
  const bend = Math.min((end - start) / 2, 40);
  const [x, other] = [from.x, to.x].map(round);
  return `<path marker-end="url(#head)" d="M${x} ${start}C${x} ${start + bend} ${other} ${end - bend} ${other} ${end}"/>`;
}

function drawBox({ names, level, label, width, x, line }: Box): string {
  const kind = VOCABULARIES.find(({ part }) => names.includes(part))?.kind;
  const top = topOf(level) + line * LINE;
  const rect = `<rect${kind === undefined ? '' : ` class="${kind}"`} x="${round(x - width / 2)}" y="${top}" width="${round(width)}" height="${BOX}" rx="6"/>`;
  return `${rect}<text x="${round(x)}" y="${top + 19}">${label}</text>`;
}

function drawLegend(top: number): string[] {
  const entries = VOCABULARIES.map(({ kind, meaning }, index) => {
    const x = 16 + index * 170;
    return `<rect class="${kind}" x="${x}" y="${top}" width="14" height="14" rx="3"/><text class="note" x="${x + 22}" y="${top + 12}">${meaning}</text>`;
  });
  const note = 'An arrow: imports. Left out: what other arrows imply, and imports of level 0 and of generated/.';
  return [...entries, `<text class="note" x="16" y="${top + 36}">${note}</text>`];
}

function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 10) / 10;
}
