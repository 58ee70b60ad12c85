import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';

import type { TransportResponse } from '../../../src/net/transport.ts';
import { readErrorText, toBufferedResponse, watchEnd, withBody } from '../../../src/net/body.ts';

const KIB = 1024;

/** A body that counts what is taken from it. */
function createBody(pieces: readonly string[]) {
  const state = { taken: 0, isCancelled: false };
  const queue = pieces.map((piece) => new TextEncoder().encode(piece));
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = queue.shift();
        state.taken += 1;
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel: () => void (state.isCancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

describe('readErrorText', () => {
  test('reads the whole of a short body', async () => {
    expect(await readErrorText(new Response(createBody(['It ', 'broke']).body))).toBe('It broke');
  });

  test('keeps characters whole that were cut', async () => {
    const [start, end] = [new Uint8Array([0xe6, 0x9d]), new Uint8Array([0xb1])];
    async function* bytes() {
      yield start;
      yield end;
    }

    expect(await readErrorText(withBody(new Response(), bytes()))).toBe('東');
  });

  test('reads 64 KiB at the most, and leaves the rest', async () => {
    const { body, state } = createBody(Array.from({ length: 100 }, () => 'x'.repeat(10 * KIB)));

    expect(await readErrorText(new Response(body))).toHaveLength(64 * KIB);
    expect(state).toEqual({ taken: 7, isCancelled: true });
  });

  test('reads the text of an answer without a body', async () => {
    expect(await readErrorText(toBufferedResponse(new Response(), 'known'))).toBe('known');
  });
});

describe('an answer made of another', () => {
  const headers = { 'x-request-id': 'r-1' };

  test.each<[name: string, make: (response: TransportResponse) => TransportResponse]>([
    ['toBufferedResponse', (response) => toBufferedResponse(response, '{"a":1}')],
    ['withBody', (response) => withBody(response, null)],
  ])('by %s keeps its status, headers and address', (_, make) => {
    const made = make(new Response('{"a":1}', { status: 429, headers }));

    expect([made.status, made.ok, made.headers.get('x-request-id'), made.url]).toEqual([429, false, 'r-1', '']);
  });

  test('can be read as text and as JSON', async () => {
    const buffered = toBufferedResponse(new Response(), '{"a":1}');

    expect([await buffered.text(), await buffered.json()]).toEqual(['{"a":1}', { a: 1 }]);
  });
});

describe('watchEnd', () => {
  function watch(pieces: readonly string[]) {
    const { body, state } = createBody(pieces);
    const controller = new AbortController();
    const ends = { count: 0 };
    const bytes = watchEnd(body, { signal: controller.signal, onEnd: () => void (ends.count += 1) });
    return { bytes, state, controller, ends };
  }

  test('tells of the end once everything was read', async () => {
    const { bytes, ends, controller } = watch(['a', 'b']);
    const read: string[] = [];

    for await (const piece of bytes) read.push(new TextDecoder().decode(piece));

    expect([read, ends.count]).toEqual([['a', 'b'], 1]);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  test('tells of a failure, and passes it on', async () => {
    const failure = new Error('broken');
    const broken = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(failure) });
    let ends = 0;
    const bytes = watchEnd(broken, { signal: new AbortController().signal, onEnd: () => void (ends += 1) });

    await expect(bytes[Symbol.asyncIterator]().next()).rejects.toBe(failure);
    expect(ends).toBe(1);
  });

  test('tells of a reader who leaves before the first read, and closes the source', async () => {
    const { bytes, state, ends } = watch(['a']);

    await bytes[Symbol.asyncIterator]().return?.();

    expect([state.isCancelled, ends.count]).toEqual([true, 1]);
  });

  test('closes the source at the signal, read or not', async () => {
    const { state, controller, ends } = watch(['a']);

    controller.abort();

    expect([state.isCancelled, ends.count]).toEqual([true, 1]);
  });

  test('fails a pending read at the signal, though the source goes on waiting', async () => {
    const controller = new AbortController();
    const silent = new ReadableStream<Uint8Array>();
    const bytes = watchEnd(silent, { signal: controller.signal, onEnd: () => {} });
    const reading = bytes[Symbol.asyncIterator]().next();

    controller.abort('enough');

    await expect(reading).rejects.toBe('enough');
  });

  test('reads nothing of a source where the signal was aborted before', async () => {
    const { body, state } = createBody(['a']);
    const bytes = watchEnd(body, { signal: AbortSignal.abort('before'), onEnd: () => {} });

    await expect(bytes[Symbol.asyncIterator]().next()).rejects.toBe('before');
    expect(state.isCancelled).toBe(true);
  });

  describe('of bytes that are watched already', () => {
    function watchTwice(pieces: readonly string[], before: readonly string[] = []) {
      const inner = watch(pieces);
      const controller = new AbortController();
      const ends = { count: 0 };
      const bytes = watchEnd(inner.bytes, {
        signal: controller.signal,
        onEnd: () => void (ends.count += 1),
        before: before.map((piece) => new TextEncoder().encode(piece)),
      });
      return { inner, bytes, controller, ends };
    }

    test('tells both of the end, and gives first what was read before', async () => {
      const { inner, bytes, ends } = watchTwice(['b'], ['a']);
      const read: string[] = [];

      for await (const piece of bytes) read.push(new TextDecoder().decode(piece));

      expect([read, ends.count, inner.ends.count]).toEqual([['a', 'b'], 1, 1]);
    });

    test.each(['inner', 'outer'])('ends them at the %s signal', async (which) => {
      const { inner, bytes, controller, ends } = watchTwice(['a']);

      (which === 'inner' ? inner.controller : controller).abort('enough');

      await expect(bytes[Symbol.asyncIterator]().next()).rejects.toBe('enough');
      expect([inner.state.isCancelled, ends.count, inner.ends.count]).toEqual([true, 1, 1]);
      expect(getEventListeners(inner.controller.signal, 'abort')).toEqual([]);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    });
  });
});
