import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ROOT_CONTEXT, context, propagation, trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider } from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EasyLLM } from '../../src/index.ts';
import { instrument } from '../../src/otel.ts';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runCommand, startCommand, untilListening } from '../support/program.ts';
import { runExample } from '../support/run-example.ts';

const PAGE = 'docs/tracing.md';
const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];
const [listener, otel] = readCodeBlocks(PAGE, 'ts');

/** What SDKs bring along: the context follows what is awaited. */
class Contexts {
  readonly #storage = new AsyncLocalStorage<Context>();
  active = () => this.#storage.getStore() ?? ROOT_CONTEXT;
  with<Args extends unknown[], Run extends (...args: Args) => ReturnType<Run>>(
    active: Context,
    run: Run,
    self?: ThisParameterType<Run>,
    ...args: Args
  ): ReturnType<Run> {
    return this.#storage.run(active, () => run.call(self, ...args));
  }
  bind = <Target>(_: Context, target: Target) => target;
  enable = () => this;
  disable = () => this;
}

const PROPAGATOR = {
  inject(from: Context, carrier: unknown) {
    const span = trace.getSpanContext(from);
    if (span !== undefined) Object.assign(Object(carrier), { traceparent: `00-${span.traceId}-${span.spanId}-01` });
  },
  extract(from: Context, carrier: unknown) {
    const [, traceId = '', spanId = ''] = String(Object(carrier).traceparent).split('-');
    return traceId === '' ? from : trace.setSpanContext(from, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
  fields: () => ['traceparent'],
};

const spans = new InMemorySpanExporter();
const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
const metrics = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 1e6 });
const meters = new MeterProvider({ readers: [reader] });

let stop = () => {};
beforeAll(() => {
  context.setGlobalContextManager(new Contexts());
  propagation.setGlobalPropagator(PROPAGATOR);
});
beforeEach(() => {
  spans.reset();
  metrics.reset();
});
afterEach(() => stop());

function watch(options: { content?: boolean } = {}) {
  stop = instrument({ tracerProvider: tracers, meterProvider: meters, ...options });
}

describe('docs/tracing.md', () => {
  test('has a listener that tells of a chat', async () => {
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s there?"] }] });
    const { printed } = await runExample(listener?.code ?? '', { 'http://localhost:8080': server.url });

    const told: unknown = JSON.parse(printed[0] ?? '');
    expect(told).toMatchObject({ model: 'llama', outputTokens: 2, attempts: 1, failed: false });
  });

  test('has the line that tells OpenTelemetry', async () => {
    const { exports } = await runExample(`${otel?.code}\nexport { stop };`);
    expect(exports['stop']).toBeTypeOf('function');
    if (typeof exports['stop'] === 'function') exports['stop']();
  });
});

describe('easyllm/otel', () => {
  test('makes one span of a chat, under the names of the conventions, as a child of the caller’s', async () => {
    watch();
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s there?"] }] });
    const client = new EasyLLM({ apiBase: `${server.url}/v1`, apiKey: null });
    const parent = tracers.getTracer('test').startSpan('parent');
    const body = { model: 'llama', messages: MESSAGES, max_tokens: 20, temperature: 0.5, stop: 'END' };
    const reply = await context.with(trace.setSpan(ROOT_CONTEXT, parent), async () =>
      client.chat.completions.create(body),
    );

    const [span, ...others] = spans.getFinishedSpans();
    expect(others).toEqual([]);
    expect(span?.name).toBe('chat llama');
    expect(span?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
    expect(span?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'vllm',
      'gen_ai.request.model': 'llama',
      'gen_ai.request.max_tokens': 20,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.stop_sequences': ['END'],
      'gen_ai.response.id': reply.id,
      'gen_ai.response.model': reply.model,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': reply.usage?.prompt_tokens,
      'gen_ai.usage.output_tokens': 2,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(server.url).port),
      'easyllm.attempts': 1,
    });
    expect(JSON.stringify(span?.attributes)).not.toContain('nock');
    const { traceId, spanId } = span?.spanContext() ?? {};
    const sent = server.requests.find(({ path }) => path === '/v1/chat/completions');
    expect(sent?.headers.get('traceparent')).toBe(`00-${traceId}-${spanId}-01`);
  });

  test('ends the span of a stream at its end, and counts its first chunk and its tokens', async () => {
    watch();
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s", ' there?'] }] });
    const client = new EasyLLM({ apiBase: `${server.url}/v1`, apiKey: null });
    const stream = await client.chat.completions.create({ model: 'llama', messages: MESSAGES, stream: true });
    expect(spans.getFinishedSpans()).toEqual([]);
    for await (const _ of stream);

    const [span] = spans.getFinishedSpans();
    expect(span?.attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 3, 'gen_ai.request.stream': true });
    expect(span?.attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0);
    await meters.forceFlush();
    const names = metrics
      .getMetrics()
      .flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics: all }) => all.map(({ descriptor }) => descriptor.name)),
      );
    expect(names.toSorted()).toEqual([
      'gen_ai.client.operation.duration',
      'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.token.usage',
    ]);
  });

  test('tells of a failure by its class, and of each attempt', async () => {
    watch();
    await using server = await startFakeServer({
      like: 'tgi',
      script: [{ error: 'Model is overloaded', error_type: 'overloaded' }],
    });
    const client = new EasyLLM({ apiBase: server.url, apiKey: null, backend: 'generate', maxRetries: 1 });
    await expect(client.completions.create({ prompt: 'Hi' })).rejects.toThrow('overloaded');

    const [span] = spans.getFinishedSpans();
    expect(span?.attributes).toMatchObject({
      'error.type': 'RateLimitError',
      'http.response.status_code': 429,
      'easyllm.attempts': 2,
    });
    expect(span?.status.code).toBe(2);
    expect(span?.events.map(({ name }) => name)).toEqual(['easyllm.attempt.failed', 'easyllm.attempt.failed']);
  });

  test('puts contents on spans where it is asked to, whole and streamed', async () => {
    watch({ content: true });
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s there?"] }] });
    const client = new EasyLLM({ apiBase: `${server.url}/v1`, apiKey: null });
    await client.chat.completions.create({ model: 'llama', messages: MESSAGES });
    for await (const _ of await client.chat.completions.create({ model: 'llama', messages: MESSAGES, stream: true }));

    const finished = spans.getFinishedSpans();
    expect(finished).toHaveLength(2);
    for (const { attributes } of finished) {
      expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
        { role: 'user', parts: [{ type: 'text', content: 'Knock knock.' }] },
      ]);
      expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
        { role: 'assistant', parts: [{ type: 'text', content: "Who's there?" }], finish_reason: 'stop' },
      ]);
    }
  });
});

describe('easyllm serve --otel', () => {
  test('sends spans to a collector, as children of the callers’', async () => {
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s there?"] }] });
    const bodies: Record<string, string> = {};
    const collector = createServer(async (request, response) => {
      bodies[request.url ?? ''] = await text(request);
      response.end('{}');
    });
    await once(collector.listen(0, '127.0.0.1'), 'listening');
    const address = collector.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const gateway = await startCommand(['serve', '--otel', '--port', '0', '--api-base', `${server.url}/v1`], {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    try {
      const { url } = await untilListening(gateway);
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        },
        body: JSON.stringify({ model: 'llama', messages: MESSAGES }),
      });
      expect(response.status).toBe(200);
    } finally {
      gateway.kill('SIGTERM');
    }
    expect(await once(gateway, 'exit')).toEqual([0, null]);
    collector.close();

    const [{ resource, scopeSpans }] = JSON.parse(bodies['/v1/traces'] ?? '').resourceSpans;
    expect(resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'easyllm' } });
    expect(scopeSpans[0].spans).toMatchObject([
      { name: 'chat llama', traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' },
    ]);
    expect(bodies['/v1/metrics']).toContain('gen_ai.client.token.usage');
  });

  test('names the line that installs what is missing', async () => {
    const { code, stderr } = await runCommand(['serve', '--otel', '--port', '0', '--api-base', 'http://127.0.0.1:1'], {
      env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    });
    expect(stderr).toContain('npm install @opentelemetry/api');
    expect(stderr).toContain('@opentelemetry/exporter-trace-otlp-grpc');
    expect(code).toBe(2);
  });
});
