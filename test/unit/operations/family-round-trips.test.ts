import { describe, expect, test } from 'vitest';

import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import type { ChatCompletionMessage } from '../../../src/openai.ts';
import { type ResponseTemplateName, chatTemplate } from '../../../src/prompt.ts';
import { fakeTgi } from '../../../src/testing.ts';
import { FAMILIES } from '../../jinja/families.ts';
import { ANSWER, thoughtOf, writeAnswer, writeCall } from '../../response/cases.ts';

/** A template in the style of each family that makes calls, and the name of the response template that it is known by. */
const BUILDERS: readonly (readonly [template: string, family: ResponseTemplateName])[] = [
  ['qwen2.5', 'qwen'],
  ['qwen3', 'qwen'],
  ['smollm3', 'qwen'],
  ['qwen3-coder', 'qwen3_coder'],
  ['llama3.1', 'llama3'],
  ['mistral-nemo', 'mistral'],
  ['magistral', 'mistral_v11'],
  ['deepseek-v3.1', 'deepseek'],
  ['gemma4', 'gemma4'],
  ['gpt-oss', 'gpt_oss'],
  ['glm4.5', 'glm4'],
  ['kimi-k2', 'kimi_k2'],
  ['phi4-mini', 'phi4'],
  ['granite3', 'granite3'],
  ['granite4.0', 'granite4'],
  ['command-r7b', 'command_r'],
];

const parameters = { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } };
const tools = [{ type: 'function' as const, function: { name: 'get_weather', description: 'Weather.', parameters } }];
const messages = [{ role: 'user' as const, content: 'How is Paris?' }];
const args = { city: 'Paris', days: 3 };

/** A TGI whose model calls the tool, and answers once the prompt has its result; and a client that builds the prompt. */
async function seat(template: string, family: ResponseTemplateName, size = Number.POSITIVE_INFINITY) {
  const builder = await chatTemplate({
    template: FAMILIES[template] ?? '',
    bos_token: '<s>',
    eos_token: '</s>',
    // DeepSeek’s template opens the reasoning itself.
    thinking: false,
  });
  const tgi = fakeTgi({
    script: ({ body }) => {
      const text = body.includes('raining today') ? writeAnswer(family) : writeCall(family, 'get_weather', args);
      const tokens: string[] = [];
      for (let at = 0; at < text.length; at += size) tokens.push(text.slice(at, at + size));
      return { tokens };
    },
  });
  const config = { apiBase: 'http://tgi.test', fetch: tgi, promptBuilder: builder };
  return { builder, config, client: new EasyLLM(config) };
}

interface Read {
  calls: unknown[];
  reasoning: string;
  content: string;
}

function read({ content, reasoning, tool_calls: calls }: Partial<ChatCompletionMessage>): Read {
  return {
    calls: (calls ?? []).map(({ function: { name, arguments: json } }) => [name, JSON.parse(json)]),
    reasoning: typeof reasoning === 'string' ? reasoning : '',
    content: content ?? '',
  };
}

async function readStream(client: EasyLLM): Promise<Read> {
  const made: Read = { calls: [], reasoning: '', content: '' };
  let [name, json] = ['', ''];
  for await (const { choices } of await client.chat.completions.create({ messages, tools, stream: true })) {
    const delta = choices[0]?.delta;
    made.content += delta?.content ?? '';
    made.reasoning += delta?.reasoning ?? '';
    name += delta?.tool_calls?.[0]?.function?.name ?? '';
    json += delta?.tool_calls?.[0]?.function?.arguments ?? '';
  }
  return { ...made, calls: [[name, JSON.parse(json)]] };
}

describe.each(BUILDERS)('with a template like that of %s', (template, family) => {
  const wanted: Read = { calls: [['get_weather', args]], reasoning: thoughtOf(family), content: '' };

  test('calls are read, whole and at every cut', async () => {
    const { client, builder } = await seat(template, family);
    const { choices } = await client.chat.completions.create({ messages, tools });

    expect(builder.responseTemplate).toBe(family);
    expect(read(choices[0]?.message ?? {})).toEqual(wanted);
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    for (const size of [1, 2, 3, 7, 50]) {
      expect(await readStream((await seat(template, family, size)).client)).toEqual(wanted);
    }
  });

  test('a tool runs to its end', async () => {
    const { client } = await seat(template, family);
    const asked: unknown[] = [];
    const result = await client.chat.completions.runTools({
      messages,
      tools: [
        {
          type: 'function',
          function: {
            ...tools[0]?.function,
            name: 'get_weather',
            parse: (json: string): unknown => JSON.parse(json),
            function: (given: unknown) => {
              asked.push(given);
              return 'raining today';
            },
          },
        },
      ],
    });

    expect(asked).toEqual([args]);
    expect(result.content).toBe(ANSWER);
  });

  test('a gateway answers the same', async () => {
    const { config } = await seat(template, family);
    const gateway = createGateway({ ...config, auth: 'none' });
    const response = await gateway.fetch(
      new Request('http://easyllm/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messages, tools }),
      }),
    );
    const { choices }: { choices: { message: ChatCompletionMessage }[] } = JSON.parse(await response.text());

    expect(read(choices[0]?.message ?? {})).toEqual(wanted);
  });

  test('responses have the same items, whole and streamed', async () => {
    const input = 'How is Paris?';
    const offered = tools.map(({ function: offer }) => ({ type: 'function' as const, ...offer }));
    const { client } = await seat(template, family, 3);
    const { output } = await client.responses.create({ input, tools: offered });
    const streamed: unknown[] = [];
    for await (const event of await client.responses.create({ input, tools: offered, stream: true })) {
      if (event.type === 'response.completed') streamed.push(...event.response.output.map(({ type }) => type));
    }
    const types = [...(thoughtOf(family) === '' ? [] : ['reasoning']), 'function_call'];

    expect(output.map(({ type }) => type)).toEqual(types);
    expect(output.at(-1)).toMatchObject({ name: 'get_weather', status: 'completed' });
    expect(streamed).toEqual(types);
  });
});
