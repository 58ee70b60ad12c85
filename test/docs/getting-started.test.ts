/** The steps of docs/getting-started.md, in an empty folder, with the package as it is published. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import { startFakeServer } from '../../src/testing.ts';
import { toErrorEvent } from '../../src/testing/native-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { installPackage } from '../support/installed-package.ts';

const PAGE = 'docs/getting-started.md';
const page = readFileSync(PAGE, 'utf8');
const [first = '', local = '', router = ''] = readCodeBlocks(PAGE, 'js').map(({ code }) => code);
const commands = readCodeBlocks(PAGE, 'sh').flatMap(({ code }) => code.trim().split('\n'));
const TOKEN = 'hf_getting_started';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'easyllm-start-'));
  for (const command of commands.filter((line) => /^npm (init|pkg) /.test(line))) await shell(command);
  mkdirSync(join(folder, 'node_modules'));
  await installPackage(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command of the page. A program that fails is no failure of the test: what it says is what is looked at. */
async function shell(command: string, environment: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'], HOME: folder, ...environment };
  const failed = ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout, stderr });
  return promisify(execFile)('sh', ['-c', command], { cwd: folder, env }).catch(failed);
}

/** Saves a program of the page under its name, with its server's address, and runs it as the page says. */
async function run(name: string, code: string, environment?: Record<string, string>) {
  writeFileSync(join(folder, name), code);
  const command = commands.find((line) => line === `node ${name}`);
  return shell(command ?? 'false', environment);
}

describe('docs/getting-started.md', () => {
  test('asks for the Node that the package asks for', () => {
    expect(`>=${/`v(\d+\.\d+\.\d+)` or later/.exec(page)?.[1]}`).toBe(manifest.engines.node);
  });

  test('makes a project whose programs may import', () => {
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ type: 'module' });
  });

  test('has a first program that prints what the page shows', async () => {
    const { stdout, stderr } = await run('first.js', first);

    expect(stderr).toBe('');
    expect(stdout).toBe(readCodeBlocks(PAGE, 'text')[0]?.code);
  });

  test('has a program for a TGI that streams', async () => {
    await using tgi = await startFakeServer({ like: 'tgi', script: [{ tokens: ['Who', "'s", ' there?'] }] });
    const { stdout, stderr } = await run('local.js', local.replace('http://localhost:8080', tgi.url));

    expect(stderr).toBe('');
    expect(stdout).toBe("Who's there?\n");
    expect(JSON.parse(tgi.requests.at(-1)?.body ?? '')).toMatchObject({ stream: true, max_tokens: 100 });
  });

  test('has a program for the router that sends the token of the environment', async () => {
    const chunks = [{ content: 'Hello' }, {}].map(
      (delta, index) =>
        `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: index === 0 ? null : 'stop' }] })}\n\n`,
    );
    const answer = {
      headers: { 'content-type': 'text/event-stream' },
      steps: [{ send: `${chunks.join('')}data: [DONE]\n\n` }],
    };
    await using server = await startFakeTgi({ script: [answer] });
    const code = router.replace('https://router.huggingface.co', server.url);
    const { stdout, stderr } = await run('router.js', code, { EASYLLM_API_KEY: TOKEN });
    const asked = server.requests.at(-1);

    expect(stderr).toBe('');
    expect(stdout).toBe('Hello\n');
    expect(asked?.path).toBe('/v1/chat/completions');
    expect(asked?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
  });

  test('has settings for TypeScript with which its programs compile', async () => {
    const line = commands.find((command) => command.startsWith('npx tsc')) ?? 'false';
    await shell(line.replace('npx tsc', 'node node_modules/typescript/bin/tsc'));
    const { compilerOptions } = readJsonWithComments(join(folder, 'tsconfig.json'));
    for (const [name, code] of Object.entries({ first, local, router }))
      writeFileSync(join(folder, `${name}.ts`), code);
    const { stdout } = await shell('node node_modules/typescript/bin/tsc --noEmit');

    expect(compilerOptions).toMatchObject({ module: 'nodenext', target: 'es2023' });
    expect(stdout).toBe('');
  });
});

function readJsonWithComments(file: string) {
  const text = readFileSync(file, 'utf8')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/,(\s*[}\]])/g, '$1');
  return JSON.parse(text);
}

const said = (status: number, error: string, error_type: string): FakeAnswer => ({
  status,
  steps: [{ send: JSON.stringify({ error, error_type }) }],
});
const inStream = (error: string, error_type: string): FakeAnswer => ({
  headers: { 'content-type': 'text/event-stream' },
  steps: [toErrorEvent({ error, error_type })],
});

/** What provokes the message of each row: a change of `local.js`, or an answer of its server. */
const ROWS: readonly { row: string; change?: (code: string) => string; answer?: FakeAnswer }[] = [
  { row: 'APIConnectionError', change: (code) => code.replace('localhost:8080', '127.0.0.1:9') },
  { row: 'NotFoundError', answer: { status: 404 } },
  { row: 'AuthenticationError', answer: { status: 401 } },
  { row: 'PermissionDeniedError', answer: { status: 403 } },
  { row: 'RateLimitError', answer: inStream('Model is overloaded', 'overloaded') },
  { row: 'ModelLoadingError', answer: { status: 503, steps: [{ send: '{"error":"loading","estimated_time":9}' }] } },
  {
    row: 'UnprocessableEntityError',
    answer: said(422, '`inputs` tokens + `max_new_tokens` must be <= 4096', 'validation'),
  },
  {
    row: '`No model`',
    change: (code) => code.replace('http://localhost:8080', 'https://router.huggingface.co/hf-inference/models'),
  },
  {
    row: '`There is no prompt builder`',
    change: (code) => code.replace('apiKey: null', "apiKey: null, promptBuilder: 'lama3'"),
  },
  { row: '`Did you mean`', change: (code) => code.replace('max_tokens', 'max_token') },
];

describe('the table of docs/getting-started.md', () => {
  test.each(ROWS)('names what is said: $row', async ({ row, change = (code) => code, answer = { status: 500 } }) => {
    await using tgi = await startFakeTgi({ script: [answer] });
    const { stderr } = await run('local.js', change(local).replace('http://localhost:8080', tgi.url));
    const message = page.split('\n').find((line) => line.startsWith('| `') && line.includes(row)) ?? '';
    const words = [...(message.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

    expect(words.length).toBeGreaterThan(0);
    for (const word of words) {
      expect(stderr.replaceAll('`', '')).toContain(word.replace('http://localhost:8080', 'http://127.0.0.1:9'));
    }
  });

  test.each([
    ['a lost server', (code: string) => code.replace('localhost:8080', '127.0.0.1:9')],
    ['a misspelled parameter', (code: string) => code.replace('max_tokens', 'max_token')],
  ])('has programs whose line is in the stack of an error: %s', async (_, change) => {
    const { stderr } = await run('local.js', change(local));

    expect(stderr).toMatch(/^ +at .*local\.js:5:\d+/m);
  });

  test('names what Node says', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'easyllm-elsewhere-'));
    writeFileSync(join(elsewhere, 'first.mjs'), first);
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old/package.json'), '{"type":"commonjs"}');
    writeFileSync(join(folder, 'old/first.js'), first);
    const answers = [await shell('node old/first.js'), await shell(`node ${join(elsewhere, 'first.mjs')}`)];
    rmSync(elsewhere, { recursive: true });

    const rows = ['Cannot use import statement outside a module', "Cannot find package 'easyllm'"];
    for (const [index, row] of rows.entries()) {
      expect(page).toContain(`| \`${row}\``);
      expect(answers[index]?.stderr).toContain(row);
    }
  });
});
