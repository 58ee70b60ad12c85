import { describe, expect, inject, test } from 'vitest';
import { EasyLLM, RateLimitError, Stream, UnprocessableEntityError } from '../../src/index.ts';
import * as facade from '../../generated/openai.zod.ts';
import { createRecordingFetch } from '../support/recording-fetch.ts';
import { collect } from '../support/collect.ts';

const MESSAGES = [
  { role: 'system' as const, content: '\nYou are a helpful, respectful and honest assistant.' },
  { role: 'user' as const, content: 'Knock knock.' },
];

describe('EasyLLM against the mock of TGI', () => {
  test('answers a chat', async () => {
    const { fetch: recording, requests, violations } = createRecordingFetch();
    const client = new EasyLLM({ apiKey: null, apiBase: inject('tgiUrl'), promptBuilder: 'llama2', fetch: recording });

    const reply = await client.chat.completions.create({ messages: MESSAGES, max_tokens: 20, stop: 'knock', seed: 7 });

    expect(facade.ChatCompletion.safeParse(reply).error).toBeUndefined();
    expect(reply).toMatchObject({
      object: 'chat.completion',
      model: inject('tgiUrl'),
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: ' Paris.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
    });
    expect(requests).toEqual([
      {
        url: `${inject('tgiUrl')}/`,
        authorization: null,
        body: {
          inputs:
            '<s>[INST] <<SYS>>\n\nYou are a helpful, respectful and honest assistant.\n<</SYS>>\n\nKnock knock. [/INST]',
          stream: false,
          parameters: {
            details: true,
            do_sample: true,
            max_new_tokens: 20,
            return_full_text: false,
            stop: ['</s>', 'knock'],
            seed: 7,
          },
        },
      },
    ]);
    expect(violations).toEqual([]);
  });

  test('asks for text of the form that `response_format` gives', async () => {
    const { fetch: recording, requests, violations } = createRecordingFetch();
    const client = new EasyLLM({ apiKey: null, apiBase: inject('tgiUrl'), promptBuilder: 'llama2', fetch: recording });
    const schema = { type: 'object', properties: { city: { type: 'string' } } };

    await client.chat.completions.create({
      messages: MESSAGES,
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema } },
    });

    expect(requests).toMatchObject([{ body: { parameters: { grammar: { type: 'json', value: schema } } } }]);
    expect(violations).toEqual([]);
  });

  test('streams a chat whose deltas make the whole answer', async () => {
    const client = new EasyLLM({ apiKey: null, apiBase: inject('tgiUrl'), promptBuilder: 'llama2' });

    const stream = await client.chat.completions.create({
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(stream).toBeInstanceOf(Stream);
    const chunks = await collect(stream);

    for (const chunk of chunks) expect(facade.ChatCompletionChunk.safeParse(chunk).error).toBeUndefined();
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: '' },
      { content: ' Paris' },
      { content: '.' },
      {},
      undefined,
    ]);
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 });
  });

  test('throws the error of a first event with its real status', async () => {
    const client = new EasyLLM({ apiKey: null, apiBase: inject('tgiUrl'), promptBuilder: 'llama2' });
    const call = (example: string) =>
      client.chat.completions.create(
        { messages: MESSAGES, stream: true },
        { headers: { prefer: `example=${example}` } },
      );

    await expect(call('overloadedInBand')).rejects.toThrow(RateLimitError);
    await expect(call('validationInBand')).rejects.toThrow(UnprocessableEntityError);
  });
});

describe('EasyLLM against the mock of TEI', () => {
  test('embeds a text', async () => {
    const { fetch: recording, requests, violations } = createRecordingFetch();
    const client = new EasyLLM({ apiKey: null, apiBase: inject('teiUrl'), fetch: recording });

    const answer = await client.embeddings.create({ input: 'What is the meaning of life?' });

    expect(facade.CreateEmbeddingResponse.safeParse(answer).error).toBeUndefined();
    expect(answer.data).toEqual([
      { object: 'embedding', index: 0, embedding: expect.arrayContaining([expect.any(Number)]) },
    ]);
    expect(requests.map(({ body }) => body)).toEqual([{ inputs: 'What is the meaning of life?', truncate: false }]);
    expect(violations).toEqual([]);
  });

  test('gives the vector as base64 of float32 when asked', async () => {
    const client = new EasyLLM({ apiKey: null, apiBase: inject('teiUrl') });

    const [numbers, encoded] = await Promise.all([
      client.embeddings.create({ input: 'a' }),
      client.embeddings.create({ input: 'a', encoding_format: 'base64' }),
    ]);

    const bytes = Buffer.from(encoded.data[0]?.embedding ?? '', 'base64');
    const decoded = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
    expect(decoded).toEqual(Array.from(numbers.data[0]?.embedding ?? [], Math.fround));
  });
});

describe('a client of EasyLLM', () => {
  test.each<[name: string, options: unknown, message: string]>([
    [
      'a misspelled setting',
      { baseUrl: 'http://localhost:8080' },
      '`baseUrl` is no setting of a client. Did you mean `baseURL`?',
    ],
    ['a setting of another name', { api_base: 'http://localhost:8080' }, 'Did you mean `apiBase`?'],
    ['an address alone', 'http://localhost:8080', 'The options of `EasyLLM` are a string. Expected an object'],
    ['an address that is no string', { apiBase: 8080 }, '`apiBase` is a number. Expected a string.'],
  ])('refuses %s', (_, options, message) => {
    // As a program in JavaScript gives them.
    expect(() => Reflect.construct(EasyLLM, [options])).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message: expect.stringContaining(message) }),
    );
  });

  test('takes an unknown setting that is undefined for none', () => {
    const options = { apiBase: 'http://localhost:8080', organization: undefined };

    expect(() => new EasyLLM(options)).not.toThrow();
  });
});
