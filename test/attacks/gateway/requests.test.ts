import { afterAll, beforeAll, expect } from 'vitest';

import { Caller, rawRequest } from '../../support/gateway.ts';
import { attacks } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import type { Wanted } from '../support/gateway.ts';
import { AUTH, KEY, bytesCase, health, isServed, send, startTarget, stopTarget, target } from '../support/gateway.ts';

beforeAll(() => startTarget());
afterAll(stopTarget);

const BODY = '{"messages":[{"role":"user","content":"hi"}]}';
const HEAD = `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: application/json\r\n`;
const post = (headers: string, body = BODY) => `${HEAD}${headers}\r\n${body}`;
const get = (path: string, headers: Record<string, string> = AUTH) => rawRequest(path, { headers });

attacks('requests that are none', [
  bytesCase('two lengths that differ', post('content-length: 5\r\ncontent-length: 45\r\n'), 400),
  bytesCase('a length beside chunks', post('content-length: 45\r\ntransfer-encoding: chunked\r\n'), 400),
  bytesCase('chunks by another name', post('transfer-encoding: xchunked\r\n'), 400),
  bytesCase('chunks that are not the last coding', post('transfer-encoding: chunked, gzip\r\n'), 400),
  bytesCase('a negative length', post('content-length: -45\r\n'), 400),
  bytesCase('a length with a sign', post('content-length: +45\r\n'), 400),
  bytesCase('a length in sixteens', post('content-length: 0x2d\r\n'), 400),
  bytesCase('a length that is a list', post('content-length: 45, 45\r\n'), 400),
  bytesCase('a length beyond all numbers', post('content-length: 99999999999999999999\r\n'), [400, 413]),
  bytesCase('a length above the limit', post('content-length: 4000001\r\n'), 413),
  bytesCase('a chunk beyond all numbers', post('transfer-encoding: chunked\r\n', 'fffffffffffffffffff\r\n'), [400, 0]),
  bytesCase('a negative chunk', post('transfer-encoding: chunked\r\n', '-1\r\n\r\n'), [400, 0]),
  bytesCase(
    'a chunk that is longer than it says',
    post('transfer-encoding: chunked\r\n', `1\r\n${BODY}\r\n0\r\n\r\n`),
    [400, 0],
  ),
  bytesCase(
    'an extension of a chunk without end',
    post('transfer-encoding: chunked\r\n', `1;${'a'.repeat(40_000)}\r\n{\r\n`),
    [400, 413, 431, 0],
  ),
  bytesCase(
    'trailers without end',
    post('transfer-encoding: chunked\r\n', `2\r\n{}\r\n0\r\n${'x-a: b\r\n'.repeat(4000)}\r\n`),
    [400, 431, 0],
  ),
  bytesCase('a header of 20,000 bytes', get('/v1/models', { ...AUTH, 'x-a': 'a'.repeat(20_000) }), 431),
  bytesCase('3,000 headers', `GET /health HTTP/1.1\r\nhost: a\r\n${'x-a: b\r\n'.repeat(3000)}\r\n`, [200, 431]),
  bytesCase('a name of 20,000 bytes', `GET /health HTTP/1.1\r\n${'a'.repeat(20_000)}: b\r\n\r\n`, 431),
  bytesCase('a header folded over two lines', `GET /health HTTP/1.1\r\nhost: a\r\nx-a: b\r\n c\r\n\r\n`, [200, 400]),
  bytesCase('NUL in a header', `GET /health HTTP/1.1\r\nhost: a\r\nx-a: b\0c\r\n\r\n`, 400),
  bytesCase('a carriage return in a header', `GET /health HTTP/1.1\r\nhost: a\r\nx-a: b\rx-b: c\r\n\r\n`, 400),
  bytesCase('a space before the colon', post('content-length : 45\r\n'), 400),
  bytesCase('a header without a name', `GET /health HTTP/1.1\r\nhost: a\r\n: b\r\n\r\n`, 400),
  bytesCase('a header without a colon', `GET /health HTTP/1.1\r\nhost: a\r\nnothing\r\n\r\n`, 400),
  bytesCase('HTTP of 1991', 'GET /health\r\n\r\n', 400),
  bytesCase('HTTP/1.0, which asks for no host', 'GET /health HTTP/1.0\r\n\r\n', [200, 400]),
  bytesCase('HTTP/3.7', 'GET /health HTTP/3.7\r\nhost: a\r\n\r\n', [400, 505]),
  bytesCase('the first words of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
  bytesCase('the first words of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400),
  bytesCase('bytes of no meaning', '\xff\xfe\x00\x01'.repeat(100), 400),
  bytesCase('a method of nobody', rawRequest('/v1/models', { method: 'PURGE', headers: AUTH }), [404, 405]),
  bytesCase('a method that is no word', rawRequest('/health', { method: 'G(T' }), 400),
  bytesCase('a method in lower case', rawRequest('/health', { method: 'get' }), 400),
  bytesCase(
    'TRACE, which would give the key back',
    rawRequest('/v1/models', { method: 'TRACE', headers: AUTH }),
    [400, 404, 405, 500],
  ),
  bytesCase('CONNECT to another host', rawRequest('evil.test:443', { method: 'CONNECT' }), [0, 400, 404]),
  bytesCase('OPTIONS of everything', rawRequest('*', { method: 'OPTIONS', headers: AUTH }), [400, 404]),
  bytesCase(
    'an upgrade to a socket',
    rawRequest('/v1/models', { headers: { connection: 'upgrade', upgrade: 'websocket' } }),
    401,
  ),
  bytesCase('an upgrade to HTTP/2', rawRequest('/health', { headers: { connection: 'upgrade', upgrade: 'h2c' } }), 200),
  bytesCase('something that is expected of nobody', post('expect: 200-ok\r\ncontent-length: 45\r\n'), 417),
  bytesCase('a body that waits to be asked for', post('expect: 100-continue\r\ncontent-length: 45\r\n'), [100, 200]),
  bytesCase(
    'a body with GET',
    `GET /v1/models HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${KEY}\r\ncontent-length: 5\r\n\r\nhello`,
    [404, 502],
  ),
]);

const ADDRESSES: [name: string, path: string, wanted: Wanted][] = [
  ['of slashes', `/${'/'.repeat(8000)}x`, 404],
  ['that end in slashes', `/v1/models${'/'.repeat(8000)}`, 404],
  ['of the word that is looked for', '/models-'.repeat(1000), 404],
  ['with two slashes at the beginning', '//evil.test/v1/models', 404],
  ['with NUL', '/v1/models/%00', 404],
  ['with half a percent', '/v1/models/%E0%A4%A', 404],
  ['that leave their folder', '/v1/../../etc/passwd', 404],
  ['that leave their folder, encoded', '/v1/models/%2e%2e%2f%2e%2e%2fetc%2fpasswd', 404],
  ['with backslashes', '/v1\\models', [400, 404]],
  ['of 15,000 bytes', `/${'a'.repeat(15_000)}`, 404],
  ['with a query of 15,000 bytes', `/health?${'a=b&'.repeat(3700)}`, 200],
  ['with a name that every object has', '/v1/models/__proto__', 404],
  ['with a name that every function has', '/v1/models/constructor', 404],
  ['of another scheme', 'ftp://evil.test/health', [200, 400, 404]],
  ['that name another host', 'http://evil.test/v1/models', 404],
  ['with a user', 'http://user:pass@localhost/v1/models', [400, 404]],
  ['with bytes beyond ASCII', '/v1/models/\xe9\xff', [400, 404]],
  ['with a line break', '/v1/models/%0d%0aset-cookie:a=b', 404],
  ['with parameters of a path', '/health;a=b', [401, 404]],
  ['of a script', '/v1/models/<script>alert(1)</script>', 404],
  ['of the files of the gateway', '/.env', 404],
];

attacks(
  'addresses',
  ADDRESSES.map(([name, path, wanted]) => bytesCase(name, get(path), wanted)),
);

const withKey = (value: string) => get('/v1/models', { authorization: value });

attacks('keys', [
  ...[
    ['none', ''],
    ['no more than the word', 'Bearer'],
    ['the beginning of one', 'Bearer sk-calle'],
    ['one with something behind', 'Bearer sk-caller2'],
    ['one in capitals', 'Bearer SK-CALLER'],
    ['two', 'Bearer sk-caller sk-caller'],
    ['another scheme', `Basic ${Buffer.from('sk-caller').toString('base64')}`],
    ['no scheme', 'sk-caller'],
    ['one beyond ASCII', 'Bearer sk-\xe7aller'],
    ['15,000 bytes', `Bearer ${'k'.repeat(15_000)}`],
    ['a name that every object has', 'Bearer __proto__'],
    ['a pattern', 'Bearer .*'],
    ['nothing, quoted', 'Bearer ""'],
    ['a list', 'Bearer sk-caller, Bearer sk-caller'],
  ].map(([name, value]) => bytesCase(String(name), withKey(String(value)), 401)),
  bytesCase('in the address', get(`/v1/models?key=${KEY}&api_key=${KEY}`, {}), 401),
  bytesCase('in a cookie', get('/v1/models', { cookie: `authorization=Bearer ${KEY}` }), 401),
  bytesCase(
    'behind a wrong one',
    `GET /v1/models HTTP/1.1\r\nhost: a\r\nauthorization: Bearer no\r\nauthorization: Bearer ${KEY}\r\n\r\n`,
    401,
  ),
  bytesCase('for the metrics, none', get('/metrics', {}), 401),
  bytesCase('for the document, none', get('/openapi.json', {}), 401),
  bytesCase('for a path that is none, none', get('/nothing', {}), 401),
  bytesCase('for a path like that of health, none', get('/v1/health', {}), 401),
]);

const LOGGED: Attack[] = [
  ['a request id of 10,000 bytes', { 'x-request-id': 'i'.repeat(10_000) }],
  ['a request id that writes a line of its own', { 'x-request-id': 'a%0d%0a{"level":30}' }],
  ['a request id beyond ASCII', { 'x-request-id': '\xff\xfe' }],
  ['a request id of quotes', { 'x-request-id': '"}{"a":"' }],
  ['a trace that is none', { traceparent: '"'.repeat(1000), tracestate: ','.repeat(1000) }],
  ['an address that it says it came from', { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' }],
  ['another method in a header', { 'x-http-method-override': 'DELETE' }],
  ['an origin that is none', { origin: 'null' }],
  ['an origin of its own', { origin: 'https://evil.test' }],
].map(([name, headers]) => ({
  name: String(name),
  async run() {
    const before = target().log.length;
    const { received } = await send(get('/v1/models', { ...AUTH, ...(headers as Record<string, string>) }), [400, 404]);
    expect(received).not.toMatch(/access-control|evil|set-cookie/i);
    for (const line of target().log.slice(before)) expect(line).toMatch(/^\{.*\}\n$/);
    for (const line of target().log.slice(before)) expect(line.length).toBeLessThan(2000);
  },
}));

attacks('headers', LOGGED);

attacks('connections', [
  {
    name: 'that ask 200 times without waiting',
    async run() {
      const caller = new Caller(target().port).write(get('/health').repeat(200));
      expect(await health()).toBe(200);
      while (caller.received.split('HTTP/1.1 200').length < 201) await new Promise(setImmediate);
      caller.socket.destroy();
    },
  },
  {
    name: 'that go on after a body that is too large',
    async run() {
      const caller = new Caller(target().port).write(post('content-length: 4000001\r\n') + get('/health'));
      expect(await caller.status()).toBe(413);
      await caller.closed;
      expect(caller.received.split('HTTP/1.1').length).toBe(2);
    },
  },
  {
    name: 'that go on behind a body that was refused unread',
    async run() {
      const smuggled = `GET /v1/models HTTP/1.1\r\nhost: a\r\n\r\n`;
      const head = HEAD.replace(KEY, 'wrong');
      const caller = new Caller(target().port).write(`${head}content-length: ${smuggled.length}\r\n\r\n${smuggled}`);
      expect(await caller.status()).toBe(401);
      await caller.closed;
      expect(caller.received.split('HTTP/1.1').length).toBe(2);
    },
  },
  {
    name: 'that are reset in the middle of a body',
    async run() {
      for (let count = 0; count < 50; count += 1) {
        const caller = new Caller(target().port).write(post('content-length: 100000\r\n'));
        await new Promise((resolve) => caller.socket.once('connect', resolve));
        caller.socket.resetAndDestroy();
      }
      expect(await health()).toBe(200);
      expect(await isServed()).toBe(true);
    },
  },
  {
    name: 'that leave in the middle of their headers',
    async run() {
      for (let count = 0; count < 50; count += 1) new Caller(target().port).write('POST /v1/chat').socket.end();
      expect(await health()).toBe(200);
      expect(await isServed()).toBe(true);
    },
  },
  {
    name: 'that say nothing, 200 of them',
    async run() {
      const idle = Array.from({ length: 200 }, () => new Caller(target().port));
      expect(await health()).toBe(200);
      expect(await isServed()).toBe(true);
      for (const { socket } of idle) socket.destroy();
    },
  },
  {
    name: 'whose bodies come slowly, more of them than there are places',
    async run() {
      const slow = Array.from({ length: 100 }, () =>
        new Caller(target().port).write(post('content-length: 4000000\r\n', '{')),
      );
      expect(await health()).toBe(200);
      expect(await isServed()).toBe(true);
      for (const { socket } of slow) socket.destroy();
    },
  },
  {
    name: 'whose bodies come in chunks of a byte',
    size: 30_000,
    async run(size) {
      const chunks = `1\r\n \r\n`.repeat(size);
      await send(post('transfer-encoding: chunked\r\n', `${chunks}2d\r\n${BODY}\r\n0\r\n\r\n`), 200);
    },
  },
  {
    name: 'whose headers never end',
    async run() {
      const caller = new Caller(target().port).write('GET /health HTTP/1.1\r\nhost: a\r\nx-a: b');
      expect(await health()).toBe(200);
      // Node ends it when its time for headers is over.
      expect([0, 408]).toContain(await caller.status());
      await caller.closed;
    },
  },
]);

attacks('what is left behind', [
  {
    name: 'of all of them in the log: one line each, of bounded length',
    run() {
      for (const line of target().log) {
        expect(line).toMatch(/^\{.*\}\n$/);
        expect(line.length).toBeLessThan(2000);
      }
    },
  },
]);
