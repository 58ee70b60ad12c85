import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST } from '../../examples/nextjs/app/api/chat/route.ts';
import worker from '../../examples/worker.ts';
import { NOWHERE, runExample, startExample, startExampleServer } from '../support/example-program.ts';
import { startCommand, untilListening } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-examples-'));
const CHAT = { messages: [{ role: 'user', content: 'Hi' }] };
let server: Awaited<ReturnType<typeof startExampleServer>>;

beforeAll(async () => {
  server = await startExampleServer();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function post(url: string, body: unknown, key?: string): Request {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('the route of Next.js', () => {
  const ask = (body: unknown) => POST(post('http://app.test/api/chat', body));

  test('refuses a body without messages', async () => {
    expect((await ask({ prompt: 'Hi' })).status).toBe(400);
  });

  test('streams the text', async () => {
    vi.stubEnv('HUGGINGFACE_API_BASE', server.url);

    expect(await (await ask(CHAT)).text()).toBe('There is no model here. You asked: Hi');
  });

  test('hides the address of a server that is away, and logs it', async () => {
    vi.stubEnv('HUGGINGFACE_API_BASE', NOWHERE);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.resetModules();
    const { POST: route } = await import('../../examples/nextjs/app/api/chat/route.ts');
    const response = await route(post('http://app.test/api/chat', CHAT));

    expect([response.status, await response.json()]).toEqual([502, { error: 'The model cannot be reached.' }]);
    expect(String(logged.mock.calls)).toContain(NOWHERE);
  });
});

describe('the Worker', () => {
  test('says which variables it lacks', async () => {
    const response = await worker.fetch(new Request('http://worker.test/health'), {});

    expect([response.status, await response.text()]).toEqual([500, 'Set API_BASE and WORKER_KEY.\n']);
  });

  test('answers callers with its key, and no others', async () => {
    const env = { API_BASE: server.url, WORKER_KEY: 'secret' };
    const url = 'http://worker.test/v1/chat/completions';

    expect((await worker.fetch(post(url, CHAT), env)).status).toBe(401);
    expect(await (await worker.fetch(post(url, CHAT, 'secret'), env)).text()).toContain('You asked: Hi');
  });
});

describe('examples that serve', () => {
  test('hono answers under /llm/v1, logs, and ends when told', async () => {
    const env = { APP_KEY: 'secret', PORT: '0', HUGGINGFACE_API_BASE: server.url };
    const child = await startExample('examples/hono.ts', { env });
    let stdout = '';
    child.stdout.on('data', (data) => (stdout += String(data)));
    await once(child.stdout, 'data');
    const url = /http:\S+/.exec(stdout)?.[0] ?? '';
    const close = { connection: 'close' };
    const home = await fetch(url, { headers: close });
    const request = post(`${url}/llm/v1/chat/completions`, CHAT, 'secret');
    const answer = await (
      await fetch(request, { headers: { ...Object.fromEntries(request.headers), ...close } })
    ).text();
    child.kill('SIGTERM');

    expect(await once(child, 'close')).toEqual([0, null]);
    expect(await home.text()).toContain('/llm/v1');
    expect(answer).toContain('You asked: Hi');
    expect(stdout).toMatch(/ 200 \d+ ms\n/);
  });

  test('hono wants a key for its callers', async () => {
    const { code, stderr } = await runExample('examples/hono.ts');

    expect([code, stderr]).toEqual([2, 'Set APP_KEY: the key that callers must send.\n']);
  });

  test('gateway.json offers both models', async () => {
    const file = join(folder, 'gateway.json');
    writeFileSync(
      file,
      readFileSync('examples/gateway.json', 'utf8').replaceAll(/http:\/\/localhost:808\d/g, server.url),
    );
    const child = await startCommand(['serve', '--config', file, '--port', '0']);
    const { url } = await untilListening(child);
    const chat = await fetch(post(`${url}/v1/chat/completions`, { model: 'llama', ...CHAT }));
    const vectors = await fetch(post(`${url}/v1/embeddings`, { model: 'bge', input: ['a', 'b'] }));
    const unknown = await fetch(post(`${url}/v1/chat/completions`, { model: 'none', ...CHAT }));
    const ended = once(child, 'close');
    child.kill('SIGTERM');

    expect(await chat.text()).toContain('You asked: Hi');
    expect(await vectors.json()).toMatchObject({ data: [{ index: 0 }, { index: 1 }] });
    expect(unknown.status).toBe(404);
    await ended;
  });

  test('testing passes', async () => {
    const { code, stdout } = await runExample('examples/testing.ts');

    expect(code).toBe(0);
    expect(stdout).toMatch(/pass 4\n[^]*fail 0\n/);
  });

  test('migration prints three answers', async () => {
    const env = { HUGGINGFACE_API_BASE: server.url };
    const { code, stdout, stderr } = await runExample('examples/migration.ts', { env });

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/There is no model here/g)).toHaveLength(3);
  });

  test('migration names an address where nobody answers', async () => {
    const { code, stderr } = await runExample('examples/migration.ts', { env: { HUGGINGFACE_API_BASE: NOWHERE } });

    expect(code).toBe(1);
    expect(stderr).toContain(NOWHERE);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
