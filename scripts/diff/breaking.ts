/** `npm run spec:diff -- OLD NEW --breaking`: what each difference between two documents of one API breaks, and for whom. */
import type { Mapping } from '../specs/mapping.ts';
import { compareDocuments } from './difference.ts';
import type { Breaks } from './effect.ts';
import { toBreaks } from './effect.ts';

/** One difference in one place. */
export interface Change {
  /** As in `Difference`: `- status 200`. */
  readonly line: string;
  readonly place: string;
  readonly breaks: Breaks;
}

/** All differences of a new document from an old one: those that break callers first, then those that break servers. */
export function listChanges(old: Mapping, fresh: Mapping): readonly Change[] {
  const changes: Change[] = [];
  compareDocuments(old, fresh, ({ sign, place, text, effect, side }) => {
    changes.push({ line: `${sign} ${text}`, place, breaks: toBreaks(effect, side) });
  });
  return changes.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ breaks }: Change): number {
  return breaks.callers ? 0 : breaks.servers ? 1 : 2;
}

const TITLES = {
  both: 'Breaks callers and servers',
  callers: 'Breaks callers',
  servers: 'Breaks servers',
  none: 'Breaks nobody',
} as const;

/** As text for a terminal, or as Markdown for a pull request. */
export function reportChanges(changes: readonly Change[], isMarkdown: boolean): string {
  const groups = Object.entries(TITLES).flatMap(([kind, title]) => {
    const lines = changes.filter(({ breaks }) => kindOf(breaks) === kind);
    return lines.length === 0 ? [] : [isMarkdown ? toMarkdown(title, lines) : toText(title, lines)];
  });
  const count = (isWanted: (breaks: Breaks) => boolean) => changes.filter(({ breaks }) => isWanted(breaks)).length;
  const counts = `${count(({ callers }) => callers)} break callers, ${count(({ servers }) => servers)} break servers, of ${changes.length} differences`;
  return [...groups, isMarkdown ? `**${counts}**` : counts].join('\n\n');
}

function kindOf({ callers, servers }: Breaks): keyof typeof TITLES {
  if (callers && servers) return 'both';
  return callers ? 'callers' : servers ? 'servers' : 'none';
}

function toText(title: string, changes: readonly Change[]): string {
  return [title, ...changes.map(({ line, place }) => `  ${line}\n      ${place}`)].join('\n');
}

function toMarkdown(title: string, changes: readonly Change[]): string {
  const rows = changes.map(({ line, place }) => `| \`${toCell(place)}\` | \`${toCell(line)}\` |`);
  return [`### ${title}`, '', '| where | what |', '| --- | --- |', ...rows].join('\n');
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('`', "'");
}
