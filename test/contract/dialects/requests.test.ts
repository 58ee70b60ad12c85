/** What a request becomes for each server: only what differs from the request itself is written down. */
import { describe, expect, test } from 'vitest';
import type { ChatCompletionCreateParams, CompletionCreateParams } from '../../../src/index.ts';
import type { Dialect } from '../../../src/bridge/dialect.ts';
import { EasyLLM, UnsupportedError } from '../../../src/index.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
const tools = [{ type: 'function' as const, function: { name: 'f', parameters: schema } }];
const named = { type: 'function' as const, function: { name: 'f' } };
const tgiFormat = { type: 'json_object' as const, value: schema };
const regex = { type: 'regex' as const, value: '[a-z]+' };
const thought = { role: 'assistant' as const, content: 'Hi', reasoning: 'Well.', reasoning_content: 'Well.' };

type Change = Readonly<Record<string, unknown>>;
/** The members that a body has; undefined for those that it has not. A string: refused by name of that field. */
type Want = Change | string;
type Servers = Readonly<Partial<Record<Dialect, Want>>>;

const OTHERS = ['openai', 'vllm', 'sglang', 'llamacpp', 'ollama', 'transformers', 'lmdeploy', 'mlx', 'router'] as const;
const ALL: readonly Dialect[] = [...OTHERS, 'tgi'];

/** Of a chat: what it becomes anywhere, and where it becomes something else. */
/** `reasoning_effort: 'low'` where chat templates alone have something for it. */
const OWN_EFFORT = {
  reasoning_effort: undefined,
  chat_template_kwargs: { enable_thinking: true, thinking: true, reasoning_effort: 'low' },
};

const CHATS: readonly (readonly [
  name: string,
  change: Partial<ChatCompletionCreateParams>,
  all: Change,
  servers: Servers,
])[] = [
  ['a stop', { stop: 'END' }, { stop: 'END' }, { tgi: { stop: ['END'] } }],
  ['stops', { stop: ['END', 'X'] }, { stop: ['END', 'X'] }, {}],
  ['top_p of 1', { top_p: 1 }, { top_p: 1 }, { tgi: { top_p: undefined } }],
  [
    'a temperature of 0',
    { temperature: 0, top_p: 0.5 },
    { temperature: 0, top_p: 0.5 },
    { tgi: { temperature: 0, top_p: undefined } },
  ],
  ['no presence penalty', { presence_penalty: 0 }, { presence_penalty: undefined }, {}],
  ['a presence penalty', { presence_penalty: 1 }, { presence_penalty: 1 }, { tgi: 'presence_penalty' }],
  ['a frequency penalty', { frequency_penalty: 1 }, { frequency_penalty: 1 }, {}],
  ['no tools', { tools: [] }, { tools: undefined, tool_choice: undefined }, {}],
  [
    'nulls',
    { stop: null, seed: null, response_format: null, tools: null },
    { stop: undefined, seed: undefined, response_format: undefined, tools: undefined },
    {},
  ],
  [
    'a limit by its new name',
    { max_completion_tokens: 5 },
    { max_completion_tokens: 5, max_tokens: undefined },
    Object.fromEntries(
      (['tgi', 'ollama', 'transformers', 'lmdeploy'] as const).map((name) => [
        name,
        { max_tokens: 5, max_completion_tokens: undefined },
      ]),
    ),
  ],
  [
    'n',
    { n: 2 },
    { n: 2 },
    Object.fromEntries(
      (['tgi', 'ollama', 'transformers', 'lmdeploy', 'mlx'] as const).map((name) => [name, { n: undefined }]),
    ),
  ],
  ['tools', { tools }, { tools, tool_choice: undefined }, { tgi: { tools, tool_choice: 'auto' } }],
  [
    'a tool that is named',
    { tools, tool_choice: named },
    { tools, tool_choice: named },
    { tgi: { tool_choice: 'f' }, llamacpp: { tools, tool_choice: 'required' }, ollama: 'tool_choice' },
  ],
  [
    'a tool that is required',
    { tools, tool_choice: 'required' },
    { tools, tool_choice: 'required' },
    { ollama: 'tool_choice' },
  ],
  [
    'tools that are not to be called',
    { tools, tool_choice: 'none' },
    { tools, tool_choice: 'none' },
    { tgi: { tools: undefined, tool_choice: undefined }, ollama: { tools: undefined, tool_choice: undefined } },
  ],
  [
    'a schema',
    { response_format: format },
    { response_format: format },
    { tgi: { response_format: tgiFormat }, transformers: 'response_format', mlx: 'response_format' },
  ],
  [
    'TGI’s form of a schema',
    { response_format: tgiFormat },
    { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } },
    { tgi: { response_format: tgiFormat }, transformers: 'response_format', mlx: 'response_format' },
  ],
  [
    'a regular expression',
    { response_format: regex },
    { response_format: regex },
    {
      vllm: { structured_outputs: { regex: regex.value }, response_format: undefined },
      sglang: { regex: regex.value, response_format: undefined },
      lmdeploy: { response_format: { type: 'regex_schema', regex_schema: regex.value } },
      ollama: 'response_format',
      transformers: 'response_format',
      mlx: 'response_format',
    },
  ],
  [
    'plain text',
    { response_format: { type: 'text' } },
    {},
    { tgi: { response_format: undefined }, transformers: { response_format: undefined } },
  ],
  ['logprobs', { logprobs: true, top_logprobs: 2 }, { logprobs: true, top_logprobs: 2 }, { transformers: 'logprobs' }],
  [
    'how hard to think',
    { reasoning_effort: 'low' },
    { reasoning_effort: 'low' },
    { tgi: 'reasoning_effort', transformers: OWN_EFFORT, mlx: OWN_EFFORT },
  ],
  ['a seed with all its digits', { seed: '9007199254740993' }, {}, {}],
  [
    'what was thought',
    { messages: [...messages, thought] },
    { messages: [...messages, { role: 'assistant', content: 'Hi', reasoning_content: 'Well.' }] },
    {
      ...Object.fromEntries(
        (['vllm', 'ollama', 'mlx'] as const).map((name) => [
          name,
          { messages: [...messages, { role: 'assistant', content: 'Hi', reasoning: 'Well.' }] },
        ]),
      ),
      tgi: { messages: [...messages, { role: 'assistant', content: 'Hi' }] },
    },
  ],
  [
    'a developer',
    { messages: [{ role: 'developer', content: 'Be brief.' }] },
    { messages: [{ role: 'developer', content: 'Be brief.' }] },
    { tgi: { messages: [{ role: 'system', content: 'Be brief.' }] } },
  ],
];

const COMPLETIONS: readonly (readonly [
  name: string,
  change: Partial<CompletionCreateParams>,
  all: Change,
  servers: Servers,
])[] = [
  ['a prompt', {}, { prompt: 'Hi' }, {}],
  [
    'echo',
    { echo: true },
    { echo: true },
    Object.fromEntries(
      (['tgi', 'llamacpp', 'ollama', 'transformers'] as const).map((name) => [name, { echo: undefined }]),
    ),
  ],
  ['logprobs', { logprobs: 2 }, { logprobs: 2 }, { tgi: 'logprobs', ollama: 'logprobs', transformers: 'logprobs' }],
  [
    'no alternatives of tokens',
    { logprobs: 0 },
    { logprobs: 1 },
    { tgi: 'logprobs', ollama: 'logprobs', transformers: 'logprobs' },
  ],
  ['a list of prompts', { prompt: ['a', 'b'] }, { prompt: ['a', 'b'] }, { ollama: { prompt: 'a' } }],
  ['a suffix', { suffix: '!' }, { suffix: '!' }, { tgi: 'suffix' }],
  ['top_k', { top_k: 5 }, { top_k: 5 }, { tgi: 'top_k' }],
];

/** The bodies that a request becomes. */
async function send(dialect: Dialect, run: (client: EasyLLM) => Promise<unknown>): Promise<readonly Change[]> {
  const sent: Change[] = [];
  const client = new EasyLLM({
    apiBase: 'http://server.test/v1',
    apiKey: null,
    maxRetries: 0,
    dialect,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
    fetch: async (request) => {
      const body = JSON.parse(await request.text());
      sent.push(body);
      const count = (body.n ?? 1) * (Array.isArray(body.prompt) ? body.prompt.length : 1);
      const { tool_choice: choice } = body;
      const isCall = choice === 'required' || choice === 'f' || (typeof choice === 'object' && choice !== null);
      const calls = [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"city":"Paris"}' } }];
      const message = isCall ? { content: null, tool_calls: calls } : { content: '{"city":"Paris"}' };
      const choices = Array.from({ length: count }, (_, index) => ({
        index,
        message,
        text: 'Hi',
        finish_reason: 'stop',
      }));
      return Response.json({ choices });
    },
  });
  await run(client);
  return sent;
}

/** What becomes of the members that a server is said to be sent; or the name of the field that is refused. */
async function outcomeOf(dialect: Dialect, run: (client: EasyLLM) => Promise<unknown>, want: Want): Promise<Want> {
  try {
    const [body] = await send(dialect, run);
    return Object.fromEntries(Object.keys(typeof want === 'string' ? {} : want).map((name) => [name, body?.[name]]));
  } catch (error) {
    if (UnsupportedError.isInstance(error)) return error.param ?? '';
    throw error;
  }
}

describe('a chat', () => {
  test.each(CHATS)('with %s is what each server takes', async (_, change, all, servers) => {
    for (const dialect of ALL) {
      const run = (client: EasyLLM) => client.chat.completions.create({ messages, model: 'm', ...change });
      const want = servers[dialect] ?? all;

      expect([dialect, await outcomeOf(dialect, run, want)]).toEqual([dialect, want]);
    }
  });

  test('has a model first, and a stream with its options as they are', async () => {
    for (const dialect of ALL) {
      const [body] = await send(dialect, (client) => client.chat.completions.create({ messages, model: 'm' }));

      expect(Object.keys(body ?? {})[0]).toBe('model');
      expect(body).toMatchObject({ model: 'm', messages, stream: false });
    }
  });
});

describe('a text completion', () => {
  test.each(COMPLETIONS)('with %s is what each server takes', async (_, change, all, servers) => {
    for (const dialect of ALL.filter((name) => name !== 'router')) {
      const run = (client: EasyLLM) => client.completions.create({ prompt: 'Hi', model: 'm', ...change });
      const want = servers[dialect] ?? all;

      expect([dialect, await outcomeOf(dialect, run, want)]).toEqual([dialect, want]);
    }
  });
});
