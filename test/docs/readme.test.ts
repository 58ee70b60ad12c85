/** The README, on `easyllm fake`, as it says itself. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runProgram, startCommand, untilListening } from '../support/program.ts';
import { runShell } from '../support/shell.ts';

const EXAMPLES = readCodeBlocks('README.md', 'ts').filter(({ code }) => !code.includes("from 'openai'"));
const SHELL = readCodeBlocks('README.md', 'sh').flatMap(({ name, code }) =>
  code
    .replaceAll('\\\n', '')
    .trim()
    .split('\n')
    .map((line) => ({ name, line })),
);
const children: ChildProcess[] = [];
let url = '';
let gateway = '';

beforeAll(async () => {
  const fake = await startCommand(['fake', '--port', '0', '--delay', '1']);
  children.push(fake);
  ({ url } = await untilListening(fake));
  const words = SHELL.find(({ line }) => line.startsWith('npx easyllm serve'))?.line ?? '';
  const serve = await startCommand(local(words).replace('8000', '0').split(' ').slice(2));
  children.push(serve);
  ({ url: gateway } = await untilListening(serve));
});

afterAll(() => {
  for (const child of children) child.kill();
});

/** With the address of the stand-in in the place of the server's. */
function local(text: string): string {
  return text.replaceAll(/http:\/\/(localhost|127\.0\.0\.1):8080/g, url);
}

describe('README', () => {
  test('is read in a few minutes, and begins without a prompt format', () => {
    const page = readFileSync('README.md', 'utf8');

    expect(page.split('\n').length).toBeLessThanOrEqual(170);
    expect(EXAMPLES[0]?.code).not.toContain('promptBuilder');
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(3);
  });

  test.each(EXAMPLES)('$name runs, prints something and warns of nothing', async ({ code }) => {
    expect(await runProgram(local(code))).toEqual({ code: 0, stdout: expect.stringMatching(/./), stderr: '' });
  });

  test.each(SHELL.filter(({ line }) => /^(cat|curl|npx easyllm (?!fake|serve))/.test(line)))(
    '$name does what it says: $line',
    async ({ line }) => {
      const { code, stdout } = await runShell(local(line).replace('http://127.0.0.1:8000', gateway));

      expect(code).toBe(0);
      // Without a terminal a conversation has nothing to say.
      expect(stdout).toMatch(/There is no model here|Llama|Usage:|^$/);
    },
  );

  test('starts the stand-in where its other commands look for it', () => {
    expect(SHELL.map(({ line }) => line)).toContain('npx easyllm fake');
  });

  test('installs what is published, and names scripts that exist', () => {
    const page = readFileSync('README.md', 'utf8');
    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);

    expect(SHELL.map(({ line }) => line)).toContain(`npm install ${manifest.name}`);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });
});

test('the demo shows each call, at a server without a model, with the template of the server', async () => {
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);

  await import('../../scripts/demo.ts').finally(() => write.mockRestore());

  const shown = written.join('');
  expect(shown.match(/^── \d\./gm)).toHaveLength(5);
  expect(shown.match(/You asked: What is the capital of France\?/g)).toHaveLength(2);
  expect(shown).toMatch(/POST \S+\/v1\/chat\/completions/);
  expect(shown).toMatch(/result {4}256 numbers, beginning \[0/);
  expect(shown).toMatch(/RateLimitError: 429 .*\n$/);
});
