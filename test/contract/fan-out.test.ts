import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../src/client/easyllm.ts';
import type { EasyLLMOptions } from '../../src/client/options.ts';
import { createGateway } from '../../src/http/gateway/gateway.ts';

const CHAT = { messages: [{ role: 'user' as const, content: 'Knock knock.' }] };
const EVENTS = { 'content-type': 'text/event-stream' };

const whole = (text: string) =>
  Response.json({ generated_text: text, details: { finish_reason: 'length', generated_tokens: 1, seed: null } });

/** Three events of one choice, whose text is the seed of its request. */
function streamed(seed: string): Response {
  const event = (text: string, end: string | null) =>
    `data: ${JSON.stringify({
      index: 1,
      token: { id: 1, text, logprob: -1, special: false },
      generated_text: end,
      details: end === null ? null : { finish_reason: 'length', generated_tokens: 3, seed: null },
    })}\n\n`;
  return new Response(event(`${seed},`, null) + event(`${seed},`, null) + event(seed, `${seed},${seed},${seed}`), {
    headers: EVENTS,
  });
}

/** A server that holds its answers until they are let go, and counts how many it has under way. */
function createServer(answer: (body: string) => Response) {
  const held: (() => void)[] = [];
  const counts = { requests: 0, open: 0, most: 0 };
  let isHolding = true;
  const fetch = async (request: Request): Promise<Response> => {
    if (request.method === 'GET') return new Response('', { status: 404 });
    const body = await request.text();
    counts.requests += 1;
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    if (isHolding) {
      await new Promise<void>((resolve, reject) => {
        held.push(resolve);
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
      }).finally(() => (counts.open -= 1));
    } else counts.open -= 1;
    return answer(body);
  };
  return {
    fetch,
    counts,
    /** Waits for so many requests, and for no more of them to come. */
    async settle(requests = 0) {
      while (counts.requests < requests) await nextTurn();
      for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    },
    /** Answers what is under way, and from now on at once. */
    letGo() {
      isHolding = false;
      for (const resolve of held.splice(0)) resolve();
    },
    answerOne() {
      held.shift()?.();
    },
  };
}

const seedOf = (body: string) => /"seed":(\d+)/.exec(body)?.[1] ?? '';

const connect = (server: { fetch: EasyLLMOptions['fetch'] }, options: EasyLLMOptions = {}) =>
  new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: null,
    promptBuilder: 'chatml',
    maxRetries: 0,
    fetch: server.fetch,
    ...options,
  });

describe('a call of many requests', () => {
  test('has at most 32 of them open', async () => {
    const server = createServer(() => whole('x'));
    const call = connect(server).completions.create({ prompt: new Array<string>(300).fill('x'), max_tokens: 1 });

    await server.settle(32);
    expect(server.counts).toMatchObject({ requests: 32, open: 32 });
    server.answerOne();
    await server.settle(33);
    expect(server.counts).toMatchObject({ requests: 33, open: 32 });
    server.letGo();

    expect((await call).choices).toHaveLength(300);
    expect(server.counts.most).toBe(32);
  });

  test('shares the limit with the others of its client, and always has one open', async () => {
    const server = createServer(() => whole('x'));
    const client = connect(server);
    const calls = [50, 50, 50].map((count) =>
      client.completions.create({ prompt: new Array<string>(count).fill('x'), max_tokens: 1 }),
    );

    await server.settle(34);
    expect(server.counts.open).toBe(34);
    server.letGo();

    expect((await Promise.all(calls)).map(({ choices }) => choices.length)).toEqual([50, 50, 50]);
  });

  test('does not hold up calls of one request', async () => {
    const server = createServer(() => whole('x'));
    const client = connect(server);
    const many = client.completions.create({ prompt: new Array<string>(300).fill('x'), max_tokens: 1 });
    await server.settle(32);

    const singles = Array.from({ length: 40 }, async () => client.chat.completions.create(CHAT));
    await server.settle(72);

    expect(server.counts.open).toBe(72);
    server.letGo();
    await Promise.all([many, ...singles]);
  });

  test('keeps the order of prompts and choices', async () => {
    const server = createServer((body) => whole(`${/"inputs":"(\d+)"/.exec(body)?.[1]}:${seedOf(body)}`));
    server.letGo();
    const prompts = Array.from({ length: 20 }, (_, index) => String(index));

    const { choices } = await connect(server).completions.create({ prompt: prompts, n: 3, seed: 7 });

    expect(choices.map(({ text }) => text)).toEqual(
      prompts.flatMap((prompt) => [7, 8, 9].map((seed) => `${prompt}:${seed}`)),
    );
  });

  /** A server that takes five requests at once, each for some turns of the event loop, and answers 429 to more. */
  function createSmallServer(answer: (body: string) => Response) {
    const counts = { open: 0, refused: 0 };
    const fetch = async (request: Request): Promise<Response> => {
      if (request.method === 'GET') return new Response('', { status: 404 });
      const isBusy = counts.open >= 5;
      const body = await request.text();
      if (isBusy) {
        counts.refused += 1;
        const headers = { 'retry-after-ms': '1' };
        return Response.json({ error: 'Model is overloaded', error_type: 'overloaded' }, { status: 429, headers });
      }
      counts.open += 1;
      for (let turn = 0; turn < 200; turn += 1) await nextTurn();
      counts.open -= 1;
      return answer(body);
    };
    return { fetch, counts };
  }

  test('comes to its end at a server that takes five at once', async () => {
    const { fetch, counts } = createSmallServer(() => whole('x'));
    const prompt = new Array<string>(100).fill('x');

    const { choices } = await connect({ fetch }, { maxRetries: 1 }).completions.create({ prompt });

    expect(choices).toHaveLength(100);
    expect(counts.refused).toBeGreaterThan(0);
  });

  test('fails with 429 at a server that answers nothing else, and at once where nothing is to be tried again', async () => {
    let requests = 0;
    const fetch = async () => {
      requests += 1;
      return Response.json({ error: 'busy' }, { status: 429, headers: { 'retry-after-ms': '1' } });
    };
    const prompt = new Array<string>(100).fill('x');

    await expect(connect({ fetch }).completions.create({ prompt })).rejects.toMatchObject({ name: 'RateLimitError' });
    expect(requests).toBeLessThan(3 * 100);
    requests = 0;
    await expect(connect({ fetch }, { maxRetries: 0 }).completions.create({ prompt })).rejects.toMatchObject({
      name: 'RateLimitError',
    });
    expect(requests).toBe(32);
  });

  test('is refused above 2,048 of them, before any is sent', async () => {
    const server = createServer(() => whole('x'));

    const call = connect(server).completions.create({ prompt: new Array<string>(20).fill('x'), n: 128 });

    await expect(call).rejects.toMatchObject({
      name: 'BadRequestError',
      param: 'prompt',
      message: expect.stringContaining('2560 requests, of at most 2048 a call'),
    });
    expect(server.counts.requests).toBe(0);
  });

  test('begins no more of them once one has failed', async () => {
    const server = createServer(() => Response.json({ error: 'no', error_type: 'validation' }, { status: 422 }));
    const call = connect(server).completions.create({ prompt: new Array<string>(100).fill('x') });
    const failure = call.catch((error: unknown) => error);

    await server.settle(32);
    server.answerOne();
    expect(await failure).toMatchObject({ name: 'UnprocessableEntityError' });
    await server.settle();

    expect(server.counts).toMatchObject({ requests: 32, open: 0 });
  });
});

describe('a list of texts to embed', () => {
  const embedded = (body: string) => {
    const { inputs } = JSON.parse(body) as { inputs: string[] };
    return Response.json(inputs.map((text) => [Number(text), 1]));
  };
  const texts = (count: number) => Array.from({ length: count }, (_, index) => String(index));
  const sizeOf = (body: string) => (JSON.parse(body) as { inputs: string[] }).inputs.length;

  test('of three calls side by side has at most 256 inputs under way, and a batch for each call', async () => {
    let inputs = 0;
    let most = 0;
    const server = createServer(embedded);
    const counting = {
      async fetch(request: Request) {
        const size = request.method === 'GET' ? 0 : sizeOf(await request.clone().text());
        inputs += size;
        most = Math.max(most, inputs);
        return server.fetch(request).finally(() => (inputs -= size));
      },
    };
    const client = connect(counting, { apiBase: 'http://tei.test' });
    const calls = [1, 2, 3].map(async () => client.embeddings.create({ input: texts(600) }));

    await server.settle(3);
    server.letGo();
    const answers = await Promise.all(calls);

    for (const { data } of answers) expect(data.map(({ embedding }) => embedding[0])).toEqual(texts(600).map(Number));
    expect(most).toBeLessThanOrEqual(256 + 2 * 32);
  });

  test('comes to its end at a server that takes fewer at once', async () => {
    let open = 0;
    const fetch = async (request: Request): Promise<Response> => {
      if (request.method === 'GET') return new Response('', { status: 404 });
      const body = await request.text();
      const size = sizeOf(body);
      if (open + size > 60) {
        return Response.json({ error: 'busy' }, { status: 429, headers: { 'retry-after-ms': '1' } });
      }
      open += size;
      for (let turn = 0; turn < 50; turn += 1) await nextTurn();
      open -= size;
      return embedded(body);
    };
    const client = connect({ fetch }, { apiBase: 'http://tei.test', maxRetries: 1 });

    const { data } = await client.embeddings.create({ input: texts(600) });

    expect(data.map(({ embedding }) => embedding[0])).toEqual(texts(600).map(Number));
  });

  test('never has a batch that is larger than half of what the server takes at once', async () => {
    const sizes: number[] = [];
    const fetch = async (request: Request) => {
      if (request.method === 'GET')
        return Response.json({ max_client_batch_size: 1000, max_concurrent_requests: 20, model_id: 'm' });
      const body = await request.text();
      sizes.push(sizeOf(body));
      return embedded(body);
    };
    const { data } = await connect({ fetch }, { apiBase: 'http://tei.test' }).embeddings.create({ input: texts(35) });

    expect(data.map(({ embedding }) => embedding[0])).toEqual(texts(35).map(Number));
    expect(sizes).toEqual([10, 10, 10, 5]);
  });

  test('is refused where it would be more than 2,048 batches', async () => {
    const server = createServer(embedded);

    const call = connect(server, { apiBase: 'http://tei.test' }).embeddings.create({ input: texts(65_537) });

    await expect(call).rejects.toMatchObject({ name: 'BadRequestError', param: 'input' });
    expect(server.counts.requests).toBe(0);
  });
});

describe('40 streamed choices', () => {
  const LIMITS = [1, 8, 32] as const;
  const body = { ...CHAT, n: 40, seed: 100, stream: true } as const;
  const wanted = Array.from({ length: 40 }, (_, index) => `${100 + index},`.repeat(3).slice(0, -1));

  test('are whole where they are read only after `create` has resolved', async () => {
    const server = createServer((sent) => streamed(seedOf(sent)));
    server.letGo();
    const stream = await connect(server).chat.completions.create(body);
    await server.settle(32);
    expect(server.counts.requests).toBe(32);

    const texts = new Array<string>(40).fill('');
    for await (const { choices } of stream) {
      for (const { index, delta } of choices) texts[index] += delta.content ?? '';
    }

    expect(texts).toEqual(wanted);
    expect(server.counts.requests).toBe(40);
  });

  test.each(LIMITS)('are whole behind a gateway of %i places, and no call waits for another', async (limit) => {
    const server = createServer((sent) => streamed(seedOf(sent)));
    server.letGo();
    const gateway = createGateway(connect(server), { maxConcurrent: limit });
    const response = await gateway.fetch(
      new Request('http://localhost/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    await server.settle(limit);
    expect(server.counts.requests).toBe(limit);

    const texts = new Array<string>(40).fill('');
    for (const event of (await response.text()).split('\n\n')) {
      if (!event.startsWith('data: {')) continue;
      const { choices } = JSON.parse(event.slice(6)) as {
        choices: { index: number; delta: { content?: string } }[];
      };
      for (const { index, delta } of choices) texts[index] += delta.content ?? '';
    }

    expect(texts).toEqual(wanted);
  });

  test('close every connection, and begin no other, where their reader leaves', async () => {
    const first = await streamed('1').text();
    let left = 0;
    const open = (sent: string) =>
      new Response(
        new ReadableStream({
          start: (controller) =>
            controller.enqueue(new TextEncoder().encode(first.slice(0, first.indexOf('\n\n') + 2))),
          cancel: () => void (left += sent === '' ? 0 : 1),
        }),
        { headers: EVENTS },
      );
    const server = createServer(open);
    server.letGo();
    for await (const _ of await connect(server).chat.completions.create(body)) break;
    await server.settle();

    expect(server.counts.requests).toBe(32);
    expect(left).toBe(32);
  });

  test('fail with what one of the later ones fails of, and what came before', async () => {
    const server = createServer((sent) =>
      seedOf(sent) === '135' ? Response.json({ error: 'no' }, { status: 422 }) : streamed(seedOf(sent)),
    );
    server.letGo();
    const read = async () => {
      for await (const _ of await connect(server).chat.completions.create(body));
    };

    await expect(read()).rejects.toMatchObject({
      name: 'UnprocessableEntityError',
      partial: { choices: expect.anything() },
    });
  });
});

describe('a gateway with a limit', () => {
  const post = (body: object) =>
    new Request('http://localhost/v1/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('has no more upstream requests open than it admits calls', async () => {
    const server = createServer(() => whole('x'));
    const gateway = createGateway(connect(server), { maxConcurrent: 4 });
    const first = gateway.fetch(post({ prompt: new Array<string>(20).fill('x'), n: 4 }));
    await server.settle(4);
    expect(server.counts.open).toBe(4);

    const refused = await gateway.fetch(post({ prompt: 'x' }));
    expect(refused.status).toBe(429);
    server.answerOne();
    await server.settle();
    // The place that is free is left to those who were turned away.
    expect(server.counts.open).toBe(3);
    const admitted = gateway.fetch(post({ prompt: 'x' }));
    await server.settle(5);
    expect(server.counts.open).toBe(4);
    server.letGo();

    expect((await admitted).status).toBe(200);
    expect((await (await first).json()) as object).toMatchObject({ choices: { length: 80 } });
    expect(server.counts.most).toBe(4);
  });

  test('of one place answers a call of many requests, one after another', async () => {
    const server = createServer(() => whole('x'));
    server.letGo();
    const gateway = createGateway(connect(server), { maxConcurrent: 1 });

    for (const _ of [1, 2]) {
      const response = await gateway.fetch(post({ prompt: new Array<string>(20).fill('x'), n: 2 }));
      expect(((await response.json()) as { choices: unknown[] }).choices).toHaveLength(40);
    }
    expect(server.counts.most).toBe(1);
  });
});
