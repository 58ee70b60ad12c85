/** The gateway's metrics as Prometheus reads them. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayMetrics } from '../http/gateway/access.ts';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export function createMetrics(): { metrics: GatewayMetrics; write: () => Promise<string> } {
  const registers = [new Registry()];
  const labelNames = ['operation'];
  const requests = new Counter({
    name: 'easyllm_requests_total',
    help: 'Requests that have ended.',
    labelNames: ['operation', 'status'],
    registers,
  });
  const errors = new Counter({
    name: 'easyllm_errors_total',
    help: 'Failures by class, those within a stream included.',
    labelNames: ['operation', 'error'],
    registers,
  });
  const cancelled = new Counter({
    name: 'easyllm_cancelled_total',
    help: 'Requests whose caller left before the end.',
    labelNames,
    registers,
  });
  const inFlight = new Gauge({ name: 'easyllm_in_flight', help: 'Requests under way.', registers });
  const duration = new Histogram({
    name: 'easyllm_duration_seconds',
    help: 'From a request to the last byte of its answer.',
    labelNames,
    buckets: SECONDS,
    registers,
  });
  const firstToken = new Histogram({
    name: 'easyllm_first_token_seconds',
    help: 'From a request to the first chunk of its stream.',
    labelNames,
    buckets: SECONDS,
    registers,
  });
  const tokens = new Counter({
    name: 'easyllm_tokens_total',
    help: 'Tokens in (prompt) and out (completion), as far as the server tells.',
    labelNames: ['operation', 'direction'],
    registers,
  });
  return {
    write: () => registers[0]?.metrics() ?? Promise.resolve(''),
    metrics: {
      start: () => inFlight.inc(),
      // The model is no label: callers choose its name, and each new one would take memory.
      end({
        operation = 'none',
        status,
        error,
        isCancelled,
        durationMs,
        firstTokenMs,
        promptTokens,
        completionTokens,
      }) {
        inFlight.dec();
        requests.inc({ operation, status });
        if (error !== undefined) errors.inc({ operation, error });
        if (isCancelled) cancelled.inc({ operation });
        duration.observe({ operation }, durationMs / 1000);
        if (firstTokenMs !== undefined) firstToken.observe({ operation }, firstTokenMs / 1000);
        if (promptTokens !== undefined) tokens.inc({ operation, direction: 'in' }, promptTokens);
        if (completionTokens !== undefined) tokens.inc({ operation, direction: 'out' }, completionTokens);
      },
    },
  };
}
