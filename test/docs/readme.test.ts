import { describe, expect, inject, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runProgram } from '../support/program.ts';

const EXAMPLES = readCodeBlocks('README.md', 'ts');
/** Runs an example as a program of its own, with the addresses in it made the mocks'. */
function run(code: string) {
  return runProgram(
    code.replaceAll('http://localhost:8080', inject('tgiUrl')).replaceAll('http://localhost:8081', inject('teiUrl')),
  );
}

describe('README', () => {
  test('has examples', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(8);
  });

  test.each(EXAMPLES)('$name runs, prints something and warns of nothing', async ({ code }) => {
    expect(await run(code)).toEqual({ code: 0, stdout: expect.stringMatching(/./), stderr: '' });
  });

  test.each(
    readCodeBlocks('README.md', 'sh').flatMap(({ name, code }) =>
      code
        .trim()
        .split('\n')
        .map((line) => ({ name, line })),
    ),
  )('$name names scripts that exist: $line', ({ line }) => {
    const named = [...line.matchAll(/npm run (\S+)/g)].map(([, script]) => script);
    const known: readonly (string | undefined)[] = Object.keys(manifest.scripts);
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
