import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { InferenceClient } from '@huggingface/inference';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { embedMany, generateObject, generateText, streamObject, streamText } from 'ai';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod/v4';
import type { paths } from '../../generated/openai.ts';
import { apiKey, SEATS, VECTOR } from './server.ts';
import type { Seat } from './server.ts';

const City = z.object({ city: z.string() });

describe.each(SEATS)('through $name', ({ sit }) => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await sit();
  });
  afterAll(() => seat.close());

  describe('the AI SDK', () => {
    const createProvider = () =>
      createOpenAICompatible({
        name: 'easyllm',
        apiKey,
        baseURL: seat.baseURL,
        fetch: seat.fetch,
        includeUsage: true,
        supportsStructuredOutputs: true,
      });

    test('generates text', async () => {
      const { text, usage } = await generateText({ model: createProvider()('tgi'), prompt: 'Hi' });

      expect(text).toBe('Hello there');
      expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 2 });
    });

    test('streams text, with its usage', async () => {
      const result = streamText({ model: createProvider()('tgi'), prompt: 'Hi' });
      let text = '';
      for await (const part of result.textStream) text += part;

      expect(text).toBe('Hello there');
      expect(await result.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 });
    });

    test('generates and streams an object', async () => {
      const ask = { model: createProvider()('tgi'), prompt: 'json', schema: City };
      const { object } = await generateObject(ask);
      let streamed: unknown;
      for await (const partial of streamObject(ask).partialObjectStream) streamed = partial;

      expect([object, streamed]).toEqual([{ city: 'Paris' }, { city: 'Paris' }]);
    });

    test('embeds many', async () => {
      const { embeddings } = await embedMany({
        model: createProvider().textEmbeddingModel('tei'),
        values: ['a', 'b', 'c'],
      });

      expect(embeddings).toEqual([VECTOR, VECTOR, VECTOR]);
    });
  });

  describe('LangChain', () => {
    const createChat = () =>
      new ChatOpenAI({
        model: 'tgi',
        apiKey,
        maxRetries: 0,
        configuration: { baseURL: seat.baseURL, fetch: seat.fetch },
      });

    test('invokes', async () => {
      expect((await createChat().invoke('Hi')).content).toBe('Hello there');
    });

    test('streams', async () => {
      let text = '';
      for await (const chunk of await createChat().stream('Hi')) text += String(chunk.content);

      expect(text).toBe('Hello there');
    });

    test('gives structured output', async () => {
      const chat = createChat().withStructuredOutput(City, { method: 'jsonSchema' });

      expect(await chat.invoke('json')).toEqual({ city: 'Paris' });
    });

    test('embeds', async () => {
      const embeddings = new OpenAIEmbeddings({
        model: 'tei',
        apiKey,
        configuration: { baseURL: seat.baseURL, fetch: seat.fetch },
      });

      expect(await embeddings.embedDocuments(['a', 'b'])).toEqual([VECTOR, VECTOR]);
    });
  });

  describe('@huggingface/inference', () => {
    const createHuggingFace = () =>
      new InferenceClient(apiKey, { endpointUrl: seat.baseURL.replace('/v1', ''), fetch: seat.fetch });
    const messages = [{ role: 'user' as const, content: 'Hi' }];

    test('completes a chat', async () => {
      const reply = await createHuggingFace().chatCompletion({ model: 'tgi', messages });

      expect(reply.choices[0]?.message.content).toBe('Hello there');
    });

    test('streams a chat', async () => {
      let text = '';
      for await (const chunk of createHuggingFace().chatCompletionStream({ model: 'tgi', messages })) {
        text += chunk.choices[0]?.delta.content ?? '';
      }

      expect(text).toBe('Hello there');
    });
  });

  test('openapi-fetch, typed by our paths, answers and refuses', async () => {
    const client = createClient<paths>({
      baseUrl: seat.baseURL.replace('/v1', ''),
      fetch: seat.fetch,
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const { data } = await client.POST('/v1/chat/completions', {
      body: { messages: [{ role: 'user', content: 'Hi' }] },
    });
    const { error } = await client.GET('/v1/models/{model}', { params: { path: { model: 'org/other' } } });

    expect(typeof data === 'object' ? data.choices[0]?.message.content : data).toBe('Hello there');
    expect(error?.error.code).toBe('model_not_found');
  });
});
