/**
 * `easyllm serve --otel`: spans and metrics by OTLP. The SDK and the exporters are those of the user's install, loaded where they are asked
 * for; they read the standard environment variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, …) by themselves.
 */
import { createRequire } from 'node:module';
import { UsageError } from './arguments.ts';

/** Ends the export: what is waiting is sent. */
export type StopTelemetry = () => Promise<void>;

interface Provider {
  shutdown(): Promise<void>;
}

/** How OTLP is sent, by its names in OTEL_EXPORTER_OTLP_PROTOCOL: the ends of the exporters' names. */
const PROTOCOLS: Readonly<Record<string, string>> = { 'http/json': 'http', 'http/protobuf': 'proto', grpc: 'grpc' };

/** How long a shutdown waits for what is still to be sent. */
const FLUSH_MS = 3000;

/** Starts the export, for this process. Throws UsageError with the line that installs what is missing. */
export async function startTelemetry(environment: NodeJS.ProcessEnv = process.env): Promise<StopTelemetry> {
  if (environment['OTEL_SDK_DISABLED'] === 'true') return async () => {};
  const providers = startSdk(environment);
  const { instrument } = await import('../otel/instrument.ts');
  const stop = instrument({ content: wantsContent(environment) });
  return async () => {
    stop();
    const ended = Promise.allSettled(providers.map(async (provider) => provider.shutdown()));
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, FLUSH_MS))]);
  };
}

/** Contents are on spans where the variable of the conventions says so. */
function wantsContent({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: wanted = '' }: NodeJS.ProcessEnv): boolean {
  return ['true', 'span_only', 'span_and_event'].includes(wanted.toLowerCase());
}

/** Makes spans and metrics of this process go out, as the variables of OpenTelemetry say. */
function startSdk(environment: NodeJS.ProcessEnv): Provider[] {
  const { api, tracing, metering, traceExporter, metricExporter, core, resources } = loadPackages(environment);
  const own = resources.resourceFromAttributes({ 'service.name': 'easyllm' });
  const told = resources.detectResources({ detectors: [resources.envDetector] });
  const resource = resources.defaultResource().merge(own).merge(told);
  const providers: Provider[] = [];
  api.propagation.setGlobalPropagator(
    new core.CompositePropagator({
      propagators: [new core.W3CTraceContextPropagator(), new core.W3CBaggagePropagator()],
    }),
  );
  if (environment['OTEL_TRACES_EXPORTER'] !== 'none') {
    const spanProcessors = [new tracing.BatchSpanProcessor(new traceExporter.OTLPTraceExporter())];
    const provider = new tracing.BasicTracerProvider({ resource, spanProcessors });
    api.trace.setGlobalTracerProvider(provider);
    providers.push(provider);
  }
  if (environment['OTEL_METRICS_EXPORTER'] !== 'none') {
    const exportIntervalMillis = Number(environment['OTEL_METRIC_EXPORT_INTERVAL'] ?? 60_000);
    const exporter = new metricExporter.OTLPMetricExporter();
    const readers = [
      new metering.PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis,
        exportTimeoutMillis: Math.min(30_000, exportIntervalMillis),
      }),
    ];
    const provider = new metering.MeterProvider({ resource, readers });
    api.metrics.setGlobalMeterProvider(provider);
    providers.push(provider);
  }
  return providers;
}

/** By `require`, for which the types of optional packages need not be there. */
function loadPackages({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol = 'http/json' }: NodeJS.ProcessEnv) {
  const end = PROTOCOLS[protocol];
  if (end === undefined) {
    throw new UsageError(
      `OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}". Expected one of ${Object.keys(PROTOCOLS).join(', ')}.`,
    );
  }
  const names = ['api', 'sdk-trace-base', 'sdk-metrics', `exporter-trace-otlp-${end}`, `exporter-metrics-otlp-${end}`];
  const packages = names.map((name) => `@opentelemetry/${name}`);
  const load = createRequire(import.meta.url);
  try {
    const [api, tracing, metering, traceExporter, metricExporter] = packages.map((name) => load(name));
    // Of the SDK's own dependencies, which need not lie beside it.
    const loadOfSdk = createRequire(load.resolve('@opentelemetry/sdk-trace-base'));
    const [core, resources] = [loadOfSdk('@opentelemetry/core'), loadOfSdk('@opentelemetry/resources')];
    return { api, tracing, metering, traceExporter, metricExporter, core, resources };
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND';
    if (!isMissing) throw cause;
    throw new UsageError(`--otel needs packages that are not installed. Run: npm install ${packages.join(' ')}`, {
      cause,
    });
  }
}
