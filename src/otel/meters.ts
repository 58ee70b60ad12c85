/** The metrics of calls. */
import type { Attributes, Histogram, Meter } from '@opentelemetry/api';
import type { TracedCall } from '../client/traced-call.ts';

// As the conventions advise.
const DURATIONS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const FIRST_CHUNKS = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);

/** What counts a call that has ended. */
export type CountCall = (call: TracedCall, attributes: Attributes) => void;

/** Made at the first call: a meter of a program that sets up its SDK later would count nothing for ever. */
export function createCounter(meter: Meter): CountCall {
  const histogram = (name: string, unit: string, description: string, buckets: number[]): Histogram =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries: buckets } });
  const duration = histogram('gen_ai.client.operation.duration', 's', 'GenAI operation duration.', DURATIONS);
  const tokens = histogram('gen_ai.client.token.usage', '{token}', 'Number of input and output tokens used.', TOKENS);
  const first = histogram(
    'gen_ai.client.operation.time_to_first_chunk',
    's',
    'Time to receive the first chunk of a stream.',
    FIRST_CHUNKS,
  );
  return ({ durationMs, firstChunkMs, usage }, attributes) => {
    if (durationMs !== undefined) duration.record(durationMs / 1000, attributes);
    if (firstChunkMs !== undefined) first.record(firstChunkMs / 1000, attributes);
    const counts = { input: usage.inputTokens, output: usage.outputTokens };
    for (const [type, count] of Object.entries(counts)) {
      if (count !== undefined) tokens.record(count, { ...attributes, 'gen_ai.token.type': type });
    }
  };
}
