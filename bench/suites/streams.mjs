// @ts-check
/** Streams: CPU microseconds an event. */
import { TEXT, TOKENS } from '../answers.mjs';
import { createClients, readNatively } from '../clients.mjs';
import { expectSame, measureCpu } from '../measure.mjs';

const SLOW = ['ai'];

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  /** @type {Record<string, Record<string, import('../measure.mjs').Figure>>} */
  const rows = {};
  for (const [mode, name] of [
    ['packets', 'packet-sized'],
    ['reads', '64 KB'],
  ]) {
    const clients = Object.entries(createClients(`${server}/${mode}`)).filter(
      ([client, { stream }]) => stream !== undefined && client !== 'easyllm, native',
    );
    for (const [client, { stream }] of clients) expectSame(client, await stream?.(), TEXT);
    const entries = clients.map(([client, { stream }]) => ({
      name: client,
      // The slowest takes twenty times as long as the others.
      run: async () => {
        for (let time = isQuick || SLOW.includes(client) ? 1 : 6; time > 0; time -= 1) await stream?.();
      },
    }));
    const figures = await measureCpu(entries, { units: TOKENS, rounds });
    rows[`${TOKENS} tokens of chat, ${name} reads, µs/event`] = perStream(figures, isQuick ? 1 : 6);
  }
  const native = createClients(`${server}/reads`)['easyllm, native']?.stream;
  const readByFetch = () => readNatively(`${server}/reads`);
  expectSame('fetch', await readByFetch(), TEXT);
  expectSame('easyllm, native', await native?.(), TEXT);
  const entries = [
    { name: 'fetch', run: readByFetch },
    { name: 'easyllm, native', run: async () => native?.() },
  ];
  rows[`${TOKENS} tokens of TGI to chat chunks, 64 KB reads, µs/event`] = await measureCpu(entries, {
    units: TOKENS,
    repeat: isQuick ? 1 : 6,
    rounds,
  });
  return rows;
}

/** @param {Record<string, import('../measure.mjs').Figure>} figures @param {number} repeat */
function perStream(figures, repeat) {
  const base = (figures['fetch']?.median ?? Number.NaN) / repeat;
  return Object.fromEntries(
    Object.entries(figures).map(([name, { median, min, max }]) => {
      const times = SLOW.includes(name) ? 1 : repeat;
      return [name, { median: median / times, min: min / times, max: max / times, ratio: median / times / base }];
    }),
  );
}
