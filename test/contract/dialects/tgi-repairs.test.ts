/** What is mended around a TGI is reached without being told that the server is one: it is recognised where a request needs it. */
import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { EasyLLM } from '../../../src/index.ts';
import { fakeServer } from '../../../src/testing.ts';
import type { Script } from '../../../src/testing.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: schema } }];

function connect(path: string, script: Script, options: EasyLLMOptions = {}) {
  const server = fakeServer({ like: 'tgi', script });
  const client = new EasyLLM({
    apiBase: `http://server.test${path}`,
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
    fetch: server,
    ...options,
  });
  const bodies = () => server.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));
  return { client, bodies };
}

/** A stream's call whose first piece has lost what its token held besides `{`. */
function lossyCall(given: string) {
  const part = (name: string | null, text: string) => ({
    choices: [
      {
        index: 0,
        delta: {
          role: 'assistant',
          tool_calls: [{ index: 0, id: '0', type: 'function', function: { name, arguments: text } }],
        },
        finish_reason: null,
      },
    ],
    system_fingerprint: '3.3.7-native',
  });
  const events = [part('weather', '{'), part(null, given)].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return {
    headers: { 'content-type': 'text/event-stream' },
    steps: [{ send: `${events.join('')}data: [DONE]\n\n` }],
  };
}

describe.each(['', '/v1'])('a TGI at “%s”, which nobody named', (path) => {
  const many = { tokens: Array.from({ length: 1100 }, (_, index) => `${index} `) };

  test('oversteps no limit above 1024, whole and streamed', async () => {
    const { client } = connect(path, [many]);
    const body = { messages, max_tokens: 1030 };
    const whole = await client.chat.completions.create(body);
    const chunks = await collect(await client.chat.completions.create({ ...body, stream: true }));
    const streamed = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

    const want = many.tokens.slice(0, 1030).join('');
    expect([whole.choices[0]?.message.content, whole.choices[0]?.finish_reason]).toEqual([want, 'length']);
    expect([streamed, chunks.at(-1)?.choices[0]?.finish_reason]).toEqual([want, 'length']);
  });

  test('asks again for a text that does not fit, where tools may be called', async () => {
    const { client, bodies } = connect(path, [{ tokens: ['It rains.'] }, { tokens: ['{"city":', '"Paris"}'] }]);
    const { choices } = await client.chat.completions.create({ messages, tools, response_format: format });
    const [first, second] = bodies();

    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: 'Paris' });
    expect([first.tools, first.response_format]).toEqual([tools, undefined]);
    expect([second.tools, second.response_format]).toEqual([undefined, { type: 'json_object', value: schema }]);
  });

  test('streams calls with all of their arguments', async () => {
    const { client } = connect(path, (request) =>
      request.path.endsWith('/completions') ? lossyCall('Paris"}') : undefined,
    );
    const asked = client.chat.completions.create({ messages, tools, stream: true });
    const chunks = await collect(await asked).catch((error: unknown) => error);

    // What cannot be mended is asked for again, and here lost once more: never handed on as it came.
    expect(chunks).toMatchObject({ name: expect.stringMatching(/Error$/) });
  });

  test('is sent schemas as it can take them', async () => {
    const { client, bodies } = connect(path, [{ tokens: ['{"city":null}'] }]);
    const nullable = { type: 'object', properties: { city: { type: ['string', 'null'] } }, required: ['city'] };
    await client.chat.completions.create({
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema: nullable } },
    });

    const { anyOf } = bodies()[0].response_format.value.properties.city;
    expect(anyOf).toEqual([{ type: 'string' }, { type: 'null' }]);
  });

  test('is sent no recursive schema, of which its process ends', async () => {
    const { client, bodies } = connect(path, []);
    const recursive = { type: 'object', properties: { child: { $ref: '#' } } };
    const json_schema = { name: 'tree', schema: recursive };

    await expect(
      client.chat.completions.create({ messages, response_format: { type: 'json_schema', json_schema } }),
    ).rejects.toMatchObject({ name: 'UnsupportedError' });
    expect(bodies()).toEqual([]);
  });
});
