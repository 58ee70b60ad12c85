/** Addresses behind which servers differ, come and go. */
import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { EasyLLM } from '../../../src/index.ts';
import type { ServerName } from '../../../src/testing.ts';
import { fakeServer } from '../../../src/testing.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };

/** An address with one server after another: `next` is asked which answers each request. */
function connect(next: (asked: number) => ServerName | ((request: Request) => Response), options: EasyLLMOptions = {}) {
  const servers = new Map<ServerName, ReturnType<typeof fakeServer>>();
  const asked: string[] = [];
  const client = new EasyLLM({
    apiBase: 'http://llm.test',
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
    ...options,
    fetch: async (request) => {
      const like = next(asked.length);
      const name = typeof like === 'string' ? like : 'other';
      asked.push(`${name} ${request.method} ${new URL(request.url).pathname}`);
      if (typeof like !== 'string') return like(request);
      const server = servers.get(like) ?? fakeServer({ like });
      servers.set(like, server);
      return server(request);
    },
  });
  return { client, asked };
}

describe('servers that differ behind one address', () => {
  test.each([
    ['a TGI and a vLLM', ['tgi', 'vllm']],
    ['a vLLM and a TGI', ['vllm', 'tgi']],
    ['a TGI, a TGI and an Ollama', ['tgi', 'tgi', 'ollama']],
    ['a llama.cpp and a vLLM', ['llamacpp', 'vllm']],
  ] as const)('%s answer by turns', async (_, likes) => {
    for (let first = 0; first < likes.length; first += 1) {
      const { client } = connect((asked) => likes[(asked + first) % likes.length] ?? 'tgi', {
        promptBuilder: 'chatml',
      });
      for (let round = 0; round < 4; round += 1) {
        const chat = await client.chat.completions.create({ messages, model: 'm' });
        const plain = await client
          .withOptions({ promptBuilder: undefined })
          .chat.completions.create({ messages, model: 'm' });

        expect(chat.choices[0]?.finish_reason).toBe('stop');
        expect(plain.choices[0]?.finish_reason).toBe('stop');
      }
    }
  });
});

describe('a server in the place of another', () => {
  test('is recognised where a TGI was, at its missing root', async () => {
    let like: ServerName = 'tgi';
    const { client, asked } = connect(() => like);
    await client.chat.completions.create({ messages, response_format: format });
    like = 'vllm';
    const built = client.chat.completions.create({ messages }, { promptBuilder: 'chatml' });

    expect((await built).choices).toHaveLength(1);
    expect(asked.slice(-3)).toEqual(['vllm POST /', 'vllm GET /v1/models', 'vllm POST /v1/completions']);
  });

  test.each([false, true])(
    'is recognised by what it signs with (streamed: %s), and its first answer warned of',
    async (stream) => {
      let like: ServerName = 'tgi';
      const warnings: string[] = [];
      const logger = { error() {}, warn: (words: string) => void warnings.push(words), info() {}, debug() {} };
      const sent: string[] = [];
      const server = (name: ServerName) => fakeServer({ like: name });
      const client = new EasyLLM({
        apiBase: 'http://llm.test/v1',
        apiKey: null,
        logger,
        fetch: async (request) => {
          const copy = request.clone();
          if (request.method === 'POST') sent.push(JSON.parse(await copy.text()).response_format.type);
          return server(like)(request);
        },
      });
      const ask = async () => {
        const answer = await client.chat.completions.create({
          messages,
          response_format: format,
          max_tokens: 99,
          stream,
        });
        if (Symbol.asyncIterator in answer) for await (const chunk of answer) void chunk;
      };
      for (const next of ['tgi', 'tgi', 'vllm', 'vllm', 'vllm', 'tgi', 'tgi'] as const) {
        like = next;
        await ask().catch((error: unknown) => error);
      }

      // A TGI refuses the other words aloud.
      const forms = ['object', 'object', 'object', 'schema', 'schema', 'schema', 'object'];
      expect(sent).toEqual(forms.map((form) => `json_${form}`));
      expect(warnings.filter((words) => words.includes('another server than the TGI'))).toHaveLength(1);
    },
  );

  test('is asked at /v1 again where one without a template was', async () => {
    let isOld = true;
    const noTemplate = (request: Request) =>
      request.url.endsWith('/v1/chat/completions')
        ? Response.json({ error: 'Template error: template not found', error_type: 'template_error' }, { status: 422 })
        : Response.json([{ generated_text: 'Hi' }]);
    const { client, asked } = connect(() => (isOld ? noTemplate : 'llamacpp'));
    await client.chat.completions.create({ messages });
    isOld = false;
    await client.chat.completions.create({ messages });
    await client.chat.completions.create({ messages });

    expect(asked).toEqual([
      'other POST /v1/chat/completions',
      'other POST /',
      'llamacpp POST /',
      'llamacpp POST /v1/chat/completions',
      'llamacpp POST /v1/chat/completions',
    ]);
  });
});

describe('a server whose root is missing', () => {
  const completion = () => Response.json({ choices: [{ text: 'Hi', finish_reason: 'stop' }] });
  const only = (answers: Readonly<Record<string, () => Response>>) => (request: Request) =>
    answers[new URL(request.url).pathname]?.() ?? new Response(null, { status: 404 });

  test('and that has no list of models has its /v1 all the same, which is remembered', async () => {
    const { client, asked } = connect(() => only({ '/v1/completions': completion }));

    await client.completions.create({ prompt: 'Hi' });
    await client.completions.create({ prompt: 'Hi' });

    expect(asked.map((each) => each.replace('other ', ''))).toEqual([
      'POST /',
      'GET /v1/models',
      'GET /info',
      'POST /v1/completions',
      'POST /v1/completions',
    ]);
  });

  test('and that fails to say which it is, too; the next call asks again', async () => {
    const models = () => new Response('Internal Server Error', { status: 500 });
    const { client, asked } = connect(() => only({ '/v1/completions': completion, '/v1/models': models }));

    await client.completions.create({ prompt: 'Hi' });
    await client.completions.create({ prompt: 'Hi' });

    expect(asked.filter((each) => each.endsWith('/v1/models'))).toHaveLength(2);
  });

  test('tells what its /v1 refuses', async () => {
    const refusal = () => Response.json({ error: { message: 'No.' } }, { status: 401 });
    const { client } = connect(() => only({ '/v1/completions': refusal, '/v1/models': refusal }));

    await expect(client.completions.create({ prompt: 'Hi' })).rejects.toMatchObject({ status: 401 });
  });
});

describe('an address with {model}', () => {
  const at = (paths: Readonly<Record<string, ServerName>>) => {
    const asked: string[] = [];
    const client = new EasyLLM({
      apiBase: 'http://llm.test/{model}',
      apiKey: null,
      maxRetries: 0,
      fetch: async (request) => {
        const { pathname } = new URL(request.url);
        const like = paths[pathname.split('/')[1] ?? ''] ?? 'openai';
        asked.push(`${like} ${request.method} ${pathname}`);
        const own = new Request(request.url.replace(/test\/\w+/, 'test'), request);
        return fakeServer({ like })(own);
      },
    });
    return { client, asked };
  };

  test('has servers of several makers, each spoken to in its own words', async () => {
    const { client, asked } = at({ a: 'tgi', b: 'vllm' });

    for (const model of ['a', 'b', 'a', 'b']) {
      const { choices } = await client.chat.completions.create({ model, messages, response_format: format });
      expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: 'text' });
    }

    expect(asked.filter((each) => each.includes('GET'))).toEqual([
      'tgi GET /a/v1/models',
      'tgi GET /a/info',
      'vllm GET /b/v1/models',
    ]);
  });

  test('answers built prompts at the root of a TGI, and at the /v1 of others', async () => {
    const { client, asked } = at({ a: 'tgi', b: 'vllm' });

    for (const model of ['a', 'b', 'b']) await client.completions.create({ model, prompt: 'Hi' });

    expect(asked).toEqual([
      'tgi POST /a',
      'vllm POST /b',
      'vllm GET /b/v1/models',
      'vllm POST /b/v1/completions',
      'vllm POST /b/v1/completions',
    ]);
  });
});
