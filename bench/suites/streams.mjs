// @ts-check
/** Streams: CPU microseconds an event. */
import { TEXT, TOKENS } from '../answers.mjs';
import { measureApart } from '../apart.mjs';

const TIMES = 6;
/** It takes twenty times as long as the others. */
const SLOW = 'ai';
const NATIVE = ['fetch, native', 'easyllm, native'];

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const measure = async (/** @type {import('../apart.mjs').Apart} */ { name, perform }) => {
    const times = isQuick || name === SLOW ? 1 : TIMES;
    return (await perform({ way: 'stream', times })).cpuUs / times / TOKENS;
  };
  const shared = /** @type {const} */ ({ way: 'stream', want: TEXT, rounds, measure });
  return {
    [`${TOKENS} tokens of chat, packet-sized reads, µs/event`]: await measureApart({
      ...shared,
      base: `${server}/packets`,
      without: NATIVE,
    }),
    [`${TOKENS} tokens of chat, 64 KB reads, µs/event`]: await measureApart({
      ...shared,
      base: `${server}/reads`,
      without: NATIVE,
    }),
    [`${TOKENS} tokens of TGI to chat chunks, 64 KB reads, µs/event`]: await measureApart({
      ...shared,
      base: `${server}/reads`,
      only: NATIVE,
      baseline: 'fetch, native',
    }),
  };
}
