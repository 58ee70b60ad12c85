import { describe, expect } from 'vitest';

import type { FakeStep } from '../../src/testing/fake-tgi.ts';
import { EVENT_STREAM, streaming, toEvents } from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, inTime, test } from '../support/fault-test.ts';

const [first = '', last = ''] = toEvents(['one', ' two']);
const MIB = 1024 * 1024;

/** The same text again and again, until the reader leaves. */
function* endless(text: string): Generator<FakeStep> {
  for (;;) yield { send: text };
}

describe('an event', () => {
  test('of 16 MiB ends a stream, which says so', async ({ serve, connect }) => {
    const huge: FakeStep[] = [{ send: 'data: ' }, ...Array.from({ length: 17 }, () => ({ send: 'x'.repeat(MIB) }))];
    const server = await serve([streaming([{ send: first }, ...huge])]);

    const error = await failureOf(connect(server).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(error).toMatchObject({ name: 'APIConnectionError', code: 'event_too_large' });
    expect(error).toHaveProperty('message', expect.stringContaining('16777216 bytes'));
    expect(error).toHaveProperty('partial.choices[0].message.content', 'one');
  });

  test('that is too large is not asked for again', async ({ serve, connect }) => {
    const server = await serve([streaming(endless('x'.repeat(MIB)))]);

    const error = await failureOf(connect(server).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(error).toMatchObject({ code: 'event_too_large', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the body of an error', () => {
  test.for([
    ['that never ends', { 'content-type': 'text/plain' }],
    ['that never ends and says it is JSON', { 'content-type': 'application/json' }],
  ] as const)('%s is read no further than its limit', async ([, headers], { serve, connect }) => {
    const server = await serve([{ status: 400, headers, steps: endless('It broke. '.repeat(1000)) }]);

    const error = await failureOf(connect(server).completions.create({ prompt: 'a' }));

    expect(error).toMatchObject({ name: 'BadRequestError' });
    expect((error as Error).message.length).toBeLessThan(1200);
    await inTime(server.idle(), 'the body is being read');
  });
});

describe('headers', () => {
  test('without end are a failure of the connection', async ({ serve, connect }) => {
    const headers = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`x-${index}`, 'x'.repeat(1000)] as const),
    );
    const server = await serve([{ headers, steps: [{ send: '{}' }] }]);

    const error = await failureOf(connect(server, { maxRetries: 0 }).completions.create({ prompt: 'a' }));

    expect(error).toMatchObject({ name: 'APIConnectionError' });
  });
});

describe('JSON from a server', () => {
  const POISON = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';

  test.for<[what: string, status: number, headers: Record<string, string>, body: string]>([
    ['an answer', 200, {}, `[{"generated_text":"a",${POISON},"details":{"finish_reason":"__proto__",${POISON}}}]`],
    ['an error', 400, {}, `{"error":"no","error_type":"__proto__",${POISON}}`],
    ['an error object', 400, {}, `{"error":{"message":"no","code":"__proto__",${POISON}},${POISON}}`],
    ['a stream', 200, EVENT_STREAM, `data: {"token":{"text":"a",${POISON}},${POISON}}\n\n${last}`],
    ['a first event', 200, EVENT_STREAM, `data: {"error":"no","error_type":"__proto__",${POISON}}\n\n`],
  ])('pollutes no prototype: %s', async ([, status, headers, body], { serve, connect }) => {
    const server = await serve([{ status, headers, steps: [{ send: body }] }]);
    const client = connect(server, { maxRetries: 0 });

    await failureOf(client.chat.completions.create({ messages: MESSAGES, stream: headers === EVENT_STREAM }));

    expect('polluted' in {}).toBe(false);
    expect('polluted' in Function.prototype).toBe(false);
  });

  test('is asked for no member that every object has', async ({ serve, connect }) => {
    const server = await serve([
      { steps: [{ send: '[{"generated_text":"a","details":{"finish_reason":"constructor","tokens":[]}}]' }] },
    ]);

    const answer = await connect(server).completions.create({ prompt: 'a' });

    expect(answer.choices[0]?.finish_reason).toBe('constructor');
  });
});
