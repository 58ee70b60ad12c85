import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { APIConnectionTimeoutError } from '../../../src/base/errors.ts';
import { createAttempt, orAbort, setUnrefTimer } from '../../../src/net/attempt.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function withResolvers() {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise((_, given) => (reject = given));
  return { promise, reject: (error: Error) => reject(error) };
}

const LATE = new APIConnectionTimeoutError('late');

describe('an attempt', () => {
  test('is aborted with its call, for the same reason', () => {
    const call = new AbortController();
    const attempt = createAttempt(call.signal);

    call.abort('enough');

    expect(attempt.signal.reason).toBe('enough');
  });

  test('is aborted from the beginning where its call was', () => {
    expect(createAttempt(AbortSignal.abort('before')).signal.reason).toBe('before');
  });

  test('is aborted by its timer, which leaves the call alone', () => {
    const call = new AbortController();
    const attempt = createAttempt(call.signal);
    attempt.startTimer(100, () => LATE);

    vi.advanceTimersByTime(99);
    expect(attempt.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);

    expect(attempt.signal.reason).toBe(LATE);
    expect(call.signal.aborted).toBe(false);
  });

  test('goes on where its timer was stopped', () => {
    const attempt = createAttempt(undefined);
    attempt.startTimer(100, () => LATE)();

    vi.advanceTimersByTime(200);

    expect(attempt.signal.aborted).toBe(false);
  });

  test('leaves nothing behind when released', () => {
    const call = new AbortController();
    const attempt = createAttempt(call.signal);
    attempt.startTimer(100, () => LATE);
    attempt.startTimer(200, () => LATE);

    attempt.release();
    call.abort();

    expect(vi.getTimerCount()).toBe(0);
    expect(attempt.signal.aborted).toBe(false);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
  });
});

describe('setUnrefTimer', () => {
  test('keeps no process alive', () => {
    expect(setUnrefTimer(() => {}, 1000)).toSatisfy((timer: NodeJS.Timeout) => !timer.hasRef());
  });

  test.each([2 ** 31, 2 ** 40, Number.POSITIVE_INFINITY])('waits %d ms as long as a timer can', (ms) => {
    const ran: string[] = [];
    setUnrefTimer(() => ran.push('ran'), ms);

    vi.advanceTimersByTime(2 ** 31 - 2);

    expect(ran).toEqual([]);
  });
});

describe('orAbort', () => {
  test('gives the result of the work', async () => {
    const { signal } = new AbortController();

    expect(await orAbort(Promise.resolve('done'), signal)).toBe('done');
    await expect(orAbort(Promise.reject(LATE), signal)).rejects.toBe(LATE);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('rejects with the signal’s reason while the work goes on', async () => {
    const controller = new AbortController();
    const waiting = orAbort(new Promise(() => {}), controller.signal);

    controller.abort(LATE);

    await expect(waiting).rejects.toBe(LATE);
  });

  test('rejects at once where the signal was aborted before', async () => {
    await expect(orAbort(Promise.resolve('done'), AbortSignal.abort(LATE))).rejects.toBe(LATE);
  });

  test('hears no more of work that fails later', async () => {
    const controller = new AbortController();
    const { promise: work, reject: fail } = withResolvers();
    const waiting = orAbort(work, controller.signal);
    controller.abort(LATE);

    fail(new Error('later'));

    await expect(waiting).rejects.toBe(LATE);
  });
});
