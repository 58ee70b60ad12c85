import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runCommand } from '../support/program.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-batches-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const [lines, records] = readCodeBlocks('docs/batches.md', 'jsonl').map(({ code }) => code);
const [runFile, embedTexts] = readCodeBlocks('docs/batches.md', 'sh').map(({ code }) => code.trim());

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
    const [{ code } = { code: '' }] = readCodeBlocks('docs/batches.md', 'ts');
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
