import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { EasyLLMError } from '../../../src/base/errors.ts';
import type { EventReader } from '../../../src/net/events.ts';
import { readEvents } from '../../../src/net/events.ts';
import { collect } from '../../support/collect.ts';

const POLICY = { maxRetries: 0, timeoutMs: 1000, idleTimeoutMs: 100 };

/** Reads the data of the events, whatever they say. */
const DATA: EventReader<string> = {
  read: (data, events) => void events.push(data),
  isOver: false,
  finish: () => {},
  toError: (cause) => cause,
};

describe('readEvents', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    const left = vi.getTimerCount();
    vi.useRealTimers();
    if (left > 0) throw new Error(`${left} timers are left`);
  });

  /** A stream whose bytes are sent by hand, and what the call was aborted with. */
  function createStream() {
    const aborts: EasyLLMError[] = [];
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
    const abort = (reason: EasyLLMError) => {
      aborts.push(reason);
      controller?.error(reason);
    };
    const send = (text: string) => controller?.enqueue(new TextEncoder().encode(text));
    return {
      aborts,
      send,
      events: readEvents(body, { policy: POLICY, abort }, DATA),
      close: () => controller?.close(),
    };
  }

  test('gives the events of each read', async () => {
    const body = [new TextEncoder().encode('data: a\n\ndata: b\n\n'), new TextEncoder().encode('data: c\n\n')];

    expect(await collect(readEvents(ReadableStream.from(body), {}, DATA))).toEqual([['a', 'b'], ['c']]);
  });

  test('takes empty events for none', async () => {
    const body = [new TextEncoder().encode('data:\n\ndata: a\n\ndata\n\n'), new TextEncoder().encode('data: \n\n')];

    expect(await collect(readEvents(ReadableStream.from(body), {}, DATA))).toEqual([['a']]);
  });

  test('aborts the call after a silence', async () => {
    const { events, aborts, send } = createStream();
    send('data: a\n\n');
    await events.next();
    const reading = events.next().catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(100);

    expect(aborts).toEqual([expect.objectContaining({ name: 'StreamIdleTimeoutError' })]);
    expect(await reading).toBe(aborts[0]);
  });

  test('takes comments for silence', async () => {
    const { events, aborts, send } = createStream();
    const reading = events.next().catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(60);
    send(':\n\n');
    await vi.advanceTimersByTimeAsync(60);

    expect(aborts).toHaveLength(1);
    await reading;
  });

  test('begins anew with each event', async () => {
    const { events, aborts, send, close } = createStream();

    for (const data of ['a', 'b', 'c']) {
      const reading = events.next();
      await vi.advanceTimersByTimeAsync(90);
      send(`data: ${data}\n\n`);
      expect(await reading).toEqual({ done: false, value: [data] });
    }
    close();

    expect(await events.next()).toMatchObject({ done: true });
    expect(aborts).toEqual([]);
  });

  test('does not mind a reader who is slow', async () => {
    const { events, aborts, send, close } = createStream();
    send('data: a\n\n');
    await events.next();

    await vi.advanceTimersByTimeAsync(10_000);

    expect(aborts).toEqual([]);
    close();
    expect(await events.next()).toMatchObject({ done: true });
  });

  test('leaves no timer when it is left', async () => {
    const { events, send } = createStream();
    send('data: a\n\n');
    await events.next();

    expect(await events.return?.()).toMatchObject({ done: true });
  });
});
