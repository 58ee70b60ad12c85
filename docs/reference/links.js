/** Fails for a link of the site that leads nowhere: to no file of it, or to no place in one. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SITE = fileURLToPath(new URL('html', import.meta.url));
const pages = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith('.html'));
const texts = new Map(pages.map((page) => [join(SITE, page), readFileSync(join(SITE, page), 'utf8')]));
const places = new Map(
  [...texts].map(([file, text]) => [file, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => decode(id)))]),
);

const dead = [...texts].flatMap(([file, text]) =>
  [...text.matchAll(/ (?:href|src)="(?!\w+:)([^"#]*)(?:#([^"]*))?"/g)].flatMap(([, path, anchor]) => {
    const target = path === '' ? file : join(dirname(file), decodeURIComponent(decode(path)));
    const ids = places.get(target);
    // `#` alone is the top of a page.
    const found = ids === undefined || !anchor ? existsSync(target) : ids.has(decodeURIComponent(decode(anchor)));
    return found ? [] : [`${file.slice(SITE.length + 1)}: ${path}${anchor === undefined ? '' : `#${anchor}`}`];
  }),
);
for (const link of new Set(dead)) console.error(`dead link in ${link}`);
console.log(`${pages.length} pages, ${new Set(dead).size} dead links`);
if (dead.length > 0 || pages.length === 0) process.exitCode = 1;

function decode(text) {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');
}
