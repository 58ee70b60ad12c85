import { describe, expect, test } from 'vitest';

import type { ChatCompletionRequest, CompletionRequest } from '../../../../generated/openai.ts';
import { toNativeChatPlan, toNativeCompletionPlan } from '../../../../src/bridge/native/plan.ts';
import { definePromptBuilder } from '../../../../src/prompt.ts';

const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Knock knock.' }];

/** Writes how many messages it got. */
const builder = definePromptBuilder((input) => `<${input.length} message>`, { name: 'counting', stop: ['</s>', 'B'] });

const tagging = definePromptBuilder((input) => `<user>${String(input)}</user>`, { name: 'tagging', stop: ['<user>'] });

function chatPlanOf(request: Partial<ChatCompletionRequest>, stops?: string[]) {
  return toNativeChatPlan({ messages, ...request }, { builder, stops });
}

function completionPlanOf(
  request: Partial<CompletionRequest>,
  options: Partial<Parameters<typeof toNativeCompletionPlan>[1]> = {},
) {
  return toNativeCompletionPlan({ prompt: 'Q: ', ...request }, { builder: undefined, ...options });
}

describe('toNativeChatPlan', () => {
  test('sends the builder’s prompt, with details, without the prompt in return', () => {
    expect(chatPlanOf({})).toEqual([
      {
        call: {
          inputs: '<1 message>',
          parameters: { details: true, do_sample: true, return_full_text: false, stop: ['</s>', 'B'] },
          seed: undefined,
          isTextOnly: true,
        },
        indices: [0],
        reading: { stops: ['</s>', 'B'], echo: '', isTextOnly: true },
      },
    ]);
  });

  test.each([
    [{ max_tokens: 1024 }, undefined],
    [{ max_tokens: 1025 }, 1025],
    [{ max_completion_tokens: 3000 }, 3000],
    [{ max_tokens: 2048 }, undefined],
    [{}, undefined],
  ])('watches the limit of %j that TGI would overstep: %s', (request, want) => {
    expect(chatPlanOf({ ...request, n: 2 }).map(({ reading }) => reading.maxTokens)).toEqual([want, want]);
  });

  test('enforces all stop sequences, and sends the first four', () => {
    const [choice] = chatPlanOf({ stop: ['B', 'C', 'D'] }, ['A']);

    expect(choice?.reading.stops).toEqual(['A', '</s>', 'B', 'C', 'D']);
    expect(choice?.call.parameters.stop).toEqual(['A', '</s>', 'B', 'C']);
  });

  test('takes a string for one stop sequence', () => {
    expect(chatPlanOf({ stop: 'CD' })[0]?.reading.stops).toEqual(['</s>', 'B', 'CD']);
  });

  test('makes one call a choice, each with a seed of its own', () => {
    expect(chatPlanOf({ n: 3, seed: 42 }).map(({ call }) => call.seed)).toEqual([42n, 43n, 44n]);
    expect(chatPlanOf({ n: 2 }).map(({ call }) => call.seed)).toEqual([undefined, undefined]);
    expect(chatPlanOf({ n: 3, seed: '18446744073709551615' }).map(({ call }) => call.seed)).toEqual([
      2n ** 64n - 1n,
      0n,
      1n,
    ]);
  });

  test('drops the seed for best_of, since TGI refuses both', () => {
    expect(chatPlanOf({ best_of: 2, seed: 42 })[0]?.call).toMatchObject({
      parameters: { best_of: 2 },
      seed: undefined,
    });
    expect(chatPlanOf({ best_of: 1, seed: 42 })[0]?.call.seed).toBe(42n);
  });

  test.each<[request: Partial<ChatCompletionRequest>, want: number | undefined]>([
    [{ logprobs: true, top_logprobs: 3 }, 3],
    [{ logprobs: true }, undefined],
    [{ logprobs: true, top_logprobs: 2, top_n_tokens: 4 }, 4],
    [{ top_n_tokens: 4 }, 4],
  ])('asks for %j for %s alternatives', (request, want) => {
    expect(chatPlanOf(request)[0]?.call.parameters.top_n_tokens).toBe(want);
  });

  test('refuses top_logprobs where logprobs are not asked for', () => {
    expect(() => toNativeChatPlan({ messages, top_logprobs: 2 }, { builder })).toThrow(
      expect.objectContaining({ name: 'BadRequestError', param: 'top_logprobs' }),
    );
  });

  test('sends the grammar of the request', () => {
    const grammar = { type: 'regex', value: 'a+' } as const;

    expect(toNativeChatPlan({ messages }, { builder, grammar })[0]?.call.parameters.grammar).toEqual(grammar);
  });

  test.each<Partial<ChatCompletionRequest>>([
    { tool_choice: 'required' },
    { tools: [], tool_choice: { type: 'function', function: { name: 'add' } } },
  ])('refuses %j, which asks for a call of nothing', (request) => {
    expect(() => chatPlanOf(request)).toThrow(
      expect.objectContaining({ name: 'BadRequestError', param: 'tool_choice' }),
    );
  });

  test('refuses tools, and names the backend that can', () => {
    expect(() => chatPlanOf({ tools: [{ type: 'function', function: { name: 'add' } }] })).toThrow(
      expect.objectContaining({
        name: 'UnsupportedError',
        param: 'tools',
        message: expect.stringContaining('`backend: "messages"`'),
      }),
    );
  });

  test.each<Partial<ChatCompletionRequest>>([
    { tools: [] },
    { tools: null },
    { tool_choice: 'none' },
    { tool_choice: 'auto' },
    { tools: [], tool_choice: null },
  ])('lets %j pass, which asks for no tool', (request) => {
    expect(chatPlanOf(request)).toHaveLength(1);
  });

  test('refuses what cannot be expressed', () => {
    expect(() => chatPlanOf({ audio: {} })).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', param: 'audio' }),
    );
  });
});

describe('toNativeCompletionPlan', () => {
  test('asks for one token where none is wanted, and reads none', () => {
    const [choice] = completionPlanOf({ max_tokens: 0, echo: true, logprobs: 1 });

    expect(choice?.call.parameters).toMatchObject({ max_new_tokens: 1, decoder_input_details: true });
    expect(choice?.reading).toMatchObject({ echo: 'Q: ', maxTokens: 0 });
    expect(completionPlanOf({ max_tokens: 1 })[0]?.reading.maxTokens).toBeUndefined();
  });

  test('sends the prompt as it is', () => {
    expect(completionPlanOf({})).toEqual([
      {
        call: {
          inputs: 'Q: ',
          parameters: { details: true, do_sample: true, return_full_text: false },
          seed: undefined,
          isTextOnly: true,
        },
        indices: [0],
        reading: { stops: [], echo: '', isTextOnly: true },
      },
    ]);
  });

  test('sends what a given builder makes of the string, with the builder’s stop sequences', () => {
    const [choice] = completionPlanOf({ stop: 'B' }, { builder: tagging, stops: ['A'] });

    expect(choice?.call.inputs).toBe('<user>Q: </user>');
    expect(choice?.reading.stops).toEqual(['A', '<user>', 'B']);
  });

  test('asks for the prompt in return where it is to be echoed, as it was sent', () => {
    const [raw] = completionPlanOf({ echo: true });
    const [built] = completionPlanOf({ echo: true }, { builder: tagging });

    expect(raw).toMatchObject({ call: { parameters: { return_full_text: true } }, reading: { echo: 'Q: ' } });
    expect(built).toMatchObject({
      call: { parameters: { return_full_text: true } },
      reading: { echo: '<user>Q: </user>' },
    });
  });

  test('orders the choices of several prompts prompt by prompt, seeds counting up within each', () => {
    const plan = completionPlanOf({ prompt: ['a', 'b'], n: 2, seed: 7, echo: true });

    expect(plan.map(({ call, reading }) => [call.inputs, call.seed, reading.echo])).toEqual([
      ['a', 7n, 'a'],
      ['a', 8n, 'a'],
      ['b', 7n, 'b'],
      ['b', 8n, 'b'],
    ]);
  });

  test.each<[request: Partial<CompletionRequest>, want: number | undefined]>([
    [{ logprobs: 0 }, undefined],
    [{ logprobs: 3 }, 3],
    [{ logprobs: 2, top_n_tokens: 5 }, 5],
  ])('asks for %j for %s alternatives', (request, want) => {
    expect(completionPlanOf(request)[0]?.call.parameters.top_n_tokens).toBe(want);
  });

  test('passes a grammar on', () => {
    const grammar = { type: 'regex', value: 'a+' } as const;

    expect(completionPlanOf({}, { grammar })[0]?.call.parameters.grammar).toEqual(grammar);
  });

  test.each<[request: Partial<CompletionRequest>, param: string]>([
    [{ suffix: 'the end' }, 'suffix'],
    [{ prompt: [1, 2] }, 'prompt'],
    [{ prompt: [[1], [2]] }, 'prompt'],
    [{ presence_penalty: 1 }, 'presence_penalty'],
  ])('refuses %j by name', (request, param) => {
    expect(() => completionPlanOf(request)).toThrow(expect.objectContaining({ name: 'UnsupportedError', param }));
  });

  test.each([undefined, null, ''])('lets the suffix %j pass, which is none', (suffix) => {
    expect(completionPlanOf({ suffix })).toHaveLength(1);
  });
});
