import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indexInput } from '../../../src/batch/disk/index-input.ts';
import { HashList, IdSet, createHasher } from '../../../src/batch/id-set.ts';
import type { Hasher } from '../../../src/batch/id-set.ts';
import { keyOf, readKey } from '../../../src/batch/record.ts';
import { createLineWork } from '../../../src/batch/work.ts';
import type { LineOperations } from '../../../src/batch/ask-line.ts';
import type { CallOptions } from '../../../src/client/options.ts';

function createSet(ids: Iterable<string>, hasher: Hasher = createHasher(1)) {
  const hashes = new HashList();
  for (const id of ids) {
    hasher.read(id);
    hashes.add(hasher);
  }
  const equal: string[] = [];
  return { set: new IdSet(hasher, hashes, (high, low) => equal.push(`${high}:${low}`)), equal };
}

function* numbered(count: number) {
  for (let index = 0; index < count; index += 1) yield `request-${index}`;
}

/** Hashes of so many different values. */
const weak = (values: number): Hasher => ({
  high: 0,
  low: 0,
  read(text) {
    this.high = 0;
    this.low = text.length % values;
  },
});

describe('IdSet', () => {
  test('knows each of many ids apart, whatever the seed', () => {
    const seeds = [0, 1, 12_345, 2 ** 32 - 1];

    expect(seeds.map((seed) => createSet(numbered(200_000), createHasher(seed)).equal.length)).toEqual([0, 0, 0, 0]);
  });

  test('knows which are done, and which are none of its own', () => {
    const { set } = createSet(numbered(1000));
    const marks = [set.markDone('request-7'), set.markDone('request-7'), set.markDone('other')];

    expect(marks).toEqual([true, false, false]);
    expect([set.isDone('request-7'), set.isDone('request-8'), set.isDone('other')]).toEqual([true, false, undefined]);
    expect(set.doneCount).toBe(1);
  });

  test('tells of a hash that comes twice; 0 counts as 1', () => {
    expect(createSet(['a', 'b', 'cc', ''], weak(3)).equal).toEqual(['0:1', '0:0']);
  });
});

describe('indexInput', () => {
  const never = async () => {
    throw new Error('Nothing is asked.');
  };
  const operations: LineOperations<CallOptions> = {
    chat: never,
    complete: never,
    embed: never,
    rerank: never,
    respond: never,
  };
  const work = createLineWork(operations, { endpoint: '/v1/completions' });

  function indexIds(ids: readonly string[], hasherOf: (attempt: number) => Hasher) {
    const folder = mkdtempSync(join(tmpdir(), 'easyllm-index-'));
    const file = join(folder, 'in.jsonl');
    writeFileSync(file, ids.map((custom_id) => `${JSON.stringify({ custom_id, body: {} })}\n`).join(''));
    const index = indexInput(file, { work, maxLines: 100, maxLineBytes: 1000, hasherOf });
    return index.finally(() => rmSync(folder, { recursive: true }));
  }

  test('tells two ids that collide from one id twice, and takes another hash', async () => {
    const attempts: number[] = [];
    const hasherOf = (attempt: number) => {
      attempts.push(attempt);
      return attempt < 3 ? weak(2) : createHasher(attempt);
    };

    const index = await indexIds(['a', 'b', 'c'], hasherOf);

    expect([index?.lines, attempts, index?.ids.isDone('b')]).toEqual([3, [1, 2, 3], false]);
    await expect(indexIds(['a', 'b', 'a'], hasherOf)).rejects.toThrow(/lines 1 and 3 have the same `custom_id`, "a"/);
  });
});

describe('readKey', () => {
  test.each([
    ['{"id":"batch_req_1","custom_id":"a\\"b","response":{"body":"', 'a"b'],
    ['{"custom_id":"7","line":1,"embedding":[1', '7'],
    ['{"response": null, "custom_id": "later"}', 'later'],
    ['{"id":"batch_req_1","custom_id":null,"response":null,"error":{"code":"invalid_line","line":9}}', keyOf(null, 9)],
    ['{"id":"batch_req_1","custom_id":null,"error":null}', undefined],
    ['{"choices":[]}', undefined],
    ['[]', undefined],
    ['', undefined],
  ])('reads %s', (text, key) => {
    expect(readKey(text)).toBe(key);
  });
});
