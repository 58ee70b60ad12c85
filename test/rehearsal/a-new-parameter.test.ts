/**
 * "A new parameter" of CONTRIBUTING.md, played in a copy: TGI gains a sampling parameter in both of its APIs, and a caller of ours can
 * give it, with no line of code.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Edit } from '../support/project-copy.ts';
import { ProjectCopy } from '../support/project-copy.ts';

const SCHEMA =
  "        no_server_has_this:\n          type: [number, 'null']\n          description: A number that no server asks for, or 0.\n          minimum: 0\n          maximum: 1\n";
const SHARED = '#/components/schemas/ChatCompletionRequest/properties/no_server_has_this';

/** All that is written by hand. */
const EDITS: readonly Edit[] = [
  {
    what: 'the parameter in TGI’s native API, and on its /v1 for chats and texts',
    file: 'openapi/tgi.yaml',
    from: "        frequency_penalty:\n          type: [number, 'null']\n",
    to: `${SCHEMA}        frequency_penalty:\n          type: [number, 'null']\n`,
  },
  {
    what: 'the parameter in a chat, with its mark',
    file: 'openapi/openai.yaml',
    from: "        watermark:\n          type: [boolean, 'null']\n",
    to: `${SCHEMA}          x-easyllm: { native: no_server_has_this, v1: no_server_has_this, off: 0, sampled: true }\n        watermark:\n          type: [boolean, 'null']\n`,
  },
  {
    what: 'the parameter in a text completion',
    file: 'openapi/openai.yaml',
    from: '        watermark: { $ref',
    to: `        no_server_has_this: { $ref: '${SHARED}' }\n        watermark: { $ref`,
  },
  {
    what: 'the parameter in the examples that show every property',
    file: 'openapi/openai.yaml',
    from: '        watermark: false\n',
    to: '        no_server_has_this: 0.25\n        watermark: false\n',
  },
  {
    what: 'that OpenAI’s own document has no such parameter',
    file: 'openapi/deviations.yaml',
    from: "        - '+ watermark: boolean, nullable'\n",
    to: "        - '+ no_server_has_this: number, maximum <=1, nullable'\n        - '+ watermark: boolean, nullable'\n",
  },
  {
    what: 'what users read',
    file: 'CHANGELOG.md',
    from: '# Changelog\n',
    to: '# Changelog\n\n- `no_server_has_this`: a number that no server asks for.\n',
  },
];

/** Prints the body of each request that a chat and a text send, natively and to TGI's /v1. */
const PROGRAM = `
import { EasyLLM } from './dist/src/index.js';
const sent = [];
const answers = { '/': [{ generated_text: 'Hi' }], '/v1/chat/completions': { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }, '/v1/completions': { choices: [{ text: 'Hi', finish_reason: 'stop' }] } };
const fetch = async (request) => {
  const { pathname } = new URL(request.url);
  sent.push({ pathname, ...(await request.json()) });
  return Response.json(answers[pathname]);
};
for (const backend of ['generate', 'messages']) {
  const client = new EasyLLM({ apiBase: 'http://tgi.test', apiKey: null, dialect: 'tgi', backend, promptBuilder: backend === 'generate' ? 'chatml' : undefined, fetch });
  for (const sampling of [{ no_server_has_this: 0.5 }, { no_server_has_this: 0 }, { no_server_has_this: 0.5, temperature: 0 }]) {
    await client.chat.completions.create({ messages: [{ role: 'user', content: 'Hi' }], ...sampling });
    await client.completions.create({ prompt: 'Hi', ...sampling });
  }
}
console.log(JSON.stringify(sent.map(({ pathname, parameters, ...body }) => [pathname, (parameters ?? body).no_server_has_this ?? null])));
`;

let copy: ProjectCopy;

beforeAll(() => {
  copy = new ProjectCopy();
});

afterAll(() => copy.remove());

test('a new parameter reaches both APIs of TGI by edits of the specs alone', { timeout: 600_000 }, async () => {
  for (const edit of EDITS) copy.edit(edit);
  copy.write('program.mjs', PROGRAM);

  expect(await copy.run('scripts/generate/main.ts')).toMatchObject({ code: 0 });
  expect(await copy.compile()).toEqual([]);
  expect(await copy.run('scripts/build/main.ts')).toMatchObject({ code: 0 });

  const { stdout, stderr } = await copy.node('program.mjs');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    ['/', 0.5],
    ['/', 0.5],
    ['/', null],
    ['/', null],
    ['/', null],
    ['/', null],
    ['/v1/chat/completions', 0.5],
    ['/v1/completions', 0.5],
    ['/v1/chat/completions', null],
    ['/v1/completions', null],
    ['/v1/chat/completions', null],
    ['/v1/completions', null],
  ]);
  expect(new Set(EDITS.map(({ file }) => file)).size).toBeLessThanOrEqual(6);
});

test('a mark that no one understands is named with its file and line', { timeout: 600_000 }, async () => {
  const mark = 'x-easyllm: { native: top_k, off: 0, sampled: true }';
  copy.edit({ what: 'a wrong mark', file: 'openapi/openai.yaml', from: mark, to: mark.replace('sampled', 'smpled') });
  const line =
    copy
      .read('openapi/openai.yaml')
      .split('\n')
      .findIndex((text) => text.includes('smpled')) + 1;

  const { code, stderr } = await copy.run('scripts/generate/main.ts');

  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^openapi/openai.yaml:${line}:\\d+: unknown; a mark may have native, v1,`, 'm'));
  expect(stderr).toContain('ChatCompletionRequest/properties/top_k/x-easyllm/smpled)');
});
