import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';

import { Abort, onAbort } from '../../../src/base/abort.ts';
import { APIUserAbortError, StreamIdleTimeoutError } from '../../../src/base/errors.ts';
import { createCancellation, runTogether } from '../../../src/net/call.ts';

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

describe('runTogether', () => {
  /** Tasks that end when they are told to, in any order. */
  function createTasks() {
    const started: string[] = [];
    const ends = new Map<string, (result: string) => void>();
    const run = (name: string) =>
      new Promise<string>((resolve) => {
        started.push(name);
        ends.set(name, resolve);
      });
    const end = async (name: string) => {
      ends.get(name)?.(name.toUpperCase());
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { started, run, end };
  }

  test('keeps the order of the items, whichever ends first', async () => {
    const { run, end } = createTasks();
    const results = runTogether(['a', 'b', 'c'], { controller: new Abort() }, run);

    await end('c');
    await end('a');
    await end('b');

    expect(await results).toEqual(['A', 'B', 'C']);
  });

  test('starts all at once where there is no limit', () => {
    const { run, started } = createTasks();

    void runTogether(['a', 'b', 'c'], { controller: new Abort() }, run);

    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('starts the next where one has ended', async () => {
    const { run, started, end } = createTasks();
    const results = runTogether(['a', 'b', 'c', 'd'], { controller: new Abort(), limit: 2 }, run);

    expect(started).toEqual(['a', 'b']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await end('c');
    await end('d');
    await end('a');
    expect(await results).toEqual(['A', 'B', 'C', 'D']);
  });

  test('aborts the others when one fails, and throws its failure', async () => {
    const controller = new Abort();
    const failure = new Error('first');
    const run = (name: string) =>
      new Promise<string>((_, reject) => {
        if (name === 'b') reject(failure);
        else onAbort(controller, () => reject(new Error('second')));
      });

    await expect(runTogether(['a', 'b', 'c'], { controller }, run)).rejects.toBe(failure);
    expect(controller.aborted).toBe(true);
  });

  test('has nothing to do for nothing', async () => {
    const controller = new Abort();

    expect(await runTogether([], { controller, limit: 8 }, async (item) => item)).toEqual([]);
    expect(controller.aborted).toBe(false);
  });
});
