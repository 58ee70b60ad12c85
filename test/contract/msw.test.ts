import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openaiHandlers, teiHandlers, tgiHandlers, vllmHandlers } from 'easyllm/msw';
import { EasyLLM, RateLimitError } from '../../src/index.ts';
import { events } from '../../src/tgi.ts';
import { decodeEvents } from '../../src/sse.ts';

const server = setupServer();
const apiBase = 'http://tgi.test';
const client = new EasyLLM({
  apiBase,
  apiKey: null,
  maxRetries: 0,
  promptBuilder: 'chatml',
  // MSW stands in for the `fetch` of this process.
  fetch: (...asked) => globalThis.fetch(...asked),
});
const messages = [{ role: 'user' as const, content: 'Knock knock.' }];

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('the handlers of MSW', () => {
  test('answer a client with the first good example, whole and streamed', async () => {
    server.use(...tgiHandlers({ apiBase }));
    const { choices } = await client.chat.completions.create({ messages });
    let streamed = '';
    for await (const chunk of await client.chat.completions.create({ messages, stream: true })) {
      streamed += chunk.choices[0]?.delta.content ?? '';
    }

    expect(choices[0]?.message.content).not.toBe('');
    expect(streamed).toBe(choices[0]?.message.content);
  });

  test('answer the example they are told, with its headers', async () => {
    server.use(...tgiHandlers({ apiBase: `${apiBase}/`, example: 'overloaded' }));

    await expect(client.chat.completions.create({ messages })).rejects.toBeInstanceOf(RateLimitError);
    // This operation shows no such example.
    expect((await fetch(`${apiBase}/health`)).status).toBe(200);
  });

  test('let a header choose, and list the examples where there is no such one', async () => {
    server.use(...tgiHandlers({ apiBase }));
    const ask = (prefer: string, path = '/generate_stream') =>
      fetch(apiBase + path, { method: 'POST', headers: { prefer }, body: '{}' });

    expect((await ask('code=429', '/generate')).status).toBe(429);
    const stream = await ask('example=overloadedInBand');
    const data: unknown[] = [];
    for await (const event of decodeEvents(stream.body ?? new ReadableStream()))
      data.push(events.generateStream.parse(event).data);
    expect(data).toEqual([{ error: 'Model is overloaded', error_type: 'overloaded' }]);
    const unknown = await ask('example=nope');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ examples: expect.arrayContaining(['stopped', 'overloadedInBand']) });
  });

  test('are there for each API, and name an example that its spec does not show', async () => {
    server.use(...teiHandlers({ apiBase: 'http://tei.test' }), ...vllmHandlers({ apiBase: 'http://vllm.test' }));
    server.use(...openaiHandlers({ apiBase: 'http://openai.test' }));

    expect((await fetch('http://tei.test/info')).status).toBe(200);
    expect((await fetch('http://vllm.test/version')).status).toBe(200);
    expect(await (await fetch('http://openai.test/v1/models/a')).json()).toMatchObject({ object: 'model' });
    expect(() => tgiHandlers({ apiBase, example: 'overlaoded' as 'overloaded' })).toThrow('Did you mean "overloaded"?');
  });
});
