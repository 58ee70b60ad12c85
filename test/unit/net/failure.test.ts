import { describe, expect, test } from 'vitest';

import { toInBandFailure, toUpstreamError } from '../../../src/net/failure.ts';

const URL_OF_TGI = 'http://tgi.test/generate';

function errorOf(status: number, body: unknown, url = URL_OF_TGI, headers: Record<string, string> = {}) {
  return toUpstreamError(new Response(null, { status, headers }), body, { url, redact: (text) => text });
}

const LOADING = { error: 'Model facebook/bart-base is currently loading', estimated_time: 22.3 };
const ENDPOINT = 'https://xyz.us-east-1.aws.endpoints.huggingface.cloud';

describe('toUpstreamError', () => {
  test.each<
    [
      name: string,
      status: number,
      body: unknown,
      want: { name: string; code: string | null; message: string; param?: string },
    ]
  >([
    [
      'TGI’s validation',
      422,
      { error: 'Input validation error: `inputs` cannot be empty', error_type: 'validation' },
      {
        name: 'UnprocessableEntityError',
        code: 'validation',
        message: '422 Input validation error: `inputs` cannot be empty.',
      },
    ],
    [
      'TGI’s template error',
      422,
      { error: 'Template error: template not found', error_type: 'template_error' },
      { name: 'UnprocessableEntityError', code: 'template_error', message: '422 Template error: template not found.' },
    ],
    [
      'TGI’s tool error',
      422,
      { error: 'Tool error: Tool with name x not found', error_type: 'tool_error' },
      { name: 'UnprocessableEntityError', code: 'tool_error', message: '422 Tool error: Tool with name x not found.' },
    ],
    [
      'a failed generation',
      424,
      { error: 'Request failed during generation: CUDA out of memory', error_type: 'generation' },
      {
        name: 'InternalServerError',
        code: 'generation',
        message:
          '424 Request failed during generation: CUDA out of memory. The model failed while generating; the server’s log says why.',
      },
    ],
    [
      'an overload',
      429,
      { error: 'Model is overloaded', error_type: 'overloaded' },
      {
        name: 'RateLimitError',
        code: 'overloaded',
        message:
          '429 Model is overloaded. The server is busy, or a quota is used up: try again later, or send fewer requests at once.',
      },
    ],
    [
      'an incomplete generation',
      500,
      { error: 'Incomplete generation', error_type: 'incomplete_generation' },
      { name: 'InternalServerError', code: 'incomplete_generation', message: '500 Incomplete generation.' },
    ],
    [
      'a pipeline that failed, and which error is unknown to it',
      500,
      { error: 'unknown error', warnings: ['There was an inference error: CUDA out of memory'] },
      {
        name: 'InternalServerError',
        code: null,
        message: '500 unknown error (There was an inference error: CUDA out of memory).',
      },
    ],
    [
      'a pipeline that says the same twice',
      400,
      { error: 'No such model', warnings: ['There was an inference error: No such model'] },
      { name: 'BadRequestError', code: null, message: '400 No such model.' },
    ],
    ...[[], {}, [null], { error: {} }].map(
      (body): [string, number, unknown, { name: string; code: null; message: string }] => [
        `the empty body ${JSON.stringify(body)}`,
        500,
        body,
        { name: 'InternalServerError', code: null, message: '500 The server gave no reason.' },
      ],
    ),
    [
      'an unhealthy server',
      503,
      { error: 'unhealthy', error_type: 'healthcheck' },
      { name: 'InternalServerError', code: 'healthcheck', message: '503 unhealthy.' },
    ],
    [
      'axum’s words for a body of the wrong form',
      422,
      'Failed to deserialize the JSON body into the target type: missing field `inputs` at line 1 column 2',
      {
        name: 'UnprocessableEntityError',
        code: null,
        message:
          '422 Failed to deserialize the JSON body into the target type: missing field `inputs` at line 1 column 2.',
      },
    ],
    [
      'axum’s words for what is no JSON',
      400,
      'Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 13',
      {
        name: 'BadRequestError',
        code: null,
        message: '400 Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 13.',
      },
    ],
    [
      'a wrong key, with an empty body',
      401,
      undefined,
      {
        name: 'AuthenticationError',
        code: null,
        message: '401 The server gave no reason. Check `apiKey`, or the variable EASYLLM_API_KEY.',
      },
    ],
    [
      'an unknown route, with an empty body',
      404,
      '',
      {
        name: 'NotFoundError',
        code: null,
        message: `404 from ${URL_OF_TGI}: The server gave no reason. Check \`apiBase\` and \`model\`.`,
      },
    ],
    [
      'an unknown route, with an HTML page',
      404,
      '<html></html>',
      {
        name: 'NotFoundError',
        code: null,
        message: `404 from ${URL_OF_TGI}: The server answered with an HTML page instead of JSON. Check \`apiBase\` and \`model\`.`,
      },
    ],
    [
      'a body that is too large',
      413,
      'Failed to buffer the request body: length limit exceeded',
      { name: 'APIError', code: null, message: '413 Failed to buffer the request body: length limit exceeded.' },
    ],
    [
      'TEI’s validation up to 1.8',
      413,
      { error: 'batch size 33 > maximum allowed batch size 32', error_type: 'Validation' },
      {
        name: 'UnprocessableEntityError',
        code: 'Validation',
        message: '413 batch size 33 > maximum allowed batch size 32.',
      },
    ],
    [
      'TEI’s validation, flat',
      422,
      { message: 'Input validation error: too long', code: 422, type: 'Validation' },
      { name: 'UnprocessableEntityError', code: 'Validation', message: '422 Input validation error: too long.' },
    ],
    [
      'TEI’s empty input',
      400,
      { error: '`inputs` cannot be empty', error_type: 'Empty' },
      { name: 'BadRequestError', code: 'Empty', message: '400 `inputs` cannot be empty.' },
    ],
    [
      'a list of reasons',
      400,
      { error: ['Error in `inputs`: Invalid image: {}', 'And more'] },
      { name: 'BadRequestError', code: null, message: '400 Error in `inputs`: Invalid image: {}; And more.' },
    ],
    [
      'a nested reason of Hugging Face',
      422,
      { error: { message: 'Input validation error: no', http_status_code: 422 } },
      { name: 'UnprocessableEntityError', code: null, message: '422 Input validation error: no.' },
    ],
    [
      'an overload of Hugging Face',
      503,
      { error: 'overloaded' },
      { name: 'InternalServerError', code: null, message: '503 overloaded.' },
    ],
    [
      'a loading model',
      503,
      LOADING,
      { name: 'ModelLoadingError', code: null, message: '503 Model facebook/bart-base is currently loading.' },
    ],
    [
      'a reason under another name',
      400,
      { detail: 'Not like this' },
      { name: 'BadRequestError', code: null, message: '400 Not like this.' },
    ],
    [
      'an object without words',
      500,
      { oops: 1 },
      { name: 'InternalServerError', code: null, message: '500 {"oops":1}.' },
    ],
    [
      'an HTML page of a proxy',
      502,
      '<!DOCTYPE html>\n<html><head><title> 502 Bad Gateway </title></head><body>…</body></html>',
      {
        name: 'InternalServerError',
        code: null,
        message:
          '502 The server answered with an HTML page titled “502 Bad Gateway” instead of JSON. A proxy in front of the model server may be failing.',
      },
    ],
    [
      'an HTML page of another site',
      400,
      '<html><body>Nothing here</body></html>',
      {
        name: 'BadRequestError',
        code: null,
        message: '400 The server answered with an HTML page instead of JSON. Check `apiBase`.',
      },
    ],
    [
      'a page of a proxy that takes no body so large',
      413,
      '<html><head><title>413 Request Entity Too Large</title></head></html>',
      {
        name: 'APIError',
        code: null,
        message:
          '413 The server answered with an HTML page titled “413 Request Entity Too Large” instead of JSON. A proxy in front of the model server takes no body so large: raise its limit, or send less.',
      },
    ],
    [
      'a list of one error, as Gemini gives',
      400,
      [{ error: { code: 400, message: 'API key not valid', status: 'INVALID_ARGUMENT' } }],
      { name: 'BadRequestError', code: null, message: '400 API key not valid.' },
    ],
    [
      'errors in a list, as Cloudflare gives',
      400,
      { errors: [{ message: 'AiError: bad input', code: 5006 }], success: false, result: {}, messages: [] },
      { name: 'BadRequestError', code: null, message: '400 AiError: bad input.' },
    ],
    [
      'FastAPI’s faults, with their places',
      422,
      {
        detail: [
          { type: 'missing', loc: ['body', 'messages', 0, 'role'], msg: 'Field required', input: {} },
          { type: 'int_type', loc: ['body', 'n'], msg: 'Input should be a number' },
        ],
      },
      {
        name: 'UnprocessableEntityError',
        code: null,
        param: 'messages[0].role',
        message: '422 messages[0].role: Field required; n: Input should be a number.',
      },
    ],
    [
      'what a provider said to OpenRouter, as JSON',
      429,
      {
        error: {
          message: 'Provider returned error',
          code: 429,
          metadata: { raw: '{"error":{"message":"Slow down"}}', provider_name: 'X' },
        },
      },
      {
        name: 'RateLimitError',
        code: null,
        message:
          '429 Provider returned error (Slow down). The server is busy, or a quota is used up: try again later, or send fewer requests at once.',
      },
    ],
    [
      'what a provider said to OpenRouter, as text',
      400,
      { error: { message: 'Provider returned error', metadata: { raw: 'too long' } } },
      { name: 'BadRequestError', code: null, message: '400 Provider returned error (too long).' },
    ],
    [
      'Gin’s words, which begin with the status',
      405,
      '405 method not allowed',
      {
        name: 'APIError',
        code: null,
        message: '405 method not allowed. Check `apiBase`: this address does not take the request.',
      },
    ],
    [
      'a status and no words',
      500,
      '500',
      { name: 'InternalServerError', code: null, message: '500 The server gave no reason.' },
    ],
    [
      'Python’s None as words',
      500,
      { error: 'None' },
      { name: 'InternalServerError', code: null, message: '500 The server gave no reason.' },
    ],
    [
      'Python’s None beside words',
      400,
      { error: 'None', message: 'no' },
      { name: 'BadRequestError', code: null, message: '400 no.' },
    ],
    [
      'numbers that JSON does not have',
      400,
      String.raw`{"error": {"message": "NaN is \"not\" -Infinity", "value": -Infinity, "list": [NaN, Infinity]}}`,
      { name: 'BadRequestError', code: null, message: '400 NaN is "not" -Infinity.' },
    ],
    [
      'a claim that there is an error',
      400,
      { error: true, message: 'no' },
      { name: 'BadRequestError', code: null, message: '400 no.' },
    ],
    [
      'a problem of RFC 9457',
      400,
      { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'no' },
      { name: 'BadRequestError', code: 'about:blank', message: '400 no.' },
    ],
    [
      'the name of a status, and what is wrong',
      400,
      { statusCode: 400, error: 'Bad Request', message: 'body must be an object' },
      { name: 'BadRequestError', code: null, message: '400 Bad Request (body must be an object).' },
    ],
    [
      'a flat error of vLLM',
      400,
      { object: 'error', message: 'no', type: 'BadRequestError', param: null, code: 400 },
      { name: 'BadRequestError', code: 'BadRequestError', message: '400 no.' },
    ],
    [
      'a failure of MiniMax',
      400,
      { choices: null, base_resp: { status_code: 1004, status_msg: 'login fail' } },
      { name: 'BadRequestError', code: null, message: '400 login fail.' },
    ],
    [
      'control characters',
      400,
      { error: 'a\u001b]52;c;x\u0007\u009bb' },
      { name: 'BadRequestError', code: null, message: String.raw`400 a\u001b]52;c;x\u0007\u009bb.` },
    ],
  ])('reads %s', (_, status, body, want) => {
    expect(errorOf(status, body)).toMatchObject({ status, ...want });
  });

  test('keeps all that an OpenAI-shaped error says', () => {
    const message = "The requested model 'X' is not supported by any provider you have enabled.";
    const error = { message, type: 'invalid_request_error', param: 'model', code: 'model_not_supported' };

    expect(errorOf(400, { error })).toMatchObject({
      name: 'BadRequestError',
      message: `400 ${message}`,
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_supported',
    });
  });

  test.each<[url: string, status: number, body: unknown, want: string]>([
    [URL_OF_TGI, 503, LOADING, 'ModelLoadingError'],
    [URL_OF_TGI, 503, { error: 'x', estimated_time: 0 }, 'ModelLoadingError'],
    [URL_OF_TGI, 503, { error: 'x', estimated_time: null }, 'InternalServerError'],
    [URL_OF_TGI, 503, { error: 'x', estimated_time: '20' }, 'InternalServerError'],
    [URL_OF_TGI, 500, LOADING, 'InternalServerError'],
    [
      URL_OF_TGI,
      503,
      { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } },
      'ModelLoadingError',
    ],
    [URL_OF_TGI, 503, { error: 'llm server loading model' }, 'ModelLoadingError'],
    [URL_OF_TGI, 503, { error: 'Model a/b is currently loading' }, 'ModelLoadingError'],
    [URL_OF_TGI, 503, { detail: 'The model is still being loaded' }, 'ModelLoadingError'],
    [URL_OF_TGI, 503, 'The server is starting up', 'ModelLoadingError'],
    [URL_OF_TGI, 503, { message: 'Model is not ready' }, 'ModelLoadingError'],
    [URL_OF_TGI, 503, { error: 'Failed to load: overloaded' }, 'InternalServerError'],
    [URL_OF_TGI, 500, { error: 'Loading model' }, 'InternalServerError'],
    [URL_OF_TGI, 503, undefined, 'InternalServerError'],
    [URL_OF_TGI, 503, '503 Service Unavailable', 'InternalServerError'],
    [ENDPOINT, 503, undefined, 'ModelLoadingError'],
    [ENDPOINT, 503, '', 'ModelLoadingError'],
    [ENDPOINT, 503, '503 Service Unavailable', 'ModelLoadingError'],
    [ENDPOINT, 503, { error: 'overloaded' }, 'InternalServerError'],
    [ENDPOINT, 502, undefined, 'InternalServerError'],
    ['https://endpoints.huggingface.cloud.evil.com', 503, undefined, 'InternalServerError'],
    ['http://127.0.0.1/xyz.endpoints.huggingface.cloud', 503, undefined, 'InternalServerError'],
  ])('from %s calls %i with %j a %s', (url, status, body, want) => {
    expect(errorOf(status, body, url).name).toBe(want);
  });

  test('names the new base where the retired host says 410', () => {
    const gone = { error: 'https://api-inference.huggingface.co is no longer supported.' };

    expect(errorOf(410, gone, 'https://api-inference.huggingface.co/models/gpt2')).toMatchObject({
      name: 'ConfigurationError',
      status: 410,
      message: expect.stringContaining('https://router.huggingface.co/hf-inference/models'),
    });
    expect(errorOf(410, gone, URL_OF_TGI).name).toBe('APIError');
  });

  test('cuts a long reason, and says so', () => {
    const { message } = errorOf(500, 'x'.repeat(1500));

    expect(message).toBe(`500 ${'x'.repeat(1000)}… (1500 characters in all).`);
  });

  test('takes the token out of what the server echoes', () => {
    const response = new Response(null, { status: 400, headers: { 'x-echo': 'Bearer hf_secret' } });
    const redact = (text: string) => text.replaceAll('hf_secret', '[redacted]');

    const error = toUpstreamError(response, { error: 'Bad header: Bearer hf_secret' }, { url: URL_OF_TGI, redact });

    expect(error.message).toBe('400 Bad header: Bearer [redacted].');
    expect(JSON.stringify(error) + JSON.stringify([...(error.headers ?? [])])).not.toContain('hf_secret');
  });

  test('keeps the headers, and the request’s id among them', () => {
    const error = errorOf(500, undefined, URL_OF_TGI, { 'x-request-id': 'r-1' });

    expect(error.requestID).toBe('r-1');
    expect(error.headers?.get('x-request-id')).toBe('r-1');
  });

  test.each([
    [undefined, true],
    ['', true],
    ['Not Found', false],
    [{}, false],
  ])('says of the body %j whether there was none: %s', (body, want) => {
    expect(errorOf(404, body).isBodiless).toBe(want);
  });
});

describe('toInBandFailure', () => {
  test.each<[event: unknown, want: object]>([
    [
      { error: 'Input validation error: no', error_type: 'validation' },
      { status: 422, message: 'Input validation error: no', code: 'validation' },
    ],
    [
      { error: 'Template error: x', error_type: 'template_error' },
      { status: 422, code: 'template_error' },
    ],
    [
      { error: 'Tool error: x', error_type: 'tool_error' },
      { status: 422, code: 'tool_error' },
    ],
    [
      { error: 'Model is overloaded', error_type: 'overloaded' },
      { status: 429, code: 'overloaded' },
    ],
    [
      { error: 'Request failed during generation: x', error_type: 'generation' },
      { status: 424, code: 'generation' },
    ],
    [{ error: 'Incomplete generation', error_type: 'incomplete_generation' }, { status: 500 }],
    [{ error: 'Incomplete generation stream', error_type: 'incomplete_generation_stream' }, { status: 500 }],
    [{ error: 'x', error_type: 'stream_serialization_error' }, { status: 500 }],
    [{ error: 'x', error_type: 'toString' }, { status: 500 }],
    [{ error: 'x' }, { status: 500, message: 'x' }],
    ...(
      [
        ['Model is overloaded', 429, 'overloaded'],
        ['Request failed during generation: x', 424, 'generation'],
        ['Incomplete generation stream', 500, 'incomplete_generation_stream'],
        ['Incomplete generation', 500, 'incomplete_generation'],
        ['Input validation error: `top_p` must be > 0.0 and < 1.0', 422, 'validation'],
        ['Template error: x', 422, 'template_error'],
        ['Tool error: x', 422, 'tool_error'],
        ['x', 422, null],
      ] as const
    ).map(([message, status, code]): [object, object] => [
      { error: { message, http_status_code: 422 } },
      { status, message, code },
    ]),
    [{ error: { message: 'x', code: 400 } }, { status: 400 }],
    [{ error: { message: 'x', code: 200 } }, { status: 500 }],
    [{ error: { message: 'x', code: '429' } }, { status: 429 }],
    [{ error: { message: 'x', code: 'too_long', type: 'y' } }, { code: 'too_long', type: 'y' }],
    [
      { object: 'error', message: 'x', type: 'BadRequestError', code: 400 },
      { status: 400, message: 'x' },
    ],
  ])('reads %j as %j', (event, want) => {
    expect(toInBandFailure(event)).toMatchObject(want);
  });

  test.each([
    { token: { id: 1, text: 'error' }, generated_text: null },
    { choices: [], error: null },
    {},
    [],
    null,
    'error',
    undefined,
  ])('takes %j for no failure', (event) => {
    expect(toInBandFailure(event)).toBeUndefined();
  });
});
