/** Where limits by the minute are counted. */

/** What a counter has counted in its minute. */
export interface LimitWindow {
  used: number;
  /** Milliseconds until it begins anew. */
  endsInMs: number;
}

/** Counters that begin anew after a minute. Gateways that share one share their limits. */
export interface LimitStore {
  /**
   * Adds to a counter, whose minute begins with what is first added. Zero or less, which looks or takes back, begins none: it changes a
   * minute under way.
   */
  add(counter: string, count: number): LimitWindow | Promise<LimitWindow>;
}

export const WINDOW_MS = 60_000;

/** Counters in this process. */
export function createMemoryLimits(now: () => number = () => performance.now()): LimitStore {
  const windows = new Map<string, { used: number; endsAt: number }>();
  return {
    add(counter, count) {
      const time = now();
      let window = windows.get(counter);
      if (window === undefined || window.endsAt <= time) {
        window = { used: 0, endsAt: time + WINDOW_MS };
        if (count > 0) windows.set(counter, window);
      }
      window.used = Math.max(0, window.used + count);
      return { used: window.used, endsInMs: window.endsAt - time };
    },
  };
}

/** How long a store that failed is left alone. */
const PAUSE_MS = 1000;

/** A store such that its failure stops nobody: while it fails, this process counts by itself. The first failure of each outage is reported. */
export function createLimits(
  shared: LimitStore | undefined,
  onFailure: (error: unknown) => void,
  now: () => number = () => performance.now(),
): LimitStore {
  const own = createMemoryLimits(now);
  if (shared === undefined) return own;
  let isFailing = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    async add(counter, count) {
      if (now() < pausedUntil) return own.add(counter, count);
      try {
        const window = await shared.add(counter, count);
        isFailing = false;
        return window;
      } catch (error) {
        pausedUntil = now() + PAUSE_MS;
        if (!isFailing) onFailure(error);
        isFailing = true;
        return own.add(counter, count);
      }
    },
  };
}
