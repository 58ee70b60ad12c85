// @ts-check
/** The server of all benchmarks, in a process of its own: precomputed bytes, sent as they are. Prints its address. */
import { createServer } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { CHAT, GENERATED, TOKENS, chatEvents, nativeEvents, vectors } from './answers.mjs';

const json = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value));
const numbers = vectors();
const base64 = numbers.map((embedding) => Buffer.from(Float32Array.from(embedding).buffer).toString('base64'));
const usage = { prompt_tokens: 1, total_tokens: 1 };
/** @param {readonly unknown[]} list */
const openai = (list) => ({
  object: 'list',
  data: list.map((embedding, index) => ({ object: 'embedding', embedding, index })),
  model: 'm',
  usage,
});

const ANSWERS = {
  chat: json(CHAT),
  generate: json(GENERATED),
  embed: json(numbers),
  base64: json(openai(base64)),
  info: json({ model_id: 'm', max_client_batch_size: 512, model_type: { embedding: { pooling: 'mean' } } }),
};

/** Ethernet's usual payload. */
const PACKET_BYTES = 1400;
const READ_BYTES = 65_536;
const PACED_EVENTS = 256;

/** @param {Buffer} bytes @param {number} size */
const cut = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

/** @type {Map<string, { pieces: Buffer[], pause: () => Promise<unknown> }>} */
const streams = new Map();
/** @param {string} kind @param {string} mode @param {number} count */
function streamOf(kind, mode, count) {
  const key = `${kind} ${mode} ${count}`;
  let stream = streams.get(key);
  if (stream === undefined) {
    const events = (kind === 'chat' ? chatEvents : nativeEvents)(count);
    const size = mode === 'packets' ? PACKET_BYTES : READ_BYTES;
    const pieces =
      mode === 'paced' ? events.map((event) => Buffer.from(event)) : cut(Buffer.from(events.join('')), size);
    const pauses = { packets: () => nextTurn(), paced: () => wait(4), reads: async () => {} };
    stream = { pieces, pause: pauses[/** @type {'packets' | 'paced' | 'reads'} */ (mode)] };
    streams.set(key, stream);
  }
  return stream;
}

/**
 * An event each 5 ms, with the time when it was sent as its text; or, of a stream that is held, one and no other.
 * @param {string} mode @param {import('node:http').ServerResponse} response
 */
function answerStamped(mode, response) {
  const [start = '', end = ''] = (chatEvents(2)[0] ?? '').split('" the"');
  let left = Number(/^stamped-(\d+)$/.exec(mode)?.[1] ?? Number.POSITIVE_INFINITY);
  const send = () => {
    response.write(`${start}"${process.hrtime.bigint() / 1000n}"${end}`);
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    response.end('data: [DONE]\n\n');
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const timer = mode === 'held' ? undefined : setInterval(send, 5);
  response.on('close', () => clearInterval(timer));
  send();
}

/** @param {string} address @param {string} body @param {import('node:http').ServerResponse} response */
async function answer(address, body, response) {
  const [, named = '', ...rest] = new URL(address, 'http://bench').pathname.split('/');
  const mode = named === 'asked' ? (/"user":"([\w-]+)"/.exec(body)?.[1] ?? 'reads') : named;
  const path = `/${rest.join('/')}`;
  if (!body.includes('"stream":true')) {
    const kind = path.endsWith('/info')
      ? 'info'
      : path.endsWith('/chat/completions')
        ? 'chat'
        : path.endsWith('/embeddings')
          ? 'base64'
          : mode === 'embed'
            ? 'embed'
            : 'generate';
    const bytes = ANSWERS[/** @type {keyof typeof ANSWERS} */ (kind)];
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': bytes.length,
      'x-prompt-tokens': '10',
    });
    response.end(bytes);
    return;
  }
  if (/^(?:stamped-|held$)/.test(mode)) return answerStamped(mode, response);
  const count = Number(/^\w+-(\d+)$/.exec(mode)?.[1] ?? (mode === 'paced' ? PACED_EVENTS : TOKENS));
  const { pieces, pause } = streamOf(path.includes('/chat/') ? 'chat' : 'native', mode.replace(/-\d+$/, ''), count);
  let isClosed = false;
  response.on('close', () => (isClosed = true));
  response.setMaxListeners(0);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) {
    if (isClosed) return;
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    await pause();
  }
  response.end();
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => void answer(request.url ?? '/', Buffer.concat(parts).toString(), response));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`);
});
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
