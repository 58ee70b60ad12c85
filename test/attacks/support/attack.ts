/** Attacks as tables of cases. Each case has a bound on its work and on its memory, and ends by itself. */
import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';

import { EasyLLMError } from '../../../src/base/errors.ts';
import { keptBytes } from '../../support/kept-bytes.ts';
import { watchMemory } from './memory.ts';
import { startWatchdog } from './watchdog.ts';

/** One case, different from every other in its cause. */
export interface Attack {
  /** What comes, in a few words. */
  readonly name: string;
  /** Attacks, and throws what must not be. What grows is as large as `size` says. */
  readonly run: (size: number) => void | Promise<void>;
  /**
   * So much comes, and then twice as much, which may take three times the work. Large enough that work which grows with the square of
   * it is seen: more than `FREE_MS`. Left out, nothing in the case grows.
   */
  readonly size?: number;
  /** How many megabytes the process may grow meanwhile. Default: 256, most of which the engine takes before it collects. */
  readonly megabytes?: number;
  /** The most that it may cost, where nothing in it grows. Default: `FIXED_MS`. */
  readonly fixedMs?: number;
  /** How many may be left when it is over. Default: `KEPT_MEGABYTES`. */
  readonly kept?: number;
}

/** Work so small is not compared: the engine's own counts for more. */
const FREE_MS = 60;
/** The most that a case may cost in which nothing grows. */
const FIXED_MS = 1000;
/** What may be left of a file's cases when one is over: modules that they load, and what the compiler keeps of their code. */
const KEPT_MEGABYTES = 32;
const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;

/** One front: its cases as tests. The file's process is its own (vitest forks one for each), so that its work is that of the cases. */
export function attacks(front: string, cases: readonly Attack[]): void {
  describe(front, () => {
    test.for(cases.map((attack) => [attack.name, attack] as const))('%s', async ([name, attack]) => {
      expect(isMainThread).toBe(true);
      const stopWatchdog = startWatchdog(`${front} > ${name}`);
      baseline ??= keptBytes();
      const memory = watchMemory();
      try {
        await (attack.size === undefined ? expectBounded(attack) : expectLinear(attack, attack.size));
      } finally {
        stopWatchdog();
      }
      expect(memory.grownMegabytes(), 'megabytes that the process grew').toBeLessThan(attack.megabytes ?? 256);
      expect(await leftMegabytes(baseline), 'megabytes that are left').toBeLessThan(attack.kept ?? KEPT_MEGABYTES);
    });
  });
}

/** What the file's first case found. */
let baseline: number | undefined;

/** A collection takes longer than most cases: it is made where there is something to collect. */
async function leftMegabytes(before: number): Promise<number> {
  const { heapUsed, external } = process.memoryUsage();
  const held = (heapUsed + external - before) / MEGABYTE;
  if (held < KEPT_MEGABYTES) return held;
  // What holds memory outside of the heap is freed by one collection, and counted by the next; what a registry or a connection that is
  // being closed holds, in a turn between, which a busy machine may take some time for.
  let left = Infinity;
  for (let turn = 0; turn < 20 && left >= KEPT_MEGABYTES; turn += 1) {
    await wait(turn);
    left = (keptBytes() - before) / MEGABYTE;
  }
  return left;
}

async function expectBounded({ run, fixedMs = FIXED_MS }: Attack): Promise<void> {
  let least = Infinity;
  for (let round = 0; round < ROUNDS && least > fixedMs; round += 1) least = Math.min(least, await costOf(run, 1));
  expect(least, 'milliseconds of CPU').toBeLessThanOrEqual(fixedMs);
}

/** The first run is not compared: it is slow as a whole, since nothing is compiled yet, and so would hide what grows. */
async function expectLinear({ run }: Attack, size: number): Promise<void> {
  let two = await costOf(run, 2 * size);
  let one = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (two <= FREE_MS) return;
    one = Math.min(one, await costOf(run, size));
    two = Math.min(round === 0 ? Infinity : two, await costOf(run, 2 * size));
    if (two <= 3 * one) return;
  }
  expect.fail(`twice the input took ${two} ms of CPU, and once ${one}`);
}

/** Milliseconds of CPU. Those of the clock depend on what else the machine does. */
async function costOf(run: Attack['run'], size: number): Promise<number> {
  const before = process.cpuUsage();
  await run(size);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

/** The error of ours that some work fails with. Throws for work that succeeds, and for an error of any other kind. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<EasyLLMError> {
  const { error, value } = await outcomeOf(work);
  return error ?? expect.fail(`no failure, but ${JSON.stringify(value)?.slice(0, 200)}`);
}

/** What some work gives, or the error of ours that it fails with; what it gives is read to its end. Throws for an error of any other kind. */
export async function outcomeOf(
  work: Promise<unknown> | (() => unknown),
): Promise<{ value?: unknown; error?: EasyLLMError }> {
  try {
    const value = await (typeof work === 'function' ? work() : work);
    if (isIterable(value)) for await (const _ of value);
    return { value };
  } catch (error) {
    if (EasyLLMError.isInstance(error)) return { error };
    throw new Error(`An error that is not of ours came out: ${String(error)}`, { cause: error });
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
