/**
 * Writes what Python's jinja2 makes of the random templates, for the tests that run without Python: of each seed the first eight hex digits
 * of the text's SHA-256, or `-` where Python refuses. `npx jiti test/jinja/write-expected.ts PYTHON`, a Python that has jinja2 3.1.6.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { VARIABLES, randomTemplate } from './generator.ts';

const SEEDS = 4_000;

const cases = Array.from({ length: SEEDS }, (_, seed) => ({ template: randomTemplate(seed), variables: VARIABLES }));
const { stdout, stderr, status } = spawnSync(
  process.argv[2] ?? 'python3',
  [fileURLToPath(new URL('render.py', import.meta.url))],
  { input: cases.map((each) => `${JSON.stringify(each)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 30 },
);
if (status !== 0) throw new Error(stderr);
const lines = stdout.trim().split('\n');
const digests = lines.map((line) => {
  const result: { text?: string } = JSON.parse(line);
  return result.text === undefined ? '-' : createHash('sha256').update(result.text).digest('hex').slice(0, 8);
});
writeFileSync(new URL('expected/random.txt', import.meta.url), `${digests.join('\n')}\n`);
