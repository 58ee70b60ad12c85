import { describe, expect, test } from 'vitest';
import { createGateway } from '../../../src/gateway.ts';
import type { GatewayConfig } from '../../../src/gateway.ts';
import type { EasyLLMOptions, ResponseStreamEvent } from '../../../src/index.ts';
import {
  BadRequestError,
  ConfigurationError,
  EasyLLM,
  memoryResponseStore,
  NotFoundError,
} from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

type Body = Record<string, unknown>;

const toEvent = (choices: object[]) => `data: ${JSON.stringify({ id: 'x', choices })}\n\n`;

/** A server with a `/v1` that calls itself `served`, and thinks and says `Answer N`; whole and as a stream, which may be held open. */
function createServer({ holdsOpen = false } = {}) {
  const bodies: Body[] = [];
  let cancelled = 0;
  const fetch = async (request: Request) => {
    const body: Body = JSON.parse(await request.text());
    bodies.push(body);
    const message = { role: 'assistant', reasoning_content: 'Hm.', content: `Answer ${bodies.length}` };
    if (body['stream'] !== true) {
      return Response.json({ id: 'x', model: 'served', choices: [{ index: 0, message, finish_reason: 'stop' }] });
    }
    const first = toEvent([{ index: 0, delta: message, finish_reason: null }]);
    const rest = `${toEvent([{ index: 0, delta: {}, finish_reason: 'stop' }])}data: [DONE]\n\n`;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(holdsOpen ? first : first + rest));
        if (!holdsOpen) controller.close();
      },
      cancel() {
        cancelled += 1;
      },
    });
    return new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
  };
  const settings = { apiBase: 'http://v1.test/v1', apiKey: null, maxRetries: 0, fetch } satisfies EasyLLMOptions;
  const cancellations = () => cancelled;
  return { bodies, settings, cancellations };
}

const idOf = (events: readonly ResponseStreamEvent[]): string => {
  const [first] = events;
  if (first?.type !== 'response.created') throw new Error('no response');
  return first.response.id;
};

describe('a client with a responseStore', () => {
  const createClient = (options: { holdsOpen?: boolean } = {}) => {
    const server = createServer(options);
    const responseStore = memoryResponseStore();
    return { ...server, responseStore, client: new EasyLLM({ ...server.settings, responseStore }) };
  };

  test('gives back what it made, whole and streamed', async () => {
    const { client } = createClient();
    const whole = await client.responses.create({ input: 'Hi' });
    const events = await collect(await client.responses.create({ input: 'Hi', stream: true }));

    expect(whole.store).toBe(true);
    expect(await client.responses.retrieve(whole.id)).toEqual(whole);
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'response.completed', response: { store: true } });
    expect(await client.responses.retrieve(idOf(events))).toMatchObject({
      output_text: 'Answer 2',
      status: 'completed',
    });
  });

  test('goes on from a response, with all that came before it and without its instructions', async () => {
    const { client, bodies } = createClient();
    const first = await client.responses.create({ instructions: 'Rhyme.', input: 'One' });
    const second = await client.responses.create({ input: 'Two', previous_response_id: first.id });
    await client.responses.create({ input: [{ role: 'user', content: 'Three' }], previous_response_id: second.id });

    expect(second.previous_response_id).toBe(first.id);
    expect(bodies[2]?.['messages']).toMatchObject([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Answer 1', reasoning_content: 'Hm.' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Answer 2' },
      { role: 'user', content: 'Three' },
    ]);
  });

  test('keeps nothing where the request says so', async () => {
    const { client } = createClient();
    const { id, store } = await client.responses.create({ input: 'Hi', store: false });

    expect(store).toBe(false);
    await expect(client.responses.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
  });

  test('forgets what is deleted, but not what went on from it', async () => {
    const { client, bodies } = createClient();
    const first = await client.responses.create({ input: 'One' });
    const second = await client.responses.create({ input: 'Two', previous_response_id: first.id });

    expect(await client.responses.delete(first.id)).toEqual({ id: first.id, object: 'response', deleted: true });
    await expect(client.responses.retrieve(first.id)).rejects.toMatchObject({
      status: 404,
      code: 'response_not_found',
    });
    await expect(client.responses.delete(first.id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(client.responses.create({ input: 'a', previous_response_id: first.id })).rejects.toMatchObject({
      status: 404,
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    });
    await client.responses.create({ input: 'Three', previous_response_id: second.id });
    expect(JSON.stringify(bodies.at(-1))).toContain('One');
  });

  test('lists the items that a response answers, in pages, each with an id that may be referred to', async () => {
    const { client, bodies } = createClient();
    const first = await client.responses.create({ input: 'One' });
    const second = await client.responses.create({ input: 'Two', previous_response_id: first.id });
    const all = await client.responses.inputItems.list(second.id, { order: 'asc' });
    const page = await client.responses.inputItems.list(second.id, { limit: 1 });

    expect(all.data).toMatchObject([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'One' }], status: 'completed' },
      { type: 'reasoning' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Answer 1' }] },
      { type: 'message', role: 'user', content: [{ text: 'Two' }] },
    ]);
    const ids = all.data.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(page).toMatchObject({ data: [{ id: ids[3] }], has_more: true, first_id: ids[3], last_id: ids[3] });
    const rest = await client.responses.inputItems.list(second.id, { after: page.last_id });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(0, 3).toReversed(), false]);

    await client.responses.create({ input: [{ type: 'item_reference', id: ids[0] ?? '' }] });
    expect(bodies.at(-1)?.['messages']).toMatchObject([{ role: 'user', content: 'One' }]);
  });

  test.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ order: 'up' as never }, 'order'],
    [{ after: 'x' }, 'after'],
  ])('lists nothing for %j', async (query, param) => {
    const { client } = createClient();
    const { id } = await client.responses.create({ input: 'One' });

    await expect(client.responses.inputItems.list(id, query)).rejects.toMatchObject({ status: 400, param });
  });

  test('cancels a stream down to the server, and keeps what had come', async () => {
    const { client, cancellations } = createClient({ holdsOpen: true });
    const stream = await client.responses.create({ input: 'Hi', stream: true });
    const events: ResponseStreamEvent[] = [];
    let cancelled;
    for await (const event of stream) {
      events.push(event);
      if (event.type !== 'response.output_text.delta') continue;
      expect(await client.responses.retrieve(idOf(events))).toMatchObject({ status: 'in_progress' });
      cancelled = await client.responses.cancel(idOf(events));
    }

    const want = { status: 'cancelled', output: [{ type: 'reasoning' }, { content: [{ text: 'Answer 1' }] }] };
    expect(cancelled).toMatchObject(want);
    expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: want });
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    expect(await client.responses.retrieve(idOf(events))).toMatchObject(want);
    expect(await client.responses.cancel(idOf(events))).toMatchObject(want);
    expect(cancellations()).toBe(1);
  });

  test('cancels a stream that nobody reads on', async () => {
    const { client, cancellations } = createClient({ holdsOpen: true });
    const stream = await client.responses.create({ input: 'Hi', stream: true });
    const { value } = await stream.next();
    const id = value === undefined ? '' : idOf([value]);

    expect(await client.responses.cancel(id)).toMatchObject({ status: 'cancelled' });
    expect(cancellations()).toBe(1);
  });

  test('keeps a stream that its reader leaves as cancelled', async () => {
    const { client } = createClient({ holdsOpen: true });
    const stream = await client.responses.create({ input: 'Hi', stream: true });
    let id = '';
    for await (const event of stream) {
      if (event.type === 'response.created') id = event.response.id;
      if (event.type === 'response.output_text.delta') break;
    }

    expect(await client.responses.retrieve(id)).toMatchObject({ status: 'cancelled', output_text: 'Answer 1' });
  });

  test('keeps a stream that fails as failed, without what is said of the server', async () => {
    const { settings } = createServer();
    const fetch = async () =>
      new Response(toEvent([{ index: 0, delta: { content: 'Who' }, finish_reason: null }]), {
        headers: { 'content-type': 'text/event-stream' },
      });
    const client = new EasyLLM({ ...settings, fetch, responseStore: memoryResponseStore() });
    const events = await collect(await client.responses.create({ input: 'Hi', stream: true }));
    const kept = await client.responses.retrieve(idOf(events));

    expect(kept).toMatchObject({ status: 'failed', output_text: 'Who', error: { code: 'server_error' } });
    expect(JSON.stringify(kept.error)).not.toContain('v1.test');
  });

  test('cancels nothing that is over', async () => {
    const { client } = createClient();
    const { id } = await client.responses.create({ input: 'Hi' });

    await expect(client.responses.cancel(id)).rejects.toBeInstanceOf(BadRequestError);
    await expect(client.responses.cancel('resp_x')).rejects.toBeInstanceOf(NotFoundError);
  });

  test('waits for a store before it tells the end, and says where nothing could be kept', async () => {
    const { settings } = createServer();
    const seen: string[] = [];
    const warned: string[] = [];
    const responseStore = {
      get: () => undefined,
      async put() {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push('put');
        throw new Error('disk full');
      },
      delete() {},
    };
    const logger = { error() {}, warn: (line: string) => warned.push(line), info() {}, debug() {} };
    const client = new EasyLLM({ ...settings, responseStore, logger });
    for await (const { type } of await client.responses.create({ input: 'Hi', stream: true })) seen.push(type);
    const whole = await client.responses.create({ input: 'Hi' });

    expect(seen.slice(-3)).toEqual(['put', 'response.completed', 'put']);
    expect(whole.store).toBe(false);
    expect(warned).toContain('A response could not be kept: disk full');
  });

  test.each([5, {}, { get() {} }])('takes no store like %j', async (responseStore) => {
    const { settings } = createServer();
    const client = new EasyLLM({ ...settings, responseStore: responseStore as never });

    await expect(client.responses.create({ input: 'Hi' })).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('a client without a store', () => {
  test('knows single items of what it made last, as clients refer to them, unless they said not to keep it', async () => {
    const { settings, bodies } = createServer();
    const client = new EasyLLM(settings);
    const first = await client.responses.create({ input: 'One' });
    const references = first.output.map(({ id }) => ({ type: 'item_reference' as const, id }));
    await client.responses.create({ input: [{ role: 'user', content: 'One' }, ...references] });

    expect(first.store).toBe(false);
    expect(bodies[1]?.['messages']).toMatchObject([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Answer 1', reasoning_content: 'Hm.' },
    ]);
    const secret = await client.responses.create({ input: 'One', store: false });
    const input = [{ type: 'item_reference' as const, id: secret.output[0]?.id ?? '' }];
    await expect(client.responses.create({ input })).rejects.toMatchObject({
      param: 'input[0]',
      code: 'item_not_found',
    });
  });

  test('gives back no response', async () => {
    const { settings } = createServer();
    const client = new EasyLLM(settings);
    const { id } = await client.responses.create({ input: 'One' });

    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await expect(client.responses.create({ input: 'a', previous_response_id: id })).rejects.toMatchObject({
      status: 400,
      code: 'previous_response_not_found',
    });
  });
});

describe('a gateway with a responseStore', () => {
  const KEYS = ['sk-ada', 'sk-eve'];
  const open = (config: Partial<GatewayConfig> = {}, options: { holdsOpen?: boolean } = {}) => {
    const server = createServer(options);
    const responseStore = memoryResponseStore();
    const gateway = createGateway({ ...server.settings, responseStore, auth: { keys: KEYS }, ...config });
    const ask = async (path: string, { key = 'sk-ada', method = 'GET', body }: Asked = {}) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const init = {
        method: body === undefined ? method : 'POST',
        headers,
        ...(body && { body: JSON.stringify(body) }),
      };
      const response = await gateway.request(`/v1/responses${path}`, init);
      return {
        status: response.status,
        response,
        json: async (): Promise<Answered> => JSON.parse(await response.text()),
      };
    };
    return { ...server, ask };
  };
  interface Answered {
    id: string;
    model: string;
    data: unknown[];
    error: { code: string };
  }
  interface Asked {
    key?: string;
    method?: string;
    body?: object;
  }

  test('serves each caller what was made under its own key, and another’s as an unknown one', async () => {
    const { ask } = open();
    const { id } = await (await ask('', { body: { input: 'One' } })).json();
    const own = await ask(`/${id}`);

    expect([own.status, await own.json()]).toMatchObject([200, { id, store: true, model: 'served' }]);
    for (const [method, path] of [
      ['GET', `/${id}`],
      ['GET', `/${id}/input_items`],
      ['POST', `/${id}/cancel`],
      ['DELETE', `/${id}`],
    ] as const) {
      const others = await ask(path, { key: 'sk-eve', method });
      const unknown = await ask(path.replace(id, 'resp_unknown'), { method });

      expect([method, path, others.status, unknown.status]).toEqual([method, path, 404, 404]);
      expect((await others.json()).error.code).toBe('response_not_found');
    }
    const body = { input: 'Two', previous_response_id: id };
    expect((await ask('', { key: 'sk-eve', body })).status).toBe(404);
    expect((await ask('', { body })).status).toBe(200);
    expect((await (await ask(`/${id}/input_items?order=asc&limit=1`)).json()).data).toHaveLength(1);
    expect((await ask(`/${id}/input_items?limit=x`)).status).toBe(400);
    expect(await (await ask(`/${id}`, { method: 'DELETE' })).json()).toEqual({ id, object: 'response', deleted: true });
    expect((await ask(`/${id}`)).status).toBe(404);
  });

  test('cancels a stream of the same caller', async () => {
    const { ask, cancellations } = open({}, { holdsOpen: true });
    const { response } = await ask('', { body: { input: 'One', stream: true } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    const id = /"id":"(resp_\w+)"/.exec(text)?.[1] ?? '';

    expect((await ask(`/${id}/cancel`, { key: 'sk-eve', method: 'POST' })).status).toBe(404);
    expect(await (await ask(`/${id}/cancel`, { method: 'POST' })).json()).toMatchObject({ id, status: 'cancelled' });
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
    expect(text).toContain('event: response.failed');
    expect(text).not.toContain('response.completed');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(cancellations()).toBe(1);
  });

  test('calls a model by the name that its callers use', async () => {
    const { ask } = open({ models: { fast: { model: 'served' } } });
    const { id, model } = await (await ask('', { body: { input: 'One', model: 'fast' } })).json();

    expect([model, (await (await ask(`/${id}`)).json()).model]).toEqual(['fast', 'fast']);
  });

  test('tells no address where a program in the same process kept a response of a server without a name', async () => {
    const fetch = async () =>
      Response.json({ choices: [{ index: 0, message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }] });
    const responseStore = memoryResponseStore();
    const client = new EasyLLM({ apiBase: 'http://secret-host.test/v1', apiKey: null, fetch, responseStore });
    const { id, model } = await client.responses.create({ input: 'One' });
    const gateway = createGateway(client, { responseStore });
    const told = [
      await gateway.request(`/v1/responses/${id}`),
      await gateway.request(`/v1/responses/${id}/cancel`, { method: 'POST' }),
    ];

    expect(model).toContain('secret-host');
    expect(told[0]?.status).toBe(200);
    for (const response of told) expect(await response.text()).not.toContain('secret-host');
  });

  test('keeps responses of callers with tokens of their own apart', async () => {
    const { ask } = open({ auth: 'passthrough' });
    const { id } = await (await ask('', { body: { input: 'One' } })).json();

    expect([(await ask(`/${id}`)).status, (await ask(`/${id}`, { key: 'other' })).status]).toEqual([200, 404]);
  });

  test('offers what it has, and no more', async () => {
    const { ask } = open();
    const put = await ask('/resp_1', { method: 'PUT' });

    expect([put.status, put.response.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE, OPTIONS']);
    expect((await ask('/resp_1/other')).status).toBe(404);
  });

  test('may be given beside a client', async () => {
    const { settings } = createServer();
    const gateway = createGateway(new EasyLLM(settings), { responseStore: memoryResponseStore() });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ input: 'One' });
    const made = await gateway.request('/v1/responses', { method: 'POST', headers, body });
    const { id }: { id: string } = JSON.parse(await made.text());

    expect((await gateway.request(`/v1/responses/${id}`)).status).toBe(200);
    expect(() => createGateway(new EasyLLM(settings), { responseStore: {} as never })).toThrow('`responseStore`');
  });
});
