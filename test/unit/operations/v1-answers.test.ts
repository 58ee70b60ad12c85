import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import type { ChatCompletionChunk } from '../../../src/index.ts';
import { toOpenAIMessages } from '../../../src/bridge/v1/history.ts';
import { EasyLLM } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const TOOL = { type: 'function' as const, function: { name: 'find', parameters: { type: 'object' } } };

interface Sent {
  [name: string]: unknown;
  stream?: boolean;
  n?: number;
  seed?: number;
  prompt?: unknown;
  messages?: readonly Record<string, unknown>[];
}

/** A server in OpenAI's shape, and what it was sent. */
function serve(answer: (body: Sent) => object | (object | string)[]) {
  const sent: Sent[] = [];
  const warnings: string[] = [];
  const respond = async (request: Request): Promise<Response> => {
    const body: Sent = JSON.parse(await request.text());
    sent.push(body);
    const given = answer(body);
    if (!Array.isArray(given)) return Response.json(given);
    const events = given.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
    return new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
  };
  const warn = (message: string) => void warnings.push(message);
  const logger = { error() {}, warn, info() {}, debug() {} };
  const client = new EasyLLM({ apiKey: null, apiBase: 'http://server.test/v1', fetch: respond, logger });
  return { client, sent, warnings };
}

function chat(message: object, more: object = {}, choice: object = {}) {
  return {
    id: 'x',
    object: 'chat.completion',
    created: 1760000000,
    model: 'its-own-name',
    choices: [
      { index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', logprobs: null, ...choice },
    ],
    usage: USAGE,
    ...more,
  };
}

function chunk(delta: object, finish_reason: string | null = null, more: object = {}, choice: object = {}) {
  const choices = [{ index: 0, delta, finish_reason, logprobs: null, ...choice }];
  return { id: 'x', object: 'chat.completion.chunk', created: 1760000000, model: 'its-own-name', choices, ...more };
}

const [TEXT, END, DONE] = [chunk({ role: 'assistant', content: 'Who?' }), chunk({}, 'stop'), '[DONE]'];

const deltasOf = (chunks: readonly ChatCompletionChunk[]) =>
  chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));

async function stream(client: EasyLLM, body: object = {}) {
  return collect(await client.chat.completions.create({ messages, stream: true, ...body } as const));
}

describe('parallel calls of one message', () => {
  const call = (at: object, name: string | undefined, text: string) => ({
    ...at,
    function: { ...(name !== undefined && { name }), arguments: text },
  });
  const [A, B] = ['{"a":1}', '{"b":2}'];

  test.each<[what: string, deltas: object[][], want: string[]]>([
    [
      'without ids, all numbered 0',
      [[call({ index: 0 }, 'find', A)], [call({ index: 0 }, 'find', B)]],
      [`find${A}`, `find${B}`],
    ],
    [
      'with empty ids',
      [[call({ index: 0, id: '' }, 'find', A)], [call({ index: 0, id: '' }, 'see', B)]],
      [`find${A}`, `see${B}`],
    ],
    ['without ids and numbers', [[call({}, 'find', A)], [call({}, 'find', B)]], [`find${A}`, `find${B}`]],
    ['that are equal', [[call({ index: 0 }, 'find', A)], [call({ index: 0 }, 'find', A)]], [`find${A}`, `find${A}`]],
    ['in one delta', [[call({}, 'find', A), call({}, 'see', B)]], [`find${A}`, `see${B}`]],
    [
      'in one delta, both numbered 0',
      [[call({ index: 0 }, 'find', A), call({ index: 0 }, 'find', B)]],
      [`find${A}`, `find${B}`],
    ],
    [
      'of which the second begins with its name alone',
      [[call({ index: 0 }, 'find', A)], [call({ index: 0 }, 'find', '')], [call({ index: 0 }, undefined, B)]],
      [`find${A}`, `find${B}`],
    ],
    [
      'in fragments',
      [[call({}, 'find', '{"a"')], [call({}, undefined, ':1}')], [call({}, 'see', '')], [call({}, undefined, B)]],
      [`find${A}`, `see${B}`],
    ],
    [
      'that is one, whose name stands beside each fragment',
      [
        [call({ index: 0 }, 'find', '')],
        [call({ index: 0 }, 'find', '{"a"')],
        [call({ index: 0 }, 'find', ':1}')],
        [call({ index: 0 }, 'find', '')],
      ],
      [`find${A}`],
    ],
    [
      'that is one, whose name and id stand beside each fragment',
      [[call({ id: 'c' }, 'find', '')], [call({ id: 'c' }, 'find', '{"a":')], [call({ id: 'c' }, 'find', '1}')]],
      [`find${A}`],
    ],
    [
      'whose text holds braces',
      [
        [call({ index: 0 }, 'find', '{"a":"}')],
        [call({ index: 0 }, undefined, '\\"}"}')],
        [call({ index: 0 }, 'find', B)],
      ],
      ['find{"a":"}\\"}"}', `find${B}`],
    ],
  ])('%s keep apart', async (_, deltas, want) => {
    const { client } = serve(() => [
      ...deltas.map((calls) => chunk({ tool_calls: calls })),
      chunk({}, 'tool_calls'),
      DONE,
    ]);

    const calls: string[] = [];
    const ids: (string | undefined)[] = [];
    for (const { tool_calls: given = [] } of deltasOf(await stream(client, { tools: [TOOL] }))) {
      for (const { index, id, function: called } of given) {
        ids[index] ??= id;
        calls[index] = (calls[index] ?? '') + (called?.name ?? '') + (called?.arguments ?? '');
      }
    }
    expect(calls).toEqual(want);
    expect(new Set(ids).size).toBe(want.length);
    expect(ids.every((id) => id !== undefined && id !== '')).toBe(true);
  });

  test('have ids of their own, though the server gives all one', async () => {
    const calls = [A, B].map((text) => ({
      id: 'call_1',
      type: 'function',
      function: { name: 'find', arguments: text },
    }));
    const { client } = serve(() => chat({ content: null, tool_calls: calls }));

    const { choices } = await client.chat.completions.create({ messages, tools: [TOOL] });

    expect(new Set(choices[0]?.message.tool_calls?.map(({ id }) => id)).size).toBe(2);
  });

  test('are read from the one call of before there were tools', async () => {
    const { client } = serve(({ stream: isStreamed }) =>
      isStreamed
        ? [
            chunk({ function_call: { name: 'find', arguments: '{"a"' } }),
            chunk({ function_call: { arguments: ':1}' } }, 'function_call'),
            DONE,
          ]
        : chat(
            { content: null, function_call: { name: 'find', arguments: A } },
            {},
            { finish_reason: 'function_call' },
          ),
    );

    const whole = await client.chat.completions.create({ messages });
    const chunks = await stream(client);

    expect(whole.choices).toMatchObject([
      {
        finish_reason: 'tool_calls',
        native_finish_reason: 'function_call',
        message: { tool_calls: [{ function: { name: 'find', arguments: A } }] },
      },
    ]);
    expect(
      deltasOf(chunks)
        .flatMap(({ tool_calls: calls }) => calls?.map((each) => each.function?.arguments) ?? [])
        .join(''),
    ).toBe(A);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });
});

/** What servers add, at every place. */
const ADDED = {
  answer: { system_fingerprint: 'fp', timings: { prompt_ms: 1 }, no_server_has_this: 1 },
  choice: { stop_reason: 'END', token_ids: [1, 2], no_server_has_this: 2 },
  message: { reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }], annotations: [{ type: 'url_citation' }] },
  call: { extra_content: { google: { thought_signature: 's' } } },
  usage: { prompt_tokens_details: { cached_tokens: 1, audio_tokens: 0 }, cost: 0.5, no_server_has_this: 3 },
};

const CALLS = [
  { index: 0, id: 'call_a', type: 'function', function: { name: 'find', arguments: '{}' }, ...ADDED.call },
];

function addEverywhere({ stream: isStreamed }: Sent) {
  const message = { content: 'Who?', tool_calls: CALLS, ...ADDED.message };
  const usage = { ...USAGE, ...ADDED.usage };
  if (!isStreamed) return chat(message, { ...ADDED.answer, usage }, ADDED.choice);
  const { system_fingerprint: fingerprint, ...late } = ADDED.answer;
  const each = { system_fingerprint: fingerprint };
  return [
    chunk({ role: 'assistant', content: 'Who' }, null, each),
    chunk({ content: '?' }, null, each),
    chunk({ tool_calls: CALLS, ...ADDED.message }, null, each),
    chunk({}, 'stop', { ...each, ...late }, ADDED.choice),
    { choices: [], usage, ...each },
    DONE,
  ];
}

describe('what a server adds', () => {
  const { client } = serve(addEverywhere);
  const overHTTP = async (body: object) => {
    const response = await client.fetch('http://easyllm/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages, ...body }),
    });
    return response.text();
  };

  test.each([
    ['of the client', () => client.chat.completions.create({ messages })],
    ['of its `fetch`', async () => JSON.parse(await overHTTP({}))],
  ])('stays in a whole answer %s', async (_, ask) => {
    const { choices, usage, ...answer } = await ask();

    expect(answer).toMatchObject({ ...ADDED.answer, id: 'x', created: 1760000000, model: 'its-own-name' });
    expect(choices).toMatchObject([ADDED.choice]);
    expect(choices[0].message).toMatchObject(ADDED.message);
    expect(choices[0].message.tool_calls).toMatchObject([ADDED.call]);
    expect(usage).toEqual({ ...USAGE, ...ADDED.usage });
  });

  test.each([
    ['of the client', () => stream(client, { stream_options: { include_usage: true } })],
    [
      'of its `fetch`',
      async () => {
        const text = await overHTTP({ stream: true, stream_options: { include_usage: true } });
        const events = text.split('\n\n').filter((event) => event.startsWith('data: {'));
        return events.map((event): ChatCompletionChunk => JSON.parse(event.slice('data: '.length)));
      },
    ],
  ])('stays in a stream %s', async (_, ask) => {
    const chunks = await ask();

    for (const each of chunks) expect(each).toMatchObject({ system_fingerprint: 'fp', id: 'x', model: 'its-own-name' });
    expect(chunks.at(-2)).toMatchObject({
      ...ADDED.answer,
      choices: [{ finish_reason: 'tool_calls', ...ADDED.choice }],
    });
    expect(deltasOf(chunks)).toContainEqual(expect.objectContaining(ADDED.message));
    expect(deltasOf(chunks).flatMap(({ tool_calls: calls = [] }) => calls)).toMatchObject([ADDED.call]);
    expect(chunks.at(-1)?.usage).toEqual({ ...USAGE, ...ADDED.usage });
  });

  test('beside the end of each choice stays, where several have each their own', async () => {
    const ending = (index: number) => chunk({}, 'stop', { timings: { of: index } }, { index });
    const { client: two } = serve(() => [
      chunk({ content: 'b' }, null, {}, { index: 1 }),
      TEXT,
      ending(1),
      ending(0),
      { choices: [], usage: USAGE },
      DONE,
    ]);

    const chunks = await stream(two, { n: 2 });

    const timings = chunks.flatMap((each) =>
      each.choices.flatMap(({ finish_reason: reason, index }) =>
        reason === null ? [] : [[index, 'timings' in each ? each['timings'] : undefined]],
      ),
    );
    expect(timings.toSorted()).toEqual([
      [0, { of: 0 }],
      [1, { of: 1 }],
    ]);
    expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(['x']));
  });

  test('goes back with the history', async () => {
    const { choices } = await client.chat.completions.create({ messages });

    expect(toOpenAIMessages(choices.map(({ message }) => message))).toMatchObject([
      { ...ADDED.message, tool_calls: [ADDED.call] },
    ]);
  });
});

describe('reasoning', () => {
  test.each(['reasoning', 'reasoning_content'])(
    'that is called `%s` has both names, and goes back once',
    async (name) => {
      const { client, sent } = serve(({ stream: isStreamed }) =>
        isStreamed
          ? [chunk({ [name]: 'H' }), chunk({ [name]: 'm' }), TEXT, END, DONE]
          : chat({ content: 'Who?', [name]: 'Hm' }),
      );

      const { choices } = await client.chat.completions.create({ messages });
      const deltas = deltasOf(await stream(client));
      if (choices[0] === undefined) throw new Error('No choice.');
      await client.chat.completions.create({ messages: [...messages, choices[0].message, ...messages] });

      expect(choices[0].message).toMatchObject({ reasoning: 'Hm', reasoning_content: 'Hm' });
      for (const each of ['reasoning', 'reasoning_content'] as const) {
        expect(deltas.map((delta) => delta[each] ?? '').join('')).toBe('Hm');
      }
      expect(sent.at(-1)?.messages?.[1]).toEqual({ role: 'assistant', content: 'Who?', reasoning_content: 'Hm' });
    },
  );

  test('that is no text stays as it is', async () => {
    const { client } = serve(({ stream: isStreamed }) =>
      isStreamed
        ? [chunk({ reasoning: { steps: 2 } }), TEXT, END, DONE]
        : chat({ content: 'Who?', reasoning: { steps: 2 } }),
    );

    const { choices } = await client.chat.completions.create({ messages });

    expect(choices[0]?.message).toMatchObject({ reasoning: { steps: 2 } });
    expect(deltasOf(await stream(client))).toContainEqual({ reasoning: { steps: 2 } });
  });

  test('that is null is absent', async () => {
    const { client } = serve(() => chat({ content: 'Who?', reasoning: null, reasoning_content: null }));

    const { choices } = await client.chat.completions.create({ messages });

    expect(choices[0]?.message).toEqual({ role: 'assistant', content: 'Who?', refusal: null });
  });

  test('among the parts of content is told apart from text', async () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
      { type: 'text', text: 'Who?' },
      { type: 'no_server_has_this', value: 7 },
    ];
    const { client } = serve(() => chat({ content }));

    const { choices } = await client.chat.completions.create({ messages });

    expect(choices[0]?.message).toMatchObject({
      content: 'Who?',
      reasoning: 'Hm',
      content_parts: [{ type: 'no_server_has_this', value: 7 }],
    });
  });
});

describe('a server that ignores `n`', () => {
  const ignoring = ({ seed, stream: isStreamed }: Sent) =>
    isStreamed
      ? [chunk({ role: 'assistant', content: `seed ${seed}` }), END, { choices: [], usage: USAGE }, DONE]
      : chat({ content: `seed ${seed}` });

  test('is asked for each missing choice, once', async () => {
    const { client, sent } = serve(ignoring);

    const { choices, usage } = await client.chat.completions.create({ messages, n: 3, seed: 7 });

    expect(choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'seed 7'],
      [1, 'seed 8'],
      [2, 'seed 9'],
    ]);
    expect(sent.map(({ n, seed }) => [n, seed])).toEqual([
      [3, 7],
      [undefined, 8],
      [undefined, 9],
    ]);
    expect(usage).toEqual({ prompt_tokens: 9, completion_tokens: 6, total_tokens: 15 });
  });

  test('is asked for each missing stream, once', async () => {
    const { client } = serve(ignoring);

    const chunks = await stream(client, { n: 2, seed: 7, stream_options: { include_usage: true } });

    const texts = ['', ''];
    const reasons: unknown[] = [];
    for (const { index, delta, finish_reason: reason } of chunks.flatMap(({ choices }) => choices)) {
      texts[index] += delta.content ?? '';
      if (reason !== null) reasons[index] = reason;
    }
    expect(texts).toEqual(['seed 7', 'seed 8']);
    expect(reasons).toEqual(['stop', 'stop']);
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 });
  });

  test('and gives none afterwards has failed, with what came', async () => {
    const { client } = serve((body) => (body.n === undefined ? { ...chat({}), choices: [] } : ignoring(body)));

    await expect(client.chat.completions.create({ messages, n: 2, seed: 7 })).rejects.toMatchObject({
      name: 'InternalServerError',
      partial: { choices: [{ message: { content: 'seed 7' } }] },
    });
  });

  test('and takes one prompt of a list is asked for the others', async () => {
    const { client, sent } = serve(({ prompt }) => ({
      choices: [{ index: 0, text: Array.isArray(prompt) ? prompt[0] : prompt, finish_reason: 'stop' }],
    }));

    const { choices } = await client.completions.create({ prompt: ['a', 'b'] });

    expect(choices.map(({ index, text }) => [index, text])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
    expect(sent.map(({ prompt }) => prompt)).toEqual([['a', 'b'], 'b']);
  });
});

describe('logprobs that do not come', () => {
  test('are null, and the server is named once', async () => {
    const { client, warnings } = serve(({ stream: isStreamed }) =>
      isStreamed ? [TEXT, END, DONE] : chat({ content: 'Who?' }),
    );

    const whole = await client.chat.completions.create({ messages, logprobs: true });
    const chunks = await stream(client, { logprobs: true });

    expect(whole.choices[0]?.logprobs).toBeNull();
    expect(chunks.flatMap(({ choices }) => choices.map(({ logprobs }) => logprobs))).toEqual([null, null, null]);
    expect(warnings).toEqual([expect.stringContaining('http://server.test/v1 gives no logprobs')]);
  });

  test('are the chosen token’s where 0 others are asked for', async () => {
    const logprobs = { tokens: ['b'], token_logprobs: [-1], top_logprobs: [{ b: -1 }], text_offset: [0] };
    const { client, sent } = serve((body) => ({
      choices: [{ index: 0, text: 'b', finish_reason: 'stop', logprobs: body['logprobs'] === 0 ? null : logprobs }],
    }));

    const { choices } = await client.completions.create({ prompt: 'a', logprobs: 0 });

    expect(sent[0]?.['logprobs']).toBe(1);
    expect(choices[0]?.logprobs).toEqual({ ...logprobs, top_logprobs: null });
  });
});

describe('echo', () => {
  const text = (value: string, finish_reason: string | null = null, more: object = {}) => ({
    choices: [{ index: 0, text: value, finish_reason, ...more }],
  });
  const read = async (client: EasyLLM, body: object = {}) => {
    const given = { prompt: 'Once upon', echo: true, ...body };
    const whole = await client.completions.create({ ...given, stream: false });
    const chunks = await collect(await client.completions.create({ ...given, stream: true }));
    return [whole.choices[0]?.text, chunks.flatMap(({ choices }) => choices.map((choice) => choice.text)).join('')];
  };

  test.each([
    ['that repeats the prompt', ['Once ', 'up', 'on a', ' time']],
    ['that repeats it within one event', ['Once upon a time']],
    ['that ignores the wish', [' a', ' time']],
    ['that ignores it, and begins alike', ['On', 'ce more']],
  ])('of a server %s gives the prompt once', async (_, parts) => {
    const { client } = serve(({ stream: isStreamed }) =>
      isStreamed ? [...parts.map((part) => text(part)), text('', 'stop'), DONE] : text(parts.join(''), 'stop'),
    );
    const own = parts.join('').replace('Once upon', '');

    expect(await read(client)).toEqual([`Once upon${own}`, `Once upon${own}`]);
  });

  test('leaves stop sequences in the prompt alone, and enforces them in the first characters of the text', async () => {
    const { client } = serve(({ stream: isStreamed }) =>
      isStreamed ? [text('a up'), text(' b'), text('', 'stop'), DONE] : text('a up b', 'stop'),
    );

    expect(await read(client, { stop: [' up'] })).toEqual(['Once upona', 'Once upona']);
  });

  const lists = (tokens: string[]) => ({
    logprobs: {
      tokens,
      token_logprobs: tokens.map((_, at) => (at === 0 ? null : -1)),
      top_logprobs: tokens.map((token, at) => (at === 0 ? null : { [token]: -1 })),
    },
  });

  test('with logprobs gives the tokens of the prompt', async () => {
    const tokens = ['Once', ' upon', ' a'];
    const { client } = serve(() => text('Once upon a', 'length', lists(tokens)));

    const { choices } = await client.completions.create({
      prompt: 'Once upon',
      echo: true,
      logprobs: 1,
      max_tokens: 1,
    });

    expect(choices[0]?.logprobs).toEqual({
      tokens,
      token_logprobs: [null, -1, -1],
      top_logprobs: [null, { ' upon': -1 }, { ' a': -1 }],
      text_offset: [0, 4, 9],
    });
  });

  test.each<[what: string, prompt: string | number[], answer: object]>([
    ['that ignores the wish', 'Once upon', text(' a', 'length', lists([' a']))],
    ['that repeats the text alone', 'Once upon', text('Once upon a', 'length', lists([' a']))],
    ['that gives no tokens', 'Once upon', text('Once upon a', 'length')],
    ['that gives fewer tokens than the prompt has', [1, 2, 3], text(' a', 'length', lists([' a']))],
  ])('with logprobs of a server %s is refused', async (_, prompt, answer) => {
    const { client } = serve(({ stream: isStreamed }) => (isStreamed ? [answer, DONE] : answer));
    const body = { prompt, echo: true, logprobs: 1, max_tokens: 1 };

    await expect(client.completions.create(body)).rejects.toMatchObject({
      name: 'UnsupportedError',
      param: 'logprobs',
    });
    await expect(client.completions.create({ ...body, stream: true }).then(collect)).rejects.toMatchObject({
      name: 'UnsupportedError',
    });
  });
});

describe('a failure', () => {
  const failing: [what: string, answer: object][] = [
    ['an end that is one', chat({ content: '{"a":1}' }, {}, { finish_reason: 'abort' })],
    ['no choice', { ...chat({}), choices: [] }],
    ['a message that is null', { ...chat({}), choices: [{ index: 0, message: null, finish_reason: 'stop' }] }],
    ['an empty message without a reason', { choices: [{ index: 0, message: { role: 'assistant', content: '' } }] }],
    ['content that is a number', chat({ content: 7 })],
  ];

  test.each(failing)('(%s) fails what is made of answers too', async (_, answer) => {
    const { client } = serve(() => answer);
    const schema = z.object({ a: z.number() });

    for (const ask of [
      () => client.chat.completions.create({ messages }),
      () => client.chat.completions.parse({ messages, schema }),
      () =>
        client.runTools({
          messages,
          tools: [{ type: 'function', function: { ...TOOL.function, function: () => '' } }],
        }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ name: 'InternalServerError', partial: expect.anything() });
    }
  });

  test('(content that is a number) ends a stream, with what came', async () => {
    const { client } = serve(() => [TEXT, chunk({ content: 7 }), END, DONE]);

    await expect(stream(client)).rejects.toMatchObject({
      name: 'InternalServerError',
      partial: { choices: [{ message: { content: 'Who?' } }] },
    });
  });

  test('is no number that JSON does not have', async () => {
    const body =
      '{"choices":[{"index":0,"message":{"content":"NaN"},"finish_reason":"stop","logprobs":{"content":[{"token":"NaN","logprob":-Infinity}]}}]}';
    const client = new EasyLLM({
      apiKey: null,
      apiBase: 'http://server.test/v1',
      fetch: async () => new Response(body),
    });

    const { choices } = await client.chat.completions.create({ messages, logprobs: true });

    expect(choices).toMatchObject([
      { message: { content: 'NaN' }, logprobs: { content: [{ token: 'NaN', logprob: -9999 }] } },
    ]);
  });
});

describe('usage', () => {
  test('is the server’s where tools were offered and text came', async () => {
    const { client } = serve(() => chat({ content: 'Who?' }));

    expect((await client.chat.completions.create({ messages, tools: [TOOL] })).usage).toEqual(USAGE);
  });

  test('on every chunk is not added up', async () => {
    const { client } = serve(() => [
      chunk({ content: 'a' }, null, { usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } }),
      chunk(
        { content: 'b' },
        null,
        { usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } },
        { index: 1 },
      ),
      chunk({}, 'stop', { usage: USAGE }),
      chunk({}, 'stop', { usage: USAGE }, { index: 1 }),
      { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
      DONE,
    ]);

    const chunks = await stream(client, { n: 2, stream_options: { include_usage: true } });

    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
  });

  test('that is below zero is none', async () => {
    const { client } = serve(() => chat({ content: 'Who?' }, { usage: { ...USAGE, prompt_tokens: -3 } }));

    expect((await client.chat.completions.create({ messages })).usage).toBeUndefined();
  });
});
