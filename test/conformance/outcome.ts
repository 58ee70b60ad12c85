/** What became of one recording. */
import type { Recording } from './recording.ts';

export interface Outcome {
  /** Skipped: no part of the product handles it. */
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped, or what differed. */
  reason?: string;
  /** Why it was not asked for as it was recorded. */
  note?: string;
}

/** Replays a recording through the client and compares what comes out with what the rules make of it. */
export type Check = (recording: Recording) => Promise<Outcome>;

export function skipped(reason: string): Outcome {
  return { outcome: 'skipped', reason };
}

/** Passed where every comparison found nothing. */
export function passedUnless(differences: readonly (string | undefined)[]): Outcome {
  const found = differences.filter((each) => each !== undefined);
  return found.length === 0 ? { outcome: 'passed' } : { outcome: 'failed', reason: found.join('; ') };
}

/** A comparison under a name, which what it finds begins with. */
export async function comparing(name: string, compare: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    const found = await compare();
    return found === undefined ? undefined : `${name}: ${found}`;
  } catch (error) {
    return `${name}: threw ${String(error)}`;
  }
}
