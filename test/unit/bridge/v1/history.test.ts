import { describe, expect, test } from 'vitest';

import { toTgiMessages } from '../../../../src/bridge/v1/history.ts';

describe('toTgiMessages', () => {
  /** Recorded of TGI 3.3.7: a template writes arguments as JSON, so that a text is escaped twice. */
  test.each<[given: string, want: unknown]>([
    ['{"city":"Paris","days":[2]}', { city: 'Paris', days: [2] }],
    [String.raw`{ "a": "say \"hi\"" }`, { a: 'say "hi"' }],
    ['{}', {}],
    ['{"id":"12345678901234567","n":-1.5e3}', { id: '12345678901234567', n: -1500 }],
    // What a number of JavaScript cannot hold, and what is no object.
    ...['{"id":12345678901234567}', '[1]', '"a"', '{', ''].map((text): [string, unknown] => [text, text]),
  ])('sends the arguments %j as %j', (given, want) => {
    const call = { id: 'a', type: 'function' as const, function: { name: 'f', arguments: given } };

    expect(toTgiMessages([{ role: 'assistant', content: null, tool_calls: [call] }])).toEqual([
      { role: 'assistant', tool_calls: [{ ...call, function: { name: 'f', arguments: want } }] },
    ]);
  });
});
