/** Parts of pages that scripts write. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

export function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page with another text between `<!-- NAME … -->` and `<!-- /NAME -->`. Throws where these are missing. */
export function replaceRegion(page: string, name: string, text: string): string {
  const region = new RegExp(`(<!-- ${name}[ :][^>]*-->\\n)[^]*(<!-- /${name} -->)`);
  if (!region.test(page)) throw new Error(`The page has no "<!-- ${name} … -->" with a "<!-- /${name} -->" after it.`);
  return page.replace(region, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}

export interface Region {
  /** Its path. */
  readonly page: string;
  readonly name: string;
  readonly text: string;
}

/** Writes the regions; with `--check` only says which pages are out of step, by `advice`, and fails. */
export async function updateRegions(regions: readonly Region[], advice: string): Promise<void> {
  for (const { page, name, text } of regions) {
    const before = readFileSync(page, 'utf8');
    const after = await format(replaceRegion(before, name, text), { ...(await resolveConfig(page)), filepath: page });
    if (before === after) continue;
    if (!process.argv.includes('--check')) {
      writeFileSync(page, after);
      console.log(`updated ${page}`);
      continue;
    }
    console.error(`${page} ${advice}`);
    process.exitCode = 1;
  }
}
