import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readCodeBlocks } from '../support/code-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const JITI = join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs');
const EXAMPLES = readCodeBlocks('README.md', 'ts');
const folder = mkdtempSync(join(tmpdir(), 'easyllm-readme-'));

/** What `easyllm` and its entry points are in this repository. */
const SOURCES = {
  easyllm: join(ROOT, 'src/index.ts'),
  'easyllm/prompt': join(ROOT, 'src/prompt.ts'),
  'easyllm/sse': join(ROOT, 'src/sse.ts'),
  'easyllm/testing': join(ROOT, 'src/testing.ts'),
  'easyllm/tgi': join(ROOT, 'src/tgi.ts'),
};

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs an example as a program of its own, with the addresses in it made the mocks'. */
async function run(code: string): Promise<{ stdout: string; stderr: string }> {
  const file = join(folder, 'example.ts');
  const mocked = code
    .replaceAll('http://localhost:8080', inject('tgiUrl'))
    .replaceAll('http://localhost:8081', inject('teiUrl'));
  writeFileSync(file, mocked);
  const env = { PATH: process.env['PATH'], JITI_ALIAS: JSON.stringify(SOURCES) };
  return promisify(execFile)(process.execPath, [JITI, file], { env, cwd: folder });
}

describe('README', () => {
  test('has examples', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(8);
  });

  test.each(EXAMPLES)('$name runs, prints something and warns of nothing', async ({ code }) => {
    const { stdout, stderr } = await run(code);
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  });

  test.each(
    readCodeBlocks('README.md', 'sh').flatMap(({ name, code }) =>
      code
        .trim()
        .split('\n')
        .map((line) => ({ name, line })),
    ),
  )('$name names scripts that exist: $line', ({ line }) => {
    const named = [...line.matchAll(/npm run (\S+)/g)].map(([, script]) => script);
    const known: readonly (string | undefined)[] = Object.keys(manifest.scripts);
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
