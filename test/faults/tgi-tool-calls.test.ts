import { describe, expect } from 'vitest';
import type { EasyLLM } from '../../src/client/easyllm.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import type { FakeTgi } from '../../src/testing/fake-tgi.ts';
import { MESSAGES, failureOf, test } from '../support/fault-test.ts';

const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const TOOLS = [
  ['get_weather', object({ city: { type: 'string' }, days: { type: 'integer' } }, { required: ['city'] })] as const,
  ['get_time', object({})] as const,
].map(([name, parameters]) => ({ type: 'function' as const, function: { name, parameters } }));

/** An event as TGI 3.3.7 writes it. */
function event(delta: object | undefined, rest: object = {}): string {
  const choices =
    delta === undefined
      ? []
      : [{ index: 0, delta: { role: 'assistant', ...delta }, logprobs: null, finish_reason: null }];
  const data = {
    object: 'chat.completion.chunk',
    id: '',
    created: 1,
    model: 'm',
    system_fingerprint: '3.3.7-native',
    choices,
    usage: null,
    ...rest,
  };
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Every chunk has the id, and the first alone the name; no reason ends it. */
function toolStream(name: string, fragments: readonly string[], last = ''): FakeAnswer {
  const events = fragments.map((fragment, at) =>
    event({
      tool_calls: [
        { index: 0, id: '0', type: 'function', function: { name: at === 0 ? name : null, arguments: fragment } },
      ],
    }),
  );
  const send = `${events.join('')}${last}data: [DONE]\n\n`;
  return { headers: { 'content-type': 'text/event-stream' }, steps: [{ send }] };
}

const usage = (prompt: number, completion: number) => ({
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
});

function whole(message: object, rest: object = {}): FakeAnswer {
  const choice = { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: 'stop' };
  const body = {
    object: 'chat.completion',
    id: '',
    created: 1,
    model: 'm',
    choices: [choice],
    ...usage(20, 9),
    ...rest,
  };
  return { steps: [{ send: JSON.stringify(body) }] };
}

const wholeCall = (name: string, given: string) =>
  whole({ tool_calls: [{ id: '0', type: 'function', function: { description: null, name, arguments: given } }] });

type Body = Parameters<EasyLLM['chat']['completions']['create']>[0];

/** The chunks of a stream, and how it failed. */
async function readStream(client: EasyLLM, body: Partial<Body> = {}) {
  const chunks = [];
  let failure: unknown;
  try {
    const asked = { messages: MESSAGES, tools: TOOLS, ...body, stream: true as const };
    for await (const chunk of await client.chat.completions.create(asked)) chunks.push(chunk);
  } catch (error) {
    failure = error;
  }
  const deltas = chunks.map(({ choices }) => choices[0]?.delta ?? {});
  return {
    chunks,
    failure,
    content: deltas.map(({ content }) => content ?? '').join(''),
    calls: deltas.flatMap(({ tool_calls: calls }) => calls ?? []),
    finish: chunks.flatMap(({ choices }) => choices.flatMap(({ finish_reason: reason }) => reason ?? [])),
    usage: chunks.at(-1)?.usage,
  };
}

const bodiesOf = ({ requests }: FakeTgi): Record<string, unknown>[] => requests.map(({ body }) => JSON.parse(body));

const TEMPLATED = { promptBuilder: undefined, dialect: 'tgi' } as const;

describe('a streamed tool call of TGI', () => {
  test.for<[name: string, tool: string, fragments: string[], want: string]>([
    ['as it should be', 'get_weather', ['{', ' "', 'city', '": "', 'Paris', '"', '}'], '{ "city": "Paris"}'],
    ['without arguments', 'get_time', ['{', ''], '{}'],
    ['with a space before the comma', 'get_weather', ['{', ' ', ',"', 'city": "Paris"', '}'], '{ "city": "Paris"}'],
  ])('%s has its name at once, and its arguments whole', async ([, tool, fragments, want], { serve, connect }) => {
    const server = await serve([toolStream(tool, fragments)]);

    const { calls, finish, failure } = await readStream(connect(server, TEMPLATED));

    expect(failure).toBeUndefined();
    expect(calls).toEqual([
      { index: 0, id: expect.stringMatching(/^\w{9}$/), type: 'function', function: { name: tool, arguments: '' } },
      { index: 0, function: { arguments: want } },
    ]);
    expect(finish).toEqual(['tool_calls']);
    expect(server.requests).toHaveLength(1);
  });

  test('whose arguments were lost is asked for again, whole, with its seed', async ({ serve, connect }) => {
    const server = await serve([
      toolStream('get_weather', ['{', '}'], event(undefined, usage(20, 11))),
      wholeCall('get_weather', '{"city":"Paris","days":2}'),
    ]);

    const body = { seed: 7, stream_options: { include_usage: true } };
    const { calls, finish, usage: spent } = await readStream(connect(server, TEMPLATED), body);

    expect(calls.map(({ function: called }) => called?.arguments)).toEqual(['', '{"city":"Paris","days":2}']);
    expect(finish).toEqual(['tool_calls']);
    expect(spent).toEqual({ prompt_tokens: 40, completion_tokens: 20, total_tokens: 60 });
    expect(bodiesOf(server)).toEqual([
      expect.objectContaining({ tool_choice: 'auto', stream: true, seed: 7 }),
      expect.objectContaining({ tool_choice: 'get_weather', stream: false, seed: 7, tools: TOOLS }),
    ]);
    expect(bodiesOf(server)[1]).not.toHaveProperty('stream_options');
  });

  test.for<[name: string, again: FakeAnswer, error: string]>([
    ['is broken again', wholeCall('get_weather', '{}'), 'InternalServerError'],
    ['becomes text', whole({ content: 'Hm' }), 'InternalServerError'],
    [
      'is refused',
      { status: 422, steps: [{ send: '{"error":"Tool error: x","error_type":"tool_error"}' }] },
      'UnprocessableEntityError',
    ],
  ])('that %s ends with an error, and without a reason', async ([, again, name], { serve, connect }) => {
    const server = await serve([toolStream('get_weather', ['{', '}']), again]);

    const { calls, finish, failure } = await readStream(connect(server, TEMPLATED));

    expect(failure).toMatchObject({
      name,
      partial: { choices: [{ message: { tool_calls: [{ function: { name: 'get_weather', arguments: '' } }] } }] },
    });
    expect(calls).toHaveLength(1);
    expect(finish).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  test('that its limit cut ends with `length`, and what came', async ({ serve, connect }) => {
    const last = event({
      tool_calls: [{ index: 0, id: '0', type: 'function', function: { name: null, arguments: 'ris' } }],
    });
    const server = await serve([
      toolStream(
        'get_weather',
        ['{', ' "city": "Pa'],
        last.replace('"finish_reason":null', '"finish_reason":"length"'),
      ),
    ]);

    const { calls, finish } = await readStream(connect(server, TEMPLATED));

    expect(calls.map(({ function: called }) => called?.arguments)).toEqual(['', '{ "city": "Paris']);
    expect(finish).toEqual(['length']);
  });

  test.for<[choice: Body['tool_choice'], sent: string]>([
    ['required', 'required'],
    [{ type: 'function', function: { name: 'get_time' } }, 'get_time'],
  ])('that has to come (%j) is asked for whole, however long it takes', async ([choice, sent], { serve, connect }) => {
    const call = wholeCall('get_time', '{}');
    const server = await serve([{ steps: [{ waitMs: 300 }, ...(call.steps as Iterable<never>)] }]);

    const client = connect(server, { ...TEMPLATED, firstTokenTimeout: 100 });
    const {
      calls,
      finish,
      failure,
      usage: spent,
    } = await readStream(client, {
      tool_choice: choice,
      stream_options: { include_usage: true },
    });

    expect(failure).toBeUndefined();
    expect(calls.map(({ function: called }) => called)).toEqual([{ name: 'get_time', arguments: '{}' }]);
    expect(finish).toEqual(['tool_calls']);
    expect(spent).toMatchObject({ prompt_tokens: 20, completion_tokens: 9 });
    expect(bodiesOf(server)).toEqual([expect.objectContaining({ tool_choice: sent, stream: false })]);
  });

  test('lets text through as it comes', async ({ serve, connect }) => {
    const server = await serve([
      {
        headers: { 'content-type': 'text/event-stream' },
        steps: [{ send: event({ content: 'It' }) }, 'stall'],
      },
    ]);
    const stream = await connect(server, TEMPLATED).chat.completions.create({
      messages: MESSAGES,
      tools: TOOLS,
      stream: true,
    });

    for await (const { choices } of stream) if (choices[0]?.delta.content === 'It') break;

    expect(server.requests).toHaveLength(1);
  });

  test('that comes whole as text has no usage: it is that of the pass which was thrown away', async ({
    serve,
    connect,
  }) => {
    const server = await serve([whole({ content: 'It rains.' })]);

    const body = { stream_options: { include_usage: true } };
    const { content, usage: spent } = await readStream(connect(server, TEMPLATED), body);

    expect(content).toBe('It rains.');
    expect(spent ?? undefined).toBeUndefined();
  });

  test('is closed where its reader leaves', async ({ serve, connect }) => {
    const { headers = {}, steps = [] } = toolStream('get_weather', ['{']);
    const [first] = steps as Iterable<{ send: string }>;
    const server = await serve([
      { headers, steps: [{ send: (first?.send ?? '').replace('data: [DONE]\n\n', '') }, 'stall'] },
    ]);
    const stream = await connect(server, TEMPLATED).chat.completions.create({
      messages: MESSAGES,
      tools: TOOLS,
      stream: true,
    });

    for await (const { choices } of stream) if (choices[0]?.delta.tool_calls !== undefined) break;
    await server.idle();

    expect(server.requests).toHaveLength(1);
  });
});

describe('tools with a format', () => {
  const schema = object({ sky: { type: 'string' } }, { required: ['sky'] });
  const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } } as const;
  const FITS = '{"sky":"rain"}';
  const textStream = (...texts: string[]): FakeAnswer => ({
    headers: { 'content-type': 'text/event-stream' },
    steps: [{ send: `${texts.map((content) => event({ content })).join('')}data: [DONE]\n\n` }],
  });

  test('answer a call as it comes', async ({ serve, connect }) => {
    const server = await serve([wholeCall('get_time', '{}')]);

    const { choices } = await connect(server, TEMPLATED).chat.completions.create({
      messages: MESSAGES,
      tools: TOOLS,
      response_format,
    });

    expect(choices[0]?.message.tool_calls).toHaveLength(1);
    expect(bodiesOf(server)).toHaveLength(1);
    expect(bodiesOf(server)[0]).not.toHaveProperty('response_format');
  });

  test.for([
    ['whole', false],
    ['streamed', true],
  ] as const)(
    'ask for a text that has not the form once more, under the schema alone: %s',
    async ([, stream], { serve, connect }) => {
      const answers = stream
        ? [textStream('It', ' rains.'), textStream('{"sky":', '"rain"}')]
        : [whole({ content: 'It rains.' }), whole({ content: FITS })];
      const server = await serve(answers);
      const client = connect(server, TEMPLATED);

      const content = stream
        ? (await readStream(client, { response_format })).content
        : (await client.chat.completions.create({ messages: MESSAGES, tools: TOOLS, response_format })).choices[0]
            ?.message.content;

      expect(content).toBe(FITS);
      const [first, second] = bodiesOf(server);
      expect(first).toMatchObject({ tools: TOOLS, tool_choice: 'auto' });
      expect(second).toMatchObject({ response_format: { type: 'json_object', value: schema } });
      expect(second).not.toHaveProperty('tools');
      expect(second).not.toHaveProperty('tool_choice');
    },
  );

  test.for([
    ['whole', false],
    ['streamed', true],
  ] as const)('take a text that has the form: %s', async ([, stream], { serve, connect }) => {
    const server = await serve([stream ? textStream('{"sky":', '"rain"}') : whole({ content: FITS })]);
    const client = connect(server, TEMPLATED);

    const content = stream
      ? (await readStream(client, { response_format })).content
      : (await client.chat.completions.create({ messages: MESSAGES, tools: TOOLS, response_format })).choices[0]
          ?.message.content;

    expect(content).toBe(FITS);
    expect(server.requests).toHaveLength(1);
  });

  test('send the schema alone where no tool may be called', async ({ serve, connect }) => {
    const server = await serve([whole({ content: FITS })]);

    await connect(server, TEMPLATED).chat.completions.create({
      messages: MESSAGES,
      tools: TOOLS,
      tool_choice: 'none',
      response_format,
    });

    expect(bodiesOf(server)[0]).toMatchObject({ response_format: { type: 'json_object', value: schema } });
    expect(bodiesOf(server)[0]).not.toHaveProperty('tools');
  });

  test('stream a call', async ({ serve, connect }) => {
    const server = await serve([toolStream('get_time', ['{', ''])]);

    const { calls, finish } = await readStream(connect(server, TEMPLATED), { response_format });

    expect(calls.map(({ function: called }) => called?.arguments)).toEqual(['', '{}']);
    expect(finish).toEqual(['tool_calls']);
  });

  test('throw what the second request fails of', async ({ serve, connect }) => {
    const server = await serve([whole({ content: 'It rains.' }), { status: 500 }]);
    const asked = connect(server, { ...TEMPLATED, maxRetries: 0 }).chat.completions.create({
      messages: MESSAGES,
      tools: TOOLS,
      response_format,
    });

    expect(await failureOf(asked)).toMatchObject({ name: 'InternalServerError' });
  });
});
