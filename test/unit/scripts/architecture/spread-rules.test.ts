import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { checkSpreads, isOnTheWay } from '../../../../scripts/architecture/spread-rules.ts';

/** What is wrong with the one expression that a function returns. */
function problemsOf(expression: string): readonly string[] {
  const text = `
    type Text = { words: string; end?: string };
    declare const text: Text, either: Text | { info: 1 }, open: { [name: string]: unknown }, any: any;
    function write<T extends object>(given: T) {
      return ${expression};
    }`;
  const host = ts.createCompilerHost({});
  const source = ts.createSourceFile('/src/net/a.ts', text, ts.ScriptTarget.Latest, true);
  const program = ts.createProgram(
    ['/src/net/a.ts'],
    { noLib: true },
    {
      ...host,
      getCurrentDirectory: () => '',
      getSourceFile: (name) => (name === '/src/net/a.ts' ? source : undefined),
    },
  );
  return checkSpreads(program, isOnTheWay).map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

describe('checkSpreads', () => {
  test('finds each member that a leading spread cannot have, and names the cure', () => {
    expect(problemsOf('{ ...text, info: 1, words: "" }')).toEqual([
      'src/net/a.ts:5 adds info after a spread: write { info, ...rest }',
    ]);
    expect(problemsOf('{ ...text, words: "", ...either, "more": 1 }')).toEqual([
      'src/net/a.ts:5 adds "more" after a spread: write { "more", ...rest }',
    ]);
  });

  test.each([
    ['stand before the spread', '{ info: 1, ...text }'],
    ['replace one of its own', '{ ...text, words: "" }'],
    ['replace one that may be absent', '{ ...text, end: "" }'],
    ['replace one that some of a union have', '{ ...either, info: 1 }'],
    ['stand behind an object of any names', '{ ...open, info: 1 }'],
    ['stand behind an object that nothing is known of', '{ ...any, info: 1 }'],
    ['stand behind an object of the caller’s type', '{ ...given, info: 1 }'],
    ['stand after other members', '{ first: 1, ...text, info: 1 }'],
    ['have computed names', '{ ...text, [text.words]: 1 }'],
  ])('leaves members that %s', (_, expression) => {
    expect(problemsOf(expression)).toEqual([]);
  });
});

describe('isOnTheWay', () => {
  test('holds for what runs once a call, and not for what reads objects of the user’s', () => {
    expect(isOnTheWay('src/net/layers/retry.ts')).toBe(true);
    expect(isOnTheWay('src/http/gateway/access.ts')).toBe(true);
    expect(isOnTheWay('src/client/easyllm.ts')).toBe(false);
    expect(isOnTheWay('generated/openai.ts')).toBe(false);
  });
});
