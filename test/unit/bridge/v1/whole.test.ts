import { describe, expect, test } from 'vitest';
import type { PlannedV1 } from '../../../../src/bridge/v1/plan.ts';
import { toV1Generations } from '../../../../src/bridge/v1/reader.ts';

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

interface Given {
  indices?: number[];
  stops?: string[];
  echo?: string;
  isEchoedThere?: boolean;
  hidesTextPass?: boolean;
}

function toPlanned({
  indices = [0],
  stops = [],
  echo = '',
  isEchoedThere = false,
  hidesTextPass = false,
}: Given): PlannedV1 {
  return {
    call: { route: '/v1/chat/completions', body: { messages: [] }, choices: indices.length },
    indices,
    readings: indices.map(() => ({ stops, echo, isEchoedThere, isTgi: true })),
    hidesTextPass,
  };
}

function read(choices: readonly object[], given: Given = {}) {
  let calls = 0;
  const createCallId = () => `call${(calls += 1)}`;
  return toV1Generations({ choices, usage }, { planned: toPlanned(given), createCallId });
}

const called = (call: object) => ({
  index: 0,
  message: { role: 'assistant', tool_calls: call },
  finish_reason: 'stop',
});
const said = (content: unknown, rest: object = {}) => ({
  index: 0,
  message: { role: 'assistant', content },
  finish_reason: 'stop',
  ...rest,
});

describe('an answer of /v1', () => {
  /** Recorded of TGI: a limit inside a character leaves nothing of the tokens before. */
  test('that is empty since its last character was cut is that of its tokens, which stay', () => {
    const content = [' Hi', '<|im_end|>', ' ', ''].map((token) => ({ token, logprob: -1, top_logprobs: [] }));
    const given = { finish_reason: 'length', logprobs: { content } };

    const [generation] = read([said('', given)]);

    expect(generation).toMatchObject({ text: ' Hi ', finishReason: 'length', counts: { prompt: 3, completion: 2 } });
    expect(generation?.tokens.map(({ token }) => token.text)).toEqual([' Hi', ' ', '']);
    expect(read([said('', { ...given, finish_reason: 'stop' })])).toMatchObject([{ text: '' }]);
    expect(read([said('', { finish_reason: 'length' })])).toMatchObject([{ text: '', finishReason: 'length' }]);
  });

  test.each([
    ['eos_token', 'stop', 'eos_token'],
    ['stop_sequence', 'stop', 'stop_sequence'],
    ['length', 'length', 'length'],
    ['stop', 'stop', null],
    ['eos', 'stop', null],
    ['content_filter', 'content_filter', null],
    ['', 'stop', null],
    [null, 'stop', null],
  ])('the finish reason %j is %s', (word, finishReason, own) => {
    expect(read([said('Hi', { finish_reason: word })])).toMatchObject([
      { finishReason, tgi: { finish_reason: own, seed: null } },
    ]);
  });

  test.each<[name: string, calls: object, want: object]>([
    [
      'an object for the list, and `parameters` for the arguments (1.4)',
      { id: 0, type: 'function', function: { description: null, name: 'tools', parameters: { a: 1 } } },
      { id: 'call1', type: 'function', function: { name: 'tools', arguments: '{"a":1}' } },
    ],
    [
      'arguments as an object (up to 3.1)',
      [{ id: '0', type: 'function', function: { name: 'f', arguments: { a: 1 } } }],
      { id: 'call1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
    ],
    [
      'an id that says something',
      [{ id: 'call_abc', type: 'function', function: { name: 'f', arguments: '{}' } }],
      { id: 'call_abc', type: 'function', function: { name: 'f', arguments: '{}' } },
    ],
  ])('repairs tool calls: %s', (_name, calls, want) => {
    expect(read([called(calls)])).toMatchObject([
      { finishReason: 'tool_calls', text: '', extras: { tool_calls: [want] } },
    ]);
  });

  test.each([
    ['tool_calls', '{}'],
    ['length', ''],
  ])('a call without arguments has, for the reason %s, "%s"', (reason, text) => {
    const call = { id: 'call_a', type: 'function', function: { name: 'f', arguments: '' } };

    const [generation] = read([{ ...called([call]), finish_reason: reason }]);

    expect(generation?.extras?.tool_calls?.map(({ function: { arguments: given } }) => given)).toEqual([text]);
  });

  test('calls of one answer have different ids', () => {
    const call = { id: '0', type: 'function', function: { name: 'f', arguments: '{}' } };

    const [generation] = read([called([call, call])]);

    expect(generation?.extras?.tool_calls?.map(({ id }) => id)).toEqual(['call1', 'call2']);
  });

  test('choices come in their own order, and usage is the sum of them', () => {
    const texts = [1, 0].map((index) => ({ index, text: `text ${index}`, logprobs: null, finish_reason: 'length' }));

    const generations = read(texts, { indices: [4, 6] });

    expect(generations.map(({ text, counts }) => [text, counts])).toEqual([
      ['text 0', expect.objectContaining({ prompt: 3, completion: 2 })],
      ['text 1', { prompt: 0, completion: 0 }],
    ]);
  });

  test('ends before a stop sequence, which TGI leaves in', () => {
    expect(read([said('One END', { finish_reason: 'stop_sequence' })], { stops: [' END'] })).toMatchObject([
      { text: 'One', finishReason: 'stop' },
    ]);
  });

  test.each([
    ['repeated by the server', 'Once upon', true],
    ['put before the text here', ' upon', false],
  ])('an echoed prompt is %s', (_name, text, isEchoedThere) => {
    const choice = { index: 0, text, finish_reason: 'length' };

    expect(read([choice], { echo: 'Once', isEchoedThere, stops: ['c'] })).toMatchObject([{ text: 'Once upon' }]);
  });

  test('logprobs get bytes, and lose the end token', () => {
    const logprobs = {
      content: [
        { token: ' Hé', logprob: -0.5, top_logprobs: [{ token: ' Hé', logprob: -0.5 }] },
        { token: '</s>', logprob: null, top_logprobs: [] },
      ],
    };

    expect(read([said('Hé', { logprobs })])[0]?.tokens).toEqual([
      {
        token: { text: ' Hé', logprob: -0.5 },
        alternatives: [{ text: ' Hé', logprob: -0.5 }],
        offset: 0,
      },
    ]);
  });

  test('reasoning has both its names, and parts of content are joined', () => {
    const message = {
      role: 'assistant',
      content: [{ type: 'text', text: 'Hi' }],
      reasoning_content: 'Hm',
      reasoning: '',
    };

    expect(read([{ index: 0, message, finish_reason: 'stop' }])).toMatchObject([
      { text: 'Hi', extras: { reasoning_content: 'Hm', reasoning: 'Hm' } },
    ]);
  });

  test('counts of a pass that TGI threw away are not told', () => {
    expect(read([said('Hi')], { hidesTextPass: true })[0]?.counts).toBeUndefined();
    expect(
      read([called([{ function: { name: 'f', arguments: '{}' } }])], { hidesTextPass: true })[0]?.counts,
    ).toMatchObject({
      prompt: 3,
      completion: 2,
    });
  });
});
