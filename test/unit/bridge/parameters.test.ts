import { describe, expect, test } from 'vitest';

import { defined, refuseFields, toParameters, toTopNTokens } from '../../../src/bridge/parameters.ts';
import type { GenerationRequest } from '../../../src/bridge/parameters.ts';
import { BadRequestError, UnsupportedError } from '../../../src/base/errors.ts';

const SAMPLED = { details: true, do_sample: true };
const GREEDY = { details: true, do_sample: false };

describe('toParameters', () => {
  test.each<[request: GenerationRequest, want: object]>([
    [{}, SAMPLED],

    [{ temperature: 0.9 }, { ...SAMPLED, temperature: 0.9 }],
    [{ temperature: 0 }, GREEDY],
    [{ temperature: 0, top_p: 0.5, top_k: 5, typical_p: 0.5 }, GREEDY],
    [{ temperature: 0, do_sample: false }, GREEDY],
    [{ temperature: 0.9, do_sample: false }, GREEDY],
    [
      { temperature: 0.9, do_sample: true },
      { ...SAMPLED, temperature: 0.9 },
    ],
    [{ do_sample: null, temperature: 0 }, GREEDY],
    [{ do_sample: null }, SAMPLED],
    [{ temperature: null }, SAMPLED],

    [{ top_p: 0.6 }, { ...SAMPLED, top_p: 0.6 }],
    [{ top_p: 0.999 }, { ...SAMPLED, top_p: 0.999 }],
    [{ top_p: 1 }, SAMPLED],
    [{ top_p: 0 }, GREEDY],
    [{ top_p: -1 }, GREEDY],
    [{ top_p: 0, temperature: 0.9, top_k: 5 }, GREEDY],

    [{ typical_p: 0.2 }, { ...SAMPLED, typical_p: 0.2 }],
    [{ typical_p: 1 }, SAMPLED],
    [{ top_k: 10 }, { ...SAMPLED, top_k: 10 }],
    [{ top_k: 0 }, SAMPLED],

    [{ max_tokens: 7 }, { ...SAMPLED, max_new_tokens: 7 }],
    [{ max_completion_tokens: 7 }, { ...SAMPLED, max_new_tokens: 7 }],
    [
      { max_tokens: 7, max_completion_tokens: 7 },
      { ...SAMPLED, max_new_tokens: 7 },
    ],
    [
      { max_tokens: 7, max_completion_tokens: null },
      { ...SAMPLED, max_new_tokens: 7 },
    ],

    [{ repetition_penalty: 1.2 }, { ...SAMPLED, repetition_penalty: 1.2 }],
    [{ repetition_penalty: 1 }, SAMPLED],
    [{ frequency_penalty: -2 }, { ...SAMPLED, frequency_penalty: -2 }],
    [{ frequency_penalty: 0 }, SAMPLED],
    [{ presence_penalty: 0 }, SAMPLED],
    [{ logit_bias: {} }, SAMPLED],
    [
      { temperature: 0, repetition_penalty: 1.2 },
      { ...GREEDY, repetition_penalty: 1.2 },
    ],

    [{ truncate: 100 }, { ...SAMPLED, truncate: 100 }],
    [{ watermark: true }, { ...SAMPLED, watermark: true }],
    [{ adapter_id: 'lora' }, { ...SAMPLED, adapter_id: 'lora' }],

    [{ best_of: 2 }, { ...SAMPLED, best_of: 2 }],
    [
      { best_of: 2, n: 1, stream: false },
      { ...SAMPLED, best_of: 2 },
    ],
    [{ best_of: 1, n: 3, stream: true, temperature: 0 }, GREEDY],
    [{ best_of: 0, n: 3, stream: true, temperature: 0 }, GREEDY],
  ])('makes of %j %j', (request, want) => {
    expect(toParameters(request)).toStrictEqual(want);
  });

  test.each<[request: GenerationRequest, param: string, message: string]>([
    [
      { do_sample: true, temperature: 0 },
      'temperature',
      '`do_sample: true` contradicts `temperature: 0`, which means greedy decoding. Leave one out.',
    ],
    [
      { do_sample: true, top_p: 0 },
      'top_p',
      '`do_sample: true` contradicts `top_p: 0`, which means greedy decoding. Leave one out.',
    ],
    [
      { max_tokens: 1, max_completion_tokens: 2 },
      'max_tokens',
      '`max_tokens` and `max_completion_tokens` name the same limit but differ. Pass one of them.',
    ],
    [{ best_of: 2, n: 2 }, 'best_of', '`best_of` needs `n: 1`: TGI returns the best text only.'],
    [{ best_of: 2, stream: true }, 'best_of', '`best_of` cannot be streamed: the best text is known at the end only.'],
    [
      { best_of: 2, temperature: 0 },
      'best_of',
      '`best_of` needs sampling: greedy texts are all the same. Set a temperature above 0.',
    ],
  ])('calls %j a bad request', (request, param, message) => {
    expect(() => toParameters(request)).toThrow(expect.objectContaining({ name: 'BadRequestError', param, message }));
  });

  test.each<[request: GenerationRequest, param: string, instead: RegExp]>([
    [{ presence_penalty: 0.5 }, 'presence_penalty', /Use `repetition_penalty` or `frequency_penalty`\.$/],
    [{ presence_penalty: -2 }, 'presence_penalty', /Use `repetition_penalty` or `frequency_penalty`\.$/],
    [{ logit_bias: { 1: 5 } }, 'logit_bias', /Use `grammar`/],
  ])('refuses %j by name, saying what to use instead', (request, param, instead) => {
    expect(() => toParameters(request)).toThrow(UnsupportedError);
    expect(() => toParameters(request)).toThrow(
      expect.objectContaining({ param, message: expect.stringMatching(instead) }),
    );
  });
});

describe('refuseFields', () => {
  test.each(['audio', 'prediction', 'web_search_options', 'moderation', 'reasoning_effort', 'verbosity'])(
    'refuses %s',
    (name) => {
      expect(() => refuseFields({ [name]: {} }, 'ChatCompletionRequest')).toThrow(
        expect.objectContaining({ name: 'UnsupportedError', param: name }),
      );
    },
  );

  test.each([
    ['documents', 'Set `promptBuilder`'],
    ['audio', 'Leave it out.'],
  ])('says what to do instead of %s', (name, instead) => {
    expect(() => refuseFields({ [name]: [] }, 'ChatCompletionRequest')).toThrow(instead);
  });

  test.each([
    'user',
    'metadata',
    'store',
    'service_tier',
    'safety_identifier',
    'prompt_cache_key',
    'prompt_cache_retention',
    'parallel_tool_calls',
  ])('lets %s pass, which does not change the text', (name) => {
    expect(() => refuseFields({ [name]: 'x' }, 'ChatCompletionRequest')).not.toThrow();
  });

  test('lets text be the only modality', () => {
    expect(() => refuseFields({ modalities: ['text'] }, 'ChatCompletionRequest')).not.toThrow();
    expect(() => refuseFields({ modalities: ['text', 'audio'] }, 'ChatCompletionRequest')).toThrow(UnsupportedError);
  });
});

describe('toTopNTokens', () => {
  test.each<[counts: (number | null | undefined)[], want: number | undefined]>([
    [[], undefined],
    [[undefined, null], undefined],
    [[0, 0], undefined],
    [[3], 3],
    [[2, 5], 5],
    [[undefined, 1], 1],
  ])('of %j asks for %s', (counts, want) => {
    expect(toTopNTokens(counts.map((count, index) => [`field_${index}`, count]))).toBe(want);
  });

  test('refuses more than TGI gives, naming the field', () => {
    expect(() => toTopNTokens([['top_logprobs', 6]])).toThrow(
      new BadRequestError('`top_logprobs` is 6. TGI gives at most 5 alternatives for a token.', {
        param: 'top_logprobs',
      }),
    );
  });
});

describe('defined', () => {
  test('leaves out null and undefined, and keeps what is merely falsy', () => {
    expect(defined({ a: null, b: undefined, c: 0, d: false, e: '' })).toStrictEqual({ c: 0, d: false, e: '' });
  });
});
