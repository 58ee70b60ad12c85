import { describe, expect, test } from 'vitest';
import { ChatSession } from '../../../src/cli/chat-session.ts';
import { EasyLLM } from '../../../src/index.ts';
import { eventStream, scriptedStream, tokenEvent } from '../../support/scripted-tgi.ts';

const never = new AbortController().signal;

function createSession(fetch: (request: Request) => Promise<Response> | Response) {
  const client = new EasyLLM({
    apiKey: null,
    apiBase: 'http://tgi.test',
    promptBuilder: 'llama2',
    maxRetries: 0,
    fetch: async (request) => fetch(request),
  });
  return new ChatSession({ client, model: undefined, system: undefined });
}

const hello = () => eventStream(tokenEvent('Hel'), tokenEvent('lo', 'Hello'));

describe('ChatSession', () => {
  test('writes the answer as it comes, and tells what it cost', async () => {
    const written: string[] = [];
    const session = createSession(hello);

    const answered = await session.ask('Hi', { write: (text) => written.push(text), signal: never });

    expect(written.join('')).toBe('Hello');
    expect(answered).toMatchObject({ text: 'Hello', promptTokens: 3, completionTokens: 2, isStopped: false });
    expect(answered.firstTokenMs).toBeGreaterThan(0);
  });

  test('remembers what was said, until it is reset', async () => {
    const session = createSession(hello);
    await session.ask('Hi', { write: () => {}, signal: never });

    expect(session.messages).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ]);
    session.reset();
    expect(session.messages).toEqual([]);
  });

  test('begins anew with new instructions, which a reset keeps', async () => {
    const session = createSession(hello);
    await session.ask('Hi', { write: () => {}, signal: never });
    session.instruct('Be brief.');
    session.reset();

    expect(session.messages).toEqual([{ role: 'system', content: 'Be brief.' }]);
    session.instruct(undefined);
    expect(session.messages).toEqual([]);
  });

  test('keeps what had come when it is stopped', async () => {
    const session = createSession((request) => {
      const stream = scriptedStream(request);
      stream.send(tokenEvent('Hel'));
      return stream.response;
    });
    const controller = new AbortController();
    const write = (text: string) => text !== '' && controller.abort();

    const answered = await session.ask('Hi', { write, signal: controller.signal });

    expect(answered).toMatchObject({ text: 'Hel', isStopped: true });
    expect(session.messages.at(-1)).toEqual({ role: 'assistant', content: 'Hel' });
  });

  test('forgets a question that failed', async () => {
    const session = createSession(() => Response.json({ error: 'No.' }, { status: 422 }));

    await expect(session.ask('Hi', { write: () => {}, signal: never })).rejects.toThrow('No.');
    expect(session.messages).toEqual([]);
  });
});
