/** Writes what Hugging Face's parser makes of the responses of every family: `npx jiti test/response/write-expected.ts PYTHON`. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { responseTemplates } from '../../src/prompt/response/families.ts';
import { responseCases } from './cases.ts';

const input = responseCases().map(
  (each) => `${JSON.stringify({ ...each, template: responseTemplates[each.family] })}\n`,
);
const { stdout, stderr, status } = spawnSync(
  process.argv[2] ?? 'python3',
  [fileURLToPath(new URL('parse.py', import.meta.url))],
  { input: input.join(''), encoding: 'utf8', maxBuffer: 1 << 30 },
);
if (status !== 0) throw new Error(stderr);
writeFileSync(new URL('expected.jsonl', import.meta.url), stdout);
