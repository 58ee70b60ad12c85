import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { toProbes } from '../../scripts/contract/probes.ts';
import { toServedDocument } from '../../scripts/contract/served.ts';
import { validators } from '../../src/tei.ts';
import { mockTgi, startFakeServer, startFakeTgi } from '../../src/testing.ts';

describe('npm run contract', () => {
  test('prints a table of the operations, and ends with 0 where nothing differs', async () => {
    const { code, stdout } = await contract('--api-base', inject('openaiUrl'), '--spec', 'openai', '--api-key', 'k');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^createEmbedding +\d+ +0 +0$/m);
    expect(stdout).not.toContain('DIFFERS');
  });

  test('prints what differs, and ends with 1', async () => {
    await using server = await startFakeTgi({ script: [{ status: 200, steps: [{ send: '{}' }] }] });
    const { code, stdout } = await contract('--api-base', server.url, '--spec', 'openai');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^DIFFERS +createEmbedding +request \w+ +200: does not fit: \{\}$/m);
  });

  test.each([
    [
      'a body that fits is refused',
      422,
      'text/plain',
      'missing field `x`',
      /generate +request minimal +422: refuses a body that fits the spec: missing field `x`$/m,
    ],
    [
      'a stream that is asked for does not come',
      200,
      'application/json',
      '[{"generated_text":"a"}]',
      /compatGenerate +request streamed +200: does not stream$/m,
    ],
    [
      'a stream that is not asked for comes',
      200,
      'text/event-stream',
      'data: {}\n\n',
      /compatGenerate +request minimal +200: streams, without being asked$/m,
    ],
    [
      'a stream has no events',
      200,
      'text/event-stream',
      ':\n\n',
      /generateStream +request minimal +200: a stream without events$/m,
    ],
  ])('sees that %s', async (_, status, type, send, said) => {
    const script = [{ status, headers: { 'content-type': type }, steps: [{ send }] }];
    await using server = await startFakeTgi({ script });
    const { code, stdout } = await contract('--api-base', server.url);

    expect(code).toBe(1);
    expect(stdout).toMatch(said);
  });

  test("finds TGI's own spec kept by its mock", async () => {
    await using mock = await mockTgi();

    expect(await contract('--api-base', mock.url, '--api-key', 'k')).toMatchObject({ code: 0 });
  });

  test('finds nothing that differs in a server that is played like vLLM', async () => {
    await using vllm = await startFakeServer({ like: 'vllm' });
    const { code, stdout } = await contract('--api-base', vllm.url, '--spec', 'vllm');

    expect(stdout).not.toContain('DIFFERS');
    expect(code).toBe(0);
  });

  test('names the event of a stream that does not fit, and what is wrong with it', async () => {
    const token = { id: 5, text: 'a', logprob: -1, special: false };
    const events = [
      { index: 1, token, generated_text: null, details: null },
      { index: 2, token, generatedText: 'aa' },
    ];
    const send = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
    const script = [{ status: 200, headers: { 'content-type': 'text/event-stream' }, steps: [{ send }] }];
    await using server = await startFakeTgi({ script });
    const { code, stdout } = await contract('--api-base', server.url);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /generateStream +request minimal +200: event 2 does not fit: data\.generated_text: Invalid input/,
    );
  });

  test('asks a TEI for what its model does, and nothing of another host', async () => {
    await using tei = await startFakeServer({ like: 'tei' });
    const { code, stdout } = await contract('--api-base', tei.url, '--spec', 'tei');

    expect(stdout).not.toContain('DIFFERS');
    expect(code).toBe(0);
    expect(tei.requests.filter(({ path }) => path.startsWith('/pipeline'))).toEqual([]);
    const bodies = tei.requests.flatMap(({ method, path, body }) => (method === 'POST' && path === '/' ? [body] : []));
    expect(bodies.length).toBeGreaterThan(5);
    expect(bodies.map((body) => validators.EmbedRequest.safeParse(JSON.parse(body)).success)).not.toContain(false);
  });

  test.each([
    ['embedding', { embedding: { pooling: 'mean' } }, 'EmbedRequest'],
    ['sparse', { embedding: { pooling: 'splade' } }, 'EmbedSparseRequest'],
    ['classifying', { classifier: { id2label: {}, label2id: {} } }, 'PredictRequest'],
    ['ranking', { reranker: { id2label: {}, label2id: {} } }, 'RerankRequest'],
  ] as const)('takes the requests of its root from the type of a model: %s', (_, model_type, name) => {
    const document = JSON.parse(readFileSync('generated/tei.openapi.json', 'utf8'));
    const served = toServedDocument(document, { spec: 'tei', info: { model_type } });
    const probes = toProbes(served).filter(
      ({ path, body }) => body !== undefined && ['/', '/invocations'].includes(path),
    );

    expect(probes.length).toBeGreaterThan(10);
    expect(probes.filter(({ body = '' }) => !validators[name].safeParse(JSON.parse(body)).success)).toEqual([]);
  });

  test('ends with 2 without an address', async () => {
    expect(await contract()).toMatchObject({ code: 2, stderr: expect.stringContaining('--api-base') });
  });
});

async function contract(...args: string[]) {
  return promisify(execFile)(process.execPath, [
    'node_modules/jiti/lib/jiti-cli.mjs',
    'scripts/contract/main.ts',
    ...args,
  ]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}
