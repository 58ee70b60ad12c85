/** A page with another text between the markers `<!-- part -->` and `<!-- /part -->`. Throws for a page that has none. */
export function fillPart(page: string, part: string, text: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [start, stop] = [page.indexOf(begin), page.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`There is no part ${begin} … ${end} in the page.`);
  return `${page.slice(0, start + begin.length)}\n\n${text}\n\n${page.slice(stop)}`;
}
