import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool as langChainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { Agent as MastraAgent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { Agent, OpenAIChatCompletionsModel, Runner, setTracingDisabled, tool } from '@openai/agents';
import { generateText as generateByAiSdk, stepCountIs, streamText as streamByAiSdk, tool as aiSdkTool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateText, streamText, tool as xsaiTool } from 'xsai';
import { z } from 'zod';
import type { Seat } from '../server.ts';
import { SEATS, apiKey } from './server.ts';

setTracingDisabled(true);

const Place = z.object({ city: z.string() });
const QUESTION = 'How is the weather in Paris?';
const THOUGHT = 'The tool knows.';
const ANSWER = 'It is raining in Paris';

describe.each(SEATS)('through $name', ({ sit }) => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await sit();
  });
  afterAll(() => seat.close());

  describe('openai', () => {
    const client = () => new OpenAI({ apiKey, baseURL: seat.baseURL, fetch: seat.fetch, maxRetries: 0 });
    const request = {
      model: 'served',
      messages: [{ role: 'user' as const, content: QUESTION }],
      tools: [{ type: 'function' as const, function: { name: 'get_weather', parameters: z.toJSONSchema(Place) } }],
    };
    const call = { name: 'get_weather', arguments: '{"city":"Paris"}' };

    test('gets the call, and what the model thought under both names', async () => {
      const { choices } = await client().chat.completions.create(request);

      expect(choices).toMatchObject([
        {
          finish_reason: 'tool_calls',
          message: { tool_calls: [{ function: call }], reasoning: THOUGHT, reasoning_content: THOUGHT },
        },
      ]);
    });

    test('puts the same together of a stream, with its usage', async () => {
      const stream_options = { include_usage: true };
      const { choices, usage } = await client()
        .chat.completions.stream({ ...request, stream_options })
        .finalChatCompletion();

      expect(choices).toMatchObject([{ finish_reason: 'tool_calls', message: { tool_calls: [{ function: call }] } }]);
      expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 });
    });

    test('runs the tool', async () => {
      const run = client().chat.completions.runTools({
        ...request,
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
    });
  });

  describe('LangChain', () => {
    const createChat = () => {
      const configuration = { baseURL: seat.baseURL, fetch: seat.fetch };
      const weather = langChainTool(({ city }) => `raining in ${city}`, { name: 'get_weather', schema: Place });
      const chat = new ChatOpenAI({ model: 'served', apiKey, maxRetries: 0, configuration, useResponsesApi: false });
      return { chat: chat.bindTools([weather]), weather };
    };

    test('gets the call, gives its result back, and is answered', async () => {
      const { chat, weather } = createChat();
      const asked = await chat.invoke(QUESTION);
      const [call] = asked.tool_calls ?? [];
      const result = await weather.invoke({
        ...call,
        name: 'get_weather',
        args: Place.parse(call?.args),
        type: 'tool_call',
      });
      const answered = await chat.invoke([new HumanMessage(QUESTION), asked, result]);

      expect(call).toMatchObject({ name: 'get_weather', args: { city: 'Paris' } });
      expect(result).toBeInstanceOf(ToolMessage);
      expect(answered.text).toBe(ANSWER);
    });

    test('puts the call together of a stream, with its usage', async () => {
      let all: AIMessageChunk | undefined;
      for await (const chunk of await createChat().chat.stream(QUESTION)) all = all?.concat(chunk) ?? chunk;

      expect(all?.tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Paris' } }]);
      expect(all?.usage_metadata).toMatchObject({ input_tokens: 3, output_tokens: 2 });
    });
  });

  describe('the AI SDK', () => {
    const ask = () => ({
      model: createOpenAICompatible({ name: 'easyllm', apiKey, baseURL: seat.baseURL, fetch: seat.fetch })('served'),
      prompt: QUESTION,
      stopWhen: stepCountIs(2),
      tools: {
        get_weather: aiSdkTool({ inputSchema: Place, execute: async ({ city }) => `raining in ${city}` }),
      },
    });

    test('calls a tool, and answers of its result', async () => {
      const { text, steps } = await generateByAiSdk(ask());

      expect([text, steps[0]?.reasoningText]).toEqual([ANSWER, THOUGHT]);
    });

    test('streams the same', async () => {
      const result = streamByAiSdk(ask());
      let text = '';
      for await (const piece of result.textStream) text += piece;

      expect([text, (await result.steps)[0]?.reasoningText]).toEqual([ANSWER, THOUGHT]);
    });
  });

  describe('@openai/agents', () => {
    const createRun = () => {
      const client = new OpenAI({ apiKey, baseURL: seat.baseURL, fetch: seat.fetch, maxRetries: 0 });
      const weather = tool({
        name: 'get_weather',
        description: 'The weather of a city.',
        parameters: Place,
        execute: async ({ city }) => `raining in ${city}`,
      });
      const model = new OpenAIChatCompletionsModel(client, 'served');
      return { runner: new Runner(), agent: new Agent({ name: 'Weather', model, tools: [weather] }) };
    };

    test('calls a tool, and answers of its result', async () => {
      const { runner, agent } = createRun();

      expect((await runner.run(agent, QUESTION)).finalOutput).toBe(ANSWER);
    });

    test('streams the same', async () => {
      const { runner, agent } = createRun();
      const result = await runner.run(agent, QUESTION, { stream: true });
      let text = '';
      for await (const piece of result.toTextStream()) text += piece;

      expect(text).toBe(ANSWER);
    });
  });

  describe('Mastra', () => {
    const createAgent = () => {
      const provider = createOpenAICompatible({ name: 'easyllm', apiKey, baseURL: seat.baseURL, fetch: seat.fetch });
      const weather = createTool({
        id: 'get_weather',
        description: 'The weather of a city.',
        inputSchema: Place,
        execute: async ({ city }) => `raining in ${city}`,
      });
      return new MastraAgent({
        id: 'weather',
        name: 'Weather',
        instructions: 'Answer.',
        model: provider('served'),
        tools: { get_weather: weather },
      });
    };

    test('calls a tool, and answers of its result', async () => {
      expect((await createAgent().generate(QUESTION)).text).toContain(ANSWER);
    });

    test('streams the same', async () => {
      const { textStream } = await createAgent().stream(QUESTION);
      let text = '';
      for await (const piece of textStream) text += piece;

      expect(text).toContain(ANSWER);
    });
  });

  describe('xsai', () => {
    const ask = async () => ({
      apiKey,
      baseURL: `${seat.baseURL}/`,
      fetch: seat.fetch,
      model: 'served',
      maxSteps: 2,
      messages: [{ role: 'user' as const, content: QUESTION }],
      tools: [
        await xsaiTool({
          name: 'get_weather',
          description: 'The weather of a city.',
          parameters: Place,
          execute: ({ city }) => `raining in ${city}`,
        }),
      ],
    });

    test('calls a tool, and answers of its result', async () => {
      expect((await generateText(await ask())).text).toBe(ANSWER);
    });

    test('streams the same, and what the model thought', async () => {
      const { textStream, reasoningTextStream } = streamText(await ask());
      let text = '';
      for await (const piece of textStream) text += piece;
      let thought = '';
      for await (const piece of reasoningTextStream) thought += piece;

      expect([text, thought]).toEqual([ANSWER, THOUGHT]);
    });
  });
});
