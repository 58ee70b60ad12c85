import { describe, expect, test } from 'vitest';

import { HeldCalls, mendArguments } from '../../../../src/bridge/v1/tgi-tool-calls.ts';

const text = { type: 'string' };
const weather = { type: 'object', properties: { city: text, days: { type: 'integer' } }, required: ['city'] };
const search = { type: 'object', properties: { query: text, limit: { type: 'integer' } } };
const nothing = { type: 'object', properties: {} };

describe('mendArguments', () => {
  /** The fragments as TGI 3.3.7 streams them of what the model wrote. */
  test.each<[wrote: string, fragments: string[], parameters: object, want: object | undefined]>([
    ['{"_name": "f"}', ['{', ''], nothing, { text: '{}', isSure: true }],
    ['{"_name":"f"}', ['{', '}'], nothing, { text: '{}', isSure: true }],
    ['{"_name":"f"}', ['{', ''], {}, { text: '{}', isSure: true }],
    ['{"_name": "f" }', ['{', ' '], nothing, { text: '{}', isSure: true }],
    [
      '{"_name": "f", "city": "Paris"}',
      ['{', ' "', 'city', '": ', '"Paris"', '}'],
      weather,
      { text: '{ "city": "Paris"}', isSure: true },
    ],
    [
      '{"_name": "f" ,"city": "Paris"}',
      ['{', ' ', ',"', 'city', '": ', '"Paris"', '}'],
      weather,
      { text: '{ "city": "Paris"}', isSure: true },
    ],
    ['{"_name":"f","city":"Paris","days":2}', ['{', '}'], weather, undefined],
    ['{"_name":"f","city":"Paris","days":2}', ['{', ',"days', '":2', '}'], weather, undefined],
    ['{"_name":"f","city":"Paris","days":2}', ['{', ' "city', '": 2'], weather, undefined],
    // What is optional may be lost without a trace.
    ['{"_name":"f","query":"a"}', ['{', ''], search, { text: '{}', isSure: false }],
    ['{"_name":"f","query":"a","limit":2}', ['{', ',"limit":2', '}'], search, { text: '{ "limit":2}', isSure: false }],
    ['{"_name":"f", "limit":2}', ['{', ' "limit":2', '}'], search, { text: '{ "limit":2}', isSure: true }],
    ['[1]', ['[1]'], nothing, undefined],
  ])('makes of %j, streamed as %j, what the model wrote', (_wrote, fragments, parameters, want) => {
    expect(mendArguments(fragments, { ...parameters })).toEqual(want);
  });

  test('takes time that grows as the text does', () => {
    const spaces = ' '.repeat(200_000);

    expect(mendArguments([`{${spaces},${spaces}`, '"city":"a"}'], weather)).toMatchObject({ text: '{ "city":"a"}' });
    expect(mendArguments([`{${spaces}x`], weather)).toBeUndefined();
  });
});

describe('HeldCalls', () => {
  const NO = { text: '', tokens: [] };
  const call = (fragment: string, name?: string) => ({
    ...NO,
    extras: {
      tool_calls: [
        name === undefined
          ? { index: 0, function: { arguments: fragment } }
          : { index: 0, id: 'a', type: 'function' as const, function: { name, arguments: fragment } },
      ],
    },
  });

  test('lets the name of a call go, and holds its arguments and its end', () => {
    const held = new HeldCalls();
    const end = { finishReason: 'tool_calls' as const, counts: undefined };

    expect(held.pass(0, call('{', 'f'))).toEqual(call('', 'f'));
    expect(held.pass(0, call('"a":1'))).toBeUndefined();
    expect(held.pass(0, { ...call('}'), end })).toBeUndefined();
    expect(held.pass(0, { ...NO, counts: { prompt: 1, completion: 2 } })).toBeUndefined();
    expect(held.calls).toEqual([{ choice: 0, index: 0, name: 'f', fragments: ['{', '"a":1', '}'] }]);
    expect(held.ends).toEqual([
      { index: 0, delta: { ...NO, end } },
      { index: 0, delta: { ...NO, counts: { prompt: 1, completion: 2 } } },
    ]);
  });

  test('lets text go', () => {
    const held = new HeldCalls();
    const last = { text: '!', tokens: [], end: { finishReason: 'stop' as const, counts: undefined } };

    expect(held.pass(0, { text: 'Hi', tokens: [] })).toEqual({ text: 'Hi', tokens: [] });
    expect(held.pass(0, last)).toBe(last);
    expect(held.calls).toEqual([]);
  });
});
