/** Listening to signals that serve many requests: Node takes more than ten listeners on one for a leak, and warns. */

interface Followers {
  readonly runs: Set<() => void>;
  readonly listener: () => void;
}

const followersOf = new WeakMap<AbortSignal, Followers>();

/** Runs a function when a signal is aborted, if it is not yet. Gives back how to forget it; with the last one the signal's listener goes. */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  const { runs, listener } = followersOf.get(signal) ?? follow(signal);
  // The same function may be given twice.
  const entry = () => run();
  runs.add(entry);
  return () => {
    runs.delete(entry);
    if (runs.size > 0) return;
    followersOf.delete(signal);
    signal.removeEventListener('abort', listener);
  };
}

function follow(signal: AbortSignal): Followers {
  const runs = new Set<() => void>();
  const listener = () => {
    for (const run of runs) run();
  };
  const followers = { runs, listener };
  followersOf.set(signal, followers);
  signal.addEventListener('abort', listener, { once: true });
  return followers;
}
