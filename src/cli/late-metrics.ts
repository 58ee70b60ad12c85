/** Metrics whose library is loaded late. */
import { createLoader } from '../base/once.ts';
import { doLater } from './late.ts';
import type { Metrics } from './metrics.ts';

/** What is told before they are loaded is told to them afterwards, in its order. */
export function createLateMetrics(onFailure: (error: unknown) => void): Metrics {
  let loaded: Metrics | undefined;
  let told: ((metrics: Metrics) => void)[] = [];
  const load = createLoader(async () => {
    const { createMetrics } = await import('./metrics.ts');
    const metrics = createMetrics();
    for (const tell of told) tell(metrics);
    told = [];
    loaded = metrics;
    return metrics;
  });
  doLater(load, onFailure);
  const later = (tell: (metrics: Metrics) => void) => void told.push(tell);
  return {
    know: (models) => (loaded === undefined ? later(({ know }) => know(models)) : loaded.know(models)),
    write: async () => (await load()).write(),
    metrics: {
      start: () => (loaded === undefined ? later(({ metrics }) => metrics.start()) : loaded.metrics.start()),
      end: (entry) => (loaded === undefined ? later(({ metrics }) => metrics.end(entry)) : loaded.metrics.end(entry)),
      gap: (ms, asked) =>
        loaded === undefined ? later(({ metrics }) => metrics.gap(ms, asked)) : loaded.metrics.gap(ms, asked),
    },
  };
}
