/** What is nested so deeply that the stack ends: `JSON.parse` reads it, and little else does. */
import { APIError } from './errors.ts';

/** The error as it is; one of ours in the place of the engine's own for a stack that has ended. */
export function orTooDeep(error: unknown): unknown {
  if (!isStackOverflow(error)) return error;
  return new APIError(
    'The request or the answer is nested too deeply to be read. Pass values that are nested less deeply; if the server wrote them, check `apiBase`.',
    { code: 'nested_too_deeply' },
  );
}

/** Safari and V8 throw a RangeError, Firefox an InternalError. */
function isStackOverflow(error: unknown): boolean {
  return (
    error instanceof Error &&
    /call stack|too much recursion/i.test(error.message) &&
    /^(Range|Internal)/.test(error.name)
  );
}
