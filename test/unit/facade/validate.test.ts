import { describe, expect, test } from 'vitest';

import * as schemas from '../../../generated/openai.schema.ts';
import { BadRequestError } from '../../../src/base/errors.ts';
import {
  validateChatCompletionRequest,
  validateCompletionRequest,
  validateEmbeddingRequest,
} from '../../../src/facade/validate.ts';

const messages = [{ role: 'user', content: 'Knock knock.' }];
const EXTRA = ' To send it to the server all the same, put it into `extraBody` of the call’s options.';
const ROLES = 'one of "system", "developer", "user", "assistant", "tool", "function"';

type BadBody = [body: unknown, param: string | null, code: string, message: string];

/** The refusal of a body, as far as callers see it. */
function refusalOf(validate: (body: unknown) => unknown, body: unknown) {
  try {
    validate(body);
  } catch (error) {
    if (!BadRequestError.isInstance(error)) throw error;
    return [error.param, error.code, error.message];
  }
  return 'accepted';
}

describe('validateChatCompletionRequest', () => {
  test.each<BadBody>([
    [undefined, null, 'missing_required_parameter', 'The request body is missing. Expected an object.'],
    [null, null, 'invalid_type', 'The request body is null. Expected an object.'],
    ['Hi', null, 'invalid_type', 'The request body is "Hi". Expected an object.'],
    [[], null, 'invalid_type', 'The request body is an empty list. Expected an object.'],
    [{}, 'messages', 'missing_required_parameter', '`messages` is missing. Expected a list.'],
    [{ messages: null }, 'messages', 'missing_required_parameter', '`messages` is missing. Expected a list.'],
    [{ messages: [] }, 'messages', 'invalid_value', '`messages` is an empty list. Expected a list of at least 1 item.'],
    [{ messages: 7 }, 'messages', 'invalid_type', '`messages` is 7. Expected a list.'],
    [{ messages, n: 0 }, 'n', 'invalid_value', '`n` is 0. Expected a number of at least 1.'],
    [{ messages, n: 129 }, 'n', 'invalid_value', '`n` is 129. Expected a number of at most 128.'],
    [{ messages, n: 1.5 }, 'n', 'invalid_type', '`n` is 1.5. Expected a whole number.'],
    [{ messages, n: Number.NaN }, 'n', 'invalid_type', '`n` is NaN. Expected a number.'],
    [{ messages, temperature: '0.9' }, 'temperature', 'invalid_type', '`temperature` is "0.9". Expected a number.'],
    [
      { messages, temperature: -1 },
      'temperature',
      'invalid_value',
      '`temperature` is -1. Expected a number of at least 0.',
    ],
    [{ messages, top_p: 1.5 }, 'top_p', 'invalid_value', '`top_p` is 1.5. Expected a number of at most 1.'],
    [{ messages, typical_p: 0 }, 'typical_p', 'invalid_value', '`typical_p` is 0. Expected a number of more than 0.'],
    [{ messages, top_k: -1 }, 'top_k', 'invalid_value', '`top_k` is -1. Expected a number of at least 0.'],
    [
      { messages, max_tokens: 0 },
      'max_tokens',
      'invalid_value',
      '`max_tokens` is 0. Expected a number of at least 1. Leave it out for as many as the server gives.',
    ],
    [{ messages, stream: 'yes' }, 'stream', 'invalid_type', '`stream` is "yes". Expected true or false.'],
    [{ messages, stop: 5 }, 'stop', 'invalid_type', '`stop` is 5. Expected a string, or a list.'],
    [{ messages, stop: '' }, 'stop', 'invalid_value', '`stop` is "". Expected a string of at least 1 character.'],
    [{ messages, stop: ['a', 1] }, 'stop[1]', 'invalid_type', '`stop[1]` is 1. Expected a string.'],
    [{ messages, seed: -1 }, 'seed', 'invalid_value', '`seed` is -1. Expected a number of at least 0.'],
    [{ messages, seed: 1.5 }, 'seed', 'invalid_type', '`seed` is 1.5. Expected a whole number, or a string.'],
    [
      { messages, logit_bias: { 50256: 'x' } },
      'logit_bias.50256',
      'invalid_type',
      '`logit_bias.50256` is "x". Expected a number.',
    ],
    [
      { messages, tools: [{ type: 'retrieval' }] },
      'tools[0].type',
      'invalid_value',
      '`tools[0].type` is "retrieval". Expected "function".',
    ],
    [
      { messages, response_format: { type: 'xml' } },
      'response_format.type',
      'invalid_value',
      '`response_format.type` is "xml". Expected one of "text", "json_schema", "json_object", "json", "regex".',
    ],
    [
      { messages, grammar: { type: 'regex' } },
      'grammar.value',
      'missing_required_parameter',
      '`grammar.value` is missing. Expected a string.',
    ],
    [
      { messages, stream_options: { include_usag: true } },
      'stream_options.include_usag',
      'unknown_parameter',
      '`stream_options.include_usag` is not a known parameter. Did you mean `include_usage`?',
    ],
    [
      { messages, temprature: 1 },
      'temprature',
      'unknown_parameter',
      `\`temprature\` is not a known parameter. Did you mean \`temperature\`?${EXTRA}`,
    ],
    [
      { messages, Stop: [] },
      'Stop',
      'unknown_parameter',
      `\`Stop\` is not a known parameter. Did you mean \`stop\`?${EXTRA}`,
    ],
  ])('refuses %j', (body, ...want) => {
    expect(refusalOf(validateChatCompletionRequest, body)).toEqual(want);
  });

  test.each<BadBody>([
    ['Hi', 'messages[0]', 'invalid_type', '`messages[0]` is "Hi". Expected an object.'],
    [null, 'messages[0]', 'invalid_type', '`messages[0]` is null. Expected an object.'],
    [
      { content: 'Hi' },
      'messages[0].role',
      'missing_required_parameter',
      `\`messages[0].role\` is missing. Expected ${ROLES}.`,
    ],
    [
      { role: 'robot', content: 'Hi' },
      'messages[0].role',
      'invalid_value',
      `\`messages[0].role\` is "robot". Expected ${ROLES}.`,
    ],
    [
      { role: 'user' },
      'messages[0].content',
      'missing_required_parameter',
      '`messages[0].content` is missing. Expected a string, or a list.',
    ],
    [
      { role: 'user', content: null },
      'messages[0].content',
      'missing_required_parameter',
      '`messages[0].content` is missing. Expected a string, or a list.',
    ],
    [
      { role: 'user', content: [] },
      'messages[0].content',
      'invalid_value',
      '`messages[0].content` is an empty list. Expected a list of at least 1 item.',
    ],
    [
      { role: 'user', content: [{ type: 'text' }] },
      'messages[0].content[0].text',
      'missing_required_parameter',
      '`messages[0].content[0].text` is missing. Expected a string.',
    ],
    [
      { role: 'user', content: [{ type: 'smell' }] },
      'messages[0].content[0].type',
      'invalid_value',
      '`messages[0].content[0].type` is "smell". Expected one of "text", "image_url", "input_audio", "file".',
    ],
    [
      { role: 'user', content: 'Hi', nme: 'Ada' },
      'messages[0].nme',
      'unknown_parameter',
      '`messages[0].nme` is not a known parameter. Did you mean `name`?',
    ],
    [
      { role: 'tool', content: '4' },
      'messages[0].tool_call_id',
      'missing_required_parameter',
      '`messages[0].tool_call_id` is missing. Expected a string.',
    ],
  ])('refuses the message %j', (message, ...want) => {
    expect(refusalOf(validateChatCompletionRequest, { messages: [message] })).toEqual(want);
  });

  test('names what a message holds by its length where it is long', () => {
    const body = { messages, user: { name: 'Ada' }, stop: [], model: 'm', seed: 'x'.repeat(41) };

    expect(refusalOf(validateChatCompletionRequest, { ...body, user: undefined })).toEqual([
      'seed',
      'invalid_value',
      '`seed` is a string of 41 characters. Expected a string of the form /^[0-9]{1,20}$/u.',
    ]);
    expect(refusalOf(validateChatCompletionRequest, { ...body, seed: 1 })).toEqual([
      'user',
      'invalid_type',
      '`user` is an object. Expected a string.',
    ]);
  });

  test('leaves out what is undefined or null', () => {
    expect(validateChatCompletionRequest({ messages, n: null, stop: undefined, top_p: 0 })).toEqual({
      messages,
      top_p: 0,
    });
  });

  test.each([
    { role: 'assistant', content: 'Who is there?', refusal: null, tool_calls: [] },
    { role: 'assistant', content: null, tool_calls: null, function_call: null, audio: null, annotations: null },
    { role: 'assistant', content: 'So.', reasoning_content: null, reasoning: 'Because.' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'a' },
        { type: 'refusal', refusal: 'no' },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{}' } }],
    },
    { role: 'tool', content: '4', tool_call_id: 'call_1', name: null },
    { role: 'user', content: 'Hi', name: null },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.test/b.png', detail: null } }] },
    { role: 'system', content: '' },
  ])('accepts the message %j, without its nulls', (message) => {
    const given = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null));

    expect(validateChatCompletionRequest({ messages: [message] })).toEqual({ messages: [given] });
  });

  test('takes null for "not given" inside messages, even where the role knows no such member', () => {
    const message = { role: 'user', content: 'Hi', tool_calls: null, function_call: null };

    expect(validateChatCompletionRequest({ messages: [message] }).messages).toStrictEqual([
      { role: 'user', content: 'Hi' },
    ]);
  });

  test('takes undefined for "not given" inside messages, even where the role knows no such member', () => {
    const message = { role: 'user', content: 'Hi', name: undefined, tool_call_id: undefined };

    expect(validateChatCompletionRequest({ messages: [message] }).messages).toStrictEqual([
      { role: 'user', content: 'Hi' },
    ]);
  });

  test('keeps the nulls of a JSON schema', () => {
    const schema = { properties: { a: { enum: ['x', null], default: null } } };
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } };

    expect(validateChatCompletionRequest({ messages, response_format })).toEqual({ messages, response_format });
  });

  test('keeps a seed above 2^53 as it was given', () => {
    expect(validateChatCompletionRequest({ messages, seed: '18446744073709551615' }).seed).toBe('18446744073709551615');
  });

  test('does not change the body', () => {
    const body = Object.freeze({ messages, n: null });

    validateChatCompletionRequest(body);

    expect(body).toEqual({ messages, n: null });
  });
});

describe('validateCompletionRequest', () => {
  test.each<BadBody>([
    [{}, 'prompt', 'missing_required_parameter', '`prompt` is missing. Expected a string, or a list.'],
    [
      { prompt: [] },
      'prompt',
      'invalid_type',
      '`prompt` is an empty list. Expected a string, or a list of at least 1 item.',
    ],
    [{ prompt: ['a', 1] }, 'prompt[1]', 'invalid_type', '`prompt[1]` is 1. Expected a string.'],
    [{ prompt: 'a', logprobs: true }, 'logprobs', 'invalid_type', '`logprobs` is true. Expected a number.'],
    [{ prompt: 'a', logprobs: 6 }, 'logprobs', 'invalid_value', '`logprobs` is 6. Expected a number of at most 5.'],
    [
      { prompt: 'a', best_off: 2 },
      'best_off',
      'unknown_parameter',
      `\`best_off\` is not a known parameter. Did you mean \`best_of\`?${EXTRA}`,
    ],
  ])('refuses %j', (body, ...want) => {
    expect(refusalOf(validateCompletionRequest, body)).toEqual(want);
  });

  test.each([{ max_tokens: 0 }, { best_of: 0 }])('accepts %j, as OpenAI does', (fields) => {
    expect(validateCompletionRequest({ prompt: 'a', ...fields }, {})).toMatchObject(fields);
  });

  test.each(['', 'a', ['a', 'b'], [1, 2], [[1], [2, 3]]])('accepts the prompt %j', (prompt) => {
    expect(validateCompletionRequest({ prompt })).toEqual({ prompt });
  });
});

describe('validateEmbeddingRequest', () => {
  test.each<BadBody>([
    [{}, 'input', 'missing_required_parameter', '`input` is missing. Expected a string, or a list.'],
    [
      { input: [] },
      'input',
      'invalid_type',
      '`input` is an empty list. Expected a string, or a list of at least 1 item.',
    ],
    [{ input: ['a', null] }, 'input[1]', 'invalid_type', '`input[1]` is null. Expected a string.'],
    [
      { input: 'a', encoding_format: 'float16' },
      'encoding_format',
      'invalid_value',
      '`encoding_format` is "float16". Expected one of "float", "base64". Did you mean "float"?',
    ],
    [{ input: 'a', pooling: 'max' }, 'pooling', 'invalid_value', '`pooling` is "max". Expected "mean".'],
    [
      { input: 'a', dimensions: 0 },
      'dimensions',
      'invalid_value',
      '`dimensions` is 0. Expected a number of at least 1.',
    ],
  ])('refuses %j', (body, ...want) => {
    expect(refusalOf(validateEmbeddingRequest, body)).toEqual(want);
  });
});

describe.each([
  ['ChatCompletionRequest', validateChatCompletionRequest, { messages }],
  ['CompletionRequest', validateCompletionRequest, { prompt: 'a' }],
  ['EmbeddingRequest', validateEmbeddingRequest, { input: 'a' }],
] as const)('an optional field of a %s', (schema, validate, required) => {
  const names = Object.keys(schemas[schema].properties ?? {}).filter((name) => !(name in required));

  test.each(names)('%s may be undefined or null, and is then left out', (name) => {
    expect(validate({ ...required, [name]: undefined })).toStrictEqual(required);
    expect(validate({ ...required, [name]: null })).toStrictEqual(required);
  });
});

describe('a body without an end', () => {
  const endless: Record<string, unknown> = { type: 'object' };
  endless['properties'] = endless;

  test.each<[field: string, body: object]>([
    ['metadata', { messages, metadata: endless }],
    ['tools', { messages, tools: [{ type: 'function', function: { name: 'f', parameters: endless } }] }],
    ['messages', { messages: [{ ...messages[0], name: endless }] }],
  ])('is refused, in %s', (_, body) => {
    expect(() => validateChatCompletionRequest(body)).toThrow(
      expect.objectContaining({ name: 'BadRequestError', code: 'invalid_json' }),
    );
  });
});
