/** OpenAI's own helpers over TGI's `/v1`: its tool calls have no end, no ids of their own, and in old versions no names. */
import OpenAI from 'openai6';
import { zodResponseFormat } from 'openai6/helpers/zod';
import { describe, expect, test } from 'vitest';
import { z } from 'zod/v4';
import { EasyLLM } from '../../src/index.ts';

interface Asked {
  messages: { role: string; tool_calls?: { id: string }[] }[];
  tools?: unknown;
  response_format?: unknown;
  stream?: boolean;
}

const fragments = (parts: readonly string[], name: string | null, form: (call: object) => unknown) =>
  parts.map((text, at) => {
    const call = { index: 0, id: '0', type: 'function', function: { name: at === 0 ? name : null, arguments: text } };
    return { role: 'assistant', tool_calls: form(call) };
  });

/** Two versions of TGI: how they stream a call, and how they give it whole. */
const VERSIONS = [
  {
    version: '3.3',
    streamed: fragments(['{', ' "city": "Paris"}'], 'weather', (call) => [call]),
    whole: [
      { id: '0', type: 'function', function: { description: null, name: 'weather', arguments: '{"city":"Paris"}' } },
    ],
  },
  {
    version: '2.4',
    streamed: fragments(['{"function": {"_name": "weather",', ' "city": "Paris"}}'], null, (call) => call),
    whole: { id: 0, type: 'function', function: { description: null, name: 'weather', arguments: { city: 'Paris' } } },
  },
];

function toEvents(deltas: readonly object[], finish: string | null): Response {
  const chunks = deltas.map((delta, at) => ({
    object: 'chat.completion.chunk',
    id: '',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: at === deltas.length - 1 ? finish : null }],
  }));
  const body = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

describe.each(VERSIONS)('openai’s helpers over the /v1 of TGI $version', ({ streamed, whole }) => {
  function connect() {
    const asked: Asked[] = [];
    const easyllm = new EasyLLM({
      apiBase: 'http://tgi.test',
      dialect: 'tgi',
      apiKey: null,
      fetch: async (request) => {
        const body: Asked = JSON.parse(await request.text());
        asked.push(body);
        const callsTool = body.tools !== undefined && body.messages.at(-1)?.role === 'user';
        const text = body.response_format === undefined ? 'It rains.' : '{"city":"Paris"}';
        if (body.stream === true) {
          return callsTool ? toEvents(streamed, null) : toEvents([{ role: 'assistant', content: text }], 'stop');
        }
        const message = { role: 'assistant', ...(callsTool ? { tool_calls: whole } : { content: text }) };
        return Response.json({ id: '', choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }] });
      },
    });
    const client = new OpenAI({ apiKey: 'unused', baseURL: 'http://easyllm/v1', fetch: easyllm.fetch, maxRetries: 0 });
    return { client, asked };
  }

  const ask = { model: 'tgi', messages: [{ role: 'user' as const, content: 'How is the weather?' }] };
  const called: unknown[] = [];
  const tool = {
    type: 'function' as const,
    function: {
      name: 'weather',
      description: 'The weather of a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      parse: JSON.parse,
      function: (input: object) => {
        called.push(input);
        return 'rain';
      },
    },
  };

  test.each([false, true])('run tools (streamed: %s)', async (stream) => {
    const { client, asked } = connect();
    called.length = 0;

    const runner = stream
      ? client.chat.completions.runTools({ ...ask, tools: [tool], stream: true })
      : client.chat.completions.runTools({ ...ask, tools: [tool] });

    expect(await runner.finalContent()).toBe('It rains.');
    expect(called).toEqual([{ city: 'Paris' }]);
    const [, second] = asked;
    expect(second?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
    expect(second?.messages[1]?.tool_calls?.[0]?.id).toMatch(/^\w{9}$/);
  });

  test('accumulate a stream of calls', async () => {
    const { client } = connect();
    const { function: _, parse: __, ...definition } = tool.function;

    const reply = await client.chat.completions
      .stream({ ...ask, tools: [{ type: 'function', function: definition }] })
      .finalChatCompletion();

    expect(reply.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'weather' } }] },
    });
  });

  test('parse a structured answer', async () => {
    const { client, asked } = connect();

    const reply = await client.chat.completions.parse({
      ...ask,
      response_format: zodResponseFormat(z.object({ city: z.string() }), 'city'),
    });

    expect(reply.choices[0]?.message.parsed).toEqual({ city: 'Paris' });
    expect(asked[0]?.response_format).toMatchObject({ type: 'json_object', value: { properties: { city: {} } } });
  });
});
