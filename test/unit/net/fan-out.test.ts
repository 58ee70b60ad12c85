import { describe, expect, test } from 'vitest';

import { Abort, onAbort } from '../../../src/base/abort.ts';
import { RateLimitError } from '../../../src/base/errors.ts';
import { FanOut, runTogether } from '../../../src/net/fan-out.ts';
import type { Admission } from '../../../src/net/fan-out.ts';
import { Places } from '../../../src/net/places.ts';
import { createPolicy } from '../../../src/net/policy.ts';

const create = (places: Places, hostPlaces?: Places) => {
  const controller = new Abort();
  return { fanOut: new FanOut({ places, hostPlaces, controller }), controller };
};

const isAtOnce = (turn: Admission | Promise<Admission>): turn is Admission => !(turn instanceof Promise);

/** Takes as many turns as there are at once. */
function takeAll(fanOut: FanOut, count: number): Admission[] {
  return Array.from({ length: count }, () => fanOut.take()).filter(isAtOnce);
}

describe('FanOut', () => {
  test('gives turns up to the limit, and the next as one ends', async () => {
    const { fanOut } = create(new Places(2));
    const turns = [fanOut.take(), fanOut.take(), fanOut.take()];

    expect(turns.map(isAtOnce)).toEqual([true, true, false]);
    (await turns[0])?.end();

    expect(await turns[2]).toMatchObject({ places: 1 });
  });

  test('shares the places among the calls of a client', () => {
    const places = new Places(8);

    expect(takeAll(create(places).fanOut, 10)).toHaveLength(8);
    expect(places.taken).toBe(8);
  });

  test('lets a call with no request open begin one, also where no place is free', () => {
    const places = new Places(2);
    takeAll(create(places).fanOut, 5);

    expect(takeAll(create(places).fanOut, 5)).toHaveLength(1);
  });

  test('runs one after another where another call has all places', async () => {
    const places = new Places(1);
    takeAll(create(places).fanOut, 1);
    const { fanOut } = create(places);
    const turns = [fanOut.take(), fanOut.take(), fanOut.take()];

    for (const turn of turns) (await turn).end();

    expect(places.taken).toBe(1);
  });

  test('counts the call’s own place once among those of its host', async () => {
    const host = new Places(3);
    host.admit();
    const { fanOut } = create(new Places(32), host);
    const turns = takeAll(fanOut, 10);

    expect(turns).toHaveLength(3);
    expect(host.taken).toBe(3);
    for (const turn of turns) turn.end();
    expect(host.taken).toBe(3);
  });

  test('gives the places of its host back, but for the call’s own', () => {
    const host = new Places(8);
    host.admit();
    const { fanOut } = create(new Places(32), host);

    for (const turn of takeAll(fanOut, 8)) turn.end();

    expect(host.taken).toBe(1);
  });

  test('begins where a place of its host is free again', async () => {
    const host = new Places(2);
    host.admit();
    host.admit();
    const { fanOut } = create(new Places(32), host);
    fanOut.take();
    const second = fanOut.take();

    expect(isAtOnce(second)).toBe(false);
    host.give();

    expect(await second).toMatchObject({ places: 1 });
  });

  test('gives no turn of more places than the limit', () => {
    const { fanOut } = create(new Places(4));

    expect(fanOut.take(32)).toMatchObject({ places: 4 });
  });

  test('halves the limit where a request ends in 429', () => {
    const places = new Places(32);
    const { fanOut } = create(places);
    const error = new RateLimitError('busy', { status: 429 });

    for (const turn of takeAll(fanOut, 32)) turn.end(error);

    expect(places.limit).toBe(16);
  });

  test('halves the limit where a request is tried again after 429, and again if that ends so', () => {
    const places = new Places(32);
    const [turn] = takeAll(create(places).fanOut, 1);
    const seen: unknown[] = [];
    const policy = createPolicy({ onRetry: ({ status }) => seen.push(status) }, {}, 0);
    const { onRetry } = turn?.watch({ policy }).policy ?? {};

    onRetry?.({ attempt: 1, delayMs: 1, status: 503, message: '' });
    expect(places.limit).toBe(32);
    onRetry?.({ attempt: 2, delayMs: 1, status: 429, message: '' });
    expect(places.limit).toBe(16);
    turn?.end(new RateLimitError('busy', { status: 429 }));

    expect(places.limit).toBe(8);
    expect(seen).toEqual([503, 429]);
  });

  test('ends the wait for a turn when the call is aborted, and gives none after', async () => {
    const { fanOut, controller } = create(new Places(1));
    fanOut.take();
    const waiting = fanOut.take();
    const reason = new Error('enough');

    controller.abort(reason);

    await expect(waiting).rejects.toBe(reason);
    await expect(fanOut.take()).rejects.toBe(reason);
  });

  test('ends a turn once', () => {
    const places = new Places(2);
    const [turn] = takeAll(create(places).fanOut, 2);

    turn?.end();
    turn?.end();

    expect(places.taken).toBe(1);
  });
});

describe('runTogether', () => {
  const settings = {};

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
      await new Promise(setImmediate);
    };
    return { started, run, end };
  }

  test('keeps the order of the items, whichever ends first', async () => {
    const { run, end } = createTasks();
    const options = { controller: new Abort(), places: new Places(8), settings };
    const results = runTogether(['a', 'b', 'c'], options, run);
    await new Promise(setImmediate);

    await end('c');
    await end('a');
    await end('b');

    expect(await results).toEqual(['A', 'B', 'C']);
  });

  test('starts the next where one has ended', async () => {
    const { run, started, end } = createTasks();
    const options = { controller: new Abort(), places: new Places(2), settings };
    const results = runTogether(['a', 'b', 'c', 'd'], options, run);
    await new Promise(setImmediate);

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
    const started: string[] = [];
    const run = (name: string) =>
      new Promise<string>((_, reject) => {
        started.push(name);
        if (name === 'b') reject(failure);
        else onAbort(controller, () => reject(new Error('second')));
      });
    const options = { controller, places: new Places(2), settings };

    await expect(runTogether(['a', 'b', 'c'], options, run)).rejects.toBe(failure);
    expect(controller.aborted).toBe(true);
    await new Promise(setImmediate);
    expect(started).toEqual(['a', 'b']);
  });
});
