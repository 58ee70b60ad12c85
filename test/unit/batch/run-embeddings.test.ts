import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { EasyLLM } from 'easyllm';
import { runEmbeddings } from 'easyllm/batch';
import type { EmbeddingsOptions } from 'easyllm/batch';
import { useScratchFolder } from '../../support/scratch-folder.ts';

const at = useScratchFolder();

/** A client of a server whose vectors tell the text's length; it takes so many texts at once, and no text with "bad". */
function createClient({ most = 1000, stopAt = Number.POSITIVE_INFINITY, onStop = () => {} } = {}) {
  const calls: string[][] = [];
  const client = new EasyLLM({
    apiBase: 'http://server.test/v1',
    dialect: 'vllm',
    apiKey: 'unused',
    maxRetries: 0,
    logLevel: 'off',
    embeddingBatchSize: most,
    fetch: async (request) => {
      const { input } = JSON.parse(await new Request(request).text());
      const texts: string[] = [input].flat();
      if (texts.some((text) => text.includes('bad'))) {
        return Response.json({ error: { message: 'A bad text.', type: 'x' } }, { status: 400 });
      }
      calls.push(texts);
      if (calls.length >= stopAt) onStop();
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: toVector(text) }));
      const usage = { prompt_tokens: texts.length, total_tokens: texts.length };
      return Response.json({ object: 'list', model: 'm', data, usage });
    },
  });
  return { client, calls };
}

const toVector = (text: string) => [text.length, 0.1, -0.25];

const run = (client: EasyLLM, options: Partial<EmbeddingsOptions> = {}) =>
  runEmbeddings(client, { input: at('in.jsonl'), output: at('out.jsonl'), model: 'm', ...options });

/** Texts of many lengths, as lines of JSON. */
function writeTexts(count: number): string[] {
  const texts = Array.from({ length: count }, (_, index) => 'x'.repeat(1 + ((index * 37) % 101)));
  writeFileSync(at('in.jsonl'), texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  return texts;
}

const readRows = (name = 'out.jsonl'): { custom_id: string; line: number; embedding: number[] }[] =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .toSorted((left, right) => left.line - right.line);

async function readParquet(): Promise<Record<string, unknown>[]> {
  const { buffer, byteOffset, byteLength } = readFileSync(at('out.parquet'));
  const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  return (await parquetReadObjects({ file })).toSorted((left, right) => Number(left['line']) - Number(right['line']));
}

describe('runEmbeddings', () => {
  test('writes a row for each text, by its number or id', async () => {
    const lines = ['"a"', '', '{"id": "own", "text": "bb"}', '{"custom_id": 7, "input": "ccc"}'];
    writeFileSync(at('in.jsonl'), lines.join('\n'));

    expect(await run(createClient().client)).toMatchObject({ state: 'completed', done: 3, tokens: 3 });
    expect(readRows()).toEqual([
      { custom_id: '1', line: 1, embedding: [1, 0.1, -0.25] },
      { custom_id: 'own', line: 3, embedding: [2, 0.1, -0.25] },
      { custom_id: '7', line: 4, embedding: [3, 0.1, -0.25] },
    ]);
  });

  test('takes a plain list of texts', async () => {
    writeFileSync(at('in.txt'), 'one\n"two"\n{"three": 3}\n');

    await run(createClient().client, { input: at('in.txt'), plain: true });

    expect(readRows().map(({ embedding: [length] }) => length)).toEqual([3, 5, 12]);
  });

  test('groups texts by length, and grows to what the server takes', async () => {
    const texts = writeTexts(4000);
    const { client, calls } = createClient({ most: 64 });

    await run(client);

    expect(readRows().map(({ embedding: [length] }) => length)).toEqual(texts.map((text) => text.length));
    // A first window of groups of 32, one that tries more and is split by the client, and then what it takes.
    expect(Math.max(...calls.map((call) => call.length))).toBe(64);
    expect(calls.length).toBeLessThan(4000 / 32);
    const spreads = calls.map(
      (call) => Math.max(...call.map((text) => text.length)) - Math.min(...call.map((text) => text.length)),
    );
    expect(Math.max(...spreads)).toBeLessThan(30);
  });

  test('fails a bad text alone', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => (index === 41 ? 'bad' : `text ${index}`));
    writeFileSync(at('in.jsonl'), [...texts.map((text) => JSON.stringify(text)), '""', '{"id": "a"}'].join('\n'));

    expect(await run(createClient().client)).toMatchObject({ done: 99, failed: 3, bad: 2 });
    const errors = readFileSync(at('out.errors.jsonl'), 'utf8');
    expect(errors).toMatch(/"custom_id":"42","response":\{"status_code":400/);
    expect(errors).toMatch(/Line 101: its `text` is empty[^]*"custom_id":"a"[^]*Line 102: its `text` is undefined/);
  });

  test('makes a Parquet file of 32-bit floats when all rows are there, after a stop too', async () => {
    const texts = writeTexts(3000);
    const stop = new AbortController();
    const first = createClient({ stopAt: 20, onStop: () => stop.abort() });
    const options = { output: at('out.parquet') };
    const stopped = await run(first.client, { ...options, stop: stop.signal, concurrency: 2 });
    expect(stopped).toMatchObject({ state: 'stopped', output: at('out.parquet') });
    expect(readdirSync(at())).not.toContain('out.parquet');
    const second = createClient();

    const result = await run(second.client, options);

    expect(result).toMatchObject({ state: 'completed', done: 3000, inThisRun: 3000 - stopped.done });
    expect(stopped.done).toBeGreaterThan(0);
    const rows = await readParquet();
    expect(rows.map(({ id }) => id)).toEqual(texts.map((_, index) => String(index + 1)));
    expect(rows[5]).toEqual({ id: '6', line: 6, embedding: [texts[5]?.length, Math.fround(0.1), -0.25] });
    expect(readdirSync(at()).toSorted()).toEqual(['in.jsonl', 'out.parquet', 'out.parquet.rows.jsonl.manifest.json']);
    expect(await run(second.client, options)).toMatchObject({ state: 'completed', done: 3000, inThisRun: 0 });
  });

  test('makes the Parquet file anew when failures are asked for again', async () => {
    writeFileSync(at('in.jsonl'), '"good"\n"bad"\n');
    const options = { output: at('out.parquet') };
    await run(createClient().client, options);
    const before = await readParquet();
    const { client } = createClient();
    const mended = client.withOptions({
      fetch: async () => Response.json({ object: 'list', data: [{ index: 0, embedding: [9, 9, 9] }] }),
    });

    await run(mended, { ...options, retryErrors: true });

    expect([before.length, (await readParquet()).length]).toEqual([1, 2]);
  });

  test('refuses a Parquet file of others', async () => {
    writeTexts(1);
    writeFileSync(at('out.parquet'), 'mine');

    await expect(run(createClient().client, { output: at('out.parquet') })).rejects.toThrow(/is there already/);
    expect(readFileSync(at('out.parquet'), 'utf8')).toBe('mine');
  });
});
