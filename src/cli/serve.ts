/** `easyllm serve`: the gateway on Node, with what only Node has: files, a log, metrics, signals. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { BatchService } from '../batch/service.ts';
import { EasyLLM, operationsOf } from '../client/easyllm.ts';
import type { EasyLLMOptions } from '../client/options.ts';
import { createMemoryLimits } from '../http/gateway/limit-store.ts';
import type { LimitStore } from '../http/gateway/limit-store.ts';
import { createParts } from '../http/gateway/parts.ts';
import { originOf } from '../http/gateway/upstream.ts';
import { splitSettings } from '../http/gateway/settings.ts';
import type { GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import { UsageError, print, readArguments, toNumber, toPort } from './arguments.ts';
import { doLater } from './late.ts';
import { describeGateway, warnOfSilence } from './banner.ts';
import { createCommandLog } from './log.ts';
import type { SharedLimits } from './redis-limits.ts';
import { reloadOnRequest } from './reload.ts';
import { DEFAULT_PORT, DEFAULT_SHUTDOWN_SECONDS, FLAGS, HELP, LOG_LEVELS, WORKER_NUMBER } from './serve-flags.ts';
import { loadSettings, toWorkerSettings } from './serve-settings.ts';
import type { ServeSettings } from './serve-settings.ts';
import { Serving } from './serving.ts';
import type { WorkerLink } from './worker.ts';

export async function run(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: FLAGS });
  if (values.help === true) return print(HELP);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const limit = toNumber('shutdown-limit', values['shutdown-limit']) ?? DEFAULT_SHUTDOWN_SECONDS;
  if (!LOG_LEVELS.includes(values.log)) throw new UsageError(`--log expects one of ${LOG_LEVELS.join(', ')}.`);
  const { config } = values;
  if (values.watch === true && config === undefined) throw new UsageError('--watch wants a --config FILE to look at.');
  const workers = toWorkers(values.workers);
  const link = WORKER_NUMBER in process.env ? (await import('./worker.ts')).createWorkerLink() : undefined;
  const load = async () => {
    const settings = await loadSettings(values);
    return link === undefined ? settings : toWorkerSettings(settings, { workers, number: link.number });
  };
  const settings = await load();
  if (values.check === true) return check(settings);

  const log = createCommandLog(values.log);
  const reloading = { config, isWatched: values.watch === true, log };
  if (workers > 1 && settings.data !== undefined) {
    throw new UsageError('--workers and `data` exclude each other: one process runs the batches of a folder.');
  }
  if (workers > 1 && link === undefined) {
    const { runWorkers } = await import('./workers.ts');
    return runWorkers({ ...reloading, count: workers, check: load, shutdownMs: limit * 1000 });
  }
  const stopTelemetry = values.otel === true ? await (await import('./telemetry.ts')).startTelemetry() : undefined;
  const connect = createConnector(log, link?.limits);
  const first = await connect(settings);
  const metrics = link === undefined ? undefined : await shareMetrics(link);
  const serving = new Serving(first.client, first.options, log, { metrics });
  const url = await serving.listen(port, values.host);
  const stop = async () => {
    await serving.stop(limit * 1000);
    await stopTelemetry?.();
    process.exit(0);
  };
  const reload = async () => {
    const { client, options } = await connect(await load());
    serving.use(client, options);
  };
  if (link !== undefined) {
    const report = (error: unknown) => log.error(error);
    link.obey({ stop: () => void stop(), reload: () => void reload().catch(report) });
    link.listening(url);
    if (link.number > 1) return undefined;
  } else {
    print(`listening on ${url}`);
    // A second signal ends the process at once: `once` has removed the listener.
    process.once('SIGTERM', () => void stop()).once('SIGINT', () => void stop());
    if (config !== undefined) reloadOnRequest({ ...reloading, file: config, reload });
  }
  log.info(describeGateway(settings, first.client), 'serving');
  const { auth, models } = settings;
  const { client } = splitOwn(settings);
  doLater(
    () => warnOfSilence(client, { auth, models }, log),
    (error) => log.error(error),
  );
  return undefined;
}

/** The metrics of a worker: it counts its own, and `/metrics` has those of all. */
async function shareMetrics(link: WorkerLink) {
  const { createMetrics } = await import('./metrics.ts');
  const { registry, ...own } = createMetrics();
  await link.share(registry);
  return { ...own, write: () => link.writeMetrics() };
}

function toWorkers(given: string | undefined): number {
  const workers = toNumber('workers', given, { isWhole: true }) ?? 1;
  if (workers > 0) return workers;
  throw new UsageError('--workers is 0. Expected a whole number, 1 or more.');
}

/** The settings of the gateway and of its client, without those that the command reads by itself. */
function splitOwn(settings: ServeSettings) {
  const { limits: _, requestLog: __, data: ___, ...others } = settings;
  return splitSettings(others);
}

/** Makes of settings what serves by them. Limits are counted on where new settings name the same place. */
function createConnector(log: Logger, memory: LimitStore = createMemoryLimits()) {
  let shared: { limits: string; store: SharedLimits } | undefined;
  let kept: { data: string | undefined; batches: BatchService | undefined } | undefined;
  return async (settings: ServeSettings): Promise<{ client: EasyLLM; options: GatewayOptions }> => {
    warnOfSharedToken(settings, log);
    const { client, gateway } = splitOwn(settings);
    const connected = toClient(client, log);
    const { limits, requestLog, data } = settings;
    // One that is no longer named may still be asked by requests under way.
    if (limits !== shared?.limits) {
      shared = limits === undefined ? undefined : { limits, store: await connectLimits(limits) };
    }
    const exchangeLog = requestLog === undefined ? undefined : await openRequestLog(requestLog, log);
    // Batches are run by the settings that they were begun with.
    if (kept?.batches !== undefined)
      throw new UsageError('A gateway with `data` takes new settings with a restart alone.');
    kept ??= { data, batches: data === undefined ? undefined : await openBatches(data) };
    if (kept.data !== data) throw new UsageError('`data` is taken with a restart alone.');
    const { batches } = kept;
    const limitStore = shared?.store ?? memory;
    const options = { ...gateway, limitStore, ...(exchangeLog && { exchangeLog }), ...(batches && { batches }) };
    return { client: connected, options };
  };
}

/** A token given for all goes to each server whose model gives none: to be said where these are several. */
function warnOfSharedToken({ apiBase, apiKey, models = {} }: ServeSettings, log: Logger): void {
  const { EASYLLM_API_KEY: own, HUGGINGFACE_TOKEN: other } = process.env;
  if ((apiKey ?? own ?? other ?? '') === '' || apiKey === null) return;
  const addresses = Object.values(models).flatMap((model) =>
    model.apiKey === undefined ? [model.apiBase ?? apiBase ?? 'the default server'].flat() : [],
  );
  const origins = new Set(addresses.map((address) => (URL.canParse(address) ? new URL(address).origin : address)));
  if (origins.size < 2) return;
  log.warn(
    `One token goes to ${origins.size} servers: ${[...origins].join(', ')}. Give each model its own with \`apiKey\` or \`apiKeyEnv\`, or \`apiKey: null\` for none.`,
  );
}

/** Prints what each server answers; a server that does not is no mistake of the settings. */
async function check(settings: ServeSettings): Promise<void> {
  const { limits } = settings;
  const { client, gateway } = splitOwn(settings);
  createParts(toClient(client, pino({ level: 'silent' })), gateway);
  print('The settings are right.');
  const { probeServers } = await import('./probe.ts');
  for (const { models, address, isGood, outcome } of await probeServers(client, settings.models)) {
    print(`${isGood ? 'ok' : 'WARNING'}: ${models.length === 0 ? '' : `${models.join(', ')}: `}${address} ${outcome}`);
  }
  if (limits === undefined) return;
  const store = await connectLimits(limits);
  const failure = await Promise.resolve(store.add('check', 0)).then(
    () => undefined,
    (error: Error) => error.message,
  );
  store.close();
  print(failure === undefined ? `ok: ${originOf(limits)} counts limits` : `WARNING: ${failure}`);
}

async function connectLimits(limits: string): Promise<SharedLimits> {
  const { createRedisLimits } = await import('./redis-limits.ts');
  return createRedisLimits(limits);
}

async function openBatches(folder: string): Promise<BatchService> {
  const { folderBatches } = await import('../batch/folder/service.ts');
  return folderBatches({ folder });
}

async function openRequestLog(requestLog: NonNullable<GatewaySettings['requestLog']>, log: Logger) {
  const { createRequestLog } = await import('./request-log.ts');
  const file = typeof requestLog === 'string' ? { file: requestLog } : requestLog;
  return createRequestLog(file, (error) => log.error(error, '`requestLog` cannot be written'));
}

/** Connects at once, so that a wrong setting, also of the environment, ends the start instead of failing each request. */
function toClient(options: EasyLLMOptions, log: Logger): EasyLLM {
  const client = new EasyLLM({
    ...options,
    logger: {
      error: (message) => log.error(message),
      warn: (message) => log.warn(message),
      info: (message) => log.info(message),
      debug: (message) => log.debug(message),
    },
  });
  operationsOf(client);
  return client;
}
