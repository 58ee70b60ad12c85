/** The gateway's metrics as Prometheus reads them. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AccessEntry, AskedRequest, GatewayMetrics } from '../http/gateway/access.ts';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const GAP_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 5];
const LABELS = ['operation', 'model', 'key', 'upstream'] as const;

export interface Metrics {
  metrics: Required<GatewayMetrics>;
  write: () => Promise<string>;
  /**
   * Adds names of models that a label may have: callers choose others, and each new one would take memory. Those before stay when the
   * settings are new, since requests of theirs may be under way.
   */
  know: (models: readonly string[]) => void;
}

export function createMetrics(): Metrics & { registry: Registry } {
  const registry = new Registry();
  const registers = [registry];
  const known = new Set<string>();
  const toLabels = ({ operation = 'none', model, key = 'none', upstream = 'none' }: AskedRequest) => ({
    operation,
    model: model === undefined ? 'none' : known.has(model) ? model : 'other',
    key,
    upstream,
  });
  const counter = (name: string, help: string, ...more: string[]) =>
    new Counter({ name: `easyllm_${name}_total`, help, labelNames: [...LABELS, ...more], registers });
  const histogram = (name: string, help: string, buckets = SECONDS) =>
    new Histogram({ name: `easyllm_${name}_seconds`, help, labelNames: LABELS, buckets, registers });

  const requests = counter('requests', 'Requests that have ended.', 'status');
  const errors = counter('errors', 'Failures by class, those within a stream included.', 'error');
  const cancelled = counter('cancelled', 'Requests whose caller left before the end.');
  const truncated = counter('truncated_streams', 'Streams that failed after their first byte.');
  const retries = counter('retries', 'Requests that were sent to a server again.');
  const tokens = counter('tokens', 'Tokens in (prompt) and out (completion), as far as the server tells.', 'direction');
  const served = new Counter({
    name: 'easyllm_replica_requests_total',
    help: 'Requests that have ended, by the server of a model that was asked last, under its name.',
    labelNames: ['replica', 'status'],
    registers,
  });
  const inFlight = new Gauge({ name: 'easyllm_in_flight', help: 'Requests under way.', registers });
  const duration = histogram('duration', 'From a request to the last byte of its answer.');
  const firstToken = histogram('first_token', 'From a request to the first chunk of its stream.');
  const gap = histogram('between_tokens', 'From one part of a stream to the next.', GAP_SECONDS);
  const queue = histogram('queue', 'How long a request waited at the server for its turn, as far as it tells.');

  const countEnd = (entry: AccessEntry) => {
    const { status, error, isCancelled, durationMs, firstTokenMs, queueMs, promptTokens, completionTokens } = entry;
    const labels = toLabels(entry);
    inFlight.dec();
    requests.inc({ ...labels, status });
    if (entry.replica !== undefined) served.inc({ replica: entry.replica, status });
    duration.observe(labels, durationMs / 1000);
    if (error !== undefined) errors.inc({ ...labels, error });
    if (error !== undefined && status < 400) truncated.inc(labels);
    if (isCancelled) cancelled.inc(labels);
    if (entry.retries > 0) retries.inc(labels, entry.retries);
    if (firstTokenMs !== undefined) firstToken.observe(labels, firstTokenMs / 1000);
    if (queueMs !== undefined) queue.observe(labels, queueMs / 1000);
    if (promptTokens !== undefined) tokens.inc({ ...labels, direction: 'in' }, promptTokens);
    if (completionTokens !== undefined) tokens.inc({ ...labels, direction: 'out' }, completionTokens);
  };
  return {
    know: (names) => {
      for (const name of names) known.add(name);
    },
    registry,
    write: () => registry.metrics(),
    metrics: {
      start: () => inFlight.inc(),
      end: countEnd,
      gap: (ms, asked) => gap.observe(toLabels(asked), ms / 1000),
    },
  };
}
