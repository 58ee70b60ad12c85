import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';

import { APIUserAbortError, StreamIdleTimeoutError } from '../../../src/base/errors.ts';
import { createCancellation } from '../../../src/net/call.ts';

describe('createCancellation', () => {
  test('aborts with an APIUserAbortError when the caller’s signal does', () => {
    const caller = new AbortController();
    const { controller } = createCancellation({ signal: caller.signal });

    expect(controller.aborted).toBe(false);
    caller.abort('enough');

    expect(controller.reason).toBeInstanceOf(APIUserAbortError);
    expect(controller.reason).toMatchObject({ cause: 'enough' });
  });

  test('throws where the signal is aborted already', () => {
    expect(() => createCancellation({ signal: AbortSignal.abort('enough') })).toThrow(APIUserAbortError);
  });

  test('throws where the time of the whole call is over already', () => {
    const policy = { maxRetries: 0, timeoutMs: 1000, endsAt: performance.now() - 1 };

    expect(() => createCancellation({ policy })).toThrow(expect.objectContaining({ code: 'total_timeout' }));
  });

  test('does not abort the caller’s signal', () => {
    const caller = new AbortController();

    createCancellation({ signal: caller.signal }).controller.abort();

    expect(caller.signal.aborted).toBe(false);
  });

  test('forgets the caller’s signal on release', () => {
    const caller = new AbortController();
    const { controller, release } = createCancellation({ signal: caller.signal });

    release();
    caller.abort();

    expect(controller.aborted).toBe(false);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  test('forgets the caller’s signal once it is aborted itself', () => {
    const caller = new AbortController();

    createCancellation({ signal: caller.signal }).controller.abort();

    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  test('lets a request end the whole call with an error of its own', () => {
    const { controller, settings } = createCancellation({});
    const reason = new StreamIdleTimeoutError('silent');

    settings.abort(reason);

    expect(settings.signal).toBe(controller);
    expect(settings.signal.reason).toBe(reason);
  });

  test('needs no signal', () => {
    const { controller, release } = createCancellation({});

    release();

    expect(controller.aborted).toBe(false);
  });
});
