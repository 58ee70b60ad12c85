/** What some servers can and others cannot, and how each fails, without being told which it is. */
import { describe, expect, test } from 'vitest';
import {
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  EasyLLM,
  InternalServerError,
  RateLimitError,
  UnprocessableEntityError,
  UnsupportedError,
} from '../../../src/index.ts';
import { startFakeServer } from '../../../src/testing.ts';
import type { FaultName, ServerName } from '../../../src/testing.ts';
import { PLACES, TEXT, TOKENS, connect, format, messages, named, tools } from './places.ts';
import type { Like } from './places.ts';

const OTHERS = PLACES.filter(([like]) => like !== 'tgi');

describe('a limit of tokens', () => {
  // The tokens that the TGI of the script gives are those at which it stopped.
  test.each(OTHERS)('ends an answer of %s at “%s”, under either name', async (like, path) => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    for (const limit of [{ max_tokens: 2 }, { max_completion_tokens: 2 }]) {
      const { choices, usage: counts } = await client.chat.completions.create({ messages, model: 'm', ...limit });

      expect([choices[0]?.finish_reason, counts?.completion_tokens]).toEqual(['length', 2]);
    }
  });
});

describe('a tool that is named', () => {
  test.each(PLACES.filter(([like]) => like !== 'ollama'))('is called by %s at “%s”', async (like, path) => {
    const { client } = connect(like, path);
    const { choices } = await client.chat.completions.create({ messages, model: 'm', tools, tool_choice: named });

    expect(choices[0]?.message.tool_calls?.[0]?.function.name).toBe('weather');
  });

  test.each(['', '/v1'])('is refused for Ollama at “%s”, before anything is sent', async (path) => {
    const { client, bodies } = connect('ollama', path);
    const asked = client.chat.completions.create({ messages, model: 'm', tools, tool_choice: named });

    await expect(asked).rejects.toThrow(UnsupportedError);
    expect(bodies()).toEqual([]);
  });
});

describe('JSON for a prompt that is built here', () => {
  const lacksForm = ([like, path]: readonly [Like, string]) =>
    like === 'ollama' || like === 'openai' || (like === 'tgi' && path === '/v1');
  const ask = ([like, path]: readonly [Like, string]) =>
    connect(like, path, { promptBuilder: 'chatml' }).client.chat.completions.create({
      messages,
      model: 'm',
      response_format: format,
      max_tokens: 500,
    });

  test.each(PLACES.filter((place) => !lacksForm(place)))('is written by %s at “%s”', async (...place) => {
    const { choices } = await ask(place);

    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: 'text' });
  });

  test.each(PLACES.filter(lacksForm))('is refused at %s at “%s”', async (...place) => {
    await expect(ask(place)).rejects.toMatchObject({ name: 'UnsupportedError', param: 'response_format' });
  });
});

describe('logprobs', () => {
  const complete = (like: Like, path: string) =>
    connect(like, path, { script: [{ tokens: TOKENS }] }).client.completions.create({
      prompt: 'Knock',
      model: 'm',
      logprobs: 1,
    });

  test.each(OTHERS)('of a chat come from %s at “%s”', async (like, path) => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const { choices } = await client.chat.completions.create({ messages, model: 'm', logprobs: true, top_logprobs: 1 });

    expect(choices[0]?.logprobs?.content?.map(({ token }) => token).join('')).toBe(TEXT);
  });

  test.each(OTHERS.filter(([like]) => like !== 'ollama'))('of a text come from %s at “%s”', async (like, path) => {
    const { choices } = await complete(like, path);

    expect(choices[0]?.logprobs?.tokens?.join('')).toBe(TEXT);
  });

  test.each([
    ['ollama', ''],
    ['ollama', '/v1'],
    ['tgi', '/v1'],
  ] as const)('of a text are refused at %s at “%s”', async (like, path) => {
    await expect(complete(like, path)).rejects.toMatchObject({ name: 'UnsupportedError', param: 'logprobs' });
  });
});

describe('what befalls a server', () => {
  const FAULTS: readonly (readonly [Like, FaultName, abstract new (...input: never[]) => Error])[] = [
    ['tgi', 'overloaded', RateLimitError],
    ['tgi', 'tooLong', UnprocessableEntityError],
    ['vllm', 'unauthorized', AuthenticationError],
    ['vllm', 'tooLong', BadRequestError],
    ['vllm', 'failed', InternalServerError],
    ['llamacpp', 'tooLong', BadRequestError],
    ['llamacpp', 'loading', InternalServerError],
    ['llamacpp', 'unauthorized', AuthenticationError],
    ['ollama', 'failed', InternalServerError],
    ['ollama', 'overloaded', InternalServerError],
    ['sglang', 'unauthorized', AuthenticationError],
    ['sglang', 'failed', InternalServerError],
    ['openai', 'unauthorized', AuthenticationError],
    ['openai', 'tooLong', BadRequestError],
    ['openai', 'overloaded', RateLimitError],
  ];

  test.each(FAULTS)('at %s is told as it is: %s', async (like, fault, ErrorClass) => {
    for (const stream of [false, true]) {
      const { client } = connect(like, '/v1', { script: [{ fault }] });

      await expect(client.chat.completions.create({ messages, model: 'm', stream })).rejects.toBeInstanceOf(ErrorClass);
    }
  });

  test.each(['tgi', 'vllm', 'llamacpp', 'ollama', 'sglang', 'openai'] as const)(
    'at %s may be that its caller leaves: the connection is closed',
    async (like) => {
      await using server = await startFakeServer({ like, script: [{ tokens: [...TOKENS, ...TOKENS], delayMs: 50 }] });
      const client = new EasyLLM({ apiBase: `${server.url}/v1`, apiKey: null, maxRetries: 0 });
      const controller = new AbortController();
      const stream = await client.chat.completions.create(
        { messages, model: 'm', stream: true },
        { signal: controller.signal },
      );
      const read = async () => {
        for await (const { choices } of stream) if ((choices[0]?.delta.content ?? '') !== '') controller.abort();
      };

      await expect(read()).rejects.toBeInstanceOf(APIUserAbortError);
      await server.idle();
      expect(server.openAnswers).toBe(0);
    },
  );
});

describe('embeddings', () => {
  const LIKES = (['tei', 'vllm', 'llamacpp', 'ollama', 'sglang'] as const).flatMap((like) =>
    ['', '/v1'].map((path) => [like, path] as const),
  );

  test.each([...LIKES, ['openai', '/v1'] as const])('of %s at “%s” come in order, in all forms', async (like, path) => {
    const { client, server } = connect(like, path);
    const input = ['a', 'b', 'c'];
    const { data, usage: counts } = await client.embeddings.create({ model: 'm', input });
    const encoded = await client.embeddings.create({ model: 'm', input, encoding_format: 'base64' });
    const typed = await client.embeddings.create({ model: 'm', input }, { vectors: 'float32array' });
    const single = await client.embeddings.create({ model: 'm', input: 'b' });

    const vectors = data.map(({ embedding }) => embedding);
    expect(new Set(vectors.map(String)).size).toBe(3);
    expect(counts?.prompt_tokens).toBe(3);
    expect(typed.data.map(({ embedding }) => [...embedding])).toEqual(vectors);
    const decoded = encoded.data.map(({ embedding }) => [
      ...new Float32Array(Uint8Array.from(Buffer.from(embedding, 'base64')).buffer),
    ]);
    expect(decoded).toEqual(vectors);
    expect(single.data[0]?.embedding).toEqual(vectors[1]);
    const isNative = like === 'tei' && path === '';
    expect(server.requests.at(-1)?.path).toBe(isNative ? '/' : '/v1/embeddings');
  });
});

describe('ranks', () => {
  const ask = (like: ServerName, path: string) =>
    connect(like, path).client.rerank.create({ model: 'm', query: 'cat food', documents: ['dog', 'cat food', 'cat'] });
  const RANKING = (['tei', 'vllm', 'llamacpp', 'sglang'] as const).flatMap((like) =>
    ['', '/v1'].map((path) => [like, path] as const),
  );

  test.each(RANKING)('of %s at “%s” come best first', async (like, path) => {
    const { results } = await ask(like, path);

    expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
  });

  test.each([
    ['ollama', ''],
    ['ollama', '/v1'],
    ['tgi', ''],
    ['openai', '/v1'],
  ] as const)('are refused at %s at “%s”, which has none', async (like, path) => {
    await expect(ask(like, path)).rejects.toThrow(UnsupportedError);
  });
});
