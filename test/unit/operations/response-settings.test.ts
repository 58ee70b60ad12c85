import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createGateway } from '../../../src/gateway.ts';
import type { GatewayConfig } from '../../../src/gateway.ts';
import type { EasyLLMOptions, ResponseRequest } from '../../../src/index.ts';
import {
  BadRequestError,
  ConfigurationError,
  ContentFilterFinishReasonError,
  EasyLLM,
  InvalidOutputError,
  LengthFinishReasonError,
  RefusalError,
} from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

type Body = Record<string, unknown>;

const ADD = { type: 'function' as const, name: 'add' };
const SEARCH = { type: 'web_search' as const };
const headers = { 'content-type': 'application/json' };

/** A server in OpenAI's shape that gives one choice, and what it was sent. */
function serve(choice: object = { message: { content: 'ok' }, finish_reason: 'stop' }) {
  const bodies: Body[] = [];
  const warned: string[] = [];
  const settings: EasyLLMOptions = {
    apiBase: 'http://v1.test/v1',
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn: (line) => warned.push(line), info() {}, debug() {} },
    async fetch(request) {
      bodies.push(JSON.parse(await request.text()));
      return Response.json({ id: 'x', choices: [{ index: 0, ...choice }] });
    },
  };
  return { settings, bodies, warned };
}

async function post(config: GatewayConfig, body: object): Promise<Response> {
  return createGateway(config).request('/v1/responses', { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('hosted tools', () => {
  const body = { input: 'Hi', tools: [SEARCH, ADD, { type: 'file_search' as const }, SEARCH] };

  test('are left out, and named in a header and in the log', async () => {
    const { settings, bodies, warned } = serve();
    const whole = await post(settings, body);
    const streamed = await post(settings, { ...body, stream: true });

    expect(bodies[0]?.['tools']).toMatchObject([{ function: { name: 'add' } }]);
    expect(whole.headers.get('x-easyllm-ignored')).toBe('web_search, file_search');
    expect(streamed.headers.get('x-easyllm-ignored')).toBe('web_search, file_search');
    expect(await whole.json()).toMatchObject({
      tools: [{ ...ADD, description: null, parameters: null, strict: null }],
    });
    expect(warned.filter((line) => line.includes('web_search, file_search'))).toHaveLength(2);
    expect((await post(settings, { input: 'Hi' })).headers.get('x-easyllm-ignored')).toBeNull();
  });

  test('are named also where a stream is answered before the server has said anything', async () => {
    const { settings } = serve();
    const { fetch = globalThis.fetch } = settings;
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slow: GatewayConfig = {
      ...settings,
      commitAfterMs: 1,
      fetch: async (...input) => {
        await held;
        return fetch(...input);
      },
    };
    const response = await post(slow, { ...body, stream: true });
    go();

    expect(response.headers.get('x-easyllm-ignored')).toBe('web_search, file_search');
    expect(await response.text()).toContain('response.completed');
  });

  test('are refused where the operator or the program says so', async () => {
    const { settings, bodies } = serve();
    const response = await post({ ...settings, hostedTools: 'refuse' }, body);
    const client = new EasyLLM({ ...settings, hostedTools: 'refuse' });
    const error = { code: 'unsupported_tool', param: 'tools[0].type' };

    expect([response.status, await response.json()]).toMatchObject([400, { error }]);
    await expect(client.responses.create(body)).rejects.toMatchObject(error);
    expect(bodies).toEqual([]);
  });

  test('take no other setting', async () => {
    const { settings } = serve();

    await expect(
      new EasyLLM({ ...settings, hostedTools: 'run' as never }).responses.create({ input: 'Hi' }),
    ).rejects.toBeInstanceOf(ConfigurationError);
    expect(() => createGateway({ ...settings, hostedTools: 'run' as never })).toThrow('`hostedTools`');
  });
});

describe('the choice of a tool', () => {
  test.each<[ResponseRequest['tool_choice'], unknown]>([
    [
      { type: 'function', name: 'add' },
      { type: 'function', function: { name: 'add' } },
    ],
    // The form of chat, as the AI SDK's `huggingface()` sends it.
    [
      { type: 'function', function: { name: 'add' } },
      { type: 'function', function: { name: 'add' } },
    ],
    [{ type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'add' }] }, 'required'],
    ['required', 'required'],
  ])('%j reaches the chat', async (choice, want) => {
    const { settings, bodies } = serve();
    await new EasyLLM(settings).responses.create({ input: 'Hi', tools: [ADD], tool_choice: choice });

    expect(bodies[0]?.['tool_choice']).toEqual(want);
  });
});

describe('an error of a response', () => {
  const toText = (text: string) => ({ type: 'input_text' as const, text });

  test.each<[what: string, dialect: EasyLLMOptions['dialect'], body: ResponseRequest, param: string, named?: string]>([
    [
      'the effort of reasoning at TGI',
      'tgi',
      { input: 'Hi', reasoning: { effort: 'low' } },
      'reasoning.effort',
      '`reasoning.effort`',
    ],
    ['the verbosity at TGI', 'tgi', { input: 'Hi', text: { verbosity: 'low' } }, 'text.verbosity', '`text.verbosity`'],
    [
      'a schema that the server has no words for',
      'tgi',
      { input: 'Hi', text: { format: { type: 'json_schema', name: 'n', schema: { $ref: '#/nowhere' } } } },
      'text.format.schema.$ref',
    ],
    [
      'a part that the server does not take',
      'tgi',
      {
        instructions: 'Hm',
        input: [
          { role: 'user', content: 'a' },
          {
            role: 'user',
            content: [toText('b'), { type: 'input_audio', input_audio: { data: 'aa', format: 'wav' } }],
          },
        ],
      },
      'input[1].content[1]',
      '`input[1].content[1]`',
    ],
    [
      'a tool that the server does not take',
      'tgi',
      {
        input: 'Hi',
        tools: [SEARCH, { type: 'namespace', name: 'n', tools: [{ ...ADD, parameters: { $ref: '#/nowhere' } }] }],
      },
      'tools[1].tools[0].parameters.$ref',
    ],
    ['a choice without tools', 'vllm', { input: 'Hi', tool_choice: 'required' }, 'tool_choice'],
    ['a wrong limit', 'vllm', { input: 'Hi', max_output_tokens: 0 }, 'max_output_tokens'],
  ])('names %s as its caller wrote it', async (_what, dialect, body, param, named = param) => {
    const { settings, bodies } = serve();
    const error: unknown = await new EasyLLM({ ...settings, dialect }).responses.create(body).catch((e: unknown) => e);

    expect(error).toMatchObject({ param });
    expect(String(error)).toContain(named);
    expect(bodies).toEqual([]);
  });

  test('of the server has our name for its member', async () => {
    const { settings } = serve();
    const fetch = async () =>
      Response.json({ error: { message: 'too large', param: 'max_tokens', code: 'c' } }, { status: 400 });
    const call = new EasyLLM({ ...settings, fetch }).responses.create({ input: 'Hi', max_output_tokens: 5 });

    await expect(call).rejects.toMatchObject({ param: 'max_output_tokens' });
  });
});

describe('defaults of a model', () => {
  test('hold for responses too, under their names there, unless the caller has its own', async () => {
    const { settings, bodies } = serve();
    const defaults = { temperature: 0.5, max_tokens: 7, top_k: 3, reasoning_effort: 'low', verbosity: 'low' };
    const config = { ...settings, dialect: 'vllm' as const, models: { m: { defaults } } };
    const first = await post(config, { model: 'm', input: 'Hi' });
    await post(config, { model: 'm', input: 'Hi', max_output_tokens: 9, reasoning: { effort: 'high' } });

    expect(await first.json()).toMatchObject({ temperature: 0.5, max_output_tokens: 7 });
    expect(bodies).toMatchObject([
      { temperature: 0.5, max_completion_tokens: 7, top_k: 3, reasoning_effort: 'low', verbosity: 'low' },
      { temperature: 0.5, max_completion_tokens: 9, reasoning_effort: 'high' },
    ]);
    expect(bodies.some((body) => 'max_tokens' in body)).toBe(false);
  });
});

describe('responses.parse', () => {
  const City = z.object({ city: z.string() });
  const parse = (choice: object) => new EasyLLM(serve(choice).settings).responses.parse({ input: 'Hi', text: City });

  test('asks for the schema, and gives the value', async () => {
    const { settings, bodies } = serve({ message: { content: '{"city":"Paris"}' }, finish_reason: 'stop' });
    const client = new EasyLLM(settings);
    const parsed = await client.responses.parse({ input: 'Hi', text: City });
    const { data } = await client.responses
      .parse({ input: 'Hi', text: { format: City, verbosity: 'low' } })
      .withResponse();
    const city: string | undefined = parsed.output_parsed?.city;

    expect([city, parsed.output_text, data.output_parsed]).toEqual(['Paris', '{"city":"Paris"}', { city: 'Paris' }]);
    expect(bodies).toMatchObject([
      {
        response_format: { type: 'json_schema', json_schema: { schema: { properties: { city: { type: 'string' } } } } },
      },
      { verbosity: 'low' },
    ]);
  });

  test('takes a schema of another library with its JSON Schema', async () => {
    const { settings } = serve({ message: { content: '5' }, finish_reason: 'stop' });
    const schema = {
      '~standard': { version: 1 as const, vendor: 'x', validate: (value: unknown) => ({ value: Number(value) + 1 }) },
    };
    const text = { schema, jsonSchema: { type: 'number' } };
    const { output_parsed: value } = await new EasyLLM(settings).responses.parse({ input: 'Hi', text });

    expect(value).toBe(6);
  });

  test('gives null where the model calls a tool', async () => {
    const tool_calls = [{ id: 'a', type: 'function', function: { name: 'add', arguments: '{}' } }];
    const parsed = await parse({ message: { content: null, tool_calls }, finish_reason: 'tool_calls' });

    expect(parsed.output_parsed).toBeNull();
  });

  test.each([
    [{ message: { content: '{"city":' }, finish_reason: 'length' }, LengthFinishReasonError],
    [{ message: { content: '{' }, finish_reason: 'content_filter' }, ContentFilterFinishReasonError],
    [{ message: { content: null, refusal: 'No.' }, finish_reason: 'stop' }, RefusalError],
    [{ message: { content: 'Paris' }, finish_reason: 'stop' }, InvalidOutputError],
    [{ message: { content: '{"city":5}' }, finish_reason: 'stop' }, InvalidOutputError],
  ])('rejects for %j', async (choice, errorClass) => {
    await expect(parse(choice)).rejects.toBeInstanceOf(errorClass);
  });

  test.each([[undefined], [{ type: 'object' }], [{ format: { type: 'json_schema' } }]])(
    'refuses %j, which is no schema',
    async (text) => {
      const { settings } = serve();

      await expect(new EasyLLM(settings).responses.parse({ input: 'Hi', text: text as never })).rejects.toBeInstanceOf(
        ConfigurationError,
      );
    },
  );

  test('refuses what is no body', async () => {
    await expect(new EasyLLM(serve().settings).responses.parse(null as never)).rejects.toBeInstanceOf(BadRequestError);
  });
});

describe('responses.create', () => {
  test('gives the responses of the server beside its own, whole and streamed', async () => {
    const { settings } = serve();
    const client = new EasyLLM(settings);
    const whole = await client.responses.create({ input: 'Hi' }).withResponse();
    const streamed = await client.responses.create({ input: 'Hi', stream: true }).withResponse();

    expect([whole.response.status, whole.data.output_text]).toEqual([200, 'ok']);
    expect(streamed.response.status).toBe(200);
    expect((await collect(streamed.data)).at(-1)?.type).toBe('response.completed');
  });
});
