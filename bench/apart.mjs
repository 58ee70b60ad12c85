// @ts-check
/** Clients each alone in a process, so that none warms the code of another or pays for its garbage. They take turns. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from './clients.mjs';
import { expectSame, toFigures } from './measure.mjs';

/**
 * @typedef {import('./client.mjs').Task} Task
 * @typedef {import('./client.mjs').Outcome} Outcome
 * @typedef {{ name: string, perform: (task: Partial<Task> & Pick<Task, 'way'>) => Promise<Outcome>, end: () => void }} Apart
 */

const PROGRAM = fileURLToPath(new URL('client.mjs', import.meta.url));

/** @param {string} name @param {string} base @param {readonly string[]} flags @returns {Promise<Apart & { ways: readonly string[] }>} */
async function startClient(name, base, flags) {
  const child = fork(PROGRAM, [name, base], { execArgv: ['--expose-gc', ...flags] });
  const [{ ways }] = await once(child, 'message');
  return {
    name,
    ways,
    async perform(task) {
      child.send({ times: 1, width: 1, keep: false, ...task });
      const [outcome] = await once(child, 'message');
      if (outcome.error !== undefined) throw new Error(`${name}: ${outcome.error}`);
      return outcome;
    },
    end: () => child.disconnect(),
  };
}

/**
 * What each client that has this way measures, by turns; the first turn warms up. All have to read the same.
 * @param {{
 *   base: string, way: Task['way'], rounds: number, baseline?: string, only?: readonly string[], without?: readonly string[],
 *   want?: unknown, flags?: readonly string[], pauseMs?: number, measure: (client: Apart) => Promise<number>,
 * }} options
 */
export async function measureApart({ base, way, rounds, measure, baseline = 'fetch', want, pauseMs = 0, ...options }) {
  const { only = Object.keys(CLIENTS), without = [], flags = [] } = options;
  /** @type {Awaited<ReturnType<typeof startClient>>[]} */
  const clients = [];
  try {
    for (const name of only.filter((one) => !without.includes(one))) {
      const client = await startClient(name, base, flags);
      if (client.ways.includes(way)) clients.push(client);
      else client.end();
    }
    if (want !== undefined)
      for (const client of clients) expectSame(client.name, (await client.perform({ way })).last, want);
    /** @type {Map<string, number[]>} */
    const values = new Map(clients.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const client of clients) {
        // What a client left undone, such as a stream that it does not cancel, ends before the next one's turn.
        await wait(pauseMs);
        const value = await measure(client);
        if (round >= 0) values.get(client.name)?.push(value);
      }
    }
    return toFigures(values, baseline);
  } finally {
    for (const client of clients) client.end();
  }
}
