import { describe, expect, test } from 'vitest';
import {
  AuthenticationError,
  BadRequestError,
  EasyLLM,
  InternalServerError,
  RateLimitError,
} from '../../../src/index.ts';
import type { EasyLLMError } from '../../../src/index.ts';
import type { FaultName, Script, ServerName } from '../../../src/testing.ts';
import { fakeServer, startFakeServer } from '../../../src/testing.ts';
import { LIKENESSES } from '../../../src/testing/servers/likenesses.ts';
import { validators as vllmValidators } from '../../../src/vllm.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const TEXT_SERVERS = ['tgi', 'vllm', 'llamacpp', 'ollama', 'sglang', 'openai'] as const;
const V1_SERVERS = ['vllm', 'llamacpp', 'ollama', 'sglang', 'openai'] as const;
const TOOL = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
      required: ['city', 'days'],
    },
  },
};
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

describe('the servers that are played', () => {
  test.each(Object.entries(LIKENESSES))('say of each habit of %s what shows it', (_, likeness) => {
    const follows: unknown[] = [];
    JSON.stringify(likeness, (key, value: unknown) => {
      if (key === 'follows') follows.push(value);
      return value;
    });

    expect(follows.length).toBeGreaterThan(10);
    expect(follows.filter((source) => typeof source !== 'string' || source === '')).toEqual([]);
  });
});

describe.each(TEXT_SERVERS)('fakeServer like %s', (like) => {
  test('answers a chat, whole and streamed, by script', async () => {
    const { client, server } = connect(like, [{ tokens: ['Who', "'s there?"] }]);
    const whole = await client.chat.completions.create({ messages });
    const chunks = await collect(
      await client.chat.completions.create({ messages, stream: true, stream_options: { include_usage: true } }),
    );

    expect(whole.choices[0]).toMatchObject({ message: { content: "Who's there?" }, finish_reason: 'stop' });
    expect(whole.usage?.completion_tokens).toBe(2);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe("Who's there?");
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(2);
    expect(server.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(2);
  });

  test('calls a tool by its name, with values that fit its schema', async () => {
    const { client } = connect(like, [{ calls: ['get_weather'] }]);
    const whole = await client.chat.completions.create({ messages, tools: [TOOL] });
    const chunks = await collect(await client.chat.completions.create({ messages, tools: [TOOL], stream: true }));
    const given = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    const call = { name: 'get_weather', arguments: '{"city":"text","days":2}' };

    expect(whole.choices[0]?.message.tool_calls).toMatchObject([{ type: 'function', function: call }]);
    expect(given[0]?.function?.name).toBe('get_weather');
    expect(JSON.parse(given.map(({ function: part }) => part?.arguments ?? '').join(''))).toEqual({
      city: 'text',
      days: 2,
    });
  });

  test('writes JSON that fits the schema asked for', async () => {
    const { client } = connect(like);
    const json_schema = { name: 'place', schema: SCHEMA };
    const reply = await client.chat.completions.create({
      messages,
      response_format: { type: 'json_schema', json_schema },
    });

    expect(JSON.parse(reply.choices[0]?.message.content ?? '')).toEqual({ city: 'text' });
  });

  test('ends a stream with an error after tokens', async () => {
    const { client } = connect(like, [{ tokens: ['Who'], end: { error: 'Out of memory', status: 500 } }]);
    const answer = client.chat.completions.create({ messages, stream: true }).then(collect);

    await expect(answer).rejects.toThrow('Out of memory');
  });

  test('has no other routes', async () => {
    const response = await fakeServer({ like })(new Request('http://server.test/nope'));

    expect(response.status).toBe(404);
  });
});

describe.each([...V1_SERVERS, 'tei'] as const)('fakeServer like %s', (like) => {
  test('embeds texts, each alike every time and unlike others', async () => {
    const { client } = connect(like);
    const { data } = await client.embeddings.create({ input: ['a', 'b', 'a'] });
    const [one, other, again] = data.map(({ embedding }) => embedding);

    expect(one).toHaveLength(4);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('gives the vectors of its script', async () => {
    const { client } = connect(like, [{ vectors: [[1, 0]] }]);

    expect((await client.embeddings.create({ input: 'a' })).data[0]?.embedding).toEqual([1, 0]);
  });
});

describe('the faults of fakeServer', () => {
  test.each<[ServerName, FaultName, abstract new (...input: never[]) => EasyLLMError, number]>([
    ['tgi', 'overloaded', RateLimitError, 429],
    ['vllm', 'unauthorized', AuthenticationError, 401],
    ['vllm', 'tooLong', BadRequestError, 400],
    ['vllm', 'failed', InternalServerError, 500],
    ['llamacpp', 'loading', InternalServerError, 503],
    ['llamacpp', 'tooLong', BadRequestError, 400],
    ['ollama', 'overloaded', InternalServerError, 503],
    ['sglang', 'loading', InternalServerError, 503],
    ['openai', 'overloaded', RateLimitError, 429],
  ])('are told as %s tells %s', async (like, fault, ErrorClass, status) => {
    const { client } = connect(like, [{ fault }]);
    const error = await client.chat.completions.create({ messages }).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toMatchObject({ status });
  });

  test('are those that the server has', async () => {
    const ask = fakeServer({ like: 'vllm', script: [{ fault: 'loading' }] })(
      post('/v1/chat/completions', { messages }),
    );

    await expect(ask).rejects.toThrow('gave the fault "loading". This server has unauthorized, tooLong, failed.');
  });
});

describe('what fakeServer does otherwise than OpenAI', () => {
  const ask = async (like: ServerName, path: string, body?: object, model?: string) => {
    const server = fakeServer({ like, ...(model !== undefined && { model }) });
    const response = await server(body === undefined ? new Request(`http://server.test${path}`) : post(path, body));
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {},
    };
  };
  const chat = '/v1/chat/completions';

  test.each([
    ['vllm', { error: { type: 'NotFoundError', param: 'model', code: 404 } }],
    ['ollama', { error: { message: "model 'other' not found", type: 'api_error', code: null } }],
    ['openai', { error: { type: 'invalid_request_error', code: null } }],
  ] as const)('%s refuses a model that it does not have', async (like, error) => {
    expect(await ask(like, chat, { model: 'other', messages }, 'smol')).toMatchObject({ status: 404, json: error });
  });

  test('llama.cpp answers for any model, and says which it has', async () => {
    expect(await ask('llamacpp', chat, { model: 'other', messages }, 'smol')).toMatchObject({
      json: { model: 'smol' },
    });
  });

  test.each([
    ['vllm', 400, 'Bad Request'],
    ['llamacpp', 400, 'type must be number, but is string'],
    ['ollama', 400, 'cannot unmarshal string into Go struct field ChatCompletionRequest.temperature'],
    ['sglang', 400, '"object":"error"'],
    ['tgi', 422, 'Failed to deserialize the JSON body into the target type: temperature'],
  ] as const)('%s refuses a temperature that is a text with %i', async (like, status, said) => {
    const answer = await ask(like, chat, { messages, temperature: 'hot' });

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(said);
  });

  test.each([
    ['vllm', 2],
    ['llamacpp', 2],
    ['ollama', 1],
  ] as const)('%s makes %i choices of two', async (like, count) => {
    expect((await ask(like, chat, { messages, n: 2 })).json.choices).toHaveLength(count);
  });

  test.each([
    ['vllm', 'length', 'length'],
    ['ollama', 'length', 'stop'],
  ] as const)('%s ends by max_tokens with %s, by max_completion_tokens with %s', async (like, old, current) => {
    const reasons = await Promise.all(
      [{ max_tokens: 1 }, { max_completion_tokens: 1 }].map((limit) => ask(like, chat, { messages, ...limit })),
    );

    expect(reasons.map(({ json }) => json.choices[0].finish_reason)).toEqual([old, current]);
  });

  test('vLLM loses a schema in the words of TGI, and takes its own', async () => {
    const lost = await ask('vllm', chat, { messages, response_format: { type: 'json_object', value: SCHEMA } });
    const kept = await ask('vllm', chat, { messages, structured_outputs: { json: SCHEMA } });
    const chosen = await ask('vllm', chat, { messages, structured_outputs: { choice: ['yes', 'no'] } });

    expect([lost, kept, chosen].map(({ json }) => json.choices[0].message.content)).toEqual([
      '{}',
      '{"city":"text"}',
      'yes',
    ]);
  });

  test('Ollama ignores a schema on completions, and tool_choice', async () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema: SCHEMA } };
    const tool_choice = { type: 'function', function: { name: 'get_weather' } };

    expect((await ask('ollama', '/v1/completions', { prompt: 'a', response_format })).json.choices[0].text).toBe(
      "Who's there?",
    );
    expect((await ask('ollama', chat, { messages, tools: [TOOL], tool_choice })).json.choices[0].message).toEqual({
      role: 'assistant',
      content: "Who's there?",
    });
  });

  test('llama.cpp writes a text where a tool is named, and calls one where any is required', async () => {
    const named = { type: 'function', function: { name: 'get_weather' } };
    const ends = await Promise.all(
      [named, 'required'].map(async (tool_choice) => {
        const { json } = await ask('llamacpp', chat, { messages, tools: [TOOL], tool_choice });
        return json.choices[0].finish_reason;
      }),
    );

    expect(ends).toEqual(['stop', 'tool_calls']);
  });

  test('vLLM ends a call that it had to make with stop', async () => {
    const { json } = await ask('vllm', chat, { messages, tools: [TOOL], tool_choice: 'required' });

    expect(json.choices[0]).toMatchObject({ finish_reason: 'stop', message: { tool_calls: [{ type: 'function' }] } });
  });

  test('vLLM ends before a stop sequence, and says which', async () => {
    const { json } = await ask('vllm', chat, { messages, stop: [' th'] });

    expect(json.choices[0]).toMatchObject({ message: { content: "Who's" }, stop_reason: ' th' });
  });

  test.each([
    ['vllm', [undefined, undefined, undefined, undefined, undefined, 5]],
    ['llamacpp', [undefined, undefined, undefined, undefined, 5]],
    ['ollama', [0, 0, 0, 0, 0, 5]],
  ] as const)('%s counts the tokens of a streamed completion in its own way', async (like, counts) => {
    const body = { prompt: 'a', stream: true, stream_options: { include_usage: true } };
    const { text } = await ask(like, '/v1/completions', body);

    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(eventsOf(text).map(({ usage }) => usage?.total_tokens)).toEqual(counts);
  });

  test.each([
    ['vllm', { role: 'assistant', content: '' }],
    ['llamacpp', { role: 'assistant', content: null }],
    ['ollama', { role: 'assistant', content: 'Who' }],
    ['sglang', { role: 'assistant', content: '', reasoning_content: null, tool_calls: null }],
  ] as const)('%s begins a stream as it does', async (like, delta) => {
    const { text } = await ask(like, chat, { messages, stream: true });

    expect(eventsOf(text)[0]?.choices[0]?.delta).toEqual(delta);
  });

  test.each([
    ['vllm', 'reasoning'],
    ['llamacpp', 'reasoning_content'],
    ['ollama', 'reasoning'],
    ['sglang', 'reasoning_content'],
  ] as const)('%s calls what the model thinks %s', async (like, name) => {
    const server = fakeServer({ like, script: [{ reasoning: ['Hm.'], tokens: ['Who?'] }] });
    const reply: unknown = await (await server(post(chat, { messages }))).json();

    expect(reply).toMatchObject({ choices: [{ message: { content: 'Who?', [name]: 'Hm.' } }] });
  });

  test.each([
    ['vllm', '/v1/models', { data: [{ owned_by: 'vllm', max_model_len: 2048 }] }],
    ['vllm', '/version', { version: '0.32.0' }],
    ['llamacpp', '/v1/models', { data: [{ owned_by: 'llamacpp', meta: { n_ctx: 1024 } }] }],
    ['llamacpp', '/props', { default_generation_settings: { n_ctx: 1024 } }],
    ['ollama', '/v1/models', { data: [{ owned_by: 'library' }] }],
    ['ollama', '/api/version', { version: '0.17.4' }],
    ['sglang', '/get_server_info', { context_length: 2048 }],
    ['tgi', '/info', { router: 'text-generation-router', version: '3.3.7', max_input_tokens: 4095 }],
    ['tgi', '/v1/models', { object: 'list', data: [{ object: 'model', created: 0 }] }],
    ['tei', '/info', { model_type: { embedding: { pooling: 'mean' } }, version: '1.9.3' }],
  ] as const)('%s says at %s what it is', async (like, path, said) => {
    expect(await ask(like, path)).toMatchObject({ status: 200, json: said });
  });

  test.each([
    ['vllm', { prompt: 'one two' }, { count: 2, max_model_len: 2048 }],
    ['llamacpp', { content: 'one two' }, { tokens: [100, 101] }],
    ['sglang', { prompt: 'one two' }, { count: 2 }],
    [
      'tgi',
      { inputs: 'öne two' },
      [
        { text: 'öne', start: 0, stop: 4 },
        { text: 'two', start: 5, stop: 8 },
      ],
    ],
    ['tei', { inputs: 'one' }, [[{ text: 'one', special: false }]]],
  ] as const)('%s makes tokens', async (like, body, said) => {
    expect((await ask(like, '/tokenize', body)).json).toMatchObject(said);
  });

  test.each([
    ['vllm', 405, '{"detail":"Method Not Allowed"}'],
    ['llamacpp', 404, '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}'],
    ['ollama', 404, '404 page not found'],
    ['tgi', 405, ''],
  ] as const)('%s answers a chat by GET with %i', async (like, status, text) => {
    expect(await ask(like, chat)).toMatchObject({ status, text });
  });

  test('TEI refuses what is empty in the shape of each route', async () => {
    const message = 'Input validation error: `inputs` cannot be empty';

    expect((await ask('tei', '/embed', { inputs: [''] })).json).toEqual({ error: message, error_type: 'Empty' });
    expect((await ask('tei', '/v1/embeddings', { input: '' })).json).toEqual({ message, code: 400, type: 'Empty' });
  });

  test('vLLM refuses dimensions, llama.cpp ignores them, Ollama obeys', async () => {
    const body = { input: 'a', dimensions: 2 };
    const lengths = await Promise.all(
      (['llamacpp', 'ollama'] as const).map(
        async (like) => (await ask(like, '/v1/embeddings', body)).json.data[0].embedding.length,
      ),
    );

    expect(await ask('vllm', '/v1/embeddings', body)).toMatchObject({ status: 400 });
    expect(lengths).toEqual([4, 2]);
  });

  test('vLLM refuses what is too long, llama.cpp with its counts', async () => {
    const long = [{ role: 'user', content: 'word '.repeat(3000) }];

    expect((await ask('vllm', chat, { messages: long })).json.error).toMatchObject({ param: 'input_tokens' });
    expect((await ask('llamacpp', chat, { messages: long })).json.error).toMatchObject({
      n_prompt_tokens: 3000,
      n_ctx: 1024,
    });
  });

  test('vLLM ranks documents', async () => {
    const { json } = await ask('vllm', '/v1/rerank', {
      query: 'Where is Paris?',
      documents: ['Knock.', 'Paris is in France.'],
    });

    expect(vllmValidators.RerankResponse.safeParse(json).error).toBeUndefined();
    expect(json.results.map(({ index }: { index: number }) => index)).toEqual([1, 0]);
  });

  test('vLLM answers as its spec says', async () => {
    const whole = { messages, logprobs: true, n: 2 };
    const streamed = { ...whole, stream: true, stream_options: { include_usage: true, continuous_usage_stats: true } };
    const prompts = { prompt: ['a', 'b'], logprobs: 1, echo: true };
    const events = eventsOf((await ask('vllm', chat, streamed)).text);
    const parts = eventsOf((await ask('vllm', '/v1/completions', { ...prompts, stream: true })).text);
    const values: readonly (readonly [keyof typeof vllmValidators, unknown])[] = [
      ['ChatCompletion', (await ask('vllm', chat, whole)).json],
      ['ChatCompletion', (await ask('vllm', chat, { messages, tools: [TOOL], tool_choice: 'required' })).json],
      ['Completion', (await ask('vllm', '/v1/completions', prompts)).json],
      ['EmbeddingResponse', (await ask('vllm', '/v1/embeddings', { input: 'a', encoding_format: 'base64' })).json],
      ['ModelList', (await ask('vllm', '/v1/models')).json],
      ['TokenizeResponse', (await ask('vllm', '/tokenize', { prompt: 'a' })).json],
      ['ErrorResponse', (await ask('vllm', '/tokenize', { inputs: 'a' })).json],
      ...events.map((event) => ['ChatCompletionChunk', event] as const),
      ...parts.map((event) => ['CompletionChunk', event] as const),
    ];

    expect(values.length).toBeGreaterThan(20);
    expect(values.flatMap(([name, value]) => vllmValidators[name].safeParse(value).error?.message ?? [])).toEqual([]);
  });
});

describe('startFakeServer', () => {
  test('closes the connection after a stream of llama.cpp, without having said so', async () => {
    await using server = await startFakeServer({ like: 'llamacpp' });
    const init = { method: 'POST', body: JSON.stringify({ messages, stream: true }) };
    const response = await fetch(`${server.url}/v1/chat/completions`, init);

    expect(await response.text()).toMatch(/data: \[DONE\]\n\n$/);
    expect(response.headers.get('connection')).not.toBe('close');
    await server.idle();
  });
});

describe('the options of fakeServer', () => {
  test('name a server that is played', () => {
    expect(() => fakeServer({ like: 'vlm' as 'vllm' })).toThrow('Did you mean "vllm"?');
  });

  test('may have a function as script, which leaves answers to the server', async () => {
    const server = fakeServer({
      like: 'vllm',
      script: ({ path }) => (path === '/version' ? { status: 503 } : undefined),
    });

    expect((await server(new Request('http://server.test/version'))).status).toBe(503);
    expect((await server(new Request('http://server.test/v1/models'))).status).toBe(200);
    expect((await server(post('/v1/chat/completions', { messages }))).status).toBe(200);
  });

  test('have no calls for a prompt', async () => {
    const ask = fakeServer({ like: 'vllm', script: [{ calls: ['a'] }] })(post('/v1/completions', { prompt: 'a' }));

    await expect(ask).rejects.toThrow('gave calls for /v1/completions, which answers none');
  });
});

interface Event {
  usage?: { total_tokens: number };
  choices: { delta: unknown }[];
}

function eventsOf(text: string): readonly Event[] {
  const events = text.split('\n\n').map((line) => line.replace('data: ', ''));
  return events.filter((data) => data !== '' && data !== '[DONE]').map((data): Event => JSON.parse(data));
}

function post(path: string, body: object): Request {
  return new Request(`http://server.test${path}`, { method: 'POST', body: JSON.stringify(body) });
}

function connect(like: ServerName, script?: Script) {
  const server = fakeServer({ like, script });
  const apiBase = like === 'tgi' || like === 'tei' ? 'http://server.test' : 'http://server.test/v1';
  const client = new EasyLLM({
    apiBase,
    apiKey: null,
    maxRetries: 0,
    fetch: server.fetch,
    ...(like === 'tgi' && { backend: 'messages' as const }),
  });
  return { client, server };
}
