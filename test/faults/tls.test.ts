import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

const isFetch = process.env['EASYLLM_TEST_TRANSPORT'] === 'fetch';

/** For `localhost`, signed by itself, until 2126. */
const CERTIFICATE = fileURLToPath(new URL('tls/certificate.pem', import.meta.url));
const KEY = fileURLToPath(new URL('tls/key.pem', import.meta.url));
const PROGRAM = readFileSync(new URL('tls/program.ts', import.meta.url), 'utf8');

const server = createServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) }, (request, response) => {
  request.resume();
  response.setHeader('content-type', 'text/event-stream');
  response.end(
    'data:{"index":1,"token":{"id":1,"text":"Hello","logprob":0,"special":false},"generated_text":"Hello","details":{"finish_reason":"eos_token","generated_tokens":1,"seed":null}}\n\n',
  );
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** In a process of its own, since Node reads these variables as it starts. */
async function ask(
  host: string,
  env: Readonly<Record<string, string>>,
  listening: Pick<typeof server, 'address'> = server,
): Promise<string> {
  const { port } = listening.address() as AddressInfo;
  const args = [`https://${host}:${port}`, isFetch ? 'fetch' : 'node'];
  return (await runProgram(PROGRAM, { args, env })).stdout;
}

describe('a server with TLS', () => {
  test.each(['localhost', '127.0.0.1'])('answers as %s, if its authority is in NODE_EXTRA_CA_CERTS', async (host) => {
    expect(await ask(host, { NODE_EXTRA_CA_CERTS: CERTIFICATE })).toBe('Hello');
  });

  test('whose authority is unknown gets nothing, and the error says what it is and what helps', async () => {
    const text = await ask('localhost', {});

    expect(text).toContain('APIConnectionError');
    expect(text).toContain('certificate');
    expect(text).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('is asked for by http, where a server has none', async () => {
    const plain = createPlainServer();
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');

    const text = await ask('127.0.0.1', {}, plain).finally(() => plain.close());

    expect(text).toContain('APIConnectionError');
    expect(text).toContain('If it has no TLS, begin `apiBase` (or EASYLLM_API_BASE) with `http://`');
  });
});
