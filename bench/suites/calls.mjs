// @ts-check
/** Whole chat calls, 16 at once: CPU microseconds a call. And the same over `fetch`, as browsers and Workers send. */
import { REPLY } from '../answers.mjs';
import { measureApart } from '../apart.mjs';

const OVER_FETCH = ['fetch', 'easyllm', 'easyllm, native'];

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const times = isQuick ? 100 : 1000;
  const shared = /** @type {const} */ ({ base: `${server}/whole`, way: 'chat', want: REPLY, rounds });
  const measure = async (/** @type {import('../apart.mjs').Apart} */ { perform }) =>
    (await perform({ way: 'chat', times, width: 16 })).cpuUs / times;
  return {
    'whole chat call, 16 at once, µs': await measureApart({ ...shared, measure }),
    // The browser's condition chooses the transport that sends by fetch.
    'whole chat call, 16 at once, µs, sent by fetch': await measureApart({
      ...shared,
      measure,
      only: OVER_FETCH,
      flags: ['--conditions=browser'],
    }),
  };
}
