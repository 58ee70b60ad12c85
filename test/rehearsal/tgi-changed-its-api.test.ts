/** The story of docs/when-tgi-changes.md, played in a copy: the spec is edited, one command run, and the compiler says the rest. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Edit } from '../support/project-copy.ts';
import { ProjectCopy } from '../support/project-copy.ts';

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

let copy: ProjectCopy;

beforeAll(() => {
  copy = new ProjectCopy();
});

afterAll(() => copy.remove());

test('TGI changed its API', { timeout: 600_000 }, async () => {
  const finishReasons = "'length' | 'eos_token' | 'stop_sequence'";
  const before = copy.read('generated/tgi.ts');

  for (const edit of SPEC_EDITS) copy.edit(edit);
  expect(await copy.run('scripts/generate/main.ts', '--check')).toMatchObject({ code: 1 });
  expect(await copy.run('scripts/generate/main.ts')).toMatchObject({ code: 0 });

  const types = copy.read('generated/tgi.ts');
  expect(types).not.toBe(before);
  expect(types.replaceAll('"', "'")).toContain(`${finishReasons} | 'stop_token'`);
  expect(types).toMatch(/no_server_has_this\?: number \| null \| undefined;/);
  expect(types).toMatch(/\bpong: \{/);
  expect(copy.read('generated/tgi.routes.ts')).toContain("pong: { method: 'get', path: '/pong' }");
  expect(types).not.toContain('generated_tokens');

  // The compiler names the lines to edit, and no others.
  expect(await copy.compile('--noEmit')).toEqual(linesToEdit());

  for (const edit of SOURCE_EDITS) copy.edit(edit);
  expect(await copy.compile('--noEmit')).toEqual([]);
  // A second time changes nothing, and says so.
  expect(await copy.run('scripts/generate/main.ts')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+ files in step\n$/),
  });
  expect(await copy.run('scripts/architecture/check-imports.ts')).toMatchObject({ code: 0 });
});

/** The lines that hold the old count, and the ends of the tables that lack a row: there `satisfies` is checked. */
function linesToEdit(): readonly string[] {
  const marks = [
    { file: 'src/bridge/native/generation.ts', mark: 'details?.generated_tokens' },
    { file: 'src/bridge/finish-reason.ts', mark: '} as const satisfies Record<TgiReason' },
  ];
  const places = marks.flatMap(({ file, mark }) => {
    const lines = copy.read(file).split('\n');
    return lines.flatMap((line, index) => (line.includes(mark) ? [`${file}:${index + 1}`] : []));
  });
  return places.toSorted();
}
