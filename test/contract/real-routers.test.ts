/**
 * What the routers of TGI 3.3.7 and TEI 1.9.3 were seen to do, row by row, and what becomes of it here: through every door, at an address
 * that names no server, where nobody says which it is. The servers are played in bytes of our own that are as the recorded ones.
 */
import { describe, expect, test } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import type { EasyLLMOptions } from '../../src/index.ts';
import { EasyLLM, EasyLLMError } from '../../src/index.ts';
import type { Script } from '../../src/testing.ts';
import { fakeServer } from '../../src/testing.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const WEATHER = object({ city: { type: 'string' }, days: { type: 'integer' } }, { required: ['city'] });
const toolOf = (parameters: object, name = 'get_weather') => [{ type: 'function', function: { name, parameters } }];
const formatOf = (schema: object) => ({ type: 'json_schema', json_schema: { name: 'a', schema } });
const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/* eslint-disable @typescript-eslint/no-explicit-any */
interface Answered {
  status: number;
  /** The whole answer, or the body of an error. */
  json: any;
  /** Of a stream. */
  events: any[];
}

type Door = (path: string, body: object) => Promise<Answered>;

function toFetchDoor(fetch: (request: Request) => Promise<Response> | Response): Door {
  return async (path, body) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(new Request(`http://easyllm${path}`, init));
    const text = await response.text();
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!isStream) return { status: response.status, json: JSON.parse(text), events: [] };
    const data = text.split('\n').filter((line) => line.startsWith('data: {'));
    return { status: response.status, json: undefined, events: data.map((line) => JSON.parse(line.slice(6))) };
  };
}

function toClientDoor(client: EasyLLM): Door {
  const calls: Record<string, (body: any) => Promise<any>> = {
    '/v1/chat/completions': (body) => client.chat.completions.create(body),
    '/v1/completions': (body) => client.completions.create(body),
    '/v1/responses': (body) => client.responses.create(body),
    '/v1/embeddings': (body) => client.embeddings.create(body),
  };
  return async (path, body) => {
    try {
      const json = await calls[path]?.(body);
      if (!('stream' in body)) return { status: 200, json, events: [] };
      const events = [];
      for await (const event of json) events.push(event);
      return { status: 200, json: undefined, events };
    } catch (error) {
      if (!EasyLLMError.isInstance(error)) throw error;
      return { status: error.status ?? 400, json: { error }, events: [] };
    }
  };
}

const DOORS: readonly [name: string, open: (options: EasyLLMOptions) => Door][] = [
  ['in process', (options) => toClientDoor(new EasyLLM(options))],
  ['through client.fetch', (options) => toFetchDoor(new EasyLLM(options).fetch)],
  ['through the gateway', (options) => toFetchDoor(createGateway({ ...options, auth: 'none' }).fetch)],
];

/** A server of TGI's, and a door before it. `bodies` are those that were posted. */
function open(
  door: (options: EasyLLMOptions) => Door,
  script: Script,
  options: EasyLLMOptions & { like?: 'tei' } = {},
) {
  const { like = 'tgi', ...rest } = options;
  const server = fakeServer({ like, script });
  const ask = door({
    apiBase: `http://${like}.test`,
    apiKey: null,
    maxRetries: 0,
    logger: SILENT,
    ...rest,
    fetch: server,
  });
  const posts = () => server.requests.filter(({ method }) => method === 'POST');
  return { ask, posts, bodies: () => posts().map(({ body }) => JSON.parse(body)) };
}

const BASES = ['http://tgi.test', 'http://tgi.test/v1'];
/** What is posted is answered with these bytes; what a server is asked of itself, as TGI does. */
const posted =
  (body: unknown): Extract<Script, (...input: never[]) => unknown> =>
  ({ method }) =>
    method === 'POST' ? { steps: [{ send: JSON.stringify(body) }] } : undefined;
const callsOf = (events: any[]) => events.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
const textOf = (events: any[]) =>
  events.map(({ choices }) => choices[0]?.delta?.content ?? choices[0]?.text ?? '').join('');
const reasonsOf = (events: any[]) => events.flatMap(({ choices }) => choices[0]?.finish_reason ?? []);

describe.each(DOORS)('%s', (_door, door) => {
  describe('a schema', () => {
    test('that would end the router’s process is refused, and nothing is sent', async () => {
      const node = object({ next: { $ref: '#/$defs/node' } });
      const mutual = { a: object({ b: { $ref: '#/$defs/b' } }), b: object({ a: { $ref: '#/$defs/a' } }) };
      const schemas = [
        object({ a: { $ref: '#' } }),
        object({ a: { $ref: '#/$defs/node' } }, { $defs: { node } }),
        object({ a: { $ref: '#/$defs/a' } }, { $defs: mutual }),
        object({ a: { $ref: '#/$functions/get_weather' } }),
      ];
      for (const apiBase of BASES) {
        for (const schema of schemas) {
          for (const body of [{ response_format: formatOf(schema) }, { tools: toolOf(schema) }]) {
            const { ask, posts } = open(door, ['auto'], { apiBase });
            const { status, json } = await ask('/v1/chat/completions', { messages, ...body });

            expect(status).toBe(400);
            expect(json.error.param).toContain('$ref');
            expect(posts()).toHaveLength(0);
          }
        }
      }
    });

    test('is written in the words that its grammar takes', async () => {
      const schema = object(
        {
          list: { type: ['string', 'null'] },
          any: {},
          known: { $ref: '#/$defs/known' },
          mail: { type: 'string', format: 'email', pattern: '^[a-z]+@[a-z]+$' },
        },
        { $defs: { known: { type: 'integer' } } },
      );
      const want = {
        list: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        any: { anyOf: expect.any(Array) },
        known: { type: 'integer' },
        mail: { type: 'string', pattern: '^[a-z]+@[a-z]+$' },
      };
      for (const apiBase of BASES) {
        const { ask, bodies } = open(door, ['auto'], { apiBase });
        const format = await ask('/v1/chat/completions', { messages, response_format: formatOf(schema) });
        const tools = await ask('/v1/chat/completions', { messages, tools: toolOf(schema) });

        expect([format.status, tools.status]).toEqual([200, 200]);
        expect(bodies()[0].response_format).toEqual({ type: 'json_object', value: object(want) });
        expect(bodies()[1].tools[0].function.parameters).toEqual(object(want));
      }
    });

    test('with a name that its grammar writes without escapes is refused', async () => {
      const { ask, posts } = open(door, ['auto']);

      expect(
        (await ask('/v1/chat/completions', { messages, response_format: formatOf(object({ 'a"b': {} })) })).status,
      ).toBe(400);
      expect(posts()).toHaveLength(0);
    });
  });

  describe('a limit above 1024 that is overstepped', () => {
    const script = [{ tokens: Array.from({ length: 4000 }, () => 'ab') }];
    const wanted = 'ab'.repeat(1025);

    test.each([
      ['on /v1', {}],
      ['on the native API', { promptBuilder: 'chatml' as const }],
    ])('cuts the text, and leaves the usage out: %s', async (_, options) => {
      const paths = [['/v1/chat/completions', { messages }] as const, ['/v1/completions', { prompt: 'Hi' }] as const];
      for (const [path, body] of paths) {
        const { ask } = open(door, script, options);
        const whole = await ask(path, { ...body, max_tokens: 1025 });
        const { events } = await ask(path, {
          ...body,
          max_tokens: 1025,
          stream: true,
          stream_options: { include_usage: true },
        });
        const [choice] = whole.json.choices;

        expect(choice.message?.content ?? choice.text).toBe(wanted);
        expect(choice.finish_reason).toBe('length');
        expect(whole.json.usage ?? undefined).toBeUndefined();
        expect(textOf(events)).toBe(wanted);
        expect(reasonsOf(events)).toEqual(['length']);
        expect(events.filter(({ usage }) => (usage ?? undefined) !== undefined)).toEqual([]);
      }
    });

    test('does so in responses', async () => {
      const { ask } = open(door, script);
      const { json } = await ask('/v1/responses', { input: 'Hi', max_output_tokens: 1025 });

      expect(json).toMatchObject({ status: 'incomplete', output: [{ content: [{ text: wanted }] }] });
    });

    test.each([1023, 1024, 2048])('is none where parts end: %i', async (limit) => {
      const { ask } = open(door, script);
      const { json } = await ask('/v1/chat/completions', { messages, max_tokens: limit });

      expect(json).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: limit } });
    });

    test('is none of an older TGI, which says its version', async () => {
      const text = { tokens: Array.from({ length: 1025 }, () => 'ab') };
      const old = { model_id: 'm', max_best_of: 2, max_total_tokens: 4096, version: '3.1.0' };
      const { ask, bodies } = open(door, ({ path }) =>
        path === '/info'
          ? { steps: [{ send: JSON.stringify(old) }] }
          : path === '/v1/chat/completions'
            ? text
            : undefined,
      );
      const { json: answer } = await ask('/v1/chat/completions', { messages, max_tokens: 1025 });

      expect(bodies()[0].stream).toBe(false);
      expect(answer.usage.completion_tokens).toBe(1025);
    });
  });

  describe('a streamed call', () => {
    const asked = {
      messages,
      tools: [...toolOf(WEATHER), ...toolOf(object({}), 'get_time'), ...toolOf(WEATHER, 'météo')],
    };

    test.each<
      [
        name: string,
        call: { name: string; arguments: string | Record<string, unknown> },
        requests: number,
        want: object,
      ]
    >([
      [
        'with its arguments',
        { name: 'get_weather', arguments: { city: 'Paris', days: 2 } },
        1,
        { city: 'Paris', days: 2 },
      ],
      ['without arguments', { name: 'get_time', arguments: {} }, 1, {}],
      [
        'after whose name a comma follows',
        { name: 'get_weather', arguments: '{ ,"city": "Paris"}' },
        1,
        { city: 'Paris' },
      ],
      [
        'in compact JSON, whose arguments are lost',
        { name: 'get_weather', arguments: '{"city":"Paris","days":2}' },
        2,
        { city: 'Paris', days: 2 },
      ],
      ['of a name that is no ASCII', { name: 'météo', arguments: '{"city":"Évry \\"x\\""}' }, 2, { city: 'Évry "x"' }],
    ])('%s is whole', async (_, call, requests, want) => {
      for (const apiBase of BASES) {
        const { ask, bodies } = open(door, [{ calls: [call] }], { apiBase });
        const { events } = await ask('/v1/chat/completions', { ...asked, stream: true, seed: 7 });
        const parts = callsOf(events);

        expect(parts[0].function).toEqual({ name: call.name, arguments: '' });
        expect(JSON.parse(parts.map((part) => part.function?.arguments ?? '').join(''))).toEqual(want);
        expect(reasonsOf(events)).toEqual(['tool_calls']);
        const again = { tool_choice: call.name, stream: false, seed: 7 };
        expect(bodies()).toMatchObject([{ stream: true, seed: 7 }, again].slice(0, requests));
      }
    });

    test('is whole in responses', async () => {
      const call = { name: 'get_weather', arguments: '{"city":"Paris","days":2}' };
      const tools = [{ type: 'function', name: 'get_weather', parameters: WEATHER, strict: false }];
      const { ask } = open(door, [{ calls: [call] }]);
      const { events } = await ask('/v1/responses', { input: 'Hi', tools, stream: true });

      expect(events.at(-1).response.output).toMatchObject([
        { type: 'function_call', name: 'get_weather', arguments: call.arguments },
      ]);
    });

    test('of a history has its arguments as an object, and so is escaped once', async () => {
      const tool_calls = [
        { id: 'a', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
      ];
      const history = [
        ...messages,
        { role: 'assistant', content: null, tool_calls },
        { role: 'tool', tool_call_id: 'a', content: 'rain' },
      ];
      const { ask, bodies } = open(door, [{ tokens: ['Rain.'] }]);
      await ask('/v1/chat/completions', { ...asked, messages: history });

      expect(bodies()[0].messages[1].tool_calls[0].function.arguments).toEqual({ city: 'Paris' });
    });

    test('that does not come leaves a text without the usage of the pass that was thrown away', async () => {
      const { ask } = open(door, [{ tokens: ['It', ' rains.'] }]);
      const { json } = await ask('/v1/chat/completions', asked);

      expect(json.choices[0]).toMatchObject({ message: { content: 'It rains.' }, finish_reason: 'stop' });
      expect(json.usage ?? undefined).toBeUndefined();
    });
  });

  describe('an answer', () => {
    test('that is empty because its last character was cut is put together from its tokens', async () => {
      const tokens = ['Hé', 'llo', ''].map((text, id) => ({ id, text, logprob: -0.5, special: false }));
      const details = { finish_reason: 'length', generated_tokens: 3, seed: null, prefill: [], tokens };
      const content = tokens.map(({ text, logprob }) => ({ token: text, logprob, top_logprobs: [] }));
      const choice = {
        index: 0,
        message: { role: 'assistant', content: '' },
        logprobs: { content },
        finish_reason: 'length',
      };
      const chat = {
        object: 'chat.completion',
        id: '',
        created: 1,
        model: 'm',
        system_fingerprint: '3.3.7-native',
        choices: [choice],
      };
      const native = open(door, posted([{ generated_text: '', details }]), { promptBuilder: 'chatml' });
      const v1 = open(door, posted(chat));

      expect((await native.ask('/v1/chat/completions', { messages })).json.choices[0].message.content).toBe('Héllo');
      expect((await v1.ask('/v1/chat/completions', { messages, logprobs: true })).json.choices[0]).toMatchObject({
        message: { content: 'Héllo' },
        logprobs: { content: [{ token: 'Hé' }, { token: 'llo' }, {}] },
      });
    });

    test('of several prompts has its choices in the order of the prompts', async () => {
      const { ask, posts } = open(door, [{ tokens: ['a'] }], { apiBase: 'http://tgi.test/v1' });
      const { json } = await ask('/v1/completions', { prompt: ['a', 'b', 'c'] });

      expect(json.choices.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
      expect(posts()).toHaveLength(1);
    });
  });

  describe('an error', () => {
    test.each([
      ['overloaded', 'Model is overloaded', 429],
      ['generation', 'Request failed during generation: CUDA out of memory', 500],
      ['validation', 'Input validation error: `inputs` must have less than 4095 tokens. Given: 5000', 422],
    ])('inside a stream of /v1 has its kind by its words: %s', async (code, error, status) => {
      for (const apiBase of BASES) {
        const { ask } = open(door, [{ error, error_type: code }], { apiBase });
        const answer = await ask('/v1/chat/completions', { messages, stream: true });

        expect(answer.json.error).toMatchObject({ code });
        expect([status, 424]).toContain(answer.status);
      }
    });

    test('of a batch that the model failed is not tried again', async () => {
      const { ask, posts } = open(door, [{ fault: 'failed' }], { maxRetries: 2 });

      expect((await ask('/v1/chat/completions', { messages })).json.error.code).toBe('generation');
      expect(posts()).toHaveLength(1);
    });

    test('of a call that its limit cut says which limit to raise', async () => {
      const words = 'Tool error: Failed to parse generated text: EOF while parsing a string at line 1 column 42 "{"';
      const { ask } = open(door, [{ error: words, error_type: 'tool_error' }]);
      const { json } = await ask('/v1/chat/completions', { messages, tools: toolOf(WEATHER), max_tokens: 5 });

      expect(json.error.message).toContain('raise `max_tokens`');
    });

    test('of a key, which has no body, names no limit of the key’s case', async () => {
      const { ask } = open(door, [{ fault: 'unauthorized' }]);

      expect([401, 502]).toContain((await ask('/v1/chat/completions', { messages })).status);
    });
  });

  describe('a TEI', () => {
    test('is told not to cut long texts; its /v1, which cannot be told, is not asked to', async () => {
      const native = open(door, ['auto'], { like: 'tei' });
      await native.ask('/v1/embeddings', { input: 'word '.repeat(300) });
      const v1 = open(door, ['auto'], { like: 'tei', apiBase: 'http://tei.test/v1' });
      const refused = await v1.ask('/v1/embeddings', { input: 'Hi', truncate: false });

      expect(native.bodies()[0]).toMatchObject({ truncate: false });
      expect(refused.json.error.message).toContain('cut in silence');
      expect(v1.posts()).toHaveLength(0);
    });

    test('that refuses a text for its length says how it may be cut', async () => {
      const { ask } = open(door, ['auto'], { like: 'tei' });
      const { status, json } = await ask('/v1/embeddings', { input: 'word '.repeat(300) });

      expect(status).toBe(422);
      expect(json.error.message).toContain('`truncate: true`');
    });

    test('says on its /v1 where a text may be cut', async () => {
      const body = {
        message: 'Input validation error: `inputs` must have less than 256 tokens. Given: 302',
        code: 422,
        type: 'Validation',
      };
      const { ask } = open(
        door,
        ({ method }) => (method === 'POST' ? { status: 422, steps: [{ send: JSON.stringify(body) }] } : undefined),
        {
          like: 'tei',
          apiBase: 'http://tei.test/v1',
        },
      );
      const { json } = await ask('/v1/embeddings', { input: 'word '.repeat(300) });

      expect(json.error.message).toContain('without `/v1`');
    });

    test('counts each input: its limits split a list, and 429 is tried again', async () => {
      let asked = 0;
      const { ask, posts } = open(
        door,
        ({ method }) => (method === 'POST' && asked++ === 0 ? { fault: 'overloaded' } : undefined),
        {
          like: 'tei',
          maxRetries: 1,
        },
      );
      const { json } = await ask('/v1/embeddings', { input: ['a', 'b'] });

      expect(json.data).toHaveLength(2);
      expect(posts()).toHaveLength(2);
    });
  });
});
