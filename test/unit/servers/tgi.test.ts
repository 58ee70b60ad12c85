import { describe, expect, test } from 'vitest';

import { APIUserAbortError, EasyLLMError } from '../../../src/base/errors.ts';
import type { Transport, TransportRequest } from '../../../src/net/transport.ts';
import { createTgi } from '../../../src/servers/tgi.ts';
import type { GenerateCall, GeneratedEvent, GeneratedAnswer, StreamedEvent } from '../../../src/servers/tgi.ts';

const BASE = 'http://tgi.test/llama';
const CALL: GenerateCall = { inputs: 'Hi', parameters: { details: true, do_sample: true } };

/** The typed client over a transport that gives these answers in turn, and keeps the requests. */
function createClient(...answers: (Response | Error)[]) {
  const requests: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const answer = answers.shift() ?? new Response(null, { status: 500 });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { tgi: createTgi({ transport, redact: (text) => text.replaceAll('hf_secret', '[redacted]') }), requests };
}

function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });
}

/** A body that comes in these pieces, and then ends or breaks. */
function createBody(pieces: (string | Uint8Array)[], failure?: Error) {
  const state = { isCancelled: false };
  const utf8 = new TextEncoder();
  const queue = pieces.map((piece) => (typeof piece === 'string' ? utf8.encode(piece) : piece));
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const piece = queue.shift();
        if (piece !== undefined) controller.enqueue(new Uint8Array(piece));
        else if (failure !== undefined) controller.error(failure);
        else controller.close();
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { state, response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }) };
}

function toEvent(text: string, generated_text: string | null = null): GeneratedEvent {
  const details = generated_text === null ? null : { finish_reason: 'length' as const, generated_tokens: 1, seed: '7' };
  return { token: { id: 1, text, logprob: -1, special: false }, generated_text, details };
}

/** As TGI writes it: the seed is a number on the wire. */
function encode(event: GeneratedEvent | object): string {
  return `data: ${JSON.stringify(event).replace('"seed":"7"', '"seed":7')}\n\n`;
}

/** Reads a stream to its end or failure: the events before it are kept either way. */
async function readAll(batches: AsyncIterable<StreamedEvent[]>): Promise<{ events: StreamedEvent[]; error: unknown }> {
  const events: StreamedEvent[] = [];
  try {
    for await (const batch of batches) events.push(...batch);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

async function streamOf(response: Response, signal?: AbortSignal) {
  const { tgi } = createClient(response);
  try {
    return await readAll(batchesOf(await tgi.generateStream(BASE, CALL, { signal })));
  } catch (error) {
    // The first event is awaited.
    return { events: [], error };
  }
}

function batchesOf(stream: GeneratedAnswer): AsyncIterable<StreamedEvent[]> {
  if ('batches' in stream) return stream.batches;
  throw new Error('The answer came whole.');
}

const A = toEvent('a');
const B = toEvent('b');
const LAST = toEvent('c', 'abc');
const TRUNCATED = expect.objectContaining({ name: 'StreamTruncatedError' });
const MALFORMED = expect.objectContaining({ name: 'APIError', status: 200 });

describe('generate', () => {
  test('posts to the endpoint itself, with the seed in all its digits', async () => {
    const { tgi, requests } = createClient(json([{ generated_text: 'Ho' }]));

    await tgi.generate(BASE, { ...CALL, seed: 18446744073709551615n }, {});

    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: BASE,
      method: 'POST',
      body: '{"inputs":"Hi","stream":false,"parameters":{"details":true,"do_sample":true,"seed":18446744073709551615}}',
    });
    expect(requests[0]?.headers['accept']).toBe('application/json');
    expect(requests[0]?.headers['content-type']).toBe('application/json');
  });

  test('passes signal and headers on', async () => {
    const { tgi, requests } = createClient(json([{ generated_text: 'Ho' }]));
    const { signal } = new AbortController();

    await tgi.generate(BASE, CALL, { signal, headers: { 'x-request-id': 'r-1' } });

    expect(requests[0]?.signal).toBe(signal);
    expect(requests[0]?.headers['x-request-id']).toBe('r-1');
  });

  test('merges extraBody last', async () => {
    const { tgi, requests } = createClient(json([{ generated_text: 'Ho' }]));

    await tgi.generate(BASE, { ...CALL, seed: 1n }, { extraBody: { parameters: { seed: 2, top_k: 3 }, model: 'm' } });

    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      inputs: 'Hi',
      stream: false,
      model: 'm',
      parameters: { details: true, do_sample: true, seed: 2, top_k: 3 },
    });
  });

  test.each([
    ['a list of one, as the root route gives', [{ generated_text: 'Ho' }]],
    ['the object itself', { generated_text: 'Ho' }],
  ])('takes %s', async (_, body) => {
    const { tgi } = createClient(json(body));

    expect(await tgi.generate(BASE, CALL, {})).toMatchObject({ whole: { generated_text: 'Ho' } });
  });

  test('reads the seed in all its digits, and keeps status and headers', async () => {
    const body =
      '[{"generated_text":"","details":{"finish_reason":"length","generated_tokens":1,"seed":2835381823020158940,"prefill":[],"tokens":[]}}]';
    const { tgi } = createClient(new Response(body, { status: 200, headers: { 'x-prompt-tokens': '5' } }));

    const { info, ...answer } = await tgi.generate(BASE, CALL, {});

    expect(answer).toMatchObject({ whole: { details: { seed: '2835381823020158940' } } });
    expect([info.status, info.headers.get('x-prompt-tokens')]).toEqual([200, '5']);
  });

  test.each(['', 'null', '[]', '{}', '[{"label":"x"}]', '{"generated_text":1}', '<html>', 'OK'])(
    'calls the answer %j no generated text',
    async (body) => {
      const { tgi } = createClient(new Response(body));

      await expect(tgi.generate(BASE, CALL, {})).rejects.toMatchObject({
        name: 'APIError',
        status: 200,
        message: expect.stringContaining('Check `apiBase` and `model`.'),
      });
    },
  );

  test.each([
    [
      json({ error: 'No: hf_secret', error_type: 'validation' }, { status: 422 }),
      'UnprocessableEntityError',
      '422 No: [redacted].',
    ],
    [new Response('<html><title>Bad Gateway</title>', { status: 502 }), 'InternalServerError', /titled “Bad Gateway”/],
    [new Response(null, { status: 404, headers: { 'content-length': '0' } }), 'NotFoundError', /no reason/],
  ])('throws our error for an error status', async (response, name, message) => {
    const { tgi } = createClient(response);
    const failure = tgi.generate(BASE, CALL, {});

    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ name });
  });

  test.each([
    [
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' }),
      }),
      'ECONNREFUSED',
      'connect ECONNREFUSED 127.0.0.1:9',
    ],
    [
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      }),
      'ECONNREFUSED',
      'ECONNREFUSED',
    ],
    [new TypeError('fetch failed'), null, 'fetch failed'],
    [new Error('The proxy is away.'), null, 'The proxy is away'],
    [new Error('proxy says hf_secret'), null, 'proxy says [redacted]'],
  ])('says why there is no answer: %s', async (cause, code, reason) => {
    const { tgi } = createClient(cause);

    await expect(tgi.generate(BASE, CALL, {})).rejects.toMatchObject({
      name: 'APIConnectionError',
      code,
      message: `No answer from ${BASE}: ${reason}. Check that the server runs there, and \`apiBase\` (or EASYLLM_API_BASE).`,
    });
  });

  test.each(['ECONNRESET', 'UND_ERR_SOCKET'])('says that the server closed the connection (%s)', async (code) => {
    const { tgi } = createClient(Object.assign(new Error('aborted'), { code }));

    await expect(tgi.generate(BASE, CALL, {})).rejects.toMatchObject({
      code,
      message: `No answer from ${BASE}: aborted. The server closed the connection, or a proxy before it did: its log may say why. If it has TLS, begin \`apiBase\` (or EASYLLM_API_BASE) with \`https://\`.`,
    });
  });

  test('throws an abort as what it is', async () => {
    const { tgi } = createClient(new DOMException('aborted', 'AbortError'));

    await expect(tgi.generate(BASE, CALL, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(APIUserAbortError);
  });

  test('throws the signal’s reason where that is an error of ours', async () => {
    const reason = new EasyLLMError('deadline');
    const { tgi } = createClient(new DOMException('aborted', 'AbortError'));

    await expect(tgi.generate(BASE, CALL, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('generateStream', () => {
  test('asks for events first, and for JSON where there is an error', async () => {
    const { tgi, requests } = createClient(createBody([encode(LAST)]).response);

    await tgi.generateStream(BASE, CALL, {});

    expect(requests[0]?.headers['accept']).toBe('text/event-stream, application/json');
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ inputs: 'Hi', stream: true });
  });

  test('gives the events of one network read in one batch', async () => {
    const { tgi } = createClient(createBody([encode(A) + encode(B), encode(LAST)]).response);

    const batches: StreamedEvent[][] = [];
    for await (const batch of batchesOf(await tgi.generateStream(BASE, CALL, {}))) batches.push(batch);

    expect(batches).toEqual([[A, B], [LAST]]);
  });

  test('gives the same events at every cut', async () => {
    const bytes = new TextEncoder().encode(`:\n\n${encode(toEvent('é'))}${encode(toEvent('c', 'éc'))}`);

    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { response } = createBody([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(await streamOf(response)).toEqual({ events: [toEvent('é'), toEvent('c', 'éc')], error: undefined });
    }
  });

  test('is whole with an empty generated_text, with or without [DONE] and a last blank line', async () => {
    const last = toEvent('', '');

    for (const end of ['\n\n', '', '\n\ndata: [DONE]\n\n']) {
      const { response } = createBody([encode(A), encode(last).trimEnd() + end]);
      expect(await streamOf(response)).toEqual({ events: [A, last], error: undefined });
    }
  });

  test('reads nothing after the event that makes it whole', async () => {
    const { response, state } = createBody([encode(LAST), encode(A), 'data: nonsense\n\n']);

    expect(await streamOf(response)).toEqual({ events: [LAST], error: undefined });
    expect(state.isCancelled).toBe(true);
  });

  test('closes the connection when it is left', async () => {
    const { response, state } = createBody([encode(A), encode(LAST)]);
    const { tgi } = createClient(response);

    for await (const batch of batchesOf(await tgi.generateStream(BASE, CALL, {}))) {
      expect(batch).toEqual([A]);
      break;
    }

    expect(state.isCancelled).toBe(true);
  });

  test('is truncated at every byte before its last event is whole', async () => {
    const bytes = new TextEncoder().encode(encode(A) + encode(LAST).trimEnd());

    for (let end = 0; end < bytes.length; end += 1) {
      const { events, error } = await streamOf(createBody([bytes.subarray(0, end)]).response);
      expect(error).toEqual(TRUNCATED);
      expect(events.length).toBeLessThan(2);
    }
  });

  test('is truncated where the connection breaks, after the events that came', async () => {
    const cause = new TypeError('terminated');

    const { events, error } = await streamOf(createBody([encode(A)], cause).response);

    expect(events).toEqual([A]);
    expect(error).toMatchObject({ name: 'StreamTruncatedError', cause });
  });

  test.each([
    ['text', 'data: nonsense\n\n'],
    ['another API’s chunk', 'data: {"choices":[]}\n\n'],
    ['half an event', 'data: {"token":{"id"\n\n'],
  ])('is malformed by %s before its end, after the events that came, at every cut', async (_, bad) => {
    const bytes = new TextEncoder().encode(encode(A) + bad + encode(LAST));

    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { response } = createBody([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(await streamOf(response)).toEqual({ events: [A], error: MALFORMED });
    }
  });

  test('throws an error inside it with its own status, after the events that came', async () => {
    const failure = { error: 'Request failed during generation: hf_secret', error_type: 'generation' };

    expect(await streamOf(createBody([encode(A) + encode(failure)]).response)).toEqual({
      events: [A],
      error: expect.objectContaining({
        name: 'InternalServerError',
        status: 424,
        code: 'generation',
        message: expect.stringContaining('Request failed during generation: [redacted].'),
      }),
    });
  });

  test('throws the abort of the caller’s signal', async () => {
    const controller = new AbortController();
    const reason = new APIUserAbortError();
    controller.abort(reason);

    const { error } = await streamOf(createBody([encode(A)], new TypeError('aborted')).response, controller.signal);

    expect(error).toBe(reason);
  });

  test('throws our error for an error status', async () => {
    const { tgi } = createClient(json({ error: 'Model is overloaded', error_type: 'overloaded' }, { status: 429 }));

    await expect(tgi.generateStream(BASE, CALL, {})).rejects.toMatchObject({
      name: 'RateLimitError',
      code: 'overloaded',
    });
  });
});
