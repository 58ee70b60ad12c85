import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EasyLLM } from 'easyllm';
import { runBatch } from 'easyllm/batch';
import { openBatchQueue } from 'easyllm/batch/queue';
import type { BatchQueue, WorkOptions } from 'easyllm/batch/queue';
import { openPostgresStore } from '../../src/batch/queue/postgres-store.ts';
import { openRedisStore } from '../../src/batch/queue/redis-store.ts';
import { chatLine, comparable, manyLines, startBatchServer } from '../support/batch-server.ts';
import type { BatchServer } from '../support/batch-server.ts';
import { STORES } from '../support/stores.ts';
import type { StartedStore } from '../support/stores.ts';

const root = mkdtempSync(join(tmpdir(), 'easyllm-batch-queue-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = root;
let server: BatchServer;
beforeAll(async () => {
  server = await startBatchServer();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

const at = (name: string) => join(folder, name);
const clientOf = ({ url }: BatchServer) => new EasyLLM({ apiBase: url, apiKey: 'hf-secret', maxRetries: 0 });
const chats = (count: number) =>
  Array.from({ length: count }, (_, index) => JSON.parse(chatLine(`id-${index}`, `text ${index}`)));
const idsIn = (name: string) =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).custom_id);

/** A chunk that is not given back is nobody's for so long. */
const NEVER_MS = 3_600_000;

/** Works until nothing is left, as one of several workers would that come and go. */
const drain = async (queue: BatchQueue, options: WorkOptions = {}) =>
  queue.work(clientOf(server), { drain: true, ...options });

describe('openBatchQueue', () => {
  test.each(['http://localhost:6379', 'localhost:6379', '', undefined])(
    'refuses %j, which is no address of a queue',
    async (url) => {
      await expect(openBatchQueue(url as string)).rejects.toThrow(/Expected redis:\/\/HOST:6379 .* or postgres:/);
    },
  );

  test.each([
    ['redis://user:pass-word@127.0.0.1:9', 'redis://127.0.0.1:9'],
    ['postgres://user:pass-word@127.0.0.1:9/db', 'postgres://127.0.0.1:9/db'],
  ])('says of %s that nothing answers there, without its password', async (url, shown) => {
    const error: Error = await openBatchQueue(url).then(
      () => expect.unreachable(),
      (reason: Error) => reason,
    );

    expect(error.message).toMatch(new RegExp(`^${shown} cannot be used as a queue \\(.*ECONNREFUSED.*\\)`));
    expect(JSON.stringify([error, error.cause, error.stack])).not.toContain('pass-word');
  });
});

for (const { name, isInstalled, start, dump } of STORES) {
  describe.skipIf(!isInstalled)(`a queue of batches in ${name}`, () => {
    let store: StartedStore;
    let queue: BatchQueue;
    beforeAll(async () => {
      store = await start();
      queue = await openBatchQueue(store.url);
    });
    afterAll(async () => {
      await queue?.close();
      await store?.[Symbol.asyncDispose]();
    });

    test('gives what a run on one machine gives', async () => {
      writeFileSync(at('in.jsonl'), manyLines(500));
      await runBatch(clientOf(server), { input: at('in.jsonl'), output: at('whole.jsonl') });

      const { id, total, bad, problems } = await queue.submit({ input: at('in.jsonl') });
      expect({ total, bad, first: problems[0] }).toEqual({
        total: 500,
        bad: 5,
        first: 'Line 51: it is not valid JSON.',
      });
      expect(await queue.status(id)).toMatchObject({ state: 'in_progress', done: 0, failed: 5, remaining: 495 });
      const worked = await drain(queue);
      expect(worked).toMatchObject({ done: 445, failed: 50, tokens: 890 });
      const collected = await queue.collect(id, { output: at('out.jsonl') });

      expect(collected).toMatchObject({ state: 'completed', done: 445, failed: 55, remaining: 0, tokens: 890 });
      expect(comparable(at('out.jsonl'))).toEqual(comparable(at('whole.jsonl')));
      expect(comparable(at('out.errors.jsonl'))).toEqual(comparable(at('whole.errors.jsonl')));
    });

    test('writes results in the order of the input', async () => {
      const { id } = await queue.submit({ input: chats(60), chunkLines: 7 });
      await drain(queue);
      const { errors } = await queue.collect(id, { output: at('out.jsonl') });

      expect(idsIn('out.jsonl')).toEqual(chats(60).map(({ custom_id }) => custom_id));
      expect(readdirSync(folder)).toEqual(['out.jsonl']);
      expect(errors).toBe(at('out.errors.jsonl'));
    });

    test('keeps the first result of a line, and none of a batch that is over', async () => {
      const { id } = await queue.submit({ input: chats(3) });
      const open = store.url.startsWith('redis') ? openRedisStore : openPostgresStore;
      const kept = await open(store.url, { isPatient: false });
      const add = async (line: number, text: string) =>
        kept.addResults(id, 0, [{ line, isDone: true, text, tokens: 2 }], 'in_progress');

      expect([await add(1, 'one'), await add(1, 'another'), await add(2, 'two')]).toEqual([true, true, true]);
      expect(await kept.counts(id)).toEqual({ done: 2, failed: 0, tokens: 4 });
      await queue.cancel(id);
      expect(await add(3, 'three')).toBe(false);
      expect((await kept.results(id, 0)).map(({ text }) => text)).toEqual(['one', 'two']);
      await kept.close();
    });

    test('goes on where a worker was stopped: each line is asked for once', async () => {
      const { id } = await queue.submit({ input: chats(120), chunkLines: 30 });
      const before = server.asked.length;
      const stopping = new AbortController();
      server.onAsked(40, () => stopping.abort());
      const first = await queue.work(clientOf(server), { stop: stopping.signal, concurrency: 4, silenceMs: NEVER_MS });
      const second = await drain(queue);

      expect(first.done).toBeGreaterThanOrEqual(40);
      expect(first.done + second.done).toBe(120);
      expect(server.asked.length - before).toBe(120);
      expect(await queue.status(id)).toMatchObject({ state: 'completed', done: 120 });
    });

    test('gives lines under way to others when a worker leaves at once', async () => {
      const slow = await startBatchServer({ delayMs: 600_000 });
      const { id } = await queue.submit({ input: chats(20), chunkLines: 5 });
      const leaving = new AbortController();
      slow.onAsked(6, () => leaving.abort());
      const left = queue.work(clientOf(slow), { signal: leaving.signal, concurrency: 8, silenceMs: NEVER_MS });

      await expect(left).rejects.toMatchObject({ name: 'APIUserAbortError' });
      slow.close();
      expect(await drain(queue)).toMatchObject({ done: 20 });
      expect(await queue.status(id)).toMatchObject({ state: 'completed', done: 20 });
    });

    test('gives each line to one of several workers', async () => {
      const { id } = await queue.submit({ input: chats(200), chunkLines: 5 });
      const before = server.asked.length;
      const workers = [await openBatchQueue(store.url), await openBatchQueue(store.url)];
      const worked = await Promise.all(workers.map(async (each) => drain(each, { concurrency: 3 })));
      await Promise.all(workers.map(async (each) => each.close()));

      expect(worked[0]?.done ?? 0).toBeGreaterThan(0);
      expect(worked[1]?.done ?? 0).toBeGreaterThan(0);
      expect(server.asked.length - before).toBe(200);
      expect(await queue.status(id)).toMatchObject({ state: 'completed', done: 200 });
    });

    test('goes on after the store was away', async () => {
      const { id } = await queue.submit({ input: chats(200), chunkLines: 10 });
      const failures: string[] = [];
      const own = await openBatchQueue(store.url);
      const working = drain(own, {
        concurrency: 2,
        silenceMs: 1000,
        onFailure: ({ message }) => failures.push(message),
      });
      await new Promise<void>((resolve) => void server.onAsked(60, resolve));
      await store.cut();
      await new Promise<void>((resolve) => void server.onAsked(20, resolve));
      await store.cut();
      await working;
      await own.close();
      await queue.collect(id, { output: at('out.jsonl') });

      expect(idsIn('out.jsonl')).toEqual(chats(200).map(({ custom_id }) => custom_id));
      expect(await queue.status(id)).toMatchObject({ state: 'completed', done: 200, failed: 0 });
    });

    test('begins as many chunks in a minute as it may', async () => {
      const { id } = await queue.submit({ input: chats(12), chunkLines: 2 });
      const before = server.asked.length;
      const stopping = new AbortController();
      const working = queue.work(clientOf(server), { rate: 3, stop: stopping.signal });
      await expect.poll(async () => (await queue.status(id)).done).toBe(6);
      // What would be asked for next is asked for at once, where there is no rate.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      stopping.abort();
      await working;

      expect(server.asked.length - before).toBe(6);
      await queue.cancel(id);
    });

    test('ends a batch that is cancelled: what was finished is kept, and each other line says so', async () => {
      const { id } = await queue.submit({ input: [...chats(100), 'no JSON\n'], chunkLines: 10 });
      const working = drain(queue, { concurrency: 2 });
      await new Promise<void>((resolve) => void server.onAsked(25, resolve));
      const cancelled = await queue.cancel(id);
      await working;
      const { done, failed, state } = await queue.collect(id, { output: at('out.jsonl') });

      expect(cancelled.state).toBe('cancelled');
      // Not one line after it was cancelled.
      expect({ done, failed, state }).toEqual({ done: cancelled.done, failed: 1, state: 'cancelled' });
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(100);
      expect(idsIn('out.jsonl')).toHaveLength(done);
      const errors = readFileSync(at('out.errors.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(errors.filter(({ error }) => error.code === 'batch_cancelled')).toHaveLength(100 - done);
      expect(errors.at(-1)).toMatchObject({ custom_id: null, error: { code: 'invalid_line', line: 101 } });
      expect(new Set([...idsIn('out.jsonl'), ...idsIn('out.errors.jsonl')]).size).toBe(101);
    });

    test('gives up what is left when the time of a batch is over, also of lines under way', async () => {
      const slow = await startBatchServer({ delayMs: 600_000 });
      const { id } = await queue.submit({ input: chats(6), expiresInMs: 1500 });
      const worked = await queue.work(clientOf(slow), { drain: true });
      slow.close();
      const { errors } = await queue.collect(id, { output: at('out.jsonl') });

      expect(worked).toMatchObject({ done: 0, failed: 0 });
      expect(await queue.status(id)).toMatchObject({ state: 'expired', remaining: 6 });
      expect(comparable(errors)).toHaveLength(6);
      expect(readFileSync(errors, 'utf8')).toContain('batch_expired');
    });

    test('takes chunks with a number in its order, after those without', async () => {
      const asked = server.asked.length;
      for (const [content, priority] of [
        ['last', 9],
        ['second', 1],
        ['first', undefined],
      ] as const) {
        const input = [JSON.parse(chatLine('a', content))];
        await queue.submit({ input, priority });
      }
      await drain(queue, { concurrency: 1 });

      expect(server.asked.slice(asked)).toEqual(['first', 'second', 'last']);
    });

    test('asks once more, alone, for lines that may have failed for others', async () => {
      // As a TGI: one bad line fails all that are computed beside it.
      const tgi = await startBatchServer({ poison: 'text 3' });
      const { id } = await queue.submit({ input: chats(12), chunkLines: 4 });
      await queue.work(clientOf(tgi), { drain: true, concurrency: 6 });
      tgi.close();
      const { errors } = await queue.collect(id, { output: at('out.jsonl') });

      expect(await queue.status(id)).toMatchObject({ done: 11, failed: 1 });
      expect(readFileSync(errors, 'utf8')).toContain('"custom_id":"id-3"');
    });

    test('stops a worker whose server is not there, and gives its lines back', async () => {
      const gone = await startBatchServer();
      gone.close();
      const { id } = await queue.submit({ input: chats(10) });

      await expect(queue.work(clientOf(gone), { drain: true, silenceMs: NEVER_MS })).rejects.toThrow(
        /The batch stopped: .* could not be asked for/,
      );
      expect(await queue.status(id)).toMatchObject({ state: 'in_progress', done: 0, failed: 0 });
      expect(await drain(queue)).toMatchObject({ done: 10 });
    });

    test('refuses to collect a batch that is not over, unless a part is enough', async () => {
      const { id } = await queue.submit({ input: [...chats(3), 'no JSON\n'] });

      await expect(queue.collect(id, { output: at('out.jsonl') })).rejects.toMatchObject({
        code: 'batch_not_over',
        message: expect.stringContaining('has results for 1 of 4 lines'),
      });
      expect(readdirSync(folder)).toEqual([]);
      expect(await queue.collect(id, { output: at('out.jsonl'), partial: true })).toMatchObject({ failed: 1 });
      expect(comparable(at('out.errors.jsonl'))).toHaveLength(1);
      await queue.cancel(id);
    });

    test('keeps lines and results in a folder that machines share, wherever it lies on each', async () => {
      writeFileSync(at('in.jsonl'), manyLines(120).replaceAll('text', 'in a folder'));
      await runBatch(clientOf(server), { input: at('in.jsonl'), output: at('whole.jsonl') });
      const { id } = await queue.submit({ input: at('in.jsonl'), chunkLines: 20, folder: at('shared') });
      symlinkSync(at('shared'), at('mounted'));
      const before = await dump(store.url);
      const stopping = new AbortController();
      server.onAsked(50, () => stopping.abort());
      await queue.work(clientOf(server), { stop: stopping.signal, concurrency: 4, folder: at('mounted') });
      await drain(queue, { folder: at('mounted') });
      const after = await dump(store.url);
      await queue.collect(id, { output: at('out.jsonl'), folder: at('mounted') });

      expect([before, after].map((kept) => /in a folder/i.test(kept))).toEqual([false, false]);
      expect(comparable(at('out.jsonl'))).toEqual(comparable(at('whole.jsonl')));
      expect(comparable(at('out.errors.jsonl'))).toEqual(comparable(at('whole.errors.jsonl')));
      // The lines are gone; each worker, and the submission, has a file of results.
      expect(readdirSync(join(at('shared'), id)).filter((file) => !file.startsWith('results-'))).toEqual([]);
      await queue.delete(id);
      expect(readdirSync(at('shared'))).toEqual([]);
    });

    test('says what to do where the folder of a batch is not shared, and gives its lines back', async () => {
      const { id } = await queue.submit({ input: chats(4), folder: at('shared') });

      await expect(drain(queue, { folder: at('elsewhere') })).rejects.toMatchObject({
        code: 'folder_unreachable',
        message: expect.stringContaining('--results'),
      });
      expect(await drain(queue)).toMatchObject({ done: 4 });
      expect(await queue.status(id)).toMatchObject({ state: 'completed' });
    });

    test('overwrites nothing unless it is asked to', async () => {
      const { id } = await queue.submit({ input: chats(2) });
      await drain(queue);
      writeFileSync(at('out.errors.jsonl'), 'mine');

      await expect(queue.collect(id, { output: at('out.jsonl') })).rejects.toMatchObject({ code: 'output_exists' });
      expect(readdirSync(folder)).toEqual(['out.errors.jsonl']);
      await queue.collect(id, { output: at('out.jsonl'), overwrite: true });
      expect(readdirSync(folder)).toEqual(['out.jsonl']);
    });

    test('deletes a batch that is over, and all that was kept of it', async () => {
      const { id } = await queue.submit({ input: chats(30), chunkLines: 4 });
      await expect(queue.delete(id)).rejects.toMatchObject({ code: 'batch_not_over' });
      await queue.cancel(id);
      await queue.delete(id);

      await expect(queue.status(id)).rejects.toMatchObject({ code: 'batch_not_found' });
      expect((await queue.list()).map((batch) => batch.id)).not.toContain(id);
      expect(await drain(queue)).toMatchObject({ done: 0 });
    });

    test('refuses an input as a run on one machine does, and keeps nothing of it', async () => {
      const before = (await queue.list()).length;
      const twice = [...chats(2), ...chats(1)];

      await expect(queue.submit({ input: twice })).rejects.toThrow(/lines 1 and 3 have the same `custom_id`/);
      await expect(queue.submit({ input: [...chats(1), 'bad\n'], strict: true })).rejects.toMatchObject({
        code: 'bad_lines',
      });
      await expect(queue.submit({ input: [] })).rejects.toMatchObject({ code: 'empty_file' });
      await expect(queue.submit({ input: at('none.jsonl') })).rejects.toThrow(/no such file/);
      expect(await queue.list()).toHaveLength(before);
    });
  });
}
