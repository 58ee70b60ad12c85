/** The table of runtimes: behaviours down, runtimes across, and below it why a cell is not a tick. */
import type { Result } from './contract.ts';
import type { Column } from './try-out.ts';

const SIGN = { holds: '✓', fails: '✗', lacks: '–' } as const satisfies Record<Result['outcome'], string>;

/** The result of a row. One that a runtime did not come to fails, for the reason that another row tells. */
function toResult(name: string, column: Column): Result {
  return column.results.find((one) => one.name === name) ?? { name, outcome: 'fails' };
}

export function hasFailure(rows: readonly string[], columns: readonly Column[]): boolean {
  return present(columns).some((column) => rows.some((row) => toResult(row, column).outcome === 'fails'));
}

export function writeTable(rows: readonly string[], columns: readonly Column[]): string {
  const tried = present(columns);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const line = (head: string, cells: readonly string[]) =>
    [head.padEnd(width), ...cells.map((cell, index) => cell.padEnd(tried[index]?.name.length ?? 0))]
      .join('  ')
      .trimEnd();
  return [
    line(
      '',
      tried.map(({ name }) => name),
    ),
    ...rows.map((row) =>
      line(
        row,
        tried.map((column) => SIGN[toResult(row, column).outcome]),
      ),
    ),
    '',
    `Tried: ${tried.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
    ...columns.flatMap(({ name, missing }) => (missing === undefined ? [] : [`Missing: ${name}. ${missing}`])),
    ...writeReasons(rows, tried, 'lacks'),
    ...writeReasons(rows, tried, 'fails'),
  ].join('\n');
}

/** The same as Markdown, without failures: what has one is not to be written down. */
export function writeMarkdown(rows: readonly string[], columns: readonly Column[]): string {
  const tried = present(columns);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const list = (items: readonly string[]) => items.map((item) => `- ${item}\n`).join('');
  return [
    [
      line(['', ...tried.map(({ name, version = '' }) => `${name} ${version}`)]),
      line(['---', ...tried.map(() => '---')]),
      ...rows.map((row) => line([row, ...tried.map((column) => SIGN[toResult(row, column).outcome])])),
    ].join('\n'),
    list(writeReasons(rows, tried, 'lacks')),
  ].join('\n\n');
}

/** The same reason is said once for all runtimes that share it. */
function writeReasons(rows: readonly string[], columns: readonly Column[], outcome: 'lacks' | 'fails'): string[] {
  return rows.flatMap((row) => {
    const results = columns.map((column) => ({ name: column.name, ...pick(toResult(row, column), outcome) }));
    const reasons = new Set(results.flatMap(({ reason }) => reason ?? []));
    return [...reasons].map((reason) => {
      const names = results.filter((result) => result.reason === reason).map(({ name }) => name);
      return `${SIGN[outcome]} ${row} (${names.join(', ')}): ${reason}`;
    });
  });
}

function pick(result: Result, outcome: Result['outcome']): { reason?: string | undefined } {
  return result.outcome === outcome ? { reason: result.reason } : {};
}

function present(columns: readonly Column[]): Column[] {
  return columns.filter(({ missing }) => missing === undefined);
}
