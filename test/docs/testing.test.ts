/** The examples of docs/testing.md, run in an empty project with the package as it is published. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { installPackage } from '../support/installed-package.ts';

const [vitestExample, serversExample, mswExample, recordingExample] = readCodeBlocks('docs/testing.md', 'ts');
const [nodeExample] = readCodeBlocks('docs/testing.md', 'js');

let project: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'easyllm-project-'));
  await installPackage(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  mkdirSync(join(project, 'test'));
});

afterAll(() => rmSync(project, { recursive: true }));

describe('docs/testing.md', () => {
  test('has an example for vitest that passes', async () => {
    writeFileSync(join(project, 'busy.test.ts'), vitestExample?.code ?? '');
    const { stdout } = await run('node_modules/vitest/vitest.mjs', 'run');

    expect(stdout).toMatch(/Tests\s+1 passed/);
  });

  test('has an example of servers in their own ways that passes', async () => {
    writeFileSync(join(project, 'servers.test.ts'), serversExample?.code ?? '');
    const { stdout } = await run('node_modules/vitest/vitest.mjs', 'run', 'servers.test.ts');

    expect(stdout).toMatch(/Tests\s+2 passed/);
  });

  test('has an example for node:test that passes', async () => {
    writeFileSync(join(project, 'full.test.mjs'), nodeExample?.code ?? '');
    const { stdout } = await run('--test', '--test-reporter=tap', 'full.test.mjs');

    expect(stdout).toContain('# pass 1');
    expect(stdout).toContain('# fail 0');
  });

  test('has an example of handlers of MSW that prints what it says', async () => {
    writeFileSync(join(project, 'handlers.mjs'), mswExample?.code ?? '');

    expect((await run('handlers.mjs')).stdout).toBe('length\n');
  });

  test('has a recording that plays without its server', async () => {
    const ask = `\nconst { choices } = await client.completions.create({ prompt: 'Hi' });\nconsole.log(choices[0].text);\n`;
    const write = (url: string) =>
      writeFileSync(
        join(project, 'recorded.mjs'),
        (recordingExample?.code ?? '').replace('http://localhost:8080', url) + ask,
      );
    write(inject('tgiUrl'));
    const recorded = await run('recorded.mjs');
    write('http://nowhere.invalid');
    const replayed = await run('recorded.mjs');

    expect(recorded.stdout).not.toBe('');
    expect(replayed).toEqual(recorded);
  });

  test('says what to install where Prism is missing', async () => {
    const bare = join(project, 'bare');
    cpSync(join(project, 'node_modules/easyllm'), join(bare, 'node_modules/easyllm'), { recursive: true });
    // Prism would be found in the folder above.
    rmSync(join(project, 'node_modules/@stoplight'));
    const ask = `import { mockTgi } from 'easyllm/testing';\nawait mockTgi().catch((error) => console.log(error.message));\n`;
    writeFileSync(join(bare, 'ask.mjs'), ask);
    const { stdout } = await run('bare/ask.mjs');
    symlinkSync(resolve('node_modules/@stoplight'), join(project, 'node_modules/@stoplight'));

    expect(stdout).toContain('npm install --save-dev @stoplight/prism-core');
  });

  test('has examples with types', async () => {
    writeFileSync(join(project, 'recorded.ts'), recordingExample?.code ?? '');
    writeFileSync(
      join(project, 'example.ts'),
      `import { mockTgi } from 'easyllm/testing';\n// @ts-expect-error No example has this name.\nawait mockTgi({ example: 'overlaoded' });\nexport const mock = await mockTgi({ example: 'overloaded' });\n`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
    const { stdout } = await run(
      'node_modules/typescript/bin/tsc',
      ...options,
      'recorded.ts',
      'example.ts',
      'busy.test.ts',
      'servers.test.ts',
    );

    expect(stdout).toBe('');
  });
});

function run(...args: string[]) {
  return node(project, ...args);
}

/** Rejects, with all that was printed, where the program fails. */
async function node(cwd: string, ...args: string[]): Promise<{ stdout: string }> {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const failed = (error: { stdout: string; stderr: string }) => {
    throw new Error(`${args.join(' ')}\n${error.stdout}${error.stderr}`);
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env }).catch(failed);
  return { stdout };
}
