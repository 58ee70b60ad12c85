import { describe, expect } from 'vitest';
import * as z from 'zod';

import type { EasyLLM } from '../../src/client/easyllm.ts';
import { MESSAGES, failureOf, resting, test } from '../support/fault-test.ts';

type JsonSchema = Record<string, unknown>;

const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' } } };
const mutual = {
  a: { type: 'object', properties: { b: { $ref: '#/$defs/b' } } },
  b: { type: 'object', properties: { a: { $ref: '#/$defs/a' } } },
};

/** Schemas at which the process of TGI ends, wherever they stand. */
const RECURSIVE: readonly [name: string, schema: JsonSchema][] = [
  ['of itself', { type: 'object', properties: { next: { $ref: '#' } } }],
  ['of a definition', { type: 'object', properties: { a: { $ref: '#/$defs/node' } }, $defs: { node } }],
  ['of two definitions', { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: mutual }],
  ['of a property', { type: 'object', properties: { a: { type: 'array', items: { $ref: '#/properties/a' } } } }],
  ['of an item', { type: 'object', properties: { a: { anyOf: [{ items: { $ref: '#/properties/a/anyOf/0' } }] } } }],
  ['without the number sign', { type: 'object', properties: { a: { $ref: '$defs/node' } }, $defs: { node } }],
];

const format = (schema: JsonSchema) => ({ type: 'json_schema', json_schema: { name: 'answer', schema } }) as const;
const toolOf = (parameters: JsonSchema) => ({ type: 'function' as const, function: { name: 'find', parameters } });

/** The ways of a schema to TGI. */
const PLACES: readonly [
  name: string,
  native: boolean,
  call: (client: EasyLLM, schema: JsonSchema) => Promise<unknown>,
][] = [
  [
    'response_format',
    true,
    (client, schema) => client.chat.completions.create({ messages: MESSAGES, response_format: format(schema) }),
  ],
  [
    'response_format of /v1',
    false,
    (client, schema) => client.chat.completions.create({ messages: MESSAGES, response_format: format(schema) }),
  ],
  [
    'parse',
    true,
    (client, jsonSchema) =>
      client.chat.completions.parse({ messages: MESSAGES, schema: { schema: z.any(), jsonSchema } }),
  ],
  [
    'grammar',
    true,
    (client, value) => client.chat.completions.create({ messages: MESSAGES, grammar: { type: 'json', value } }),
  ],
  [
    'grammar as text',
    true,
    (client, schema) =>
      client.chat.completions.create({
        messages: MESSAGES,
        grammar: { type: 'json_object', value: JSON.stringify(schema) },
      }),
  ],
  [
    'grammar with a name',
    true,
    (client, schema) =>
      client.chat.completions.create({ messages: MESSAGES, grammar: { type: 'json_schema', value: { schema } } }),
  ],
  [
    'grammar of /v1',
    false,
    (client, value) => client.chat.completions.create({ messages: MESSAGES, grammar: { type: 'json', value } }),
  ],
  [
    'grammar of a completion',
    true,
    (client, value) => client.completions.create({ prompt: 'a', grammar: { type: 'json', value } }),
  ],
  ['tools', false, (client, schema) => client.chat.completions.create({ messages: MESSAGES, tools: [toolOf(schema)] })],
  [
    'runTools',
    false,
    (client, parameters) =>
      client.chat.completions.runTools({
        messages: MESSAGES,
        tools: [{ type: 'function', function: { name: 'find', parameters, function: () => '' } }],
      }),
  ],
];

describe.for(PLACES)('a recursive schema in %s', ([, isNative, call]) => {
  test.for(RECURSIVE)('%s is refused, and nothing is sent', async ([, schema], { serve, connect }) => {
    const server = await serve([{ status: 500 }]);
    const client = connect(server, isNative ? {} : { promptBuilder: undefined, dialect: 'tgi' });

    expect(await failureOf(call(client, schema))).toMatchObject({ name: 'UnsupportedError' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('a schema with lists of types', () => {
  const answer = { choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }] };

  test.for(PLACES)('goes out without them: %s', async ([, isNative, call], { serve, connect }) => {
    const server = await serve([{ steps: [{ send: JSON.stringify(isNative ? [{ generated_text: '{}' }] : answer) }] }]);
    const client = connect(server, isNative ? {} : { promptBuilder: undefined, dialect: 'tgi' });

    await call(client, { type: 'object', properties: { a: { type: ['string', 'null'], minLength: 1 } } });

    const schema = '"a":{"anyOf":[{"type":"string","minLength":1},{"type":"null"}]}';
    expect(server.requests[0]?.body.replaceAll('\\"', '"')).toContain(schema);
  });
});

describe('a schema with definitions', () => {
  const answer = { choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }] };

  test.for(PLACES)('goes out without references: %s', async ([, isNative, call], { serve, connect }) => {
    const server = await serve([{ steps: [{ send: JSON.stringify(isNative ? [{ generated_text: '{}' }] : answer) }] }]);
    const client = connect(server, isNative ? {} : { promptBuilder: undefined, dialect: 'tgi' });
    const city = { type: 'object', properties: { name: { type: 'string' } } };

    await call(client, { type: 'object', properties: { a: { $ref: '#/$defs/city' } }, $defs: { city } });

    const sent = server.requests[0]?.body.replaceAll('\\"', '"');
    expect(sent).toContain('"a":{"type":"object","properties":{"name":{"type":"string"}}}');
    expect(sent).not.toContain('$');
  });
});

describe('a tool', () => {
  test('by the name that TGI has for none is refused', async ({ serve, connect }) => {
    const server = await serve([{ status: 500 }]);
    const tools = [{ type: 'function' as const, function: { name: 'no_tool', parameters: {} } }];
    const asked = connect(server, { promptBuilder: undefined, dialect: 'tgi' }).chat.completions.create({
      messages: MESSAGES,
      tools,
    });

    expect(await failureOf(asked)).toMatchObject({ name: 'UnsupportedError', param: 'tools[0].function.name' });
    expect(server.requests).toHaveLength(0);
  });

  test.for(['#/$functions/find', '$functions/find', '#/properties/function/anyOf/0', ''])(
    'that refers to the router’s own grammar is refused: %s',
    async (ref, { serve, connect }) => {
      const server = await serve([{ status: 500 }]);
      const client = connect(server, { promptBuilder: undefined, dialect: 'tgi' });
      const schema = { type: 'object', properties: { a: { $ref: ref }, function: { type: 'string' } } };

      const error = await failureOf(client.chat.completions.create({ messages: MESSAGES, tools: [toolOf(schema)] }));

      expect(error).toMatchObject({
        name: 'UnsupportedError',
        param: 'tools[0].function.parameters.properties.a.$ref',
      });
      expect(server.requests).toHaveLength(0);
    },
  );
});

describe('a connection that breaks over a grammar', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } };

  test.for(PLACES)('is not tried again: %s', async ([, isNative, call], { serve, connect }) => {
    const server = await serve([{ steps: ['reset'] }]);
    const client = connect(server, isNative ? {} : { promptBuilder: undefined, dialect: 'tgi' });

    expect(await failureOf(call(client, schema))).toMatchObject({ name: 'APIConnectionError', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test('is not tried again where a stream has begun', async ({ serve, connect }) => {
    const server = await serve([
      { headers: { 'content-type': 'text/event-stream' }, steps: resting('headers', 'reset') },
    ]);
    const body = { messages: MESSAGES, response_format: format(schema), stream: true } as const;

    expect(await failureOf(connect(server).chat.completions.create(body))).toMatchObject({
      name: 'StreamTruncatedError',
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('is tried again where the server is no TGI', async ({ serve, connect }) => {
    const server = await serve(({ method }) => (method === 'GET' ? { status: 404 } : { steps: ['reset'] }));
    const client = connect({ url: `${server.url}/v1` }, { promptBuilder: undefined, maxRetries: 1 });

    await failureOf(client.chat.completions.create({ messages: MESSAGES, tools: [toolOf(schema)] }));

    // Once more at once where the connection had been used before, and as often as retries are allowed.
    const made = server.requests.filter(({ path }) => path === '/v1/chat/completions').length;
    expect(made).toBeGreaterThanOrEqual(2);
  });
});
