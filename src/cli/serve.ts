/** `easyllm serve`: the gateway on Node, with what only Node has: files, a log, metrics, signals. */
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import { escapeControls } from '../base/control-characters.ts';
import { EasyLLM, operationsOf } from '../client/easyllm.ts';
import type { EasyLLMOptions } from '../client/options.ts';
import { isLoopbackHost } from '../http/gateway/loopback.ts';
import { parseGatewaySettings, splitSettings } from '../http/gateway/settings.ts';
import type { GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import { UsageError, parseJson, print, readArguments, readInput, toNumber, toPort } from './arguments.ts';
import {
  DEFAULT_MAX_CONCURRENT,
  DEFAULT_PORT,
  DEFAULT_SHUTDOWN_SECONDS,
  FLAGS,
  HELP,
  LOG_LEVELS,
  readSettings,
} from './serve-flags.ts';
import { Serving, toUrlHost } from './serving.ts';

export async function run(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: FLAGS });
  if (values.help === true) return print(HELP);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const limit = toNumber('shutdown-limit', values['shutdown-limit']) ?? DEFAULT_SHUTDOWN_SECONDS;
  if (!LOG_LEVELS.includes(values.log)) throw new UsageError(`--log expects one of ${LOG_LEVELS.join(', ')}.`);
  const given = { ...(await readFile(values.config)), ...readSettings(values) };
  const settings = { ...given, maxConcurrent: given.maxConcurrent ?? DEFAULT_MAX_CONCURRENT };
  const auth = toAuth(settings, values['no-auth'] === true);
  refuseOpenAddress(values.host, auth);

  const log = createLog(values.log);
  const { client, gateway } = splitSettings({ ...settings, auth });
  const serving = new Serving(toClient(client, log), gateway, log);
  const url = await serving.listen(port, values.host);
  print(`listening on ${url}`);
  // A second signal ends the process at once: `once` has removed the listener.
  const stop = () => void serving.stop(limit * 1000);
  process.once('SIGTERM', stop).once('SIGINT', stop);
  return undefined;
}

/** JSON lines on standard error. JSON leaves DEL and C1 as they are, which a terminal would obey. */
function createLog(level: string): Logger {
  const out = destination(2);
  return pino({ level }, { write: (line: string) => void out.write(escapeControls(line)) });
}

async function readFile(file: string | undefined): Promise<GatewaySettings> {
  return file === undefined ? {} : parseGatewaySettings(parseJson(file, await readInput(file)), file);
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
