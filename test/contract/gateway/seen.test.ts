import { describe, expect, test } from 'vitest';
import type { LoggedExchange } from '../../../src/gateway.ts';
import { startFakeServer, startFakeTgi } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';
import { tokenEvent } from '../../support/scripted-tgi.ts';

const EVENTS = { 'content-type': 'text/event-stream' };
const AUTH = { auth: { keys: [{ name: 'search', key: 'sk-search' }, 'sk-other'] } };

describe('the metrics and the log of a gateway', () => {
  test('name the model, the key and the server, and no name that callers made up', async () => {
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['a', 'b', 'c'] }] });
    const models = { llama: { apiBase: `${server.url}/v1` } };
    await using gateway = await serveGateway({}, { ...AUTH, models });
    const { post, get } = ask(gateway.url, 'sk-search');
    await (await post({ ...CHAT, model: 'llama' })).text();
    await (await post({ ...CHAT, stream: true })).text();
    for (const name of ['made-up-1', 'made-up-2']) await (await post({ ...CHAT, model: name })).text();
    await ask(gateway.url, 'sk-wrong').post(CHAT);
    const metrics = await (await get('/metrics')).text();
    const labels = `operation="chat",model="llama",key="search",upstream="${server.url}"`;

    expect(metrics).toContain(`easyllm_requests_total{${labels},status="200"} 2`);
    expect(metrics).toContain(
      'easyllm_requests_total{operation="chat",model="other",key="search",upstream="none",status="404"} 2',
    );
    expect(metrics).toContain(
      'easyllm_requests_total{operation="none",model="none",key="none",upstream="none",status="401"} 1',
    );
    expect(metrics).toContain(`easyllm_first_token_seconds_count{${labels}} 1`);
    expect(metrics).toMatch(new RegExp(`easyllm_between_tokens_seconds_count\\{${labels}\\} [1-9]`));
    expect(metrics).toMatch(new RegExp(`easyllm_tokens_total\\{${labels},direction="in"\\} [1-9]`));
    expect(metrics).not.toMatch(/made-up|sk-/);
    expect(JSON.parse(gateway.log[1] ?? '')).toMatchObject({
      key: 'search',
      model: 'llama',
      upstream: server.url,
      attempts: 1,
      retries: 0,
      status: 200,
    });
  });

  test('count retries, the wait at the server, and streams that broke, with the reason in words', async () => {
    await using server = await startFakeTgi({
      script: [
        { status: 503, steps: [{ send: '{"error":"busy"}' }] },
        {
          headers: { 'content-type': 'application/json', 'x-queue-time': '250' },
          steps: [{ send: '{"generated_text":"ok"}' }],
        },
        { headers: EVENTS, steps: [{ send: tokenEvent('a') }, 'cut'] },
        { status: 422, steps: [{ send: '{"error":"Authorization: Bearer hf_secret-token is no good"}' }] },
      ],
    });
    const client = { apiBase: server.url, promptBuilder: 'chatml' as const, maxRetries: 1 };
    await using gateway = await serveGateway(client, AUTH);
    const { post, get } = ask(gateway.url, 'sk-search');
    await (await post(CHAT)).text();
    await (await post({ ...CHAT, stream: true })).text();
    await (await post(CHAT)).text();
    const metrics = await (await get('/metrics')).text();
    const labels = `operation="chat",model="none",key="search",upstream="${server.url}"`;
    const [retried, cut, refused] = gateway.log.map((line): unknown => JSON.parse(line));

    expect(metrics).toContain(`easyllm_retries_total{${labels}} 1`);
    expect(metrics).toContain(`easyllm_queue_seconds_sum{${labels}} 0.25`);
    expect(metrics).toContain(`easyllm_truncated_streams_total{${labels}} 1`);
    expect(retried).toMatchObject({ attempts: 2, retries: 1, queueMs: 250 });
    expect(cut).toMatchObject({
      status: 200,
      error: 'StreamTruncatedError',
      errorMessage: expect.stringContaining('ended'),
    });
    expect(refused).toMatchObject({ status: 422, errorMessage: expect.stringContaining('Bearer [redacted]') });
    expect(gateway.log.join('\n')).not.toContain('hf_secret');
  });
});

describe('the bodies of a gateway', () => {
  test('are told of whole, streamed, refused and left, where somebody asks for them', async () => {
    await using server = await startFakeTgi({
      script: ({ body }) =>
        /"stream":true/.test(body)
          ? {
              headers: EVENTS,
              steps: /stall/.test(body) ? [{ send: tokenEvent('a') }, 'stall'] : [{ send: tokenEvent('a', 'a') }],
            }
          : { steps: [{ send: '{"generated_text":"whole"}' }] },
    });
    const seen: LoggedExchange[] = [];
    const exchangeLog = (exchange: LoggedExchange) => void seen.push(exchange);
    await using gateway = await serveGateway(
      { apiBase: server.url, promptBuilder: 'chatml' },
      { ...AUTH, exchangeLog },
    );
    const { post, get } = ask(gateway.url, 'sk-search');
    const whole = await (await post(CHAT)).text();
    const streamed = await (await post({ ...CHAT, stream: true })).text();
    const refused = await (await post({ messages: 5 })).text();
    const left = await post({ messages: [{ role: 'user', content: 'stall' }], stream: true });
    await left.body?.getReader().read();
    await left.body?.cancel().catch(() => {});
    await get('/v1/models');
    await gateway[Symbol.asyncDispose]();

    await expect.poll(() => seen.length).toBe(4);
    expect(seen.map(({ status, response }) => [status, response])).toEqual([
      [200, whole],
      [200, streamed],
      [400, refused],
      [200, expect.stringContaining('"content":"a"')],
    ]);
    expect(seen[0]).toMatchObject({
      key: 'search',
      path: '/v1/chat/completions',
      request: JSON.stringify(CHAT),
      isCut: false,
    });
    expect(JSON.stringify(seen)).not.toContain('sk-search');
  });
});
