import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRequestLog } from '../../../src/cli/request-log.ts';

const EXCHANGE = { key: 'a', path: '/v1/completions', status: 200, request: 'q', response: 'r', isCut: false };
const folderOf = () => mkdtempSync(join(tmpdir(), 'request-log-'));
const numbersIn = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Number(JSON.parse(line).requestId));

describe('the log of bodies', () => {
  test('is for its owner alone, and is put aside when it has grown, the oldest lost', async () => {
    const folder = folderOf();
    const file = join(folder, 'bodies.jsonl');
    const log = createRequestLog({ file, maxBytes: 300, keep: 2 }, () => expect.unreachable());
    for (let index = 0; index < 8; index += 1) log({ ...EXCHANGE, requestId: String(index) });

    await expect.poll(() => (readdirSync(folder).includes('bodies.jsonl') ? numbersIn(file) : [])).toEqual([6, 7]);
    expect(readdirSync(folder).toSorted()).toEqual(['bodies.jsonl', 'bodies.jsonl.1', 'bodies.jsonl.2']);
    expect([numbersIn(`${file}.1`), numbersIn(`${file}.2`)]).toEqual([
      [4, 5],
      [2, 3],
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('goes on from what is there, and tells of a disk that takes nothing', async () => {
    const folder = folderOf();
    const file = join(folder, 'bodies.jsonl');
    const failures: unknown[] = [];
    createRequestLog({ file, maxBytes: 200 }, (error) => failures.push(error))({ ...EXCHANGE, requestId: '1' });
    await expect.poll(() => readdirSync(folder)).toEqual(['bodies.jsonl']);
    createRequestLog({ file, maxBytes: 200 }, (error) => failures.push(error))({ ...EXCHANGE, requestId: '2' });
    await expect.poll(() => readdirSync(folder).length).toBe(2);
    createRequestLog({ file: join(folder, 'no', 'such') }, (error) => failures.push(error))({
      ...EXCHANGE,
      requestId: '3',
    });

    await expect.poll(() => failures).toMatchObject([{ code: 'ENOENT' }]);
  });
});
