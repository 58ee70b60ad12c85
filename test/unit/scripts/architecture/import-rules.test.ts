import { describe, expect, test } from 'vitest';
import { checkImports } from '../../../../scripts/architecture/import-rules.ts';

/** What is wrong with a tree of files, as `path:line problem`. */
function check(files: Readonly<Record<string, string>>): readonly string[] {
  const violations = checkImports(new Map(Object.entries(files)), new Set(['zod', '@scope/name']));
  return violations.map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

describe('checkImports', () => {
  test.each([
    ['down', { 'src/client.ts': "import { a } from './prompt/index.ts';" }],
    ['inside a folder', { 'src/prompt/index.ts': "export * from './chatml.ts';" }],
    ['between the files at the bottom', { 'src/sse.ts': "import { a } from './errors.ts';" }],
    ['from a file to the folder of its name', { 'src/prompt.ts': "export * from './prompt/index.ts';" }],
    ['of what is generated', { 'src/errors.ts': "import type { A } from '../generated/tgi.ts';" }],
    ['between generated files', { 'generated/tgi.zod.ts': "import type { A } from './tgi.ts';" }],
    [
      'of a declared package',
      { 'src/sse.ts': "import * as z from 'zod/mini';\nimport { b } from '@scope/name/part';" },
    ],
    [
      'of Node where it is at hand',
      { 'src/config/env.ts': "import 'node:fs';\nprocess.env;", 'src/testing/x.ts': "import 'fs';" },
    ],
  ])('allows imports %s', (_, files) => {
    expect(check(files)).toEqual([]);
  });

  const HIGHER = 'imports src/client.ts, which is on a higher level (6) than itself (1)';

  test.each([
    ["import { a } from '../client.ts';", HIGHER],
    ["import type { A } from '../client.ts';", HIGHER],
    ["export * from '../client.ts';", HIGHER],
    ["export type { A } from '../client.ts';", HIGHER],
    ["const a = await import('../client.ts');", HIGHER],
    ['const a = await import(`../client.ts`);', HIGHER],
    ["let a: import('../client.ts').A;", HIGHER],
    ["let a: typeof import('../client.ts');", HIGHER],
    ["import { a } from '../upstream/tgi.ts';", 'imports src/upstream/tgi.ts, its neighbour on the same level (1)'],
    ["import { a } from '../../scripts/prism.ts';", 'imports scripts/prism.ts, which is not in src/ or generated/'],
    ["import { a } from 'yaml/parse';", 'imports yaml, which is not among the dependencies in package.json'],
    [
      "import { a } from '@scope/other/part';",
      'imports @scope/other, which is not among the dependencies in package.json',
    ],
    ['const a = await import(name);', 'imports a computed name, which cannot be checked'],
    ["import { readFile } from 'node:fs/promises';", 'imports node:fs/promises, which only Node has'],
    ["import type { Readable } from 'stream';", 'imports stream, which only Node has'],
    ['const a = process.env.A;', 'uses process, which only Node has'],
    ['const { env } = globalThis.process;', 'uses process, which only Node has'],
    ['let a: typeof process;', 'uses process, which only Node has'],
  ])('refuses %s', (code, problem) => {
    expect(check({ 'src/prompt/chatml.ts': `// A comment.\n${code}` })).toEqual([`src/prompt/chatml.ts:2 ${problem}`]);
  });

  test('reads code, not text', () => {
    const code = "const a = \"import '../client.ts'\"; // process.env, import('../client.ts')";

    expect(check({ 'src/prompt/chatml.ts': code })).toEqual([]);
  });

  test('knows members named process from the one of Node', () => {
    expect(
      check({ 'src/sse.ts': 'interface A { process(): void }\nlet a: A = { process: () => {} };\na.process();' }),
    ).toEqual([]);
  });

  test('refuses a file that is on no level', () => {
    expect(check({ 'src/helpers/a.ts': '' })).toEqual([
      'src/helpers/a.ts:1 "helpers/" is on no level: say on which, in LEVELS of scripts/architecture/import-rules.ts',
    ]);
  });

  test('refuses an import of ours in a generated file', () => {
    expect(check({ 'generated/tgi.ts': "import { a } from '../src/errors.ts';" })).toEqual([
      'generated/tgi.ts:1 imports src/errors.ts: generated files import none of ours',
    ]);
  });

  test('refuses a circle, of types too, where it closes', () => {
    expect(
      check({
        'src/prompt/a.ts': "import { b } from './b.ts';",
        'src/prompt/b.ts': "import { c } from './c.ts';",
        'src/prompt/c.ts': "\nimport type { B } from './b.ts';",
      }),
    ).toEqual(['src/prompt/c.ts:2 closes a circle: src/prompt/b.ts → src/prompt/c.ts → src/prompt/b.ts']);
  });
});
