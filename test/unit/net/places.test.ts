import { describe, expect, test } from 'vitest';

import { Places } from '../../../src/net/places.ts';

describe('Places', () => {
  test('admits calls up to its limit', () => {
    const places = new Places(2);

    expect([places.admit(), places.admit(), places.admit()]).toEqual([true, true, false]);
    places.give();
    expect(places.admit()).toBe(true);
  });

  test('makes room for a call that was turned away before further requests of others', () => {
    const places = new Places(2);
    places.admit();
    places.take();
    places.admit();

    places.give();

    expect(places.hasFree()).toBe(false);
    expect(places.admit()).toBe(true);
    places.give();
    expect(places.hasFree()).toBe(true);
  });

  test('forgets who was turned away once nobody is there', () => {
    const places = new Places(1);
    places.admit();
    places.admit();

    places.give();

    expect(places.hasFree()).toBe(true);
  });

  test('halves once for all requests of one overload, and never to none', () => {
    const places = new Places(32);
    const { era } = places;

    for (let request = 0; request < 32; request += 1) places.halve(era);

    expect(places.limit).toBe(16);
    for (let overload = 0; overload < 9; overload += 1) places.halve(places.era);
    expect(places.limit).toBe(1);
  });

  test('grows back by one for as many answers as the limit is, up to where it began', () => {
    const places = new Places(4);
    places.halve(0);

    places.grow();
    expect(places.limit).toBe(2);
    places.grow();
    expect(places.limit).toBe(3);
    for (let answer = 0; answer < 20; answer += 1) places.grow();
    expect(places.limit).toBe(4);
  });

  test('never grows beyond a limit that the server set', () => {
    const places = new Places(32);
    places.cap(7.5);

    for (let answer = 0; answer < 100; answer += 1) places.grow();

    expect(places.limit).toBe(7);
    places.cap(0.5);
    expect(places.limit).toBe(1);
  });

  test('wakes one of those who wait for each place, in turns', () => {
    const places = new Places(1);
    const woken: string[] = [];
    const wait = (name: string) => {
      places.onFree(() => {
        woken.push(name);
        places.take();
        wait(name);
      });
    };
    places.take();
    wait('a');
    wait('b');

    places.give();
    places.give();
    places.give();

    expect(woken).toEqual(['a', 'b', 'a']);
  });

  test('forgets whoever no longer waits', () => {
    const places = new Places(1);
    places.take();

    places.onFree(() => expect.unreachable())();

    places.give();
  });
});
