import { describe, expect, test, vi } from 'vitest';
import type { ChatCompletionChunk, Completion } from '../../../generated/openai.ts';
import { ChunkJson } from '../../../src/http/chunk-json.ts';

const HEAD = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' } as const;

function toChunk(
  delta: ChatCompletionChunk['choices'][number]['delta'],
  { choice = {}, more = {} }: { choice?: object; more?: object } = {},
): ChatCompletionChunk {
  return { ...HEAD, choices: [{ index: 0, delta, finish_reason: null, ...choice }], ...more };
}

const toText = (text: string, more: object = {}): Completion => ({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model: 'm',
  choices: [{ text, index: 0, logprobs: null, finish_reason: null, ...more }],
});

/** Each follows each of the others, itself included. */
const CHUNKS: readonly (ChatCompletionChunk | Completion)[] = [
  toChunk({ role: 'assistant', content: '' }),
  toChunk({ content: 'Hi' }),
  toChunk({ content: '"quoted" \\ \n \u2028 \ud83d\ude00' }),
  toChunk({ content: '"' }),
  toChunk({ content: '\ud83d' }),
  toChunk({ content: '' }),
  toChunk({ content: null }),
  toChunk({ content: '"content":""' }),
  toChunk({ content: 'Hi', reasoning: 'hm' }),
  toChunk({ reasoning: 'hm' }),
  toChunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }] }),
  toChunk({ content: 'Hi' }, { choice: { index: 1 } }),
  toChunk({ content: 'Hi' }, { choice: { logprobs: null } }),
  toChunk({ content: 'Hi' }, { choice: { logprobs: { content: [], refusal: null } } }),
  toChunk({ content: 'Hi' }, { choice: { finish_reason: 'stop' } }),
  toChunk({ content: 'Hi' }, { more: { usage: null } }),
  toChunk({ content: 'Hi' }, { more: { usage: undefined } }),
  toChunk({ content: 'Hi' }, { more: { system_fingerprint: 'a' } }),
  toChunk({ content: 'Hi' }, { more: { system_fingerprint: 'b' } }),
  toChunk({ content: 'Hi' }, { more: { timings: { predicted_ms: 1 } } }),
  toChunk({ content: 'Hi' }, { more: { model: 'other' } }),
  { ...HEAD, choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
  {
    ...toChunk({ content: 'a' }),
    choices: [toChunk({ content: 'a' }), toChunk({ content: 'b' })].flatMap((c) => c.choices),
  },
  toText('Hi'),
  toText('"text":""'),
  toText(''),
  toText('Hi', { index: 1 }),
  toText('Hi', { finish_reason: 'length' }),
];

describe('ChunkJson', () => {
  test('writes each chunk as JSON.stringify does, after any two others', () => {
    for (const first of CHUNKS) {
      for (const second of CHUNKS) {
        const json = new ChunkJson();
        for (const chunk of [first, first, second, second, first, second, second]) {
          expect(json.stringify(structuredClone(chunk))).toBe(JSON.stringify(chunk));
        }
      }
    }
  });

  test('writes only the text where nothing else is new', () => {
    const json = new ChunkJson();
    for (const text of ['a', 'b']) json.stringify(toChunk({ content: text }, { more: { system_fingerprint: 'a' } }));
    const stringify = vi.spyOn(JSON, 'stringify');
    const written = json.stringify(toChunk({ content: 'c' }, { more: { system_fingerprint: 'a' } }));

    expect(stringify.mock.calls).toEqual([['c']]);
    stringify.mockRestore();
    expect(JSON.parse(written).choices[0].delta).toEqual({ content: 'c' });
  });
});
