import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';

import * as callErrors from '../../../src/base/errors.ts';
import * as outputErrors from '../../../src/base/output-errors.ts';

const errors = { ...callErrors, ...outputErrors };

/** Each class and the one it refines, as in the table of docs/errors-and-retries.md. */
const FAMILY = {
  APIError: 'EasyLLMError',
  BadRequestError: 'APIError',
  AuthenticationError: 'APIError',
  PermissionDeniedError: 'APIError',
  NotFoundError: 'APIError',
  ConflictError: 'APIError',
  UnprocessableEntityError: 'APIError',
  RateLimitError: 'APIError',
  InternalServerError: 'APIError',
  ModelLoadingError: 'InternalServerError',
  APIConnectionError: 'EasyLLMError',
  APIConnectionTimeoutError: 'APIConnectionError',
  StreamIdleTimeoutError: 'APIConnectionTimeoutError',
  StreamTruncatedError: 'APIConnectionError',
  APIUserAbortError: 'EasyLLMError',
  ConfigurationError: 'EasyLLMError',
  OutputError: 'EasyLLMError',
  LengthFinishReasonError: 'OutputError',
  ContentFilterFinishReasonError: 'OutputError',
  RefusalError: 'OutputError',
  InvalidOutputError: 'OutputError',
  MaxStepsError: 'EasyLLMError',
  UnsupportedError: 'EasyLLMError',
} as const;

type ClassName = keyof typeof FAMILY;
const NAMES = Object.keys(FAMILY).filter((name): name is ClassName => name in FAMILY);

describe('the error classes', () => {
  test.each(NAMES)('%s carries its own name and refines its parent', (name) => {
    const error = new errors[name]('It broke.');

    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: It broke.`);
    expect(Object.getPrototypeOf(errors[name])).toBe(errors[FAMILY[name]]);
    expect(error).toBeInstanceOf(errors.EasyLLMError);
  });

  test.each([
    // V8's default, which would end inside this package, and a limit that somebody chose.
    { limit: 10, frames: 30 },
    { limit: 3, frames: 3 },
  ])('have $frames frames in their stack where the limit is $limit, and leave it so', ({ limit, frames }) => {
    const given = Error.stackTraceLimit;
    const fail = (depth: number): Error => (depth === 0 ? new errors.EasyLLMError('It broke.') : fail(depth - 1));
    Error.stackTraceLimit = limit;
    const lines = fail(40).stack?.match(/^ +at /gm);
    const left = Error.stackTraceLimit;
    Error.stackTraceLimit = given;

    expect([lines?.length, left]).toEqual([frames, limit]);
  });

  test('know nothing of what they are not told', () => {
    const error = new errors.EasyLLMError('It broke.');

    expect(error.toJSON()).toEqual({
      name: 'EasyLLMError',
      message: 'It broke.',
      status: undefined,
      code: null,
      type: null,
      param: null,
      requestID: null,
      attempts: 0,
    });
    expect([error.headers, error.partial]).toEqual([undefined, undefined]);
    expect('cause' in error).toBe(false);
  });

  test('keep what they are told', () => {
    const cause = new Error('socket hang up');
    const headers = new Headers({ 'x-request-id': 'r-1' });
    const error = new errors.APIError('It broke.', {
      cause,
      headers,
      status: 418,
      code: 'teapot',
      type: 'kitchen',
      param: 'model',
      attempts: 3,
      partial: { text: 'Kno' },
    });

    expect(error.cause).toBe(cause);
    expect(error.headers).toBe(headers);
    expect(error.partial).toEqual({ text: 'Kno' });
    expect(error).toMatchObject({
      status: 418,
      code: 'teapot',
      type: 'kitchen',
      param: 'model',
      attempts: 3,
      requestID: 'r-1',
    });
  });

  test('a bad request found here is a 400 like one found there', () => {
    expect(new errors.BadRequestError('No.')).toMatchObject({ status: 400, type: 'invalid_request_error' });
  });

  test('an abort needs no words', () => {
    expect(new errors.APIUserAbortError().message).toBe('The request was aborted by the caller.');
  });

  test('print neither headers nor partial answers', () => {
    const error = new errors.APIError('It broke.', {
      headers: new Headers({ 'set-cookie': 'session=secret' }),
      partial: { text: 'private words' },
    });

    expect(inspect(error, { depth: 10 })).not.toMatch(/secret|private/);
    expect(JSON.stringify(error)).not.toMatch(/secret|private/);
  });

  test('write the same members as JSON, whatever the class', () => {
    const error = new errors.RateLimitError('Slow down.', { status: 429, code: 'overloaded', attempts: 2 });

    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'RateLimitError',
      message: 'Slow down.',
      status: 429,
      code: 'overloaded',
      type: null,
      param: null,
      requestID: null,
      attempts: 2,
    });
  });
});

describe('isInstance', () => {
  const loading = new errors.ModelLoadingError('Loading.');

  test.each([
    ['ModelLoadingError', true],
    ['InternalServerError', true],
    ['APIError', true],
    ['EasyLLMError', true],
    ['RateLimitError', false],
    ['APIConnectionError', false],
  ] as const)('%s.isInstance of a ModelLoadingError is %s', (name, want) => {
    expect(errors[name].isInstance(loading)).toBe(want);
  });

  test.each([undefined, null, 'ModelLoadingError', 503, new Error('ModelLoadingError'), { name: 'EasyLLMError' }])(
    'is false for %s, which is no error of ours',
    (value) => {
      expect(errors.EasyLLMError.isInstance(value)).toBe(false);
    },
  );

  test('recognises the errors of a second copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../../../src/base/errors.ts');

    expect(loading).not.toBeInstanceOf(copy.ModelLoadingError);
    expect(copy.ModelLoadingError.isInstance(loading)).toBe(true);
    expect(copy.APIError.isInstance(loading)).toBe(true);
    expect(copy.RateLimitError.isInstance(loading)).toBe(false);
    expect(errors.UnsupportedError.isInstance(new copy.UnsupportedError('No.'))).toBe(true);
  });
});
