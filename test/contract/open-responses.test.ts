/**
 * What the Open Responses document (2026-04-24) demands beyond OpenAI's reference, asked of the gateway as its compliance suite asks over
 * HTTP: the objects and events of a public suite are read more strictly than those of the SDKs.
 */
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createGateway } from '../../src/gateway.ts';
import { fakeServer } from '../../src/testing.ts';
import type { FakeServerOptions } from '../../src/testing.ts';

type ServerScript = NonNullable<FakeServerOptions['script']>;

const nullable = z.string().nullable();
const status = z.enum(['in_progress', 'completed', 'incomplete']);
const text = z.object({ type: z.literal('output_text'), text: z.string(), annotations: z.array(z.unknown()) });
const message = z.object({
  type: z.literal('message'),
  id: z.string(),
  status,
  role: z.literal('assistant'),
  content: z.array(z.union([text, z.object({ type: z.literal('refusal'), refusal: z.string() })])),
  phase: z.enum(['commentary', 'final_answer']).optional(),
});
const functionCall = z.object({
  type: z.literal('function_call'),
  id: z.string(),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
  status,
});
const reasoning = z.object({
  type: z.literal('reasoning'),
  id: z.string(),
  summary: z.array(z.unknown()),
  content: z.array(z.object({ type: z.literal('reasoning_text'), text: z.string() })).optional(),
  encrypted_content: z.string().optional(),
});
const item = z.discriminatedUnion('type', [message, functionCall, reasoning]);
const tool = z.object({
  type: z.literal('function'),
  name: z.string(),
  description: nullable,
  parameters: z.record(z.string(), z.unknown()).nullable(),
  strict: z.boolean().nullable(),
});
/** All 31 members that are required, each of its type. */
const resource = z.object({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  completed_at: z.int().nullable(),
  status: z.string(),
  incomplete_details: z.object({ reason: z.string() }).nullable(),
  model: z.string(),
  previous_response_id: nullable,
  instructions: nullable,
  output: z.array(item),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  tools: z.array(tool),
  tool_choice: z.union([
    z.enum(['none', 'auto', 'required']),
    z.object({ type: z.literal('function'), name: z.string().optional() }),
    z.object({ type: z.literal('allowed_tools'), tools: z.array(z.unknown()), mode: z.string() }),
  ]),
  truncation: z.enum(['auto', 'disabled']),
  parallel_tool_calls: z.boolean(),
  text: z.object({ format: z.object({ type: z.string() }), verbosity: z.enum(['low', 'medium', 'high']).optional() }),
  top_p: z.number(),
  presence_penalty: z.number(),
  frequency_penalty: z.number(),
  top_logprobs: z.int(),
  temperature: z.number(),
  reasoning: z.object({ effort: nullable, summary: nullable }).nullable(),
  usage: z
    .object({
      input_tokens: z.int(),
      output_tokens: z.int(),
      total_tokens: z.int(),
      input_tokens_details: z.object({ cached_tokens: z.int() }),
      output_tokens_details: z.object({ reasoning_tokens: z.int() }),
    })
    .nullable(),
  max_output_tokens: z.int().nullable(),
  max_tool_calls: z.int().nullable(),
  store: z.boolean(),
  background: z.boolean(),
  service_tier: z.string(),
  metadata: z.unknown(),
  safety_identifier: nullable,
  prompt_cache_key: nullable,
});
const at = { sequence_number: z.int(), item_id: z.string(), output_index: z.int() };
const inPart = { ...at, content_index: z.int() };
const events = [
  ...['created', 'in_progress', 'completed', 'failed', 'incomplete'].map((name) =>
    z.object({ type: z.literal(`response.${name}`), sequence_number: z.int(), response: resource }),
  ),
  ...['added', 'done'].map((name) =>
    z.object({
      type: z.literal(`response.output_item.${name}`),
      sequence_number: z.int(),
      output_index: z.int(),
      item,
    }),
  ),
  ...['added', 'done'].map((name) =>
    z.object({ type: z.literal(`response.content_part.${name}`), ...inPart, part: z.object({ type: z.string() }) }),
  ),
  z.object({ type: z.literal('response.output_text.delta'), ...inPart, delta: z.string() }),
  z.object({ type: z.literal('response.output_text.done'), ...inPart, text: z.string() }),
  z.object({ type: z.literal('response.function_call_arguments.delta'), ...at, delta: z.string() }),
  z.object({ type: z.literal('response.function_call_arguments.done'), ...at, arguments: z.string() }),
  z.object({
    type: z.literal('error'),
    sequence_number: z.int(),
    error: z.object({ type: z.string(), code: nullable, message: z.string(), param: nullable }),
  }),
];
const event = z.union(events);

const WEATHER = {
  type: 'function',
  name: 'get_weather',
  description: 'The weather in a place right now.',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};
const user = (content: unknown) => ({ type: 'message', role: 'user', content });
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function open(script: ServerScript) {
  const fetch = fakeServer({ like: 'openai', script, model: 'served' });
  const gateway = createGateway({
    apiBase: 'http://v1.test/v1',
    dialect: 'openai',
    apiKey: null,
    maxRetries: 0,
    fetch,
    auth: { keys: ['k'] },
  });
  return (body: object) =>
    gateway.request('/v1/responses', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k' },
      body: JSON.stringify({ model: 'served', ...body }),
    });
}

/** The events as the suite reads them: lines, an event at each empty one, and [DONE] for none. */
function readEvents(body: string): { event: string; data: unknown }[] {
  return body.split('\n\n').flatMap((block) => {
    const name = /^event: (.*)$/m.exec(block)?.[1] ?? '';
    const data = /^data: (.*)$/m.exec(block)?.[1] ?? '[DONE]';
    return data === '[DONE]' ? [] : [{ event: name, data: JSON.parse(data) }];
  });
}

describe('the gateway, asked as the compliance suite asks', () => {
  const WORDS: ServerScript = [{ tokens: ['Hello', ' there', '!'] }];

  test.each<[what: string, input: object[]]>([
    ['a text', [user('Say hello.')]],
    ['a system message', [{ type: 'message', role: 'system', content: 'You are a pirate.' }, user('Say hello.')]],
    [
      'an image',
      [
        user([
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: PIXEL },
        ]),
      ],
    ],
    [
      'several turns',
      [user('I am Alice.'), { type: 'message', role: 'assistant', content: 'Hello Alice!' }, user('Who am I?')],
    ],
    [
      'phases of the assistant',
      [
        user('Look it up.'),
        { type: 'message', role: 'assistant', content: 'I look.', phase: 'commentary' },
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'Done.' }],
          phase: 'final_answer',
        },
        user('And?'),
      ],
    ],
  ])('answers %s', async (_what, input) => {
    const response = await open(WORDS)({ input, stream: false });
    const body: unknown = await response.json();

    expect([response.status, body]).toMatchObject([200, { status: 'completed', output: [{ type: 'message' }] }]);
    expect(resource.safeParse(body).error).toBeUndefined();
  });

  test('calls a function', async () => {
    const call: ServerScript = [{ calls: ['get_weather'] }];
    const response = await open(call)({ input: [user('How is Paris?')], tools: [WEATHER], stream: false });
    const body: unknown = await response.json();

    expect(resource.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ output: [{ type: 'function_call', name: 'get_weather' }], tools: [{ strict: null }] });
  });

  test.each<[what: string, script: ServerScript, body: object, want: string[]]>([
    ['text', WORDS, {}, ['response.output_text.delta', 'response.output_text.done']],
    [
      'a call',
      [{ calls: ['get_weather'] }],
      { tools: [WEATHER] },
      [
        'response.output_item.added',
        'response.function_call_arguments.delta',
        'response.function_call_arguments.done',
        'response.output_item.done',
      ],
    ],
  ])('streams %s', async (_what, script, body, want) => {
    const response = await open(script)({ input: [user('Hi')], ...body, stream: true });
    const read = readEvents(await response.text());
    const types = read.map(({ event: name }) => name);

    expect(read.flatMap(({ data }) => event.safeParse(data).error ?? [])).toEqual([]);
    expect(read.map(({ data }) => (data as { type: string }).type)).toEqual(types);
    expect(types).toEqual(expect.arrayContaining(want));
    expect(types.at(-1)).toBe('response.completed');
  });

  test('tells an error that came before all else in the form of the document', async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const fetch = async () => {
      await held;
      return Response.json({ error: { message: 'busy' } }, { status: 503 });
    };
    const gateway = createGateway({
      apiBase: 'http://v1.test/v1',
      apiKey: null,
      maxRetries: 0,
      commitAfterMs: 1,
      fetch,
    });
    const response = await gateway.request('/v1/responses', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input: 'Hi', stream: true }),
    });
    go();
    const [only, ...others] = readEvents((await response.text()).replace(/^:\n\n/, ''));

    expect(others).toEqual([]);
    expect(event.safeParse(only?.data).error).toBeUndefined();
    expect(only).toMatchObject({ event: 'error', data: { message: 'busy.', error: { message: 'busy.' } } });
  });
});
