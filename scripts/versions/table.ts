/** What each version of a server changed, as Markdown. */
import { writeTable } from '../markdown.ts';
import type { VersionChange } from '../specs/versions.ts';

const HEAD = ['since', 'what changed', 'what older versions answer'];

/** One row a version, the oldest first. */
export function writeVersions(changes: readonly VersionChange[]): string {
  const rows = changes.map(({ since, change, before }) => {
    const examples = before.map((name) => `\`${name}\``).join(', ');
    return [since, change, examples === '' ? '–' : examples];
  });
  return writeTable(HEAD, rows);
}
