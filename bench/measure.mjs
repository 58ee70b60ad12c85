// @ts-check
/** Rounds in which all take turns; what counts is the CPU time of this process. */

/**
 * @typedef {{ name: string, run: () => Promise<unknown> | unknown }} Entry
 * @typedef {{ median: number, min: number, max: number, ratio?: number }} Figure
 */

/**
 * The CPU time of a unit of work, in the unit that `scale` makes of microseconds.
 * @param {readonly Entry[]} entries
 * @param {{ units: number, repeat?: number, rounds: number, scale?: number, baseline?: string }} options
 * @returns {Promise<Record<string, Figure>>}
 */
export async function measureCpu(entries, { units, repeat = 1, rounds, scale = 1, baseline = 'fetch' }) {
  /** @type {Map<string, number[]>} */
  const times = new Map(entries.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, run } of entries) {
      const start = process.cpuUsage();
      for (let time = 0; time < repeat; time += 1) await run();
      const { user, system } = process.cpuUsage(start);
      // The first round warms up.
      if (round >= 0) times.get(name)?.push(((user + system) * scale) / repeat / units);
    }
  }
  return toFigures(times, baseline);
}

/** @param {ReadonlyMap<string, number[]>} times @param {string} baseline @returns {Record<string, Figure>} */
export function toFigures(times, baseline) {
  const base = median(times.get(baseline) ?? []);
  return Object.fromEntries(
    [...times].map(([name, values]) => [
      name,
      {
        median: median(values),
        min: Math.min(...values),
        max: Math.max(...values),
        ...(Number.isFinite(base) && { ratio: median(values) / base }),
      },
    ]),
  );
}

/** @param {readonly number[]} values */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs `total` tasks, `width` of them at once. @param {number} total @param {number} width @param {() => Promise<unknown>} run */
export async function together(total, width, run) {
  let left = total;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) await run();
    }),
  );
}

/** Stops a benchmark whose clients do not all read the same. @param {string} name @param {unknown} got @param {unknown} want */
export function expectSame(name, got, want) {
  if (got !== want)
    throw new Error(
      `${name} read ${JSON.stringify(got)?.slice(0, 80)} where ${JSON.stringify(want)?.slice(0, 80)} was sent.`,
    );
}
