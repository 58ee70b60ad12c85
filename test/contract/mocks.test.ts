import { describe, expect, test } from 'vitest';
import { BadRequestError, EasyLLM, RateLimitError } from '../../src/index.ts';
import { createOpenAIClient } from '../../src/openai.ts';
import { createTeiClient } from '../../src/tei.ts';
import { mockOpenAI, mockTei, mockTgi } from '../../src/testing.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const options = { apiKey: null, maxRetries: 0 };

describe('mockTgi', () => {
  test('answers the first good example', async () => {
    await using mock = await mockTgi();
    const client = new EasyLLM({ ...options, apiBase: mock.url, promptBuilder: 'chatml' });

    expect((await client.chat.completions.create({ messages })).choices).toHaveLength(1);
  });

  test('answers the example it is told, and another one later', async () => {
    await using mock = await mockTgi({ example: 'overloaded' });
    const client = new EasyLLM({ ...options, apiBase: mock.url, promptBuilder: 'chatml' });

    await expect(client.chat.completions.create({ messages })).rejects.toBeInstanceOf(RateLimitError);
    mock.use('truncated');
    expect((await client.chat.completions.create({ messages })).choices[0]?.finish_reason).toBe('length');
  });

  test('keeps the streams of the spec byte for byte', async () => {
    await using mock = await mockTgi({ example: 'stopped' });
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const response = await fetch(`${mock.url}/generate_stream`, { method: 'POST', headers, body: '{"inputs":"a"}' });

    expect(response.headers.get('sl-violations')).toBeNull();
    expect(await response.text()).toMatch(/\n\n$/);
  });

  test('lets a header choose for one request', async () => {
    await using mock = await mockTgi({ example: 'stopped' });
    const client = new EasyLLM({ ...options, apiBase: mock.url, promptBuilder: 'chatml' });
    const call = client.chat.completions.create({ messages }, { headers: { prefer: 'code=429' } });

    await expect(call).rejects.toBeInstanceOf(RateLimitError);
  });
});

describe('mockTei', () => {
  test('finds the status of an example by its operation', async () => {
    await using mock = await mockTei({ example: 'emptyText' });
    const client = createTeiClient({ ...options, apiBase: mock.url });

    await expect(client.embed({ inputs: 'a' })).rejects.toBeInstanceOf(BadRequestError);
    // This operation shows no such example, and answers as ever.
    expect((await client.getModelInfo()).model_id).toBeTypeOf('string');
  });
});

describe('mockOpenAI', () => {
  test('has routes with parameters', async () => {
    await using mock = await mockOpenAI();
    const client = createOpenAIClient({ ...options, apiBase: `${mock.url}/v1` });

    expect((await client.retrieveModel({ model: 'org/name' })).object).toBe('model');
  });
});
