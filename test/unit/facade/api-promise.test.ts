import { describe, expect, test } from 'vitest';

import { toAPIPromise } from '../../../src/facade/api-promise.ts';
import { HttpHead } from '../../../src/net/call.ts';
import type { ResponseHead } from '../../../src/facade/api-promise.ts';

function answered(id?: string): ResponseHead {
  const headers = new Headers(id === undefined ? {} : { 'x-request-id': id });
  return new HttpHead(new Response(null, { headers }));
}

describe('toAPIPromise', () => {
  test('awaits to the data alone', async () => {
    expect(await toAPIPromise(async () => ({ data: 'Hi', responses: [answered('a')] }))).toBe('Hi');
  });

  test('gives the first answer and all of them on request', async () => {
    const responses = [answered('a'), answered('b')];

    expect(await toAPIPromise(async () => ({ data: 'Hi', responses })).withResponse()).toEqual({
      data: 'Hi',
      response: responses[0],
      responses,
      request_id: 'a',
    });
  });

  test('has no request id where the server gave none', async () => {
    const { request_id } = await toAPIPromise(async () => ({ data: 1, responses: [answered()] })).withResponse();

    expect(request_id).toBeNull();
  });

  test('runs the operation once, at once', async () => {
    let runs = 0;
    const promise = toAPIPromise(async () => ({ data: (runs += 1), responses: [] }));

    expect(runs).toBe(1);
    await promise;
    await promise.withResponse();
    expect(runs).toBe(1);
  });

  test('rejects either way as the operation does', async () => {
    const failure = new Error('no');
    const promise = toAPIPromise(() => Promise.reject(failure));

    await expect(promise.withResponse()).rejects.toBe(failure);
    await expect(promise).rejects.toBe(failure);
  });

  test('rejects where the operation throws at once', async () => {
    const failure = new Error('no');
    const promise = toAPIPromise(() => {
      throw failure;
    });

    await expect(promise).rejects.toBe(failure);
  });

  test('leaves no rejection unhandled where only withResponse is awaited', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);

    await toAPIPromise(() => Promise.reject(new Error('no')))
      .withResponse()
      .catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);

    expect(unhandled).toEqual([]);
  });
});
