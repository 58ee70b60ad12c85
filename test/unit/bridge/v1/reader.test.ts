import { describe, expect, test } from 'vitest';
import type { ChatCompletionChunk } from '../../../../generated/openai.ts';
import { toChatEndpoint } from '../../../../src/bridge/chat.ts';
import { writeChunks } from '../../../../src/bridge/chunks.ts';
import { toCompletionEndpoint } from '../../../../src/bridge/completion.ts';
import type { PlannedV1 } from '../../../../src/bridge/v1/plan.ts';
import { V1Reader } from '../../../../src/bridge/v1/reader.ts';
import { StreamTruncatedError } from '../../../../src/base/errors.ts';
import type { V1Body } from '../../../../src/servers/v1.ts';
import { collect } from '../../../support/collect.ts';

const identity = { id: 'hf-0', created: 1, model: 'm' };
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

function toPlanned(indices: number[], { stops = [], prompt }: { stops?: string[]; prompt?: string[] } = {}): PlannedV1 {
  const shared = { choices: indices.length };
  const call: PlannedV1['call'] =
    prompt === undefined
      ? { route: '/v1/chat/completions', body: { messages: [] }, ...shared }
      : { route: '/v1/completions', body: { prompt }, ...shared };
  return {
    call,
    indices,
    readings: indices.map(() => ({ stops, echo: '', isEchoedThere: false, isTgi: true })),
    hidesTextPass: false,
  };
}

async function* inBatches(events: readonly V1Body[], failure?: Error): AsyncGenerator<V1Body[]> {
  for (const event of events) yield [event];
  if (failure !== undefined) throw failure;
}

function createIds(): () => string {
  let calls = 0;
  return () => `call${(calls += 1)}`;
}

async function readChat(events: readonly V1Body[], options: { stops?: string[]; failure?: Error } = {}) {
  const writer = toChatEndpoint({
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    stream_options: { include_usage: true },
  }).createWriter(1, identity);
  const reader = new V1Reader(toPlanned([0], options), createIds());
  const stream = { batches: inBatches(events, options.failure), reader };
  return (await collect(writeChunks([stream], writer))).flat();
}

const delta = (change: object, finish: string | null = null, index = 0): V1Body => ({
  choices: [{ index, delta: { role: 'assistant', ...change }, logprobs: null, finish_reason: finish }],
});
const toolDelta = (call: unknown, finish: string | null = null) => delta({ tool_calls: call }, finish);

const deltasOf = (chunks: readonly ChatCompletionChunk[]) =>
  chunks.flatMap(({ choices }) => choices.map(({ delta: added, finish_reason: reason }) => [added, reason]));

const ROLE = [{ role: 'assistant', content: '' }, null];

describe('a chat stream of /v1', () => {
  test('has the role once, an end of its own, and usage after it', async () => {
    const chunks = await readChat([delta({ content: 'Hi' }), delta({ content: '' }, 'stop'), { choices: [], usage }]);

    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'Hi' }, null], [{}, 'stop']]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });

  test('takes usage from the last choice, where a provider puts it', async () => {
    const chunks = await readChat([{ ...delta({ content: 'Hi' }, 'stop'), usage }]);

    expect(chunks.map((chunk) => chunk.usage)).toEqual([null, null, null, usage]);
  });

  test('has the index of its choice, though TGI 1.4 numbers tokens', async () => {
    const chunks = await readChat([delta({ content: 'Hi' }, null, 1), delta({ content: '!' }, 'length', 2)]);

    expect(new Set(chunks.flatMap(({ choices }) => choices.map(({ index }) => index)))).toEqual(new Set([0]));
    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'Hi' }, null], [{ content: '!' }, null], [{}, 'length']]);
  });

  test('ends without the end token that TGI up to 2.0 sends as text', async () => {
    const chunks = await readChat([delta({ content: 'Hi' }), delta({ content: '</s>' }, 'eos_token')]);

    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'Hi' }, null], [{}, 'stop']]);
    expect(chunks.at(-1)?.choices[0]?.tgi).toEqual({ finish_reason: 'eos_token', seed: null });
  });

  test('keeps the last token of a text that was cut off', async () => {
    expect(deltasOf(await readChat([delta({ content: '<b>' }, 'length')]))).toEqual([
      ROLE,
      [{ content: '<b>' }, null],
      [{}, 'length'],
    ]);
  });

  test('ends before a stop sequence, and asks for no more', async () => {
    const chunks = await readChat(
      [delta({ content: 'One E' }), delta({ content: 'ND two' }), delta({ content: '' }, 'stop')],
      {
        stops: ['END'],
      },
    );

    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'One ' }, null], [{}, 'stop']]);
  });

  test('takes the server’s id, where it gives one', async () => {
    expect((await readChat([{ ...delta({ content: 'Hi' }, 'stop'), id: 'chatcmpl-1' }]))[0]?.id).toBe('chatcmpl-1');
    expect((await readChat([{ ...delta({ content: 'Hi' }, 'stop'), id: '' }]))[0]?.id).toBe('hf-0');
  });

  test('passes reasoning on under both its names', async () => {
    const chunks = await readChat([delta({ reasoning: 'Hm' }), delta({ content: 'Hi' }, 'stop')]);

    expect(deltasOf(chunks)).toEqual([
      ROLE,
      [{ reasoning: 'Hm', reasoning_content: 'Hm' }, null],
      [{ content: 'Hi' }, null],
      [{}, 'stop'],
    ]);
  });

  test('carries what had come when it fails', async () => {
    const failure = new StreamTruncatedError('Cut.');
    const call = [{ index: 0, id: '', type: 'function', function: { name: 'f', arguments: '{"a' } }];
    const more = [{ index: 0, id: '', type: 'function', function: { name: null, arguments: '": 1' } }];

    await expect(
      readChat([delta({ content: 'Hi' }), toolDelta(call), toolDelta(more)], { failure }),
    ).rejects.toMatchObject({
      partial: {
        choices: [
          {
            message: { content: 'Hi', tool_calls: [{ id: 'call1', function: { name: 'f', arguments: '{"a": 1' } }] },
            finish_reason: null,
          },
        ],
      },
    });
  });
});

describe('a chat stream of /v1 with several choices', () => {
  async function readChoices(events: readonly V1Body[]) {
    const writer = toChatEndpoint({
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      stream_options: { include_usage: true },
    }).createWriter(2, identity);
    const stream = { batches: inBatches(events), reader: new V1Reader(toPlanned([0, 1]), createIds()) };
    return (await collect(writeChunks([stream], writer))).flat();
  }

  test('has no choice that a server which ignores `n` never began', async () => {
    const chunks = await readChoices([delta({ content: 'Hi' }), delta({}, 'stop'), { choices: [], usage }]);

    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'Hi' }, null], [{}, 'stop']]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });

  test('ends those that began and were given no reason', async () => {
    const chunks = await readChoices([delta({ content: 'Hi' }), delta({ content: 'Ho' }, null, 1)]);

    expect(chunks.flatMap(({ choices }) => choices.filter(({ finish_reason: reason }) => reason !== null))).toEqual([
      expect.objectContaining({ index: 0, finish_reason: 'stop' }),
      expect.objectContaining({ index: 1, finish_reason: 'stop' }),
    ]);
  });
});

describe('streamed tool calls of /v1', () => {
  const END = [{}, 'tool_calls'];
  const first = (text: string) => ({
    tool_calls: [{ index: 0, id: 'call1', type: 'function', function: { name: 'f', arguments: text } }],
  });

  test('have their id, type and name once, and an end that TGI never sends', async () => {
    const chunks = await readChat([
      toolDelta([{ index: 0, id: '0', type: 'function', function: { name: 'f', arguments: '{' } }]),
      toolDelta([{ index: 0, id: '0', type: 'function', function: { name: null, arguments: '"a":1}' } }]),
    ]);

    expect(deltasOf(chunks)).toEqual([
      ROLE,
      [first('{'), null],
      [{ tool_calls: [{ index: 0, function: { arguments: '"a":1}' } }] }, null],
      END,
    ]);
  });

  test('that are TGI’s whole grammar, as objects, become a call with a name at their end', async () => {
    const chunks = await readChat([
      toolDelta({
        index: 20,
        id: '',
        type: 'function',
        function: { name: null, arguments: '{"function": {"_name": "f", ' },
      }),
      toolDelta({ index: 21, id: '', type: 'function', function: { name: null, arguments: '"a": 1}}' } }),
      toolDelta({ index: 22, id: '', type: 'function', function: { name: null, arguments: '<|eot_id|>' } }, 'stop'),
    ]);

    expect(deltasOf(chunks)).toEqual([ROLE, [first('{"a":1}'), null], END]);
  });

  test('that decline to call are text', async () => {
    const text = '{"function": {"_name": "no_tool", "content": "Hello!"}}';
    const chunks = await readChat([
      toolDelta({ function: { name: null, arguments: text } }),
      toolDelta({ function: { arguments: '</s>' } }, 'eos_token'),
    ]);

    expect(deltasOf(chunks)).toEqual([ROLE, [{ content: 'Hello!' }, null], [{}, 'stop']]);
  });

  test.each([
    ['one number for all', { index: 0 }],
    ['no number', {}],
  ])('of a server with %s keep apart by their ids', async (_, at) => {
    const chunks = await readChat([
      toolDelta([{ ...at, id: 'call_a', function: { name: 'f', arguments: '{"a":1' } }]),
      toolDelta([{ ...at, id: 'call_a', function: { name: 'f', arguments: '}' } }]),
      toolDelta([{ ...at, id: 'call_b', function: { name: 'g', arguments: '{"b"' } }]),
      toolDelta([{ ...at, function: { arguments: ':2}' } }], 'tool_calls'),
    ]);

    expect(
      deltasOf(chunks).flatMap(([added]) => (added as ChatCompletionChunk['choices'][0]['delta']).tool_calls ?? []),
    ).toEqual([
      { index: 0, id: 'call_a', type: 'function', function: { name: 'f', arguments: '{"a":1' } },
      { index: 0, function: { arguments: '}' } },
      { index: 1, id: 'call_b', type: 'function', function: { name: 'g', arguments: '{"b"' } },
      { index: 1, function: { arguments: ':2}' } },
    ]);
  });

  test.each([
    ['tool_calls', '{}'],
    ['length', ''],
  ])('of a function without arguments end, for the reason %s, with "%s"', async (reason, whole) => {
    const call = { index: 0, id: 'call_a', function: { name: 'f', arguments: '' } };
    const chunks = await readChat([toolDelta([call]), delta({}, reason)]);

    const added = chunks.flatMap(({ choices }) => choices.flatMap((choice) => choice.delta.tool_calls ?? []));
    expect(added.map(({ function: called }) => called?.arguments).join('')).toBe(whole);
    expect(added.every(({ index }) => index === 0)).toBe(true);
  });

  test('of several tools keep apart', async () => {
    const chunks = await readChat([
      toolDelta([{ index: 0, id: 'call_a', function: { name: 'f', arguments: '{}' } }]),
      toolDelta([{ index: 1, id: 'call_b', function: { name: 'g', arguments: '{}' } }], 'tool_calls'),
    ]);

    expect(
      deltasOf(chunks).flatMap(([added]) => (added as ChatCompletionChunk['choices'][0]['delta']).tool_calls ?? []),
    ).toMatchObject([
      { index: 0, id: 'call_a', function: { name: 'f' } },
      { index: 1, id: 'call_b', function: { name: 'g' } },
    ]);
  });
});

describe('a completion stream of /v1', () => {
  test('has the prompts’ own indices, null for the empty finish reason, and the sum of their usage', async () => {
    const writer = toCompletionEndpoint({
      prompt: ['a', 'b'],
      stream: true,
      stream_options: { include_usage: true },
    }).createWriter(2, identity);
    const part = (index: number, text: string, finish: string): V1Body => ({
      choices: [{ index, text, logprobs: null, finish_reason: finish }],
      ...(finish !== '' && { usage }),
    });
    const batches = inBatches([
      part(1, 'x', ''),
      part(0, 'y', ''),
      part(1, '</s>', 'eos_token'),
      part(0, 'z', 'length'),
    ]);

    const chunks = (
      await collect(
        writeChunks(
          [{ batches, reader: new V1Reader(toPlanned([0, 1], { prompt: ['a', 'b'] }), createIds()) }],
          writer,
        ),
      )
    ).flat();

    expect(
      chunks.flatMap(({ choices }) => choices.map(({ index, text, finish_reason: reason }) => [index, text, reason])),
    ).toEqual([
      [1, 'x', null],
      [0, 'y', null],
      [0, 'z', null],
      [0, '', 'length'],
      [1, '', 'stop'],
    ]);
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 });
  });
});
