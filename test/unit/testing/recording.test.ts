import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigurationError, EasyLLM } from '../../../src/index.ts';
import { fakeTgi, record, replay } from '../../../src/testing.ts';

const KEY = 'hf_abcdefghijklmnop';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
  file = join(folder, 'exchanges.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('record and replay', () => {
  test('give a client the same answers, streamed and whole', async () => {
    const tgi = fakeTgi({ script: [{ tokens: ['Gr', 'öße', ' 😀'] }] });
    const recorded = await ask(record(tgi, file));

    expect(recorded).toEqual(['Größe 😀', 'Größe 😀']);
    expect(await ask(replay(file))).toEqual(recorded);
  });

  test.each([
    ['text', 'data: Grö\r\n\r\n'],
    ['bytes that are no text', new Uint8Array([0, 255, 254, 10, 200])],
    ['nothing', ''],
  ])('keep %s byte for byte, in the same pieces', async (_, send) => {
    const tgi = fakeTgi({ script: [{ status: 418, headers: { 'x-extra': '1' }, steps: [{ send, every: 3 }] }] });
    const pieces = await piecesOf(await record(tgi, file)(new Request('http://tgi.test/a?b=1')));
    const again = await replay(file)(new Request('http://other.test/a?b=1'));

    expect({ status: again.status, extra: again.headers.get('x-extra') }).toEqual({ status: 418, extra: '1' });
    expect(await piecesOf(again)).toEqual(pieces);
  });

  test('keep that a body was cut', async () => {
    const tgi = fakeTgi({ script: [{ steps: [{ send: 'half' }, 'cut'] }] });
    await expect(piecesOf(await record(tgi, file)(new Request('http://tgi.test/')))).rejects.toThrow('terminated');

    await expect(piecesOf(await replay(file)(new Request('http://tgi.test/')))).rejects.toThrow('terminated');
  });
});

describe('record', () => {
  test('leaves out keys, cookies and tokens, wherever they occur', async () => {
    const steps = [{ send: `{"echo":"${KEY}","split":"${KEY}"}`, every: 20 }];
    const tgi = fakeTgi({ script: [{ headers: { 'set-cookie': 'session=c00kie-value' }, steps }] });
    const request = new Request(`http://tgi.test/?api_key=${KEY}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'x-api-key': 'another-secret' },
      body: JSON.stringify({ note: `my key is ${KEY}, or another-secret` }),
    });
    await (await record(tgi, file)(request.clone())).text();
    const saved = readFileSync(file, 'utf8');

    for (const secret of [KEY, 'another-secret', 'c00kie-value']) expect(saved).not.toContain(secret);
    expect(JSON.parse(saved).response.chunks.join('')).toBe('{"echo":"[redacted]","split":"[redacted]"}');
    expect(await (await replay(file)(request)).text()).toContain('[redacted]');
  });

  test('keeps how many tokens there were, and how long they took', async () => {
    const headers = {
      'x-time-per-token': '136',
      'x-tokenization-time': '2',
      'x-prompt-tokens': '6',
      'x-hf-token': KEY,
    };
    const tgi = fakeTgi({ script: [{ headers }] });
    await (await record(tgi, file)(new Request('http://tgi.test/'))).text();

    expect(JSON.parse(readFileSync(file, 'utf8')).response.headers).toMatchObject({
      ...headers,
      'x-hf-token': '[redacted]',
    });
  });

  test('saves an exchange once, if its reader leaves while the next bytes are on their way', async () => {
    const tgi = fakeTgi({ script: [{ steps: [{ send: 'first' }, 'stall'] }] });
    const controller = new AbortController();
    const { body } = await record(tgi, file)(new Request('http://tgi.test/', { signal: controller.signal }));
    const reader = body?.getReader();
    await reader?.read();
    await nextTurn();
    const left = reader?.cancel();
    controller.abort();
    await left;
    await nextTurn();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');

    expect(lines.map((line) => JSON.parse(line).response)).toMatchObject([{ chunks: ['first'], isCut: true }]);
  });

  test('hands bytes on as they come', async () => {
    const tgi = fakeTgi({ script: [{ steps: [{ send: 'first' }, 'stall'] }] });
    const { body } = await record(tgi, file)(new Request('http://tgi.test/'));
    const { value } = (await body?.getReader().read()) ?? {};

    expect(new TextDecoder().decode(value)).toBe('first');
  });
});

describe('replay', () => {
  test('answers requests alike in their order, the last one again and again', async () => {
    const tgi = fakeTgi({ script: [{ status: 503 }, { steps: [{ send: 'ok' }] }] });
    const recording = record(tgi, file);
    for (const _ of [1, 2]) await (await recording(new Request('http://tgi.test/'))).text();
    const again = replay(file);
    const statuses: number[] = [];
    for (const _ of [1, 2, 3]) statuses.push((await again(new Request('http://tgi.test/'))).status);

    expect(statuses).toEqual([503, 200, 200]);
  });

  test('makes the folder of the file', async () => {
    const deep = join(folder, 'test/exchanges.jsonl');

    expect(await ask(record(fakeTgi({ script: [{ tokens: ['Hi'] }] }), deep))).toEqual(['Hi', 'Hi']);
    expect(await ask(replay(deep))).toEqual(['Hi', 'Hi']);
  });

  test('tells that there is no file, and how to make one', () => {
    expect(() => replay(file)).toThrow(ConfigurationError);
    expect(() => replay(file)).toThrow(`There is no recording ${file} to read. Record it with`);
  });

  test.each(['{"request":', '{"request":{"method":"GET"},"response":{}}', '7'])(
    'names the line that is no exchange: %s',
    async (line) => {
      await (await record(fakeTgi({ script: [{}] }), file)(new Request('http://tgi.test/'))).text();
      appendFileSync(file, `\n${line}\n`);

      expect(() => replay(file)).toThrow(ConfigurationError);
      expect(() => replay(file)).toThrow(`Line 3 of ${file} is no exchange`);
    },
  );

  test('tells a client what the file does not hold, at once', async () => {
    const tgi = fakeTgi({ script: [{}] });
    await (await record(tgi, file)(new Request('http://tgi.test/a'))).text();

    await expect(ask(replay(file))).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(
        /holds no answer to POST http:\/\/tgi\.test\/ with this body\. Record it again\.$/,
      ),
      attempts: 1,
    });
  });

  test('names what the file does not hold', async () => {
    await (await record(fakeTgi({ script: [{}] }), file)(new Request('http://tgi.test/a'))).text();

    await expect(replay(file)(new Request('http://tgi.test/b'))).rejects.toThrow('no answer to GET http://tgi.test/b');
  });
});

async function ask(fetch: ReturnType<typeof replay>): Promise<string[]> {
  const client = new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: KEY,
    promptBuilder: 'chatml',
    fetch,
    logLevel: 'off',
  });
  const messages = [{ role: 'user' as const, content: 'How big?' }];
  const whole = await client.chat.completions.create({ messages });
  let streamed = '';
  for await (const { choices } of await client.chat.completions.create({ messages, stream: true })) {
    streamed += choices[0]?.delta.content ?? '';
  }
  return [whole.choices[0]?.message.content ?? '', streamed];
}

async function piecesOf(response: Response): Promise<number[][]> {
  const pieces: number[][] = [];
  for await (const piece of response.body ?? []) pieces.push([...piece]);
  return pieces;
}
