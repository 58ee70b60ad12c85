/** What other servers than TGI send on `/v1`: through every layer, over sockets. */
import { describe, expect } from 'vitest';

import type { EasyLLM } from '../../src/client/easyllm.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import { collect } from '../support/collect.ts';
import { MESSAGES, failureOf, partialText, test } from '../support/fault-test.ts';

const V1 = { promptBuilder: undefined, backend: 'messages' } as const;
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const DONE = 'data: [DONE]\n\n';

function chunk(delta: object, finish_reason: unknown = null, more: object = {}): string {
  return event({ id: 'x', choices: [{ index: 0, delta, finish_reason, logprobs: null }], ...more });
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

const [ONE, TWO, END] = [chunk({ role: 'assistant', content: 'one ' }), chunk({ content: 'two' }), chunk({}, 'stop')];

/** Sent in pieces of a few bytes. */
function sending(text: string, type = 'text/event-stream'): FakeAnswer {
  return { headers: { 'content-type': type }, steps: [{ send: text, every: 11 }] };
}

async function readStream(client: EasyLLM, body: object = {}) {
  const stream_options = { include_usage: true };
  const chunks = await collect(
    await client.chat.completions.create({ messages: MESSAGES, stream: true, stream_options, ...body } as const),
  );
  const choices = chunks.flatMap((each) => each.choices);
  return {
    text: choices.map(({ delta }) => delta.content ?? '').join(''),
    reasons: choices.flatMap(({ finish_reason: reason }) => (reason === null ? [] : [reason])),
    usages: chunks.flatMap(({ usage }) => (usage === null || usage === undefined ? [] : [usage])),
    chunks,
  };
}

describe('a stream of /v1', () => {
  test.for<[what: string, events: string[]]>([
    ['text behind a reason', [ONE, END, TWO, END, DONE]],
    ['a reason on every chunk', [chunk({ content: 'one ' }, 'stop'), chunk({ content: 'two' }, 'stop'), DONE]],
    ['the text `null` for no reason', [chunk({ content: 'one ' }, 'null'), TWO, END]],
    [
      'a usage on the way',
      [chunk({ content: 'one ' }, null, { usage: { ...USAGE, total_tokens: 4 } }), TWO, END, DONE],
    ],
    ['odd events among its chunks', ['data: null\n\n', ONE, 'data: {}\n\n', event({ type: 'ping' }), TWO, END, DONE]],
    ['choices that are null', [event({ choices: null }), ONE, event({ id: 'x', choices: null }), TWO, END, DONE]],
    ['a word behind its last chunk', [ONE, TWO, END, 'data: 7\n\n', DONE]],
    ['words of its own among its chunks', [ONE, event({ status: 'processing', message: 'queued' }), TWO, END, DONE]],
    ['pings of any text', ['event: ping\ndata: pong\n\n', ONE, 'event: heartbeat\ndata: 1 s\n\n', TWO, END, DONE]],
    ['deltas that are empty lists', [event({ choices: [{ index: 0, delta: [] }] }), ONE, TWO, END, DONE]],
    ['null for a choice', [ONE, event({ choices: [null] }), TWO, END, DONE]],
    [
      'a message in place of a delta',
      [event({ choices: [{ index: 0, message: { content: 'one two' }, finish_reason: 'stop' }] }), DONE],
    ],
    ['chunks without `data:`', [ONE, TWO, END].map((line) => `${line.slice('data: '.length)}`)],
  ])('may hold %s', async ([, events], { serve, connect }) => {
    const usage = event({ choices: [], usage: USAGE });
    const stream = events.at(-1) === DONE ? [...events.slice(0, -1), usage, DONE] : [...events, usage];
    const server = await serve([sending(stream.join(''))]);

    const { text, reasons, usages } = await readStream(connect(server, V1));

    expect(text).toBe('one two');
    expect(reasons).toEqual(['stop']);
    expect(usages).toEqual([USAGE]);
  });

  test('has the last usage that came, once and last', async ({ serve, connect }) => {
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    const early = [chunk({ content: 'one' }, null, { usage: zeros }), chunk({}, 'stop', { usage: zeros })];
    const server = await serve([sending([...early, event({ choices: [], usage: USAGE }), DONE].join(''))]);

    const { usages, chunks } = await readStream(connect(server, V1));

    expect(usages).toEqual([USAGE]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: USAGE });
  });

  test('has the calls that come behind a reason', async ({ serve, connect }) => {
    const call = { index: 0, id: 'call_a', type: 'function', function: { name: 'find', arguments: '{}' } };
    const server = await serve([sending([ONE, END, chunk({ tool_calls: [call] }), DONE].join(''))]);

    const { chunks, reasons } = await readStream(connect(server, V1));

    expect(chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))).toEqual([call]);
    expect(reasons).toEqual(['tool_calls']);
  });

  test.for([[sending('')], [sending(DONE)], [sending(`${event({ choices: [], usage: USAGE })}${DONE}`)]])(
    'without any chunk is truncated, and rejects the call',
    async ([answer], { serve, connect }) => {
      const server = await serve([answer ?? sending('')]);

      const call = connect(server, V1).chat.completions.create({ messages: MESSAGES, stream: true });

      await expect(call).rejects.toMatchObject({ name: 'StreamTruncatedError' });
    },
  );
});

const WORDS = 'the request exceeds the context';

/** Errors in the forms of servers and of proxies before them. */
const ERRORS: readonly [what: string, text: string][] = [
  ['a field `error:`', `error: ${JSON.stringify({ code: 400, message: WORDS })}\n\n`],
  ['a field `error:` of text', `error: ${WORDS}\n\n`],
  ['an event named error', `event: error\ndata: ${JSON.stringify({ message: WORDS })}\n\n`],
  ['an event named error, of text', `event: error\ndata: ${WORDS}\n\n`],
  ['an object under `error`', event({ error: { message: WORDS, code: 400 } })],
  ['a text under `error`', event({ error: WORDS })],
  ['JSON without `data:`', `${JSON.stringify({ error: { message: WORDS, code: 400 } })}\n\n`],
  ['JSON without `data:`, in many lines', `${JSON.stringify({ error: { message: WORDS } }, null, 2)}\n\n`],
  ['a list of one', event([{ error: { message: WORDS, code: 400 } }])],
  ['a flat object', event({ object: 'error', message: WORDS, type: 'BadRequestError', code: 400 })],
  ['an object of the type error', event({ type: 'error', message: WORDS })],
  ['`detail`', event({ detail: WORDS })],
  ['`errors`', event({ errors: [{ message: WORDS, code: 5006 }], success: false, result: {} })],
  ['`base_resp`', event({ choices: null, base_resp: { status_code: 1008, status_msg: WORDS } })],
  ['a code and a message', event({ code: 'InvalidParameter', message: WORDS, request_id: 'x' })],
  ['`error` beside `choices: []`', event({ choices: [], error: { message: WORDS } })],
  ['a code and `msg`', event({ code: 1302, msg: WORDS })],
  ['an error by its type', event({ type: 'invalid_request_error', message: WORDS })],
  ['`fault`', event({ fault: { message: WORDS } })],
  ['`exception`', event({ exception: WORDS })],
  ['`errorMessage`', event({ errorMessage: WORDS })],
  ['a list of one without `data:`', `${JSON.stringify([{ error: { message: WORDS } }])}\n\n`],
  ['an event named error, of a list', `event: error\ndata: ${JSON.stringify([{ error: WORDS }])}\n\n`],
  [
    'an event named error, of a choice',
    `event: error\ndata: ${JSON.stringify({ choices: [{ index: 0, error: { message: WORDS } }] })}\n\n`,
  ],
  [
    'the error of a choice',
    event({ choices: [{ index: 0, delta: { content: '' }, error: { message: WORDS, code: 502 } }] }),
  ],
];

/** Chunks that are none. */
const UNREADABLE: readonly [what: string, text: string][] = [
  ['content that is a number', chunk({ content: 7 })],
  ['content that is an object', chunk({ content: { text: 'one' } })],
  ['a delta that is a text', event({ choices: [{ index: 0, delta: 'one', finish_reason: null }] })],
  ['a message that is a number', event({ choices: [{ index: 0, message: 7 }] })],
  ['the text of a completion that is a number', event({ choices: [{ index: 0, text: 7 }] })],
  ['calls that are a text', chunk({ tool_calls: 'find' })],
  ['choices that are texts', event({ choices: ['one'] })],
  ['choices that are an object', event({ choices: { 0: {} } })],
];

describe('a chunk with', () => {
  test.for(UNREADABLE)('%s rejects the call where it is first', async ([, text], { serve, connect }) => {
    const server = await serve([sending(text + ONE + END + DONE)]);

    const call = connect(server, { ...V1, maxRetries: 0 }).chat.completions.create({
      messages: MESSAGES,
      stream: true,
    });

    await expect(call).rejects.toMatchObject({ name: expect.stringMatching(/^(InternalServer|API)Error$/) });
  });

  test.for(UNREADABLE)(
    '%s fails the stream where it is later, with what came',
    async ([, text], { serve, connect }) => {
      const server = await serve([{ steps: [{ send: ONE + text + TWO + END + DONE }] }]);
      const stream = await connect(server, V1).chat.completions.create({ messages: MESSAGES, stream: true });

      let read = '';
      const error = await (async () => {
        for await (const { choices } of stream) read += choices[0]?.delta.content ?? '';
      })().catch((reason: unknown) => reason);

      expect(error).toMatchObject({ name: expect.stringMatching(/^(InternalServer|API)Error$/) });
      expect([read, partialText(error)]).toEqual(['one ', 'one ']);
    },
  );
});

describe('a stream that ends before its time', () => {
  test('tells the last words of the server', async ({ serve, connect }) => {
    const server = await serve([sending(`${ONE}${event({ message: 'the worker died' })}`)]);

    const error = await failureOf(connect(server, V1).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(error).toMatchObject({
      name: 'StreamTruncatedError',
      message: expect.stringContaining('It says: the worker died'),
    });
    expect(partialText(error)).toBe('one ');
  });
});

describe('a whole call that is answered by events', () => {
  const usage = event({ choices: [], usage: USAGE });

  test.for<[what: string, text: string]>([
    ['of a stream', ONE + TWO + END + usage + DONE],
    ['behind a comment', `: working\n\n${ONE}${TWO}${END}${usage}`],
    [
      'of one whole message',
      event({ choices: [{ message: { content: 'one two' }, finish_reason: 'stop' }], usage: USAGE }),
    ],
    [
      'behind a whole body',
      `${JSON.stringify({ choices: [{ message: { content: 'one two' }, finish_reason: 'stop' }], usage: USAGE })}\n\n${DONE}`,
    ],
  ])('%s is read', async ([, text], { serve, connect }) => {
    for (const type of ['text/event-stream', 'application/json']) {
      const server = await serve([sending(text, type)]);

      const answer = await connect(server, V1).chat.completions.create({ messages: MESSAGES });

      expect(answer).toMatchObject({
        choices: [{ message: { content: 'one two' }, finish_reason: 'stop' }],
        usage: USAGE,
      });
    }
  });

  test('is read on a native route', async ({ serve, connect }) => {
    const token = (text: string, whole: string | null) =>
      event({ index: 1, token: { id: 1, text, logprob: -1, special: false }, generated_text: whole });
    const server = await serve([sending(token('o', null) + token('ne', 'one'))]);

    const { choices } = await connect(server).completions.create({ prompt: 'Count.' });

    expect(choices[0]?.text).toBe('one');
  });

  test.for(ERRORS)('fails of %s, with what came', async ([, text], { serve, connect }) => {
    const server = await serve([sending(ONE + text + DONE)]);

    const error = await connect(server, { ...V1, maxRetries: 0 })
      .chat.completions.create({ messages: MESSAGES })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ message: expect.stringContaining(WORDS) });
    expect(partialText(error)).toBe('one ');
  });

  test('and cut off is truncated', async ({ serve, connect }) => {
    const server = await serve([sending(ONE)]);

    await expect(connect(server, V1).chat.completions.create({ messages: MESSAGES })).rejects.toMatchObject({
      name: 'StreamTruncatedError',
    });
  });
});

describe('an error in a stream', () => {
  test.for(ERRORS)('as %s rejects the call where it is first', async ([, text], { serve, connect }) => {
    const server = await serve([sending(text + DONE)]);

    const call = connect(server, { ...V1, maxRetries: 0 }).chat.completions.create({
      messages: MESSAGES,
      stream: true,
    });

    await expect(call).rejects.toMatchObject({ message: expect.stringContaining(WORDS) });
  });

  test.for(ERRORS)('as %s ends it where it is later, with what came', async ([, text], { serve, connect }) => {
    const server = await serve([sending(ONE + text + DONE)]);

    const error = await failureOf(connect(server, V1).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(error).toMatchObject({ message: expect.stringContaining(WORDS), status: expect.any(Number) });
    expect(partialText(error)).toBe('one ');
  });
});

describe('an error in a whole response of 200', () => {
  test.for(ERRORS.filter(([, text]) => text.startsWith('data: ')))(
    'as %s is that error',
    async ([, text], { serve, connect }) => {
      const server = await serve([sending(text.slice('data: '.length), 'application/json')]);

      const call = connect(server, V1).chat.completions.create({ messages: MESSAGES });

      await expect(call).rejects.toMatchObject({ message: expect.stringContaining(WORDS) });
    },
  );

  test.for<[what: string, body: object]>([
    ['no choices', { choices: [] }],
    ['choices that are null', { choices: null }],
    ['a message that is null', { choices: [{ index: 0, message: null, finish_reason: 'stop' }] }],
    ['a choice that is null', { choices: [null] }],
  ])('with %s keeps its usage', async ([, body], { serve, connect }) => {
    const text = JSON.stringify({ id: 'x', ...body, usage: USAGE });
    for (const stream of [false, true]) {
      const server = await serve([sending(text, 'application/json')]);

      const call = connect(server, V1).chat.completions.create({ messages: MESSAGES, stream });

      await expect(call).rejects.toMatchObject({
        name: 'InternalServerError',
        code: 'no_answer',
        partial: { id: 'x', usage: USAGE },
      });
    }
  });
});

describe('an end that is a failure', () => {
  const ENDS = ['abort', 'cancelled', 'error', 'network_error', 'insufficient_system_resource', 'parse_error'];

  test.for(ENDS)('%s is an error with what came', async (word, { serve, connect }) => {
    const choice = { index: 0, message: { role: 'assistant', content: 'one two' }, finish_reason: word };
    const server = await serve([
      sending(JSON.stringify({ choices: [choice], usage: USAGE }), 'application/json'),
      sending(JSON.stringify({ choices: [choice], usage: USAGE }), 'application/json'),
      sending([ONE, TWO, chunk({}, word), event({ choices: [], usage: USAGE }), DONE].join('')),
    ]);
    const client = connect(server, V1);

    for (const stream of [false, true, true]) {
      const error = await failureOf(client.chat.completions.create({ messages: MESSAGES, stream }));

      expect(error).toMatchObject({
        name: 'InternalServerError',
        code: word,
        partial: { choices: [{ message: { content: 'one two' }, finish_reason: null }], usage: USAGE },
      });
    }
  });

  test('a word that nobody knows is handed on', async ({ serve, connect }) => {
    const server = await serve([sending([ONE, TWO, chunk({}, 'no_server_says_this'), DONE].join(''))]);

    expect((await readStream(connect(server, V1))).reasons).toEqual(['no_server_says_this']);
  });
});

describe('JSON in place of events', () => {
  const whole = JSON.stringify({
    id: 'x',
    choices: [{ index: 0, message: { role: 'assistant', content: 'one two' }, finish_reason: 'stop' }],
    usage: USAGE,
  });

  test.for<[what: string, text: string, type: string]>([
    ['a whole answer', whole, 'text/event-stream'],
    ['a whole answer and [DONE]', `${whole}\n\n${DONE}`, 'text/event-stream'],
    ['a whole answer and [DONE], as JSON', `${whole}\n\n${DONE}`, 'application/json'],
    [
      'a whole answer in many lines, and [DONE]',
      `${JSON.stringify(JSON.parse(whole), null, 2)}\n\n${DONE}`,
      'text/plain',
    ],
    ['a whole answer as the one event', `data: ${whole}\n\n${DONE}`, 'text/event-stream'],
    ['events as JSON', [ONE, TWO, chunk({}, 'stop', { usage: USAGE }), DONE].join(''), 'application/json'],
    ['events as text', [ONE, TWO, chunk({}, 'stop', { usage: USAGE }), DONE].join(''), 'text/plain'],
  ])('is read as what it is: %s', async ([, text, type], { serve, connect }) => {
    const server = await serve([sending(text, type)]);

    expect(await readStream(connect(server, V1))).toMatchObject({
      text: 'one two',
      reasons: ['stop'],
      usages: [USAGE],
    });
  });
});

describe('a first event that cannot be read', () => {
  test.for<[what: string, text: string, native: boolean]>([
    ['a number', `data: 7\n\n${ONE}${END}${DONE}`, false],
    ['half of one with more behind it', `data: {"choices":[{"in\n\n${ONE}${END}${DONE}`, false],
    ['half of one', 'data: {"choices":[{"in', false],
    ['a token that is null', event({ token: null, generated_text: null }), true],
    ['a number, natively', 'data: 7\n\n', true],
    ['half of one, natively', 'data: {"token":{"id"', true],
  ])('rejects the call: %s', async ([, text, isNative], { serve, connect }) => {
    const server = await serve([sending(text)]);
    const client = connect(server, isNative ? {} : V1);

    await expect(client.chat.completions.create({ messages: MESSAGES, stream: true })).rejects.toMatchObject({
      name: expect.stringMatching(/^(APIError|StreamTruncatedError|InternalServerError)$/),
    });
  });
});
