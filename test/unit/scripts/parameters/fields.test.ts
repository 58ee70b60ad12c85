import { expect, test } from 'vitest';

import { writeFields } from '../../../../scripts/parameters/fields.ts';

test('each field of a request is a row: where it is, what becomes of it, and what it is', () => {
  const chat = {
    max_tokens: { 'x-easyllm': { native: 'max_new_tokens', v1: 'max_tokens' }, description: 'The most tokens. More.' },
    min_p: { 'x-easyllm': 'passed', description: 'A share (vLLM). Absent: 0 | off.' },
    user: { 'x-easyllm': 'ignored' },
  };
  const completion = { max_tokens: chat.max_tokens, echo: { 'x-easyllm': 'translated', description: 'Repeats.' } };
  const schemas = { ChatCompletionRequest: { properties: chat }, CompletionRequest: { properties: completion } };
  const [, , ...rows] = writeFields({ components: { schemas } }).split('\n');

  expect(rows).toEqual([
    '| `max_tokens` | chat, completion | as `max_new_tokens` | sent | sent | The most tokens. |',
    '| `min_p` | chat | refused | refused | sent | A share (vLLM). |',
    '| `user` | chat | changes nothing | changes nothing | sent |  |',
    '| `echo` | completion | translated | translated | translated | Repeats. |',
  ]);
});
