// @ts-check
/** 64 streams at once, an event each 4 ms: CPU microseconds an event. The time to a first token, and what an open stream keeps. */
import { measureApart } from '../apart.mjs';
import { median } from '../measure.mjs';

const STREAMS = 64;
const EVENTS = 256;
const OPEN = 200;

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const streams = isQuick ? 8 : STREAMS;
  const [tokens, open] = isQuick ? [3, 10] : [10, OPEN];
  return {
    [`${STREAMS} streams at once, paced, µs/event`]: await measureApart({
      base: `${server}/paced`,
      way: 'stream',
      without: ['fetch, native'],
      rounds,
      measure: async ({ perform }) =>
        (await perform({ way: 'stream', times: streams, width: streams })).cpuUs / streams / EVENTS,
    }),
    'time to first token, ms': await measureApart({
      base: `${server}/reads-8`,
      way: 'firstToken',
      baseline: 'http',
      rounds,
      pauseMs: 20,
      measure: async ({ perform }) => {
        const times = [];
        for (let time = 0; time < tokens; time += 1) times.push((await perform({ way: 'firstToken' })).ms);
        return median(times);
      },
    }),
    // Of all that were opened before; TGI's own API has no server here that holds a stream.
    [`an open stream of ${OPEN}, heap KB`]: await measureApart({
      base: `${server}/held`,
      way: 'open',
      baseline: 'http',
      without: ['easyllm, native'],
      rounds: isQuick ? 1 : 3,
      measure: async ({ perform }) =>
        (await perform({ way: 'open', times: open, width: 20, keep: true })).heapBytes / open / 1000,
    }),
  };
}
