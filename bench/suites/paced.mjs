// @ts-check
/** 64 streams at once, an event each 4 ms: CPU microseconds an event. And the time to the first token, over plain `node:http`. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createClients } from '../clients.mjs';
import { measureCpu, toFigures, together } from '../measure.mjs';

const STREAMS = 64;
const EVENTS = 256;

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const streams = isQuick ? 8 : STREAMS;
  const clients = Object.entries(createClients(`${server}/paced`)).filter(([, { stream }]) => stream !== undefined);
  const entries = clients.map(([name, { stream }]) => ({
    name,
    run: () => together(streams, streams, async () => stream?.()),
  }));
  return {
    [`${STREAMS} streams at once, paced, µs/event`]: await measureCpu(entries, {
      units: streams * EVENTS,
      rounds: Math.min(rounds, 5),
    }),
    'time to first token over http, ms': await measureFirstToken(`${server}/reads-8`, isQuick ? 10 : 100),
  };
}

/** @param {string} base @param {number} times */
async function measureFirstToken(base, times) {
  const agent = new Agent({ keepAlive: true });
  const plain = async () => {
    const sent = request(`${base}/v1/chat/completions`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    });
    sent.end('{"stream":true}');
    const [response] = await once(sent, 'response');
    await once(response, 'data');
    response.destroy();
  };
  const clients = Object.entries(createClients(base)).filter(([, { firstToken }]) => firstToken !== undefined);
  /** @type {Map<string, number[]>} */
  const taken = new Map();
  for (let time = -5; time < times; time += 1) {
    const start = performance.now();
    await plain();
    const floor = performance.now() - start;
    for (const [name, { firstToken }] of clients) {
      const begin = performance.now();
      await firstToken?.();
      if (time >= 0) taken.set(name, [...(taken.get(name) ?? []), performance.now() - begin - floor]);
    }
  }
  return toFigures(taken, '');
}
