// @ts-check
/** One client in a process of its own: `client.mjs NAME BASE`. It does what it is told by messages, and says what that cost. */
import { CLIENTS } from './clients.mjs';
import { together } from './measure.mjs';

/**
 * `keep`: what the ways give is held, and the heap that it takes is told.
 * @typedef {{ way: keyof import('./clients.mjs').Client, times: number, width: number, keep: boolean }} Task
 * @typedef {{ last: unknown, cpuUs: number, ms: number, heapBytes: number }} Outcome
 */

const [, , name = '', base = ''] = process.argv;
const client = await CLIENTS[name]?.(base);
/** @type {unknown[]} */
const kept = [];

/** @param {Task} task @returns {Promise<Outcome>} */
async function perform({ way, times, width, keep }) {
  const run = client?.[way];
  if (run === undefined) throw new Error(`${name} has no ${way}.`);
  const before = keep ? heapBytes() : 0;
  /** @type {unknown} */
  let last;
  const [cpu, begin] = [process.cpuUsage(), performance.now()];
  await together(times, width, async () => {
    last = await run();
    if (keep) kept.push(last);
  });
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { last: keep ? undefined : last, cpuUs: user + system, ms, heapBytes: keep ? heapBytes() - before : 0 };
}

/** What a collection leaves. */
function heapBytes() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

process.on('message', (/** @type {Task} */ task) => {
  perform(task).then(
    (outcome) => process.send?.(outcome),
    (error) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ways: Object.keys(client ?? {}) });
