/** Files and batches over HTTP, on a gateway as `easyllm serve --data DIR` runs it. */
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { folderBatches } from '../../src/batch.ts';
import type { BatchRecord, FolderBatchesOptions } from '../../src/batch.ts';
import { createGateway } from '../../src/gateway.ts';
import type { GatewayOptions } from '../../src/gateway.ts';
import type { Batch, BatchList, FileList, FileObject } from '../../generated/openai.ts';
import { EasyLLM, NotFoundError, UnsupportedError } from '../../src/index.ts';
import type { Uploadable } from '../../src/index.ts';
import * as facade from '../../generated/openai.zod.ts';
import { chatLine, manyLines, startBatchServer } from '../support/batch-server.ts';
import type { BatchServer } from '../support/batch-server.ts';
import { serveGateway } from '../support/gateway.ts';
import type { ServedGateway } from '../support/gateway.ts';

const KEYS = {
  auth: {
    keys: [
      { name: 'ada', key: 'ada-key' },
      { name: 'ben', key: 'ben-key', models: ['other'] },
    ],
  },
};

let server: BatchServer;
let folder: string;
const open: ServedGateway[] = [];

beforeAll(async () => {
  server = await startBatchServer();
});
afterAll(() => server.close());
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A gateway over a folder that is new, or the one that there is. */
async function start({
  gateway = KEYS,
  isNew = true,
  apiBase = server.url,
  ...options
}: Partial<FolderBatchesOptions> & {
  gateway?: GatewayOptions;
  isNew?: boolean;
  apiBase?: string;
} = {}): Promise<Caller> {
  if (isNew) folder = await mkdtemp(join(tmpdir(), 'easyllm-batches-'));
  const batches = await folderBatches({ folder, ...options });
  const served = await serveGateway({ apiBase }, { ...gateway, batches });
  open.push(served);
  return new Caller(served.url);
}

async function stop(): Promise<void> {
  await open.pop()?.[Symbol.asyncDispose]();
}

interface Told<Body> {
  status: number;
  body: Body;
}

interface Refused {
  error: { param: string | null };
}

/** A caller of OpenAI’s API who has a key. */
class Caller {
  readonly url: string;
  readonly key: string;

  constructor(url: string, key = 'ada-key') {
    this.url = url;
    this.key = key;
  }

  as(key: string): Caller {
    return new Caller(this.url, key);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, {
      ...init,
      headers: { authorization: `Bearer ${this.key}`, ...(init.headers as Record<string, string>) },
    });
  }

  async tell<Body = object>(path: string, init?: RequestInit): Promise<Told<Body>> {
    const response = await this.fetch(path, init);
    return { status: response.status, body: (await response.json()) as Body };
  }

  async upload(
    content: string | Uint8Array<ArrayBuffer>,
    fields: Record<string, string> = { purpose: 'batch' },
  ): Promise<Told<FileObject>> {
    const form = new FormData();
    form.set('file', new Blob([content]), 'requests.jsonl');
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return this.tell('/v1/files', { method: 'POST', body: form });
  }

  post<Body = object>(path: string, body: unknown): Promise<Told<Body>> {
    const headers = { 'content-type': 'application/json' };
    return this.tell(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** A batch of a content, under way. */
  async begin(content: string, more: object = {}): Promise<Batch> {
    const { body: file } = await this.upload(content);
    const asked = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h', ...more };
    return (await this.post<Batch>('/v1/batches', asked)).body;
  }

  async end(id: string): Promise<Batch> {
    for (;;) {
      const { body } = await this.tell<Batch>(`/v1/batches/${id}`);
      const { error } = facade.Batch.safeParse(body);
      if (error !== undefined) throw error;
      if (['completed', 'failed', 'expired', 'cancelled'].includes(body.status)) return body;
      await sleep(20);
    }
  }

  async lines(id: string | null): Promise<BatchRecord[]> {
    if (id === null) return [];
    const text = await (await this.fetch(`/v1/files/${id}/content`)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
}

describe('files', () => {
  test('are kept under the key that made them, byte for byte', async () => {
    const ada = await start();
    const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256);
    const { status, body: file } = await ada.upload(content, {
      purpose: 'user_data',
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': '3600',
    });

    expect({ status, strays: facade.FileObject.safeParse(file).error }).toEqual({ status: 200, strays: undefined });
    expect(file).toMatchObject({
      bytes: 300_000,
      filename: 'requests.jsonl',
      purpose: 'user_data',
      expires_at: file.created_at + 3600,
    });
    const back = new Uint8Array(await (await ada.fetch(`/v1/files/${file.id}/content`)).arrayBuffer());
    expect(Buffer.compare(back, content)).toBe(0);
    expect((await ada.tell('/v1/files?purpose=user_data')).body).toMatchObject({
      data: [file],
      has_more: false,
      last_id: file.id,
    });
    expect((await ada.tell<FileList>('/v1/files?purpose=batch')).body.data).toEqual([]);
    for (const path of [`/v1/files/${file.id}`, `/v1/files/${file.id}/content`]) {
      expect(await ada.as('ben-key').tell(path)).toMatchObject({
        status: 404,
        body: { error: { code: 'file_not_found' } },
      });
    }
    expect(await ada.as('ben-key').tell(`/v1/files/${file.id}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect((await ada.tell(`/v1/files/${file.id}`, { method: 'DELETE' })).body).toEqual({
      id: file.id,
      object: 'file',
      deleted: true,
    });
    expect((await ada.tell(`/v1/files/${file.id}`)).status).toBe(404);
    expect(await readdir(join(folder, 'files'))).toEqual([]);
  });

  test('are listed in pages, the newest first', async () => {
    const ada = await start();
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c']) ids.unshift((await ada.upload(content)).body.id);
    const list = async (query: string) =>
      (await ada.tell<FileList>(`/v1/files?${query}`)).body.data.map(({ id }) => id);

    expect(await list('limit=2')).toEqual(ids.slice(0, 2));
    expect(await list(`limit=2&after=${ids[1]}`)).toEqual(ids.slice(2));
    expect(await list('order=asc')).toEqual(ids.toReversed());
    expect(await ada.tell('/v1/files?limit=0')).toMatchObject({ status: 400, body: { error: { param: 'limit' } } });
    expect(await ada.tell('/v1/files?after=x')).toMatchObject({ status: 400, body: { error: { param: 'after' } } });
  });

  test.each([
    ['no file', (form: FormData) => form.delete('file'), 400, 'file'],
    ['no purpose', (form: FormData) => form.delete('purpose'), 400, 'purpose'],
    ['an unknown purpose', (form: FormData) => form.set('purpose', 'batches'), 400, 'purpose'],
    ['an unknown part', (form: FormData) => form.set('folder', 'a'), 400, 'folder'],
    ['an odd expiry', (form: FormData) => form.set('expires_after[seconds]', '1'), 400, 'expires_after.anchor'],
    ['too much', (form: FormData) => form.set('file', new Blob(['x'.repeat(1001)]), 'a'), 413, 'file'],
  ])('are refused with %s, and leave nothing behind', async (_, change, status, param) => {
    const ada = await start({ maxFileBytes: 1000 });
    const form = new FormData();
    form.set('file', new Blob(['x']), 'a');
    form.set('purpose', 'batch');
    change(form);

    expect(await ada.tell('/v1/files', { method: 'POST', body: form })).toMatchObject({
      status,
      body: { error: { param } },
    });
    expect(await readdir(join(folder, 'files'))).toEqual([]);
  });

  test('are refused where the disk has no room, where there is no form, and where a web page sends them', async () => {
    const full = await start({ minFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await full.upload('a')).toMatchObject({ status: 507, body: { error: { code: 'storage_full' } } });
    expect(await full.tell('/v1/files', { method: 'POST', body: 'a' })).toMatchObject({ status: 415 });
    const headers = { origin: 'http://evil.example' };
    expect(await full.tell('/v1/files', { method: 'POST', headers, body: new FormData() })).toMatchObject({
      status: 403,
    });
    expect((await full.fetch('/v1/files', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  });

  test('that break off leave nothing behind', async () => {
    const ada = await start();
    const headers = { authorization: 'Bearer ada-key', 'content-type': 'multipart/form-data; boundary=b' };
    const upload = request(`${ada.url}/v1/files`, { method: 'POST', headers }).on('error', () => {});
    upload.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
    await expect.poll(() => readdir(join(folder, 'files'))).toHaveLength(1);
    upload.destroy();

    await expect.poll(() => readdir(join(folder, 'files'))).toEqual([]);
  });
});

describe('batches', () => {
  test('give each line one result, in the file of answers or that of failures', async () => {
    const ada = await start();
    const batch = await ada.begin(manyLines(200), { metadata: { project: 'atlas' } });
    expect(batch).toMatchObject({ status: 'validating', metadata: { project: 'atlas' }, request_counts: { total: 0 } });

    const ended = await ada.end(batch.id);
    const [answers, failures] = [await ada.lines(ended.output_file_id), await ada.lines(ended.error_file_id)];

    expect(ended).toMatchObject({ status: 'completed', request_counts: { total: 200, completed: 178, failed: 22 } });
    expect(new Set(answers.map((line) => line.custom_id)).size).toBe(178);
    expect(answers[0]).toMatchObject({
      id: expect.stringMatching(/^batch_req_/),
      response: { status_code: 200, body: { choices: [{ message: { content: expect.stringMatching(/^TEXT/) } }] } },
      error: null,
    });
    expect(
      failures
        .filter((line) => line.error?.code === 'invalid_line')
        .map((line) => line.error?.line)
        .toSorted(),
    ).toEqual([151, 51]);
    expect(failures.find((line) => line.custom_id === 'id-3')?.response).toMatchObject({ status_code: 400 });
    expect((await ada.tell(`/v1/files/${ended.output_file_id}`)).body).toMatchObject({
      purpose: 'batch_output',
      filename: `${batch.id}_output.jsonl`,
    });
    expect((await ada.tell('/v1/batches')).body).toMatchObject({ data: [ended], first_id: batch.id });
    expect(await ada.as('ben-key').tell(`/v1/batches/${batch.id}`)).toMatchObject({ status: 404 });
    expect((await ada.as('ben-key').tell<BatchList>('/v1/batches')).body.data).toEqual([]);
    expect((await ada.tell('/usage')).body).toMatchObject({ requests: 198, total_tokens: 356 });
    expect(await readdir(join(folder, 'batches'))).toEqual([`${batch.id}.json`]);
  });

  test('keep an error file where no line was answered, and none of answers', async () => {
    const ada = await start();
    const { id } = await ada.begin(`${chatLine('a', 'refuse')}\nnonsense\n`);
    const ended = await ada.end(id);

    expect(ended).toMatchObject({
      status: 'completed',
      output_file_id: null,
      request_counts: { total: 2, completed: 0, failed: 2 },
    });
    expect(await ada.lines(ended.error_file_id)).toHaveLength(2);
  });

  test('see the models of their key, and no others', async () => {
    const models = { m: { apiBase: server.url }, other: { apiBase: server.url } };
    const ada = await start({ gateway: { ...KEYS, models } });
    const ben = ada.as('ben-key');
    const ended = await ben.end((await ben.begin(chatLine('a', 'hello'))).id);

    expect(await ben.lines(ended.error_file_id)).toMatchObject([
      { response: { status_code: 404, body: { error: { code: 'model_not_found' } } } },
    ]);
    expect(await ada.end((await ada.begin(chatLine('a', 'hello'))).id)).toMatchObject({
      request_counts: { completed: 1 },
    });
  });

  test.each([
    [
      'two lines of one id',
      `${chatLine('a', 'b')}\n${chatLine('a', 'c')}\n`,
      'duplicate_custom_id',
      'The file: lines 1 and 2',
    ],
    ['no lines', '\n', 'empty_file', 'no lines'],
    ['too many lines', manyLines(20), 'too_many_lines', '10 lines'],
    ['a damaged archive', '\u001f\u008b', 'invalid_file', 'gzip'],
  ])('fail as a whole for %s', async (_, content, code, words) => {
    const ada = await start({ maxLines: 10 });
    const before = server.asked.length;
    const { body: file } = await ada.upload(Uint8Array.from(Buffer.from(content, 'latin1')));
    const { body } = await ada.post<Batch>('/v1/batches', {
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    const ended = await ada.end(body.id);

    expect(ended).toMatchObject({
      status: 'failed',
      errors: { data: [{ code, message: expect.stringContaining(words) }] },
    });
    expect(JSON.stringify(ended)).not.toContain(folder);
    expect(server.asked.length).toBe(before);
  });

  test.each([
    ['no body', 'null', ''],
    ['an unknown file', { input_file_id: 'file-x' }, 'file_id'],
    ['no file', { input_file_id: undefined }, 'input_file_id'],
    ['an endpoint that is not offered', { endpoint: '/v1/images' }, 'endpoint'],
    ['a window that is none', { completion_window: '31d' }, 'completion_window'],
    ['notes that are no texts', { metadata: { a: 1 } }, 'metadata.a'],
    ['an unknown property', { windows: 1 }, 'windows'],
  ])('are refused with %s', async (_, change, param) => {
    const ada = await start();
    const { body: file } = await ada.upload('a');
    const good = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' };
    const { status, body } = await ada.post<Refused>(
      '/v1/batches',
      typeof change === 'string' ? null : { ...good, ...change },
    );

    expect({ status, param: body.error.param ?? '' }).toEqual({ status: param === 'file_id' ? 404 : 400, param });
  });

  test('are cancelled with what they have, and go on with nothing', async () => {
    await using slow = await startSlow();
    const ada = await start({ apiBase: slow.url, concurrency: 2 });
    const { id } = await ada.begin(manyLines(1000));
    await expect
      .poll(async () => (await ada.tell<Batch>(`/v1/batches/${id}`)).body.request_counts.completed)
      .toBeGreaterThan(3);
    expect(
      await ada.tell(`/v1/files/${(await ada.tell<Batch>(`/v1/batches/${id}`)).body.input_file_id}`, {
        method: 'DELETE',
      }),
    ).toMatchObject({ status: 409 });

    expect((await ada.post(`/v1/batches/${id}/cancel`, {})).body).toMatchObject({ status: 'cancelling' });
    const ended = await ada.end(id);
    const ids = [...(await ada.lines(ended.output_file_id)), ...(await ada.lines(ended.error_file_id))];

    expect(ended).toMatchObject({ status: 'cancelled', request_counts: { total: 1000 } });
    expect(new Set(ids.map((line) => line.custom_id ?? line.error?.line)).size).toBe(1000);
    expect(ids).toHaveLength(1000);
    expect(ids.filter((line) => line.error?.code === 'batch_cancelled').length).toBeGreaterThan(0);
    expect(await ada.post(`/v1/batches/${id}/cancel`, {})).toMatchObject({ status: 409 });
  });

  test('expire with what they have', async () => {
    await using slow = await startSlow();
    let later = 0;
    const ada = await start({ apiBase: slow.url, concurrency: 2, now: () => Date.now() + later });
    const { id } = await ada.begin(manyLines(1000), {
      completion_window: '1h',
      output_expires_after: { anchor: 'created_at', seconds: 3600 },
    });
    await expect
      .poll(async () => (await ada.tell<Batch>(`/v1/batches/${id}`)).body.request_counts.completed)
      .toBeGreaterThan(3);
    later = 3_600_000;
    const ended = await ada.end(id);

    expect(ended).toMatchObject({ status: 'expired', request_counts: { total: 1000 } });
    const [results, errors] = [await ada.lines(ended.output_file_id), await ada.lines(ended.error_file_id)];
    expect(errors.filter((line) => line.error?.code === 'batch_expired').length).toBeGreaterThan(0);
    expect(results).toHaveLength(ended.request_counts.completed);
    // Each line is there, and none twice.
    expect(new Set([...results, ...errors].map((line) => line.custom_id ?? line.error?.line)).size).toBe(1000);
    expect(results.length + errors.length).toBe(1000);
    later = 7_300_000;
    await expect.poll(async () => (await ada.tell(`/v1/files/${ended.output_file_id}`)).status).toBe(404);
  });

  test('go on after a restart, and ask for no line twice', async () => {
    await using slow = await startSlow();
    const first = await start({ apiBase: slow.url, concurrency: 2 });
    const { id } = await first.begin(manyLines(60));
    await expect
      .poll(async () => (await first.tell<Batch>(`/v1/batches/${id}`)).body.request_counts.completed)
      .toBeGreaterThan(3);
    await stop();
    const before = slow.asked.length;
    const second = await start({ isNew: false, apiBase: slow.url });
    const ended = await second.end(id);

    expect(before).toBeLessThan(59);
    expect(ended).toMatchObject({ status: 'completed', request_counts: { total: 60, completed: 53, failed: 7 } });
    expect(slow.asked.length).toBe(59);
    expect(new Set(slow.asked).size).toBe(59);
  });

  test('wait for a server that is away, and say so in the log', async () => {
    const ada = await start({ apiBase: 'http://127.0.0.1:9/v1' });
    const { id } = await ada.begin(chatLine('a', 'b'));

    await expect.poll(() => open[0]?.log.join('')).toContain(`Batch ${id} waits, and tries again`);
    expect((await ada.tell<Batch>(`/v1/batches/${id}`)).body.status).toBe('in_progress');
  });

  test('of a key that is gone end as failed', async () => {
    const first = await start({ apiBase: 'http://127.0.0.1:9/v1' });
    const { id } = await first.begin(chatLine('a', 'b'));
    await stop();
    await start({ isNew: false, gateway: { auth: { keys: ['new'] } } });

    await expect.poll(async () => readFile(join(folder, 'batches', `${id}.json`), 'utf8')).toContain('key_removed');
  });
});

describe('a client of EasyLLM', () => {
  test('uploads, runs and reads, as the openai package does', async () => {
    const { url } = await start();
    const client = new EasyLLM({ apiBase: url, apiKey: 'ada-key' });
    const content = chatLine('ä', 'grüße');
    const file = await client.files.create({ file: new File([content], 'in "1".jsonl'), purpose: 'batch' });
    const asked = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' } as const;
    let batch = await client.batches.create(asked);
    while (batch.status !== 'completed') batch = await client.batches.retrieve(batch.id);

    expect(file).toMatchObject({ filename: 'in "1".jsonl', bytes: Buffer.byteLength(content) });
    expect(await (await client.files.content(file.id)).text()).toBe(content);
    expect(await (await client.files.content(batch.output_file_id ?? '')).text()).toContain('GRÜSSE');
    expect((await client.files.list({ purpose: 'batch_output', limit: 1 })).data).toMatchObject([
      { id: batch.output_file_id },
    ]);
    expect((await client.batches.list()).data).toEqual([batch]);
    await expect(client.batches.cancel(batch.id)).rejects.toMatchObject({ status: 409, code: 'batch_not_cancellable' });
    expect(await client.files.delete(file.id)).toMatchObject({ deleted: true });
    await expect(client.files.retrieve(file.id)).rejects.toBeInstanceOf(NotFoundError);
  });

  test('sends streams, and refuses what is no text', async () => {
    const { url } = await start();
    const client = new EasyLLM({ apiBase: `${url}/v1`, apiKey: 'ada-key' });
    const upload = (file: Uploadable) =>
      client.files.create({ file, purpose: 'batch', expires_after: { anchor: 'created_at', seconds: 3600 } });

    expect(await upload(createReadStream('package.json'))).toMatchObject({
      filename: 'package.json',
      bytes: statSync('package.json').size,
    });
    await expect(upload(new Blob([new Uint8Array([0x1f, 0x8b, 0xff])]))).rejects.toBeInstanceOf(UnsupportedError);
    // @ts-expect-error A path is no content.
    await expect(upload('in.jsonl')).rejects.toMatchObject({ param: 'file' });
  });
});

test('a folder has one gateway at a time', async () => {
  await start();
  await expect(folderBatches({ folder })).rejects.toThrow('is being written by');
});

test('a gateway without a folder says how to get one, and one of callers’ tokens takes none', async () => {
  folder = await mkdtemp(join(tmpdir(), 'easyllm-batches-'));
  const gateway = createGateway({ apiBase: server.url });
  const answer = await gateway.request('http://localhost/v1/files');
  expect(await answer.json()).toMatchObject({
    error: { code: 'route_not_found', message: expect.stringContaining('easyllm serve --data DIR') },
  });
  const batches = await folderBatches({ folder });
  expect(() => createGateway({ apiBase: server.url, auth: 'passthrough', batches })).toThrow('passthrough');
  await batches.stop();
});

async function startSlow() {
  const slow = await startBatchServer({ delayMs: 20 });
  return Object.assign(slow, { [Symbol.asyncDispose]: async () => slow.close() });
}
