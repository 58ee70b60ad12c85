import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../../src/index.ts';

const WORDS = 'the worker died';

/** Failures in the forms of servers, and of proxies before them. */
const FAILURES: readonly [what: string, body: unknown][] = [
  ['`error` with an object', { error: { message: WORDS, code: 500 } }],
  ['`error` with a text', { error: WORDS }],
  ['`error` beside data', { object: 'list', data: [], error: { message: WORDS } }],
  ['a flat object', { object: 'error', message: WORDS, code: 400 }],
  ['`detail`', { detail: WORDS }],
  ['`errors`', { errors: [{ message: WORDS }], success: false }],
  ['a list of one', [{ error: { message: WORDS } }]],
  ['`base_resp`', { base_resp: { status_code: 1008, status_msg: WORDS } }],
  ['a code and `msg`', { code: 1302, msg: WORDS }],
];

function answering(body: unknown, options: object = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const fetch = async () => new Response(text, { headers: { 'content-type': 'application/json' } });
  return new EasyLLM({ apiKey: null, apiBase: 'http://server.test/v1', maxRetries: 0, fetch, ...options });
}

const AT_ROOT = { apiBase: 'http://server.test', promptBuilder: 'chatml' } as const;

describe.each<[name: string, ask: (body: unknown) => Promise<unknown>]>([
  ['an embedding', async (body) => answering(body).embeddings.create({ model: 'm', input: 'a' })],
  ['an embedding of TEI', async (body) => answering(body, AT_ROOT).embeddings.create({ input: 'a' })],
  ['a list of models', async (body) => answering(body).models.list()],
  ['a text of TGI', async (body) => answering(body, AT_ROOT).completions.create({ prompt: 'a' })],
  ['a text of /v1', async (body) => answering(body).completions.create({ prompt: 'a' })],
])('%s that failed within a 200', (_, ask) => {
  test.each(FAILURES)('as %s is an error with the words of the server', async (__, body) => {
    await expect(ask(body)).rejects.toMatchObject({ message: expect.stringContaining(WORDS) });
  });
});

describe('a failure within a 200', () => {
  test.each(FAILURES)('as %s reaches callers over HTTP', async (_, body) => {
    const response = await answering(body).fetch('http://easyllm/v1/embeddings', {
      method: 'POST',
      body: JSON.stringify({ model: 'm', input: 'a' }),
    });

    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(WORDS) } });
  });
});

describe('what a server says in place of an answer', () => {
  test.each<[name: string, ask: (body: unknown) => Promise<unknown>]>([
    ['a chat', async (body) => answering(body).chat.completions.create({ messages: [{ role: 'user', content: 'a' }] })],
    ['an embedding', async (body) => answering(body).embeddings.create({ model: 'm', input: 'a' })],
  ])('of %s is told', async (_, ask) => {
    await expect(ask({ message: WORDS })).rejects.toMatchObject({
      status: 200,
      message: expect.stringMatching(new RegExp(`Check \`apiBase\`. It says: ${WORDS}`)),
    });
  });
});

describe('numbers that JSON does not have', () => {
  test('are no reason to lose a native text', async () => {
    const body =
      '[{"generated_text":"Who?","details":{"tokens":[{"id":1,"text":"Who?","logprob":NaN,"special":false}]}}]';

    const { choices } = await answering(body, AT_ROOT).completions.create({ prompt: 'a' });

    expect(choices[0]?.text).toBe('Who?');
  });

  test('in a vector are told as such', async () => {
    const body = '{"data":[{"index":0,"embedding":[NaN,-Infinity]}]}';

    await expect(answering(body).embeddings.create({ model: 'm', input: 'a' })).rejects.toMatchObject({
      message: expect.stringContaining('something else than finite numbers'),
    });
  });
});
