/** `easyllm serve`: the gateway on Node, with what only Node has: files, a log, metrics, signals. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import { EasyLLM, operationsOf } from '../client/easyllm.ts';
import type { EasyLLMOptions } from '../client/options.ts';
import { createGateway } from '../http/gateway/gateway.ts';
import { checkHashes } from '../http/gateway/keys.ts';
import { isLoopbackHost } from '../http/gateway/loopback.ts';
import { originOf } from '../http/gateway/upstream.ts';
import { parseGatewaySettings, splitSettings } from '../http/gateway/settings.ts';
import type { GatewayConfig, GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import { UsageError, print, readArguments, toNumber, toPort } from './arguments.ts';
import {
  DEFAULT_MAX_CONCURRENT,
  DEFAULT_PORT,
  DEFAULT_SHUTDOWN_SECONDS,
  FLAGS,
  HELP,
  LOG_LEVELS,
  readSettings,
} from './serve-flags.ts';
import { createCommandLog } from './log.ts';
import { Serving, toUrlHost } from './serving.ts';

export async function run(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: FLAGS });
  if (values.help === true) return print(HELP);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const limit = toNumber('shutdown-limit', values['shutdown-limit']) ?? DEFAULT_SHUTDOWN_SECONDS;
  if (!LOG_LEVELS.includes(values.log)) throw new UsageError(`--log expects one of ${LOG_LEVELS.join(', ')}.`);
  const given = { ...(await readFile(values.config)), ...readSettings(values) };
  if (given.auth === undefined && values['no-auth'] !== true) Object.assign(given, readKeys());
  const settings = { ...given, maxConcurrent: given.maxConcurrent ?? DEFAULT_MAX_CONCURRENT };
  const auth = toAuth(settings, values['no-auth'] === true);
  refuseOpenAddress(values.host, auth);

  await checkHashes(auth);

  if (values.check === true) return check({ ...settings, auth });

  const log = createCommandLog(values.log);
  warnOfSharedToken(settings, log);
  const { limits, requestLog, data, ...others } = settings;
  const { client, gateway } = splitSettings({ ...others, auth });
  const connected = toClient(client, log);
  const stopTelemetry = values.otel === true ? await (await import('./telemetry.ts')).startTelemetry() : undefined;
  const serving = new Serving(connected, { ...gateway, ...(await readSinks({ limits, requestLog, data }, log)) }, log);
  const url = await serving.listen(port, values.host);
  print(`listening on ${url}`);
  // A second signal ends the process at once: `once` has removed the listener.
  const stop = async () => {
    await serving.stop(limit * 1000);
    await stopTelemetry?.();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop()).once('SIGINT', () => void stop());
  const { describeGateway, warnOfSilence } = await import('./banner.ts');
  log.info(describeGateway({ ...settings, auth }, connected), 'serving');
  warnOfSilence(client, { auth, models: settings.models }, log).catch((error: unknown) => log.error(error));
  return undefined;
}

async function readFile(file: string | undefined): Promise<GatewaySettings> {
  if (file === undefined) return {};
  const { readGatewayFile } = await import('./gateway-file.ts');
  return readGatewayFile(file);
}

/** Keys of callers in the environment, with commas between them. */
function readKeys(): GatewaySettings {
  const keys = (process.env['EASYLLM_API_KEYS'] ?? '').split(',').map((key) => key.trim());
  const given = keys.filter((key) => key !== '');
  return given.length === 0 ? {} : parseGatewaySettings({ auth: { keys: given } }, 'EASYLLM_API_KEYS');
}

/** A token given for all goes to each server whose model gives none: to be said where these are several. */
function warnOfSharedToken({ apiBase, apiKey, models = {} }: GatewaySettings, log: Logger): void {
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
async function check(settings: GatewayConfig & Sinks): Promise<void> {
  const { limits, requestLog: _, data: __, ...others } = settings;
  const { client, gateway } = splitSettings(others);
  createGateway(toClient(client, pino({ level: 'silent' })), gateway);
  print('The settings are right.');
  const { probeServers } = await import('./probe.ts');
  for (const { models, address, isGood, outcome } of await probeServers(client, settings.models)) {
    print(`${isGood ? 'ok' : 'WARNING'}: ${models.length === 0 ? '' : `${models.join(', ')}: `}${address} ${outcome}`);
  }
  if (limits === undefined) return;
  const { createRedisLimits } = await import('./redis-limits.ts');
  const store = await createRedisLimits(limits);
  const failure = await Promise.resolve(store.add('check', 0)).then(
    () => undefined,
    (error: Error) => error.message,
  );
  store.close();
  print(failure === undefined ? `ok: ${originOf(limits)} counts limits` : `WARNING: ${failure}`);
}

type Sinks = Pick<GatewaySettings, 'limits' | 'requestLog' | 'data'>;

/** What the command has in place of a program's own functions. */
async function readSinks(
  { limits, requestLog, data }: Sinks,
  log: Logger,
): Promise<Pick<GatewayOptions, 'limitStore' | 'exchangeLog' | 'batches'>> {
  const options: Pick<GatewayOptions, 'limitStore' | 'exchangeLog' | 'batches'> = {};
  if (data !== undefined) {
    const { folderBatches } = await import('../batch/folder/service.ts');
    options.batches = await folderBatches({ folder: data });
  }
  if (limits !== undefined) {
    const { createRedisLimits } = await import('./redis-limits.ts');
    options.limitStore = await createRedisLimits(limits);
  }
  if (requestLog !== undefined) {
    const { createRequestLog } = await import('./request-log.ts');
    const file = typeof requestLog === 'string' ? { file: requestLog } : requestLog;
    options.exchangeLog = createRequestLog(file, (error) => log.error(error, '`requestLog` cannot be written'));
  }
  return options;
}

function toAuth({ auth }: GatewaySettings, isOpen: boolean): GatewayOptions['auth'] {
  if (!isOpen) return auth;
  if (auth === undefined) return 'none';
  throw new UsageError('--no-auth and keys exclude each other.');
}

function refuseOpenAddress(host: string, auth: GatewayOptions['auth']): void {
  if (auth !== undefined || isLoopbackHost(toUrlHost(host))) return;
  throw new UsageError(
    `--host ${host} can be reached by others. Pass --api-key KEY; or --no-auth, to serve everyone who can reach it.`,
  );
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
