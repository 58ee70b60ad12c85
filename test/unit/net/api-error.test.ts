import { describe, expect, test } from 'vitest';

import { toAPIError } from '../../../src/net/api-error.ts';

describe('toAPIError', () => {
  test.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'APIError'],
    [403, 'PermissionDeniedError'],
    [404, 'NotFoundError'],
    [405, 'APIError'],
    [408, 'APIError'],
    [409, 'ConflictError'],
    [410, 'APIError'],
    [413, 'APIError'],
    [415, 'APIError'],
    [418, 'APIError'],
    [422, 'UnprocessableEntityError'],
    [424, 'InternalServerError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
    [502, 'InternalServerError'],
    [503, 'InternalServerError'],
    [504, 'InternalServerError'],
    [529, 'InternalServerError'],
  ])('makes of status %i a %s', (status, want) => {
    const error = toAPIError({ status, message: 'Why' });

    expect(error.name).toBe(want);
    expect(error.status).toBe(status);
  });

  /** As the routers wrote them (TGI 3.3.7, TEI 1.9.3). */
  test.each([
    [
      { status: 422, message: 'Tool error: Failed to parse generated text: EOF while parsing a string at line 1 "{"' },
      /raise `max_tokens`\.$/,
    ],
    [{ status: 424, message: 'Backend error: model is not a re-ranker model' }, /a reranking model\.$/],
    [
      { status: 424, message: 'Backend error: Model is not an embedding model with SPLADE pooling' },
      /Check that `apiBase`/,
    ],
    [{ status: 424, message: 'Request failed during generation: Server error: x' }, /failed while generating/],
    [
      {
        status: 422,
        code: 'Validation',
        message: 'Input validation error: `inputs` must have less than 256 tokens. Given: 2002',
      },
      /pass `truncate: true`/,
    ],
    [
      {
        status: 422,
        code: 'validation',
        message: 'Input validation error: `inputs` must have less than 4096 tokens. Given: 5000',
      },
      /Given: 5000\.$/,
    ],
    [
      {
        status: 422,
        message:
          'Failed to deserialize the JSON body into the target type: inputs: invalid type: sequence, expected a string at line 1 column 11',
      },
      /such as a TEI\.$/,
    ],
  ])('advises on %j', (failure, want) => {
    expect(toAPIError(failure).message).toMatch(want);
  });

  test.each([
    ['the Validation of TEI up to 1.8', { status: 413, code: 'Validation' }, 'UnprocessableEntityError'],
    ['another 413', { status: 413, code: 'Overloaded' }, 'APIError'],
    ['a model that is loading', { status: 503, isModelLoading: true }, 'ModelLoadingError'],
    ['a 503 of another reason', { status: 503, isModelLoading: false }, 'InternalServerError'],
  ])('tells %s apart', (_, failure, want) => {
    expect(toAPIError({ message: 'Why', ...failure }).name).toBe(want);
  });

  test.each([
    [422, 'Input validation error: no', '422 Input validation error: no.'],
    [422, undefined, '422 The server gave no reason.'],
    [401, undefined, '401 The server gave no reason. Check `apiKey`, or the variable EASYLLM_API_KEY.'],
    [404, 'Model not found', '404 Model not found. Check `apiBase` and `model`.'],
    [404, 'Really?', '404 Really? Check `apiBase` and `model`.'],
    [405, undefined, '405 The server gave no reason. Check `apiBase`: this address does not take the request.'],
    [
      429,
      'Model is overloaded',
      '429 Model is overloaded. The server is busy, or a quota is used up: try again later, or send fewer requests at once.',
    ],
  ])('says for %i %j what happened, then what to do', (status, message, want) => {
    expect(toAPIError({ status, message }).message).toBe(want);
  });

  test('keeps code, type, param and headers of the failure', () => {
    const headers = new Headers({ 'x-request-id': 'r-2' });
    const error = toAPIError({ status: 422, message: 'No.', code: 'validation', type: 't', param: 'p', headers });

    expect(error).toMatchObject({ code: 'validation', type: 't', param: 'p', requestID: 'r-2' });
    expect(error.headers).toBe(headers);
  });

  test('counts one attempt where it is not told of more', () => {
    expect(toAPIError({ status: 500, message: 'No.' }).attempts).toBe(1);
    expect(toAPIError({ status: 500, message: 'No.' }, { attempts: 3 }).attempts).toBe(3);
  });
});
