/** Servers at their bare address, or at `/v1`, are recognised by what they say, and spoken to in their own words. */
import { describe, expect, test } from 'vitest';
import type { ErrorResponse } from '../../../generated/openai.ts';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { EasyLLM, UnsupportedError } from '../../../src/index.ts';
import type { FakeServerOptions } from '../../../src/testing.ts';
import { fakeServer } from '../../../src/testing.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
const tools = [{ type: 'function' as const, function: { name: 'f', parameters: schema } }];

function connect(like: FakeServerOptions['like'], options: EasyLLMOptions = {}) {
  const server = fakeServer({ like, script: [{ tokens: ['Hi'] }] });
  const client = new EasyLLM({
    apiBase: `http://${like}.test`,
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
    ...options,
    fetch: server,
  });
  const asked = () => server.requests.map(({ method, path }) => `${method} ${path}`);
  const sent = () => server.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));
  return { client, asked, sent };
}

const OPENAI_SHAPED = ['vllm', 'sglang', 'llamacpp', 'ollama'] as const;

describe('a server at its bare address', () => {
  test('that is TGI is asked nothing before a native call', async () => {
    const { client, asked } = connect('tgi', { promptBuilder: 'chatml' });

    await client.chat.completions.create({ messages });
    await client.completions.create({ prompt: 'Hi' });

    expect(asked()).toEqual(['POST /', 'POST /']);
  });

  test.each(OPENAI_SHAPED)('%s answers chats with a schema in OpenAI’s words', async (like) => {
    const { client, sent } = connect(like);

    await client.chat.completions.create({ messages, response_format: format });

    expect(sent()).toMatchObject([{ response_format: format }]);
  });

  test('tgi answers them in its own', async () => {
    const { client, sent } = connect('tgi');

    await client.chat.completions.create({ messages, response_format: format });

    expect(sent()).toMatchObject([{ response_format: { type: 'json_object', value: schema } }]);
  });

  test.each(OPENAI_SHAPED)('%s answers built chats and completions, and is asked once', async (like) => {
    const { client, asked } = connect(like, { promptBuilder: 'chatml' });

    await client.chat.completions.create({ messages });
    await client.completions.create({ prompt: 'Hi' });
    await client.chat.completions.create({ messages });

    const posts = asked().filter((each) => each.startsWith('POST'));
    expect(posts).toEqual(['POST /', ...Array.from({ length: 3 }, () => 'POST /v1/completions')]);
    expect(asked().filter((each) => each === 'GET /v1/models')).toHaveLength(1);
  });

  test('streams what a builder made', async () => {
    const { client } = connect('llamacpp', { promptBuilder: 'chatml' });

    const stream = await client.chat.completions.create({ messages, stream: true });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';

    expect(text).toBe('Hi');
  });

  test.each(['vllm', 'llamacpp', 'ollama'] as const)('%s embeds', async (like) => {
    const server = fakeServer({ like });
    const client = new EasyLLM({ apiBase: `http://${like}.test`, apiKey: null, maxRetries: 0, fetch: server });

    const { data } = await client.embeddings.create({ model: 'm', input: 'Hi' });

    expect(data[0]?.embedding.length).toBeGreaterThan(0);
    expect(server.requests.at(-1)?.path).toBe('/v1/embeddings');
  });

  test('keeps the error of a root route that is missing where nothing else is there', async () => {
    const client = new EasyLLM({
      apiBase: 'http://nothing.test',
      apiKey: null,
      maxRetries: 0,
      promptBuilder: 'chatml',
      fetch: async () => new Response(null, { status: 404 }),
    });

    await expect(client.chat.completions.create({ messages })).rejects.toMatchObject({ status: 404 });
  });

  test('is not asked where the caller says which it is', async () => {
    const { client, asked } = connect('vllm', { promptBuilder: 'chatml', dialect: 'vllm' });

    await client.chat.completions.create({ messages });

    expect(asked()).toEqual(['POST /v1/completions']);
  });
});

describe('a question that is not answered', () => {
  test('decides nothing: this request is written for any server, and the next one asks again', async () => {
    let isUp = false;
    const sent: { path: string; body: string }[] = [];
    const client = new EasyLLM({
      apiBase: 'http://llm.test/v1',
      apiKey: null,
      maxRetries: 0,
      fetch: async (request) => {
        const path = new URL(request.url).pathname;
        sent.push({ path, body: await request.text() });
        if (path === '/v1/models' && !isUp) return new Response('busy', { status: 503 });
        if (path === '/v1/models') return Response.json({ data: [{ id: 'm', owned_by: 'library' }] });
        return Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
      },
    });

    await client.chat.completions.create({ messages, max_completion_tokens: 5 });
    isUp = true;
    await client.chat.completions.create({ messages, max_completion_tokens: 5 });

    const bodies = sent.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([{ max_completion_tokens: 5 }, { max_tokens: 5 }]);
  });

  test('is asked again where a route of the server is missing', async () => {
    const owners = ['library', 'vllm'];
    let models = 0;
    let chats = 0;
    const client = new EasyLLM({
      apiBase: 'http://llm.test/v1',
      apiKey: null,
      maxRetries: 0,
      fetch: async (request) => {
        if (request.url.endsWith('/models')) {
          return Response.json({ data: [{ id: 'm', owned_by: owners[(models += 1) - 1] }] });
        }
        chats += 1;
        if (chats === 1) return new Response(null, { status: 404 });
        return Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
      },
    });
    const ask = () => client.chat.completions.create({ messages, max_completion_tokens: 5 });

    await expect(ask()).rejects.toMatchObject({ status: 404 });
    await ask();
    await ask();

    expect(models).toBe(2);
  });
});

describe('what a server is known to pass over', () => {
  test('n is as many requests, with a seed of their own', async () => {
    const { client, sent } = connect('ollama');

    const { choices } = await client.chat.completions.create({ messages, model: 'm', n: 2, seed: 7 });

    expect(choices).toHaveLength(2);
    expect(sent().map(({ n, seed }) => [n, seed])).toEqual([
      [undefined, 7],
      [undefined, 8],
    ]);
  });

  test('echo is written here', async () => {
    const { client } = connect('ollama', { apiBase: 'http://ollama.test/v1' });

    const { choices } = await client.completions.create({ model: 'm', prompt: 'Say: ', echo: true });

    expect(choices[0]?.text).toBe('Say: Hi');
  });

  test('several prompts are a request each', async () => {
    const { client, sent } = connect('ollama', { apiBase: 'http://ollama.test/v1' });

    await client.completions.create({ model: 'm', prompt: ['One', 'Two'] });

    expect(sent().map(({ prompt }) => prompt)).toEqual(['One', 'Two']);
  });

  test('tool_choice none leaves the tools out', async () => {
    const { client, sent } = connect('ollama');

    await client.chat.completions.create({ messages, model: 'm', tools, tool_choice: 'none' });

    expect(sent()[0]).not.toHaveProperty('tools');
    expect(sent()[0]).not.toHaveProperty('tool_choice');
  });

  test('a tool that must be called is refused before anything is sent', async () => {
    const { client, sent } = connect('ollama');

    const asked = client.chat.completions.create({ messages, model: 'm', tools, tool_choice: 'required' });

    await expect(asked).rejects.toThrow(UnsupportedError);
    await expect(asked).rejects.toMatchObject({ param: 'tool_choice', message: expect.stringContaining('Ollama') });
    expect(sent()).toEqual([]);
  });

  test('extraBody sends it unjudged', async () => {
    const { client, sent } = connect('ollama');

    await client.chat.completions.create({ messages, model: 'm', tools }, { extraBody: { tool_choice: 'required' } });

    expect(sent()).toMatchObject([{ tool_choice: 'required' }]);
  });

  test('a schema for a built prompt is written as llama.cpp takes it', async () => {
    const { client, sent } = connect('llamacpp', { apiBase: 'http://llamacpp.test/v1', promptBuilder: 'chatml' });

    await client.chat.completions.create({ messages, response_format: format });

    expect(sent()).toMatchObject([{ json_schema: schema }]);
    expect(sent()[0]).not.toHaveProperty('response_format');
  });
});

describe('the form of a text', () => {
  const regex = { type: 'regex' as const, value: '[a-z]+' };
  const json = { type: 'json_object' as const };
  const tgi = { type: 'json_object' as const, value: schema };
  const own = { type: 'json_schema', json_schema: { name: 'answer', schema } };

  test.each([
    ['vllm', format, { response_format: format }],
    ['vllm', json, { response_format: json }],
    ['vllm', tgi, { response_format: own }],
    ['vllm', regex, { structured_outputs: { regex: regex.value } }],
    ['sglang', format, { response_format: format }],
    ['sglang', regex, { regex: regex.value }],
    ['llamacpp', format, { json_schema: schema }],
    ['llamacpp', json, { json_schema: { type: 'object' } }],
    ['llamacpp', tgi, { json_schema: schema }],
  ] as const)('of a built prompt is written as %s has it: %j', async (like, response_format, want) => {
    for (const path of ['', '/v1']) {
      const { client, sent } = connect(like, { apiBase: `http://${like}.test${path}`, promptBuilder: 'chatml' });

      await client.chat.completions.create({ messages, response_format });

      const body = sent().at(-1);
      expect(body).toMatchObject(want);
      expect(Object.keys(body).filter((name) => /format|schema|regex|structured/.test(name))).toEqual(
        Object.keys(want),
      );
    }
  });

  test.each([
    ['ollama', format],
    ['ollama', regex],
    ['openai', format],
    ['openai', json],
    ['llamacpp', regex],
  ] as const)('of a built prompt is refused at %s: %j', async (like, response_format) => {
    const { client, sent } = connect(like, { apiBase: `http://${like}.test/v1`, promptBuilder: 'chatml' });
    const asked = client.chat.completions.create({ messages, response_format });

    await expect(asked).rejects.toThrow(UnsupportedError);
    await expect(asked).rejects.toMatchObject({ param: 'response_format' });
    expect(sent()).toEqual([]);
    const plain = await client.chat.completions.create({ messages, response_format: { type: 'text' } });
    expect(plain.choices).toHaveLength(1);
  });

  test('is written by the caller in extraBody, unjudged', async () => {
    const { client, sent } = connect('openai', { apiBase: 'http://openai.test/v1', promptBuilder: 'chatml' });

    await client.chat.completions.create({ messages }, { extraBody: { guided: schema } });

    expect(sent()).toMatchObject([{ guided: schema }]);
  });

  test.each([
    ['vllm', { structured_outputs: { regex: regex.value } }],
    ['sglang', { regex: regex.value }],
    ['openai', { response_format: regex }],
  ] as const)('that is a regular expression goes to a chat of %s', async (like, want) => {
    const { client, sent } = connect(like, { apiBase: `http://${like}.test/v1` });

    await client.chat.completions.create({ messages, response_format: regex });

    expect(sent()).toMatchObject([want]);
  });

  test('that is a regular expression is refused at Ollama, which would pass it over', async () => {
    const { client, sent } = connect('ollama');

    await expect(client.chat.completions.create({ messages, response_format: regex })).rejects.toThrow(/Ollama/);
    expect(sent()).toEqual([]);
  });
});

describe('a tool that is named', () => {
  const other = { ...tools[0], function: { name: 'g', parameters: schema } } as (typeof tools)[0];
  const tool_choice = { type: 'function' as const, function: { name: 'g' } };

  test('is the only one that llama.cpp is offered, and required', async () => {
    const { client, sent } = connect('llamacpp');

    await client.chat.completions.create({ messages, tools: [...tools, other], tool_choice });

    expect(sent()).toMatchObject([{ tool_choice: 'required' }]);
    expect(sent()[0].tools).toEqual([other]);
  });

  test.each(['auto', 'none', 'required'] as const)('is no matter of tool_choice %s there', async (choice) => {
    const { client, sent } = connect('llamacpp');

    await client.chat.completions.create({ messages, tools, tool_choice: choice });

    expect(sent()).toMatchObject([{ tool_choice: choice, tools }]);
  });
});

describe('a field that the spec does not name', () => {
  const unknown = { chat_template_kwargs: { enable_thinking: false }, min_p: 0.1 };

  test.each(OPENAI_SHAPED)('goes to %s as it is', async (like) => {
    const { client, sent } = connect(like, { apiBase: `http://${like}.test/v1` });

    await client.chat.completions.create({ messages, model: 'm', ...unknown });
    await client.completions.create({ prompt: 'Hi', model: 'm', ...unknown });

    expect(sent()).toMatchObject([unknown, unknown]);
  });

  test('is refused by name at TGI, before anything is sent', async () => {
    const { client, sent } = connect('tgi');

    await expect(client.chat.completions.create({ messages, ...unknown })).rejects.toMatchObject({
      name: 'BadRequestError',
      param: 'min_p',
      code: 'unknown_parameter',
    });
    expect(sent()).toEqual([]);
  });

  test('is refused where it is a long name that is one letter from a known one', async () => {
    const { client, sent } = connect('vllm');
    const create = (extra: object) => client.chat.completions.create({ messages, ...extra });

    await expect(create({ temprature: 1 })).rejects.toMatchObject({ param: 'temprature', code: 'unknown_parameter' });
    await expect(create({ max_tokesn: 1 })).rejects.toMatchObject({ param: 'max_tokesn' });
    expect(sent()).toEqual([]);
    await create({ top_kk: 1 });
    expect(sent()).toMatchObject([{ top_kk: 1 }]);
  });

  test('passes over HTTP, but for what is the operator’s', async () => {
    const { client, sent } = connect('vllm');
    const post = async (extra: object) => {
      const body = JSON.stringify({ messages, ...extra });
      const headers = { 'content-type': 'application/json' };
      const response = await client.fetch('http://easyllm/v1/chat/completions', { method: 'POST', headers, body });
      return response.status === 200 ? 200 : ((await response.json()) as ErrorResponse).error;
    };

    expect(await post(unknown)).toBe(200);
    expect(await post({ no_such_field: 1 })).toBe(200);
    expect(sent()).toMatchObject([unknown, { no_such_field: 1 }]);
    const refused = await post({ priority: 1 });
    expect(refused).toMatchObject({ param: 'priority', message: expect.stringContaining('`passUnknown`') });
    expect(refused).not.toMatchObject({ message: expect.stringContaining('extraBody') });
    await client.chat.completions.create({ messages, priority: 1 });
    expect(sent().at(-1)).toMatchObject({ priority: 1 });
  });

  test.each([
    [false, { min_p: 0.1 }, 400],
    [false, { top_k: 5 }, 200],
    [['min_p'], { min_p: 0.1 }, 200],
    [['min_p'], { no_such_field: 1 }, 400],
    [['priority'], { priority: 1 }, 200],
    [['temprature'], { temprature: 1 }, 200],
    [['guided_json'], { guided_json: {} }, 200],
    [true, { guided_json: {} }, 400],
    [true, { temprature: 1 }, 400],
    [true, { session_id: 'a' }, 400],
  ])('where passUnknown is %j, %j is answered %i over HTTP', async (passUnknown, extra, status) => {
    const { client, sent } = connect('vllm', { passUnknown });

    const response = await client.fetch('http://easyllm/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages, ...extra }),
    });

    expect(response.status).toBe(status);
    expect(sent().map((body) => ({ ...body, ...extra }))).toEqual(sent());
    expect(sent()).toHaveLength(status === 200 ? 1 : 0);
  });

  test('passes in messages, parts, calls and tools, and to TGI only in what was answered', async () => {
    const history = [
      { role: 'user', content: [{ type: 'text', text: 'Hi', mood: 'good' }] },
      {
        role: 'assistant',
        content: '',
        reasoning_details: [{ type: 'reasoning.text' }],
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content: { a: 1 } }],
      },
      { role: 'tool', tool_call_id: 'a', content: '4', is_error: false },
      { role: 'user', content: [{ type: 'video_url', video_url: { url: 'https://a.test/b.mp4' } }] },
    ];
    const offered = [{ type: 'web_search', web_search: { enable: true } }];
    const { client, sent } = connect('vllm');
    const create = Object(client.chat.completions).create;

    await create({ messages: history, tools: offered });

    expect(sent()).toMatchObject([{ messages: history, tools: offered }]);
    const tgi = connect('tgi');
    const ask = Object(tgi.client.chat.completions).create;
    await ask({ messages: history.slice(1, 2) });
    await expect(ask({ messages: history.slice(3) })).rejects.toMatchObject({ param: 'messages[0].content[0].type' });
    await expect(ask({ messages: history.slice(0, 1) })).rejects.toMatchObject({
      param: 'messages[0].content[0].mood',
    });
    expect(tgi.sent()).toHaveLength(1);
  });

  test('in a literal extra_body has its place in the body', async () => {
    const { client, sent } = connect('vllm');

    await client.chat.completions.create(Object({ messages, extra_body: unknown }));

    expect(sent()).toMatchObject([unknown]);
    expect(sent()[0]).not.toHaveProperty('extra_body');
    const wrong = client.chat.completions.create(Object({ messages, extra_body: 'a' }));
    await expect(wrong).rejects.toMatchObject({ param: 'extra_body' });
  });

  test.each([{ top_k: -1 }, { seed: -1 }])('takes %j to servers that know it', async (extra) => {
    const { client, sent } = connect('llamacpp', { apiBase: 'http://llamacpp.test/v1' });

    await client.chat.completions.create({ messages, ...extra });

    expect(sent()).toMatchObject([extra]);
  });

  test.each(OPENAI_SHAPED)('goes to %s at its bare address, with a builder and without', async (like) => {
    const { client, sent } = connect(like, { promptBuilder: 'chatml' });

    await client.completions.create({ prompt: 'Hi', model: 'm', min_p: 0.1 });
    await client.chat.completions.create({ messages, model: 'm', min_p: 0.1 });

    expect(sent()).toMatchObject([{ min_p: 0.1 }, { min_p: 0.1 }]);
  });

  test.each([
    ['transformers', 'none', { chat_template_kwargs: { enable_thinking: false, thinking: false } }],
    ['mlx', 'high', { chat_template_kwargs: { enable_thinking: true, thinking: true, reasoning_effort: 'high' } }],
    ['lmdeploy', 'none', { enable_thinking: false }],
    ['lmdeploy', 'low', { reasoning_effort: 'low' }],
    ['vllm', 'none', { reasoning_effort: 'none' }],
    ['openai', 'some', { reasoning_effort: 'some' }],
  ] as const)('of %s for the effort %s is what it has for it', async (dialect, effort, want) => {
    const { client, sent } = connect('openai', { apiBase: 'http://openai.test/v1', dialect });

    await client.chat.completions.create(Object({ messages, reasoning_effort: effort }));

    const { messages: _, stream: __, ...rest } = sent()[0];
    expect(rest).toEqual(want);
  });

  test('of a function is a tool, at TGI too', async () => {
    const { client, sent } = connect('tgi');

    await client.chat.completions.create({ messages, functions: [tools[0]?.function ?? {}], function_call: 'auto' });

    expect(sent()).toMatchObject([{ tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'auto' }]);
    expect(sent()[0]).not.toHaveProperty('functions');
  });
});
