import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import * as facade from '../../generated/openai.zod.ts';
import { parseGatewaySettings } from '../../src/gateway.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { startCommand, untilListening } from '../support/program.ts';
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
  const [settings, usage] = readCodeBlocks(PAGE, 'json');

  test.each([settings, ...readCodeBlocks(PAGE, 'yaml')])('$name is understood', (block) => {
    expect(() => parseGatewaySettings(parse(block?.code ?? ''), PAGE, SECRETS)).not.toThrow();
  });

  test('shows usage as it is', () => {
    expect(facade.GatewayUsage.safeParse(JSON.parse(usage?.code ?? '')).error).toBeUndefined();
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
