// @ts-check
/** `easyllm serve` beside other relays, each a process of its own on one core; callers and the server behind share another. */
import { setTimeout as wait } from 'node:timers/promises';
import { TOKENS } from '../answers.mjs';
import { callWhole, expectRelayed, openStreams, readBursts, readPaced } from '../load.mjs';
import { toFigures } from '../measure.mjs';
import { MISSING_NAMES, RELAY_NAMES, startRelay } from '../relays.mjs';

/** @typedef {import('../relays.mjs').Relay} Relay */

const BASELINE = 'JSON proxy';
/** A relay that takes so much is given less to do, and no streams that are paced or held: it does not keep up with them. */
const SLOW_CALL_US = 4000;
const OPEN_STREAMS = 500;
/** A run goes on without those that do not relay here. */
const OTHERS = ['nginx', 'Portkey', 'LiteLLM'];

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  if (MISSING_NAMES.length > 0) console.log(`not installed: ${MISSING_NAMES.join(', ')}`);
  const upstream = `${server}/asked`;
  /** @type {Map<string, Map<string, number[]>>} */
  const rows = new Map();
  let round = -1;
  const note = (/** @type {string} */ row, /** @type {string} */ name, /** @type {number} */ value) => {
    // The first round warms up.
    if (round < 0) return;
    const figures = rows.get(row) ?? new Map();
    rows.set(row, figures);
    figures.set(name, [...(figures.get(name) ?? []), value]);
  };
  const size = isQuick ? 0.1 : 1;
  const relays = await startAll(process.env['BENCH_RELAYS']?.split(',') ?? RELAY_NAMES, upstream);
  const quick = new Map([...relays].filter(([, { share }]) => share === 1));
  const names = [...quick.keys()];
  try {
    const direct = { url: upstream, headers: { 'content-type': 'application/json' } };
    /** @type {((name: string, relay: Relay, share: number) => unknown)[]} */
    const measures = [
      async (name, relay, share) => {
        const calls = Math.ceil(1500 * size * share);
        note(ROW.whole, name, await toCpuUs(relay, calls, () => callWhole(relay, calls, 16)));
      },
      async (name, relay, share) =>
        note(ROW.late, name, at(await callWhole(relay, Math.ceil(1500 * size * share), 64), 0.99)),
      async (name, relay, share) => {
        const streams = Math.ceil(6 * size * share);
        note(ROW.burst, name, await toCpuUs(relay, streams * TOKENS, () => readBursts(relay, streams)));
      },
    ];
    /** @type {typeof measures} */
    const ofManyStreams = [
      async (name, relay) => {
        const [callers, events] = [48, isQuick ? 40 : 300];
        const floor = at(await readPaced(direct, callers, events / 2), 0.5);
        /** @type {number[]} */
        let ages = [];
        const read = async () => (ages = await readPaced(relay, callers, events));
        note(ROW.paced, name, await toCpuUs(relay, callers * events, read));
        note(ROW.delayHalf, name, at(ages, 0.5) - floor);
        note(ROW.delayMost, name, at(ages, 0.99) - floor);
      },
      async (name, relay) => {
        const opened = await openStreams(relay, 48);
        opened.close();
        note(ROW.opening, name, opened.firstMs);
      },
    ];
    // One after the other: what was compiled for one kind of call is compiled anew for the next.
    for (const measure of [...measures, ...ofManyStreams]) {
      for (round = isQuick ? 0 : -1; round < rounds; round += 1) {
        const asked = measures.includes(measure) ? relays : quick;
        for (const [name, { relay, share }] of asked) await measure(name, relay, share);
      }
    }
    for (const { relay } of relays.values()) await relay.end();
    relays.clear();
    for (round = 0; round < rounds; round += 1) {
      for (const name of names) {
        const { startMs, openKb } = await measureFresh(name, upstream, isQuick ? 50 : OPEN_STREAMS);
        note(ROW.start, name, startMs);
        note(ROW.open, name, openKb);
      }
    }
  } finally {
    for (const { relay } of relays.values()) await relay.end();
  }
  return Object.fromEntries([...rows].map(([row, figures]) => [row, toFigures(figures, BASELINE)]));
}

const ROW = {
  whole: 'gateway, whole call of 16 callers, CPU µs',
  burst: 'gateway, event of a burst, CPU µs',
  paced: 'gateway, event of 48 streams × 200/s, CPU µs',
  delayHalf: 'gateway, delay added to such an event, p50, ms',
  delayMost: 'gateway, delay added to such an event, p99, ms',
  opening: 'gateway, 48 streams opened at once, all first events, ms',
  late: 'gateway, whole call of 64 callers, p99, ms',
  open: 'gateway, an open stream of 500, RSS KB',
  start: 'gateway, command to first answer, ms',
};

/** @param {Relay} relay @param {number} units @param {() => Promise<unknown>} work */
async function toCpuUs(relay, units, work) {
  const before = await relay.usage();
  await work();
  return ((await relay.usage()).cpuUs - before.cpuUs) / units;
}

/** @param {readonly string[]} names @param {string} upstream */
async function startAll(names, upstream) {
  /** @type {Map<string, { relay: Relay, share: number }>} */
  const relays = new Map();
  for (const name of names) {
    const relay = await startChecked(name, upstream).catch((error) => {
      if (!OTHERS.includes(name)) throw error;
      console.log(`left out: ${name}: ${error}`);
    });
    if (relay === undefined) continue;
    relays.set(name, { relay, share: 1 });
    await callWhole(relay, 300, 16);
    const isSlow = (await toCpuUs(relay, 100, () => callWhole(relay, 100, 16))) > SLOW_CALL_US;
    if (isSlow) relays.set(name, { relay, share: 0.1 });
    // The first thousands of calls are compiled.
    else await callWhole(relay, 2000, 16);
  }
  return relays;
}

/** @param {string} name @param {string} upstream */
async function startChecked(name, upstream) {
  const relay = await startRelay(name, upstream);
  try {
    await expectRelayed(name, relay);
    return relay;
  } catch (error) {
    await relay.end();
    throw error;
  }
}

/** A process of its own for each measure: memory is not given back. @param {string} name @param {string} upstream @param {number} streams */
async function measureFresh(name, upstream, streams) {
  const relay = await startRelay(name, upstream);
  try {
    await callWhole(relay, 64, 16);
    // Ours loads the rest of itself when it serves already.
    await wait(500);
    const before = await relay.usage();
    const opened = await openStreams(relay, streams);
    await wait(200);
    const after = await relay.usage();
    opened.close();
    return { startMs: relay.startMs, openKb: (after.rssBytes - before.rssBytes) / 1024 / streams };
  } finally {
    await relay.end();
  }
}

/** @param {readonly number[]} values @param {number} part */
function at(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}
