import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { startFakeTgi } from '../../src/testing.ts';

describe('npm run contract', { timeout: 60_000 }, () => {
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

  test('ends with 2 without an address', async () => {
    expect(await contract()).toMatchObject({ code: 2, stderr: expect.stringContaining('--api-base') });
  });
});

async function contract(...args: string[]) {
  return promisify(execFile)(process.execPath, [
    'node_modules/jiti/lib/jiti-cli.mjs',
    'scripts/contract.ts',
    ...args,
  ]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}
