import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCodeBlocks } from '../support/code-blocks.ts';

const run = promisify(execFile);
const PAGE = 'docs/specs.md';
const commands = readCodeBlocks(PAGE, 'sh').map(({ code }) => code.trim());
const find = (word: string) => commands.find((command) => command.includes(word)) ?? '';
const JITI = resolve('node_modules/jiti/lib/jiti-cli.mjs');

describe('docs/specs.md', () => {
  let mock: ReturnType<typeof spawn>;
  let url = '';

  beforeAll(async () => {
    const [, line = ''] = find('easyllm mock').split('\n');
    const words = line.replace('4010', '0').replace('npx easyllm ', '').split(' ');
    mock = spawn(process.execPath, [JITI, resolve('src/cli.ts'), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (mock.stdout !== null) url = /http:\S+/.exec(String((await once(mock.stdout, 'data'))[0]))?.[0] ?? '';
  });

  afterAll(() => mock.kill());

  test.each([
    ['an answer', 0, 'generated_text'],
    ['an error', 1, 'overloaded'],
  ])('asks its mock for %s', async (_, index, word) => {
    const curl = commands.filter((command) => command.startsWith('curl '))[index] ?? 'false';
    const { stdout } = await run('sh', ['-c', curl.replace('http://127.0.0.1:4010', url)]);

    expect(stdout).toContain(word);
  });

  test('makes types', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easyllm-specs-'));
    const line = find('npx openapi-typescript').replace('npx ', 'node_modules/.bin/');
    const output = join(folder, 'tgi.ts');
    await run('sh', ['-c', line.replace('node_modules/easyllm/', '').replace(' tgi.ts', ` ${output}`)]);
    const types = readFileSync(output, 'utf8');
    rmSync(folder, { recursive: true });

    expect(types).toContain('GenerateRequest');
  });

  test('finds the specs where it says', async () => {
    const code = readCodeBlocks(PAGE, 'ts')[0]?.code ?? '';
    // In a process of its own: here imports go to the sources.
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code]);

    expect(stdout).toBe('true\n');
  });

  test.each([...readFileSync(PAGE, 'utf8').matchAll(/node_modules\/easyllm\/(\S+)/g)].map(([, path = '']) => [path]))(
    'names a file of the package: %s',
    async (path) => {
      const listed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { maxBuffer: 2 ** 26 });
      const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(listed.stdout);

      expect(files.map((file) => file.path)).toContain(path);
    },
  );
});
