/**
 * Runs a function at the first call only; later ones, also while it is under way, get the same result. The mark lets bundlers leave out
 * what is made with this and never used: a page holds nothing of the transport of Node.
 */
/* @__NO_SIDE_EFFECTS__ */
export function createOnce<Result>(run: () => Result): () => Result {
  let result: { value: Result } | undefined;
  return () => (result ??= { value: run() }).value;
}

/**
 * The same for a part that is loaded: one that could not be is asked for again at the next call. For `import()` alone: what a request
 * asks of a server is no promise to share, since a Worker never settles that of a request which has ended.
 */
export function createLoader<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
