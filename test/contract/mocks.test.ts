import { describe, expect, test } from 'vitest';
import { BadRequestError, EasyLLM, RateLimitError } from '../../src/index.ts';
import { createOpenAIClient } from '../../src/openai.ts';
import { createTeiClient } from '../../src/tei.ts';
import { mockOpenAI, mockTei, mockTgi, mockVllm } from '../../src/testing.ts';
import { toSaid } from '../../src/testing/mock-body.ts';
import { createVllmClient } from '../../src/vllm.ts';

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

  test('streams where the body asks for it, whatever the caller accepts', async () => {
    await using mock = await mockTgi();
    const ask = { stream: true, messages };

    expect(await post(`${mock.url}/v1/chat/completions`, ask)).toMatchObject({
      status: 200,
      type: 'text/event-stream',
      text: expect.stringMatching(/^data: .*\n\ndata: \[DONE\]\n\n$/s),
    });
    expect(await post(`${mock.url}/v1/chat/completions`, { messages })).toMatchObject({ type: 'application/json' });
    expect(await post(`${mock.url}/v1/chat/completions`, ask, 'code=429')).toMatchObject({ status: 429 });
    expect(await post(`${mock.url}/v1/chat/completions`, { stream: true })).toMatchObject({ status: 422 });
  });

  test('takes an example in the form in which it is asked for, or else the first good one', async () => {
    await using mock = await mockTgi({ example: 'overloaded' });

    expect(await post(mock.url, { inputs: 'a', stream: true })).toMatchObject({ status: 429, violations: null });
    mock.use('overloadedInBand');
    expect(await post(mock.url, { inputs: 'a', stream: true })).toMatchObject({
      type: 'text/event-stream',
      text: expect.stringContaining('overloaded'),
    });
    expect(await post(mock.url, { inputs: 'a' })).toMatchObject({ status: 200, type: 'application/json' });
  });

  test('names an example that the spec does not show', async () => {
    const said = 'openapi/tgi.yaml shows no example "overlaoded". Did you mean "overloaded"?';
    await expect(mockTgi({ example: 'overlaoded' as 'overloaded' })).rejects.toThrow(said);
    await using mock = await mockTgi();

    expect(() => mock.use('overlaoded' as 'overloaded')).toThrow(said);
  });

  test('leaves nothing behind where its port is taken', async () => {
    await using first = await mockTgi();
    const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
    const before = servers();

    await expect(mockTgi({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
    await expect.poll(servers).toBe(before);
  });

  test('may be closed twice', async () => {
    const mock = await mockTgi();

    await Promise.all([mock.close(), mock.close()]);

    await expect(mock.close()).resolves.toBeUndefined();
  });

  test('lets a header choose for one request', async () => {
    await using mock = await mockTgi({ example: 'stopped' });
    const client = new EasyLLM({ ...options, apiBase: mock.url, promptBuilder: 'chatml' });
    const call = client.chat.completions.create({ messages }, { headers: { prefer: 'code=429' } });

    await expect(call).rejects.toBeInstanceOf(RateLimitError);
  });
});

describe('a mock that refuses', () => {
  test('says in the body which field does not fit, and how', async () => {
    await using mock = await mockTgi();
    const body = JSON.stringify({ inputs: 'a', parameters: { top_p: 2 } });
    const ask = async (accept: string) => {
      const headers = { 'content-type': 'application/json', accept };
      return (await fetch(`${mock.url}/generate`, { method: 'POST', headers, body })).text();
    };

    expect(JSON.parse(await ask('application/json'))).toMatchObject({
      error_type: 'validation',
      'sl-violations': [{ location: ['request', 'body', 'parameters', 'top_p'], code: 'exclusiveMaximum' }],
    });
    expect(await ask('text/plain')).toContain('sl-violations');
    await using tei = await mockTei();
    const refused = JSON.parse((await post(`${tei.url}/embed`, { inputs: 1 })).text);
    expect(refused).toMatchObject({ error: expect.any(String) });
    expect(JSON.stringify(refused['sl-violations'])).toContain('"location":["request","body","inputs"');
  });

  test('writes it on a line of its own where the body is text', () => {
    const violations = [{ location: ['request', 'body', 'top_p'], message: 'must be < 1' }];
    const given = new Response(null, { status: 422, headers: { 'sl-violations': JSON.stringify(violations) } });
    const examples = { names: new Set<string>(), find: () => undefined, of: () => [] };
    const said = toSaid(Buffer.from('Refused.'), { request: {}, given, examples, preferred: null });

    expect(said.toString()).toBe('Refused.\nrequest.body.top_p: must be < 1');
  });

  test('lists the examples of the operation, for one that it does not show', async () => {
    await using mock = await mockTgi();
    const { status, text } = await post(`${mock.url}/generate`, { inputs: 'a' }, 'example=nope');

    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({
      detail: expect.stringMatching(/^POST \/generate shows no example "nope". There are \w+, /),
      examples: expect.arrayContaining(['overloaded']),
    });
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

describe('mockVllm', () => {
  test('answers what it is told, and refuses what vLLM would ignore', async () => {
    await using mock = await mockVllm({ example: 'toolCall' });
    const client = createVllmClient({ ...options, apiBase: `${mock.url}/v1` });
    const { choices } = await client.createChatCompletion({ messages });
    const strayed = client.createCompletion({ prompt: 'a' }, { extraBody: { guided_regex: 'a' } });

    expect(choices[0]?.message.tool_calls).toHaveLength(1);
    await expect(strayed).rejects.toBeInstanceOf(BadRequestError);
  });
});

describe('mockOpenAI', () => {
  test('has routes with parameters', async () => {
    await using mock = await mockOpenAI();
    const client = createOpenAIClient({ ...options, apiBase: `${mock.url}/v1` });

    expect((await client.retrieveModel({ model: 'org/name' })).object).toBe('model');
  });
});

async function post(url: string, body: unknown, prefer?: string) {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(prefer && { prefer }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const [type, violations] = [response.headers.get('content-type'), response.headers.get('sl-violations')];
  return { status: response.status, type, violations, text: await response.text() };
}
