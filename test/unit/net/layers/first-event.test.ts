import { describe, expect, test } from 'vitest';

import { RateLimitError } from '../../../../src/base/errors.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../../../src/net/transport.ts';
import { firstEvent } from '../../../../src/net/layers/first-event.ts';

const TOKEN = 'data: {"token":{"id":1,"text":"é"},"generated_text":null,"details":null}\n\n';
const OVERLOADED = '{"error":"Model is overloaded","error_type":"overloaded"}';

const STREAMING: TransportRequest = {
  url: 'http://tgi.test',
  method: 'POST',
  headers: { accept: 'text/event-stream, application/json' },
};

/** An answer whose body comes in these pieces; `state` tells what became of it. */
function createAnswer(pieces: (string | Uint8Array)[], init: ResponseInit = {}) {
  const state = { reads: 0, isCancelled: false };
  const utf8 = new TextEncoder();
  const queue = pieces.map((piece) => (typeof piece === 'string' ? utf8.encode(piece) : piece));
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const piece = queue.shift();
        state.reads += 1;
        if (piece === undefined) controller.close();
        else controller.enqueue(new Uint8Array(piece));
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' }, ...init });
  return { response, state };
}

function answering(response: TransportResponse): Transport {
  return async () => response;
}

async function textOf({ body }: TransportResponse): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('firstEvent', () => {
  test('makes an answer with its real status of an error that comes first', async () => {
    const { response, state } = createAnswer([`data: ${OVERLOADED}\n\n`], {
      headers: { 'content-type': 'text/event-stream', 'x-request-id': 'r-1' },
    });

    const answer = await firstEvent(answering(response))(STREAMING);

    expect([answer.status, answer.ok, answer.headers.get('x-request-id')]).toEqual([429, false, 'r-1']);
    expect(JSON.parse(await answer.text())).toEqual(JSON.parse(OVERLOADED));
    expect(state.isCancelled).toBe(true);
  });

  test('sees an error wherever its bytes are cut', async () => {
    const bytes = Buffer.from(`:\n\ndata:${OVERLOADED}\n\n`);

    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { response } = createAnswer([bytes.subarray(0, cut), bytes.subarray(cut)]);
      const answer = await firstEvent(answering(response))(STREAMING);
      expect(answer.status).toBe(429);
    }
  });

  test('looks behind empty events', async () => {
    const { response } = createAnswer([`data:\n\n`, `data: \n\ndata: ${OVERLOADED}\n\n`]);

    expect((await firstEvent(answering(response))(STREAMING)).status).toBe(429);
  });

  test.each([
    [':\n\n', ':\n\n'],
    ['\r\n', '\n'],
    ['id: 1\n\n', ':\n\n'],
  ])('keeps no comments before the first event: %j', async (comment, kept) => {
    const { response } = createAnswer([...Array.from({ length: 1000 }, () => comment), TOKEN, TOKEN]);

    expect(await textOf(await firstEvent(answering(response))(STREAMING))).toBe(kept + TOKEN + TOKEN);
  });

  test('reads what stands behind comments as it would without them, wherever it is cut', async () => {
    const whole = '\n\r\n\n{"generated_text":"a"}';
    const events = `:\r\n\n:a\n\n${TOKEN}`;
    const readCut = async (text: string, cut: number) => {
      const bytes = Buffer.from(text);
      const { response } = createAnswer([bytes.subarray(0, cut), bytes.subarray(cut)]);
      const answer = await firstEvent(answering(response))(STREAMING);
      return { isWhole: answer.body === null, text: answer.body === null ? await answer.text() : await textOf(answer) };
    };

    for (let cut = 0; cut <= whole.length; cut += 1) {
      const read = await readCut(whole, cut);
      expect([read.isWhole, read.text.trim()]).toEqual([true, whole.trim()]);
    }
    for (let cut = 0; cut <= Buffer.byteLength(events); cut += 1) {
      const read = await readCut(events, cut);
      expect([read.isWhole, read.text.slice(read.text.indexOf('data'))]).toEqual([false, TOKEN]);
    }
  });

  test('takes an event as large as the call allows', async () => {
    const large = TOKEN.replace('é', 'x'.repeat(17 * 1024 * 1024));
    const policy = { maxRetries: 0, timeoutMs: 60_000, maxEventBytes: 32 * 1024 * 1024 };
    const ask = (request: TransportRequest) => firstEvent(answering(createAnswer([large]).response))(request);

    expect((await textOf(await ask({ ...STREAMING, policy }))).length).toBe(large.length);
    await expect(ask(STREAMING)).rejects.toMatchObject({ code: 'event_too_large' });
    await expect(ask({ ...STREAMING, policy: { ...policy, maxEventBytes: 20 } })).rejects.toMatchObject({
      code: 'event_too_large',
    });
  });

  test('sees an error that the end of the bytes leaves unfinished', async () => {
    const { response } = createAnswer([`data: ${OVERLOADED}`]);

    expect((await firstEvent(answering(response))(STREAMING)).status).toBe(429);
  });

  test('hands all bytes of an ordinary stream on, those of the first event too', async () => {
    const bytes = Buffer.from(`:\n\n${TOKEN}${TOKEN}data: {"error":"late"}\n\n`);

    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { response } = createAnswer([bytes.subarray(0, cut), bytes.subarray(cut)]);
      const answer = await firstEvent(answering(response))(STREAMING);
      expect([answer.status, await textOf(answer)]).toEqual([200, bytes.toString()]);
    }
  });

  test('reads no further than the first event', async () => {
    const { response, state } = createAnswer([':\n\n', TOKEN, TOKEN, TOKEN]);

    await firstEvent(answering(response))(STREAMING);

    expect(state.reads).toBe(2);
  });

  test('closes the connection when the stream is left', async () => {
    const { response, state } = createAnswer([TOKEN, TOKEN, TOKEN]);
    const { body } = await firstEvent(answering(response))(STREAMING);

    for await (const piece of body ?? []) {
      expect(Buffer.from(piece).toString()).toBe(TOKEN);
      break;
    }

    expect(state.isCancelled).toBe(true);
  });

  test('hands a stream without events on: its reader decides', async () => {
    const { response } = createAnswer([':\n\n', 'nonsense\n']);

    const answer = await firstEvent(answering(response))(STREAMING);

    expect([answer.status, await textOf(answer)]).toEqual([200, ':\n\nnonsense\n']);
  });

  test('tells a page of HTML from a stream, whatever its type', async () => {
    const { response } = createAnswer(['<!doctype html>\n<title>Log in</title>\n']);

    await expect(firstEvent(answering(response))(STREAMING)).rejects.toMatchObject({
      name: 'APIError',
      status: 200,
      message: expect.stringMatching(/^http:\/\/tgi\.test answered with an HTML page .* Check `apiBase`\.$/),
    });
  });

  const JSON_TYPE = { headers: { 'content-type': 'application/json; charset=utf-8' } };

  test.each([{}, JSON_TYPE])('leaves a whole answer to its reader, in memory: %j', async (init) => {
    const { response } = createAnswer(['[{"generated_text":', '"Hi"}]'], init);

    const answer = await firstEvent(answering(response))(STREAMING);

    expect([answer.body, await answer.text()]).toEqual([null, '[{"generated_text":"Hi"}]']);
  });

  test('makes an answer with its real status of a whole one that is an error', async () => {
    const { response } = createAnswer([OVERLOADED], JSON_TYPE);

    const answer = await firstEvent(answering(response))(STREAMING);

    expect([answer.status, await answer.text()]).toEqual([429, OVERLOADED]);
  });

  test('hands a whole answer on that is cut: its reader decides', async () => {
    const { response } = createAnswer(['[{"generated_text":'], JSON_TYPE);

    expect(await textOf(await firstEvent(answering(response))(STREAMING))).toBe('[{"generated_text":');
  });

  test('takes events for events, whatever their type', async () => {
    const { response } = createAnswer([`data: ${OVERLOADED}\n\n`], JSON_TYPE);

    expect((await firstEvent(answering(response))(STREAMING)).status).toBe(429);
  });

  test.each<[name: string, request: TransportRequest, init: ResponseInit]>([
    ['an answer to a request that wants no events', { ...STREAMING, headers: { accept: 'application/json' } }, {}],
    ['an answer with an error status', STREAMING, { status: 500 }],
  ])('does not read %s', async (_, request, init) => {
    const { response, state } = createAnswer([`data: ${OVERLOADED}\n\n`], init);

    const answer = await firstEvent(answering(response))(request);

    expect([answer.status, state.reads]).toEqual([response.status, 0]);
    expect(await answer.text()).toBe(`data: ${OVERLOADED}\n\n`);
  });

  test('passes failures of ours on as they are', async () => {
    const failure = new RateLimitError('slow');
    const transport: Transport = async () => {
      throw failure;
    };

    await expect(firstEvent(transport)(STREAMING)).rejects.toBe(failure);
  });
});
