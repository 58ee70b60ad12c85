import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createJiti } from 'jiti';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { parseGatewaySettings } from '../../src/gateway.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/gateway.md';
// Here, so that the examples find Hono.
const folder = mkdtempSync(join(ROOT, 'node_modules/.gateway-'));
const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });

afterAll(() => rmSync(folder, { recursive: true }));

interface Application {
  default?: { fetch: (request: Request) => Promise<Response> };
  POST?: (request: Request) => Promise<Response>;
}

describe('docs/gateway.md', () => {
  test.each(readCodeBlocks(PAGE, 'ts'))('$name answers a chat', async ({ name, code }) => {
    const file = join(folder, `${name.replace(/\W/g, '-')}.ts`);
    writeFileSync(file, code.replaceAll('http://localhost:8080', inject('tgiUrl')));
    const alias = {
      easyllm: join(ROOT, 'src/index.ts'),
      'easyllm/gateway': join(ROOT, 'src/gateway.ts'),
    };
    const app: Application = await createJiti(import.meta.url, { alias }).import(file);
    const answer = app.default?.fetch ?? app.POST;
    const prefix = code.includes("'/llm'") ? '/llm' : '';
    const request = new Request(`http://localhost${prefix}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-first' },
      body: CHAT,
    });

    expect(await (await answer?.(request))?.json()).toMatchObject({ object: 'chat.completion' });
  });

  test.each(readCodeBlocks(PAGE, 'json'))('$name is understood', ({ code }) => {
    expect(() => parseGatewaySettings(JSON.parse(code))).not.toThrow();
  });

  test('serves, and answers curl', async () => {
    const [serve, curl] = readCodeBlocks(PAGE, 'sh').map(({ code }) => code.trim());
    const words = (serve ?? '')
      .replace('http://localhost:8080', inject('tgiUrl'))
      .replace('8000', '0')
      .split(' ')
      .slice(1);
    const server = spawn(
      process.execPath,
      [join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), join(ROOT, 'src/cli.ts'), ...words],
      {
        env: { PATH: process.env['PATH'], HOME: folder },
      },
    );
    try {
      const [line] = await once(server.stdout, 'data');
      const url = /http:\S+/.exec(String(line))?.[0] ?? '';
      const { stdout } = await promisify(execFile)('sh', ['-c', (curl ?? '').replace('http://127.0.0.1:8000', url)]);

      expect(stdout).toMatch(/data: \[DONE\]\n\n$/);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });
});
