import type { Violation } from './uses.ts';

/** Imports that break the rules until the code that needs them changes. Once the list is empty, this file can go. */
const EXCEPTIONS: readonly string[] = [
  'src/bridge/fallback.ts imports src/net/layers/auth.ts',
  'src/bridge/v1/tgi-request.ts imports src/bridge/native/grammar.ts',
  'src/servers/fast/vector-json.ts imports src/servers/float32.ts',
];

/** Leaves out the exceptions, and reports each one that no file needs any more. */
export function applyExceptions(violations: readonly Violation[], exceptions = EXCEPTIONS): readonly Violation[] {
  const used = new Set<string>();
  const left = violations.filter(({ path, problem }) => {
    const exception = exceptions.find((text) => `${path} ${problem}`.startsWith(`${text}:`));
    if (exception !== undefined) used.add(exception);
    return exception === undefined;
  });
  const stale = exceptions.filter((text) => !used.has(text));
  const path = 'scripts/architecture/exceptions.ts';
  return [
    ...left,
    ...stale.map((text) => ({ path, line: 1, problem: `has an exception that nothing needs: ${text}` })),
  ];
}
