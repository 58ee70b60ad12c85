// @ts-check
/** Whole chat calls, 16 at once: CPU microseconds a call. */
import { REPLY } from '../answers.mjs';
import { createClients } from '../clients.mjs';
import { expectSame, measureCpu, together } from '../measure.mjs';

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick, only }) {
  const calls = isQuick ? 100 : 1000;
  const clients = Object.entries(createClients(`${server}/whole`)).filter(
    ([name, { chat }]) => chat !== undefined && (only?.includes(name) ?? true),
  );
  for (const [name, { chat }] of clients) expectSame(name, await chat?.(), REPLY);
  const entries = clients.map(([name, { chat }]) => ({ name, run: () => together(calls, 16, async () => chat?.()) }));
  return { 'whole chat call, 16 at once, µs': await measureCpu(entries, { units: calls, rounds }) };
}
