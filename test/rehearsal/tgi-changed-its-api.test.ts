/** The story of docs/when-tgi-changes.md, played in a copy: the spec is edited, one command run, and the compiler says the rest. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PARTS = ['openapi', 'generated', 'scripts', 'src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** What the new version of TGI brings. */
const SPEC_EDITS: readonly Edit[] = [
  {
    what: 'a parameter',
    file: 'openapi/tgi.yaml',
    from: '        watermark:\n          type: boolean\n          description: Whether to mark',
    to: "        no_server_has_this:\n          type: [number, 'null']\n          minimum: 0\n          maximum: 1\n          description: A number that no server asks for.\n        watermark:\n          type: boolean\n          description: Whether to mark",
  },
  { what: 'another name of an answer’s field', file: 'openapi/tgi.yaml', from: 'generated_tokens', to: 'token_count' },
  {
    what: 'a route',
    file: 'openapi/tgi.yaml',
    from: '  /ping:\n    get:\n      operationId: ping\n',
    to: "  /pong:\n    get:\n      operationId: pong\n      tags: [Server]\n      summary: Check the health again\n      description: The same check as `GET /health`.\n      security: []\n      responses:\n        '200': { $ref: '#/components/responses/Healthy' }\n        '431': { $ref: '#/components/responses/HeadersTooLarge' }\n  /ping:\n    get:\n      operationId: ping\n",
  },
  {
    what: 'a value of an enum',
    file: 'openapi/tgi.yaml',
    from: 'enum: [length, eos_token, stop_sequence]',
    to: 'enum: [length, eos_token, stop_sequence, stop_token]',
  },
];

/** What the compiler then asks for. */
const SOURCE_EDITS: readonly Edit[] = [
  {
    what: 'the count',
    file: 'src/bridge/native/generation.ts',
    from: 'details?.generated_tokens',
    to: 'details?.token_count',
  },
  {
    what: 'the word',
    file: 'src/bridge/finish-reason.ts',
    from: "  eos_token: 'stop',\n",
    to: "  eos_token: 'stop',\n  stop_token: 'stop',\n",
  },
];

interface Edit {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  for (const part of PARTS) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

test('TGI changed its API', { timeout: 600_000 }, async () => {
  const finishReasons = "'length' | 'eos_token' | 'stop_sequence'";
  const before = readFileSync(join(copy, 'generated/tgi.ts'), 'utf8');

  for (const edit of SPEC_EDITS) apply(edit);
  expect(await run('scripts/generate/main.ts', '--check')).toMatchObject({ code: 1 });
  expect(await run('scripts/generate/main.ts')).toMatchObject({ code: 0 });

  const types = readFileSync(join(copy, 'generated/tgi.ts'), 'utf8');
  expect(types).not.toBe(before);
  expect(types.replaceAll('"', "'")).toContain(`${finishReasons} | 'stop_token'`);
  expect(types).toMatch(/no_server_has_this\?: number \| null \| undefined;/);
  expect(types).toMatch(/\bpong: \{/);
  expect(readFileSync(join(copy, 'generated/tgi.routes.ts'), 'utf8')).toContain(
    "pong: { method: 'get', path: '/pong' }",
  );
  expect(types).not.toContain('generated_tokens');

  // The compiler names the lines to edit, and no others.
  expect(await compile()).toEqual(linesToEdit());

  for (const edit of SOURCE_EDITS) apply(edit);
  expect(await compile()).toEqual([]);
  expect(await run('scripts/generate/main.ts', '--check')).toMatchObject({ code: 0 });
  expect(await run('scripts/architecture/check-imports.ts')).toMatchObject({ code: 0 });
});

function apply({ what, file, from, to }: Edit): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} no longer has the place for ${what}: ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}

/** Where the compiler complains, as `file:line`. */
async function compile(): Promise<readonly string[]> {
  const { stdout } = await node(
    resolve('node_modules/typescript/bin/tsc'),
    '--noEmit',
    '-p',
    'tsconfig.build.json',
    '--pretty',
    'false',
  );
  const places = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map(([, file, line]) => `${file}:${line}`);
  return [...new Set(places)].toSorted();
}

/** The lines that hold the old count, and the ends of the tables that lack a row: there `satisfies` is checked. */
function linesToEdit(): readonly string[] {
  const marks = [
    { file: 'src/bridge/native/generation.ts', mark: 'details?.generated_tokens' },
    { file: 'src/bridge/finish-reason.ts', mark: '} as const satisfies Record<FinishReason' },
  ];
  const places = marks.flatMap(({ file, mark }) => {
    const lines = readFileSync(join(copy, file), 'utf8').split('\n');
    return lines.flatMap((line, index) => (line.includes(mark) ? [`${file}:${index + 1}`] : []));
  });
  return places.toSorted();
}

function run(script: string, ...args: string[]) {
  return node(resolve('node_modules/jiti/lib/jiti-cli.mjs'), script, ...args);
}

async function node(program: string, ...args: string[]) {
  return promisify(execFile)(process.execPath, [program, ...args], { cwd: copy }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}
