/** `easyllm serve` as processes: reloaded while it streams, and with several workers. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFakeTgi } from '../../src/testing.ts';
import { ask, CHAT } from '../support/gateway-asking.ts';
import { startCommand, untilListening } from '../support/program.ts';

const CHUNK = (text: string) =>
  `data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`;
const END = `data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;

/** A server whose streams say one word, and the rest when they are let go. */
async function serveStreams() {
  const waiting: (() => void)[] = [];
  const steps = async function* () {
    yield { send: CHUNK('begun') };
    await new Promise<void>((resolve) => waiting.push(resolve));
    yield { send: CHUNK('ended') + END };
  };
  const server = await startFakeTgi({
    script: ({ path }) => {
      if (path === '/v1/models')
        return { steps: [{ send: '{"object":"list","data":[{"id":"m","owned_by":"vllm"}]}' }] };
      if (path !== '/v1/chat/completions') return { status: 404 };
      return { headers: { 'content-type': 'text/event-stream' }, steps: steps() };
    },
  });
  return { server, waiting };
}

function writeConfig(file: string, url: string, models: readonly string[]): void {
  const routes = Object.fromEntries(models.map((name) => [name, { apiBase: `${url}/v1`, apiKey: null }]));
  writeFileSync(file, JSON.stringify({ models: routes, auth: { keys: [{ name: 'a', key: 'sk-a', rpm: 1000 }] } }));
}

/** All lines of its log. */
function readLog(child: ChildProcessWithoutNullStreams): () => string {
  let log = '';
  child.stderr.on('data', (data) => (log += String(data)));
  return () => log;
}

async function serve(args: readonly string[]) {
  const child = await startCommand(['serve', '--port', '0', ...args]);
  const log = readLog(child);
  const { url } = await untilListening(child);
  return { child, log, url, ...ask(url, 'sk-a') };
}

const namesOf = async (response: Response) =>
  JSON.parse(await response.text()).data.map(({ id }: { id: string }) => id);

describe('easyllm serve', () => {
  test('takes new settings under 100 streams, and none is cut; wrong ones are refused', async () => {
    const { server, waiting } = await serveStreams();
    await using _ = server;
    const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'gateway.json');
    writeConfig(file, server.url, ['old']);
    const { child, log, post, get } = await serve(['--config', file, '--watch']);
    try {
      const texts = Array.from({ length: 100 }, async () =>
        (await post({ ...CHAT, model: 'old', stream: true })).text(),
      );
      await expect.poll(() => waiting.length).toBe(100);

      writeConfig(file, server.url, ['new']);
      child.kill('SIGHUP');
      await expect.poll(async () => namesOf(await get('/v1/models'))).toEqual(['new']);
      writeFileSync(file, '{"models": {"new": {"apiBas": "x"}}}');
      child.kill('SIGHUP');
      await expect.poll(log).toContain('Did you mean `apiBase`?');
      expect(await namesOf(await get('/v1/models'))).toEqual(['new']);
      // No signal: the file is watched.
      writeConfig(file, server.url, ['new', 'newer']);
      await expect.poll(async () => namesOf(await get('/v1/models'))).toEqual(['new', 'newer']);

      for (const go of waiting) go();
      const ended = (await Promise.all(texts)).filter((text) => text.includes('ended') && text.endsWith('[DONE]\n\n'));
      expect(ended).toHaveLength(100);
      // What was counted of the key stays counted.
      const left = (await post({ ...CHAT, model: 'nobody' })).headers.get('x-ratelimit-remaining-requests');
      expect(Number(left)).toBeLessThan(900);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('serves by two workers: limits, metrics and reload are of both, and SIGTERM loses nothing', async () => {
    const { server, waiting } = await serveStreams();
    await using _ = server;
    const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'gateway.json');
    writeConfig(file, server.url, ['old']);
    const { child, log, post, get } = await serve(['--config', file, '--workers', '2']);
    const texts = Array.from({ length: 40 }, async () => (await post({ ...CHAT, model: 'old', stream: true })).text());
    await expect.poll(() => waiting.length).toBe(40);
    const pids = async () => {
      const lines = log()
        .split('\n')
        .filter((line) => line.includes('"msg":"request"'));
      return new Set(lines.map((line) => JSON.parse(line).pid)).size;
    };
    // Connections are handed out in turn; one that is kept stays where it is.
    await expect
      .poll(async () => {
        await Promise.all(Array.from({ length: 4 }, async () => (await get('/v1/models')).text()));
        return pids();
      })
      .toBe(2);
    const response = await post({ ...CHAT, model: 'old', stream: true });
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe(String(1000 - 41));
    const metrics = await (await get('/metrics')).text();
    // The one that asks is under way itself.
    expect(metrics).toMatch(/^easyllm_in_flight 42$/m);

    writeConfig(file, server.url, ['new']);
    child.kill('SIGHUP');
    for (let call = 0; call < 8; call += 1) {
      await expect.poll(async () => namesOf(await get('/v1/models'))).toEqual(['new']);
    }

    child.kill('SIGTERM');
    await expect.poll(() => waiting.length).toBe(41);
    for (const go of waiting) go();
    const all = await Promise.all([...texts, response.text()]);
    expect(all.filter((text) => text.includes('ended') && text.endsWith('[DONE]\n\n'))).toHaveLength(41);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('replaces a worker that ends, and ends where none can listen', async () => {
    const { child, log, url, get } = await serve(['--api-base', 'http://127.0.0.1:9', '--workers', '2']);
    const port = new URL(url).port;
    const second = await startCommand(['serve', '--port', port, '--api-base', 'http://127.0.0.1:9', '--workers', '2']);
    const complaint = readLog(second);
    expect(await once(second, 'exit')).toEqual([2, null]);
    expect(complaint()).toContain('it is taken. Pass another --port');

    await (await get('/v1/models')).text();
    const line = log()
      .split('\n')
      .find((text) => text.includes('"msg":"request"'));
    const { pid } = JSON.parse(line ?? '{}');
    process.kill(pid, 'SIGKILL');
    await expect.poll(log).toContain('a worker ended, and another one is started');
    expect((await get('/health')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
