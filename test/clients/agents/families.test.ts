/** Agents over prompts that are built here: each family's own words, read back into reasoning and calls. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type AIMessageChunk, HumanMessage } from '@langchain/core/messages';
import { tool as langChainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import {
  Agent,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
  Runner,
  setTracingDisabled,
  tool,
} from '@openai/agents';
import { generateText, stepCountIs, streamText, tool as aiSdkTool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import { type ResponseTemplateName, chatTemplate } from '../../../src/prompt.ts';
import { fakeTgi } from '../../../src/testing.ts';
import { FAMILIES } from '../../jinja/families.ts';
import { ANSWER, thoughtOf, writeAnswer, writeCall } from '../../response/cases.ts';
import { type Seat, listen } from '../server.ts';
import { apiKey } from './server.ts';

setTracingDisabled(true);

const Place = z.object({ city: z.string() });
const QUESTION = 'How is the weather in Paris?';

const BUILDERS: readonly (readonly [template: string, family: ResponseTemplateName])[] = [
  ['qwen3', 'qwen'],
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

/** A gateway over a TGI whose model calls the tool, and answers once its prompt has the result; tokens of three characters. */
async function sit(template: string, family: ResponseTemplateName): Promise<Seat[]> {
  const promptBuilder = await chatTemplate({ template: FAMILIES[template] ?? '', bos_token: '<s>', eos_token: '</s>' });
  const server = fakeTgi({
    script: ({ body }) => {
      const text = body.includes('raining in')
        ? writeAnswer(family)
        : writeCall(family, 'get_weather', { city: 'Paris' });
      return { tokens: text.match(/[^]{1,3}/g) ?? [] };
    },
  });
  const config = { apiKey: null, apiBase: 'http://tgi.test', dialect: 'tgi' as const, fetch: server, promptBuilder };
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [apiKey] } }).fetch);
  return [
    { baseURL: 'http://easyllm/v1', fetch: new EasyLLM(config).fetch, close: async () => {} },
    { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close },
  ];
}

describe.each(BUILDERS)('with a template like that of %s', (template, family) => {
  let seats: Seat[] = [];
  const thought = thoughtOf(family);
  beforeAll(async () => {
    seats = await sit(template, family);
  });
  afterAll(async () => {
    for (const seat of seats) await seat.close();
  });

  test('openai runs the tool', async () => {
    for (const { baseURL, fetch } of seats) {
      const run = new OpenAI({ apiKey, baseURL, fetch, maxRetries: 0 }).chat.completions.runTools({
        model: 'served',
        messages: [{ role: 'user', content: QUESTION }],
        stream: true,
        tools: [
          {
            type: 'function',
            function: {
              name: 'get_weather',
              description: 'The weather of a city.',
              parameters: z.toJSONSchema(Place) as Record<string, unknown>,
              parse: (text: string) => Place.parse(JSON.parse(text)),
              function: ({ city }: z.infer<typeof Place>) => `raining in ${city}`,
            },
          },
        ],
      });

      expect(await run.finalContent()).toBe(ANSWER);
    }
  });

  test('the AI SDK runs the tool, and sees the reasoning, whole and streamed', async () => {
    for (const { baseURL, fetch } of seats) {
      const ask = {
        model: createOpenAICompatible({ name: 'easyllm', apiKey, baseURL, fetch })('served'),
        prompt: QUESTION,
        stopWhen: stepCountIs(2),
        tools: { get_weather: aiSdkTool({ inputSchema: Place, execute: async ({ city }) => `raining in ${city}` }) },
      };
      const { text, steps } = await generateText(ask);
      const streamed = streamText(ask);

      expect([text, steps[0]?.reasoningText ?? '']).toEqual([ANSWER, thought]);
      expect([await streamed.text, (await streamed.steps)[0]?.reasoningText ?? '']).toEqual([ANSWER, thought]);
    }
  });

  test('LangChain sees the call and the reasoning, whole and streamed', async () => {
    for (const { baseURL, fetch } of seats) {
      const weather = langChainTool(({ city }) => `raining in ${city}`, { name: 'get_weather', schema: Place });
      const configuration = { baseURL, fetch };
      const chat = new ChatOpenAI({ model: 'served', apiKey, maxRetries: 0, configuration, useResponsesApi: false });
      const bound = chat.bindTools([weather]);
      const asked = await bound.invoke(QUESTION);
      let all: AIMessageChunk | undefined;
      for await (const chunk of await bound.stream(QUESTION)) all = all?.concat(chunk) ?? chunk;
      const [call] = asked.tool_calls ?? [];
      const result = await weather.invoke({ ...call, name: 'get_weather', args: { city: 'Paris' }, type: 'tool_call' });
      const answered = await bound.invoke([new HumanMessage(QUESTION), asked, result]);

      for (const message of [asked, all]) {
        expect(message?.tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Paris' } }]);
        expect(message?.additional_kwargs['reasoning_content'] ?? '').toBe(thought);
      }
      expect(answered.text).toBe(ANSWER);
    }
  });

  test.each([
    ['chat', OpenAIChatCompletionsModel],
    ['responses', OpenAIResponsesModel],
  ] as const)('@openai/agents runs the tool over %s, and sees the reasoning', async (_, Model) => {
    for (const { baseURL, fetch } of seats) {
      const client = new OpenAI({ apiKey, baseURL, fetch, maxRetries: 0 });
      const weather = tool({
        name: 'get_weather',
        description: 'The weather of a city.',
        parameters: Place,
        execute: async ({ city }) => `raining in ${city}`,
      });
      const agent = new Agent({ name: 'Weather', model: new Model(client, 'served'), tools: [weather] });
      const result = await new Runner().run(agent, QUESTION);
      const items = result.newItems.filter(({ type }) => type === 'reasoning_item');

      expect(result.finalOutput).toBe(ANSWER);
      expect(items.length > 0).toBe(thought !== '');
    }
  });
});
