// @ts-check
/**
 * `node json.mjs PORT UPSTREAM`: the least that a gateway by hand does. It parses what goes both ways, gives the model its own name, counts
 * tokens, and writes a line of log for each call.
 */
import { randomUUID } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';

const [port, upstream] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });

/** @param {import('node:http').IncomingMessage} message */
function readText(message) {
  return new Promise((resolve, reject) => {
    /** @type {Buffer[]} */
    const parts = [];
    message.on('data', (part) => parts.push(part));
    message.on('end', () => resolve(Buffer.concat(parts).toString()));
    message.on('error', reject);
  });
}

createServer(async (incoming, outgoing) => {
  const start = performance.now();
  const requestId = randomUUID();
  const body = JSON.parse(await readText(incoming));
  /** @param {object} told */
  const log = (told) =>
    process.stderr.write(
      `${JSON.stringify({ time: Date.now(), requestId, path: incoming.url, model: body.model, ms: performance.now() - start, ...told })}\n`,
    );
  const text = JSON.stringify({ ...body, model: 'm' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const sent = request(`${upstream}${incoming.url}`, { method: 'POST', agent, headers }, async (response) => {
    const status = response.statusCode ?? 502;
    if (body.stream !== true) {
      const answer = JSON.parse(await readText(response));
      const bytes = JSON.stringify({ ...answer, model: body.model });
      outgoing.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(bytes),
        'x-request-id': requestId,
      });
      outgoing.end(bytes);
      log({ status, usage: answer.usage });
      return;
    }
    outgoing.writeHead(status, { 'content-type': 'text/event-stream', 'x-request-id': requestId });
    let rest = '';
    let chunks = 0;
    response.setEncoding('utf8');
    response.on('data', (part) => {
      const events = (rest + part).split('\n\n');
      rest = events.pop() ?? '';
      let written = '';
      for (const event of events) {
        const data = event.slice('data: '.length);
        if (data === '[DONE]') {
          written += 'data: [DONE]\n\n';
          continue;
        }
        const chunk = JSON.parse(data);
        chunk.model = body.model;
        chunks += 1;
        written += `data: ${JSON.stringify(chunk)}\n\n`;
      }
      if (written !== '' && !outgoing.write(written)) {
        response.pause();
        outgoing.once('drain', () => response.resume());
      }
    });
    response.on('end', () => {
      outgoing.end();
      log({ status, chunks });
    });
  });
  sent.on('error', () => outgoing.destroy());
  outgoing.on('close', () => outgoing.writableFinished || sent.destroy());
  sent.end(text);
}).listen(Number(port), '127.0.0.1');
