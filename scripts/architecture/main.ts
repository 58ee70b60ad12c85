/** `npm run docs:architecture`: draws docs/architecture.svg from the imports in `src/`; `--check` only says whether it is in step. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toPicture } from './picture.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const PICTURE = 'docs/architecture.svg';
const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(
  (path) => `src/${path.replaceAll('\\', '/')}`,
);
const sources = paths.filter((path) => path.endsWith('.ts')).toSorted();
const picture = toPicture(new Map(sources.map((path) => [path, readFileSync(path, 'utf8')])));

if (!process.argv.includes('--check')) {
  writeFileSync(PICTURE, picture);
} else if (readFileSync(PICTURE, 'utf8') !== picture) {
  console.error(
    `${PICTURE} does not show the imports of src/ as they are. Run \`npm run docs:architecture\`, and commit it.`,
  );
  process.exitCode = 1;
}
