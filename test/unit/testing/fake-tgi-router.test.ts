/** What the played TGI gets wrong and refuses, as the real router does: facts that were recorded, in bytes of our own. */
import { describe, expect, test } from 'vitest';
import type { Script } from '../../../src/testing.ts';
import { fakeTgi } from '../../../src/testing.ts';
import type { JsonObject } from '../../../src/base/check.ts';
import { validators } from '../../../src/tgi.ts';

const CHAT = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const toolOf = (parameters: object) => [{ type: 'function', function: { name: 'find', parameters } }];
const formatOf = (value: unknown) => ({ messages, response_format: { type: 'json_object', value } });

async function ask(path: string, body: object, script: Script = [{ tokens: ['a'] }]) {
  const init = { method: 'POST', body: JSON.stringify(body) };
  const response = await fakeTgi({ script })(new Request(`http://tgi.test${path}`, init));
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

interface Choice {
  delta: { tool_calls: { function: { name: string | null; arguments: string } }[] };
  finish_reason: string | null;
}

const eventsOf = (text: string) =>
  text.split('\n\n').flatMap((event) => (event.startsWith('data: {') ? [JSON.parse(event.slice(6))] : []));

const compile = (reason: string) => `Input validation error: cannot compile regex from schema: ${reason}`;

describe('a schema', () => {
  test.each<[name: string, schema: unknown, error: string]>([
    ['with a list of types', object({ a: { type: ['string', 'null'] } }), compile("'type' must be a string")],
    [
      'with a format that it does not know',
      object({ a: { type: 'string', format: 'uri' } }),
      compile('Format uri is not supported by Outlines'),
    ],
    ['with values that are objects', object({ a: { enum: [{}] } }), compile('Unsupported data type in enum: {}')],
    ['that refers to nothing', object({ a: { $ref: '#/$defs/b' } }), compile('Invalid reference path: $defs')],
    [
      'without properties',
      { type: 'string' },
      "Input validation error: grammar is not valid: Grammar must have a 'properties' field",
    ],
  ])('%s is refused, in a stream by an event', async (_, schema, error) => {
    const refusal = { error, error_type: 'validation' };
    const native = { inputs: 'a', parameters: { grammar: { type: 'json', value: schema } } };

    expect(JSON.parse((await ask(CHAT, formatOf(schema))).text)).toEqual(refusal);
    expect(JSON.parse((await ask('/generate', native)).text)).toEqual(refusal);
    expect(eventsOf((await ask('/generate_stream', native)).text)).toEqual([refusal]);
    const streamed = await ask(CHAT, { ...formatOf(JSON.stringify(schema)), stream: true });
    expect(streamed.status).toBe(200);
    expect(eventsOf(streamed.text)).toEqual([{ error: { message: error, http_status_code: 422 } }]);
  });

  test.each<[name: string, schema: object]>([
    ['itself', object({ a: { $ref: '#' } })],
    [
      'a definition that refers back',
      object({ a: { $ref: '#/$defs/b' } }, { $defs: { b: object({ c: { $ref: '#/$defs/b' } }) } }),
    ],
  ])('that refers to %s ends the process', async (_, schema) => {
    await expect(ask(CHAT, formatOf(schema))).rejects.toThrow('fetch failed');
    await expect(
      ask('/generate', { inputs: 'a', parameters: { grammar: { type: 'json', value: JSON.stringify(schema) } } }),
    ).rejects.toThrow('fetch failed');
  });

  test('of a tool refers to nothing of its own, and may end the process', async () => {
    const defined = object({ a: { $ref: '#/$defs/b' } }, { $defs: { b: { type: 'string' } } });

    expect((await ask(CHAT, { messages, tools: toolOf(defined) })).text).toContain('Invalid reference path: $defs');
    await expect(ask(CHAT, { messages, tools: toolOf(object({ a: { $ref: '#/$functions/find' } })) })).rejects.toThrow(
      'fetch failed',
    );
  });

  test('with a property that may be anything ends with its value', async () => {
    const { text } = await ask(CHAT, formatOf(object({ a: { type: 'string' }, b: {}, c: { type: 'null' } })), [
      'auto' as never,
    ]);

    expect(JSON.parse(text).choices[0].message.content).toBe('{"a":"text","b":false');
  });

  test('with types one by one, patterns and references is taken', async () => {
    const schema = object(
      {
        a: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        b: { type: 'string', format: 'x', pattern: 'y' },
        c: { $ref: '#/$defs/d' },
      },
      { $defs: { d: { type: 'array', items: { const: 1 } } } },
    );

    expect((await ask(CHAT, formatOf(schema))).status).toBe(200);
  });
});

describe('a limit', () => {
  test.each([
    [1023, 1023],
    [1024, 1024],
    [1025, 2048],
    [2048, 2048],
    [2049, 3072],
  ])('of %i tokens gives %i', async (limit, count) => {
    const script = [{ tokens: Array.from({ length: 4000 }, () => 'a') }];
    const native = JSON.parse(
      (await ask('/generate', { inputs: 'a', parameters: { max_new_tokens: limit } }, script)).text,
    );
    const chat = JSON.parse((await ask(CHAT, { messages, max_tokens: limit }, script)).text);
    const completion = eventsOf(
      (await ask('/v1/completions', { prompt: 'a', max_tokens: limit, stream: true }, script)).text,
    );

    expect(native.details).toMatchObject({ generated_tokens: count, finish_reason: 'length' });
    expect(chat).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: count } });
    expect(completion.at(-1)).toMatchObject({
      choices: [{ text: 'a', finish_reason: 'length' }],
      usage: { completion_tokens: count },
    });
  });

  test('keeps a stop sequence in the text, under a word of its own', async () => {
    const script = [{ tokens: ['one', ' two', ' three'] }];

    expect(JSON.parse((await ask(CHAT, { messages, stop: [' two'] }, script)).text).choices[0]).toMatchObject({
      message: { content: 'one two' },
      finish_reason: 'stop_sequence',
    });
    expect(
      eventsOf((await ask('/generate_stream', { inputs: 'a', parameters: { stop: [' two'] } }, script)).text).at(-1),
    ).toMatchObject({
      generated_text: 'one two',
      details: { finish_reason: 'stop_sequence', generated_tokens: 2 },
    });
  });
});

describe('a streamed call', () => {
  test.each<[name: string, call: { name: string; arguments: JsonObject | string }, fragments: string]>([
    ['as it should be', { name: 'find', arguments: { a: 'b c', d: 2 } }, '{ "a": "b c", "d": 2}'],
    ['without arguments', { name: 'find', arguments: {} }, '{'],
    ['in compact JSON', { name: 'find', arguments: '{"a":"b","d":2}' }, '{}'],
    ['with a space before the comma', { name: 'find', arguments: '{ ,"a": "b"}' }, '{ ,"a": "b"}'],
  ])('%s begins with {, has its id in all chunks, and no reason', async (_, call, fragments) => {
    const body = { messages, tools: toolOf(object({})), stream: true, stream_options: { include_usage: true } };
    const { text } = await ask(CHAT, body, [{ calls: [call] }]);
    const events = eventsOf(text);
    const parts = events.flatMap(({ choices }) => choices.flatMap(({ delta }: Choice) => delta.tool_calls));

    expect(events.map((event) => validators.ChatStreamEvent.safeParse(event).success)).not.toContain(false);
    expect(parts[0]).toEqual({ index: 0, id: '0', type: 'function', function: { name: 'find', arguments: '{' } });
    expect(parts.slice(1).map((part) => part.function.name)).toEqual(parts.slice(1).map(() => null));
    expect(parts.map((part) => part.function.arguments).join('')).toBe(fragments);
    expect(
      events.flatMap(({ choices }) => choices.map(({ finish_reason: reason }: Choice) => reason ?? '')).join(''),
    ).toBe('');
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 14 } });
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

describe('a request', () => {
  test.each<[path: string, body: object, said: string]>([
    ['/generate', {}, 'missing field `inputs`'],
    ['/', { inputs: ['a'] }, 'inputs: invalid type: sequence, expected a string'],
    [
      '/generate',
      { inputs: 'a', parameters: null },
      'parameters: invalid type: null, expected struct GenerateParameters',
    ],
    [CHAT, { messages, stop: 'x' }, 'stop: invalid type: string "x", expected a sequence'],
    [CHAT, { messages, stream_options: null }, 'stream_options: invalid type: null, expected struct StreamOptions'],
    [CHAT, { messages, max_tokens: 3, max_completion_tokens: 4 }, 'duplicate field `max_tokens`'],
    [
      CHAT,
      { messages: [{ role: 'user', content: null }] },
      'messages[0]: data did not match any variant of untagged enum MessageBody',
    ],
    [CHAT, { messages, response_format: { type: 'json_object' } }, 'response_format: missing field `value`'],
    [
      CHAT,
      { messages, tools: [{ type: 'function', function: { name: 'a' } }] },
      'tools[0].function: missing field `arguments`',
    ],
    ['/v1/completions', { prompt: [] }, 'prompt: Empty array detected. Do not use an empty array for the prompt.'],
  ])('of another form is refused as text, in a stream too: %s %j', async (path, body, said) => {
    for (const stream of [false, true]) {
      expect(await ask(path, { ...body, stream })).toEqual({
        status: 422,
        type: 'text/plain; charset=utf-8',
        text: expect.stringContaining(said),
      });
    }
  });

  test.each<[path: string, body: object, type: string, isInBand: boolean]>([
    [CHAT, { messages, top_p: 1 }, 'validation', true],
    ['/generate_stream', { inputs: 'a', parameters: { temperature: 0 } }, 'validation', true],
    ['/generate_stream', { inputs: 'a', parameters: { stop: ['a', 'b', 'c', 'd', 'e'] } }, 'validation', true],
    [CHAT, { messages, tools: toolOf({}), tool_choice: 'nope' }, 'tool_error', false],
    [CHAT, { messages, tools: toolOf({}), response_format: { type: 'regex', value: 'a' } }, 'tool_error', false],
    ['/v1/completions', { prompt: ['a', 'a', 'a', 'a', 'a'] }, 'batch size exceeded', false],
  ])('that is wrong is told by an event only where the stream has begun: %s %j', async (path, body, type, isInBand) => {
    const { status, text } = await ask(path, { ...body, stream: true });

    expect(status).toBe(isInBand ? 200 : 422);
    expect(isInBand ? eventsOf(text).length : JSON.parse(text).error_type).toBe(isInBand ? 1 : type);
  });

  test('of several prompts has their choices in the order in which they end', async () => {
    const { choices, usage } = JSON.parse((await ask('/v1/completions', { prompt: ['a', 'b', 'c'] })).text);

    expect(choices.map(({ index }: { index: number }) => index)).toEqual([2, 1, 0]);
    expect(usage).toEqual({ prompt_tokens: 18, completion_tokens: 3, total_tokens: 21 });
  });

  test('whose tools are not called has the usage of another pass', async () => {
    const { usage } = JSON.parse((await ask(CHAT, { messages, tools: toolOf({}) })).text);

    expect(usage.completion_tokens).toBe(14);
  });
});
