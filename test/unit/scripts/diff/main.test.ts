import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const TGI = 'test/fixtures/openapi/tgi-3.3.6.json';

describe('npm run spec:diff', () => {
  test('ends with 0 where all differences are meant', async () => {
    const { code, stdout } = await diffSpec(TGI);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^openapi\/tgi\.yaml: 0 unexplained, \d+ meant, 0 no longer true$/m);
  });

  test('reads a live server, groups what differs, and ends with 1', async () => {
    const document = JSON.parse(readFileSync(TGI, 'utf8'));
    document.paths['/new'] = { post: { responses: {} } };
    document.components.schemas.GenerateParameters.properties.no_server_has_this = { type: 'number' };
    await using server = await serve(JSON.stringify(document));
    const { code, stdout } = await diffSpec(server.url);

    expect(code).toBe(1);
    expect(stdout).toContain('Only theirs\n  - parameters.no_server_has_this: number\n      POST / body\n');
    expect(stdout).toContain('  - operation\n      POST /new\n');
  });

  test('judges a spec by several documents that each show a part', async () => {
    const documents = ['vllm-0.32.0', 'vllm-0.32.0-pooling'].map((name) => `test/fixtures/openapi/${name}.json`);
    const { code, stdout } = await diffSpec(...documents, '--spec', 'vllm');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^openapi\/vllm\.yaml: 0 unexplained, \d+ meant, 0 no longer true$/m);
  });

  test('gives the same as JSON', async () => {
    const { stdout } = await diffSpec(TGI, '--json', '--spec', 'tgi');

    expect(JSON.parse(stdout)).toMatchObject({ spec: 'tgi', source: TGI, unexplained: [], unused: [] });
  });

  test('says what a new document breaks, and ends with 1 where it breaks callers', async () => {
    const same = await diffSpec('tgi', 'tgi', '--breaking');
    const { code, stdout } = await diffSpec('test/fixtures/openapi/tgi-2.0.4.json', TGI, '--breaking', '--markdown');

    expect(same).toMatchObject({ code: 0, stdout: '0 break callers, 0 break servers, of 0 differences\n' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^### Breaks callers$/m);
    expect((await diffSpec('--help')).stdout).toContain('--breaking');
  });

  test('names the file, the line and the column of what is no YAML', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'easyllm-diff-')), 'broken.yaml');
    writeFileSync(file, 'openapi: 3.2.0\npaths: [\n');
    const { code, stderr } = await diffSpec(file);
    rmSync(dirname(file), { recursive: true });

    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.yaml:\d+:\d+: /);
  });

  test.each([
    ['package.json', 'is no OpenAPI document'],
    ['nowhere.json', 'ENOENT'],
  ])('ends with 2 for %s, which %s', async (source, message) => {
    const { code, stderr } = await diffSpec(source);

    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

async function diffSpec(...args: string[]) {
  const run = promisify(execFile)(process.execPath, [
    'node_modules/jiti/lib/jiti-cli.mjs',
    'scripts/diff/main.ts',
    ...args,
  ]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

async function serve(body: string) {
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/api-doc/openapi.json`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}
