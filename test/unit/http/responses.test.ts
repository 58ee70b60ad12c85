import { describe, expect, test } from 'vitest';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  InternalServerError,
  ModelLoadingError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  StreamIdleTimeoutError,
  StreamTruncatedError,
  UnprocessableEntityError,
  UnsupportedError,
} from '../../../src/base/errors.ts';
import { EventBody } from '../../../src/http/event-body.ts';
import type { EventBodyOptions } from '../../../src/http/event-body.ts';
import { toResponse } from '../../../src/http/plain.ts';
import { toErrorResponse, toHttpError, toJsonResponse, toPlainEvents } from '../../../src/http/responses.ts';

describe('toHttpError', () => {
  test.each([
    [new BadRequestError('m', { param: 'p', code: 'c' }), 400, 'invalid_request_error', 'c'],
    [new ConfigurationError('m'), 400, 'invalid_request_error', 'configuration'],
    [new ConfigurationError('m', { status: 410 }), 400, 'invalid_request_error', 'configuration'],
    [new UnsupportedError('m'), 400, 'invalid_request_error', 'unsupported_parameter'],
    [new AuthenticationError('m', { status: 401 }), 401, 'authentication_error', null],
    [new APIError('m', { status: 402 }), 402, 'invalid_request_error', null],
    [new PermissionDeniedError('m', { status: 403 }), 403, 'permission_error', null],
    [
      new UnprocessableEntityError('m', { status: 422, code: 'validation' }),
      422,
      'invalid_request_error',
      'validation',
    ],
    [new InternalServerError('m', { status: 424, code: 'generation' }), 424, 'server_error', 'generation'],
    [new RateLimitError('m', { status: 429, code: 'overloaded' }), 429, 'rate_limit_error', 'overloaded'],
    [new APIUserAbortError(), 499, 'invalid_request_error', 'aborted'],
    [new APIError('m', { status: 200 }), 502, 'server_error', null],
    [new APIConnectionError('m'), 502, 'server_error', 'connection'],
    [new APIConnectionError('m', { code: 'ECONNREFUSED' }), 502, 'server_error', 'ECONNREFUSED'],
    [new StreamTruncatedError('m'), 502, 'server_error', 'stream_truncated'],
    [new ModelLoadingError('m', { status: 503 }), 503, 'server_error', 'model_loading'],
    [new APIConnectionTimeoutError('m'), 504, 'server_error', 'timeout'],
    [new StreamIdleTimeoutError('m'), 504, 'server_error', 'timeout'],
    [new APIError('m'), 500, 'server_error', null],
  ])('makes of %o the status %i and the type %s', (error, status, type, code) => {
    const failure = toHttpError(error);

    expect(failure.status).toBe(status);
    expect(failure.body.error).toEqual({ message: error.message, type, param: error.param, code });
  });

  test('keeps the server’s own word for the kind, and has OpenAI’s where it gives none', () => {
    const own = new RateLimitError('m', { status: 429, type: 'tokens', code: 'rate_limit_exceeded' });
    const same = new RateLimitError('m', { status: 429, type: 'QueueFull', code: 'QueueFull' });
    const none = new RateLimitError('m', { status: 429, code: 'Overloaded' });

    expect([own, same, none].map((error) => toHttpError(error).body.error.type)).toEqual([
      'tokens',
      'QueueFull',
      'rate_limit_error',
    ]);
  });

  test('tells when to come back, and not to where it was tried already', () => {
    const headers = new Headers({ 'retry-after': '7', 'set-cookie': 'a=b' });

    expect(toHttpError(new RateLimitError('m', { status: 429, headers, attempts: 1 })).headers).toEqual({
      'retry-after': '7',
    });
    expect(toHttpError(new RateLimitError('m', { status: 429, attempts: 2 })).headers).toEqual({
      'x-should-retry': 'false',
    });
  });

  test.each([
    [undefined, '10'],
    [0, '1'],
    [20_500, '21'],
  ])('tells when to come back for a model that is expected in %s ms', (estimatedMs, seconds) => {
    const error = new ModelLoadingError('m', { status: 503, estimatedMs });

    expect(toHttpError(error).headers).toEqual({ 'retry-after': seconds });
  });

  test.each([
    ['owner', 401],
    ['keyHolder', 401],
    ['stranger', 502],
  ] as const)('tells the %s of a refused token by %i', (audience, status) => {
    expect(toHttpError(new AuthenticationError('m', { status: 401 }), audience).status).toBe(status);
  });

  test.each([
    [new APIConnectionError('No answer from http://10.0.0.5:8080: refused.', { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new StreamIdleTimeoutError('Nothing from http://10.0.0.5:8080 for 5 ms.'), 'timeout'],
    [new StreamTruncatedError('The stream from http://10.0.0.5:8080 was cut off.'), 'stream_truncated'],
    [new NotFoundError('404 from http://10.0.0.5:8080/v1: no (see https://10.0.0.5/docs).', { status: 404 }), null],
    [new ConfigurationError('The address in `apiBase` (http://10.0.0.5:8080) does not offer chat.'), 'configuration'],
  ])('tells only the owner of the address in %o', (error, code) => {
    const tell = (audience: 'owner' | 'keyHolder' | 'stranger') => toHttpError(error, audience).body.error;

    expect(tell('owner').message).toContain('10.0.0.5');
    expect(tell('keyHolder')).toEqual(tell('stranger'));
    expect(tell('stranger').message).not.toContain('10.0.0.5');
    expect(tell('stranger').code).toBe(code);
  });

  test('leaves out the status with which a message begins, since clients write it there themselves', () => {
    const error = new RateLimitError('429 Model is overloaded.', { status: 429 });

    expect(toHttpError(error).body.error.message).toBe('Model is overloaded.');
    expect(toHttpError(error, 'stranger').body.error.message).toBe('Model is overloaded.');
  });

  test('leaves the rest of a message as it is', () => {
    const error = new NotFoundError('404 from http://10.0.0.5:8080/v1: no (see https://10.0.0.5/docs).', {
      status: 404,
    });

    expect(toHttpError(error, 'stranger').body.error.message).toBe('[address]: no (see [address]).');
  });

  test.each([
    ['connect ECONNREFUSED 10.0.0.5:8080', 'connect ECONNREFUSED [address]'],
    ['No route to 10.0.0.5.', 'No route to [address].'],
    ['upstream tgi-1.internal:8080/generate failed', 'upstream [address]/generate failed'],
    ['(tgi:80) is down', '([address]) is down'],
    ['tei.svc.cluster.local:443', '[address]'],
    ['from [fd00::1]:8080', 'from [address]'],
    ['`max_tokens:512` is above 4.5.6, at 12:30', '`max_tokens:512` is above 4.5.6, at 12:30'],
    ['`messages[0].content` must be a string', '`messages[0].content` must be a string'],
    ['version 1.2.3.4.5', 'version 1.2.3.4.5'],
  ])('hides an address without a scheme: %s', (message, shown) => {
    expect(toHttpError(new NotFoundError(message, { status: 404 }), 'stranger').body.error.message).toBe(shown);
    expect(toHttpError(new NotFoundError(message, { status: 404 })).body.error.message).toBe(message);
  });

  test.each([
    ['2', '2'],
    ['1.5', '2'],
    ['0', '1'],
    ['99999999999', '86400'],
    ['soon', null],
    ['-1', null],
    ['1; x=y', null],
  ])('hands on a Retry-After of %j as %j', (given, wanted) => {
    const error = new RateLimitError('busy', { status: 429, headers: new Headers({ 'retry-after': given }) });

    expect(toErrorResponse(toHttpError(error)).headers.get('retry-after')).toBe(wanted);
  });

  test.each([
    [5000, '5'],
    [Number.NaN, '1'],
    [Infinity, '86400'],
    [-5, '1'],
    [undefined, '10'],
  ])('says when to come back for a model that loads for %s ms', (estimatedMs, wanted) => {
    const error = new ModelLoadingError('loading', { status: 503, estimatedMs });

    expect(toHttpError(error).headers['retry-after']).toBe(wanted);
  });

  test('tells only the owner what went wrong inside', () => {
    const message = (audience: 'owner' | 'keyHolder' | 'stranger') =>
      toHttpError(new Error('inside'), audience).body.error.message;

    expect(message('owner')).toContain('inside');
    expect(message('keyHolder')).not.toContain('inside');
    expect(message('stranger')).not.toContain('inside');
  });
});

describe('toJsonResponse', () => {
  test('is JSON with the status and headers given', async () => {
    const response = toJsonResponse({ a: 1 }, { status: 201, headers: { 'x-a': 'b' } });

    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      201,
      'application/json',
      '{"a":1}',
    ]);
  });

  test('is what an error becomes', async () => {
    const response = toErrorResponse(toHttpError(new UnsupportedError('m', { param: 'p' })));

    expect(await response.json()).toEqual({
      error: { message: 'm', type: 'invalid_request_error', param: 'p', code: 'unsupported_parameter' },
    });
  });
});

/** Long enough for all that is not waiting for anything. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('toPlainEvents', () => {
  const OPTIONS = { onCancel: () => {} };
  const respond = (events: AsyncGenerator<string, void>, options: EventBodyOptions = OPTIONS) =>
    toResponse(toPlainEvents(new EventBody(events, options), { 'x-a': 'b' }));

  test('sends each event, and the headers given', async () => {
    async function* events() {
      yield 'data: 1\n\n';
      yield 'data: 2\n\n';
    }
    const response = respond(events());

    expect(response.headers.get('x-a')).toBe('b');
    expect(await response.text()).toBe('data: 1\n\ndata: 2\n\n');
  });

  test('asks for an event only when its reader does', async () => {
    let made = 0;
    async function* events() {
      for (;;) {
        made += 1;
        yield 'data: x\n\n';
      }
    }
    const response = respond(events());
    await nextTurn();
    expect(made).toBe(0);
    const reader = response.body?.getReader();
    await reader?.read();
    await nextTurn();

    expect(made).toBe(1);
    await reader?.cancel();
  });

  test('sends a comment in each silence, and then the event', async () => {
    let end = (): void => {};
    const silence = new Promise<void>((resolve) => {
      end = resolve;
    });
    async function* events() {
      await silence;
      yield 'data: 1\n\n';
    }
    const { body } = respond(events(), { ...OPTIONS, silenceMs: 1 });
    const pieces: string[] = [];
    for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      pieces.push(piece);
      if (pieces.length === 3) end();
    }

    expect(pieces.join('')).toMatch(/^(:\n\n){3,}data: 1\n\n$/);
  });

  test('ends its source when the reader leaves', async () => {
    const seen: string[] = [];
    async function* events() {
      try {
        yield 'data: 1\n\n';
        yield 'data: 2\n\n';
      } finally {
        seen.push('ended');
      }
    }
    const response = respond(events(), { ...OPTIONS, onCancel: () => seen.push('cancelled') });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();

    expect(seen).toEqual(['cancelled', 'ended']);
  });
});
