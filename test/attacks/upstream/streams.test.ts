import { expect } from 'vitest';

import { attacks, outcomeOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { clientOf, deltaEvent, eventStream, streamChat, tokenEvent, v1ClientOf } from '../support/upstream.ts';

/** Pieces of a stream, of so many units; and what is asked. */
type Case = [what: string, size: number, pieces: (size: number) => Iterable<string>, body?: object, megabytes?: number];

const nested = (open: string, middle: string, close: string, depth: number) =>
  open.repeat(depth) + middle + close.repeat(depth);

function* each(text: string, length = 1): Generator<string> {
  for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
}

function* times(count: number, piece: (index: number) => string, ...last: string[]): Generator<string> {
  for (let index = 0; index < count; index += 1) yield piece(index);
  yield* last;
}

const DEEP = 50_000;
const last = tokenEvent('z', 'az');
const raw = (data: string) => `data: ${data}\n\n`;

const NATIVE: Case[] = [
  ['a first event in pieces of a byte', 6000, (size) => each(tokenEvent('x'.repeat(size)) + last)],
  ['comments before the first event', 6000, (size) => times(size, () => ':\n\n', tokenEvent('a'), last)],
  [
    'a comment before the first event, in pieces',
    6000,
    (size) => each(`:${'x'.repeat(size)}\n\n${tokenEvent('a')}${last}`),
  ],
  ['comments in one read', 100_000, (size) => [':\n\n'.repeat(size), tokenEvent('a'), last]],
  ['comments between events', 100_000, (size) => [tokenEvent('a'), ':\n\n'.repeat(size), last]],
  ['empty events before the first', 50_000, (size) => ['data:\n\n'.repeat(size), tokenEvent('a'), last]],
  ['line ends before the first event', 200_000, (size) => ['\n'.repeat(size), tokenEvent('a'), last]],
  ['CR LF before the first event, in pieces', 3000, (size) => each('\r\n'.repeat(size) + tokenEvent('a') + last)],
  ['byte order marks', 50_000, (size) => ['\uFEFF'.repeat(size), tokenEvent('a'), last]],
  ['data in many lines', 20_000, (size) => [tokenEvent('a'), `${'data: \n'.repeat(size)}\n`, last]],
  ['a long line without an end', 2_000_000, (size) => [tokenEvent('a'), `data: ${'x'.repeat(size)}`]],
  ['a long name of a field', 1_000_000, (size) => [tokenEvent('a'), `${'x'.repeat(size)}\n\n`, last]],
  ['unknown fields', 50_000, (size) => [tokenEvent('a'), `${'retry: 1\n'.repeat(size)}\n`, last]],
  ['ids', 50_000, (size) => [tokenEvent('a'), `${'id: 1\n'.repeat(size)}\n`, last]],
  ['names of events', 50_000, (size) => [tokenEvent('a'), `${'event: a\n'.repeat(size)}\n`, last]],
  ['a token of a megabyte', 500_000, (size) => [tokenEvent('a'), tokenEvent('x'.repeat(size)), last]],
  [
    'a token just below the limit of an event',
    7_000_000,
    (size) => [tokenEvent('a'), tokenEvent('x'.repeat(size)), last],
    {},
    512,
  ],
  ['a token of escapes', 200_000, (size) => [tokenEvent('a'), tokenEvent('"\\\n'.repeat(size)), last]],
  ['a token of half characters', 200_000, (size) => [tokenEvent('a'), tokenEvent('\ud800'.repeat(size)), last]],
  ['a whole text of a megabyte', 500_000, (size) => [tokenEvent('a'), tokenEvent('z', 'x'.repeat(size))]],
  ['tokens without text', 5000, (size) => times(size, () => tokenEvent(''), last)],
  ['tokens without end', 3000, (size) => times(size, () => tokenEvent('ab'), last)],
  ['tokens in one read', 5000, (size) => [tokenEvent('ab').repeat(size), last]],
  [
    'special tokens',
    10_000,
    (size) => [tokenEvent('</s>').replace('"special":false', '"special":true').repeat(size), last],
  ],
  ['an event that is deep', DEEP, (size) => [tokenEvent('a'), raw(nested('[', '', ']', size)), last]],
  [
    'a token that is deep',
    DEEP,
    (size) => [tokenEvent('a'), raw(`{"token":${nested('{"a":', '1', '}', size)}}`), last],
  ],
  [
    'details that are deep',
    DEEP,
    (size) => [
      tokenEvent('a'),
      raw(
        `{"token":{"id":1,"text":"z","logprob":-1,"special":false},"generated_text":"az","details":${nested('[', '', ']', size)}}`,
      ),
    ],
  ],
  ['an error that is deep', DEEP, (size) => [tokenEvent('a'), raw(`{"error":${nested('[', '', ']', size)}}`)]],
  ['a first error that is deep', DEEP, (size) => [raw(`{"error":${nested('{"error":', '1', '}', size)}}`)]],
  ['an error of long words', 500_000, (size) => [tokenEvent('a'), raw(`{"error":"${'x'.repeat(size)}"}`)]],
  [
    'an error of a long type',
    500_000,
    (size) => [tokenEvent('a'), raw(`{"error":"x","error_type":"${'x'.repeat(size)}"}`)],
  ],
  ['JSON that never ends', 500_000, (size) => ['{', 'x'.repeat(size)]],
  ['JSON in many lines', 20_000, (size) => ['{', '\n\n"a":1,'.repeat(size)]],
  ['half an event', 200_000, (size) => [tokenEvent('a'), `data: {"token":"${'x'.repeat(size)}`]],
  [
    'top tokens',
    2000,
    (size) => [
      tokenEvent('a').replace(
        '"index"',
        `"top_tokens":[${'{"id":1,"text":"a","logprob":-1,"special":false},'.repeat(size)}{"id":1,"text":"a","logprob":-1,"special":false}],"index"`,
      ),
      last,
    ],
    { logprobs: true, top_logprobs: 2 },
  ],
  [
    'text that may begin a stop sequence',
    6000,
    (size) => times(size, () => tokenEvent('ab'), last),
    { stop: [`${'ab'.repeat(200)}c`] },
  ],
  [
    'text that begins many stop sequences',
    300,
    (size) => times(size, () => tokenEvent('ab'), last),
    { stop: Array.from({ length: 500 }, (_, index) => `${'ab'.repeat(20)}${index}`) },
  ],
  [
    'one token that is the beginning of a stop sequence again and again',
    200_000,
    (size) => [tokenEvent('a'.repeat(size)), last],
    { stop: [`${'a'.repeat(1000)}b`] },
  ],
  ['[DONE] again and again', 20_000, (size) => [tokenEvent('a'), last, 'data: [DONE]\n\n'.repeat(size)]],
  ['events behind the last', 20_000, (size) => [tokenEvent('a'), last, tokenEvent('b').repeat(size)]],
  ['NUL', 200_000, (size) => [tokenEvent('a'), '\0'.repeat(size), '\n\n', last]],
];

const whole = (text: string) => deltaEvent({ content: text }, 'stop') + raw('[DONE]');
const calls = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join(',');
const callOf = (index: number, id = `c${index}`) =>
  `{"index":${index},"id":"${id}","function":{"name":"f","arguments":"{}"}}`;
const delta = (members: string, end = 'null') =>
  raw(`{"id":"x","choices":[{"index":0,"delta":{${members}},"finish_reason":${end}}]}`);
const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }];
const choicesOf = (count: number) =>
  raw(`{"choices":[${calls(count, (index) => `{"index":${index},"delta":{"content":"a"},"finish_reason":null}`)}]}`);

const OVER_V1: Case[] = [
  [
    'calls in one event',
    2000,
    (size) => [delta(`"tool_calls":[${calls(size, (index) => callOf(index))}]`, '"tool_calls"'), raw('[DONE]')],
    { tools },
  ],
  [
    'calls that all have the index 0',
    2000,
    (size) => [
      delta(`"tool_calls":[${calls(size, (index) => callOf(0, `c${index}`))}]`, '"tool_calls"'),
      raw('[DONE]'),
    ],
    { tools },
  ],
  [
    'calls without ids or index',
    2000,
    (size) => [
      delta(`"tool_calls":[${calls(size, () => '{"function":{"name":"f","arguments":"{}"}}')}]`, '"tool_calls"'),
      raw('[DONE]'),
    ],
    { tools },
  ],
  [
    'calls of one id',
    2000,
    (size) => [delta(`"tool_calls":[${calls(size, (index) => callOf(index, 'c'))}]`, '"tool_calls"'), raw('[DONE]')],
    { tools },
  ],
  [
    'calls in an event each',
    2000,
    (size) =>
      times(size, (index) => delta(`"tool_calls":[${callOf(index)}]`), delta('', '"tool_calls"'), raw('[DONE]')),
    { tools },
  ],
  [
    'a call with a large index',
    1,
    () => [delta(`"tool_calls":[${callOf(1e9, 'c')}]`, '"tool_calls"'), raw('[DONE]')],
    { tools },
  ],
  [
    'a call whose arguments come letter by letter',
    2000,
    (size) =>
      times(
        size,
        (index) =>
          delta(
            `"tool_calls":[{"index":0${index === 0 ? ',"id":"c","function":{"name":"f","arguments":"["}' : ',"function":{"arguments":"1,"}'}}]`,
          ),
        delta('"tool_calls":[{"index":0,"function":{"arguments":"1]"}}]', '"tool_calls"'),
        raw('[DONE]'),
      ),
    { tools },
  ],
  [
    'a call whose arguments are deep',
    DEEP,
    (size) => [
      delta(
        `"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":${JSON.stringify(nested('[', '', ']', size))}}}]`,
        '"tool_calls"',
      ),
      raw('[DONE]'),
    ],
    { tools },
  ],
  [
    'a call whose arguments are a deep object',
    DEEP,
    (size) => [
      delta(
        `"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":${nested('{"a":', '1', '}', size)}}}]`,
        '"tool_calls"',
      ),
      raw('[DONE]'),
    ],
    { tools },
  ],
  [
    'a call whose arguments open brackets',
    DEEP,
    (size) =>
      times(
        20,
        () =>
          delta(`"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"${'['.repeat(size / 20)}"}}]`),
        delta('', '"tool_calls"'),
        raw('[DONE]'),
      ),
    { tools },
  ],
  [
    'a call of a long name',
    500_000,
    (size) => [
      delta(
        `"tool_calls":[{"index":0,"id":"c","function":{"name":"${'f'.repeat(size)}","arguments":"{}"}}]`,
        '"tool_calls"',
      ),
      raw('[DONE]'),
    ],
    { tools },
  ],
  ['choices that nobody asked for', 2000, (size) => [choicesOf(size), whole('a')]],
  [
    'a choice of a large index',
    1,
    () => [raw('{"choices":[{"index":1000000000,"delta":{"content":"a"},"finish_reason":"stop"}]}'), whole('a')],
  ],
  ['deltas without end', 3000, (size) => times(size, () => deltaEvent({ content: 'ab' }), whole('c'))],
  ['deltas of nothing', 5000, (size) => times(size, () => deltaEvent({}), whole('c'))],
  ['events of no choice', 2000, (size) => times(size, () => raw('{"choices":[]}'), whole('c'))],
  ['pings', 3000, (size) => times(size, () => raw('{}'), whole('c'))],
  [
    'pings behind the first event',
    20_000,
    (size) => [deltaEvent({ content: 'a' }), raw('null').repeat(size), whole('c')],
  ],
  [
    'usage again and again',
    3000,
    (size) => [
      deltaEvent({ content: 'a' }),
      raw('{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}').repeat(size),
      whole('c'),
    ],
  ],
  [
    'finish reasons again and again',
    3000,
    (size) => [deltaEvent({ content: 'a' }, 'stop').repeat(size), raw('[DONE]')],
  ],
  ['a long finish reason', 200_000, (size) => [deltaEvent({ content: 'a' }, 'x'.repeat(size)), raw('[DONE]')]],
  ['a delta that is deep', DEEP, (size) => [delta(`"content":${nested('[', '', ']', size)}`), whole('c')]],
  [
    'a member of a delta that is deep',
    DEEP,
    (size) => [delta(`"content":"a","extra":${nested('[', '', ']', size)}`), whole('c')],
  ],
  ['a choice that is deep', DEEP, (size) => [raw(`{"choices":[${nested('[', '', ']', size)}]}`), whole('c')]],
  [
    'logprobs that are deep',
    DEEP,
    (size) => [
      raw(`{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":${nested('[', '', ']', size)}}]}`),
      whole('c'),
    ],
    { logprobs: true },
  ],
  [
    'logprobs without end',
    2000,
    (size) => [
      raw(
        `{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[${calls(size, () => '{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}')}]}}]}`,
      ),
      whole('c'),
    ],
    { logprobs: true },
  ],
  ['a refusal of a megabyte', 500_000, (size) => [delta(`"refusal":"${'r'.repeat(size)}"`), whole('c')]],
  ['reasoning of a megabyte', 500_000, (size) => [delta(`"reasoning_content":"${'r'.repeat(size)}"`), whole('c')]],
  [
    'members of a choice',
    4000,
    (size) => [
      raw(`{"choices":[{"index":0,"delta":{"content":"a"},${calls(size, (index) => `"m${index}":1`)}}]}`),
      whole('c'),
    ],
  ],
  [
    'members of an event',
    4000,
    (size) => [
      raw(`{${calls(size, (index) => `"m${index}":1`)},"choices":[{"index":0,"delta":{"content":"a"}}]}`),
      whole('c'),
    ],
  ],
  [
    'a long id',
    500_000,
    (size) => [raw(`{"id":"${'i'.repeat(size)}","choices":[{"index":0,"delta":{"content":"a"}}]}`), whole('c')],
  ],
  [
    'a model of a long name',
    500_000,
    (size) => [
      raw(`{"id":"x","model":"${'m'.repeat(size)}","choices":[{"index":0,"delta":{"content":"a"}}]}`),
      whole('c'),
    ],
  ],
  [
    'usage that is absurd',
    1,
    () => [
      deltaEvent({ content: 'a' }),
      raw('{"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":1e308,"total_tokens":"x"}}'),
      whole('c'),
    ],
  ],
  [
    'an error in a choice that is deep',
    DEEP,
    (size) => [deltaEvent({ content: 'a' }), raw(`{"choices":[{"error":${nested('[', '', ']', size)}}]}`)],
  ],
  [
    'a detail that is deep',
    DEEP,
    (size) => [deltaEvent({ content: 'a' }), raw(`{"detail":${nested('[', '', ']', size)}}`)],
  ],
  [
    'an error as a field of the stream',
    200_000,
    (size) => [deltaEvent({ content: 'a' }), `error: {"message":"${'x'.repeat(size)}"}\n\n`],
  ],
  [
    'an error in lines without data',
    20_000,
    (size) => [deltaEvent({ content: 'a' }), '{"error":"x"\n'.repeat(size), '\n'],
  ],
  [
    'a whole answer that is deep',
    DEEP,
    (size) => [`{"choices":[{"index":0,"message":{"content":${nested('[', '', ']', size)}}}]}`],
  ],
  [
    'a whole answer in pieces of a byte',
    8000,
    (size) =>
      each(`{"id":"x","choices":[{"index":0,"message":{"content":"${'x'.repeat(size)}"},"finish_reason":"stop"}]}`),
  ],
  [
    'parts of content',
    10_000,
    (size) => [delta(`"content":[${calls(size, () => '{"type":"text","text":"a"}')}]`), whole('c')],
  ],
];

function toAttacks(cases: readonly Case[], create: typeof clientOf): Attack[] {
  return cases.map(([name, size, pieces, body, megabytes = 256]) => ({
    name,
    size,
    megabytes,
    run: async (count) => {
      const { error } = await outcomeOf(
        streamChat(
          create(() => eventStream(pieces(count))),
          body,
        ),
      );

      expect(error?.message.length ?? 0).toBeLessThan(1300);
      expect(`${error?.code}${error?.type}${error?.param}`.length).toBeLessThan(700);
      expect(error?.cause).not.toBeInstanceOf(RangeError);
    },
  }));
}

attacks('a stream of TGI', toAttacks(NATIVE, clientOf));
attacks('a stream of an OpenAI-shaped server', toAttacks(OVER_V1, v1ClientOf));
