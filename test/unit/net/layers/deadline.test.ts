import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Transport, TransportRequest } from '../../../../src/net/transport.ts';
import { createDeadline } from '../../../../src/net/layers/deadline.ts';

const SILENT: Transport = () => new Promise(() => {});
const STREAMING = { accept: 'text/event-stream' };

function requestOf(parts: Partial<TransportRequest> = {}): TransportRequest {
  const policy = { maxRetries: 0, timeoutMs: 1000 };
  return { url: 'http://tgi.test', method: 'POST', headers: {}, policy, ...parts };
}

const deadline = createDeadline((text) => text.replaceAll('secret', '***'));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  const left = vi.getTimerCount();
  vi.useRealTimers();
  if (left > 0) throw new Error(`${left} timers are left`);
});

describe('deadline', () => {
  test('reads a whole answer', async () => {
    const response = await deadline(async () => new Response('[1]'))(requestOf());

    expect([response.status, response.body, await response.text(), await response.json()]).toEqual([
      200,
      null,
      '[1]',
      [1],
    ]);
  });

  test('ends an attempt that gets no answer, and says which deadline it was', async () => {
    const waiting = deadline(SILENT)(requestOf());
    vi.advanceTimersByTime(1000);

    await expect(waiting).rejects.toMatchObject({
      name: 'APIConnectionTimeoutError',
      code: 'timeout',
      message: expect.stringContaining('within 1000 ms (`timeout`)'),
    });
  });

  test('ends an attempt whose answer stops in its middle', async () => {
    const stalled = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x5b])) });
    const failure = deadline(async () => new Response(stalled))(requestOf()).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await failure).toHaveProperty('code', 'timeout');
  });

  test('hands over a stream at its headers, and takes as long as that needs', async () => {
    const endless = new ReadableStream<Uint8Array>();
    const { body } = await deadline(async () => new Response(endless))(requestOf({ headers: STREAMING }));
    const bytes = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    let isSettled = false;
    const reading = bytes.next().finally(() => (isSettled = true));

    await vi.advanceTimersByTimeAsync(100_000);
    expect(isSettled).toBe(false);

    await bytes.return?.();
    expect(await reading).toMatchObject({ done: true });
  });

  test('reads the body of an error to a stream at once', async () => {
    const failed = async () => new Response('It broke', { status: 500 });

    const response = await deadline(failed)(requestOf({ headers: STREAMING }));

    expect([response.status, response.body, await response.text()]).toEqual([500, null, 'It broke']);
  });

  test('gives a failure without an answer its name, and leaves the token out', async () => {
    const cause = new TypeError('fetch failed', {
      cause: Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }),
    });

    await expect(deadline(() => Promise.reject(cause))(requestOf())).rejects.toMatchObject({
      name: 'APIConnectionError',
      code: 'ECONNREFUSED',
      message: expect.stringContaining('No answer from http://tgi.test: ***.'),
      cause: { message: 'fetch failed', cause: { message: '***' } },
    });
  });

  test('leaves no listener on the call’s signal', async () => {
    const { signal } = new AbortController();

    await deadline(async () => new Response('a'))(requestOf({ signal }));
    await deadline(() => Promise.reject(new Error('a')))(requestOf({ signal })).catch(() => {});

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('is aborted with the call, whatever the transport does', async () => {
    const call = new AbortController();
    const waiting = deadline(SILENT)(requestOf({ signal: call.signal }));

    call.abort();

    await expect(waiting).rejects.toHaveProperty('name', 'APIUserAbortError');
  });
});
