import { describe, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import * as facade from '../../generated/openai.zod.ts';
import type { ChatCompletionRequest } from '../../src/index.ts';
import { EasyLLM, LengthFinishReasonError, RateLimitError, UnprocessableEntityError } from '../../src/index.ts';
import { collect } from '../support/collect.ts';
import { createRecordingFetch } from '../support/recording-fetch.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const tools = [
  {
    type: 'function' as const,
    function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

function createClient() {
  const recording = createRecordingFetch();
  const client = new EasyLLM({
    apiKey: null,
    apiBase: inject('tgiUrl'),
    dialect: 'tgi',
    maxRetries: 0,
    fetch: recording.fetch,
  });
  return { client, ...recording };
}

const prefer = (example: string) => ({ headers: { prefer: `example=${example}` } });

describe('chat on the mock of TGI’s /v1', () => {
  test('is asked without a prompt builder, in TGI’s words', async () => {
    const { client, requests, violations } = createClient();

    const reply = await client.chat.completions.create({
      messages,
      stop: 'END',
      top_p: 1,
      max_completion_tokens: 5,
      tools,
    });

    expect(facade.ChatCompletion.safeParse(reply).error).toBeUndefined();
    expect(reply.id).toMatch(/^hf-[\w-]{10}$/);
    expect(requests).toMatchObject([
      {
        url: `${inject('tgiUrl')}/v1/chat/completions`,
        body: { messages, stop: ['END'], max_tokens: 5, stream: false, tools },
      },
    ]);
    expect(violations).toEqual([]);
  });

  test.each([
    'stopped',
    'truncated',
    'stopSequence',
    'logprobs',
    'toolCall',
    'toolCallBeforeVersion32',
    'beforeVersion21',
  ])('the whole answer “%s” becomes OpenAI’s', async (example) => {
    const { client } = createClient();

    const reply = await client.chat.completions.create({ messages, logprobs: true, top_logprobs: 2 }, prefer(example));

    expect(facade.ChatCompletion.safeParse(reply).error).toBeUndefined();
  });

  test.each([
    'stopped',
    'truncated',
    'stopSequence',
    'usage',
    'logprobs',
    'toolCall',
    'toolCallBeforeVersion32',
    'keptAlive',
    'beforeVersion21',
  ])('the stream “%s” becomes OpenAI’s, and ends once', async (example) => {
    const { client } = createClient();

    const stream = await client.chat.completions.create({ messages, stream: true, logprobs: true }, prefer(example));
    const chunks = await collect(stream);

    for (const chunk of chunks) expect(facade.ChatCompletionChunk.safeParse(chunk).error).toBeUndefined();
    const ends = chunks.flatMap(({ choices }) => choices.filter(({ finish_reason: reason }) => reason !== null));
    expect(ends).toEqual([expect.objectContaining({ delta: {} })]);
  });

  test.each(['toolCall', 'toolCallBeforeVersion32'])(
    'the tool call of “%s” is the same, whole and streamed',
    async (example) => {
      const { client } = createClient();

      const whole = await client.chat.completions.create({ messages, tools }, prefer(example));
      const chunks = await collect(
        await client.chat.completions.create({ messages, tools, stream: true }, prefer(example)),
      );

      const calls = chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []));
      const [called] = whole.choices[0]?.message.tool_calls ?? [];
      expect(whole.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
      expect(calls.map(({ function: part }) => part?.name ?? '').join('')).toBe(called?.function.name);
      expect(JSON.parse(calls.map(({ function: part }) => part?.arguments ?? '').join(''))).toEqual(
        JSON.parse(called?.function.arguments ?? ''),
      );
    },
  );

  test.each([
    ['overloadedInBand', RateLimitError],
    ['validationInBand', UnprocessableEntityError],
    ['errorBeforeVersion241', UnprocessableEntityError],
  ])('the first event “%s” rejects with its real status', async (example, errorClass) => {
    const { client } = createClient();

    await expect(client.chat.completions.create({ messages, stream: true }, prefer(example))).rejects.toThrow(
      errorClass,
    );
  });

  test('a failure after tokens carries them', async () => {
    const { client } = createClient();
    const stream = await client.chat.completions.create({ messages, stream: true }, prefer('failedAfterTokens'));

    await expect(collect(stream)).rejects.toMatchObject({
      status: 424,
      partial: { choices: [{ message: { content: expect.stringMatching(/./) } }] },
    });
  });

  test('a history of tools, images and a schema are in TGI’s words', async () => {
    const { client, violations } = createClient();
    const call = {
      id: 'a1',
      type: 'function' as const,
      function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
    };
    const image = {
      type: 'image_url' as const,
      image_url: { url: 'data:image/png;base64,AA==', detail: 'low' as const },
    };
    const schema = { type: 'object', properties: { city: { type: 'string' } } };

    await client.chat.completions.create({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Here?' }, image] },
        { role: 'assistant', content: 'Let me see.', refusal: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'a1', content: 'rain' },
      ],
      tools: [...tools, { type: 'function', function: { name: 'get_time', strict: true, description: null } }],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
    });
    await client.chat.completions.create({
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema } },
    });

    expect(violations).toEqual([]);
  });

  test('n choices are n requests', async () => {
    const { client, requests } = createClient();

    const chunks = await collect(await client.chat.completions.create({ messages, n: 2, seed: 7, stream: true }));

    expect(requests.map(({ body }) => body)).toMatchObject([{ seed: 7 }, { seed: 8 }]);
    expect(new Set(chunks.flatMap(({ choices }) => choices.map(({ index }) => index)))).toEqual(new Set([0, 1]));
  });

  test('text completions go there when asked', async () => {
    const { client, requests, violations } = createClient();

    const answer = await client.completions.create(
      { prompt: 'Once', stop: 'END', echo: true },
      { backend: 'messages' },
    );

    expect(facade.Completion.safeParse(answer).error).toBeUndefined();
    expect(answer.choices[0]?.text).toMatch(/^Once./);
    expect(requests).toMatchObject([
      { url: `${inject('tgiUrl')}/v1/completions`, body: { prompt: 'Once', stop: ['END'] } },
    ]);
    expect(violations).toEqual([]);
  });

  test('a prompt builder’s prompt goes to /v1/completions', async () => {
    const { client, requests, violations } = createClient();

    const reply = await client.chat.completions.create({ messages }, { backend: 'messages', promptBuilder: 'chatml' });

    expect(facade.ChatCompletion.safeParse(reply).error).toBeUndefined();
    expect(requests).toMatchObject([
      {
        url: `${inject('tgiUrl')}/v1/completions`,
        body: { prompt: '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n' },
      },
    ]);
    expect(violations).toEqual([]);
  });

  test('tools with a prompt builder that has no place for them are refused by a way out', async () => {
    const { client } = createClient();

    await expect(
      client.chat.completions.create({ messages, tools }, { promptBuilder: 'chatml', backend: 'generate' }),
    ).rejects.toMatchObject({
      name: 'UnsupportedError',
      message: expect.stringContaining('backend: "messages"'),
    });
  });

  test('tokens are counted, of texts and of chats', async () => {
    const { client, requests, violations } = createClient();

    const [ofText, ofChat] = [await client.countTokens('Hello world'), await client.countTokens(messages)];

    expect(ofText).toMatchObject({ count: ofText.tokens.length, text: 'Hello world' });
    expect(ofChat.text).not.toBe('');
    expect(requests.map(({ url }) => url)).toEqual([
      `${inject('tgiUrl')}/tokenize`,
      `${inject('tgiUrl')}/chat_tokenize`,
    ]);
    expect(violations).toEqual([]);
  });
});

/** A client of a server that answers each request in turn, the last answer for ever. */
function scripted(answers: readonly (() => Response)[], options: { apiBase?: string } = {}) {
  const sent: { path: string; body: ChatCompletionRequest }[] = [];
  const warn = vi.fn<(message: string) => void>();
  const client = new EasyLLM({
    apiKey: null,
    apiBase: 'http://tgi.test',
    ...(options.apiBase === undefined && { dialect: 'tgi' }),
    maxRetries: 0,
    logger: { error() {}, warn, info() {}, debug() {} },
    ...options,
    fetch: async (request) => {
      const text = await request.text();
      sent.push({ path: new URL(request.url).pathname, body: text === '' ? undefined : JSON.parse(text) });
      const answer = answers[sent.length - 1] ?? answers.at(-1);
      return answer?.() ?? new Response(null, { status: 500 });
    },
  });
  return { client, sent, warn };
}

const generated = () => Response.json([{ generated_text: 'Hi!' }]);
const noTemplate = () =>
  Response.json({ error: 'Template error: template not found', error_type: 'template_error' }, { status: 422 });
const notFound = () => new Response(null, { status: 404 });
const chatAnswer = (message: object, finish = 'stop') =>
  Response.json({ id: '', choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }] });

const eventStream = (events: readonly object[]) => () =>
  new Response(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });

describe('a program', () => {
  test('sees the same events from either backend', async () => {
    const texts = [' It', ' rains', '.'];
    const token = (text: string, special = false) => ({ id: 1, text, logprob: -0.5, special });
    const native = eventStream([
      ...texts.map((text) => ({ token: token(text), generated_text: null, details: null })),
      {
        token: token('</s>', true),
        generated_text: ' It rains.',
        details: { finish_reason: 'eos_token', generated_tokens: 4, input_length: 3, seed: null },
      },
    ]);
    const chunk = (content: string, finish: string | null) => ({
      id: '',
      choices: [{ index: 0, delta: { role: 'assistant', content }, logprobs: null, finish_reason: finish }],
    });
    const v1 = eventStream([
      ...texts.map((text) => chunk(text, null)),
      chunk('', 'eos_token'),
      { id: '', choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
    ]);
    const { client } = scripted([native, v1]);
    const body = { messages, stream: true, stream_options: { include_usage: true } } as const;

    const built = await collect(await client.chat.completions.create(body, { promptBuilder: 'chatml' }));
    const templated = await collect(await client.chat.completions.create(body));

    const comparable = (chunks: typeof built) => chunks.map((each) => ({ ...each, id: '', created: 0 }));
    expect(comparable(templated)).toEqual(comparable(built));
    expect(built).toHaveLength(6);
  });

  test('learns that a stream of either was cut', async () => {
    const begun = { id: '', choices: [{ index: 0, delta: { content: 'It' }, finish_reason: null }] };
    const { client } = scripted([eventStream([begun])]);

    await expect(collect(await client.chat.completions.create({ messages, stream: true }))).rejects.toMatchObject({
      name: 'StreamTruncatedError',
      partial: { choices: [{ message: { content: 'It' }, finish_reason: null }] },
    });
  });
});

describe('a server without a chat template', () => {
  test.each([
    ['says so', noTemplate],
    ['has no /v1', notFound],
    ['takes no POST there', () => new Response(null, { status: 405 })],
  ])('that %s gets the base prompt, with one warning, and is asked but once', async (_name, refusal) => {
    const { client, sent, warn } = scripted([refusal, generated]);

    const first = await client.chat.completions.create({ messages });
    await client.chat.completions.create({ messages });

    expect(first.choices[0]?.message.content).toBe('Hi!');
    expect(sent.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/', '/']);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('promptBuilder')]]);
  });

  test.each<[name: string, refusal: () => Response, change: object, option?: 'messages']>([
    ['a 404 with a body', () => Response.json({ error: 'Model m does not exist' }, { status: 404 }), {}],
    [
      'any other error',
      () => Response.json({ error: 'Input validation error: x', error_type: 'validation' }, { status: 422 }),
      {},
    ],
    ['tools', noTemplate, { tools }],
    ['a backend that was asked for', notFound, {}, 'messages'],
  ])('is not supposed for %s', async (_name, refusal, change, backend) => {
    const { client, sent } = scripted([refusal, generated]);

    await expect(client.chat.completions.create({ messages, ...change }, { backend })).rejects.toMatchObject({
      status: refusal().status,
    });
    expect(sent).toHaveLength(1);
  });
});

describe('an address that ends in /v1', () => {
  const apiBase = 'http://llm.test/v1';

  test('is asked for its dialect once, and only where the request depends on it', async () => {
    const tgi = () => Response.json({ model_id: 'm', max_best_of: 2 });
    const hello = () => chatAnswer({ content: 'Hi' });
    const { client, sent } = scripted([hello, notFound, tgi, hello], { apiBase });

    await client.chat.completions.create({ messages });
    await client.chat.completions.create({ messages, stop: 'END' });
    await client.chat.completions.create({ messages, stop: 'END' });

    expect(sent.map(({ path, body }) => [path, body?.stop])).toEqual([
      ['/v1/chat/completions', undefined],
      ['/v1/models', undefined],
      ['/info', undefined],
      ['/v1/chat/completions', ['END']],
      ['/v1/chat/completions', ['END']],
    ]);
  });

  test('is OpenAI-shaped where it does not say that it is TGI', async () => {
    const { client, sent } = scripted([notFound, notFound, () => chatAnswer({ content: 'Hi' })], { apiBase });

    await client.chat.completions.create({ messages, stop: 'END', top_k: 5 });

    expect(sent.at(-1)).toMatchObject({ path: '/v1/chat/completions', body: { stop: 'END', top_k: 5 } });
  });
});

describe('parse', () => {
  const schema = z.object({ city: z.string(), days: z.number().default(3) });

  test('gives a checked value of the schema', async () => {
    const { client, sent } = scripted([() => chatAnswer({ content: '{"city":"Paris"}' })]);

    const reply = await client.chat.completions.parse({ messages, schema });
    const days: number | undefined = reply.choices[0]?.message.parsed?.days;

    expect(days).toBe(3);
    expect(reply.choices[0]?.message.parsed).toEqual({ city: 'Paris', days: 3 });
    expect(sent[0]?.body.response_format).toEqual({
      type: 'json_object',
      value: {
        type: 'object',
        properties: { city: { type: 'string' }, days: { default: 3, type: 'number' } },
        required: ['city'],
      },
    });
  });

  test.each([
    ['LengthFinishReasonError', { content: '{"ci' }, 'length', '{"ci'],
    ['ContentFilterFinishReasonError', { content: '' }, 'content_filter', ''],
    ['RefusalError', { content: null, refusal: 'No.' }, 'stop', 'No.'],
    ['InvalidOutputError', { content: 'Paris' }, 'stop', 'Paris'],
    ['InvalidOutputError', { content: '{"city":1}' }, 'stop', '{"city":1}'],
  ])('throws %s for %j', async (name, message, finish, text) => {
    const { client } = scripted([() => chatAnswer(message, finish)]);

    await expect(client.chat.completions.parse({ messages, schema })).rejects.toMatchObject({
      name,
      text,
      partial: { choices: [{ index: 0 }] },
    });
  });

  test('prints no content with its errors', async () => {
    const { client } = scripted([() => chatAnswer({ content: '{"secret' }, 'length')]);

    const error: unknown = await client.chat.completions.parse({ messages, schema }).catch((thrown: unknown) => thrown);

    expect(LengthFinishReasonError.isInstance(error)).toBe(true);
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  test('asks nothing that the server’s grammar cannot express', async () => {
    const { client, sent } = scripted([() => chatAnswer({ content: '' })]);

    await expect(
      client.chat.completions.parse({ messages, schema: z.object({ link: z.url() }) }),
    ).rejects.toMatchObject({
      name: 'UnsupportedError',
      param: 'response_format.json_schema.schema.properties.link.format',
    });
    expect(sent).toEqual([]);
  });
});

describe('runTools', () => {
  const call = (name: string, text: string) => () =>
    chatAnswer({ tool_calls: [{ id: '0', type: 'function', function: { name, arguments: text } }] });
  const answer = () => chatAnswer({ content: 'It rains.' });
  const weather = {
    type: 'function' as const,
    function: {
      name: 'weather',
      description: 'The weather of a city.',
      schema: z.object({ city: z.string() }),
      function: ({ city }: { city: string }) => ({ city, sky: 'rain' }),
    },
  };

  test('runs what the model calls, and asks again', async () => {
    const { client, sent } = scripted([call('weather', '{"city":"Paris"}'), answer]);

    const { content, messages: said } = await client.runTools({ messages, tools: [weather], tool_choice: 'required' });

    expect(content).toBe('It rains.');
    expect(said.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(said[2]).toMatchObject({ content: '{"city":"Paris","sky":"rain"}' });
    expect(sent.map(({ body }) => body.tool_choice)).toEqual(['required', 'auto']);
    expect(sent[0]?.body.tools?.[0]?.function).toMatchObject({
      parameters: { properties: { city: { type: 'string' } } },
    });
    expect(sent[1]?.body.messages).toMatchObject([
      {},
      { role: 'assistant', tool_calls: [{ id: expect.stringMatching(/^[A-Za-z0-9]{9}$/) }] },
      { role: 'tool', name: 'weather' },
    ]);
  });

  test.each([
    ['arguments that do not fit', call('weather', '{"city":1}'), 'city'],
    ['arguments that are no JSON', call('weather', '{'), 'JSON'],
    ['a tool that is not there', call('time', '{}'), 'weather'],
  ])('tells the model of %s, or throws', async (_name, wrong, words) => {
    const { client, sent } = scripted([wrong, answer]);
    await client.runTools({ messages, tools: [weather] });
    expect(sent[1]?.body.messages[2]).toMatchObject({ role: 'tool', content: expect.stringContaining(words) });

    const strict = scripted([wrong, answer]);
    await expect(strict.client.runTools({ messages, tools: [weather] }, { toolErrors: 'throw' })).rejects.toMatchObject(
      {
        name: 'BadRequestError',
        message: expect.stringContaining(words),
      },
    );
  });

  test.each([
    ['no tools', {}, 'tools'],
    [
      'a tool without its function',
      { tools: [weather, { ...weather, function: { name: 'time' } }] },
      'tools[1].function.function',
    ],
    ['a function in place of a tool', { tools: [() => 'rain'] }, 'tools[0].function.function'],
  ])('refuses %s before anything is sent', async (_name, given, param) => {
    const { client, sent } = scripted([answer]);
    const run = Reflect.apply(client.runTools, client, [{ messages, ...given }]);

    await expect(run).rejects.toMatchObject({ name: 'BadRequestError', param });
    expect(sent).toEqual([]);
  });

  test('ends after its last step, with the conversation', async () => {
    const { client, sent } = scripted([call('weather', '{"city":"Paris"}')]);

    await expect(
      client.chat.completions.runTools({ messages, tools: [weather] }, { maxSteps: 2 }),
    ).rejects.toMatchObject({
      name: 'MaxStepsError',
      partial: [{}, {}, {}, {}, {}],
    });
    expect(sent).toHaveLength(2);
  });

  test('ends with its signal, also while a function runs', async () => {
    const { client } = scripted([call('slow', '{}')]);
    const controller = new AbortController();
    const slow = {
      type: 'function' as const,
      function: {
        name: 'slow',
        function: () => {
          controller.abort();
          return new Promise(() => {});
        },
      },
    };

    await expect(client.runTools({ messages, tools: [slow] }, { signal: controller.signal })).rejects.toMatchObject({
      name: 'APIUserAbortError',
    });
  });
});
