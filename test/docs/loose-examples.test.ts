/** Examples of pages that have few, and settings of other programs. */
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { startStandIn } from '../../src/testing/stand-in.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { startCommand, untilListening } from '../support/program.ts';
import { printedBy, runExample } from '../support/run-example.ts';
import { runShell } from '../support/shell.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'easyllm-examples-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const [image] = readCodeBlocks('docs/parameters.md', 'ts');
const sh = (page: string, containing: string) =>
  readCodeBlocks(page, 'sh').find(({ code }) => code.includes(containing))?.code ?? 'false';

describe('docs/parameters.md', () => {
  test('sends an image', async () => {
    await using server = await startFakeServer({ like: 'openai', script: [{ tokens: ['A', ' cat'] }] });
    const { printed } = await runExample(image?.code ?? '', { 'http://localhost:8080': server.url });

    expect(printed).toEqual(['"A cat"']);
    expect(server.requests.at(-1)?.body).toContain('"url":"data:image/png;base64,');
  });
});

describe('docs/getting-started.md', () => {
  test.each(readCodeBlocks('docs/getting-started.md', 'ts'))('$name prints what it says', async ({ code }) => {
    expect((await runExample(code)).printed).toEqual(printedBy(code));
  });
});

describe('docs/servers.md', () => {
  test.each(readCodeBlocks('docs/servers.md', 'ts'))('$name has a client that answers', async ({ code }) => {
    const like = code.includes('ollama') ? 'ollama' : 'vllm';
    await using server = await startFakeServer({ like, script: [{ tokens: ['Hi'] }] });
    const ask = `const { choices } = await client.chat.completions.create({ model: 'model', messages: [{ role: 'user', content: 'Hi' }] });`;
    const { printed } = await runExample(`${code}\n${ask}\nconsole.log(choices[0].message.content);`, {
      'http://localhost:11434': server.url,
      'http://localhost:8000': server.url,
    });

    expect(printed).toEqual(['"Hi"']);
  });
});

describe('docs/specs.md', () => {
  test('checks the events of a stream', async () => {
    const { code = '' } =
      readCodeBlocks('docs/specs.md', 'ts').find((block) => block.code.includes('decodeEvents')) ?? {};

    expect((await runExample(code)).printed).toEqual([JSON.stringify('Model is overloaded')]);
  });

  test('compares two documents for what breaks', async () => {
    const old = join(folder, 'old.yaml');
    copyFileSync('openapi/tgi.yaml', old);
    const line = sh('docs/specs.md', '--breaking').replace('old.yaml', old).replace('npm run', 'npm run --silent');
    const { code, stdout, stderr } = await runShell(line, { cwd: process.cwd() });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\S/);
  });
});

describe('docs/responses.md', () => {
  test('has the settings of Codex that the test of Codex has', () => {
    const tried = readFileSync('test/clients/responses/codex.test.ts', 'utf8');
    const [{ code } = { code: '' }] = readCodeBlocks('docs/responses.md', 'toml');
    // The address and the key are the reader's own.
    const lines = code.split('\n').filter((line) => line !== '' && !/^(base_url|env_key) /.test(line));

    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => !tried.includes(line))).toEqual([]);
  });

  test('has the settings of opencode that the test of opencode has', () => {
    const tried = readFileSync('test/clients/responses/opencode.test.ts', 'utf8');
    const [{ code } = { code: '' }] = readCodeBlocks('docs/responses.md', 'json');
    const { model, provider } = JSON.parse(code);

    expect(Object.keys(provider.easyllm)).toEqual(['npm', 'options', 'models']);
    for (const words of [`model: '${model}'`, `npm: '${provider.easyllm.npm}'`, "served: { name: 'served' }"])
      expect(tried).toContain(words);
  });
});

describe('commands that serve', () => {
  test.each([
    ['docs/tracing.md', '--otel'],
    ['docs/batches.md', '--data'],
  ])('%s starts a gateway with %s', async (page, option) => {
    const standIn = await startStandIn({ delayMs: 0 });
    const line = sh(page, option)
      .split('\n')
      .find((text) => text.includes('easyllm serve'));
    const [, words = ''] = (line ?? '').split('easyllm serve ');
    const given = words
      .replace('http://localhost:8080', standIn.url)
      .replace('./data', join(folder, 'data'))
      .split(' ');
    // Nothing collects here: what is sent is lost, and the gateway serves all the same.
    const server = await startCommand(['serve', ...given, '--port', '0'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    });
    try {
      const { url } = await untilListening(server);

      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect((await fetch(`${url}/v1/files`)).status).toBe(option === '--data' ? 200 : 404);
    } finally {
      server.kill('SIGTERM');
      await once(server, 'exit');
      await standIn.close();
    }
  });
});
