import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parseGatewaySettings } from '../../../src/gateway.ts';
import { startFakeTgi } from '../../../src/testing.ts';
import type { FakeAnswer, FakeRequest } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';

const SCHEMA = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const EVENTS = { 'content-type': 'text/event-stream' };
const MODELS = {
  steps: [{ send: JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model', owned_by: 'vllm' }] }) }],
};

function say(content: string): FakeAnswer {
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  return {
    steps: [
      { send: JSON.stringify({ id: '1', object: 'chat.completion', created: 1, model: 'm', choices: [choice] }) },
    ],
  };
}

function refuse(status: number, headers: Record<string, string> = {}): FakeAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    steps: [{ send: JSON.stringify({ error: { message: `It said ${status}`, code: null } }) }],
  };
}

/** A vLLM that answers chats so. */
function serve(answer: FakeAnswer | ((request: FakeRequest) => FakeAnswer)) {
  return startFakeTgi({
    script: (request) =>
      request.path === '/v1/models' ? MODELS : typeof answer === 'function' ? answer(request) : answer,
  });
}

function chats({ requests }: { requests: readonly FakeRequest[] }): number {
  return requests.filter(({ path }) => path === '/v1/chat/completions').length;
}

const at = (...servers: { url: string }[]) => servers.map(({ url }) => `${url}/v1`);

/** An address where nothing listens. */
async function closedAddress(): Promise<{ url: string }> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

async function told(asked: Response | Promise<Response>) {
  const response = await asked;
  const body = JSON.parse(await response.text());
  const text: unknown = body.choices?.[0]?.message.content ?? body.error?.message;
  return { status: response.status, by: response.headers.get('x-easyllm-upstream'), text };
}

describe('the servers of a model', () => {
  test('are asked by how little they have to do, and named without an address', async () => {
    const waiting: (() => void)[] = [];
    const slow = async function* () {
      await new Promise<void>((resolve) => waiting.push(resolve));
      yield* say('slow').steps ?? [];
    };
    await using first = await serve(() => ({ steps: slow() }));
    await using second = await serve(() => ({ steps: slow() }));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(first, second) } } });
    const { post, get } = ask(gateway.url);
    const asked = [1, 2, 3, 4].map(async () => told(await post(CHAT)));
    await expect.poll(() => waiting.length).toBe(4);

    expect([chats(first), chats(second)]).toEqual([2, 2]);
    for (const go of waiting) go();
    const answers = await Promise.all(asked);
    expect(answers.map(({ by }) => by).toSorted()).toEqual(['llama-1', 'llama-1', 'llama-2', 'llama-2']);
    // What has ended counts no more: one is held at one server, and those that come alone go to the other.
    const held = told(post(CHAT));
    await expect.poll(() => waiting.length).toBe(5);
    const others: (string | null)[] = [];
    for (let call = 6; call < 10; call += 1) {
      const other = told(post(CHAT));
      await expect.poll(() => waiting.length).toBe(call);
      waiting.at(-1)?.();
      others.push((await other).by);
    }
    waiting[4]?.();
    expect(new Set(others).size).toBe(1);
    expect(others).not.toContain((await held).by);
    expect(await (await get('/metrics')).text()).toMatch(
      /easyllm_replica_requests_total\{replica="llama-1",status="200"\} [36]/,
    );
  });

  test('are passed over while their port is closed, and not waited for', async () => {
    await using good = await serve(say('good'));
    const models = { llama: { apiBase: at(await closedAddress(), good) } };
    await using gateway = await serveGateway({}, { models });
    const { post } = ask(gateway.url);
    for (let call = 0; call < 4; call += 1) {
      expect(await told(await post(CHAT))).toEqual({ status: 200, by: 'llama-2', text: 'good' });
    }
    const entries = gateway.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    // The closed port was met once, by whichever request had its turn.
    expect(entries.reduce((sum, { attempts }) => sum + Number(attempts), 0)).toBe(5);
    expect(entries.every(({ replica }) => replica === 'llama-2')).toBe(true);
  });

  test.each([429, 503])('rest as long as they ask for: %i', async (status) => {
    await using busy = await serve(refuse(status, { 'retry-after': '50' }));
    await using good = await serve(say('good'));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(busy, good) } } });
    for (let call = 0; call < 4; call += 1) expect((await ask(gateway.url).post(CHAT)).status).toBe(200);

    expect([chats(busy), chats(good)]).toEqual([1, 4]);
  });

  test('fail together with what the last one said, all attempts counted', async () => {
    await using first = await serve(refuse(503));
    await using second = await serve(refuse(502));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(first, second) } } });
    const response = await ask(gateway.url).post(CHAT);

    expect(response.headers.get('x-should-retry')).toBe('false');
    expect([chats(first), chats(second)]).toEqual([1, 1]);
    const { by, status } = await told(response);
    expect(status).toBe(by === 'llama-1' ? 503 : 502);
    expect(JSON.parse(gateway.log.at(-1) ?? '')).toMatchObject({ attempts: 2, retries: 1 });
  });

  test('are not asked again what is wrong with the request', async () => {
    await using first = await serve(refuse(422));
    await using second = await serve(refuse(422));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(first, second) } } });

    expect((await told(await ask(gateway.url).post(CHAT))).status).toBe(422);
    expect(chats(first) + chats(second)).toBe(1);
  });

  test.each([
    [{ ...CHAT, response_format: { type: 'json_schema', json_schema: { name: 'a', schema: SCHEMA } } }, 1],
    [CHAT, 2],
  ])('get no body that reset one, if it holds a grammar: %#', async (body, asked) => {
    let resets = 0;
    const script = () => (resets++ === 0 ? { steps: ['reset' as const] } : say('{}'));
    await using first = await serve(script);
    await using second = await serve(script);
    const models = { llama: { apiBase: at(first, second), dialect: 'tgi' as const } };
    await using gateway = await serveGateway({}, { models });

    expect((await told(await ask(gateway.url).post(body))).status).toBe(asked === 1 ? 502 : 200);
    expect(chats(first) + chats(second)).toBe(asked);
  });

  test('give no second answer after the first byte', async () => {
    const cut = () => ({
      headers: EVENTS,
      steps: [
        {
          send: `data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Who"}}]}\n\n`,
        },
        'cut' as const,
      ],
    });
    await using first = await serve(cut);
    await using second = await serve(cut);
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(first, second) } } });
    const text = await (await ask(gateway.url).post({ ...CHAT, stream: true })).text();

    expect(text).toContain('stream_truncated');
    expect(chats(first) + chats(second)).toBe(1);
  });

  test('keep what belongs together, by `user` or by a header', async () => {
    await using one = await serve(say('1'));
    await using two = await serve(say('2'));
    const apiBase = at(one, two);
    const models = { a: { apiBase, sticky: 'user' }, b: { apiBase, sticky: 'x-session' } };
    await using gateway = await serveGateway({}, { models });
    const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
    const byUser = async (user: string) => (await told(await ask(gateway.url).post({ ...CHAT, model: 'a', user }))).by;
    const byHeader = async (session: string) => {
      const headers = { 'content-type': 'application/json', 'x-session': session };
      const body = JSON.stringify({ ...CHAT, model: 'b' });
      return (await told(await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers, body }))).by;
    };
    for (const choose of [byUser, byHeader]) {
      const first = await Promise.all(people.map(choose));
      expect(await Promise.all(people.map(choose))).toEqual(first);
      expect(new Set(first).size).toBe(2);
    }
  });

  test('lose no call that had not begun when one is killed under load', async () => {
    const slow = async function* () {
      yield { waitMs: 5 };
      yield* say('good').steps ?? [];
    };
    const dying = await serve(() => ({ steps: slow() }));
    await using good = await serve(() => ({ steps: slow() }));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at(dying, good) } } });
    const { post } = ask(gateway.url);
    const statuses: number[] = [];
    const caller = async () => {
      for (let call = 0; call < 15; call += 1) {
        const response = await post(CHAT);
        statuses.push(response.status);
        await response.text();
      }
    };
    const callers = Array.from({ length: 16 }, caller);
    await expect.poll(() => chats(dying)).toBeGreaterThan(20);
    await dying.close();
    await Promise.all(callers);

    expect(statuses).toHaveLength(240);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  test('come back when they answer again', async () => {
    const { url } = await closedAddress();
    await using good = await serve(say('good'));
    await using gateway = await serveGateway({}, { models: { llama: { apiBase: at({ url }, good) } } });
    const { post } = ask(gateway.url);
    for (let call = 0; call < 2; call += 1) await (await post(CHAT)).text();
    await using back = await startFakeTgi({
      port: Number(new URL(url).port),
      script: ({ path }) => (path === '/v1/models' ? MODELS : say('back')),
    });

    await expect.poll(async () => (await told(await post(CHAT))).text, { interval: 100 }).toBe('back');
    // It was asked for its models before anybody was sent there.
    expect(back.requests[0]?.path).toBe('/v1/models');
  });
});

describe('models that stand in for another', () => {
  test('answer what its servers fail of, and nobody goes in circles', async () => {
    await using broken = await serve(refuse(503));
    await using good = await serve(say('good'));
    await using gateway = await serveGateway(
      {},
      {
        models: {
          llama: { apiBase: at(broken)[0], fallback: ['mistral'] },
          mistral: { apiBase: at(good)[0] },
          a: { apiBase: at(broken)[0], fallback: ['b'] },
          b: { apiBase: at(broken)[0], fallback: ['a'] },
        },
      },
    );
    const { post } = ask(gateway.url);
    const response = await post({ ...CHAT, model: 'llama' });

    expect(await response.clone().json()).toMatchObject({ model: 'llama' });
    expect(await told(response)).toEqual({ status: 200, by: 'mistral', text: 'good' });
    const before = chats(broken);
    expect(await told(await post({ ...CHAT, model: 'a' }))).toMatchObject({ status: 503, by: 'b' });
    expect(chats(broken) - before).toBe(2);
  });

  test('are passed over where they cannot take the request', async () => {
    await using broken = await serve(refuse(500));
    await using refusing = await serve(refuse(400));
    const models = {
      llama: { apiBase: at(broken)[0], fallback: ['strict'] },
      strict: { apiBase: at(refusing)[0] },
    };
    await using gateway = await serveGateway({}, { models });

    expect(await told(await ask(gateway.url).post({ ...CHAT, model: 'llama' }))).toMatchObject({
      status: 500,
      text: expect.stringContaining('It said 500'),
    });
    expect(chats(refusing)).toBe(1);
  });
});

describe('settings of servers', () => {
  test.each([
    [{ apiBase: [] }, '`models.m.apiBase` is a list. Expected an address'],
    [{ apiBase: ['http://a', 'http://a'] }, '`models.m.apiBase[1]` stands there twice.'],
    [{ fallback: ['m'] }, '`models.m.fallback[0]` is the model itself.'],
    [
      { fallback: ['mistrl'] },
      '`models.m.fallback[0]` is "mistrl", which is not among `models`. Did you mean "mistral"?',
    ],
    [{ sticky: 'a b' }, '`models.m.sticky` is a string. Expected "user", or the name of a header'],
  ])('are refused: %j', (route, message) => {
    expect(() => parseGatewaySettings({ models: { m: route, mistral: {} } })).toThrow(message);
  });
});
