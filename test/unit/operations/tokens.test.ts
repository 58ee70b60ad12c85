import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { EasyLLM, UnsupportedError } from '../../../src/index.ts';
import type { ServerName } from '../../../src/testing.ts';
import { fakeServer } from '../../../src/testing.ts';

const TEXT = 'Knock knock. Who is there?';
const messages = [{ role: 'user' as const, content: TEXT }];

function connect(like: ServerName, options: EasyLLMOptions = {}) {
  const server = fakeServer({ like });
  const client = new EasyLLM({ apiBase: 'http://llm.test', apiKey: null, maxRetries: 0, ...options, fetch: server });
  const asked = () => server.requests.map(({ method, path }) => `${method} ${path}`);
  return { client, asked, server };
}

describe.each(['http://llm.test', 'http://llm.test/v1'])('countTokens at %s', (apiBase) => {
  test.each([
    ['tgi', 5],
    ['tei', 5],
    ['vllm', 5],
    ['sglang', 5],
    // With the token that begins a text.
    ['llamacpp', 6],
  ] as const)('counts a text on %s', async (like, want) => {
    const { client } = connect(like, { apiBase });

    const { count, tokens, text } = await client.countTokens(TEXT);

    expect([count, tokens.length, text]).toEqual([want, want, TEXT]);
  });

  test.each([
    ['tgi', TEXT],
    ['vllm', undefined],
    ['sglang', undefined],
    ['llamacpp', `<|im_start|>user\n${TEXT}<|im_end|>\n<|im_start|>assistant\n`],
  ] as const)('counts a chat on %s', async (like, prompt) => {
    const { client } = connect(like, { apiBase });

    const { count, tokens, text } = await client.countTokens(messages);

    expect(count).toBeGreaterThan(4);
    expect(tokens).toHaveLength(count);
    expect(text).toBe(prompt);
  });

  test.each(['tgi', 'tei', 'vllm', 'sglang', 'llamacpp'] as const)('counts a built prompt on %s', async (like) => {
    const { client } = connect(like, { apiBase, promptBuilder: 'chatml' });

    expect((await client.countTokens(messages)).text).toMatch(/^<\|im_start\|>user\n/);
  });

  test.each(['ollama', 'openai'] as const)('is refused by %s, which has no route for it', async (like) => {
    const { client } = connect(like, { apiBase });

    await expect(client.countTokens(TEXT)).rejects.toThrow(UnsupportedError);
    await expect(client.countTokens(messages)).rejects.toThrow(/no route that counts tokens/);
  });

  test('is refused for a chat on TEI, by its missing template', async () => {
    await expect(connect('tei', { apiBase }).client.countTokens(messages)).rejects.toThrow(/TEI has no chat template/);
  });
});

describe('countTokens', () => {
  test('is a single request to a TGI', async () => {
    const { client, asked } = connect('tgi');
    await client.countTokens(TEXT);
    await client.countTokens(messages);

    expect(asked()).toEqual(['POST /tokenize', 'POST /chat_tokenize']);
  });

  test.each([
    ['vllm', ['POST /tokenize', 'GET /v1/models', 'POST /tokenize', 'POST /tokenize']],
    ['llamacpp', ['POST /tokenize', 'GET /v1/models', 'POST /tokenize', 'POST /apply-template', 'POST /tokenize']],
  ] as const)('asks %s once which it is', async (like, want) => {
    const { client, asked } = connect(like);
    await client.countTokens(TEXT);
    await client.countTokens(messages);

    expect(asked()).toEqual(want);
  });

  test('asks nothing where the caller says which it is', async () => {
    const { client, asked } = connect('vllm', { dialect: 'vllm' });
    await client.countTokens(messages);

    expect(asked()).toEqual(['POST /tokenize']);
  });

  test('gives places of TGI’s tokens, none of TEI’s special ones, and bytes of llama.cpp as text', async () => {
    const answer = async (tokens: unknown, dialect?: 'llamacpp') => {
      const fetch = async () => Response.json(tokens);
      const client = new EasyLLM({ apiBase: 'http://llm.test', apiKey: null, fetch, ...(dialect && { dialect }) });
      return (await client.countTokens('é!')).tokens;
    };
    const placed = { id: 7, text: '!', start: 2, stop: 3 };

    expect(await answer([placed])).toEqual([{ ...placed, start: 1, stop: 2 }]);
    expect(await answer([[{ id: 1, text: '<s>', special: true, start: null, stop: null }]])).toEqual([
      { id: 1, text: '<s>', special: true },
    ]);
    expect(
      await answer(
        {
          tokens: [
            { id: 3, piece: [0xc3, 0xa9] },
            { id: 4, piece: '!' },
          ],
        },
        'llamacpp',
      ),
    ).toEqual([
      { id: 3, text: 'é' },
      { id: 4, text: '!' },
    ]);
  });

  test('counts the base prompt on a TGI without a template', async () => {
    const sent: string[] = [];
    const client = new EasyLLM({
      apiBase: 'http://tgi.test',
      apiKey: null,
      logger: { error() {}, warn() {}, info() {}, debug() {} },
      fetch: async (request) => {
        const { pathname } = new URL(request.url);
        sent.push(`${pathname} ${await request.text()}`);
        if (pathname === '/tokenize') return Response.json([{ id: 1, text: 'x', start: 0, stop: 1 }]);
        const error = { error: 'Template error: template not found', error_type: 'template_error' };
        return Response.json(error, { status: 422 });
      },
    });

    const { count, text } = await client.countTokens(messages);

    expect(count).toBe(1);
    expect(sent.map((each) => each.split(' ')[0])).toEqual(['/chat_tokenize', '/tokenize']);
    expect(sent[1]).toContain(JSON.stringify(text));
    expect(text).toContain(TEXT);
  });

  test.each([
    [401, 'AuthenticationError'],
    [503, 'InternalServerError'],
  ])('asks nothing more where the server answers %i', async (status, name) => {
    let asked = 0;
    const fetch = async () => new Response(null, { status: ((asked += 1), status) });
    const client = new EasyLLM({ apiBase: 'http://llm.test', apiKey: null, maxRetries: 0, fetch });

    await expect(client.countTokens(TEXT)).rejects.toMatchObject({ name });
    expect(asked).toBe(1);
  });
});
