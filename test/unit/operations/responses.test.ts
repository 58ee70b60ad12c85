import { describe, expect, test } from 'vitest';
import { ResponseObject, ResponseStreamEvent } from '../../../generated/openai.zod.ts';
import type { ResponseObject as Whole, ResponseRequest, ResponseStreamEvent as Event } from '../../../src/index.ts';
import { EasyLLM } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

type Body = Record<string, unknown>;

/** What a server with a `/v1` gives for the last request it was sent, and that request. */
function server(
  choice: Body,
  { usage = { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 }, events = [] as Body[] } = {},
) {
  const bodies: Body[] = [];
  const fetch = async (request: Request) => {
    const body: Body = JSON.parse(await request.text());
    bodies.push(body);
    if (body['stream'] !== true) return Response.json({ id: 'x', choices: [{ index: 0, ...choice }], usage });
    return new Response(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + 'data: [DONE]\n\n', {
      headers: { 'content-type': 'text/event-stream' },
    });
  };
  const client = new EasyLLM({ apiBase: 'http://v1.test/v1', apiKey: null, maxRetries: 0, fetch });
  return { client, bodies };
}

const delta = (given: Body, reason: string | null = null) => ({
  id: 'x',
  choices: [{ index: 0, delta: given, finish_reason: reason }],
});

const CASES = [
  {
    name: 'text',
    choice: { message: { role: 'assistant', content: 'Who’s there?' }, finish_reason: 'stop' },
    events: [
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'Who’s' }),
      delta({ content: ' there?' }),
      delta({}, 'stop'),
    ],
    want: {
      status: 'completed',
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'Who’s there?' }] }],
    },
  },
  {
    name: 'text that was cut off',
    choice: { message: { content: 'Who' }, finish_reason: 'length' },
    events: [delta({ content: 'Who' }), delta({}, 'length')],
    want: {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ type: 'message', status: 'incomplete' }],
    },
  },
  {
    name: 'reasoning, then text',
    choice: { message: { reasoning_content: 'Hm.', content: 'Yes.' }, finish_reason: 'stop' },
    events: [
      delta({ reasoning_content: 'H' }),
      delta({ reasoning_content: 'm.' }),
      delta({ content: 'Yes.' }),
      delta({}, 'stop'),
    ],
    want: {
      status: 'completed',
      output: [
        { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] },
        { type: 'message', content: [{ text: 'Yes.' }] },
      ],
    },
  },
  {
    name: 'two calls',
    choice: {
      message: {
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'add', arguments: '{"x":1}' } },
          { id: 'b', type: 'function', function: { name: 'add', arguments: '{"x":2}' } },
        ],
      },
      finish_reason: 'tool_calls',
    },
    events: [
      delta({ tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'add', arguments: '' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"x":' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] }),
      delta({ tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'add', arguments: '{"x":2}' } }] }),
      delta({}, 'tool_calls'),
    ],
    want: {
      status: 'completed',
      output: [
        { type: 'function_call', call_id: 'a', name: 'add', arguments: '{"x":1}', status: 'completed' },
        { type: 'function_call', call_id: 'b', name: 'add', arguments: '{"x":2}' },
      ],
    },
  },
  {
    name: 'a refusal',
    choice: { message: { content: null, refusal: 'No.' }, finish_reason: 'stop' },
    events: [delta({ refusal: 'No.' }), delta({}, 'stop')],
    want: { status: 'completed', output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }] },
  },
];

const ADD = { type: 'function' as const, name: 'add', parameters: { type: 'object', properties: {} } };
const request = { input: 'Knock knock.', tools: [ADD] };

const last = (events: readonly Event[]): Whole => {
  const event = events.at(-1);
  if (event === undefined || !('response' in event)) throw new Error('no response at the end');
  return event.response;
};

/** Without what differs between two calls. */
function comparable({ output, status, incomplete_details, usage }: Whole) {
  return { output: output.map((item) => ({ ...item, id: '' })), status, incomplete_details, usage };
}

describe.each(CASES)('a response of $name', ({ choice, events, want }) => {
  const usage = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 } };

  test('is written whole', async () => {
    const { client } = server(choice);
    const response = await client.responses.create(request);

    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      object: 'response',
      usage: { input_tokens: 3, output_tokens: 9 },
      ...want,
    });
    expect(ResponseObject.safeParse(response).error).toBeUndefined();
  });

  test('is written as events, whose end is the same', async () => {
    const { client } = server(choice, { events: [...events, usage] });
    const whole = await client.responses.create(request);
    const got = await collect(await client.responses.create({ ...request, stream: true }));

    expect(comparable(last(got))).toEqual(comparable(whole));
    expect(got.map(({ sequence_number: number }) => number)).toEqual(got.map((_, index) => index));
    expect(got.map((event) => ResponseStreamEvent.safeParse(event).error)).toEqual(got.map(() => undefined));
    expect(got.slice(0, 2).map(({ type }) => type)).toEqual(['response.created', 'response.in_progress']);
    expect(whole.output_text ?? '').toBe(
      got.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join(''),
    );
  });
});

describe('the chat that a response is asked for by', () => {
  const reply = { message: { content: 'ok' }, finish_reason: 'stop' };

  test('has the items as messages', async () => {
    const { client, bodies } = server(reply);
    await client.responses.create({
      instructions: 'Be brief.',
      input: [
        { type: 'message', role: 'developer', content: 'Rhyme.' },
        { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
        { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Let me see.' }] },
        { type: 'function_call', call_id: 'c1', name: 'add', arguments: '{"x":1}' },
        { type: 'function_call', call_id: 'c2', name: 'add', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: '2' },
        { type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'no' }] },
      ],
      tools: [ADD],
      max_output_tokens: 9,
      text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } },
    });

    expect(bodies[0]).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.\n\nRhyme.' },
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [
            { id: 'c1', function: { name: 'add', arguments: '{"x":1}' } },
            { id: 'c2', function: { name: 'add', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: '2' },
        { role: 'tool', tool_call_id: 'c2', content: 'no' },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } },
    });
    expect(JSON.stringify(bodies[0])).toContain('Hm.');
  });

  test('gives reasoning back that was encoded here', async () => {
    const { client, bodies } = server({
      message: { reasoning_content: 'Hm, 3 €.', content: 'ok' },
      finish_reason: 'stop',
    });
    const { output } = await client.responses.create({ input: 'Hi', include: ['reasoning.encrypted_content'] });
    const reasoning = output[0];
    if (reasoning?.type !== 'reasoning') throw new Error('no reasoning');
    const { encrypted_content: encoded } = reasoning;
    await client.responses.create({
      input: [
        { type: 'reasoning', summary: [], encrypted_content: encoded },
        { role: 'assistant', content: 'ok' },
        { role: 'user', content: 'And?' },
      ],
    });

    expect(JSON.stringify(bodies[1])).toContain('Hm, 3 €.');
  });

  test('offers tools of all forms as functions, and gives their calls back in their forms', async () => {
    const { client, bodies } = server({
      message: {
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'shop__buy', arguments: '{}' } },
          { id: 'b', type: 'function', function: { name: 'patch', arguments: '{"input":"*** Begin"}' } },
        ],
      },
      finish_reason: 'tool_calls',
    });
    const { output, tools } = await client.responses.create({
      input: 'Hi',
      tools: [
        { type: 'namespace', name: 'shop', tools: [{ type: 'function', name: 'buy' }] },
        { type: 'custom', name: 'patch', description: 'Changes files.' },
        { type: 'web_search' },
      ],
    });

    expect(bodies[0]?.['tools']).toMatchObject([
      { type: 'function', function: { name: 'shop__buy' } },
      { type: 'function', function: { name: 'patch', description: 'Changes files.' } },
    ]);
    expect(output).toMatchObject([
      { type: 'function_call', name: 'buy', namespace: 'shop', call_id: 'a' },
      { type: 'custom_tool_call', name: 'patch', input: '*** Begin', call_id: 'b' },
    ]);
    expect(tools.map(({ type }) => type)).toEqual(['namespace', 'custom']);
  });

  test.each<[what: string, body: object, want: { param: string; name?: string; code?: string }]>([
    [
      'a part of an unknown type',
      {
        input: [
          { role: 'user', content: 'a' },
          { role: 'user', content: [{ type: 'hologram' }] },
        ],
      },
      { param: 'input[1].content[0].type', name: 'BadRequestError' },
    ],
    ['an item of an unknown type', { input: [{ type: 'dream' }] }, { param: 'input[0].type', name: 'BadRequestError' }],
    ['an unknown member', { input: 'a', temprature: 1 }, { param: 'temprature', name: 'BadRequestError' }],
    ['background', { input: 'a', background: true }, { param: 'background' }],
    ['a conversation', { input: 'a', conversation: 'c' }, { param: 'conversation' }],
    ['a stored prompt', { input: 'a', prompt: { id: 'p' } }, { param: 'prompt' }],
    ['truncation', { input: 'a', truncation: 'auto' }, { param: 'truncation' }],
    [
      'hosted tools alone',
      { input: 'a', tools: [{ type: 'web_search' }] },
      { param: 'tools[0].type', code: 'unsupported_tool' },
    ],
    [
      'a hosted tool that is demanded',
      { input: 'a', tools: [ADD], tool_choice: { type: 'file_search' } },
      { param: 'tool_choice.type', code: 'unsupported_tool' },
    ],
    [
      'a name that is too long',
      {
        input: 'a',
        tools: [{ type: 'namespace', name: 'n'.repeat(40), tools: [{ type: 'function', name: 'f'.repeat(40) }] }],
      },
      { param: 'tools[0].tools[0].name' },
    ],
    [
      'an earlier response',
      { input: 'a', previous_response_id: 'resp_1' },
      { param: 'previous_response_id', code: 'previous_response_not_found' },
    ],
    [
      'reasoning that another server encrypted',
      { input: [{ type: 'reasoning', summary: [], encrypted_content: 'gAAA' }] },
      { param: 'input[0].encrypted_content' },
    ],
    ['no input', { input: [] }, { param: 'input' }],
  ])('is not sent for %s', async (_what, body, want) => {
    const { client, bodies } = server(reply);

    await expect(client.responses.create(body as ResponseRequest)).rejects.toMatchObject(want);
    expect(bodies).toEqual([]);
  });
});

describe('a streamed response that fails', () => {
  const broken = () => {
    const text = `data: ${JSON.stringify(delta({ content: 'Who' }))}\n\n`;
    const fetch = async () => new Response(text, { headers: { 'content-type': 'text/event-stream' } });
    return new EasyLLM({ apiBase: 'http://v1.test/v1', apiKey: null, maxRetries: 0, fetch });
  };

  test('ends with response.failed, and what there was', async () => {
    const events = await collect(await broken().responses.create({ input: 'a', stream: true }));

    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      sequence_number: events.length - 1,
      response: {
        status: 'failed',
        error: { message: expect.any(String) },
        output: [{ status: 'incomplete', content: [{ text: 'Who' }] }],
      },
    });
  });

  test('does so over HTTP too, with names of events and [DONE]', async () => {
    const response = await broken().fetch('http://easyllm/v1/responses', {
      method: 'POST',
      body: JSON.stringify({ input: 'a', stream: true }),
    });
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(text.startsWith('event: response.created\ndata: {"type":"response.created","sequence_number":0')).toBe(true);
    expect(text).toContain('event: response.failed\n');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('is an HTTP error where nothing had begun', async () => {
    const fetch = async () => Response.json({ error: { message: 'busy' } }, { status: 429 });
    const client = new EasyLLM({ apiBase: 'http://v1.test/v1', apiKey: null, maxRetries: 0, fetch });
    const response = await client.fetch('http://easyllm/v1/responses', {
      method: 'POST',
      body: JSON.stringify({ input: 'a', stream: true }),
    });

    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('busy') } });
  });
});
