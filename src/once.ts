/** Runs a function at the first call only; later ones get the same result. */
export function createOnce<Result>(run: () => Result): () => Result {
  let result: { value: Result } | undefined;
  return () => (result ??= { value: run() }).value;
}

/**
 * The same for what is waited for: kept once it is there, and not before, so that calls that overlap each load it. Their promise is not
 * shared, because Workers never settle one whose request has ended: who waited for it in another would wait for ever.
 */
export function createLoader<Part extends object>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Part | undefined;
  return async () => (part ??= await load());
}
