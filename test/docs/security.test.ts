import { afterEach, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { EasyLLM } from '../../src/index.ts';
import type { FakeAnswer, FakeTgi } from '../../src/testing/fake-tgi.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import { generated } from '../../src/testing/native-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const SECRET = 'sk-secret-token';
const servers: FakeTgi[] = [];

async function serve(...script: FakeAnswer[]): Promise<FakeTgi> {
  const server = await startFakeTgi({ script });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('docs/security.md', () => {
  test.each(readCodeBlocks('docs/security.md', 'ts'))('$name prints what it says', async ({ code }) => {
    const refusal = { status: 403, steps: [{ send: JSON.stringify({ error: `The token ${SECRET} may not` }) }] };
    const { url } = await serve(refusal);

    expect((await runExample(code, { 'http://localhost:8080': url })).printed).toEqual(printedBy(code));
  });

  test('tells truly what a redirect to another origin takes along', async () => {
    const target = await serve(generated('Hi'));
    const { url } = await serve({ status: 307, headers: { location: `${target.url}/elsewhere` } });
    const client = new EasyLLM({ apiBase: url, apiKey: SECRET, defaultHeaders: { cookie: 'a=b', 'x-mine': 'c' } });

    await client.completions.create({ prompt: 'Secret prompt' });
    const [asked] = target.requests;

    expect(asked?.headers.get('authorization')).toBeNull();
    expect(asked?.headers.get('cookie')).toBeNull();
    expect(asked?.headers.get('x-mine')).toBe('c');
    expect(asked?.body).toContain('Secret prompt');
  });

  test.each([
    ['warn', false, []],
    ['info', false, ['POST']],
    ['debug', false, ['POST', 'content-type']],
    ['debug', true, ['POST', 'content-type', 'Secret prompt']],
  ] as const)('tells truly what is logged at %s, logContent %s', async (logLevel, logContent, words) => {
    const lines: string[] = [];
    const keep = (line: string) => void lines.push(line);
    const logger = { error: keep, warn: keep, info: keep, debug: keep };
    const { url } = await serve(generated('Hi'));
    const client = new EasyLLM({ apiBase: url, apiKey: SECRET, logger, logLevel, logContent });

    await client.completions.create({ prompt: 'Secret prompt' });
    const log = lines.join('\n');

    expect(['POST', 'content-type', 'Secret prompt'].filter((word) => log.includes(word))).toEqual(words);
    expect(log).not.toContain(SECRET);
  });

  test('tells truly that the access log has neither prompts nor keys', async () => {
    const entries: unknown[] = [];
    const { url, requests } = await serve(generated('Secret answer'));
    const gateway = createGateway({
      apiBase: url,
      apiKey: null,
      auth: { keys: ['sk-first-key'] },
      accessLog: (entry) => entries.push(entry),
    });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-first-key', 'x-mine': 'c' };
    const body = JSON.stringify({ prompt: 'Secret prompt' });
    const response = await gateway.request('/v1/completions', { method: 'POST', headers, body });

    expect(await response.text()).toContain('Secret answer');
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toMatch(/Secret|sk-first-key/);
    expect(requests[0]?.headers.get('authorization')).toBeNull();
    expect(requests[0]?.headers.get('x-mine')).toBeNull();
  });

  test.each([
    ['/health', 200],
    ['/openapi.json', 401],
    ['/metrics', 401],
  ])('tells truly whether %s wants a key', async (path, status) => {
    const auth = { keys: ['sk-first'] };
    const gateway = createGateway({ apiBase: 'http://tgi.test', auth, writeMetrics: async () => '' });

    expect((await gateway.request(path)).status).toBe(status);
  });

  test.each([
    ['a body of 10,000,001 bytes', JSON.stringify({ prompt: 'a'.repeat(10_000_001 - 13) }), 413],
    ['101 levels', `${'['.repeat(101)}${']'.repeat(101)}`, 400],
  ])('tells truly that the gateway refuses %s', async (_, body, status) => {
    const gateway = createGateway({ apiBase: 'http://tgi.test', apiKey: null, auth: 'none' });
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };

    expect((await gateway.request('/v1/completions', { method: 'POST', headers, body })).status).toBe(status);
  });
});
