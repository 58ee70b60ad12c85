import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI4 from 'openai4';
import { zodResponseFormat as zodResponseFormat4 } from 'openai4/helpers/zod';
import OpenAI6 from 'openai6';
import { zodResponseFormat as zodResponseFormat6 } from 'openai6/helpers/zod';
import OpenAI7 from 'openai7';
import { zodResponseFormat as zodResponseFormat7 } from 'openai7/helpers/zod';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z as z3 } from 'zod';
import { z } from 'zod/v4';
import { folderBatches } from '../../src/batch.ts';
import { apiKey, SEATS, sitAtBatches, upstream, VECTOR } from './server.ts';
import type { Seat } from './server.ts';

const City = z.object({ city: z.string() });
const City3 = z3.object({ city: z3.string() });

type ToFormat = () => ReturnType<typeof zodResponseFormat6<typeof City>>;

// What is used here of the three is the same; only the names of their types differ.
const PACKAGES: { version: number; OpenAI: typeof OpenAI6; toFormat: ToFormat }[] = [
  {
    version: 4,
    OpenAI: OpenAI4 as unknown as typeof OpenAI6,
    toFormat: (() => zodResponseFormat4(City3, 'city')) as unknown as ToFormat,
  },
  { version: 6, OpenAI: OpenAI6, toFormat: () => zodResponseFormat6(City, 'city') },
  {
    version: 7,
    OpenAI: OpenAI7 as unknown as typeof OpenAI6,
    toFormat: (() => zodResponseFormat7(City, 'city')) as unknown as ToFormat,
  },
];

/** In version 4 the helpers were in beta. */
function helpersOf(client: OpenAI6): OpenAI6['chat']['completions'] {
  const beta: { chat?: OpenAI6['chat'] } = client.beta as object;
  return beta.chat?.completions ?? client.chat.completions;
}

const CASES = PACKAGES.flatMap((client) => SEATS.map((seat) => ({ ...client, ...seat })));

describe.each(CASES)('openai $version through $name', ({ OpenAI, toFormat, sit }) => {
  let seat: Seat;
  let client: OpenAI6;
  beforeAll(async () => {
    seat = await sit();
    client = new OpenAI({ apiKey, baseURL: seat.baseURL, fetch: seat.fetch, maxRetries: 0 });
  });
  afterAll(() => seat.close());

  const ask = (content: string) => ({ model: 'tgi', messages: [{ role: 'user' as const, content }] });

  test('creates a chat completion', async () => {
    const reply = await client.chat.completions.create(ask('Hi'));

    expect(reply.choices[0]?.message).toMatchObject({ role: 'assistant', content: 'Hello there' });
    expect(reply.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 2 });
  });

  test('streams chunks', async () => {
    const stream = await client.chat.completions.create({
      ...ask('Hi'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      tokens = chunk.usage?.completion_tokens;
    }

    expect([text, tokens]).toEqual(['Hello there', 2]);
  });

  test('accumulates a stream with its helper', async () => {
    const runner = helpersOf(client).stream(ask('Hi'));

    expect((await runner.finalChatCompletion()).choices[0]?.message.content).toBe('Hello there');
  });

  test('parses a structured answer', async () => {
    const reply = await helpersOf(client).parse({
      ...ask('json'),
      response_format: toFormat(),
    });

    expect(reply.choices[0]?.message.parsed).toEqual({ city: 'Paris' });
  });

  test('creates a completion, whole and streamed', async () => {
    const whole = await client.completions.create({ model: 'tgi', prompt: 'Hi' });
    const stream = await client.completions.create({ model: 'tgi', prompt: 'Hi', stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? '';

    expect([whole.choices[0]?.text, text]).toEqual(['Hello there', 'Hello there']);
  });

  test('embeds, in the base64 it asks for by itself', async () => {
    const { data } = await client.embeddings.create({ model: 'tei', input: ['a', 'b', 'c'] });

    expect(data.map(({ embedding }) => Array.from(embedding))).toEqual([VECTOR, VECTOR, VECTOR]);
  });

  test('lists and retrieves models', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);

    expect(ids).toEqual(['org/model']);
    expect((await client.models.retrieve('org/model')).id).toBe('org/model');
  });

  test.each([
    [400, 'BadRequestError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [422, 'UnprocessableEntityError'],
    [424, 'APIError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
    [503, 'InternalServerError'],
  ] as const)('throws its own class for %i', async (status, name) => {
    const error: unknown = await client.chat.completions
      .create(ask(`fail ${status}`))
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OpenAI[name]);
    expect(error).toMatchObject({ status, code: 'test', message: expect.not.stringMatching(/^(\d+) \1/) });
  });

  test('throws its own classes for a refused token', async () => {
    const expected = seat.baseURL.includes('easyllm') ? [401, 403] : [502, 502];
    const statuses = await Promise.all(
      [401, 403].map((status) =>
        client.chat.completions.create(ask(`fail ${status}`)).then(
          () => undefined,
          (error: { status?: number }) => error.status,
        ),
      ),
    );

    expect(statuses).toEqual(expected);
  });

  test('names the field of a bad request', async () => {
    await expect(client.chat.completions.create({ ...ask('Hi'), temperature: -1 })).rejects.toMatchObject({
      status: 400,
      param: 'temperature',
      type: 'invalid_request_error',
    });
  });

  test('aborts a whole answer and a stream, down to the server', async () => {
    const before = upstream.cancelled;
    const controller = new AbortController();
    const whole = client.chat.completions.create(ask('wait'), { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(whole).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);

    const stream = await client.chat.completions.create({ ...ask('wait'), stream: true });
    for await (const _ of stream) break;

    await vi.waitFor(() => expect(upstream.cancelled).toBeGreaterThan(before));
  });
});

describe.each(PACKAGES)('files and batches of openai $version', ({ OpenAI }) => {
  test('are uploaded, run and read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'easyllm-batches-'));
    const batches = await folderBatches({ folder });
    const seat = await sitAtBatches(batches);
    const client = new OpenAI({ apiKey, baseURL: seat.baseURL, maxRetries: 0 });
    try {
      const lines = ['a', 'b', 'fail 400'].map((content, index) =>
        JSON.stringify({
          custom_id: String(index),
          method: 'POST',
          url: '/v1/chat/completions',
          body: { model: 'tgi', messages: [{ role: 'user', content }] },
        }),
      );
      await writeFile(join(folder, 'in.jsonl'), lines.join('\n'));

      const file = await client.files.create({ file: createReadStream(join(folder, 'in.jsonl')), purpose: 'batch' });
      let batch = await client.batches.create({
        input_file_id: file.id,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        metadata: { project: 'atlas' },
      });
      while (batch.status !== 'completed') {
        expect(['validating', 'in_progress', 'finalizing']).toContain(batch.status);
        batch = await client.batches.retrieve(batch.id);
      }
      const read = async (id: string | undefined) =>
        (await (await client.files.content(id ?? '')).text())
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));

      expect(batch).toMatchObject({
        metadata: { project: 'atlas' },
        request_counts: { total: 3, completed: 2, failed: 1 },
      });
      expect((await read(batch.output_file_id)).map(({ custom_id: id }) => id).toSorted()).toEqual(['0', '1']);
      expect(await read(batch.error_file_id ?? undefined)).toMatchObject([
        { custom_id: '2', response: { status_code: 400 } },
      ]);
      const ids: string[] = [];
      for await (const { id } of await client.files.list()) ids.push(id);
      expect(ids.toSorted()).toEqual([file.id, batch.output_file_id, batch.error_file_id].toSorted());
      for await (const { id } of await client.batches.list({ limit: 1 })) expect(id).toBe(batch.id);
      await expect(client.batches.cancel(batch.id)).rejects.toMatchObject({ status: 409 });
    } finally {
      await seat.close();
      await batches.stop();
      await rm(folder, { recursive: true });
    }
  });
});
