import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOWHERE, runExample, startExample, startExampleServer } from '../support/example-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-examples-'));
let server: Awaited<ReturnType<typeof startExampleServer>>;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startExampleServer();
  env = { HUGGINGFACE_API_BASE: server.url, TEI_API_BASE: server.url };
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('examples', () => {
  test('cli-chat answers line after line', async () => {
    const { code, stdout } = await runExample('examples/cli-chat.ts', { env, input: 'Hi\nBye\n' });

    expect(code).toBe(0);
    expect(stdout).toMatch(/You asked: Hi\n[^]*You asked: Bye\n/);
  });

  test('structured-extraction prints the checked values', async () => {
    expect(await runExample('examples/structured-extraction.ts', { env })).toEqual({
      code: 0,
      stdout: 'text wants 1.00 EUR by 2027-03-01, for:\n1 × text at 1.00\n',
      stderr: '',
    });
  });

  test('rag finds the document that tells', async () => {
    const { code, stdout } = await runExample('examples/rag.ts', { env, args: ['May guests use the kitchen?'] });

    expect(code).toBe(0);
    expect(stdout).toMatch(/You asked: May guests use the kitchen\?\n\n\[1\] kitchen\.md \(0\.\d\d\)\n\[2\] /);
  });

  test('tools calls both functions and tells the result', async () => {
    expect(await runExample('examples/tools.ts', { env })).toEqual({
      code: 0,
      stdout: '(find_products: blue pen)\n(count_stock: p-1)\nThere is no model here. The tool said: 12\n',
      stderr: '',
    });
  });

  test('batch answers each prompt once, and the next run does the rest', async () => {
    const [prompts, answers] = [join(folder, 'prompts.txt'), join(folder, 'answers.jsonl')];
    writeFileSync(prompts, 'one\ntwo\n');
    const first = await runExample('examples/batch.ts', { env, args: [prompts, answers] });
    writeFileSync(prompts, 'one\ntwo\nthree\n');
    const second = await runExample('examples/batch.ts', { env, args: [prompts, answers] });

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stderr).toContain('2 of 2 answered, 0 failed\n');
    expect(second.stderr).toContain('1 of 1 answered, 0 failed\n');
    const lines = readFileSync(answers, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).prompt).toSorted()).toEqual(['one', 'three', 'two']);
  });

  test('batch stops at Ctrl-C and says how to go on', async () => {
    const prompts = join(folder, 'many.txt');
    writeFileSync(prompts, Array.from({ length: 500 }, (_, index) => `prompt ${index}`).join('\n'));
    const child = await startExample('examples/batch.ts', { env, args: [prompts, join(folder, 'stopped.jsonl')] });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += String(data)));
    await once(child.stderr, 'data');
    child.kill('SIGINT');

    expect(await once(child, 'close')).toEqual([130, null]);
    expect(stderr).toContain('Stopped. Run it again for the rest.');
  });

  test('batch says at once why it waits for a lost server', async () => {
    const prompts = join(folder, 'waiting.txt');
    writeFileSync(prompts, 'one\ntwo\n');
    const child = await startExample('examples/batch.ts', {
      env: { HUGGINGFACE_API_BASE: NOWHERE },
      args: [prompts, join(folder, 'waiting.jsonl')],
    });
    const [said] = await once(child.stderr, 'data');
    child.kill('SIGINT');

    expect(String(said)).toMatch(/No answer from http:\/\/127\.0\.0\.1:1\b.* Trying again …\n$/);
    expect(await once(child, 'close')).toEqual([130, null]);
  });

  test.each([
    ['cli-chat', []],
    ['structured-extraction', []],
    ['rag', []],
    ['tools', []],
    ['batch', [join(folder, 'lost.txt'), join(folder, 'lost.jsonl')]],
  ])('%s names an address where nobody answers, without a stack', async (name, args) => {
    writeFileSync(join(folder, 'lost.txt'), 'one\n');
    const lost = { HUGGINGFACE_API_BASE: NOWHERE, TEI_API_BASE: NOWHERE };
    const { code, stderr } = await runExample(`examples/${name}.ts`, { env: lost, args, input: 'Hi\n' });

    expect(code).toBe(1);
    expect(stderr).toContain(NOWHERE);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
