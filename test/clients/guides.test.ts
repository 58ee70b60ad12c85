import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { listenOpenGateway } from './server.ts';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Says which source `easyllm`, and the transport it imports, are. */
const SOURCES = join(ROOT, 'tsconfig.json');
const JITI = join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs');
// Here, so that the examples find the packages of this folder.
const folder = mkdtempSync(join(HERE, 'node_modules/.guides-'));
const stops: (() => Promise<void>)[] = [];

afterAll(async () => {
  rmSync(folder, { recursive: true });
  for (const stop of stops) await stop();
});

/** Examples that need none of the clients are `test/docs`' business, but for those of the page's own two ways. */
const EXAMPLES = [
  ...readCodeBlocks('README.md', 'ts').filter(({ code }) => code.includes("from 'openai'")),
  ...readCodeBlocks('docs/from-openai.md', 'ts'),
  ...readCodeBlocks('docs/from-huggingface-inference.md', 'ts').filter(({ code }) => code.includes('InferenceClient')),
];

describe('the pages about other clients', () => {
  let tgi: string;
  let tei: string;
  beforeAll(async () => {
    const generating = await startFakeServer({ like: 'tgi', script: () => ({ tokens: ['Hello', ' there'] }) });
    const embedding = await startFakeServer({ like: 'tei' });
    stops.push(
      () => generating.close(),
      () => embedding.close(),
    );
    [tgi, tei] = [generating.url, embedding.url];
  });

  test.each(EXAMPLES)('$name runs, and prints the answer', async ({ code }) => {
    const file = join(folder, 'example.ts');
    writeFileSync(file, code.replaceAll('http://localhost:8080', tgi).replaceAll('http://localhost:8081', tei));
    const alias = { openai: join(HERE, 'node_modules/openai6') };
    const env = { PATH: process.env['PATH'], JITI_TSCONFIG_PATHS: SOURCES, JITI_ALIAS: JSON.stringify(alias) };
    const { stdout, stderr } = await run(process.execPath, [JITI, file], { env, cwd: folder });

    expect(stderr).toBe('');
    expect(stdout).toContain(code.includes('presence_penalty') ? 'presence_penalty' : 'Hello there');
  });
});

describe('docs/rerank.md', () => {
  const examples = readCodeBlocks('docs/rerank.md', 'ts').filter(({ code }) => code.includes('@ai-sdk/cohere'));

  test.each(examples)('$name ranks through the AI SDK', async ({ code }) => {
    const tei = createServer(async (request, response) => {
      let body = '';
      for await (const part of request.setEncoding('utf8')) body += part;
      if (request.url !== '/rerank') return response.writeHead(404).end();
      const { texts }: { texts: string[] } = JSON.parse(body);
      const ranks = texts.map((text, index) => ({ index, score: text.includes('learning') ? 0.9 : 0.1 }));
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ranks));
    });
    tei.listen(0, '127.0.0.1');
    await once(tei, 'listening');
    stops.push(async () => void tei.close());
    const { port } = tei.address() as AddressInfo;
    const file = join(folder, 'rerank.ts');
    writeFileSync(file, code.replaceAll('http://localhost:8081', `http://127.0.0.1:${port}`));
    const env = { PATH: process.env['PATH'], JITI_TSCONFIG_PATHS: SOURCES };
    const { stdout } = await run(process.execPath, [JITI, file], { env, cwd: folder });

    expect(stdout).toBe('1\n');
  });
});

describe('docs/transport.md', () => {
  test.each(readCodeBlocks('docs/transport.md', 'js'))(
    '$name sends through the proxy of the environment',
    async ({ code }) => {
      const script = () => ({ tokens: ['Hello', ' there'] });
      await using upstream = await startFakeServer({ like: 'tgi', script });
      const proxy = await listenProxy();
      stops.push(proxy.close);
      const file = join(folder, 'proxy.mjs');
      writeFileSync(file, code.replaceAll('http://localhost:8080', upstream.url));
      const env = {
        PATH: process.env['PATH'],
        HTTP_PROXY: proxy.url,
        JITI_TSCONFIG_PATHS: SOURCES,
      };
      const { stdout } = await run(process.execPath, [JITI, file], { env, cwd: folder });

      expect(stdout).toBe('Hello there\n');
      expect(proxy.targets).toEqual([new URL(upstream.url).host]);
    },
  );
});

/** A proxy that makes tunnels, and remembers where to. */
async function listenProxy() {
  const targets: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, client, head) => {
    const target = request.url ?? '';
    targets.push(target);
    const { hostname, port } = new URL(`http://${target}`);
    const server = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client);
      client.pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const close = async () => {
    proxy.closeAllConnections();
    proxy.close();
  };
  return { url: `http://127.0.0.1:${port}`, targets, close };
}

// A machine without Python has no use for its example either.
describe.runIf(spawnSync('python3', ['--version']).status === 0)('docs/gateway.md in Python', () => {
  const python = join(HERE, 'node_modules/.python/bin/python');
  beforeAll(async () => {
    await run('python3', ['-m', 'venv', join(HERE, 'node_modules/.python')]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'openai>=1,<4']);
  });

  test.each(readCodeBlocks('docs/gateway.md', 'python'))('$name runs, and prints the answer', async ({ code }) => {
    const gateway = await listenOpenGateway();
    stops.push(gateway.close);
    const file = join(folder, 'example.py');
    writeFileSync(file, code.replace('http://127.0.0.1:8000', gateway.url));
    const { stdout } = await run(python, [file]);

    expect(stdout).toBe('Hello there\n');
  });
});
