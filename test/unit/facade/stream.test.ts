import { describe, expect, test } from 'vitest';

import { Abort, onAbort } from '../../../src/base/abort.ts';
import { APIUserAbortError, StreamTruncatedError } from '../../../src/base/errors.ts';
import { Stream, takeBuffered } from '../../../src/facade/stream.ts';

/** Batches that are all there; then the end, or a failure. */
async function* given<Chunk>(batches: Chunk[][], failure?: Error): AsyncGenerator<Chunk[], void> {
  yield* batches;
  if (failure !== undefined) throw failure;
}

/** Batches that arrive when told to. A read that is pending fails when it is aborted, as a connection's does. */
function createConnection(abort = new Abort()) {
  let arrive = (_batch: string[]) => {};
  const state = { reads: 0, returned: 0 };
  const batches: AsyncIterator<string[], void, undefined> = {
    next: () =>
      new Promise((resolve, reject) => {
        state.reads += 1;
        arrive = (value) => resolve({ done: false, value });
        const fail = () => reject(abort.reason);
        if (abort.aborted) fail();
        onAbort(abort, fail);
      }),
    return: async () => {
      state.returned += 1;
      return { done: true, value: undefined };
    },
  };
  return { abort, state, batches, arrive: (batch: string[]) => arrive(batch) };
}

const END = { done: true, value: undefined };

describe('Stream', () => {
  test('gives the chunks of all batches in order', async () => {
    const chunks: string[] = [];

    for await (const chunk of new Stream(given([['a', 'b'], ['c'], ['d']]), new Abort())) chunks.push(chunk);

    expect(chunks).toEqual(['a', 'b', 'c', 'd']);
  });

  test('gives every overlapping call of next its own chunk, in order', async () => {
    const stream = new Stream(given([['a', 'b'], ['c']]), new Abort());

    const results = await Promise.all([stream.next(), stream.next(), stream.next(), stream.next(), stream.next()]);

    expect(results).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
      { done: false, value: 'c' },
      END,
      END,
    ]);
  });

  test('hands over what is at hand, and goes on behind it', async () => {
    const stream = new Stream(given([['a', 'b', 'c'], ['d']]), new Abort());

    expect(takeBuffered(stream)).toEqual([]);
    expect(await stream.next()).toEqual({ done: false, value: 'a' });
    expect(takeBuffered(stream)).toEqual(['b', 'c']);
    expect(takeBuffered(stream)).toEqual([]);
    expect(await stream.next()).toEqual({ done: false, value: 'd' });
    await stream.return();
    expect(takeBuffered(stream)).toEqual([]);
  });

  test('hands over nothing while a read is pending, which comes first', async () => {
    const stream = new Stream(given([['a', 'b']]), new Abort());
    const pending = stream.next();

    expect(takeBuffered(stream)).toEqual([]);
    expect(await pending).toEqual({ done: false, value: 'a' });
  });

  test('reads no further than it is asked', async () => {
    const { batches, state, abort, arrive } = createConnection();
    const stream = new Stream(batches, abort);

    const first = stream.next();
    arrive(['a', 'b']);
    await first;
    await stream.next();

    expect(state.reads).toBe(1);
  });

  test('stays at its end', async () => {
    const stream = new Stream(given([['a']]), new Abort());
    for await (const _ of stream);

    expect(await stream.next()).toEqual(END);
    expect(await stream.return()).toEqual(END);
    expect(await stream.next()).toEqual(END);
  });

  test('does not abort what has ended by itself', async () => {
    const abort = new Abort();

    for await (const _ of new Stream(given([['a']]), abort));

    expect(abort.aborted).toBe(false);
  });

  test('throws a failure after the chunks before it, aborts the rest, and is then at its end', async () => {
    const abort = new Abort();
    const failure = new StreamTruncatedError('cut');
    const stream = new Stream(given([['a']], failure), abort);

    expect(await stream.next()).toEqual({ done: false, value: 'a' });
    await expect(stream.next()).rejects.toBe(failure);
    expect(abort.aborted).toBe(true);
    expect(await stream.next()).toEqual(END);
  });

  test('gives a failure to the first of overlapping calls, the end to the others', async () => {
    const failure = new StreamTruncatedError('cut');
    const stream = new Stream(given<string>([], failure), new Abort());

    const results = await Promise.allSettled([stream.next(), stream.next()]);

    expect(results).toEqual([
      { status: 'rejected', reason: failure },
      { status: 'fulfilled', value: END },
    ]);
  });

  test('closes the connection when the loop is left', async () => {
    const { batches, state, abort, arrive } = createConnection();
    const stream = new Stream(batches, abort);
    setImmediate(() => arrive(['a', 'b']));

    for await (const chunk of stream) {
      expect(chunk).toBe('a');
      break;
    }

    expect([abort.aborted, state.returned]).toEqual([true, 1]);
    expect(await stream.next()).toEqual(END);
  });

  test('closes the connection when the loop throws, whose error goes on', async () => {
    const { batches, abort, arrive } = createConnection();
    setImmediate(() => arrive(['a']));

    const read = async () => {
      for await (const _ of new Stream(batches, abort)) throw new Error('mine');
    };

    await expect(read()).rejects.toThrow('mine');
    expect(abort.aborted).toBe(true);
  });

  test('closes the connection even before the first read', async () => {
    const { batches, state, abort } = createConnection();

    await new Stream(batches, abort).return();

    expect([abort.aborted, state.returned, state.reads]).toEqual([true, 1, 0]);
  });

  test.each([
    ['abort()', (stream: Stream<string>) => stream.abort()],
    ['controller.abort()', (stream: Stream<string>) => stream.controller.abort()],
    ['controller.abort(reason)', (stream: Stream<string>) => stream.controller.abort(new Error('enough'))],
    ['return()', (stream: Stream<string>) => void stream.return()],
  ])('ends quietly by %s while a read is pending', async (_, end) => {
    const { batches, abort } = createConnection();
    const stream = new Stream(batches, abort);

    const pending = [stream.next(), stream.next()];
    end(stream);

    expect(await Promise.all(pending)).toEqual([END, END]);
    expect(abort.aborted).toBe(true);
  });

  test('gives none of the chunks at hand after abort()', async () => {
    const { batches, abort, arrive } = createConnection();
    const stream = new Stream(batches, abort);
    const first = stream.next();
    arrive(['a', 'b', 'c']);
    await first;

    stream.abort();

    expect(await stream.next()).toEqual(END);
  });

  test('gives nothing of a batch that arrives after abort() all the same', async () => {
    let arrive = (_batch: string[]) => {};
    const batches = {
      next: () =>
        new Promise<IteratorResult<string[], void>>((resolve) => {
          arrive = (value) => resolve({ done: false, value });
        }),
    };
    const stream = new Stream(batches, new Abort());

    const pending = stream.next();
    stream.abort();
    arrive(['late']);

    expect([await pending, await stream.next()]).toEqual([END, END]);
  });

  test('throws when the caller’s signal aborts the pending read', async () => {
    const { batches, abort } = createConnection();
    const stream = new Stream(batches, abort);
    const reason = new APIUserAbortError();

    const pending = stream.next();
    abort.abort(reason);

    await expect(pending).rejects.toBe(reason);
    expect(await stream.next()).toEqual(END);
  });

  test('is disposed of by leaving the block of `await using`', async () => {
    const { batches, abort } = createConnection();

    await new Stream(batches, abort)[Symbol.asyncDispose]();

    expect(abort.aborted).toBe(true);
  });

  test('is its own iterator', () => {
    const stream = new Stream(given([['a', 'b']]), new Abort());

    expect(stream[Symbol.asyncIterator]()).toBe(stream);
  });
});

describe('toReadableStream', () => {
  test('has one JSON object a line', async () => {
    const stream = new Stream(given<object>([[{ a: 'é\n' }, { b: 1 }], [{ c: null }]]), new Abort());

    const text = await new Response(stream.toReadableStream()).text();

    expect(text).toBe('{"a":"é\\n"}\n{"b":1}\n{"c":null}\n');
  });

  test('fails as the stream does', async () => {
    const failure = new StreamTruncatedError('cut');
    const stream = new Stream(given([['a']], failure), new Abort());

    await expect(new Response(stream.toReadableStream()).text()).rejects.toBe(failure);
  });

  test('closes the connection when it is cancelled', async () => {
    const abort = new Abort();
    const readable = new Stream(given([['a'], ['b']]), abort).toReadableStream();

    await readable.cancel();

    expect(abort.aborted).toBe(true);
  });
});
