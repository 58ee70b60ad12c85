import { describe, expect, test } from 'vitest';
import type { ChatCompletionRequest } from '../../../generated/openai.ts';
import { canFallBack } from '../../../src/bridge/fallback.ts';
import { NotFoundError, UnprocessableEntityError } from '../../../src/base/errors.ts';

const SERVER = 'http://localhost:8080';

describe('the base prompt instead of a template', () => {
  const plain: ChatCompletionRequest = { messages: [{ role: 'user', content: 'Hi' }] };
  const noTemplate = new UnprocessableEntityError('422 Template error: template not found.', {
    status: 422,
    code: 'template_error',
  });
  const otherError = new UnprocessableEntityError(
    '422 Template error: syntax error: Conversation roles must alternate.',
    {
      status: 422,
      code: 'template_error',
    },
  );
  const noRoute = new NotFoundError('404 The server gave no reason.', { status: 404, isBodiless: true });
  const noModel = new NotFoundError('404 No such model.', { status: 404 });
  const image = { type: 'image_url' as const, image_url: { url: 'data:,' } };
  const properties = {};

  test.each<[wanted: boolean, name: string, error: unknown, apiBase: string, change: Partial<ChatCompletionRequest>]>([
    [true, 'no template', noTemplate, SERVER, {}],
    [true, 'no such route', noRoute, SERVER, {}],
    [false, 'a 404 that says why', noModel, SERVER, {}],
    [false, 'another error of the template', otherError, SERVER, {}],
    [false, 'a Hugging Face host', noTemplate, 'https://x.endpoints.huggingface.cloud', {}],
    [false, 'an address of many models', noTemplate, `${SERVER}/models`, {}],
    [false, 'a pattern', noTemplate, `${SERVER}/{model}`, {}],
    [false, 'an OpenAI-shaped server', noTemplate, `${SERVER}/v1`, {}],
    [false, 'tools', noTemplate, SERVER, { tools: [{ type: 'function', function: { name: 'a' } }] }],
    [false, 'images', noTemplate, SERVER, { messages: [{ role: 'user', content: [image] }] }],
    [false, 'a grammar', noTemplate, SERVER, { grammar: { type: 'regex', value: 'a' } }],
    [
      false,
      'a schema',
      noTemplate,
      SERVER,
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { properties } } } },
    ],
    [false, 'no error of ours', new Error('Template error: template not found'), SERVER, {}],
  ])('is %s for %s', (wanted, _name, error, apiBase, change) => {
    expect(canFallBack(error, { apiBase, request: { ...plain, ...change } })).toBe(wanted);
  });
});
