import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import * as facade from '../../generated/openai.zod.ts';
import { parseGatewaySettings } from '../../src/gateway.ts';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runCommand, startCommand, untilListening } from '../support/program.ts';
import { runExample } from '../support/run-example.ts';

const PAGE = 'docs/gateway.md';
const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });

interface Application {
  default?: { fetch: (request: Request) => Promise<Response> };
  POST?: (request: Request) => Promise<Response>;
}

describe('docs/gateway.md', () => {
  test.each(readCodeBlocks(PAGE, 'ts'))('$name answers a chat', async ({ code }) => {
    const { exports } = await runExample(code, { 'http://localhost:8080': inject('tgiUrl') });
    const app: Application = exports;
    const answer = app.default?.fetch ?? app.POST;
    const prefix = code.includes("'/llm'") ? '/llm' : '';
    const request = new Request(`http://localhost${prefix}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-first' },
      body: CHAT,
    });

    expect(await (await answer?.(request))?.json()).toMatchObject({ object: 'chat.completion' });
  });

  const SECRETS = { LLAMA_TOKEN: 'hf_llama', SEARCH_KEY: 'sk-search', SUPPORT_KEY: 'sk-support' };
  const answers = readCodeBlocks(PAGE, 'json').filter(({ code }) => code.includes('"object"'));
  const settings = readCodeBlocks(PAGE, 'json').filter((block) => !answers.some(({ name }) => name === block.name));
  const [usage, prompt] = answers;

  test.each([...settings, ...readCodeBlocks(PAGE, 'yaml')])('$name is understood', ({ code }) => {
    expect(() => parseGatewaySettings(parse(code), PAGE, SECRETS)).not.toThrow();
  });

  test('shows by curl what the model reads', async () => {
    await using server = await startFakeServer({ like: 'tgi' });
    const words = ['serve', '--port', '0', '--api-base', server.url, '--prompt-builder', 'llama3'];
    const gateway = await startCommand(words);
    try {
      const { url } = await untilListening(gateway);
      const curl = readCodeBlocks(PAGE, 'sh').find(({ code }) => code.includes('/v1/prompt'))?.code ?? 'false';
      const { stdout } = await promisify(execFile)('sh', ['-c', curl.replace('http://127.0.0.1:8000', url)]);
      const shown = JSON.parse(prompt?.code ?? '');

      expect(JSON.parse(stdout)).toMatchObject({
        ...shown,
        model: expect.any(String),
        prompt: expect.stringMatching(/^.*user/s),
      });
      expect(JSON.parse(stdout).prompt).toContain(shown.prompt.replace('…', ''));
    } finally {
      gateway.kill('SIGTERM');
      await once(gateway, 'exit');
    }
  });

  test('shows usage as it is', () => {
    expect(facade.GatewayUsage.safeParse(JSON.parse(usage?.code ?? '')).error).toBeUndefined();
  });

  test('serves two models of two servers to two keys', async () => {
    await using llama = await startFakeServer({ like: 'tgi' });
    await using mistral = await startFakeServer({ like: 'vllm', model: 'mistralai/Mistral-7B-Instruct-v0.3' });
    const [file] = readCodeBlocks(PAGE, 'yaml');
    const [, , start, ask] = readCodeBlocks(PAGE, 'sh').map(({ code }) => code);
    const config = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'gateway.yaml');
    writeFileSync(
      config,
      (file?.code ?? '').replace('http://localhost:8080', llama.url).replace('http://localhost:8001', mistral.url),
    );
    const [names, check, serve] = (start ?? '').trim().split('\n');
    const env = Object.fromEntries([...(names ?? '').matchAll(/(\w+)=(\S+)/g)].map(([, name, key]) => [name, key]));
    const words = (line = '') => line.replace('gateway.yaml', config).replace('8000', '0').split(' ').slice(1);

    const checked = await runCommand(words(check), { env });
    expect(checked.stdout).toContain(`ok: mistral: ${mistral.url}/v1 serves mistralai/Mistral-7B-Instruct-v0.3`);
    const server = await startCommand(words(serve), env);
    try {
      const { url } = await untilListening(server);
      const lines = (ask ?? '').replaceAll('http://127.0.0.1:8000', url).replaceAll('curl ', 'echo; curl --silent ');
      const { stdout } = await promisify(execFile)('sh', ['-c', lines], { env: { ...process.env, ...env } });
      const [models, chat, told] = stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));

      expect(facade.ModelList.parse(models).data.map(({ id }) => id)).toEqual(['llama']);
      expect(facade.ChatCompletion.parse(chat).model).toBe('mistral');
      expect(facade.GatewayUsage.parse(told)).toMatchObject({ key: 'support', requests: 1 });
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  test('serves, and answers curl', async () => {
    const [serve, curl] = readCodeBlocks(PAGE, 'sh').map(({ code }) => code.trim());
    const words = (serve ?? '')
      .replace('http://localhost:8080', inject('tgiUrl'))
      .replace('8000', '0')
      .split(' ')
      .slice(1);
    const server = await startCommand(words);
    try {
      const { url } = await untilListening(server);
      const { stdout } = await promisify(execFile)('sh', ['-c', (curl ?? '').replace('http://127.0.0.1:8000', url)]);

      expect(stdout).toMatch(/data: \[DONE\]\n\n$/);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });
});
