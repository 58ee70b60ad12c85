import { execFile } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json as readJson } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { CreateEmbeddingResponse } from '../../generated/openai.ts';
import * as facade from '../../generated/openai.zod.ts';
import { describeMissingServer, findServers } from '../../src/cli/find-servers.ts';
import { startFakeServer, startFakeTgi } from '../../src/testing.ts';
import { builtPackage } from '../support/installed-package.ts';
import { runCommand, startCommand, untilListening } from '../support/program.ts';
import { tokenEvent } from '../support/scripted-tgi.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-cli-'));
const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

type Environment = Record<string, string>;

function environment(given: Environment = {}): Environment {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    HUGGINGFACE_API_BASE: inject('tgiUrl'),
    HUGGINGFACE_PROMPT: 'chatml',
    ...given,
  };
}

/** Runs the command to its end. */
function run(args: string[], { input = '', env = {} }: { input?: string; env?: Environment } = {}) {
  return runCommand(args, { input, env: environment(env) });
}

/** Starts the command, and gives what it prints first. */
async function start(args: string[], env: Environment = {}) {
  const child = await startCommand(args, environment(env));
  children.push(child);
  return { child, ...(await untilListening(child)) };
}

function writeSettings(settings: unknown): string {
  const file = join(folder, 'gateway.json');
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

describe('easyllm', () => {
  test.each([[], ['--help'], ['help']])('tells what it can do (%j)', async (...args) => {
    const { code, stdout } = await run(args);

    expect(code).toBe(0);
    expect(stdout).toMatch(/chat[^]*complete[^]*embed[^]*prompt[^]*serve[^]*mock/);
  });

  test.each(['chat', 'complete', 'embed', 'prompt', 'serve', 'fake', 'mock'])(
    'explains %s, with an example',
    async (command) => {
      const { code, stdout } = await run([command, '--help']);

      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: easyllm ${command} [^]*Example: `));
    },
  );

  test('says of a command that is misspelt which is meant, and helps by both ways', async () => {
    expect((await run(['chta'])).stderr).toBe('There is no command "chta". Did you mean "chat"? Try: easyllm --help\n');
    expect((await run(['help', 'chat'])).stdout).toBe((await run(['chat', '--help'])).stdout);
  });

  test('tells its version', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('is what npx runs in a clone, once that is built', async () => {
    const { folder: cwd } = await builtPackage();
    const npm = { npm_config_update_notifier: 'false' };
    const { stdout } = await promisify(execFile)('npx', ['easyllm', '--version'], { cwd, env: environment(npm) });

    expect(stdout).toBe(`${manifest.version}\n`);
  });

  test.each([
    [['nonsense']],
    [['chat', '--nonsense']],
    [['chat']],
    [['complete']],
    [['complete', '--max-tokens', 'many', 'Hi']],
    [['complete', '--file', '/nowhere/at/all']],
    [['embed']],
    [['chat', '--json', '--schema', '/nowhere', 'Hi']],
    [['chat', '--image', 'package.json', 'Hi']],
    [['chat', '-t', 'warm', 'Hi']],
    [['hlep']],
    [['fake', '--like', 'nonsense']],
    [['fake', '--script', '/nowhere/at/all']],
    [['mock', 'nonsense']],
    [['mock', '--port', '99999']],
    [['embed', '--prompt-builder', 'llama3', 'Hi']],
    [['serve', '--port', '-1']],
    [['serve', '--port', '65536']],
    [['serve', '--port', '0', '--model', 'llama']],
    [['serve', '--host', '0.0.0.0']],
    [['serve', '--no-auth', '--api-key', 'sk']],
    [['serve', '--log', 'loud']],
    [['serve', '--no-auth', '--host', 'host.invalid']],
  ])('ends with 2, a hint and no stack trace for %j', async (args) => {
    const { code, stdout, stderr } = await run(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('says of an unknown option only that, and where the known ones are', async () => {
    expect((await run(['chat', '--modle', 'x'])).stderr).toBe("Unknown option '--modle'. Try: --help\n");
  });

  test.each(['serve', 'fake', 'mock'])('%s says what to do about a port that is taken', async (command) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run([command, '--port', String(port)]);
    server.close();

    expect([code, stderr]).toEqual([
      2,
      `Cannot listen on 127.0.0.1:${port}: it is taken. Pass another --port, or --port 0 for a free one.\n`,
    ]);
  });

  test('names the model whose address is wrong', async () => {
    const file = writeSettings({ models: { llama: { apiBase: 'tgi:8080' } } });

    expect((await run(['serve', '--config', file])).stderr).toMatch(/^`models\.llama`: `apiBase` is not an http/);
  });

  test('ends with 1 and a hint when the server cannot be reached', async () => {
    const { code, stderr } = await run(['chat', 'Hi', '--api-base', 'http://127.0.0.1:1']);

    expect(code).toBe(1);
    expect(stderr).toContain('http://127.0.0.1:1');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('ends with 1 for a wrong environment', async () => {
    const { code, stderr } = await run(['serve', '--port', '0'], { env: { EASYLLM_LOG: 'loud' } });

    expect(code).toBe(1);
    expect(stderr).toContain('EASYLLM_LOG');
  });
});

describe('easyllm, once', () => {
  test('chat answers the text on standard input, and prints the answer alone', async () => {
    expect(await run(['chat'], { input: 'What is the capital of France?\n' })).toEqual({
      code: 0,
      stdout: ' Paris.\n',
      stderr: '',
    });
  });

  test.each([
    [['Summarize:'], 'the text\n', 'Summarize:\n\nthe text'],
    [['Is', '-', 'true?'], 'water wet\n', 'Is water wet true?'],
    [['-'], 'all\n', 'all'],
    [['No input'], '', 'No input'],
  ])('chat %j takes what is piped in', async (words, input, want) => {
    await using server = await startFakeServer({ like: 'openai' });
    await run(['chat', '--api-base', `${server.url}/v1`, ...words], { input, env: { HUGGINGFACE_PROMPT: '' } });

    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      messages: [{ role: 'user', content: want }],
    });
  });

  test('chat sends what its flags say', async () => {
    await using server = await startFakeServer({ like: 'openai' });
    const [schema, image] = [join(folder, 'place.json'), join(folder, 'cat')];
    writeFileSync(schema, '{"type":"object","properties":{"city":{"type":"string"}}}');
    writeFileSync(image, Buffer.from('iVBORw0KGgo=', 'base64'));
    const flags = ['-m', 'm', '-s', 'Be brief.', '-t', '0.2', '--max-tokens', '50', '--top-p', '0.5', '--seed', '7'];
    const files = ['--stop', 'A', '--stop', 'B', '--schema', schema, '--image', image, '--json'];
    const address = ['--api-base', `${server.url}/v1`];
    const { stdout } = await run(['chat', ...address, ...flags, ...files, 'Hi'], { env: { HUGGINGFACE_PROMPT: '' } });
    const text = { type: 'text', text: 'Hi' };

    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      model: 'm',
      temperature: 0.2,
      max_tokens: 50,
      top_p: 0.5,
      seed: 7,
      stop: ['A', 'B'],
      response_format: { type: 'json_schema', json_schema: { name: 'place' } },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { content: [text, { image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] },
      ],
    });
    expect(JSON.parse(JSON.parse(stdout).choices[0].message.content)).toEqual({ city: 'text' });
  });

  test.each([
    [['chat', 'Hi'], '/chat/completions'],
    [['complete', 'Hi'], '/completions'],
    [['embed', 'Hi'], '/embeddings'],
  ])('%j takes the one model of a server that wants a name', async (words, path) => {
    await using server = await startFakeServer({
      like: 'ollama',
      model: 'llama3.2',
      script: ({ method, body }) => {
        const isRefused = method === 'POST' && JSON.parse(body).model !== 'llama3.2';
        return isRefused ? { error: 'model is required', status: 400 } : undefined;
      },
    });
    const env = { HUGGINGFACE_PROMPT: '', HUGGINGFACE_API_BASE: `${server.url}/v1` };
    const { code, stderr } = await run(words, { env });
    const asked = server.requests.findLast((each) => each.path.endsWith(path));

    expect([code, stderr]).toEqual([0, 'Model: llama3.2, the only one there.\n']);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ model: 'llama3.2' });
  });

  test('models lists the models of a server', async () => {
    await using server = await startFakeServer({ like: 'vllm', model: 'org/model' });
    const { stdout } = await run(['models', '--api-base', server.url]);

    expect(stdout).toBe('org/model\n');
  });

  test.each(['chat', 'complete', 'embed', 'models'])(
    '%s says what is missing where no server is named',
    async (name) => {
      const { code, stderr } = await run([name, 'Hi'].slice(0, name === 'models' ? 1 : 2), {
        env: { HUGGINGFACE_API_BASE: '' },
      });

      expect(code).toBe(1);
      expect(stderr).toMatch(/^Which server\? Pass --api-base URL, or set EASYLLM_API_BASE[^]*8080/);
    },
  );

  test('finds servers, and says how each is asked', async () => {
    await using vllm = await startFakeServer({ like: 'vllm', model: 'org/model' });
    await using tgi = await startFakeServer({ like: 'tgi' });
    await using other = await startFakeTgi({ script: [{ steps: [{ send: '<html>' }] }] });
    const ports = [vllm, tgi, other].map(({ url }) => Number(new URL(url).port));
    const found = await findServers([...ports, 1]);

    expect(found.map(({ name, url }) => [name, url])).toEqual([
      ['vLLM', vllm.url],
      ['TGI', tgi.url],
    ]);
    expect(describeMissingServer('chat', found)).toContain(`  easyllm chat --api-base ${vllm.url}   (vLLM)`);
  });

  test('chat answers its arguments', async () => {
    expect((await run(['chat', 'The', 'capital?'])).stdout).toBe(' Paris.\n');
  });

  test('complete continues its argument, or a file', async () => {
    const file = join(folder, 'prompt.txt');
    writeFileSync(file, 'The capital of France is');

    expect((await run(['complete', 'The capital of France is'])).stdout).toBe(' Paris.\n');
    expect((await run(['complete', '--file', file, '--max-tokens', '5', '--temperature', '0'])).stdout).toBe(
      ' Paris.\n',
    );
  });

  test.each<[command: string, args: string[]]>([
    ['complete', ['complete', 'Hi']],
    ['chat', ['chat', 'Hi']],
  ])('%s ends the line of an answer that breaks off', async (_, args) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${tokenEvent('Half')}data: {"error":"CUDA","error_type":"generation"}\n\n`);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await run([...args, '--api-base', `http://127.0.0.1:${port}`]);
    server.close();

    expect([code, stdout]).toEqual([1, 'Half\n']);
    expect(stderr).toContain('424 CUDA.');
  });

  test('complete prints JSON', async () => {
    const { stdout } = await run(['complete', '--json', 'The capital of France is']);

    expect(facade.Completion.safeParse(JSON.parse(stdout)).error).toBeUndefined();
  });

  test('embed prints a vector a line, or JSON', async () => {
    const env = { HUGGINGFACE_API_BASE: inject('teiUrl') };
    const { stdout } = await run(['embed', 'a'], { env });
    const json = await run(['embed', '--json'], { input: 'a\n', env });

    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining([expect.any(Number)]));
    expect(facade.CreateEmbeddingResponse.safeParse(JSON.parse(json.stdout)).error).toBeUndefined();
  });

  test('prompt shows the prompt and its stop sequences', async () => {
    const input = JSON.stringify([{ role: 'user', content: 'Knock knock.' }]);
    const { stdout } = await run(['prompt', '--builder', 'llama2'], { input });
    const text = await run(['prompt', '--builder', 'llama2', '--json'], { input: `{"messages":${input}}` });

    expect(stdout).toBe('<s>[INST] Knock knock. [/INST]\n\nStop sequences: "</s>"\n');
    expect(JSON.parse(text.stdout)).toEqual({ prompt: '<s>[INST] Knock knock. [/INST]', stop: ['</s>'] });
  });

  test('prompt lists the formats, and takes one from the environment', async () => {
    const { stdout } = await run(['prompt'], { input: 'Hi' });

    expect((await run(['prompt', '--list'])).stdout).toMatch(/^chatml +ChatML/m);
    expect(stdout).toContain('<|im_start|>user\nHi');
    expect((await run(['prompt', '-p', 'llama2'], { input: 'Hi' })).stdout).toContain('[INST] Hi');
  });

  test('prompt shows the tokens that the server makes of it', async () => {
    const { stdout } = await run(['prompt', '--builder', 'llama2', '--tokens'], {
      input: '[{"role":"user","content":"Hi"}]',
    });

    expect(stdout).toMatch(/\nTokens: \d+\n\d+ "/);
  });
});

describe('easyllm fake', () => {
  const post = (url: string, body: unknown) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const messages = [{ role: 'user', content: 'Hi' }];

  test('has all of TGI, TEI and OpenAI’s API on one address', async () => {
    const { child, url } = await start(['fake', '--port', '0', '--delay', '0']);
    const routes: [path: string, body: unknown, want: string][] = [
      ['/v1/chat/completions', { messages }, 'You asked: Hi"'],
      ['/v1/completions', { prompt: 'Hi' }, 'You asked: Hi"'],
      ['/generate', { inputs: '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n' }, 'You asked: Hi"'],
      ['/v1/embeddings', { input: 'Hi' }, '"embedding":[0,'],
      ['/embed', { inputs: ['Hi'] }, '[[0,'],
      ['/rerank', { query: 'a', texts: ['b', 'a'] }, '[{"index":1,"score":1}'],
      ['/v1/rerank', { query: 'a', documents: ['b', 'a'] }, '"relevance_score":1'],
      ['/v1/responses', { input: 'Hi' }, 'You asked: Hi"'],
    ];
    for (const [path, body, want] of routes) expect(await (await post(url + path, body)).text()).toContain(want);
    child.kill('SIGTERM');

    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('is like another server, and plays a script', async () => {
    const file = join(folder, 'script.json');
    writeFileSync(file, '[{"fault":"unauthorized"},{"tokens":["Hel","lo"]}]');
    const { url } = await start(['fake', '--like', 'vllm', '--port', '0', '--script', file]);
    const answers = [await post(`${url}/v1/chat/completions`, { messages })];
    answers.push(await post(`${url}/v1/chat/completions`, { messages }));

    expect(answers.map(({ status }) => status)).toEqual([401, 200]);
    expect(await answers[1]?.json()).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
    expect((await post(`${url}/generate`, { inputs: 'Hi' })).status).toBe(404);
  });
});

describe('easyllm mock', () => {
  test('serves a spec', async () => {
    const { url } = await start(['mock', 'tei', '--port', '0']);

    expect((await fetch(`${url}/info`)).status).toBe(200);
  });
});

describe('easyllm serve', () => {
  const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] });
  const headers = { 'content-type': 'application/json' };

  test('prints where it listens, serves the server of the environment, and ends on SIGTERM', async () => {
    const { child, line, url } = await start(['serve', '--port', '0']);
    expect(line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);

    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: CHAT });
    expect(facade.ChatCompletion.safeParse(await response.json()).error).toBeUndefined();
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    // Balancers keep theirs for 60 s.
    expect(response.headers.get('keep-alive')).toBe('timeout=75');

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('answers to loopback names only without keys, and takes no body that a page could send', async () => {
    const { url } = await start(['serve', '--port', '0']);
    const { port } = new URL(url);
    // Not `fetch`, which sets this header itself.
    const asked = get({ host: '127.0.0.1', port, path: '/v1/models', headers: { host: 'evil.test' } });
    const [{ statusCode }] = await once(asked, 'response');

    expect(statusCode).toBe(403);
    const plain = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: CHAT,
    });
    expect(plain.status).toBe(415);
  });

  test('asks for its keys, and writes metrics and a log of JSON lines', async () => {
    const { child, url } = await start(
      ['serve', '--port', '0', '--host', '0.0.0.0', '--api-key', 'sk-a', '--api-key', 'sk-b'],
      {
        HUGGINGFACE_TOKEN: 'hf_secret',
      },
    );
    let log = '';
    child.stderr.on('data', (text) => (log += String(text)));
    const local = url.replace('0.0.0.0', '127.0.0.1');
    const ask = (key: string) =>
      fetch(`${local}/v1/chat/completions`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${key}` },
        body: CHAT,
      });

    expect([(await ask('sk-a')).status, (await ask('sk-b')).status, (await ask('hf_secret')).status]).toEqual([
      200, 200, 401,
    ]);
    const metrics = await (await fetch(`${local}/metrics`, { headers: { authorization: 'Bearer sk-a' } })).text();
    expect(metrics).toMatch(
      /easyllm_requests_total\{operation="chat",model="none",key="key-1",upstream="http:[^"]+",status="200"\} 1/,
    );
    expect(metrics).toMatch(/easyllm_tokens_total\{operation="chat",[^}]+direction="out"\} \d+/);
    child.kill('SIGTERM');
    await once(child, 'close');
    const lines = log
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'request', status: 401 }));
    expect(log).not.toMatch(/hf_secret|sk-a/);
  });

  test('takes models and limits from a file', async () => {
    const file = writeSettings({
      models: { paris: { apiBase: inject('tgiUrl'), promptBuilder: 'llama2' } },
      maxBodyBytes: 200,
    });
    const { url } = await start(['serve', '--port', '0', '--config', file]);
    const send = (body: unknown) =>
      fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) });
    const messages = [{ role: 'user', content: 'Hi' }];

    expect(await (await send({ model: 'paris', messages })).json()).toMatchObject({ model: 'paris' });
    expect((await send({ model: 'rome', messages })).status).toBe(404);
    const refused = await send({ model: 'paris', messages, user: 'x'.repeat(300) });
    // The rest of the body is not read: a client must not send its next request there.
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close']);
  });

  test('refuses a file with a mistake, naming it', async () => {
    const { code, stderr } = await run([
      'serve',
      '--port',
      '0',
      '--config',
      writeSettings({ models: { a: { url: 'x' } } }),
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain('unknown `url`');
  });

  test('on SIGTERM turns red first, lets a stream end, and exits', async () => {
    let finish: () => void = () => {};
    const upstream = createServer(({ method }, response) => {
      // The question of the start.
      if (method === 'GET') return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(tokenEvent('Hel'));
      finish = () => response.end(tokenEvent('lo', 'Hello'));
      return undefined;
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    const { child, url } = await start(['serve', '--port', '0'], { HUGGINGFACE_API_BASE: `http://127.0.0.1:${port}` });
    const body = JSON.stringify({ ...JSON.parse(CHAT), stream: true });
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/health`)).status).toBe(503);
    // The callers are to ask another one.
    expect((await fetch(`${url}/health`)).headers.get('connection')).toBe('close');
    finish();

    expect(await response.text()).toMatch(/"lo"[^]*data: \[DONE\]\n\n$/);
    expect(await exited).toEqual([0, null]);
    upstream.close();
  });

  test('on SIGTERM lets a slow reader take its whole answer', async () => {
    const vector = JSON.stringify([Array.from({ length: 2_000_000 }, () => 0.125)]);
    const upstream = createServer((_, response) => response.end(vector)).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    const { child, url } = await start(['serve', '--port', '0'], { HUGGINGFACE_API_BASE: `http://127.0.0.1:${port}` });
    const asked = request(`${url}/v1/embeddings`, { method: 'POST', headers });
    asked.end(JSON.stringify({ input: 'Hi' }));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/health`).catch(() => 'refused')).toBe('refused');
    const answer = (await readJson(response)) as CreateEmbeddingResponse;

    expect(answer.data[0]?.embedding).toHaveLength(2_000_000);
    expect(await exited).toEqual([0, null]);
    upstream.close();
  });
});

describe('control characters of others', () => {
  const EVIL = 'a\u001b]52;c;cm0gLXJmIH4=\u0007\u009b2Jb';
  // oxlint-disable-next-line no-control-regex -- what no terminal may get.
  const OBEYED = /[\u0000-\u0008\u000e-\u001f\u007f]|\u009b/;

  /** A server whose text, tokens and errors hold them. */
  async function startEvil(): Promise<string> {
    const server = createServer((incoming, response) => {
      incoming.resume();
      if (incoming.url === '/tokenize') response.end(JSON.stringify([{ id: 1, text: EVIL, start: 0, stop: 1 }]));
      else if (incoming.url === '/none/generate_stream' || incoming.url === '/none/') {
        response.writeHead(422).end(JSON.stringify({ error: EVIL, error_type: 'validation' }));
      } else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(tokenEvent(EVIL, EVIL));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    server.unref();
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** What a command writes to a terminal. */
  async function inTerminal(args: string[]): Promise<string> {
    const { folder: at } = await builtPackage();
    const command = [process.execPath, join(at, manifest.bin.easyllm), ...args].map((word) => `'${word}'`).join(' ');
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      env: environment(),
    }).catch((error: unknown) => error as { stdout: string });
    return stdout;
  }

  test.runIf(process.platform === 'linux').each([
    ['chat', (url: string) => ['chat', '--api-base', url, 'hi']],
    ['complete', (url: string) => ['complete', '--api-base', url, 'hi']],
    ['a failure', (url: string) => ['complete', '--api-base', `${url}/none`, 'hi']],
    [
      'the tokens of a prompt',
      (url: string) => ['prompt', '-b', 'chatml', '--tokens', '--api-base', url, promptFile()],
    ],
    ['a prompt', () => ['prompt', '-b', 'chatml', promptFile()]],
  ])('reach no terminal: %s', async (_, toArgs) => {
    const output = await inTerminal(toArgs(await startEvil()));

    expect(output).toContain('\\u001b]52;c;');
    expect(OBEYED.exec(output)).toBe(null);
  });

  test('reach a pipe as they are, but for those of tokens', async () => {
    const url = await startEvil();

    expect((await run(['complete', '--api-base', url, 'hi'])).stdout).toBe(`${EVIL}\n`);
    const { stdout } = await run(['prompt', '-b', 'chatml', '--tokens', '--api-base', url], { input: 'hi' });
    expect(stdout).toContain('\\u009b2Jb');
  });

  test('reach no log', async () => {
    const { child, url } = await start(['serve', '--port', '0', '--api-base', await startEvil()]);
    let log = '';
    child.stderr.on('data', (data) => (log += String(data)));
    await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: EVIL, messages: [{ role: 'user', content: 'hi' }] }),
    });
    while (!/"model".*\n/.test(log)) await once(child.stderr, 'data');

    const line = log.split('\n').find((each) => each.includes('"model"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ model: EVIL });
    expect(OBEYED.exec(log)).toBe(null);
  });

  function promptFile(): string {
    const file = join(folder, 'prompt.txt');
    writeFileSync(file, EVIL);
    return file;
  }
});

describe('easyllm init and serve --check', () => {
  test('write settings that are right, and ask each server', async () => {
    const file = join(folder, 'init.yaml');

    expect(await run(['init', file])).toMatchObject({ code: 0, stdout: expect.stringContaining(`Wrote ${file}`) });
    expect((await run(['init', file])).stderr).toContain('is there already');
    const checked = await run(['serve', '--config', file, '--check']);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toMatch(
      /^The settings are right\.\nWARNING: llama: http:\/\/localhost:8080 gives no answer/,
    );
  });

  test('tell of a server that answers, and of one that refuses the token', async () => {
    const server = createServer((incoming, response) => {
      incoming.resume();
      response.writeHead(incoming.headers.authorization === 'Bearer sk-good' ? 200 : 401, {
        'content-type': 'application/json',
      });
      response.end('{"object":"list","data":[{"id":"org/model","object":"model","created":0,"owned_by":"x"}]}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const models = { good: { apiBase, apiKeyEnv: 'GOOD' }, bad: { apiBase, apiKey: 'sk-bad' } };
    const { stdout } = await run(['serve', '--config', writeSettings({ models }), '--check'], {
      env: { GOOD: 'sk-good' },
    });
    server.close();

    expect(stdout).toContain(`ok: good: ${apiBase} serves org/model\n`);
    expect(stdout).toContain(`WARNING: bad: ${apiBase} refuses the token (401)\n`);
    expect(stdout).not.toContain('sk-');
  });

  test('end with 1 at a wrong setting, at its place', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'models:\n  a:\n    apiBas: x\n');
    const { code, stderr } = await run(['serve', '--config', file, '--check']);

    expect([code, stderr]).toEqual([1, expect.stringContaining(`${file}:3:5, \`models.a\`: unknown \`apiBas\``)]);
  });

  test('warn of one token for several servers', async () => {
    const models = {
      a: { apiBase: 'http://a.test' },
      b: { apiBase: 'http://b.test' },
      c: { apiBase: 'http://c.test', apiKey: 'x' },
    };
    const args = ['serve', '--port', '0', '--config', writeSettings({ models })];
    const child = await startCommand(args, environment({ HUGGINGFACE_TOKEN: 'hf_all' }));
    children.push(child);
    // The warning comes before the gateway listens.
    const [line] = await once(child.stderr, 'data');

    expect(JSON.parse(String(line)).msg).toContain('One token goes to 2 servers: http://a.test, http://b.test.');
  });

  test('take callers’ keys from the environment', async () => {
    const { url } = await start(['serve', '--port', '0'], { EASYLLM_API_KEYS: 'sk-one, sk-two' });
    const status = async (key: string) =>
      (await fetch(`${url}/openapi.json`, { headers: { authorization: `Bearer ${key}` } })).status;

    expect([await status('sk-one'), await status('sk-two'), await status('sk-three')]).toEqual([200, 200, 401]);
  });

  test.each([
    [['--api-key', 'sk-flag'], 'other settings name the keys'],
    [['--no-auth'], '--no-auth asks for no key'],
  ])('say that keys of the environment are not used: %j', async (flags, why) => {
    const args = ['serve', '--port', '0', '--log', 'silent', ...flags];
    const child = await startCommand(args, environment({ EASYLLM_API_KEYS: 'sk-one' }));
    children.push(child);
    const [line] = await once(child.stderr, 'data');

    expect(String(line)).toBe(`EASYLLM_API_KEYS is not used: ${why}.\n`);
  });
});
