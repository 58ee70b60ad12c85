/** Responses over each way to a model, checked event by event against the spec. */
import { describe, expect, test } from 'vitest';
import { ErrorResponse, ResponseObject, ResponseStreamEvent } from '../../generated/openai.zod.ts';
import { createGateway } from '../../src/gateway.ts';
import type {
  EasyLLMOptions,
  ResponseObject as Whole,
  ResponseRequest,
  ResponseStreamEvent as Event,
} from '../../src/index.ts';
import { EasyLLM } from '../../src/index.ts';
import { chatTemplate } from '../../src/prompt.ts';
import { fakeServer } from '../../src/testing.ts';
import type { FakeServerOptions } from '../../src/testing.ts';
import { collect } from '../support/collect.ts';
import { eventStream, tokenEvent } from '../support/scripted-tgi.ts';

type ServerScript = NonNullable<FakeServerOptions['script']>;

/** In the style of Qwen's: what the model thinks and calls is read out of its text. */
const TEMPLATE = `{% for tool in tools or [] %}<tools>{{ tool | tojson }}</tools>
{% endfor %}<tool_call></tool_call>{% for message in messages %}<|im_start|>{{ message.role }}
{{ message.content or '' }}{% for call in message.tool_calls or [] %}<tool_call>{{ call.function | tojson }}</tool_call>{% endfor %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
<think>
{% endif %}`;

interface Backend {
  name: string;
  like: FakeServerOptions['like'];
  settings: EasyLLMOptions;
  /** The prompt is built here, and the text read here. */
  isNative?: boolean;
}

const BACKENDS: readonly Backend[] = [
  {
    name: 'TGI’s native API, with a prompt builder',
    like: 'tgi',
    settings: {
      apiBase: 'http://tgi.test',
      promptBuilder: chatTemplate({ template: TEMPLATE, eos_token: '<|im_end|>' }),
    },
    isNative: true,
  },
  { name: 'TGI’s /v1', like: 'tgi', settings: { apiBase: 'http://tgi.test', dialect: 'tgi' } },
  { name: 'vLLM', like: 'vllm', settings: { apiBase: 'http://vllm.test/v1', dialect: 'vllm' } },
  { name: 'llama.cpp', like: 'llamacpp', settings: { apiBase: 'http://llama.test/v1', dialect: 'llamacpp' } },
  { name: 'Ollama', like: 'ollama', settings: { apiBase: 'http://ollama.test/v1', dialect: 'ollama' } },
];

const weather = {
  type: 'function' as const,
  name: 'weather',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

function ask({ like, settings }: Backend, script: ServerScript) {
  const server = fakeServer({ like, script, model: 'served' });
  const client = new EasyLLM({ ...settings, apiKey: null, maxRetries: 0, fetch: server });
  return { client, server };
}

function responseOf(events: readonly Event[]): Whole {
  const last = events.at(-1);
  if (last === undefined || !('response' in last)) throw new Error('no response at the end');
  return last.response;
}

/** What the events add up to, item by item. */
function sumOf(events: readonly Event[]): string[] {
  const sums: string[] = [];
  for (const event of events) {
    if (event.type === 'response.output_item.added') sums[event.output_index] = '';
    const isDelta = event.type.endsWith('.delta') && 'delta' in event && 'output_index' in event;
    if (isDelta) sums[event.output_index] += event.delta;
  }
  return sums;
}

function textOf(item: Whole['output'][number]): string {
  switch (item.type) {
    case 'message':
      return item.content.map((part) => (part.type === 'output_text' ? part.text : part.refusal)).join('');
    case 'reasoning':
      return item.content.map(({ text }) => text).join('');
    case 'function_call':
      return item.arguments;
    case 'custom_tool_call':
      return item.input;
  }
}

/** The order that readers rely on: an item is added, grows and is done, and nothing is said of it before or after. */
function expectOrder(events: readonly Event[]): void {
  expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['response.created', 'response.in_progress']);
  const open = new Set<number>();
  const strays = events.filter((event) => {
    if (!('output_index' in event)) return false;
    const isKnown = open.has(event.output_index);
    if (event.type === 'response.output_item.added') open.add(event.output_index);
    if (event.type === 'response.output_item.done') open.delete(event.output_index);
    return isKnown === (event.type === 'response.output_item.added');
  });
  expect([strays, [...open]]).toEqual([[], []]);
}

function comparable({ output, status, incomplete_details: details }: Whole) {
  // TGI writes the same arguments with other spaces in a stream.
  const items = output.map((item) => {
    const call = 'arguments' in item && { call_id: '', arguments: JSON.parse(item.arguments) };
    return { ...item, id: '', ...call };
  });
  return { output: items, status, details };
}

const NATIVE_CALL = [
  'I look.',
  '</think>\n\n<tool_',
  'call>\n{"name": "weather", "arguments": {"city": "Paris"}}\n</tool_call>',
];

describe.each(BACKENDS)('a response over $name', (backend) => {
  const text: ServerScript =
    backend.isNative === true ? [{ tokens: ['Hm.</think>', 'Who', "'s there?"] }] : [{ tokens: ['Who', "'s there?"] }];
  const call: ServerScript =
    backend.isNative === true
      ? [{ tokens: NATIVE_CALL }]
      : [{ calls: [{ name: 'weather', arguments: { city: 'Paris' } }] }];

  test.each<[what: string, script: ServerScript, request: ResponseRequest & { stream?: false }, want: object]>([
    ['text', text, { input: 'Knock knock.' }, { status: 'completed', output_text: "Who's there?" }],
    [
      'a call',
      call,
      { input: 'How is Paris?', tools: [weather] },
      {
        status: 'completed',
        output: expect.arrayContaining([
          expect.objectContaining({ type: 'function_call', name: 'weather', status: 'completed' }),
        ]),
      },
    ],
    [
      'a turn after a call',
      text,
      {
        input: [
          { role: 'user', content: 'How is Paris?' },
          { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Paris"}' },
          { type: 'function_call', call_id: 'call_2', name: 'weather', arguments: '{"city":"Rome"}' },
          { type: 'function_call_output', call_id: 'call_1', output: 'Sunny.' },
          { type: 'function_call_output', call_id: 'call_2', output: [{ type: 'input_text', text: 'Rain.' }] },
        ],
        tools: [weather],
      },
      { status: 'completed', output_text: "Who's there?" },
    ],
  ])('gives %s, whole and as events that add up to the same', async (_what, script, request, want) => {
    const whole = await ask(backend, script).client.responses.create(request);
    const events = await collect(await ask(backend, script).client.responses.create({ ...request, stream: true }));
    const streamed = responseOf(events);

    expect(whole).toMatchObject(want);
    expect(comparable(streamed)).toEqual(comparable(whole));
    expect(sumOf(events)).toEqual(streamed.output.map(textOf));
    expectOrder(events);
    expect(ResponseObject.safeParse(whole).error).toBeUndefined();
    expect(events.flatMap((event) => ResponseStreamEvent.safeParse(event).error ?? [])).toEqual([]);
    // Some tell their counts in one form only.
    expect(streamed.usage ?? whole.usage).toEqual(whole.usage ?? streamed.usage);
  });

  test('asks the server as the same chat does', async () => {
    const [byChat, byResponse] = [ask(backend, text), ask(backend, text)];
    await byChat.client.chat.completions.create({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Knock knock.' },
        {
          role: 'assistant',
          content: '',
          reasoning_content: 'Hm.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'Sunny.' },
      ],
      tools: [{ type: 'function', function: { name: 'weather', parameters: weather.parameters } }],
      max_completion_tokens: 9,
      temperature: 0.5,
    });
    await byResponse.client.responses.create({
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Knock knock.' }] },
        { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] },
        { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'Sunny.' },
      ],
      tools: [weather],
      max_output_tokens: 9,
      temperature: 0.5,
    });

    const seen = ({ server }: ReturnType<typeof ask>) =>
      server.requests.map(({ method, path, body }) => ({ method, path, body: body === '' ? '' : JSON.parse(body) }));
    expect(seen(byResponse)).toEqual(seen(byChat));
  });

  test('fails with the HTTP status of the server, and after its first words with response.failed', async () => {
    const overloaded = { error: 'Model is overloaded', error_type: 'overloaded', status: 429 };
    const gateway = (script: ServerScript) => {
      const server = fakeServer({ like: backend.like, script, model: 'served' });
      return createGateway({ ...backend.settings, apiKey: null, maxRetries: 0, fetch: server });
    };
    const post = (script: ServerScript, body: object) =>
      gateway(script).request('/v1/responses', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const stream of [false, true]) {
      const response = await post([overloaded], { input: 'Hi', stream });
      expect([stream, response.status]).toEqual([stream, 429]);
      expect(ErrorResponse.safeParse(await response.json()).error).toBeUndefined();
    }
    for (const end of ['cut', overloaded] as const) {
      const response = await post([{ tokens: ['Hm.</think>', 'Who', "'s"], end }], { input: 'Hi', stream: true });
      const body = await response.text();

      expect(body).not.toContain('response.completed');
      expect(body).toContain('event: response.failed');
      expect(body).toContain('Who');
      expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
      const events = body.split('\n\n').flatMap((block) => /^data: (\{.*)$/m.exec(block)?.[1] ?? []);
      expect(events.flatMap((event) => ResponseStreamEvent.safeParse(JSON.parse(event)).error ?? [])).toEqual([]);
    }
  });
});

describe('a response that a limit cuts', () => {
  const events = (path: string) =>
    path.startsWith('/v1')
      ? `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta: { content: 'Who' }, finish_reason: 'length' }] })}\n\ndata: [DONE]\n\n`
      : tokenEvent('Who', 'Who').replace('eos_token', 'length');
  const whole = (path: string) =>
    path.startsWith('/v1')
      ? { id: 'x', choices: [{ index: 0, message: { content: 'Who' }, finish_reason: 'length' }] }
      : [
          {
            generated_text: 'Who',
            details: { finish_reason: 'length', generated_tokens: 1, seed: null, prefill: [], tokens: [] },
          },
        ];

  test.each([
    ['TGI’s native API', { apiBase: 'http://tgi.test', promptBuilder: 'chatml' as const }],
    ['TGI’s /v1', { apiBase: 'http://tgi.test', dialect: 'tgi' as const }],
    ['vLLM', { apiBase: 'http://vllm.test/v1', dialect: 'vllm' as const }],
  ])('is incomplete over %s, whole and streamed', async (_name, settings) => {
    const fetch = async (request: Request) => {
      const { pathname: path } = new URL(request.url);
      const { stream }: { stream?: boolean } = JSON.parse(await request.text());
      return stream === true ? eventStream(events(path)) : Response.json(whole(path));
    };
    const client = new EasyLLM({ ...settings, apiKey: null, fetch });
    const response = await client.responses.create({ input: 'Hi', max_output_tokens: 1 });
    const streamed = await collect(await client.responses.create({ input: 'Hi', max_output_tokens: 1, stream: true }));

    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete', content: [{ text: 'Who' }] }],
    });
    expect(streamed.at(-1)?.type).toBe('response.incomplete');
    expect(comparable(responseOf(streamed))).toEqual(comparable(response));
    expectOrder(streamed);
  });
});

describe('a streamed response of a server with a /v1', () => {
  const chunk = (delta: object, reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  const WHOLE =
    chunk({ reasoning_content: 'Hm, 3 €' }) +
    chunk({ content: 'Où ' }) +
    chunk({ content: 'est-il ?' }) +
    chunk({ tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'weather', arguments: '{"ci' } }] }) +
    chunk({ tool_calls: [{ index: 0, function: { arguments: 'ty":"È"}' } }] }) +
    chunk({}, 'tool_calls') +
    'data: [DONE]\n\n';

  const clientOf = (respond: () => Response) =>
    new EasyLLM({
      apiBase: 'http://v1.test/v1',
      apiKey: null,
      maxRetries: 0,
      dialect: 'openai',
      fetch: async () => respond(),
    });
  const toStream = (...pieces: Uint8Array[]) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );

  test('is the same wherever the network cuts it', async () => {
    const bytes = new TextEncoder().encode(WHOLE);
    const want = ['Hm, 3 €', 'Où est-il ?', '{"city":"È"}'];
    for (let at = 0; at <= bytes.length; at += 1) {
      const client = clientOf(() => toStream(bytes.slice(0, at), bytes.slice(at)));
      const events = await collect(await client.responses.create({ input: 'Hi', tools: [weather], stream: true }));

      expect([at, sumOf(events), responseOf(events).output.map(textOf)]).toEqual([at, want, want]);
    }
  });

  test.each([
    ['a cut', chunk({ content: 'Who' })],
    ['an error in an event', chunk({ content: 'Who' }) + 'data: {"error":{"message":"busy","code":429}}\n\n'],
    ['an end that is a failure', chunk({ content: 'Who' }) + chunk({}, 'error') + 'data: [DONE]\n\n'],
  ])('ends with response.failed after %s, and keeps what came', async (_what, body) => {
    const client = clientOf(() => toStream(new TextEncoder().encode(body)));
    const events = await collect(await client.responses.create({ input: 'Hi', stream: true }));

    expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: { status: 'failed' } });
    expect(responseOf(events).output.map(textOf)).toEqual(['Who']);
  });

  test.each([
    ['a refused token', () => Response.json({ error: { message: 'no' } }, { status: 401 }), { status: 401 }],
    [
      'a 429 in a 200',
      () => toStream(new TextEncoder().encode('data: {"error":{"message":"Model is overloaded","code":429}}\n\n')),
      { status: 429 },
    ],
    ['nothing at all', () => toStream(), { name: 'StreamTruncatedError' }],
  ])('rejects for %s before its first event', async (_what, respond, want) => {
    await expect(clientOf(respond).responses.create({ input: 'Hi', stream: true })).rejects.toMatchObject(want);
  });

  test('ends by the abort of its caller, with neither completed nor failed', async () => {
    const controller = new AbortController();
    const client = clientOf(
      () =>
        new Response(
          new ReadableStream({
            start: (body) => body.enqueue(new TextEncoder().encode(chunk({ content: 'Who' }))),
          }),
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    );
    const stream = await client.responses.create({ input: 'Hi', stream: true }, { signal: controller.signal });
    const types: string[] = [];
    const read = (async () => {
      for await (const { type } of stream) {
        types.push(type);
        if (type === 'response.output_text.delta') controller.abort();
      }
    })();

    await expect(read).rejects.toMatchObject({ name: 'APIUserAbortError' });
    expect(types.at(-1)).toBe('response.output_text.delta');
  });

  test('tells images, logprobs and counts as the server has them', async () => {
    const bodies: unknown[] = [];
    const logprobs = {
      content: [{ token: 'A', logprob: -1, bytes: [65], top_logprobs: [{ token: 'A', logprob: -1 }] }],
    };
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 7,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 6 },
    };
    const client = new EasyLLM({
      apiBase: 'http://v1.test/v1',
      apiKey: null,
      dialect: 'openai',
      async fetch(request) {
        bodies.push(JSON.parse(await request.text()));
        return Response.json({
          id: 'x',
          choices: [{ index: 0, message: { content: 'A' }, logprobs, finish_reason: 'stop' }],
          usage,
        });
      },
    });
    const image = { type: 'input_image' as const, image_url: 'data:image/png;base64,AA', detail: 'low' as const };
    const response = await client.responses.create({
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'See:' }, image] }],
      top_logprobs: 1,
    });

    expect(bodies).toMatchObject([
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'See:' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'low' } },
            ],
          },
        ],
        logprobs: true,
        top_logprobs: 1,
      },
    ]);
    expect(response.output).toMatchObject([
      { content: [{ logprobs: [{ token: 'A', bytes: [65], top_logprobs: [{ token: 'A', bytes: [65] }] }] }] },
    ]);
    expect(response.usage).toEqual({
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 6 },
      total_tokens: 12,
    });
  });
});
