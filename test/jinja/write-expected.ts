/**
 * Writes what Python's jinja2 makes of the templates, for the tests that run without Python: of those of the families and of single
 * expressions the texts, or null where it refuses; of each random one the first eight hex digits of the text's SHA-256, or `-`. `npx jiti test/jinja/write-expected.ts PYTHON`, a Python that has jinja2 3.1.6.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { conversations } from './conversations.ts';
import { EXPRESSIONS } from './expressions.ts';
import { FAMILIES } from './families.ts';
import { VARIABLES, randomTemplate } from './generator.ts';

const SEEDS = 4_000;

interface Case {
  readonly template: string;
  readonly variables: string;
}

/** What Python makes of each; null where it refuses. */
function render(cases: readonly Case[]): (string | null)[] {
  const { stdout, stderr, status } = spawnSync(
    process.argv[2] ?? 'python3',
    [fileURLToPath(new URL('render.py', import.meta.url))],
    { input: cases.map((each) => `${JSON.stringify(each)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const result: { text?: string } = JSON.parse(line);
      return result.text ?? null;
    });
}

const families = Object.entries(FAMILIES).map(([name, template]) => [
  name,
  render(conversations.map((variables) => ({ template, variables }))),
]);
writeFileSync(
  new URL('expected/families.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(families), null, 1)}\n`,
);

const expressions = render(EXPRESSIONS.map((template) => ({ template, variables: VARIABLES })));
writeFileSync(new URL('expected/expressions.json', import.meta.url), `${JSON.stringify(expressions, null, 1)}\n`);

const random = Array.from({ length: SEEDS }, (_, seed) => ({ template: randomTemplate(seed), variables: VARIABLES }));
const digests = render(random).map((text) =>
  text === null ? '-' : createHash('sha256').update(text).digest('hex').slice(0, 8),
);
writeFileSync(new URL('expected/random.txt', import.meta.url), `${digests.join('\n')}\n`);
