import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';

import { onAbort } from '../../../src/base/abort.ts';

describe('onAbort', () => {
  test('runs every function when the signal is aborted', () => {
    const controller = new AbortController();
    const ran: string[] = [];
    onAbort(controller.signal, () => ran.push('a'));
    onAbort(controller.signal, () => ran.push('b'));

    controller.abort();

    expect(ran).toEqual(['a', 'b']);
  });

  test('runs none that was forgotten, by one before it too', () => {
    const controller = new AbortController();
    const ran: string[] = [];
    onAbort(controller.signal, () => forget());
    const forget = onAbort(controller.signal, () => ran.push('forgotten'));

    controller.abort();

    expect(ran).toEqual([]);
  });

  test('takes the same function twice', () => {
    const controller = new AbortController();
    const ran: string[] = [];
    const run = () => ran.push('a');
    onAbort(controller.signal, run);
    onAbort(controller.signal, run)();

    controller.abort();

    expect(ran).toEqual(['a']);
  });

  test('listens once for all, and not at all for none', () => {
    const { signal } = new AbortController();

    const forgetters = Array.from({ length: 20 }, () => onAbort(signal, () => {}));

    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    for (const forget of forgetters) forget();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('listens again after it had stopped', () => {
    const controller = new AbortController();
    const ran: string[] = [];
    onAbort(controller.signal, () => ran.push('before'))();
    onAbort(controller.signal, () => ran.push('after'));

    controller.abort();

    expect(ran).toEqual(['after']);
  });
});
