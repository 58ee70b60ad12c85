/** opencode, as npm has it, with the AI SDK's provider for OpenAI, against a gateway on loopback. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ANSWER, listenOpenGateway, paths } from './server.ts';

/** The program itself, which its package starts. */
const program = createRequire(createRequire(import.meta.url).resolve('opencode-ai/package.json')).resolve(
  `opencode-${process.platform}-${process.arch}/package.json`,
);
const OPENCODE = join(dirname(program), 'bin/opencode');

/** The lines of docs/responses.md, and nothing that asks other hosts. */
const toConfig = (url: string) => ({
  autoupdate: false,
  share: 'disabled',
  model: 'easyllm/served',
  small_model: 'easyllm/served',
  provider: {
    easyllm: {
      npm: '@ai-sdk/openai',
      name: 'EasyLLM',
      options: { baseURL: `${url}/v1`, apiKey: 'none' },
      models: { served: { name: 'served' } },
    },
  },
});

describe('opencode run', () => {
  test('answers by the Responses API', async () => {
    const { url, close } = await listenOpenGateway();
    const home = await mkdtemp(join(tmpdir(), 'easyllm-opencode-'));
    try {
      await writeFile(join(home, 'opencode.json'), JSON.stringify(toConfig(url)));
      const quiet = { OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_AUTOUPDATE: '1' };
      const child = promisify(execFile)(OPENCODE, ['run', 'How is the weather?'], {
        cwd: home,
        env: { PATH: process.env['PATH'], HOME: home, ...quiet },
        timeout: 110_000,
      });
      child.child.stdin?.end();
      const { stdout } = await child;

      expect(stdout).toContain(ANSWER);
      expect([...paths]).toEqual(['/v1/responses']);
    } finally {
      await close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
