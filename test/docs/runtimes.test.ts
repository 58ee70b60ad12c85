import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing/fake-server.ts';
import type { ServerScript } from '../../src/testing/script.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runExample } from '../support/run-example.ts';
import type { ExampleRun } from '../support/run-example.ts';

const PAGE = 'docs/runtimes.md';
const CONTRACT = 'test/runtimes/contract';
const CHAT = { messages: [{ role: 'user', content: 'Knock knock.' }] };
const ANSWER: ServerScript = [{ tokens: ['Who’s there?'] }];
const [program, worker, browser] = readCodeBlocks(PAGE, 'ts').map(({ code }) => code);

describe('docs/runtimes.md', () => {
  test('shows a program that prints an answer', async () => {
    await using server = await startFakeServer({ like: 'tgi', script: ANSWER });

    expect((await run(program, server.url)).printed).toEqual(['"Who’s there?"']);
  });

  test('shows a Worker that answers whoever has the key, and nobody else', async () => {
    await using server = await startFakeServer({ like: 'tgi', script: ANSWER });
    const { exports } = await run(worker, server.url);
    const { fetch } = exports['default'] as Worker;
    const settings = { API_BASE: server.url, GATEWAY_KEY: 'sk-first' };
    const ask = (key: string) => fetch(toRequest(key), settings);

    expect((await ask('sk-second')).status).toBe(401);
    expect(await (await ask('sk-first')).json()).toMatchObject({
      choices: [{ message: { content: 'Who’s there?' } }],
    });
  });

  test('shows a page that asks the /v1 of a gateway', async () => {
    await using server = await startFakeServer({ like: 'openai', script: ANSWER });

    expect((await run(browser, server.url)).printed).toEqual(['"Who’s there?"']);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
  });

  test('has a row for each behaviour of the contract', () => {
    const [, table = ''] = readFileSync(PAGE, 'utf8').split('<!-- table -->');
    const rows = [...table.matchAll(/^\| (.*?) +\| ([✓–| ]+)\|$/gm)].map(([, name]) => name);
    const sources = readdirSync(CONTRACT).map((file) => readFileSync(`${CONTRACT}/${file}`, 'utf8'));
    const names = sources.flatMap((source) => [...source.matchAll(/^ {4}name: '(.*)',$/gm)].map(([, name]) => name));

    expect(names.length).toBeGreaterThan(40);
    expect(rows).toEqual(expect.arrayContaining(names));
  });
});

interface Worker {
  fetch: (request: Request, settings: object) => Promise<Response>;
}

/** An example, where the server of the page is at `url`. */
function run(code = '', url: string): Promise<ExampleRun> {
  return runExample(code, { 'http://localhost:8080': url });
}

function toRequest(key: string): Request {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return new Request('http://worker/v1/chat/completions', { method: 'POST', headers, body: JSON.stringify(CHAT) });
}
