import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createGateway, parseGatewaySettings } from '../../src/gateway.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { startCommand, untilListening } from '../support/program.ts';
import { runExample } from '../support/run-example.ts';

const run = promisify(execFile);
const PAGE = 'docs/deployment.md';
const page = readFileSync(PAGE, 'utf8');
const [settings = ''] = readCodeBlocks(PAGE, 'json').map(({ code }) => code);
const [container = ''] = readCodeBlocks(PAGE, 'dockerfile').map(({ code }) => code);
const [unit = ''] = readCodeBlocks(PAGE, 'ini').map(({ code }) => code);
const KEY = 'sk-change-me';
const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });
const folder = mkdtempSync(join(tmpdir(), 'easyllm-deployment-'));
const file = join(folder, 'gateway.json');

/** The list of an instruction in the form that needs no shell. */
function wordsOf(instruction: string): string[] {
  const [, list = '[]'] = new RegExp(`^${instruction}.*?(\\[.*\\])$`, 'm').exec(container) ?? [];
  return JSON.parse(list);
}

/** What the command is given, with the settings and a free port in place of the page's. */
function toArguments(words: readonly string[]): string[] {
  const rest = words.slice(words.findIndex((word) => word.endsWith('/dist/src/cli.js')) + 1);
  const port = rest.indexOf('--port');
  const placed = port === -1 ? rest : rest.toSpliced(port, 2);
  const own = placed.map((word) => (word.endsWith('gateway.json') ? file : word));
  return [...own, '--port', '0'];
}

beforeAll(() => writeFileSync(file, settings.replace('http://tgi:8080', inject('tgiUrl'))));
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: CHAT,
});

describe('docs/deployment.md', () => {
  test('has settings that are understood', () => {
    expect(() => parseGatewaySettings(JSON.parse(settings))).not.toThrow();
  });

  test.each([
    ['the container', wordsOf('CMD')],
    ['the unit', /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []],
  ])('has a command for %s that serves, tells its health and stops', async (_, words) => {
    const server = await startCommand(toArguments(words), { HOME: folder });
    try {
      const url = (await untilListening(server)).url.replace('0.0.0.0', '127.0.0.1');
      const [node, ...check] = wordsOf('HEALTHCHECK').map((word) => word.replace('http://127.0.0.1:8000', url));

      expect(node).toBe('node');
      await expect(run(process.execPath, check)).resolves.toBeDefined();
      expect((await fetch(`${url}/v1/chat/completions`, ask(KEY))).status).toBe(200);
      expect((await fetch(`${url}/v1/chat/completions`, ask('sk-other'))).status).toBe(401);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  test('has a check of health that fails where nothing listens', async () => {
    const [, ...check] = wordsOf('HEALTHCHECK').map((word) => word.replace('127.0.0.1:8000', '127.0.0.1:9'));

    await expect(run(process.execPath, check)).rejects.toThrow('Command failed');
  });

  test('names the place of the command in the package', () => {
    const named = [...page.matchAll(/node_modules\/easyllm\/([\w/]+\.js)/g)].map(([, path]) => path);

    expect(new Set(named)).toEqual(new Set([manifest.bin.easyllm]));
  });

  test('has a Worker that answers who has the key', async () => {
    const [code = ''] = readCodeBlocks(PAGE, 'ts').map((block) => block.code);
    const { exports, printed } = await runExample(code);
    const worker = exports['default'] as { fetch(request: Request, env: object): Promise<Response> };
    const env = { TGI_URL: inject('tgiUrl'), TGI_TOKEN: 'hf_token', GATEWAY_KEY: KEY };
    const request = (key: string) => new Request('https://gateway.test/v1/chat/completions', ask(key));

    expect(await (await worker.fetch(request(KEY), env)).json()).toMatchObject({ object: 'chat.completion' });
    expect((await worker.fetch(request('sk-other'), env)).status).toBe(401);
    expect(printed).toHaveLength(2);
  });

  test('explains every member of the access log', async () => {
    const entries: object[] = [];
    const gateway = createGateway({
      apiBase: inject('tgiUrl'),
      auth: 'none',
      accessLog: (entry) => entries.push(entry),
    });
    await (await gateway.request('/v1/chat/completions', ask(KEY))).text();
    const members = Object.keys(entries[0] ?? {});

    expect(members.length).toBeGreaterThan(8);
    expect(members.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
