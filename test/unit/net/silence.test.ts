import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { APIError } from '../../../src/base/errors.ts';
import type { EventReader } from '../../../src/net/events.ts';
import { readEvents } from '../../../src/net/events.ts';

const CUT = new APIError('Cut.', { status: 200 });

/** Is complete once it has read `end`; a silence after `more` behind it cuts the stream. */
function createReader(): EventReader<string> {
  const seen: string[] = [];
  return {
    read(data, events) {
      seen.push(data);
      events.push(data);
    },
    isOver: false,
    get isComplete() {
      return seen.includes('end');
    },
    leave() {
      if (seen.at(-1) === 'more') throw CUT;
    },
    finish: () => {},
    toError: (cause) => cause,
  };
}

describe('a stream that says nothing any more', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    const left = vi.getTimerCount();
    vi.useRealTimers();
    if (left > 0) throw new Error(`${left} timers are left`);
  });

  /** A stream whose bytes are sent by hand, and never end. */
  function open(policy?: { idleTimeoutMs: number }) {
    const aborts: unknown[] = [];
    let isLeft = false;
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (given) => void (controller = given),
      cancel: () => void (isLeft = true),
    });
    const events = readEvents(
      body,
      {
        ...(policy && { policy: { maxRetries: 0, timeoutMs: 1000, ...policy } }),
        abort: (reason) => {
          aborts.push(reason);
          controller?.error(reason);
        },
      },
      createReader(),
    );
    const send = (data: string) => controller?.enqueue(new TextEncoder().encode(`data: ${data}\n\n`));
    return { events, send, aborts, isLeft: () => isLeft };
  }

  test('is left after 15 s where it is complete, and has ended', async () => {
    const { events, send, isLeft } = open();
    send('end');
    await events.next();
    const reading = events.next();

    await vi.advanceTimersByTimeAsync(14_999);
    expect(isLeft()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await reading).toEqual({ done: true, value: undefined });
    expect(isLeft()).toBe(true);
  });

  test('waits as long after each event', async () => {
    const { events, send } = open();
    send('end');
    await events.next();
    const reading = events.next();
    await vi.advanceTimersByTimeAsync(14_000);
    send('usage');

    expect(await reading).toEqual({ done: false, value: ['usage'] });
    const last = events.next();
    await vi.advanceTimersByTimeAsync(14_000);
    send('last');
    expect(await last).toEqual({ done: false, value: ['last'] });
    await events.return?.();
  });

  test('is cut where its reader says so', async () => {
    const { events, send } = open();
    send('end');
    send('more');
    await events.next();
    await events.next();
    const reading = events.next().catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(15_000);

    expect(await reading).toBe(CUT);
  });

  test('is waited for where it is not complete', async () => {
    const { events, send, isLeft } = open();
    send('a');
    await events.next();
    const reading = events.next();

    await vi.advanceTimersByTimeAsync(60_000);
    expect(isLeft()).toBe(false);
    send('end');

    expect(await reading).toEqual({ done: false, value: ['end'] });
    await events.return?.();
  });

  test('is left sooner where `idleTimeout` is shorter, and is no failure where it is complete', async () => {
    const { events, send, aborts } = open({ idleTimeoutMs: 100 });
    send('end');
    await events.next();
    const reading = events.next();

    await vi.advanceTimersByTimeAsync(100);

    expect(await reading).toEqual({ done: true, value: undefined });
    expect(aborts).toEqual([]);
  });
});
