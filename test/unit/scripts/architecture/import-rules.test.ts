import { describe, expect, test } from 'vitest';
import { checkImports } from '../../../../scripts/architecture/import-rules.ts';

const MANIFEST = {
  packages: new Set(['zod', '@scope/name']),
  doors: new Set(['src/index.ts', 'src/cli.ts']),
  commands: new Set(['src/cli.ts']),
  aliases: new Map([['#transport', ['src/net/fetch-transport.ts', 'src/net/node/transport.ts']]]),
};

/** What is wrong with a tree of files, as `path:line problem`. */
function check(files: Readonly<Record<string, string>>): readonly string[] {
  const violations = checkImports(new Map(Object.entries(files)), MANIFEST);
  return violations.map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

/** What is wrong with an import of one file of `src/` in another. */
function problemsOf(from: string, target: string): readonly string[] {
  const path = `src/${from}`;
  const up = '../'.repeat(path.split('/').length - 2);
  return check({ [path]: `import type { A } from './${up}${target}';` }).map((line) => line.replace(`${path}:1 `, ''));
}

describe('checkImports', () => {
  test.each([
    ['to a lower level', { 'src/client/a.ts': "import { a } from '../prompt/b.ts';" }],
    ['inside a folder', { 'src/prompt/a.ts': "export * from './chatml.ts';" }],
    ['of what is generated', { 'src/base/a.ts': "import type { A } from '../../generated/tgi.ts';" }],
    ['between generated files', { 'generated/tgi.zod.ts': "import type { A } from './tgi.ts';" }],
    [
      'of a declared package',
      { 'src/net/a.ts': "import * as z from 'zod/mini';\nimport { b } from '@scope/name/part';" },
    ],
    [
      'of Node where it is at hand',
      {
        'src/client/config/env.ts': "import 'node:fs';\nprocess.env;",
        'src/net/node/a.ts': "import 'http';",
        'src/testing/a/b.ts': "import 'fs';",
      },
    ],
    ['of the transport, by the name that package.json resolves', { 'src/client/a.ts': "import '#transport';" }],
  ])('allows imports %s', (_, files) => {
    expect(check(files)).toEqual([]);
  });

  const HIGHER = 'imports src/client/a.ts: client/ (level 10) is above prompt/ (level 3)';

  test.each([
    ["import { a } from '../client/a.ts';", HIGHER],
    ["import type { A } from '../client/a.ts';", HIGHER],
    ["export * from '../client/a.ts';", HIGHER],
    ["export type { A } from '../client/a.ts';", HIGHER],
    ["const a = await import('../client/a.ts');", HIGHER],
    ['const a = await import(`../client/a.ts`);', HIGHER],
    ["let a: import('../client/a.ts').A;", HIGHER],
    ["let a: typeof import('../client/a.ts');", HIGHER],
    [
      "import { a } from '../../scripts/mock/prism.ts';",
      'imports scripts/mock/prism.ts, which is not in src/ or generated/',
    ],
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

  test.each([
    ['net/a.ts', 'net/layers/b.ts', 'net/layers/ (level 2) is above net/ (level 1)'],
    ['net/layers/a.ts', 'net/node/b.ts', 'net/layers/ may not import from net/node/'],
    ['client/a.ts', 'net/node/b.ts', 'client/ may not import from net/node/'],
    ['operations/a.ts', 'servers/fast/b.ts', 'operations/ may not import from servers/fast/'],
    ['prompt/a.ts', 'servers/b.ts', 'servers/ and prompt/ are neighbours on level 3'],
    ['facade/a.ts', 'net/b.ts', 'facade/ may import from base/ only'],
    ['bridge/a.ts', 'bridge/native/b.ts', 'bridge/native/ (level 6) is above bridge/ (level 4)'],
    ['bridge/native/a.ts', 'bridge/v1/b.ts', 'bridge/v1/ and bridge/native/ are neighbours on level 6'],
    ['bridge/v1/a.ts', 'bridge/native/b.ts', 'bridge/native/ and bridge/v1/ are neighbours on level 6'],
    ['bridge/native/a.ts', 'bridge/v1/dialects/b.ts', 'bridge/native/ may not import from bridge/v1/dialects/'],
    ['bridge/v1/a.ts', 'net/layers/b.ts', 'bridge/ may import from base/, prompt/, facade/, servers/ only'],
    ['http/routes/a.ts', 'http/gateway/b.ts', 'http/gateway/ (level 12) is above http/ (level 8)'],
    ['client/config/a.ts', 'client/b.ts', 'client/ (level 10) is above client/config/ (level 9)'],
    ['cli/a.ts', 'index.ts', 'src/*.ts (level 15) is above cli/ (level 14)'],
  ])('refuses that %s imports %s', (from, target, problem) => {
    expect(problemsOf(from, target)).toEqual([`imports src/${target}: ${problem}`]);
  });

  test.each([
    ['net/layers/a.ts', 'net/b.ts'],
    ['net/node/a.ts', 'net/b.ts'],
    ['servers/a.ts', 'servers/fast/b.ts'],
    ['servers/a.ts', 'net/layers/b.ts'],
    ['bridge/v1/a.ts', 'bridge/v1/dialects/b.ts'],
    ['bridge/native/a.ts', 'bridge/b.ts'],
    ['bridge/native/a.ts', 'servers/b.ts'],
    ['client/a.ts', 'http/b.ts'],
    ['http/gateway/a.ts', 'client/b.ts'],
  ])('allows that %s imports %s', (from, target) => {
    expect(problemsOf(from, target)).toEqual([]);
  });

  test('refuses the transport to what it is made of', () => {
    expect(check({ 'src/net/transport.ts': "import '#transport';" })).toEqual([
      'src/net/transport.ts:1 imports #transport: net/node/ (level 2) is above net/ (level 1)',
    ]);
  });

  test('reads code, not text', () => {
    const code = "const a = \"import '../client/a.ts'\"; // process.env, import('../client/a.ts')";

    expect(check({ 'src/prompt/chatml.ts': code })).toEqual([]);
  });

  test('knows members named process from the one of Node', () => {
    expect(
      check({ 'src/net/sse.ts': 'interface A { process(): void }\nlet a: A = { process: () => {} };\na.process();' }),
    ).toEqual([]);
  });

  test('refuses a folder that the layout does not know', () => {
    expect(check({ 'src/helpers/a.ts': '' })).toEqual([
      'src/helpers/a.ts:1 is in a folder that has no line in scripts/architecture/layout.ts',
    ]);
  });

  test('refuses an import of ours in a generated file', () => {
    expect(check({ 'generated/tgi.ts': "import { a } from '../src/base/errors.ts';" })).toEqual([
      'generated/tgi.ts:1 imports src/base/errors.ts: generated files import none of ours',
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

describe('a door', () => {
  test('may re-export, types and what is generated included', () => {
    const code = `
      // A comment.
      export { a } from './client/a.ts';
      export type { A } from './client/a.ts';
      export * from './prompt/a.ts';
      export * as validators from '../generated/tgi.zod.ts';
      export type * from '../generated/tgi.ts';`;

    expect(check({ 'src/index.ts': code })).toEqual([]);
  });

  test.each([
    'const a = 1;',
    'export const a = 1;',
    'export function a() {}',
    'export default 1;',
    "import { a } from './base/a.ts';",
    "import './base/a.ts';",
    'export type A = 1;',
    'export {};',
  ])('may not hold %s', (code) => {
    expect(check({ 'src/index.ts': `\n${code}` })).toEqual([
      'src/index.ts:2 is code in a door, which may only re-export',
    ]);
  });

  test('of a command may import for side effects, and nothing else', () => {
    const code = "#!/usr/bin/env node\nimport './cli/main.ts';\nimport { a } from './cli/main.ts';";

    expect(check({ 'src/cli.ts': code })).toEqual(['src/cli.ts:3 is code in a door, which may only re-export']);
  });

  test('is the only file that lies in src/', () => {
    expect(check({ 'src/client.ts': '' })).toEqual([
      'src/client.ts:1 is in src/ itself, and package.json does not export it',
    ]);
  });
});
