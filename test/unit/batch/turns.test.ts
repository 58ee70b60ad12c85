import { describe, expect, test } from 'vitest';
import { Turns } from '../../../src/batch/queue/turns.ts';

/** Calls that end when they are told to, and what they said of themselves. */
function createCalls() {
  const said: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    said,
    call: (name: string) => async () => {
      said.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      said.push(`${name} ends`);
    },
    async end(name: string) {
      ends.get(name)?.();
      await settle();
    },
  };
}

/** All that waits for nothing but promises has happened. */
const settle = async () => new Promise<void>((resolve) => void setImmediate(resolve));

describe('Turns', () => {
  test('lets calls run beside each other', async () => {
    const turns = new Turns();
    const { said, call, end } = createCalls();
    const all = [turns.beside(call('one')), turns.beside(call('two'))];
    await settle();

    expect(said).toEqual(['one', 'two']);
    await end('one');
    await end('two');
    await Promise.all(all);
  });

  test('runs one alone when those under way have ended, and lets none begin meanwhile', async () => {
    const turns = new Turns();
    const { said, call, end } = createCalls();
    const all = [
      turns.beside(call('one')),
      turns.alone(call('lone')),
      turns.beside(call('two')),
      turns.alone(call('other')),
    ];
    await settle();

    expect(said).toEqual(['one']);
    await end('one');
    expect(said.splice(0)).toEqual(['one', 'one ends', 'lone']);
    await end('lone');
    expect(said.splice(0)).toEqual(['lone ends', 'other']);
    await end('other');
    expect(said.splice(0)).toEqual(['other ends', 'two']);
    await end('two');
    await Promise.all(all);
  });

  test('goes on after a call that fails', async () => {
    const turns = new Turns();
    const failing = async () => Promise.reject(new Error('no'));

    await expect(turns.alone(failing)).rejects.toThrow('no');
    await expect(turns.beside(failing)).rejects.toThrow('no');
    expect(await turns.alone(async () => 1)).toBe(1);
    expect(await turns.beside(async () => 2)).toBe(2);
  });
});
