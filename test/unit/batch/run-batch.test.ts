import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { EasyLLM } from 'easyllm';
import { runBatch } from 'easyllm/batch';
import type { BatchOptions } from 'easyllm/batch';
import { Journal } from '../../../src/batch/disk/journal.ts';
import { useScratchFolder } from '../../support/scratch-folder.ts';

const at = useScratchFolder();

interface Record {
  custom_id: string | null;
  response: { status_code: number; body: { choices: { message: { content: string } }[] } } | null;
  error: { code: string; message: string; line?: number } | null;
}

function chatLine(index: number, content = `text ${index}`): string {
  const body = { model: 'm', messages: [{ role: 'user', content }] };
  return JSON.stringify({ custom_id: `id-${index}`, method: 'POST', url: '/v1/chat/completions', body });
}

function writeInput(lines: readonly string[]): string {
  writeFileSync(at('in.jsonl'), `${lines.join('\n')}\n`);
  return at('in.jsonl');
}

const readRecords = (name = 'out.jsonl'): Record[] =>
  readFileSync(at(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

type Answer = (content: string, calls: readonly string[]) => Response | undefined | Promise<Response | undefined>;

/** A client of a server that says each text back in capitals, but for what `answer` answers; and what the server was asked. */
function createClient(answer: Answer = () => undefined) {
  const calls: string[] = [];
  const client = new EasyLLM({
    apiBase: 'http://server.test/v1',
    dialect: 'vllm',
    apiKey: 'unused',
    maxRetries: 0,
    logLevel: 'off',
    fetch: async (request) => {
      const { messages } = JSON.parse(await new Request(request).text());
      const { content } = messages[0];
      calls.push(content);
      const message = { role: 'assistant', content: content.toUpperCase() };
      const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      const whole = { id: 'x', object: 'chat.completion', created: 1, model: 'm', choices, usage };
      return (await answer(content, calls)) ?? Response.json(whole, { headers: { 'x-request-id': 'r-1' } });
    },
  });
  return { client, calls };
}

const refusal = (status: number, headers = {}) =>
  Response.json({ error: { message: 'No.', type: 'x', code: null, param: null } }, { status, headers });

const run = (client: EasyLLM, options: Partial<BatchOptions> = {}) =>
  runBatch(client, { input: at('in.jsonl'), output: at('out.jsonl'), ...options });

const sortedIds = (records: readonly Record[]) => records.map(({ custom_id }) => custom_id).toSorted();

const LINES = Array.from({ length: 40 }, (_, index) => chatLine(index));
const IDS = LINES.map((_, index) => `id-${index}`).toSorted();

describe('runBatch', () => {
  test('writes a record in OpenAI’s shape for each line', async () => {
    writeInput(LINES);
    const { client } = createClient();

    const result = await run(client);

    expect(result).toMatchObject({ state: 'completed', total: 40, done: 40, failed: 0, remaining: 0, tokens: 120 });
    expect(sortedIds(readRecords())).toEqual(IDS);
    const record = readRecords().find(({ custom_id }) => custom_id === 'id-7');
    expect(record).toMatchObject({
      id: expect.stringMatching(/^batch_req_\w{24}$/),
      response: { status_code: 200, request_id: 'r-1', body: { choices: [{ message: { content: 'TEXT 7' } }] } },
      error: null,
    });
    expect(readdirSync(at()).toSorted()).toEqual(['in.jsonl', 'out.jsonl', 'out.jsonl.manifest.json']);
  });

  test('goes on where a run was stopped', async () => {
    writeInput(LINES);
    const stop = new AbortController();
    const first = createClient((_, calls) => (calls.length === 10 ? (stop.abort(), undefined) : undefined));
    const stopped = await run(first.client, { stop: stop.signal, concurrency: 4 });
    const second = createClient();

    const result = await run(second.client);

    expect(stopped.state).toBe('stopped');
    expect(stopped.inThisRun).toBe(first.calls.length);
    expect(second.calls).toHaveLength(40 - stopped.done);
    expect(result).toMatchObject({ state: 'completed', done: 40, inThisRun: 40 - stopped.done });
    expect(sortedIds(readRecords())).toEqual(IDS);
  });

  test('goes on from an output that is torn at any byte of its last line', async () => {
    writeInput(LINES.slice(0, 3));
    await run(createClient().client, { concurrency: 1 });
    const whole = readFileSync(at('out.jsonl'));
    const start = whole.subarray(0, -1).lastIndexOf('\n') + 1;
    const failures: number[] = [];
    for (let size = start; size <= whole.length; size += 1) {
      writeFileSync(at('out.jsonl'), whole);
      truncateSync(at('out.jsonl'), size);
      const { client, calls } = createClient();
      await run(client);
      const isRight = calls.length === (size === whole.length ? 0 : 1);
      if (!isRight || sortedIds(readRecords()).join() !== 'id-0,id-1,id-2') failures.push(size);
    }

    expect(failures).toEqual([]);
  });

  test('cuts off the zeros that a power cut leaves', async () => {
    writeInput(LINES.slice(0, 2));
    await run(createClient().client, { limit: 1 });
    writeFileSync(
      at('out.jsonl'),
      Buffer.concat([readFileSync(at('out.jsonl')), Buffer.alloc(5000), Buffer.from('\n')]),
    );

    await run(createClient().client);

    expect(sortedIds(readRecords())).toEqual(['id-0', 'id-1']);
  });

  test('asks again, alone and at the end, for what failed with its neighbours', async () => {
    writeInput(LINES);
    let underWay = 0;
    // TGI: one bad line fails all that is computed beside it.
    const { client, calls } = createClient(async (content) => {
      underWay += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
      const beside = underWay;
      underWay -= 1;
      const isBad = content === 'text 5';
      return isBad || (content === 'text 6' && beside > 1) ? refusal(424) : undefined;
    });

    const result = await run(client, { concurrency: 4 });

    expect(result).toMatchObject({ state: 'completed', done: 39, failed: 1 });
    expect(readRecords('out.errors.jsonl')).toMatchObject([{ custom_id: 'id-5', response: { status_code: 424 } }]);
    expect(calls.slice(-2).toSorted()).toEqual(['text 5', 'text 6']);
  });

  test('names bad lines by number and reason, and runs the rest', async () => {
    writeInput([
      chatLine(0),
      '{"custom_id": 1}',
      '',
      'no JSON',
      JSON.stringify({ custom_id: 'a', method: 'GET' }),
      JSON.stringify({ custom_id: 'b', url: '/v1/images', body: {} }),
      JSON.stringify({ custom_id: 'c', url: '/v1/embeddings' }),
      JSON.stringify({ custom_id: 'd', url: '/v1/completions', body: { stream: true } }),
    ]);

    const result = await run(createClient().client);

    expect(result).toMatchObject({ total: 7, done: 1, failed: 6, bad: 6 });
    expect(readRecords('out.errors.jsonl').map(({ custom_id, error }) => [custom_id, error?.message])).toEqual([
      [null, 'Line 2: its `custom_id` is a number.'],
      [null, 'Line 4: it is not valid JSON.'],
      ['a', 'Line 5: its `method` is "GET". Expected "POST".'],
      ['b', expect.stringContaining('Line 6: its `url` is "/v1/images". Offered are /v1/chat/completions')],
      ['c', 'Line 7: its `body` is undefined. Expected an object.'],
      ['d', 'Line 8: its `body.stream` is true: a batch has no streams.'],
    ]);
    expect(await run(createClient().client)).toMatchObject({ done: 1, failed: 6, inThisRun: 0 });
  });

  test.each<[string, () => Partial<BatchOptions> | void, RegExp]>([
    ['another input', () => void writeInput([...LINES, chatLine(99)]), /begun with another input: it had 40 lines/],
    ['other parameters', () => ({ model: 'other' }), /begun with `model` unset, which is "other" now/],
    ['an output of others', () => ({ output: at('in.jsonl.copy') }), /is there, and is no output of a batch/],
    [
      'ids that are not unique',
      () => void writeInput([...LINES, chatLine(3)]),
      /lines 4 and 41 have the same `custom_id`, "id-3"/,
    ],
    [
      'a bad line, where it is strict',
      () => (writeInput(['no']), { strict: true }),
      /one bad line.* Line 1: it is not valid JSON/,
    ],
    ['more lines than allowed', () => ({ maxLines: 39 }), /more than 39 lines/],
    ['one file for two', () => ({ errors: at('out.jsonl') }), /must be different files/],
    ['an option that is none', () => ({ overwirte: true }) as object, /`overwirte` is no option.* `overwrite`/],
    [
      'an output in no folder',
      () => ({ output: at('none/out.jsonl') }),
      /Nothing can be written beside the output: ENOENT/,
    ],
    ['an input that is not there', () => ({ input: at('none') }), /no such file/],
  ])('refuses %s before anything is sent', async (_, change, message) => {
    writeInput(LINES);
    await run(createClient().client, { limit: 1 });
    writeFileSync(at('in.jsonl.copy'), 'mine\n');
    const { client, calls } = createClient();

    await expect(run(client, change() ?? {})).rejects.toThrow(message);
    expect(calls).toEqual([]);
    expect(readFileSync(at('in.jsonl.copy'), 'utf8')).toBe('mine\n');
  });

  test('refuses a second run on an output, and takes over from a dead one', async () => {
    writeInput(LINES);
    const lock = (pid: number) => writeFileSync(at('out.jsonl.lock'), JSON.stringify({ pid, host: '', birth: '' }));
    lock(1);
    await expect(run(createClient().client)).rejects.toThrow(
      /is being written by process 1 on .*delete .*out\.jsonl\.lock/,
    );
    const own = JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname(), birth: '' });
    writeFileSync(at('out.jsonl.lock'), own);

    const [one, two] = await Promise.allSettled([run(createClient().client), run(createClient().client)]);

    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(sortedIds(readRecords())).toEqual(IDS);
  });

  test('stops where the server cannot be asked, and counts no line as failed for it', async () => {
    writeInput(LINES);
    const away = createClient(() => refusal(401));

    await expect(run(away.client)).rejects.toThrow(
      /The batch stopped: 8 lines in a row could not be asked for.*401.*run the same again/,
    );

    expect(await run(createClient().client)).toMatchObject({ done: 40, failed: 0, inThisRun: 40 });
  });

  test('asks again for errors of earlier runs, where it is told to', async () => {
    writeInput(LINES);
    await run(createClient((content) => (content === 'text 9' ? refusal(400) : undefined)).client);
    const { client, calls } = createClient();

    const result = await run(client, { retryErrors: true });

    expect(result).toMatchObject({ state: 'completed', done: 40, failed: 0, inThisRun: 1 });
    expect(calls).toEqual(['text 9']);
    expect(readRecords('out.errors.jsonl.previous')).toHaveLength(1);
  });

  test('waits as long as a server that has too much to do asks', async () => {
    writeInput(LINES);
    let refused = 0;
    const { client } = createClient(() => (refused++ < 3 ? refusal(429, { 'retry-after': '0' }) : undefined));

    expect(await run(client)).toMatchObject({ done: 40, failed: 0 });
  });

  test('reads gzip, pieces and objects, and begins anew where it may overwrite', async () => {
    const text = `\uFEFF${LINES.join('\r\n')}`;
    writeFileSync(at('in.jsonl'), gzipSync(text));
    const pieces = async function* () {
      for (let from = 0; from < text.length; from += 7) yield text.slice(from, from + 7);
    };
    const done: unknown[] = [];
    for (const input of [at('in.jsonl'), pieces(), LINES.map((line) => JSON.parse(line))]) {
      done.push((await run(createClient().client, { input, overwrite: true })).done);
    }

    expect(done).toEqual([40, 40, 40]);
    expect(readdirSync(at())).not.toContain('out.jsonl.input');
  });

  test('judges an input without sending or writing, in a dry run', async () => {
    writeInput([...LINES, 'bad']);
    const { client, calls } = createClient();

    expect(await run(client, { dryRun: true })).toMatchObject({ state: 'checked', total: 41, bad: 1, remaining: 41 });
    expect(calls).toEqual([]);
    expect(readdirSync(at())).toEqual(['in.jsonl']);
  });

  test('tells how far it is', async () => {
    writeInput(LINES);
    const told: unknown[] = [];

    await run(createClient().client, { onProgress: (progress) => told.push(progress) });

    expect(told.at(-1)).toMatchObject({ phase: 'asking', total: 40, done: 40, tokens: 120, underWay: 0 });
  });
});

describe('Journal', () => {
  // A device of Linux that is full.
  test.skipIf(!existsSync('/dev/full'))('says that the disk is full, and what to do', async () => {
    const journal = await Journal.open('/dev/full');
    const full =
      /cannot be written\. The disk is full: make room, and run the same again\. All results before are kept/;
    await journal.append('{}\n');

    await expect(journal.close()).rejects.toThrow(full);
    expect(() => journal.append('{}\n')).toThrow(full);
  });
});
