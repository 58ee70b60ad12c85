/** What TGIs of older versions do otherwise, as far as it is known before a request is sent, or told after. */
import { describe, expect, test } from 'vitest';
import { EasyLLM, UnsupportedError } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
const tools = [{ type: 'function' as const, function: { name: 'f', parameters: schema } }];
const call = { id: 'a1', type: 'function' as const, function: { name: 'f', arguments: '{"city":"Paris"}' } };

/** A TGI of a version, without `/v1/models` before 2.3; `events` are those of its streams. */
function connect(version: string, events: readonly object[] = []) {
  const sent: Record<string, unknown>[] = [];
  const warnings: string[] = [];
  const isOld = Number.parseFloat(version) < 2.3;
  const client = new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn: (words) => void warnings.push(words), info() {}, debug() {} },
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      if (path === '/info') return Response.json({ model_id: 'm', version, max_total_tokens: 2048 });
      if (path === '/v1/models' && isOld) return new Response(null, { status: 404 });
      if (path === '/v1/models') return Response.json({ object: 'list', data: [{ id: 'm', owned_by: 'm' }] });
      const body = JSON.parse(await request.text());
      sent.push(body);
      if (body.stream === true) {
        const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
        return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
      }
      return Response.json({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
    },
  });
  return { client, sent, warnings };
}

describe('a TGI before 2.1', () => {
  test.each(['1.4.5', '2.0.4', '2.0.5-dev0'])(
    '(%s) is refused a response format, which it would pass over',
    async (version) => {
      const { client, sent } = connect(version);
      const asked = client.chat.completions.create({ messages, response_format: format });

      await expect(asked).rejects.toThrow(UnsupportedError);
      await expect(asked).rejects.toMatchObject({
        param: 'response_format',
        message: expect.stringContaining(version),
      });
      expect(sent).toEqual([]);
    },
  );

  test.each(['2.1.0', '2.2.0', '3.3.7', '10.0.0', 'unknown'])(
    'is none with version %s, which is sent it',
    async (version) => {
      const { client, sent } = connect(version);

      await client.chat.completions.create({ messages, response_format: format });

      expect(sent).toMatchObject([{ response_format: { type: 'json_object', value: schema } }]);
    },
  );
});

describe('tools on a TGI', () => {
  test.each(['2.0.4', '3.3.7'])('of version %s go with tool_choice auto', async (version) => {
    const { client, sent } = connect(version);

    await client.chat.completions.create({ messages, tools });

    expect(sent).toMatchObject([{ tool_choice: 'auto' }]);
  });

  test.each([
    ['3.1.0', null, [{ role: 'assistant', content: '' }]],
    ['2.4.1', 'Let me see.', [{ role: 'assistant', content: 'Let me see.' }]],
    ['3.1.1', null, [{ role: 'assistant' }]],
    ['3.3.7', 'Let me see.', [{ role: 'assistant', content: 'Let me see.' }, { role: 'assistant' }]],
  ])('of version %s: calls beside the content %j', async (version, content, want) => {
    const { client, sent } = connect(version);
    const history = [{ role: 'assistant' as const, content, tool_calls: [call] }];

    await client.chat.completions.create({ messages: history });

    const tool_calls = [{ ...call, function: { name: 'f', arguments: { city: 'Paris' } } }];
    const last = want.length - 1;
    expect(sent[0]?.['messages']).toEqual(want.map((each, index) => (index === last ? { ...each, tool_calls } : each)));
  });
});

describe('usage in streams', () => {
  const token = (text: string, end?: string) => ({
    choices: [{ index: 0, delta: { role: 'assistant', content: text }, logprobs: null, finish_reason: end ?? null }],
  });
  const native = (details: object) => [
    { token: { id: 1, text: 'Hi', logprob: -1, special: false }, generated_text: 'Hi', details },
  ];
  const NAMES = { finish_reason: 'eos_token', generated_tokens: 1, seed: null };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const ask = async (client: EasyLLM, more: object = {}) =>
    collect(
      await client.chat.completions.create({
        messages,
        stream: true,
        stream_options: { include_usage: true },
        ...more,
      }),
    );

  test.each([
    ['/v1', {}, [token('Hi'), token('', 'eos_token')]],
    ['the native API', { promptBuilder: 'chatml' as const }, native(NAMES)],
  ])('that older ones lack at %s are warned of once', async (_, options, events) => {
    const { client, warnings } = connect('2.2.0', events);
    const asking = client.withOptions(options);

    const chunks = await ask(asking);
    await ask(asking);

    expect(chunks.at(-1)?.usage).toBe(null);
    expect(warnings).toEqual([expect.stringContaining('no usage in streams')]);
  });

  test.each([
    ['come', {}, {}, [token('Hi'), token('', 'stop'), { choices: [], usage }]],
    ['come natively', { promptBuilder: 'chatml' as const }, {}, native({ ...NAMES, input_length: 1 })],
    ['were not asked for', {}, { stream_options: null }, [token('Hi'), token('', 'stop')]],
    ['end at a stop sequence found here', {}, { stop: ['i'] }, [token('Hi'), token('!')]],
  ])('are not warned of where they %s', async (_, options, more, events) => {
    const { client, warnings } = connect('3.3.7', events);

    await ask(client.withOptions(options), more);

    expect(warnings).toEqual([]);
  });
});
