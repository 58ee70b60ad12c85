// @ts-check
/** Callers of a relay over sockets, as light as they can be: they share a core with the server behind. */
import { Agent, request } from 'node:http';
import { REPLY, TEXT } from './answers.mjs';
import { expectSame, together } from './measure.mjs';

/** @typedef {{ url: string, headers: Record<string, string> }} Target */

const MESSAGES = [
  { role: 'system', content: 'You are a helpful assistant.' },
  { role: 'user', content: 'What is the capital of France?' },
];
/** `user` tells the server behind how to answer: it is the one member that all relays pass on. @param {string} mode */
const body = (mode, stream = false) =>
  Buffer.from(JSON.stringify({ model: 'm', messages: MESSAGES, max_tokens: 64, stream, user: mode }));

/** @param {Target} target @param {Buffer} bytes @param {Agent} agent @returns {Promise<import('node:http').IncomingMessage>} */
function post({ url, headers }, bytes, agent) {
  return new Promise((resolve, reject) => {
    const all = { ...headers, 'content-length': bytes.length };
    const sent = request(`${url}/v1/chat/completions`, { method: 'POST', agent, headers: all }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`${url} answered ${response.statusCode}.`));
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** @param {import('node:http').IncomingMessage} response @param {(part: Buffer) => void} onPart @returns {Promise<void>} */
function read(response, onPart) {
  return new Promise((resolve, reject) => {
    response.on('data', onPart).on('end', resolve);
    response.on('close', () => response.complete || reject(new Error('The answer broke off.')));
  });
}

const now = () => Number(process.hrtime.bigint() / 1000n);
const BURST = body('reads', true);
const WHOLE = body('reads');

/** Connections for one measure: a relay closes those that have waited for a while. @template Result @param {(agent: Agent) => Promise<Result>} run */
async function withAgent(run) {
  const agent = new Agent({ keepAlive: true });
  try {
    return await run(agent);
  } finally {
    agent.destroy();
  }
}

/** Stops a benchmark of a relay that changes what it relays. @param {string} name @param {Target} target */
export async function expectRelayed(name, target) {
  const readAll = async (/** @type {Buffer} */ asked) => {
    /** @type {Buffer[]} */
    const parts = [];
    await withAgent(async (agent) => read(await post(target, asked, agent), (part) => void parts.push(part)));
    return Buffer.concat(parts).toString();
  };
  expectSame(name, JSON.parse(await readAll(WHOLE)).choices[0].message.content, REPLY);
  const texts = (await readAll(BURST))
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)).choices[0]?.delta.content ?? '');
  expectSame(name, texts.join(''), TEXT);
}

/** Whole calls; gives how long each took, in milliseconds. @param {Target} target @param {number} calls @param {number} callers */
export async function callWhole(target, calls, callers) {
  /** @type {number[]} */
  const times = [];
  await withAgent((agent) =>
    together(calls, callers, async () => {
      const start = performance.now();
      await read(await post(target, WHOLE, agent), () => {});
      times.push(performance.now() - start);
    }),
  );
  return times;
}

/** Streams whose events come as fast as they are read. @param {Target} target @param {number} streams */
export async function readBursts(target, streams) {
  await withAgent(async (agent) => {
    for (let index = 0; index < streams; index += 1) await read(await post(target, BURST, agent), () => {});
  });
}

/** Streams with an event each 5 ms; gives how old each event was when it came, in milliseconds. @param {Target} target @param {number} callers @param {number} events */
export async function readPaced(target, callers, events) {
  /** @type {number[]} */
  const ages = [];
  const asked = body(`stamped-${events}`, true);
  await withAgent((agent) =>
    together(callers, callers, async () => {
      await read(await post(target, asked, agent), (part) => {
        const at = now();
        const stamps = part.toString('latin1').matchAll(/"content":"(\d+)"/g);
        for (const [, stamp] of stamps) ages.push((at - Number(stamp)) / 1000);
      });
    }),
  );
  return ages;
}

/** Opens streams at once, over connections of their own, that send one event and then nothing. @param {Target} target @param {number} streams */
export async function openStreams(target, streams) {
  const agent = new Agent({ keepAlive: true });
  const asked = body('held', true);
  const start = performance.now();
  const responses = await Promise.all(
    Array.from({ length: streams }, async () => {
      const response = await post(target, asked, agent);
      await new Promise((resolve) => response.once('data', resolve));
      return response;
    }),
  );
  return {
    firstMs: performance.now() - start,
    close: () => {
      for (const response of responses) response.destroy();
      agent.destroy();
    },
  };
}
