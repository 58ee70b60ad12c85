import { describe, expect, test } from 'vitest';
import EasyLLM, { APIUserAbortError } from '../../../src/index.ts';
import type { ChatCompletionChunk } from '../../../src/index.ts';
import { fakeServer } from '../../../src/testing.ts';
import type { Script } from '../../../src/testing.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];

function answering(script: Script): EasyLLM {
  const fetch = fakeServer({ like: 'vllm', script });
  return new EasyLLM({ apiBase: 'http://vllm.test/v1', apiKey: null, maxRetries: 0, fetch });
}

describe('chat.completions.stream', () => {
  test('tells its listeners of chunks, texts and the whole answer', async () => {
    const heard: unknown[] = [];
    const stream = answering([{ tokens: ['Who', '’s there', '?'] }])
      .chat.completions.stream({ messages })
      .on('content', (delta, snapshot) => heard.push([delta, snapshot]))
      .on('finalContent', (content) => heard.push(content))
      .on('end', () => heard.push('end'));

    const completion = await stream.finalChatCompletion();

    expect(heard).toEqual([['Who', 'Who'], ['’s there', 'Who’s there'], ['?', 'Who’s there?'], 'Who’s there?', 'end']);
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Who’s there?' }, finish_reason: 'stop' }],
    });
    expect(await stream.finalContent()).toBe('Who’s there?');
  });

  test('gives the answer that create gives', async () => {
    const script: Script = [{ calls: [{ name: 'look', arguments: { at: 'Paris' } }] }];
    const tools = [{ type: 'function' as const, function: { name: 'look', parameters: { type: 'object' } } }];
    const whole = await answering(script).chat.completions.create({ messages, tools });

    const streamed = await answering(script).chat.completions.stream({ messages, tools }).finalMessage();

    const withoutIds = (message: typeof streamed) => ({
      ...message,
      tool_calls: message.tool_calls?.map((call) => ({ ...call, id: '' })),
    });
    expect(withoutIds(streamed)).toEqual(withoutIds(whole.choices[0]?.message ?? streamed));
  });

  test('is read in a loop too', async () => {
    const chunks: ChatCompletionChunk[] = [];
    for await (const chunk of answering([{ tokens: ['a', 'b'] }]).chat.completions.stream({ messages }))
      chunks.push(chunk);

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('ab');
  });

  test('rejects with what the request fails of, and tells listeners', async () => {
    const heard: unknown[] = [];
    const stream = answering([{ fault: 'overloaded' }])
      .chat.completions.stream({ messages })
      .on('error', (error) => heard.push(error));

    const error: unknown = await stream.done().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Error);
    expect(heard).toEqual([error]);
  });

  test('ends the request where a listener throws', async () => {
    const stream = answering([{ tokens: ['a', 'b'] }])
      .chat.completions.stream({ messages })
      .on('chunk', () => {
        throw new RangeError('mine');
      });

    await expect(stream.done()).rejects.toThrow('mine');
  });

  test('rejects with the abort', async () => {
    const stream = answering([{ tokens: ['a', 'b', 'c'] }]).chat.completions.stream({ messages });
    stream.on('chunk', () => stream.abort());

    await expect(stream.finalContent()).rejects.toSatisfy((error) => APIUserAbortError.isInstance(error));
  });
});

describe('what a client does not have', () => {
  test.each(['audio', 'beta', 'evals', 'images', 'moderations'])('%s is an UnsupportedError', (name) => {
    const client = new EasyLLM({ apiBase: 'http://vllm.test/v1', apiKey: null });

    expect(() => Reflect.get(client, name)).toThrow(expect.objectContaining({ name: 'UnsupportedError', param: name }));
  });
});
