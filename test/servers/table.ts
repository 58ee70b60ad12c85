/** The table of servers: what was asked down, servers across. */
import type { Check } from './checks.ts';

export interface Cell {
  readonly isFailed: boolean;
  /** Empty for a tick. */
  readonly text: string;
}

export interface Column {
  readonly name: string;
  readonly version: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Longer texts of cells are cut. */
const MAX_CELL = 90;

export function writeTable(checks: readonly Check[], columns: readonly Column[], date: string): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `Asked on ${date}, with SmolLM2-135M-Instruct, a model that is as small as it is bad.`,
    '',
    line(['', ...columns.map(({ name, version }) => `${name} ${version}`)]),
    line(['---', ...columns.map(() => '---')]),
    ...checks.map(({ name }) => line([name, ...columns.map(({ cells }) => toText(cells.get(name)))])),
  ].join('\n');
}

function toText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  // A free port is another one at each run.
  const words = cell.text.replaceAll(/(127\.0\.0\.1):\d+/g, '$1').replaceAll(/\s+/g, ' ');
  const said = words.replaceAll('|', String.raw`\|`);
  const short = said.length > MAX_CELL ? `${said.slice(0, MAX_CELL)}…` : said;
  if (cell.isFailed) return `no: ${short}`;
  return short === '' ? '✓' : short;
}

/** The vital rows that a server fails. */
export function listFailures(checks: readonly Check[], columns: readonly Column[]): readonly string[] {
  const vital = checks.filter(({ isVital }) => isVital === true);
  return columns.flatMap(({ name, cells }) =>
    vital.filter((check) => cells.get(check.name)?.isFailed === true).map((check) => `${name}: ${check.name}`),
  );
}
