/** The shell lines of docs/command.md and docs/testing.md, on `easyllm fake`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn } from '../../src/testing/stand-in.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { untilListening } from '../support/program.ts';
import { runShell, shellPath } from '../support/shell.ts';

const BLOCKS = readCodeBlocks('docs/command.md', 'sh').map((block, index) => ({
  ...block,
  want: [
    ['meta-llama/Llama-3.1-8B', 'There is no model here. You asked: Knock knock.'],
    ['You asked: Is this true?\n\nThe sky is green.', 'You asked: How far is it to Paris from Rome?', 'Knock knock.'],
    ['{"city":"text"}', '"object": "chat.completion"'],
  ][index],
}));
let standIn: Awaited<ReturnType<typeof startStandIn>>;
let folder: string;

beforeAll(async () => {
  standIn = await startStandIn({ delayMs: 0 });
  folder = mkdtempSync(join(tmpdir(), 'easyllm-command-'));
});

afterAll(async () => {
  await standIn.close();
  rmSync(folder, { recursive: true });
});

describe('docs/command.md', () => {
  test.each(BLOCKS)('$name does what the page says', async ({ code, want = ['?'] }) => {
    const env = { EASYLLM_API_BASE: standIn.url };
    const { code: status, stdout } = await runShell(code.replace('http://localhost:8080', standIn.url), {
      cwd: folder,
      env,
    });

    expect(status).toBe(0);
    for (const words of want) expect(stdout).toContain(words);
  });
});

describe('docs/testing.md', () => {
  test('starts a stand-in that plays a script', async () => {
    const { code = '' } =
      readCodeBlocks('docs/testing.md', 'sh').find((block) => block.code.includes('easyllm fake')) ?? {};
    // In the place of the shell, so that the signal reaches the command.
    const lines = code.replace('8080', '0').replace('easyllm fake', 'exec easyllm fake');
    const server = spawn('sh', ['-c', lines], { cwd: folder, env: { PATH: await shellPath() } });
    const { url } = await untilListening(server);
    const ask = () => fetch(`${url}/v1/completions`, { method: 'POST', body: '{"prompt":"Knock"}' });
    const first = await ask();
    const second = await ask();
    server.kill();

    expect(first.status).toBeGreaterThanOrEqual(400);
    expect(await second.text()).toContain('Whos there?');
  });
});
