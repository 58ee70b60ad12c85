import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { builtPackage } from '../support/installed-package.ts';
import { runProgram, startCommand, untilListening } from '../support/program.ts';

const run = promisify(execFile);
const PAGE = 'docs/specs.md';
const commands = readCodeBlocks(PAGE, 'sh').map(({ code }) => code.trim());
const find = (word: string) => commands.find((command) => command.includes(word)) ?? '';

describe('docs/specs.md', () => {
  let mock: ChildProcess;
  let url = '';

  beforeAll(async () => {
    const [, line = ''] = find('easyllm mock').split('\n');
    const words = line.replace('4010', '0').replace('npx easyllm ', '').split(' ');
    const server = await startCommand(words);
    mock = server;
    ({ url } = await untilListening(server));
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
    expect((await runProgram(code)).stdout).toBe('true\n3.1.1\n');
  });

  test.each([...readFileSync(PAGE, 'utf8').matchAll(/node_modules\/easyllm\/(\S+)/g)].map(([, path = '']) => [path]))(
    'names a file of the package: %s',
    async (path) => {
      expect((await builtPackage()).files).toContain(path);
    },
  );
});
