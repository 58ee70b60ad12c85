/** Codex, as npm has it, against a gateway on loopback: one command, and an answer of its output. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { COMMAND, listenOpenGateway, requests } from './server.ts';

const CODEX = join(dirname(createRequire(import.meta.url).resolve('@openai/codex/package.json')), 'bin/codex.js');

/** The lines of docs/responses.md, and nothing that asks other hosts. */
const toConfig = (url: string) => `
model = "served"
model_provider = "easyllm"
check_for_update_on_startup = false

[analytics]
enabled = false

[model_providers.easyllm]
name = "EasyLLM"
base_url = "${url}/v1"
wire_api = "responses"
`;

describe('codex exec', () => {
  test('runs a command and answers', async () => {
    const { url, close } = await listenOpenGateway();
    const home = await mkdtemp(join(tmpdir(), 'easyllm-codex-'));
    try {
      await writeFile(join(home, 'config.toml'), toConfig(url));
      const options = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '--json'];
      const child = promisify(execFile)(process.execPath, [CODEX, ...options, 'What does the command say?'], {
        cwd: home,
        env: { PATH: process.env['PATH'], HOME: home, CODEX_HOME: home },
        timeout: 110_000,
      });
      child.child.stdin?.end();
      const { stdout } = await child;

      expect(stdout).toContain('The command said rain-42');
      expect(JSON.stringify(requests)).toContain(JSON.stringify(COMMAND).slice(1, -1));
      expect(requests.at(-1)?.messages.at(-1)).toMatchObject({
        role: 'tool',
        content: expect.stringContaining('rain-42'),
      });
    } finally {
      await close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
