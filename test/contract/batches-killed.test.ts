import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Batch, FileObject } from '../../generated/openai.ts';
import { runBatch } from '../../src/batch.ts';
import { EasyLLM } from '../../src/index.ts';
import { compareFiles, whenAsked } from '../support/batch-kills.ts';
import { manyLines, startBatchServer } from '../support/batch-server.ts';
import { builtPackage } from '../support/installed-package.ts';
import { startCommand, untilListening } from '../support/program.ts';
import { createRandom } from '../support/random.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-batches-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

// It is built once a run, which may take long on a machine that does other things.
beforeAll(async () => builtPackage(), 600_000);

/** None outlives a test that fails. */
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const KILLS = 4;

describe('easyllm serve --data', () => {
  test('goes on with a batch after it was killed: each line has one result', async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const random = createRandom(seed);
    const server = await startBatchServer({ delayMs: 10 });
    writeFileSync(at('in.jsonl'), manyLines(600));
    const client = new EasyLLM({ apiBase: server.url, apiKey: null });
    await runBatch(client, { input: at('in.jsonl'), output: at('whole.jsonl') });
    const serve = async () => {
      const child = await startCommand(['serve', '--port', '0', '--api-base', server.url, '--data', at('data')]);
      children.push(child);
      const { url } = await untilListening(child);
      return { child, url, ask: async <Body>(path: string, init?: RequestInit) => askFor<Body>(`${url}${path}`, init) };
    };

    let gateway = await serve();
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new Blob([manyLines(600)]), 'in.jsonl');
    const file = await gateway.ask<FileObject>('/v1/files', { method: 'POST', body: form });
    const request = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' };
    const { id } = await gateway.ask<Batch>('/v1/batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await whenAsked(server, Math.ceil(random() * 80));
      const ended = once(gateway.child, 'close');
      gateway.child.kill('SIGKILL');
      await ended;
      gateway = await serve();
    }
    await expect.poll(async () => (await gateway.ask<Batch>(`/v1/batches/${id}`)).status).toBe('completed');
    const batch = await gateway.ask<Batch>(`/v1/batches/${id}`);
    for (const [name, result] of [
      ['killed.jsonl', batch.output_file_id],
      ['killed.errors.jsonl', batch.error_file_id],
    ] as const) {
      const response = await fetch(`${gateway.url}/v1/files/${result}/content`);
      writeFileSync(at(name), await response.text());
    }
    server.close();

    expect({ seed, counts: batch.request_counts }).toEqual({
      seed,
      counts: { total: 600, completed: 534, failed: 66 },
    });
    expect({ seed, problems: compareFiles(folder) }).toEqual({ seed, problems: [] });
  });
});

async function askFor<Body>(url: string, init?: RequestInit): Promise<Body> {
  const response = await fetch(url, init);
  const body: Body = JSON.parse(await response.text());
  if (!response.ok) throw new Error(`${url} answered ${response.status}. ${JSON.stringify(body)}`);
  return body;
}
