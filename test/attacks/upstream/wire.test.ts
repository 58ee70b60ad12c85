import { setImmediate as nextTurn } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { expect } from 'vitest';

import { keptBytes } from '../../support/kept-bytes.ts';
import { attacks, failureOf, outcomeOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { MESSAGES, chat, connect, rawAnswer, serveRaw, streamChat, tokenEvent } from '../support/upstream.ts';

const ANSWER = '[{"generated_text":"a"}]';
// Letters: spaces before a header’s value are skipped by Node without a count, until the attempt’s deadline.
const MEBIBYTE = Buffer.alloc(1024 * 1024, 'a');

/** What a server writes to its socket for a request; whether the call may succeed is not said: it ends, with nothing but an error of ours. */
type Case = [what: string, respond: (socket: Socket) => void, check?: object];

const ok = (...headers: string[]) => `HTTP/1.1 200 OK\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;
const failed = (fields: object) => ({ error: fields });

/** Writes until the other side leaves. */
function flood(socket: Socket, piece: string | Buffer): void {
  const write = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', write);
  write();
}

const chunk = (bytes: Buffer | string) =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(bytes).toString(16)}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')]);

/** So that what is beyond the limit does not take long. */
const LIMIT = { maxResponseBytes: 256 * 1024, maxEventBytes: 256 * 1024 };

const bomb = Buffer.alloc(16 * 1024 * 1024, 0x20);

const CASES: Case[] = [
  [
    'switches to a protocol that nobody asked for',
    (s) => s.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'switches to a websocket',
    (s) => s.write('HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nabc'),
    failed({ name: 'APIConnectionError' }),
  ],
  ['says 100 a thousand times', (s) => s.write(`${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)}${rawAnswer(ANSWER)}`)],
  [
    'says 103 with long headers',
    (s) => s.write(`HTTP/1.1 103 Early Hints\r\nlink: ${'x'.repeat(8000)}\r\n\r\n${rawAnswer(ANSWER)}`),
  ],
  ['says nothing and closes', (s) => s.end(), failed({ name: 'APIConnectionError' })],
  ['says nothing and resets', (s) => s.resetAndDestroy(), failed({ name: 'APIConnectionError' })],
  ['is no HTTP', (s) => s.end('SSH-2.0-OpenSSH_9.6\r\n'), failed({ name: 'APIConnectionError' })],
  ['is TLS', (s) => s.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])), failed({ name: 'APIConnectionError' })],
  ['is HTTP/2', (s) => s.end(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])), failed({ name: 'APIConnectionError' })],
  ['is HTTP/0.9', (s) => s.end('<html>hello</html>'), failed({ name: 'APIConnectionError' })],
  ['has a status of 99', (s) => s.end('HTTP/1.1 99 x\r\ncontent-length: 0\r\n\r\n')],
  ['has a status of 999', (s) => s.end('HTTP/1.1 999 x\r\ncontent-length: 0\r\n\r\n')],
  ['has a status of 0', (s) => s.end('HTTP/1.1 000 x\r\ncontent-length: 0\r\n\r\n')],
  [
    'has a status of many digits',
    (s) => s.end(`HTTP/1.1 ${'2'.repeat(1000)} x\r\n\r\n`),
    failed({ name: 'APIConnectionError' }),
  ],
  ['has a reason of many letters', (s) => s.end(`HTTP/1.1 200 ${'x'.repeat(100_000)}\r\n\r\n`)],
  [
    'has headers without end',
    (s) => (s.write('HTTP/1.1 200 OK\r\n'), flood(s, `x: ${'a'.repeat(1000)}\r\n`)),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has one header without end',
    (s) => (s.write('HTTP/1.1 200 OK\r\nx: '), flood(s, MEBIBYTE)),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has 2,000 short headers',
    (s) => s.write(ok(...Array.from({ length: 2000 }, (_, index) => `h${index}: 1`), 'content-length: 2') + '[]'),
  ],
  [
    'has a header of NUL',
    (s) => s.end(ok('x: \0', 'content-length: 2') + '[]'),
    failed({ name: 'APIConnectionError' }),
  ],
  ['has a header of Latin letters', (s) => s.end(ok('x-request-id: \u009b\u00e9', 'content-length: 2') + '{}')],
  ['has a header called __proto__', (s) => s.end(ok('__proto__: 1', 'constructor: 2', 'content-length: 2') + '[]')],
  [
    'has two lengths',
    (s) => s.end(ok('content-length: 2', 'content-length: 5') + '[]'),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has a length and chunks',
    (s) => s.end(ok('content-length: 2', 'transfer-encoding: chunked') + '0\r\n\r\n'),
    failed({ name: 'APIConnectionError' }),
  ],
  ['has a negative length', (s) => s.end(ok('content-length: -1') + '[]'), failed({ name: 'APIConnectionError' })],
  [
    'has a length of many digits',
    (s) => s.end(ok(`content-length: ${'9'.repeat(50)}`) + '[]'),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has a length that is too long',
    (s) => s.end(ok('content-length: 100') + '[]'),
    failed({ name: 'APIConnectionError' }),
  ],
  ['sends more than its length', (s) => s.end(rawAnswer(ANSWER) + 'x'.repeat(10_000))],
  ['sends a second answer', (s) => s.end(rawAnswer(ANSWER) + rawAnswer('[]', { status: '500 x' }))],
  [
    'has a chunk of a size that is no number',
    (s) => s.end(ok('transfer-encoding: chunked') + 'zz\r\n[]\r\n0\r\n\r\n'),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has a chunk of a size of many digits',
    (s) => s.end(ok('transfer-encoding: chunked') + `${'f'.repeat(40)}\r\n[]`),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has extensions of a chunk without end',
    (s) => (s.write(ok('transfer-encoding: chunked') + '2;'), flood(s, 'x'.repeat(10_000))),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has trailers without end',
    (s) => (s.write(ok('transfer-encoding: chunked') + '2\r\n[]\r\n0\r\n'), flood(s, `x: ${'a'.repeat(1000)}\r\n`)),
    failed({ name: 'APIConnectionError' }),
  ],
  [
    'has chunks of a byte each',
    (s) =>
      s.end(
        ok('transfer-encoding: chunked') +
          `${[...`[{"generated_text":"${'a'.repeat(50_000)}"}]`].map((letter) => `1\r\n${letter}\r\n`).join('')}0\r\n\r\n`,
      ),
  ],
  [
    'never ends its answer',
    (s) => (s.write(ok('transfer-encoding: chunked')), flood(s, chunk(MEBIBYTE))),
    failed({ name: 'APIConnectionError', code: 'response_too_large' }),
  ],
  [
    'never ends its answer, in chunks of a byte',
    (s) => (s.write(ok('transfer-encoding: chunked')), flood(s, chunk(' ').toString().repeat(20_000))),
    failed({ name: 'APIConnectionError', code: 'response_too_large' }),
  ],
  [
    'has an answer of a length beyond the limit',
    (s) => (s.write(ok(`content-length: ${2 ** 40}`)), flood(s, MEBIBYTE)),
    failed({ name: 'APIConnectionError', code: 'response_too_large' }),
  ],
  ['has a bomb of gzip', (s) => zipped(s, 'gzip', gzipSync(bomb)), failed({ code: 'response_too_large' })],
  ['has a bomb of deflate', (s) => zipped(s, 'deflate', deflateSync(bomb)), failed({ code: 'response_too_large' })],
  ['has a bomb of brotli', (s) => zipped(s, 'br', brotliCompressSync(bomb)), failed({ code: 'response_too_large' })],
  [
    'has a bomb in a bomb',
    (s) => zipped(s, 'gzip, gzip', gzipSync(gzipSync(bomb))),
    failed({ code: 'response_too_large' }),
  ],
  ['has five codings', (s) => zipped(s, 'gzip, gzip, gzip, gzip, gzip', nest(ANSWER, 5))],
  [
    'has six codings',
    (s) => zipped(s, 'a,b,c,d,e,f', Buffer.from(ANSWER)),
    failed({ name: 'APIConnectionError', code: 'bad_encoding' }),
  ],
  [
    'has codings without end',
    (s) => zipped(s, 'gzip,'.repeat(2000), Buffer.from(ANSWER)),
    failed({ name: 'APIConnectionError', code: 'bad_encoding' }),
  ],
  ['has a coding that is unknown', (s) => zipped(s, 'zstd', Buffer.from(ANSWER))],
  ['has a coding called __proto__', (s) => zipped(s, '__proto__', Buffer.from(ANSWER))],
  ['has broken gzip', (s) => zipped(s, 'gzip', Buffer.from('not gzip')), failed({ name: 'APIConnectionError' })],
  [
    'has broken deflate',
    (s) => zipped(s, 'deflate', Buffer.from([0xff, 0xff, 0xff])),
    failed({ name: 'APIConnectionError' }),
  ],
  ['has deflate without a byte', (s) => zipped(s, 'deflate', Buffer.alloc(0)), failed({})],
  [
    'has deflate that is cut before its first byte',
    (s) => (s.write(ok('content-encoding: deflate', 'content-length: 10')), s.end()),
    failed({ name: 'APIConnectionError' }),
  ],
  ['has broken brotli', (s) => zipped(s, 'br', Buffer.from('not brotli')), failed({ name: 'APIConnectionError' })],
  ['has gzip that is cut', (s) => zipped(s, 'gzip', gzipSync(ANSWER).subarray(0, 15)), failed({})],
  [
    'has gzip with garbage behind it',
    (s) => zipped(s, 'gzip', Buffer.concat([gzipSync(ANSWER), Buffer.alloc(1000, 0x41)])),
  ],
  [
    'has an error that never ends',
    (s) => (s.write('HTTP/1.1 400 x\r\ntransfer-encoding: chunked\r\n\r\n'), flood(s, chunk(MEBIBYTE))),
    failed({ status: 400 }),
  ],
  ['has an error that is a bomb', (s) => zipped(s, 'gzip', gzipSync(bomb), '500 x'), failed({ status: 500 })],
  [
    'redirects to itself',
    (s) => s.write('HTTP/1.1 307 x\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'),
    failed({ code: 'too_many_redirects' }),
  ],
  [
    'redirects to a file',
    (s) => s.write('HTTP/1.1 307 x\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\n\r\n'),
    failed({ code: 'redirect_failed' }),
  ],
  [
    'redirects to data',
    (s) => s.write('HTTP/1.1 307 x\r\nlocation: data:,a\r\ncontent-length: 0\r\n\r\n'),
    failed({ code: 'redirect_failed' }),
  ],
  [
    'redirects to no address',
    (s) => s.write('HTTP/1.1 307 x\r\nlocation: http://\r\ncontent-length: 0\r\n\r\n'),
    failed({ code: 'redirect_failed' }),
  ],
  [
    'redirects to a long address',
    (s) => s.write(`HTTP/1.1 307 x\r\nlocation: /${'a'.repeat(15_000)}\r\ncontent-length: 0\r\n\r\n`),
    failed({}),
  ],
  [
    'redirects with a body that never ends',
    (s) => (
      s.write('HTTP/1.1 307 x\r\nlocation: file:///\r\ntransfer-encoding: chunked\r\n\r\n'),
      flood(s, chunk(MEBIBYTE))
    ),
    failed({ code: 'redirect_failed' }),
  ],
  [
    'asks to wait for ever',
    (s) => s.end('HTTP/1.1 429 x\r\nretry-after: 99999999999999999999\r\ncontent-length: 0\r\n\r\n'),
    failed({ status: 429 }),
  ],
  [
    'asks to wait a negative time',
    (s) => s.end('HTTP/1.1 429 x\r\nretry-after: -5\r\ncontent-length: 0\r\n\r\n'),
    failed({ status: 429 }),
  ],
  ['answers 204', (s) => s.write('HTTP/1.1 204 x\r\n\r\n'), failed({})],
  ['answers 304', (s) => s.write('HTTP/1.1 304 x\r\n\r\n'), failed({ status: 304 })],
  ['answers 205 with a body', (s) => s.end('HTTP/1.1 205 x\r\ncontent-length: 2\r\n\r\n[]'), failed({})],
  ['answers before it has read', (s) => (s.end(rawAnswer('', { status: '413 x' })), s.destroySoon()), failed({})],
];

function zipped(socket: Socket, coding: string, body: Buffer, status = '200 OK'): void {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n`);
  socket.end(body);
}

function nest(text: string, depth: number): Buffer {
  let bytes: Buffer = Buffer.from(text);
  for (let level = 0; level < depth; level += 1) bytes = gzipSync(bytes);
  return bytes;
}

const wire = (ask: 'whole' | 'stream') => (cases: readonly Case[]) =>
  cases.map(([name, respond, check]): Attack => ({
    name,
    megabytes: 512,
    run: async () => {
      await using server = await serveRaw((socket) => respond(socket));
      const client = connect(server.url, LIMIT);
      const call = ask === 'whole' ? chat(client) : streamChat(client);

      const outcome = await outcomeOf(call);

      if (check !== undefined) expect(outcome).toMatchObject(check);
      // Nothing is left reading what never ends.
      for (let turn = 0; turn < 20_000 && server.sockets.size > 2; turn += 1) await nextTurn();
      // One may be kept, and one be closing.
      expect(server.sockets.size).toBeLessThanOrEqual(2);
    },
  }));

attacks('a server whose whole answer', wire('whole')(CASES));

const STREAM = ok('content-type: text/event-stream', 'transfer-encoding: chunked');

attacks(
  'a server whose stream',
  wire('stream')([
    [
      'never ends its first event',
      (s) => (s.write(STREAM + chunk('data: ')), flood(s, chunk(MEBIBYTE))),
      failed({ code: 'event_too_large' }),
    ],
    [
      'never ends a later event',
      (s) => (s.write(STREAM + chunk(`${tokenEvent('a')}data: `)), flood(s, chunk(MEBIBYTE))),
      failed({ code: 'event_too_large' }),
    ],
    [
      'never ends its whole answer',
      (s) => (
        s.write(ok('content-type: application/json', 'transfer-encoding: chunked') + chunk('{"a":"')),
        flood(s, chunk(MEBIBYTE))
      ),
      failed({ code: 'response_too_large' }),
    ],
    [
      'never begins its whole answer',
      (s) => (
        s.write(ok('content-type: application/json', 'transfer-encoding: chunked')),
        flood(s, chunk(' '.repeat(1024 * 1024)))
      ),
      failed({ code: 'response_too_large' }),
    ],
    [
      'is a bomb',
      (s) => zipped(s, 'gzip', gzipSync(Buffer.concat([Buffer.from('data: '), bomb]))),
      failed({ code: 'event_too_large' }),
    ],
    ['is cut behind its headers', (s) => s.end(STREAM), failed({ name: 'StreamTruncatedError' })],
    ['is cut within a chunk', (s) => s.end(`${STREAM}ff\r\ndata: {`), failed({ name: 'StreamTruncatedError' })],
    [
      'breaks its chunks',
      (s) => s.end(`${STREAM}${chunk(tokenEvent('a'))}zz\r\n`),
      failed({ name: 'StreamTruncatedError' }),
    ],
    [
      'is reset behind its first event',
      (s) => (s.write(STREAM + chunk(tokenEvent('a'))), void setImmediate(() => s.resetAndDestroy())),
      failed({}),
    ],
    [
      'breaks its coding behind the first event',
      (s) => (
        s.write(ok('content-type: text/event-stream', 'content-encoding: gzip')),
        s.end(Buffer.concat([gzipSync(tokenEvent('a')), Buffer.from('x'.repeat(100))]))
      ),
      failed({ name: 'StreamTruncatedError' }),
    ],
  ]),
);

attacks('a stream that nobody', [
  {
    name: 'leaves lets its connection go when it is forgotten',
    run: async () => {
      await using server = await serveRaw((socket) => {
        socket.write(STREAM + chunk(tokenEvent('a')));
      });
      const client = connect(server.url);
      for (let call = 0; call < 3; call += 1) {
        await client.chat.completions.create({ messages: MESSAGES, stream: true });
      }
      expect(server.sockets.size).toBe(3);
      for (let turn = 0; turn < 200 && server.sockets.size > 0; turn += 1) {
        keptBytes();
        await nextTurn();
      }

      expect(server.sockets.size).toBe(0);
    },
  },
  {
    name: 'reads is read no further than a buffer',
    run: async () => {
      let sent = 0;
      await using server = await serveRaw((socket) => {
        socket.write(STREAM);
        const piece = chunk(tokenEvent('x'.repeat(10_000)));
        const write = () => {
          while (!socket.destroyed && socket.write(piece)) sent += piece.length;
        };
        socket.on('drain', write);
        write();
      });
      const stream = await connect(server.url).chat.completions.create({ messages: MESSAGES, stream: true });
      for (let turn = 0; turn < 2000; turn += 1) await nextTurn();

      // What the kernel holds for both ends is a few megabytes.
      expect(sent).toBeLessThan(32 * 1024 * 1024);
      await stream.return();
    },
  },
]);

attacks('a limit that a caller sets', [
  {
    name: 'for whole answers',
    run: async () => {
      await using server = await serveRaw((socket) => void socket.write(rawAnswer(ANSWER)));

      expect(await failureOf(chat(connect(server.url, { maxResponseBytes: ANSWER.length - 1 })))).toMatchObject({
        code: 'response_too_large',
        message: expect.stringContaining('maxResponseBytes'),
      });
      await chat(connect(server.url, { maxResponseBytes: ANSWER.length }));
    },
  },
  {
    name: 'for events',
    run: async () => {
      const event = tokenEvent('a', 'a');
      await using server = await serveRaw((socket) => {
        socket.write(STREAM + chunk(event) + chunk('').toString());
      });

      expect(await failureOf(streamChat(connect(server.url, { maxEventBytes: 20 })))).toMatchObject({
        code: 'event_too_large',
        message: expect.stringContaining('maxEventBytes'),
      });
      expect(await streamChat(connect(server.url, { maxEventBytes: event.length }))).toBe('a');
    },
  },
]);
