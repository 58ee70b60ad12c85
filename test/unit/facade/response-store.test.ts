import { describe, expect, test } from 'vitest';
import { ConfigurationError, memoryResponseStore } from '../../../src/index.ts';
import type { ResponseObject, ResponseStore, StoredResponse } from '../../../src/index.ts';

const stored = (id: string, owner = ''): StoredResponse => ({
  owner,
  response: { id, object: 'response' } as ResponseObject,
  input: [],
});

async function idsIn(store: ResponseStore, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => store.get(id)));
  return found.flatMap((each) => (each ? [each.response.id] : []));
}

describe('memoryResponseStore', () => {
  test('gives what was put, until it is deleted', async () => {
    const store = memoryResponseStore();
    await store.put('a', stored('a', 'ada'));

    expect(await store.get('a')).toEqual(stored('a', 'ada'));
    await store.delete('a');
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
  });

  test('keeps copies: what is changed later is not changed in it', async () => {
    const store = memoryResponseStore();
    const given = stored('a');
    await store.put('a', given);
    given.owner = 'eve';
    const got = await store.get('a');
    if (got) got.owner = 'eve';

    expect((await store.get('a'))?.owner).toBe('');
  });

  test('lets the oldest go where there are too many, and counts a second state of one as the newest', async () => {
    const store = memoryResponseStore({ maxResponses: 2 });
    for (const id of ['a', 'b', 'a', 'c']) await store.put(id, stored(id));

    expect(await idsIn(store, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  });

  test('lets the oldest go where they are too large together', async () => {
    const bytes = Buffer.byteLength(JSON.stringify(stored('ä')));
    const store = memoryResponseStore({ maxBytes: 2 * bytes });
    for (const id of ['ä', 'ö', 'ü']) await store.put(id, stored(id));

    expect(await idsIn(store, ['ä', 'ö', 'ü'])).toEqual(['ö', 'ü']);
  });

  test('refuses what is larger than all of it, and keeps the rest', async () => {
    const store = memoryResponseStore({ maxBytes: 100 });
    await store.put('a', stored('a'));

    expect(() => store.put('b', stored('b'.repeat(200)))).toThrow(RangeError);
    expect(await idsIn(store, ['a', 'b'])).toEqual(['a']);
  });

  test('has 1,000 responses unless it is told otherwise', async () => {
    const store = memoryResponseStore();
    for (let at = 0; at <= 1000; at += 1) await store.put(`r${at}`, stored(`r${at}`));

    expect(await idsIn(store, ['r0', 'r1', 'r1000'])).toEqual(['r1', 'r1000']);
  });

  test.each([[{ maxResponses: 0 }], [{ maxBytes: Number.NaN }], [{ maxBytes: '5' as never }], [5 as never]])(
    'takes no limits like %j',
    (options) => {
      expect(() => memoryResponseStore(options)).toThrow(ConfigurationError);
    },
  );
});
