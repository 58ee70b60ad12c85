import { describe, expect } from 'vitest';

import { encodeEvent } from '../../src/sse.ts';
import type { FakeAnswer, FakeStep } from '../../src/testing/fake-tgi.ts';
import { EVENT_STREAM, streaming, toErrorEvent } from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, inTime, partialText, resting, test } from '../support/fault-test.ts';

const BACKEND = { backend: 'messages', maxRetries: 1 } as const;

function chunk(content: string, finishReason: string | null = null): FakeStep {
  const choice = { index: 0, delta: { role: 'assistant', content }, logprobs: null, finish_reason: finishReason };
  const data = { object: 'chat.completion.chunk', id: '', created: 1, model: 'm', choices: [choice] };
  return { send: encodeEvent({ data: JSON.stringify(data) }) };
}

const [FIRST, LAST, DONE] = [chunk('one'), chunk(' two', 'stop'), { send: 'data: [DONE]\n\n' }];

function inBand(message: string): FakeStep {
  return toErrorEvent({ error: { message, http_status_code: 422 } });
}

/** What a server of the OpenAI shape does, and how its stream ends. */
const CASES: readonly {
  when: string;
  steps: NonNullable<FakeAnswer['steps']>;
  name?: string;
  partial?: string;
  requests?: number;
}[] = [
  { when: 'is whole', steps: [FIRST, LAST, DONE] },
  { when: 'lacks [DONE]', steps: [FIRST, LAST] },
  {
    when: 'is cut before [DONE]',
    steps: resting(FIRST, LAST, 'cut'),
    name: 'StreamTruncatedError',
    partial: 'one two',
  },
  { when: 'is cut', steps: resting(FIRST, 'cut'), name: 'StreamTruncatedError', partial: 'one' },
  { when: 'is reset', steps: resting(FIRST, 'reset'), name: 'StreamTruncatedError', partial: 'one' },
  { when: 'ends too early', steps: [FIRST], name: 'StreamTruncatedError', partial: 'one' },
  { when: 'is silent', steps: [FIRST, 'stall'], name: 'StreamIdleTimeoutError', partial: 'one' },
  { when: 'begins with an overload', steps: [inBand('Model is overloaded')], name: 'RateLimitError', requests: 2 },
  {
    when: 'begins with a refusal',
    steps: [inBand('Input validation error: x')],
    name: 'UnprocessableEntityError',
  },
  {
    when: 'is overloaded later',
    steps: [FIRST, inBand('Model is overloaded'), LAST],
    name: 'RateLimitError',
    partial: 'one',
  },
  {
    when: 'fails while generating',
    steps: [FIRST, inBand('Request failed during generation: x'), LAST],
    name: 'InternalServerError',
    partial: 'one',
  },
];

describe('a stream of the OpenAI shape', () => {
  test.for(CASES)(
    'that $when ends as it must',
    async ({ steps, name, partial, requests = 1 }, { serve, connect, user }) => {
      const server = await serve([{ headers: { ...EVENT_STREAM, 'retry-after-ms': '1' }, steps }]);
      const client = connect(server, { ...BACKEND, promptBuilder: undefined, idleTimeout: 1000 });

      const error = await failureOf(
        client.chat.completions.create({ messages: MESSAGES, stream: true }, { signal: user.signal }),
      );

      expect(error instanceof Error ? error.name : undefined).toBe(name);
      expect(partialText(error)).toBe(partial);
      expect(server.requests).toHaveLength(requests);
    },
  );

  test('closes its connection when it is left', async ({ serve, connect, user }) => {
    const server = await serve([streaming([FIRST, 'stall'])]);
    const client = connect(server, { ...BACKEND, promptBuilder: undefined });

    const stream = await client.chat.completions.create({ messages: MESSAGES, stream: true }, { signal: user.signal });
    for await (const _ of stream) break;

    await inTime(server.idle(), 'the connection is open');
  });
});

describe('a whole answer of the OpenAI shape', () => {
  test.for<[when: string, answer: FakeAnswer, name: string, requests: number]>([
    ['that breaks off', { steps: [{ send: '{"choices":' }, 'cut'] }, 'APIConnectionError', 2],
    ['with an error in 200', { steps: [{ send: '{"error":{"message":"no"}}' }] }, 'InternalServerError', 1],
    ['that is no JSON', { steps: [{ send: 'hello' }] }, 'APIError', 1],
    ['without choices', { steps: [{ send: '{}' }] }, 'APIError', 1],
  ])('%s is an error', async ([, answer, name, requests], { serve, connect, user }) => {
    const server = await serve([answer]);
    const client = connect(server, { ...BACKEND, promptBuilder: undefined });

    const error = await failureOf(client.chat.completions.create({ messages: MESSAGES }, { signal: user.signal }));

    expect(error).toHaveProperty('name', name);
    expect(server.requests).toHaveLength(requests);
  });
});
