/** Unchanged clients whose default is the Responses API; only a base URL, or a `fetch`, is set. */
import { createHuggingFace } from '@ai-sdk/huggingface';
import { createOpenAI as createOpenAI6 } from '@ai-sdk/openai6';
import { createOpenAI as createOpenAI7 } from '@ai-sdk/openai7';
import { HumanMessage } from '@langchain/core/messages';
import { tool as langChainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { Agent, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Seat } from '../server.ts';
import { ANSWER, QUESTION, SAID, SEATS, THOUGHT, apiKey, requests } from './server.ts';

setTracingDisabled(true);

const Place = z.object({ city: z.string() });

describe.each(SEATS)('through $name', ({ sit }) => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await sit();
  });
  afterAll(() => seat.close());
  const settings = () => ({ apiKey, baseURL: seat.baseURL, fetch: seat.fetch });

  describe('openai', () => {
    const create = () => new OpenAI({ ...settings(), maxRetries: 0 });
    const weather = {
      type: 'function' as const,
      name: 'get_weather',
      parameters: z.toJSONSchema(Place) as Record<string, unknown>,
      strict: true,
    };

    test('creates a response, with its counts', async () => {
      const response = await create().responses.create({ model: 'served', input: 'Hi' });

      expect([response.status, response.output_text]).toEqual(['completed', ANSWER]);
      expect(response.usage).toMatchObject({
        input_tokens: 30,
        input_tokens_details: { cached_tokens: 20 },
        output_tokens_details: { reasoning_tokens: 5 },
      });
    });

    test('streams events', async () => {
      const stream = await create().responses.create({ model: 'served', input: 'Hi', stream: true });
      let text = '';
      let last = '';
      for await (const event of stream) {
        if (event.type === 'response.output_text.delta') text += event.delta;
        last = event.type;
      }

      expect([text, last]).toEqual([ANSWER, 'response.completed']);
    });

    test('puts a stream together with its helper, calls too', async () => {
      const stream = create().responses.stream({ model: 'served', input: QUESTION, tools: [weather] });
      const deltas: string[] = [];
      stream.on('response.function_call_arguments.delta', ({ delta }) => deltas.push(delta));
      const { output, output_text: text } = await stream.finalResponse();

      expect(text).toBe(SAID);
      expect(deltas.join('')).toBe('{"city":"Paris"}');
      expect(output).toMatchObject([
        { type: 'reasoning', content: [{ text: THOUGHT }] },
        { type: 'message' },
        {
          type: 'function_call',
          name: 'get_weather',
          arguments: '{"city":"Paris"}',
          parsed_arguments: { city: 'Paris' },
        },
      ]);
    });

    test('parses a structured answer, whole and streamed', async () => {
      const request = { model: 'served', input: 'Hi', text: { format: zodTextFormat(Place, 'place') } };
      const whole = await create().responses.parse(request);
      const streamed = await create().responses.stream(request).finalResponse();

      expect([whole.output_parsed, streamed.output_parsed]).toEqual([{ city: 'Paris' }, { city: 'Paris' }]);
    });

    test('gives all of a turn back, with the result of the call', async () => {
      const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: QUESTION }];
      const include: OpenAI.Responses.ResponseIncludable[] = ['reasoning.encrypted_content'];
      const asked = await create().responses.create({ model: 'served', input, tools: [weather], include });
      const call = asked.output.find((item) => item.type === 'function_call');
      const { output_text: text } = await create().responses.create({
        model: 'served',
        input: [
          ...input,
          ...(asked.output as OpenAI.Responses.ResponseInput),
          { type: 'function_call_output', call_id: call?.call_id ?? '', output: 'raining in Paris' },
        ],
        tools: [weather],
      });

      expect(text).toBe(ANSWER);
      expect(requests.at(-1)?.messages).toMatchObject([
        { role: 'user' },
        { role: 'assistant', content: SAID, tool_calls: [{ function: { name: 'get_weather' } }] },
        { role: 'tool', content: 'raining in Paris' },
      ]);
    });

    test.each([
      [400, 'BadRequestError'],
      [422, 'UnprocessableEntityError'],
      [429, 'RateLimitError'],
      [500, 'InternalServerError'],
    ] as const)('throws its own class for %i, streamed too', async (status, name) => {
      const input = `fail ${status}`;
      const whole = create().responses.create({ model: 'served', input });
      const streamed = create().responses.create({ model: 'served', input, stream: true });

      for (const call of [whole, streamed]) {
        const error: unknown = await call.then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(OpenAI[name]);
        expect(error).toMatchObject({ status, code: 'test' });
      }
    });

    test('names the item of a bad request', async () => {
      const input = [{ role: 'user', content: [{ type: 'hologram' }] }] as never;

      await expect(create().responses.create({ model: 'served', input })).rejects.toMatchObject({
        status: 400,
        param: 'input[0].content[0].type',
      });
    });
  });

  describe.each([
    { version: 6, ai: ai6, createModel: () => createOpenAI6(settings())('served') },
    // What is used here of the two is the same; only the names of their types differ.
    {
      version: 7,
      ai: ai7 as unknown as typeof ai6,
      createModel: () => createOpenAI7(settings())('served') as unknown as ReturnType<ReturnType<typeof createOpenAI6>>,
    },
  ])('the AI SDK $version, its default model', ({ ai, createModel }) => {
    const ask = () => ({
      model: createModel(),
      stopWhen: ai.stepCountIs(3),
      tools: { get_weather: ai.tool({ inputSchema: Place, execute: async ({ city }) => `raining in ${city}` }) },
    });

    test('calls a tool, and answers of its result; the next turn knows all of it', async () => {
      const { text, steps, response } = await ai.generateText({ ...ask(), prompt: QUESTION });
      const messages = [
        { role: 'user' as const, content: QUESTION },
        ...response.messages,
        { role: 'user' as const, content: 'And?' },
      ];
      const next = await ai.generateText({ ...ask(), messages });

      expect([text, steps[0]?.text, next.text]).toEqual([ANSWER, SAID, ANSWER]);
      expect(steps[0]?.usage.inputTokens).toBe(30);
      expect(requests.at(-1)?.messages).toMatchObject([
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: SAID, tool_calls: [{ function: { name: 'get_weather' } }] },
        { role: 'tool' },
        { role: 'assistant', content: ANSWER },
        { role: 'user', content: 'And?' },
      ]);
    });

    test('streams the same', async () => {
      const result = ai.streamText({ ...ask(), prompt: QUESTION });
      let text = '';
      for await (const piece of result.textStream) text += piece;

      expect(text).toBe(SAID + ANSWER);
      expect((await result.steps)[0]?.finishReason).toBe('tool-calls');
    });

    test('gives objects, whole and streamed', async () => {
      const request = { model: createModel(), prompt: 'Hi', output: ai.Output.object({ schema: Place }) };
      const whole = await ai.generateText(request);
      const streamed = ai.streamText(request);
      await streamed.consumeStream();

      expect([whole.output, await streamed.output]).toEqual([{ city: 'Paris' }, { city: 'Paris' }]);
    });

    test('fails as the server does', async () => {
      await expect(ai.generateText({ model: createModel(), prompt: 'fail 422', maxRetries: 0 })).rejects.toMatchObject({
        statusCode: 422,
      });
    });
  });

  describe('the AI SDK, huggingface()', () => {
    const createModel = () => createHuggingFace(settings())('served') as unknown as ai6.LanguageModel;

    test('answers, whole and streamed', async () => {
      const { text } = await ai7.generateText({ model: createModel() as never, prompt: 'Hi' });
      const { textStream } = ai7.streamText({ model: createModel() as never, prompt: 'Hi' });
      let streamed = '';
      for await (const piece of textStream) streamed += piece;

      expect([text, streamed]).toEqual([ANSWER, ANSWER]);
    });

    test('calls a tool that it must call', async () => {
      const { toolCalls } = await ai7.generateText({
        model: createModel() as never,
        prompt: QUESTION,
        tools: { get_weather: ai7.tool({ inputSchema: Place }) },
        toolChoice: { type: 'tool', toolName: 'get_weather' },
      });

      expect(toolCalls).toMatchObject([{ toolName: 'get_weather', input: { city: 'Paris' } }]);
    });
  });

  describe('@openai/agents, its default model', () => {
    const createRun = () => {
      const openAIClient = new OpenAI({ ...settings(), maxRetries: 0 });
      const weather = tool({
        name: 'get_weather',
        description: 'The weather of a city.',
        parameters: Place,
        execute: async ({ city }) => `raining in ${city}`,
      });
      const expert = new Agent({ name: 'Weather', model: 'served', tools: [weather] });
      const desk = Agent.create({ name: 'Desk', model: 'served', handoffs: [expert] });
      const modelProvider = new OpenAIProvider({ openAIClient, useResponses: true });
      return { runner: new Runner({ modelProvider }), expert, desk };
    };

    test('calls a tool, and answers of its result', async () => {
      const { runner, expert } = createRun();

      expect((await runner.run(expert, QUESTION)).finalOutput).toBe(ANSWER);
    });

    test('hands over to another agent, whole and streamed', async () => {
      const { runner, desk } = createRun();
      const whole = await runner.run(desk, QUESTION);
      const streamed = await runner.run(desk, QUESTION, { stream: true });
      await streamed.completed;

      expect([whole.lastAgent?.name, whole.finalOutput]).toEqual(['Weather', ANSWER]);
      expect([streamed.lastAgent?.name, streamed.finalOutput]).toEqual(['Weather', ANSWER]);
    });
  });

  describe('LangChain', () => {
    test('calls a tool by the Responses API, whole and streamed', async () => {
      const weather = langChainTool(({ city }) => `raining in ${city}`, { name: 'get_weather', schema: Place });
      const configuration = { baseURL: seat.baseURL, fetch: seat.fetch };
      const chat = new ChatOpenAI({ model: 'served', apiKey, maxRetries: 0, configuration, useResponsesApi: true });
      const asked = await chat.bindTools([weather]).invoke(QUESTION);
      const [call] = asked.tool_calls ?? [];
      const result = await weather.invoke({
        name: 'get_weather',
        args: { city: 'Paris' },
        type: 'tool_call',
        id: call?.id ?? '',
      });
      const answered = await chat.bindTools([weather]).invoke([new HumanMessage(QUESTION), asked, result]);
      let streamed = '';
      for await (const chunk of await chat.stream('Hi')) streamed += chunk.text;

      expect(call).toMatchObject({ name: 'get_weather', args: { city: 'Paris' } });
      expect([answered.text, streamed]).toEqual([ANSWER, ANSWER]);
    });
  });
});
