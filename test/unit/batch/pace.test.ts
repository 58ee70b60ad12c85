import { describe, expect, test } from 'vitest';
import { Pace } from '../../../src/batch/pace.ts';

/** A clock that goes where the next thing happens, in order. */
function createClock() {
  let time = 0;
  const due: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    at(ms: number, run: () => void) {
      due.push({ at: time + ms, run });
      due.sort((left, right) => left.at - right.at);
    },
    sleep(ms: number) {
      return new Promise<void>((resolve) => this.at(ms, resolve));
    },
    /** Runs what is due next; false where nothing is. */
    step(): boolean {
      const next = due.shift();
      if (next === undefined) return false;
      time = next.at;
      next.run();
      return true;
    },
  };
}

/**
 * Runs lines against a server that takes `baseMs` for each while no more than `capacity` are under way, and proportionally longer beyond;
 * more than `refuseAbove` it refuses. Gives the limit after each line.
 */
async function simulate(lines: number, server: { capacity: number; refuseAbove?: number }): Promise<number[]> {
  const { capacity, refuseAbove = Number.POSITIVE_INFINITY } = server;
  const clock = createClock();
  const pace = new Pace({ clock });
  const limits: number[] = [];
  let begun = 0;
  const fill = async () => {
    while (begun < lines) {
      const room = pace.take();
      if (room !== undefined) await room;
      begun += 1;
      const isRefused = pace.taken > refuseAbove;
      const ms = isRefused ? 1 : 100 * Math.max(1, pace.taken / capacity);
      clock.at(ms, () => {
        if (isRefused) pace.overload(50);
        pace.give(!isRefused);
        limits.push(pace.limit);
      });
    }
  };
  const filling = fill();
  while (limits.length < lines) {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    if (!clock.step()) break;
  }
  await filling;
  return limits;
}

describe('Pace', () => {
  test.each([1, 4, 16, 64, 200])('settles near what a server of %i at once bears', async (capacity) => {
    const limits = await simulate(20_000, { capacity });

    const last = limits.slice(-5000);
    expect(Math.min(...last)).toBeGreaterThanOrEqual(Math.min(capacity * 0.8, 200));
    expect(Math.max(...last)).toBeLessThanOrEqual(Math.max(16, capacity * 2.1));
  });

  test('halves where the server refuses, and stays near what it takes', async () => {
    const limits = await simulate(20_000, { capacity: 1000, refuseAbove: 50 });

    expect(Math.max(...limits.slice(-5000))).toBeLessThanOrEqual(80);
    expect(Math.max(...limits.slice(-5000))).toBeGreaterThanOrEqual(25);
  });

  test('begins nothing for as long as the server asks', async () => {
    const clock = createClock();
    const pace = new Pace({ concurrency: 2, clock });
    pace.overload(5000);
    let tookAt: number | undefined;
    const taking = pace.take()?.then(() => (tookAt = clock.now()));
    while (clock.step()) await Promise.resolve();
    await taking;

    expect(tookAt).toBe(5000);
    expect(pace.limit).toBe(2);
  });

  test('keeps a number that is fixed', async () => {
    const pace = new Pace({ concurrency: 3 });
    for (let line = 0; line < 1000; line += 1) {
      await pace.take();
      pace.give(true);
    }

    expect(pace.limit).toBe(3);
  });

  test('ends waits when it is closed', async () => {
    const pace = new Pace({ concurrency: 1 });
    await pace.take();
    const waiting = pace.take();
    pace.close();

    await expect(waiting).resolves.toBeUndefined();
  });
});
