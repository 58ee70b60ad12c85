/** Functions of the user's that are told of something: a log, metrics, a listener. */

/**
 * The function, such that its failure changes nothing for whoever calls it: what it throws first, or what the promise it returns rejects
 * with, is reported, and later failures are not. `report` may fail as well.
 */
export function guardSink<Input extends unknown[]>(
  sink: (...input: Input) => unknown,
  report: (error: unknown) => unknown,
): (...input: Input) => void {
  let isReported = false;
  const fail = (error: unknown) => {
    if (isReported) return;
    isReported = true;
    try {
      ignoreRejection(report(error));
    } catch {
      // Nobody is left to be told.
    }
  };
  return (...input) => {
    try {
      // An `async` function fits where nothing is returned, and its rejection would end the process.
      const result = sink(...input);
      if (isThenable(result)) result.then(undefined, fail);
    } catch (error) {
      fail(error);
    }
  };
}

function ignoreRejection(result: unknown): void {
  if (isThenable(result)) result.then(undefined, () => {});
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
