import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runCommand } from '../support/program.ts';
import { printedBy, runExample } from '../support/run-example.ts';
import { STORES } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-batches-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const [lines, records] = readCodeBlocks('docs/batches.md', 'jsonl').map(({ code }) => code);
const [runFile, embedTexts, onRedis, onPostgres] = readCodeBlocks('docs/batches.md', 'sh').map(({ code }) =>
  code.trim(),
);
const programs = readCodeBlocks('docs/batches.md', 'ts').map(({ code }) => code);

/** Runs a command of the page, its files in a folder of the test. */
function runLine(command = '', url = '') {
  const words = command.replace('http://localhost:8080', url).split(' ').slice(2);
  return runCommand(
    words.map((word) => (/\.(jsonl|parquet)$/.test(word) ? at(word) : word)),
    { env: { HOME: folder } },
  );
}

describe('docs/batches.md', () => {
  test('has a file and a command that runs it, and shows a result', async () => {
    writeFileSync(at('in.jsonl'), lines ?? '');
    await using server = await startFakeServer({ like: 'vllm' });

    const { code } = await runLine(runFile, server.url);

    expect(code).toBe(0);
    const results = readFileSync(at('out.jsonl'), 'utf8').trimEnd().split('\n');
    const shown = Object.keys(JSON.parse((records ?? '').replaceAll('[…]', '[]')));
    expect(results.map((line) => Object.keys(JSON.parse(line)))).toEqual([shown, shown]);
  });

  test('has a program that prints what it says', async () => {
    const [code = ''] = programs;
    await using server = await startFakeServer({ like: 'vllm' });

    const { printed } = await runExample(code.replace('answers.jsonl', at('answers.jsonl')), {
      'http://localhost:8080': server.url,
    });

    expect(printed).toEqual(printedBy(code));
  });

  test('has a command that embeds texts', async () => {
    writeFileSync(at('texts.jsonl'), '"a string"\n{"id": "doc-1", "text": "…"}\n');
    await using server = await startFakeServer({ like: 'tei' });

    const { code, stderr } = await runLine(embedTexts, server.url);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toContain('vectors.parquet');
    expect(readdirSync(folder)).not.toContain('vectors.parquet.rows.jsonl');
  });
});

for (const { name, isInstalled, start } of STORES) {
  describe.skipIf(!isInstalled)(`docs/batches.md, on many machines, over ${name}`, () => {
    const isRedis = name.startsWith('Redis');

    test('has commands from the first to the last', async () => {
      await using store = await start();
      await using server = await startFakeServer({ like: 'vllm' });
      writeFileSync(at('in.jsonl'), lines ?? '');
      rmSync(at('out.jsonl'), { force: true });
      const own = (isRedis ? onRedis : onPostgres) ?? '';
      expect(own).toContain(`npm install easyllm bullmq ${isRedis ? 'ioredis' : 'pg'}\nexport EASYLLM_QUEUE=`);

      let id = '';
      const ended: unknown[] = [];
      for (const command of (onRedis ?? '').split('\n').filter((line) => line.startsWith('npx'))) {
        const words = command.replace('http://localhost:8080', server.url).replace(' ID', ` ${id}`).split(' ').slice(2);
        const args = words.map((word) => (word.endsWith('.jsonl') ? at(word) : word));
        // A worker works until it is told to stop.
        const { code, stdout, stderr } = await runCommand([...args, ...(args[1] === 'work' ? ['--drain'] : [])], {
          env: { HOME: folder, EASYLLM_QUEUE: store.url },
        });
        if (args[1] === 'submit') id = stdout.trim();
        ended.push([args[1], code, code === 0 ? '' : stderr]);
      }

      expect(ended).toEqual(['submit', 'work', 'status', 'collect', 'delete'].map((command) => [command, 0, '']));
      expect(readFileSync(at('out.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
    });

    test('has a program that prints what it says', async () => {
      const code = programs.find((program) => program.includes('openBatchQueue')) ?? '';
      await using store = await start();
      await using server = await startFakeServer({ like: 'vllm' });
      writeFileSync(at('in.jsonl'), lines ?? '');
      rmSync(at('collected.jsonl'), { force: true });

      const files = code.replace('in.jsonl', at('in.jsonl')).replace('collected.jsonl', at('collected.jsonl'));
      const { printed } = await runExample(files, {
        'http://localhost:8080': server.url,
        'redis://localhost:6379': store.url,
      });

      expect(printed).toEqual(printedBy(code));
    });
  });
}
