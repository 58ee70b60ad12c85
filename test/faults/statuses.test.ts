import { describe, expect } from 'vitest';

import { encodeEvent } from '../../src/sse.ts';
import * as errors from '../../src/base/errors.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import { EVENT_STREAM, streaming, toErrorEvent, toEvents } from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, partialText, test } from '../support/fault-test.ts';
import { findFailures } from '../support/find-failures.ts';

/** MEANING of each status: its class, and how many requests are made where one retry is allowed. */
const STATUSES: readonly [status: number, name: string, requests: number][] = [
  [400, 'BadRequestError', 1],
  [401, 'AuthenticationError', 1],
  [402, 'APIError', 1],
  [403, 'PermissionDeniedError', 1],
  [404, 'NotFoundError', 1],
  [405, 'APIError', 1],
  [408, 'APIError', 2],
  [409, 'ConflictError', 2],
  [410, 'APIError', 1],
  [413, 'APIError', 1],
  [415, 'APIError', 1],
  [422, 'UnprocessableEntityError', 1],
  [424, 'InternalServerError', 1],
  [429, 'RateLimitError', 2],
  [500, 'InternalServerError', 2],
  [502, 'InternalServerError', 2],
  [503, 'InternalServerError', 2],
  [504, 'InternalServerError', 2],
];

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** The shapes that bodies of errors have (TGI, TEI, Hugging Face, proxies), and what is said of each. */
const SHAPES: Readonly<Record<string, { body: string; headers?: Record<string, string>; words: string }>> = {
  'a string': { body: '{"error":"It broke","error_type":"validation"}', words: 'It broke' },
  'a list': { body: '{"error":["First it broke","then again"]}', words: 'First it broke; then again' },
  'an object': { body: '{"error":{"message":"It broke","type":"server_error","code":"x"}}', words: 'It broke' },
  'a flat object': { body: '{"message":"It broke","code":422,"type":"Backend"}', words: 'It broke' },
  text: { body: 'It broke at line 1', headers: TEXT, words: 'It broke at line 1' },
  HTML: { body: '<html><title>Bad Gateway</title></html>', headers: TEXT, words: 'titled “Bad Gateway”' },
  nothing: { body: '', headers: TEXT, words: 'The server gave no reason' },
};

const placeOf = ({ place }: { readonly place: string }) => place;

const WAYS = [
  { way: 'whole', stream: false },
  { way: 'streamed', stream: true },
] as const;

const CASES = Object.entries(SHAPES).flatMap(([shape, { body, headers = {}, words }]) =>
  WAYS.map(({ way, stream }) => ({ place: `${shape}, asked ${way}`, body, headers, words, stream })),
);

describe('an answer with an error status', () => {
  test.for(STATUSES)(
    '%i is %s after %i requests, whatever its body, whole and streamed',
    async ([status, name, requests], { serve, connect, user }) => {
      const failures = await findFailures(CASES, placeOf, async ({ body, headers, words, stream }) => {
        const after = { 'retry-after-ms': '1', ...headers };
        const server = await serve([{ status, headers: after, steps: [{ send: body }] }]);
        const client = connect(server, { maxRetries: 1, dialect: 'tgi' });

        const error = await failureOf(
          client.chat.completions.create({ messages: MESSAGES, stream }, { signal: user.signal }),
        );

        expect(error).toMatchObject({ name, status, attempts: requests });
        expect(error).toHaveProperty('message', expect.stringContaining(words));
        expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(requests);
      });

      expect(failures).toEqual([]);
    },
  );
});

const [first = '', second = '', last = ''] = toEvents(['one', ' two', ' three']);

/** Errors as TGI puts them into a stream that it has begun with 200. */
const IN_BAND: readonly [error: object, status: number, name: string, requests: number][] = [
  [{ error: 'It broke', error_type: 'validation' }, 422, 'UnprocessableEntityError', 1],
  [{ error: 'It broke', error_type: 'template_error' }, 422, 'UnprocessableEntityError', 1],
  [{ error: 'It broke', error_type: 'tool_error' }, 422, 'UnprocessableEntityError', 1],
  [{ error: 'It broke', error_type: 'generation' }, 424, 'InternalServerError', 1],
  [{ error: 'It broke', error_type: 'overloaded' }, 429, 'RateLimitError', 2],
  [{ error: 'It broke', error_type: 'incomplete_generation' }, 500, 'InternalServerError', 2],
  [{ error: 'It broke', error_type: 'incomplete_generation_stream' }, 500, 'InternalServerError', 2],
  [{ error: 'It broke', error_type: 'stream_serialization_error' }, 500, 'InternalServerError', 1],
  [{ error: 'It broke', error_type: 'constructor' }, 500, 'InternalServerError', 2],
  [{ error: { message: 'Model is overloaded', http_status_code: 422 } }, 429, 'RateLimitError', 2],
  [{ error: { message: 'Request failed during generation: x', http_status_code: 422 } }, 424, 'InternalServerError', 1],
  [{ error: { message: 'Incomplete generation', http_status_code: 422 } }, 500, 'InternalServerError', 2],
  [{ error: { message: 'Input validation error', http_status_code: 422 } }, 422, 'UnprocessableEntityError', 1],
];

/** The position of the error: what came before it, and what the caller has by then. */
const POSITIONS = [
  { place: 'first', before: [], partial: undefined },
  { place: 'middle', before: [first], partial: 'one' },
  { place: 'last', before: [first, second], partial: 'one two' },
] as const;

describe('an error inside a stream', () => {
  test.for(IN_BAND)(
    '%j is %i, %s after %i requests, and after one where a token came before',
    async ([error, status, name, requests], { serve, connect, user }) => {
      const failures = await findFailures(POSITIONS, placeOf, async ({ place, before, partial }) => {
        const answer: FakeAnswer = {
          headers: { ...EVENT_STREAM, 'retry-after-ms': '1' },
          steps: [...before.map((send) => ({ send })), toErrorEvent(error), { send: last }],
        };
        const server = await serve([answer]);
        const client = connect(server, { maxRetries: 1 });
        const made = place === 'first' ? requests : 1;

        const failure = await failureOf(
          client.chat.completions.create({ messages: MESSAGES, stream: true }, { signal: user.signal }),
        );

        expect(failure).toMatchObject({ name, status, attempts: made });
        expect(server.requests).toHaveLength(made);
        expect(partialText(failure)).toBe(partial);
      });

      expect(failures).toEqual([]);
    },
  );

  test('is known by its real status after a retry, too', async ({ serve, connect }) => {
    const overloaded = { error: 'Model is overloaded', error_type: 'overloaded' };
    const failing = { headers: { ...EVENT_STREAM, 'retry-after-ms': '1' }, steps: [toErrorEvent(overloaded)] };
    const server = await serve([failing, streaming([{ send: first }, toErrorEvent(overloaded)])]);

    const failure = await failureOf(connect(server).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(failure).toBeInstanceOf(errors.RateLimitError);
    expect(failure).toMatchObject({ attempts: 2 });
  });

  test('that is no object of TGI’s is malformed where more follows it', async ({ serve, connect }) => {
    const server = await serve([streaming([{ send: first }, { send: encodeEvent({ data: '{"to' }) }, { send: last }])]);

    const failure = await failureOf(connect(server).chat.completions.create({ messages: MESSAGES, stream: true }));

    expect(failure).toMatchObject({ name: 'APIError', status: 200, attempts: 1 });
    expect(failure).toHaveProperty('partial.choices[0].message.content', 'one');
  });
});
