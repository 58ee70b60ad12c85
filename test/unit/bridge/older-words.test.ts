import { describe, expect, test } from 'vitest';
import { withTools } from '../../../src/bridge/older-words.ts';

const named = (name: string) => ({ type: 'function', function: { name } });
const allowed = (mode: unknown, ...names: string[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode, tools: names.map(named) },
});

describe('withTools', () => {
  test.each<[given: object, want: object]>([
    [{ functions: [{ name: 'a' }] }, { tools: [named('a')] }],
    [
      { functions: [{ name: 'a' }], function_call: { name: 'a' } },
      { tools: [named('a')], tool_choice: named('a') },
    ],
    [
      { tools: [named('a')], function_call: 'none' },
      { tools: [named('a')], tool_choice: 'none' },
    ],
    [{ functions: null, function_call: null }, {}],
    [{ functions: 'a' }, { functions: 'a' }],
    [
      { tools: [named('a'), named('b')], tool_choice: allowed('required', 'b') },
      { tools: [named('b')], tool_choice: 'required' },
    ],
    [
      { tools: [named('a'), named('b')], tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ name: 'a' }] } },
      { tools: [named('a')], tool_choice: 'auto' },
    ],
  ])('makes of %j', (given, want) => {
    expect(withTools({ ...given })).toEqual(want);
  });

  test('makes calls and results of functions those of tools', () => {
    const call = { name: 'add', arguments: '{}' };
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, function_call: call },
      { role: 'function', name: 'add', content: '4' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: call }],
        function_call: call,
      },
    ];

    expect(withTools({ messages })['messages']).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: call }] },
      { role: 'tool', name: 'add', content: '4', tool_call_id: 'call_1' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'a', type: 'function', function: call }] },
    ]);
  });

  test.each<[body: object, param: string]>([
    [{ functions: [], tools: [] }, 'functions'],
    [{ function_call: 'auto', tool_choice: 'auto' }, 'function_call'],
    [{ tools: [named('a')], tool_choice: allowed('required', 'c') }, 'tool_choice.allowed_tools.tools'],
    [{ tools: [named('a')], tool_choice: allowed('auto') }, 'tool_choice.allowed_tools.tools'],
    [{ tools: [named('a')], tool_choice: allowed('any', 'a') }, 'tool_choice.allowed_tools.mode'],
  ])('refuses %j', (body, param) => {
    expect(() => withTools({ ...body })).toThrow(expect.objectContaining({ name: 'BadRequestError', param }));
  });
});
