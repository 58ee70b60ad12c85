import { describe, expect, test } from 'vitest';
import type { ChatCompletionRequest, CompletionRequest } from '../../../../generated/openai.ts';
import { dependsOnDialect } from '../../../../src/bridge/v1/dependence.ts';

const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };

describe('dependsOnDialect', () => {
  test.each<[wanted: boolean, request: ChatCompletionRequest | CompletionRequest]>([
    [false, { messages, model: 'm', max_tokens: 5, temperature: 0, seed: 1, stream: true }],
    [false, { prompt: 'Once' }],
    [true, { messages, stop: 'END' }],
    [true, { messages, n: 2 }],
    [true, { messages: [{ role: 'developer', content: 'Be brief.' }] }],
    [false, { prompt: ['Once'], n: 1, stop: ['END'] }],
    [true, { prompt: ['Once', 'Twice'] }],
    [true, { prompt: 'Once', echo: true }],
    [false, { messages, top_p: 0.6, temperature: 0.9, presence_penalty: 0 }],
    [true, { messages, top_p: 1 }],
    [true, { messages, top_p: 0.6, temperature: 0 }],
    [true, { messages, presence_penalty: 1 }],
    [true, { messages, top_k: 5 }],
    [false, { messages, frequency_penalty: 0, user: 'ada' }],
    [true, { messages, max_completion_tokens: 5 }],
    [true, { messages, response_format: format }],
    [true, { messages, grammar: { type: 'regex', value: 'a' } }],
    [true, { messages, logprobs: true }],
    [true, { messages, repetition_penalty: 1.2 }],
    [false, { prompt: 'Once', repetition_penalty: 1.2 }],
    [true, { prompt: ['1', '2', '3', '4', '5'] }],
    [true, { prompt: [1, 2] }],
  ])('is %s for %j', (wanted, request) => {
    expect(dependsOnDialect(request)).toBe(wanted);
  });
});
