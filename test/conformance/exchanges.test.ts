import { describe, expect, test } from 'vitest';
import { breaksOf, cutsOf } from './exchanges/cuts.ts';
import { type Exchange, parseExchanges } from './exchanges/exchange.ts';
import { differenceOfSeen } from './exchanges/ours.ts';
import { Neighbours } from './exchanges/server.ts';
import { checkText } from './exchanges/text.ts';
import { wantOfStream, wantOfWhole } from './exchanges/want.ts';
import type { JsonObject } from './json.ts';

const MESSAGES = [{ role: 'user', content: 'Knock knock.' }];

function exchangeOf(given: { body: string; request?: JsonObject; status?: number; server?: string }): Exchange {
  const { body, request = { model: 'm', messages: MESSAGES }, status = 200, server = 'vllm-9' } = given;
  const headers = { 'content-type': body.startsWith('data:') ? 'text/event-stream' : 'application/json' };
  const row = {
    server,
    what: 'case',
    request: { method: 'POST', url: '/v1/chat/completions', body: JSON.stringify(request) },
    response: { status, headers, body, ended: 'end', reads: 1 },
  };
  const [exchange] = parseExchanges('cases', JSON.stringify(row));
  if (exchange === undefined) throw new Error('No exchange was read.');
  return exchange;
}

/** What the facade gives for a whole answer of one word, but for what a test changes. */
function answerWith({ message, choice, ...members }: Record<string, object | string> = {}): JsonObject {
  return {
    id: 'a-1',
    object: 'chat.completion',
    created: 1,
    model: 'served',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Who’s there?', refusal: null, ...Object(message) },
        logprobs: null,
        finish_reason: 'stop',
        ...Object(choice),
      },
    ],
    ...members,
  };
}

const SERVED = {
  id: 'a-1',
  object: 'chat.completion',
  created: 1,
  model: 'served',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Who’s there?' }, finish_reason: 'stop' }],
};

function judge(served: JsonObject, answered: JsonObject): string | undefined {
  const exchange = exchangeOf({ body: JSON.stringify(served) });
  const seen = { endpoint: 'chat' as const, parts: [answered], isStream: false, given: 1, askedWhole: 0 };
  return differenceOfSeen(seen, { exchange, want: wantOfWhole(exchange), choices: 1, wantsUsage: false });
}

describe('the judge of exchanges', () => {
  test('finds nothing where all of a body arrived', () => {
    expect(judge({ ...SERVED, timings: { ms: 3 } }, answerWith({ timings: { ms: 3 } }))).toBeUndefined();
  });

  test.each<[name: string, served: JsonObject, answered: JsonObject, found: string]>([
    ['another text', SERVED, answerWith({ message: { content: 'Who' } }), 'choices.0.text'],
    ['another end', SERVED, answerWith({ choice: { finish_reason: 'length' } }), 'finish reasons'],
    ['another model', SERVED, answerWith({ model: 'asked' }), 'the model is asked'],
    ['usage that nobody counted', SERVED, answerWith({ usage: usageOf(1, 2) }), 'usage'],
    ['counts that differ', { ...SERVED, usage: usageOf(1, 2) }, answerWith({ usage: usageOf(1, 3) }), 'usage'],
    ['a lost member', { ...SERVED, system_fingerprint: 'f' }, answerWith(), 'lost answer.system_fingerprint'],
    ['an invented member', SERVED, answerWith({ message: { annotations: [1] } }), 'invented message 0.annotations'],
    ['reasoning under one name', SERVED, answerWith({ message: { reasoning: '' } }), 'both names'],
  ])('finds %s', (_, served, answered, found) => {
    expect(judge(served, answered)).toContain(found);
  });

  test.each([
    ['eos', 'stop'],
    ['max_output_tokens', 'length'],
    ['SAFETY', 'content_filter'],
    ['a word of the future', 'a word of the future'],
  ])('takes %s for %s', (word, reason) => {
    const body = { ...SERVED, choices: [{ ...SERVED.choices[0], finish_reason: word }] };
    const want = wantOfWhole(exchangeOf({ body: JSON.stringify(body) }));

    expect(want).toMatchObject({ is: 'answer', choices: [{ finishReason: reason }] });
  });

  test('takes a stream without an end for a truncated one', () => {
    const body = 'data: {"choices":[{"index":0,"delta":{"content":"Who"}}]}\n\n';

    expect(wantOfStream(exchangeOf({ body }))).toEqual({ is: 'truncated', texts: ['Who'] });
    expect(wantOfStream(exchangeOf({ body: `${body}data: [DONE]\n\n` }))).toMatchObject({ is: 'answer' });
  });
});

describe('an exchange', () => {
  test('is replayed through the client, and passes where nothing is lost', async () => {
    const exchange = exchangeOf({ body: JSON.stringify({ ...SERVED, model: 'm' }) });
    const notes: string[] = [];

    const found = await checkText(exchange, new Neighbours([]), (note) => notes.push(note));

    expect(found.filter((each) => each !== undefined)).toEqual([]);
    expect(notes).toEqual([]);
  });

  test('with an error status passes as the same error, however it is asked for', async () => {
    const body = JSON.stringify({ error: { message: 'No such model.', type: 'NotFoundError', code: 404 } });
    const exchange = exchangeOf({ body, status: 400 });

    const found = await checkText(exchange, new Neighbours([]), () => {});

    expect(found.join()).not.toContain('error: ');
  });
});

describe('cuts', () => {
  test('are made at every byte of a short body, and into single bytes', () => {
    const bytes = new TextEncoder().encode('data: 1\n\n');
    const all = [...cutsOf(bytes)];

    expect(breaksOf(bytes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(all).toHaveLength(bytes.length);
    expect(all.every(({ pieces }) => pieces.reduce((sum, piece) => sum + piece.length, 0) === bytes.length)).toBe(true);
  });

  test('of a long body lie behind the bound too', () => {
    const places = breaksOf(new Uint8Array(100_000));

    expect(places.length).toBeLessThan(2000);
    expect(Math.max(...places)).toBeGreaterThan(50_000);
  });
});

function usageOf(prompt: number, completion: number): JsonObject {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
