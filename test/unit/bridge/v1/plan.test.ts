import { describe, expect, test } from 'vitest';
import type { ChatCompletionRequest, CompletionRequest } from '../../../../generated/openai.ts';
import { toV1BuiltChatPlan, toV1ChatPlan, toV1CompletionPlan } from '../../../../src/bridge/v1/plan.ts';
import { toPromptBuilder } from '../../../../src/prompt.ts';

const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Hi' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
const tool = { type: 'function' as const, function: { name: 'weather' } };

function chatBody(request: Partial<ChatCompletionRequest>, dialect: 'tgi' | 'openai'): unknown {
  const [planned] = toV1ChatPlan({ messages, ...request }, { dialect });
  return planned?.call.body;
}

describe('a chat for TGI’s /v1', () => {
  test.each<[name: string, request: Partial<ChatCompletionRequest>, want: object]>([
    ['nothing but messages', {}, {}],
    ['a single stop becomes a list', { stop: 'END' }, { stop: ['END'] }],
    ['the first four of many stops are sent', { stop: ['a', 'b', 'c', 'd', 'e'] }, { stop: ['a', 'b', 'c', 'd'] }],
    ['top_p 1 is left out', { top_p: 1 }, {}],
    ['top_p 0 is greedy', { top_p: 0, temperature: 0.5 }, { temperature: 0 }],
    ['temperature 0 stands alone', { top_p: 0.5, temperature: 0 }, { temperature: 0 }],
    ['presence_penalty 0 is left out', { presence_penalty: 0 }, {}],
    ['max_completion_tokens gets its old name', { max_completion_tokens: 5 }, { max_tokens: 5 }],
    ['both names of the limit become one', { max_completion_tokens: 5, max_tokens: 5 }, { max_tokens: 5 }],
    ['an empty list of tools is left out', { tools: [], tool_choice: 'auto' }, {}],
    ['an empty logit_bias is left out', { logit_bias: {} }, {}],
    [
      'tools get parameters, and a choice',
      { tools: [tool] },
      { tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }], tool_choice: 'auto' },
    ],
    ['tools that may not be called are left out', { tools: [tool], tool_choice: 'none' }, {}],
    [
      'a format beside tools is left out',
      { tools: [tool], response_format: format },
      { tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }], tool_choice: 'auto' },
    ],
    [
      'a function is chosen by its name',
      { tools: [tool], tool_choice: { type: 'function', function: { name: 'weather' } } },
      { tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }], tool_choice: 'weather' },
    ],
    [
      'a schema becomes a grammar',
      { response_format: format },
      { response_format: { type: 'json_object', value: schema } },
    ],
    ['text is no format', { response_format: { type: 'text' } }, {}],
    [
      'a grammar of TGI passes',
      { grammar: { type: 'regex', value: 'a+' } },
      { response_format: { type: 'regex', value: 'a+' } },
    ],
    ['logprobs pass', { logprobs: true, top_logprobs: 5 }, { logprobs: true, top_logprobs: 5 }],
    ['what changes nothing is left out', { user: 'a', store: false, parallel_tool_calls: true }, {}],
    ['defaults of the native API are left out', { top_k: 0, repetition_penalty: 1, do_sample: true, best_of: 1 }, {}],
    [
      'usage is asked for',
      { stream: true, stream_options: { include_usage: true } },
      { stream_options: { include_usage: true } },
    ],
    ['stream options that ask for nothing are left out', { stream: true, stream_options: { include_usage: null } }, {}],
  ])('%s', (_name, request, want) => {
    expect(chatBody(request, 'tgi')).toEqual({ messages, ...want });
  });

  test.each<[param: string, request: Partial<ChatCompletionRequest>, words: string]>([
    ['presence_penalty', { presence_penalty: 0.5 }, 'repetition_penalty'],
    ['logit_bias', { logit_bias: { 5: 1 } }, 'grammar'],
    ['top_k', { top_k: 5 }, 'promptBuilder'],
    ['repetition_penalty', { repetition_penalty: 1.1 }, 'promptBuilder'],
    ['typical_p', { typical_p: 0.5 }, 'promptBuilder'],
    ['reasoning_effort', { reasoning_effort: 'low' }, 'TGI'],
    [
      'response_format.json_schema.schema',
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } },
      'properties',
    ],
  ])('%s is refused', (param, request, words) => {
    expect(() => chatBody(request, 'tgi')).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param, message: expect.stringContaining(words) }),
    );
  });

  test.each<[dialect: 'tgi' | 'openai']>([['tgi'], ['openai']])('a call without tools is refused (%s)', (dialect) => {
    for (const choice of ['required', { type: 'function', function: { name: 'add' } }] as const) {
      expect(() => chatBody({ tool_choice: choice }, dialect)).toThrow(
        expect.objectContaining({ name: 'BadRequestError', param: 'tool_choice' }),
      );
    }
  });

  test('more than five alternatives a token are refused', () => {
    expect(() => chatBody({ top_logprobs: 6 }, 'tgi')).toThrow(expect.objectContaining({ name: 'BadRequestError' }));
  });

  test('n becomes n requests, each with a seed of its own', () => {
    const plan = toV1ChatPlan({ messages, n: 3, seed: '18446744073709551615' }, { dialect: 'tgi' });

    expect(plan.map(({ indices, call }) => [indices, call.seed])).toEqual([
      [[0], 18446744073709551615n],
      [[1], 0n],
      [[2], 1n],
    ]);
  });

  test.each<[name: string, history: ChatCompletionRequest['messages'], want: object[]]>([
    [
      'a developer is the system',
      [{ role: 'developer', content: 'Be brief.' }],
      [{ role: 'system', content: 'Be brief.' }],
    ],
    [
      'an answer of ours comes back without its empty members',
      [{ role: 'assistant', content: 'Hi', refusal: null, tool_calls: [], reasoning_content: 'Hm' }],
      [{ role: 'assistant', content: 'Hi' }],
    ],
    [
      'content beside tool calls, which would drop them, is a message of its own',
      [
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'weather', arguments: '{}' } }],
        },
      ],
      [
        { role: 'assistant', content: 'Let me see.' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'weather', arguments: {} } }],
        },
      ],
    ],
    [
      'results stand in the order of their calls, with the names that TGI would lose',
      [
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'weather', arguments: '{}' } },
            { id: 'b', type: 'function', function: { name: 'time', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'b', content: '12:00' },
        { role: 'tool', tool_call_id: 'a', content: 'Rain' },
        { role: 'user', content: 'So?' },
      ],
      [
        {
          role: 'assistant',
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'weather', arguments: {} } },
            { id: 'b', type: 'function', function: { name: 'time', arguments: {} } },
          ],
        },
        { role: 'tool', content: 'Rain', name: 'weather', tool_call_id: 'a' },
        { role: 'tool', content: '12:00', name: 'time', tool_call_id: 'b' },
        { role: 'user', content: 'So?' },
      ],
    ],
    [
      'images pass without their detail',
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: 'data:,', detail: 'low' } },
          ],
        },
      ],
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: 'data:,' } },
          ],
        },
      ],
    ],
  ])('%s', (_name, history, want) => {
    expect(chatBody({ messages: history }, 'tgi')).toEqual({ messages: want });
  });

  test('a part that is neither text nor image is refused by its path', () => {
    const audio = { type: 'input_audio' as const, input_audio: { data: '', format: 'wav' as const } };

    expect(() => chatBody({ messages: [{ role: 'user', content: [audio] }] }, 'tgi')).toThrow(
      expect.objectContaining({ param: 'messages[0].content[0]' }),
    );
  });
});

describe('a chat for an OpenAI-shaped /v1', () => {
  test('goes unchanged but for what says nothing', () => {
    const request: Partial<ChatCompletionRequest> = {
      model: 'm',
      stop: 'END',
      top_p: 1,
      max_completion_tokens: 5,
      n: 2,
      response_format: { type: 'json_object' },
      tools: [tool],
      tool_choice: 'auto',
      top_k: 5,
      user: 'a',
      reasoning_effort: 'low',
      logit_bias: { 5: 1 },
      presence_penalty: 0.5,
    };

    expect(chatBody({ ...request, temperature: null }, 'openai')).toEqual({ ...request, messages });
    expect(chatBody({ presence_penalty: 0, tools: [], tool_choice: 'none', logit_bias: {} }, 'openai')).toEqual({
      messages,
    });
  });

  test.each<[format: ChatCompletionRequest['response_format'], want: object]>([
    [{ type: 'json_object' }, { type: 'json_object' }],
    // llama.cpp's own.
    [
      { type: 'json_object', schema },
      { type: 'json_object', schema },
    ],
    ...[
      { type: 'json_object' as const, value: schema },
      { type: 'json' as const, value: JSON.stringify(schema) },
    ].map((given): [ChatCompletionRequest['response_format'], object] => [
      given,
      { type: 'json_schema', json_schema: { name: 'answer', schema } },
    ]),
  ])('has the format %j as %j', (given, want) => {
    expect(chatBody({ response_format: given }, 'openai')).toEqual({ messages, response_format: want });
  });

  test('is one request for all choices, with the model first', () => {
    const plan = toV1ChatPlan({ messages, model: 'm', n: 2, seed: 7 }, { dialect: 'openai' });

    expect(plan.map(({ indices, call }) => [indices, call.seed, Object.keys(call.body)])).toEqual([
      [[0, 1], 7n, ['model', 'messages', 'n']],
    ]);
  });

  test('fields that change the text and that no server takes are refused', () => {
    expect(() => chatBody({ audio: {} }, 'openai')).toThrow(expect.objectContaining({ param: 'audio' }));
  });
});

describe('a text completion for /v1', () => {
  const plan = (request: Partial<CompletionRequest>, dialect: 'tgi' | 'openai', batchSize?: number) =>
    toV1CompletionPlan({ prompt: 'Once', ...request }, { dialect, batchSize });

  test('of TGI, carries what its route knows', () => {
    const [planned] = plan({ repetition_penalty: 1.1, stop: 'END', max_tokens: 5, top_p: 0.9 }, 'tgi');

    expect(planned?.call.body).toEqual({
      prompt: 'Once',
      repetition_penalty: 1.1,
      stop: ['END'],
      max_tokens: 5,
      top_p: 0.9,
    });
  });

  test.each<[param: string, request: Partial<CompletionRequest>]>([
    ['logprobs', { logprobs: 1 }],
    ['suffix', { suffix: 'end' }],
    ['prompt', { prompt: [1, 2] }],
    ['grammar', { grammar: { type: 'regex', value: 'a' } }],
  ])('of TGI, refuses %s', (param, request) => {
    expect(() => plan(request, 'tgi')).toThrow(expect.objectContaining({ name: 'UnsupportedError', param }));
  });

  test('of TGI, puts the prompt before the text itself', () => {
    expect(plan({ echo: true }, 'tgi').map(({ readings }) => readings)).toEqual([
      [{ stops: [], echo: 'Once', isEchoedThere: false, isTgi: true }],
    ]);
    expect(plan({ echo: true }, 'openai').map(({ readings, call }) => [readings, call.body])).toEqual([
      [[{ stops: [], echo: 'Once', isEchoedThere: true, isTgi: false }], { prompt: 'Once', echo: true }],
    ]);
  });

  test('of TGI, sends prompts in batches, each as often as choices are wanted', () => {
    const planned = plan({ prompt: ['a', 'b', 'c'], n: 2 }, 'tgi', 2);

    expect(planned.map(({ call, indices }) => [call.body, indices])).toEqual([
      [{ prompt: ['a', 'b'] }, [0, 2]],
      [{ prompt: ['a', 'b'] }, [1, 3]],
      [{ prompt: ['c'] }, [4]],
      [{ prompt: ['c'] }, [5]],
    ]);
  });

  test('of others, sends token ids as they are', () => {
    expect(plan({ prompt: [[1, 2], [3]] }, 'openai').map(({ call }) => [call.body, call.choices])).toEqual([
      [{ prompt: [[1, 2], [3]] }, 2],
    ]);
  });
});

describe('a chat that is built here for /v1', () => {
  const builder = toPromptBuilder('chatml');

  test('is a completion of the prompt, with the builder’s stops', () => {
    const [planned] = toV1BuiltChatPlan(
      { messages, max_completion_tokens: 5, logprobs: true, stop: 'END' },
      { builder, dialect: 'openai' },
    );

    expect(planned?.call).toMatchObject({
      route: '/v1/completions',
      body: { prompt: builder(messages), max_tokens: 5, logprobs: 1, stop: [...builder.stop, 'END'] },
    });
  });

  test('has no place for tools', () => {
    expect(() => toV1BuiltChatPlan({ messages, tools: [tool] }, { builder, dialect: 'openai' })).toThrow(
      /backend: "messages"/,
    );
  });

  test('has no grammar at TGI', () => {
    expect(() => toV1BuiltChatPlan({ messages, response_format: format }, { builder, dialect: 'tgi' })).toThrow(
      expect.objectContaining({ param: 'response_format' }),
    );
  });
});
