import { describe, expect, test, vi } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import { createOperations } from '../../../src/client/operations.ts';
import { createHandler } from '../../../src/http/handler.ts';
import type { HandlerOptions } from '../../../src/http/handler.ts';
import type { Outcome } from '../../../src/http/handled-request.ts';
import { EasyLLM } from '../../../src/index.ts';
import type { EasyLLMOptions } from '../../../src/index.ts';
import { eventStream, generated, scriptedStream, tokenEvent } from '../../support/scripted-tgi.ts';
import type { ScriptedStream } from '../../support/scripted-tgi.ts';

const CHAT = { messages: [{ role: 'user', content: 'Knock knock.' }] };
const HELLO = [tokenEvent('Hel'), tokenEvent('lo', 'Hello')];

function createOptions(fetch: (request: Request) => Promise<Response> | Response): EasyLLMOptions {
  return {
    apiKey: null,
    apiBase: 'http://tgi.test',
    promptBuilder: 'chatml',
    maxRetries: 0,
    fetch: async (request) => fetch(request),
  };
}

function post(path: string, body: unknown, init: RequestInit = {}): Request {
  return new Request(`http://easyllm${path}`, { method: 'POST', body: JSON.stringify(body), ...init });
}

async function expectError(response: Response, status: number) {
  const body: unknown = await response.json();
  expect(facade.ErrorResponse.safeParse(body).error).toBeUndefined();
  expect(response.status).toBe(status);
  return facade.ErrorResponse.parse(body).error;
}

describe('the routes of client.fetch', () => {
  const client = new EasyLLM(
    createOptions(async (request) => {
      if (request.method === 'GET') {
        const ids = ['org/model', 'org/completions', 'models', 'plain'];
        return Response.json({
          object: 'list',
          data: ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'o' })),
        });
      }
      return generated('Hello');
    }),
  );

  test.each(['/v1/chat/completions', '/chat/completions', '/any/base/v1/chat/completions', '/v1/chat/completions/'])(
    'answer chats at %s',
    async (path) => {
      const response = await client.fetch(post(path, CHAT));

      expect(response.status).toBe(200);
      expect(facade.ChatCompletion.safeParse(await response.json()).error).toBeUndefined();
    },
  );

  test.each(['/v1/completions', '/completions'])('answer completions at %s', async (path) => {
    const response = await client.fetch(post(path, { prompt: 'Say hello:' }));

    expect(facade.Completion.safeParse(await response.json()).error).toBeUndefined();
  });

  test.each([
    ['/v1/models/org/model', 'org/model'],
    ['/models/org/model', 'org/model'],
    ['/v1/models/org%2Fmodel', 'org/model'],
    ['/v1/models/org/completions', 'org/completions'],
    ['/v1/models/models', 'models'],
    ['/any/models/base/v1/models/plain', 'plain'],
  ])('answer the model of %s', async (path, id) => {
    const response = await client.fetch(`http://easyllm${path}`);

    expect(await response.json()).toMatchObject({ id, object: 'model' });
  });

  test('answer 404 for a model that is not there, an id that cannot be decoded included', async () => {
    for (const path of ['/v1/models/org/other', '/v1/models/%E0%A4%A']) {
      const error = await expectError(await client.fetch(`http://easyllm${path}`), 404);
      expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
    }
  });

  test('answer the list of models, and its head', async () => {
    const response = await client.fetch('http://easyllm/v1/models');
    const head = await client.fetch('http://easyllm/v1/models', { method: 'HEAD' });

    expect(facade.ModelList.safeParse(await response.json()).error).toBeUndefined();
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test.each(['/health', '/v1/health'])('answer %s', async (path) => {
    expect(await (await client.fetch(`http://easyllm${path}`)).json()).toEqual({ status: 'ok' });
  });

  test.each(['/', '/v1', '/v1/assistants', '/v1/chat', '/v1/chat%2Fcompletions', '/xcompletions', '/v1/modelsx'])(
    'answer 404 at %s',
    async (path) => {
      const error = await expectError(await client.fetch(post(path, CHAT)), 404);
      expect(error).toMatchObject({
        code: 'route_not_found',
        message: `No such route: POST ${path}. Offered are POST /v1/chat/completions, POST /v1/completions, POST /v1/embeddings, POST /v1/rerank, POST /v1/responses, POST /v1/responses/input_tokens, POST /v1/prompt and GET /v1/models.`,
      });
    },
  );

  test.each([
    ['GET', '/v1/chat/completions', 'POST, OPTIONS'],
    ['DELETE', '/v1/models', 'GET, HEAD, OPTIONS'],
    ['POST', '/v1/models/plain', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/models/org/embeddings', 'GET, HEAD, POST, OPTIONS'],
  ])('answer 405 to %s %s, and which methods there are', async (method, path, allow) => {
    const response = await client.fetch(`http://easyllm${path}`, { method });

    expect(response.headers.get('allow')).toBe(allow);
    expect(await expectError(response, 405)).toMatchObject({ code: 'method_not_allowed' });
  });

  test('answer OPTIONS with the methods there are', async () => {
    const response = await client.fetch('http://easyllm/v1/embeddings', { method: 'OPTIONS' });

    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });
});

describe('client.fetch', () => {
  const body = JSON.stringify(CHAT);
  const url = 'http://easyllm/v1/chat/completions';
  const client = new EasyLLM(createOptions(() => generated('Hello')));

  test('takes a string and init, a URL, a Request and init, and a Request', async () => {
    const { fetch } = client;
    const request = new Request(url, { method: 'POST', body });
    const answers = await Promise.all([
      fetch(url, { method: 'POST', body }),
      fetch(new URL(url), { method: 'POST', body }),
      fetch(request.clone(), {}),
      fetch(request),
      fetch('/v1/chat/completions', { method: 'POST', body }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test('names the model that was asked for, and `tgi` where none was', async () => {
    const models = [{ model: 'org/name' }, {}, { model: null }].map(async (extra) => {
      const response = await client.fetch(post('/v1/chat/completions', { ...CHAT, ...extra }));
      return facade.ChatCompletion.parse(await response.json()).model;
    });

    expect(await Promise.all(models)).toEqual(['org/name', 'tgi', 'tgi']);
  });

  test('sends none of OpenAI’s defaults that were not given', async () => {
    const bodies: unknown[] = [];
    const recording = new EasyLLM(
      createOptions(async (request) => {
        bodies.push(await request.json());
        return generated('Hello');
      }),
    );

    await recording.fetch(post('/v1/chat/completions', CHAT));

    expect(bodies).toMatchObject([{ parameters: { details: true, do_sample: true, return_full_text: false } }]);
    expect(JSON.stringify(bodies)).not.toMatch(/temperature|top_p|max_new_tokens|seed/);
  });

  test('forwards the trace and the request id, and nothing else of the caller', async () => {
    const seen: Record<string, string>[] = [];
    const recording = new EasyLLM(
      createOptions((request) => {
        seen.push(Object.fromEntries(request.headers));
        return generated('Hello');
      }),
    );
    const headers = { traceparent: '00-a-b-01', tracestate: 'v=1', 'x-request-id': 'req-7' };
    const secret = { authorization: 'Bearer caller', cookie: 'a=b', 'openai-organization': 'org', prefer: 'code=500' };

    const response = await recording.fetch(post('/v1/chat/completions', CHAT, { headers: { ...headers, ...secret } }));

    expect(seen).toEqual([{ accept: 'application/json', 'content-type': 'application/json', ...headers }]);
    expect(response.headers.get('x-request-id')).toBe('req-7');
  });

  test('passes on what the server tells of its work', async () => {
    const told = { 'x-compute-time': '0.5', 'x-queue-time': '1', 'x-prompt-tokens': '3', 'x-request-id': 'theirs' };
    const telling = new EasyLLM(
      createOptions(() => generated('Hello', { ...told, 'set-cookie': 'a=b', 'x-other': '1' })),
    );

    const { headers } = await telling.fetch(post('/v1/chat/completions', CHAT));

    expect(Object.fromEntries(headers)).toEqual({ 'content-type': 'application/json', ...told });
  });

  test.each([
    ['', 'invalid_json', null],
    ['{', 'invalid_json', null],
    ['[]', 'invalid_type', null],
    ['null', 'invalid_type', null],
    ['{}', 'missing_required_parameter', 'messages'],
    ['{"messages":[{"role":"user","content":1}]}', 'invalid_type', 'messages[0].content'],
    [`{"messages":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'invalid_json', null],
    ['{"messages":[{"role":"user","content":"a"}],"presence_penalty":1}', 'unsupported_parameter', 'presence_penalty'],
  ])('answers 400 to %.60s, naming the field', async (text, code, param) => {
    const response = await client.fetch(url, { method: 'POST', body: text });

    expect(await expectError(response, 400)).toMatchObject({ type: 'invalid_request_error', code, param });
  });

  test('answers 415 to a compressed body, saying so', async () => {
    const response = await client.fetch(url, { method: 'POST', body, headers: { 'content-encoding': 'gzip' } });

    expect(await expectError(response, 415)).toMatchObject({
      code: 'unsupported_media_type',
      message: 'The body is compressed (gzip), which is not taken. Send it as it is.',
    });
  });

  test('answers 400 where a setting is wrong, also one that is read at the first call', async () => {
    const wrong = new EasyLLM({ apiKey: null, apiBase: 'http://tgi.test/models' });

    const error = await expectError(await wrong.fetch(post('/v1/completions', { prompt: 'a' })), 400);

    expect(error.code).toBe('configuration');
  });

  test.each([
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [402, 'invalid_request_error'],
    [403, 'permission_error'],
    [404, 'invalid_request_error'],
    [413, 'invalid_request_error'],
    [422, 'invalid_request_error'],
    [424, 'server_error'],
    [429, 'rate_limit_error'],
    [500, 'server_error'],
    [503, 'server_error'],
  ])('keeps the upstream’s %i', async (status, type) => {
    const failing = new EasyLLM(
      createOptions(() =>
        Response.json({ error: 'No.', error_type: 'word' }, { status, headers: { 'retry-after': '7' } }),
      ),
    );
    const response = await failing.fetch(post('/v1/chat/completions', CHAT));

    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('x-should-retry')).toBeNull();
    expect(await expectError(response, status)).toMatchObject({ type, code: 'word', param: null });
  });

  test('answers 502 for a server that is not there, and for one that speaks no JSON', async () => {
    const absent = new EasyLLM(
      createOptions(() => {
        throw Object.assign(new TypeError('fetch failed'), {
          cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
        });
      }),
    );
    const page = new EasyLLM(createOptions(() => new Response('<html>', { status: 200 })));

    expect(await expectError(await absent.fetch(post('/v1/completions', { prompt: 'a' })), 502)).toMatchObject({
      type: 'server_error',
      code: 'ECONNREFUSED',
    });
    await expectError(await page.fetch(post('/v1/completions', { prompt: 'a' })), 502);
  });

  test('answers 504 for a server that is too slow', async () => {
    const slow = new EasyLLM({
      ...createOptions(
        (request) =>
          new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
      ),
      timeout: 5,
    });

    expect(await expectError(await slow.fetch(post('/v1/completions', { prompt: 'a' })), 504)).toMatchObject({
      code: 'timeout',
    });
  });

  test('tells clients not to repeat what was retried here', async () => {
    const failing = new EasyLLM({
      ...createOptions(() => new Response(null, { status: 500, headers: { 'retry-after': '0' } })),
      maxRetries: 1,
    });

    const response = await failing.fetch(post('/v1/completions', { prompt: 'a' }));

    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  test('answers 503 with a time to come back while a model is loaded', async () => {
    const loading = new EasyLLM(
      createOptions(() => Response.json({ error: 'Model is loading', estimated_time: 20.5 }, { status: 503 })),
    );

    const response = await loading.fetch(post('/v1/completions', { prompt: 'a' }));

    expect(response.headers.get('retry-after')).toBe('21');
    expect(await expectError(response, 503)).toMatchObject({ code: 'model_loading' });
  });

  test('answers 500 for a builder that fails', async () => {
    const failing = new EasyLLM({
      ...createOptions(() => generated('Hello')),
      promptBuilder: () => {
        throw new RangeError('too odd');
      },
    });

    const error = await expectError(await failing.fetch(post('/v1/chat/completions', CHAT)), 500);

    expect(error.message).toContain('too odd');
  });

  test('rejects as fetch does when its signal aborts', async () => {
    const reason = new Error('changed my mind');
    const waiting = new EasyLLM(
      createOptions(
        (request) =>
          new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
      ),
    );
    const controller = new AbortController();
    const response = waiting.fetch(url, { method: 'POST', body, signal: controller.signal });
    controller.abort(reason);

    await expect(response).rejects.toBe(reason);
    await expect(client.fetch(url, { method: 'POST', body, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a stream of client.fetch', () => {
  const STREAM = { ...CHAT, stream: true };

  test('is one event for each chunk, then [DONE]', async () => {
    const client = new EasyLLM(createOptions(() => eventStream(...HELLO)));

    const response = await client.fetch(
      post('/v1/chat/completions', { ...STREAM, stream_options: { include_usage: true } }),
    );
    const events = (await response.text()).split('\n\n').filter((event) => event !== '');

    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(events.at(-1)).toBe('data: [DONE]');
    const chunks = events.slice(0, -1).map((event) => facade.ChatCompletionChunk.parse(JSON.parse(event.slice(6))));
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } });
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['tgi']));
  });

  test('keeps the status of a failure in its first event', async () => {
    const client = new EasyLLM(
      createOptions(() => eventStream('data:{"error":"Model is overloaded","error_type":"overloaded"}\n\n')),
    );

    const response = await client.fetch(post('/v1/chat/completions', STREAM));

    expect(await expectError(response, 429)).toMatchObject({ type: 'rate_limit_error', code: 'overloaded' });
  });

  test.each([
    ['an error event', 'data:{"error":"CUDA out of memory","error_type":"generation"}\n\n', 'generation'],
    ['a cut', '', 'stream_truncated'],
  ])('ends after %s with an error event, and without [DONE]', async (_, rest, code) => {
    const client = new EasyLLM(createOptions(() => eventStream(tokenEvent('Hel'), rest)));

    const text = await (await client.fetch(post('/v1/chat/completions', STREAM))).text();
    const last = text.trimEnd().split('\n\n').at(-1) ?? '';

    expect(facade.ErrorResponse.parse(JSON.parse(last.slice(6))).error.code).toBe(code);
    expect(text).not.toContain('[DONE]');
  });

  test('closes the upstream connection when its reader leaves', async () => {
    const streams: ScriptedStream[] = [];
    const client = new EasyLLM(
      createOptions((request) => {
        const stream = scriptedStream(request);
        streams.push(stream);
        stream.send(tokenEvent('Hel'));
        return stream.response;
      }),
    );
    const response = await client.fetch(post('/v1/chat/completions', STREAM));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();

    await expect(streams[0]?.cancelled).resolves.toBeUndefined();
  });

  test('closes the upstream connection when its reader leaves before the first read', async () => {
    const streams: ScriptedStream[] = [];
    const client = new EasyLLM(
      createOptions((request) => {
        const stream = scriptedStream(request);
        streams.push(stream);
        stream.send(tokenEvent('Hel'));
        return stream.response;
      }),
    );
    const response = await client.fetch(post('/v1/chat/completions', STREAM));
    await response.body?.cancel();

    await expect(streams[0]?.cancelled).resolves.toBeUndefined();
  });

  test('fails as a body of fetch does when the signal aborts', async () => {
    const client = new EasyLLM(
      createOptions((request) => {
        const stream = scriptedStream(request);
        stream.send(tokenEvent('Hel'));
        return stream.response;
      }),
    );
    const controller = new AbortController();
    const response = await client.fetch(post('/v1/chat/completions', STREAM, { signal: controller.signal }));
    const reading = response.text();
    controller.abort(new Error('enough'));

    await expect(reading).rejects.toThrow('enough');
  });
});

describe('createHandler', () => {
  const STREAM = { ...CHAT, stream: true };

  /** A handler over one scripted stream, whose first event the test sends. */
  function createSlow(options: HandlerOptions) {
    let open: (stream: ScriptedStream) => void;
    const opened = new Promise<ScriptedStream>((resolve) => {
      open = resolve;
    });
    const connected = createOperations(
      createOptions((request) => {
        const stream = scriptedStream(request);
        open(stream);
        return stream.response;
      }),
    );
    return { handle: createHandler(() => connected, options), opened };
  }

  test('answers 200 when the first event takes longer than `commitAfterMs`, and sends the rest', async () => {
    const { handle, opened } = createSlow({ commitAfterMs: 1 });
    const response = await handle(post('/v1/chat/completions', STREAM));
    const stream = await opened;
    for (const event of HELLO) stream.send(event);

    const text = await response.text();

    expect(text).toMatch(/^:\n\ndata: \{/);
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('puts a first error that comes later into the stream', async () => {
    const { handle, opened } = createSlow({ commitAfterMs: 1 });
    const response = await handle(post('/v1/chat/completions', STREAM));
    (await opened).send('data:{"error":"Model is overloaded","error_type":"overloaded"}\n\n');

    const text = await response.text();

    expect(response.status).toBe(200);
    expect(text).toContain('"code":"overloaded"');
    expect(text).not.toContain('[DONE]');
  });

  test('closes the upstream connection when the reader leaves before the first event', async () => {
    const { handle, opened } = createSlow({ commitAfterMs: 1 });
    const response = await handle(post('/v1/chat/completions', STREAM));
    await response.body?.cancel();

    await expect((await opened).cancelled).resolves.toBeUndefined();
  });

  test('reads no further than its reader', async () => {
    let pulls = 0;
    const connected = createOperations(
      createOptions(() => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull(controller) {
              pulls += 1;
              controller.enqueue(new TextEncoder().encode(tokenEvent('a')));
            },
          },
          { highWaterMark: 0 },
        );
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      }),
    );
    const handle = createHandler(() => connected);
    const response = await handle(post('/v1/chat/completions', STREAM));
    const reader = response.body?.getReader();
    for (let read = 0; read < 5; read += 1) await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));

    expect(pulls).toBeLessThan(10);
    await reader?.cancel();
  });

  test('tells strangers nothing of settings or insides', async () => {
    const say = async (status: number) => {
      const connected = createOperations(createOptions(() => Response.json({ error: 'bad token' }, { status })));
      return createHandler(() => connected, { audience: 'stranger' })(post('/v1/completions', { prompt: 'a' }));
    };
    for (const status of [401, 403]) {
      const error = await expectError(await say(status), 502);
      expect(error.code).toBe('upstream_auth');
      expect(error.message).not.toMatch(/apiKey|HUGGINGFACE/);
    }
    const broken = createHandler(
      () => {
        throw new Error('inside');
      },
      { audience: 'stranger' },
    );
    expect((await expectError(await broken(post('/v1/completions', { prompt: 'a' })), 500)).message).not.toContain(
      'inside',
    );
  });

  test.each([
    ['a whole answer', CHAT, 200, { usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }],
    ['a failure', {}, 400, { error: expect.objectContaining({ name: 'BadRequestError' }) }],
  ])('tells once how %s ended', async (_, body, status, rest) => {
    const onEnd = vi.fn<(outcome: Outcome) => void>();
    const connected = createOperations(createOptions(() => generated('Hello')));

    await createHandler(() => connected)(post('/v1/chat/completions', body), { onEnd });

    expect(onEnd.mock.calls).toEqual([[expect.objectContaining({ operation: 'chat', status, ...rest })]]);
  });

  test('tells once how a stream ended: read to its end, failed, or left', async () => {
    const outcomes: Outcome[] = [];
    const run = async (read: (response: Response) => Promise<unknown>, ...events: string[]) => {
      const connected = createOperations(createOptions(() => eventStream(...events)));
      const onEnd = (outcome: Outcome) => outcomes.push(outcome);
      await read(await createHandler(() => connected)(post('/v1/chat/completions', STREAM), { onEnd }));
    };
    await run((response) => response.text(), ...HELLO);
    await run((response) => response.text(), tokenEvent('Hel'));
    await run(async (response) => response.body?.cancel(), ...HELLO);

    expect(outcomes).toMatchObject([
      { status: 200, firstTokenMs: expect.any(Number) },
      { status: 200, error: { name: 'StreamTruncatedError' } },
      { status: 200, isCancelled: true },
    ]);
  });
});
