/** The flags of `easyllm serve` in one table, for `parseArgs` and for the help. The schema of the settings checks those that are settings. */
import { parseGatewaySettings } from '../http/gateway/settings.ts';
import type { GatewaySettings } from '../http/gateway/settings.ts';
import { describeFlags, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';

interface ServeFlag extends Flag {
  /** The path of the setting that the flag gives, if it is one. */
  setting?: string;
  /** Its value is a number. */
  isNumber?: boolean;
}

export const DEFAULT_PORT = 8000;
export const DEFAULT_SHUTDOWN_SECONDS = 30;
/** Each request costs a socket or two, of which a process often has 1,024 for itself and more for the asking. */
export const DEFAULT_MAX_CONCURRENT = 1024;
export const LOG_LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

export const FLAGS = {
  port: { type: 'string', value: 'N', help: `the port (default ${DEFAULT_PORT}); 0 takes a free one` },
  host: { type: 'string', value: 'HOST', default: '127.0.0.1', help: 'the address to listen on (default 127.0.0.1)' },
  'api-key': {
    type: 'string',
    multiple: true,
    value: 'KEY',
    setting: 'auth.keys',
    help: 'a key that callers must send; may be given several times',
  },
  'no-auth': { type: 'boolean', help: 'serve everyone who can reach HOST, without keys' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'settings as YAML or JSON: models, limits, cors, auth (see docs/gateway.md)',
  },
  watch: { type: 'boolean', help: 'take new settings when FILE changes, as at SIGHUP; streams go on' },
  check: { type: 'boolean', help: 'check the settings, ask each server once, and end' },
  data: {
    type: 'string',
    value: 'DIR',
    setting: 'data',
    help: 'offer files and batches, kept in this folder (docs/batches.md)',
  },
  'prompt-builder': {
    type: 'string',
    short: 'p',
    value: 'NAME',
    setting: 'promptBuilder',
    help: "the model's prompt format (else EASYLLM_PROMPT)",
  },
  'api-base': {
    type: 'string',
    value: 'URL',
    setting: 'apiBase',
    help: 'the server behind (else EASYLLM_API_BASE)',
  },
  dialect: {
    type: 'string',
    value: 'NAME',
    setting: 'dialect',
    help: 'which server that is, such as vllm (else it is asked)',
  },
  'max-concurrent': {
    type: 'string',
    value: 'N',
    setting: 'maxConcurrent',
    isNumber: true,
    help: `how many requests may be under way; more get 429 (default ${DEFAULT_MAX_CONCURRENT}); 0 is no limit`,
  },
  'max-response-bytes': {
    type: 'string',
    value: 'N',
    setting: 'maxResponseBytes',
    isNumber: true,
    help: 'the largest whole answer of a server (default 64 MiB)',
  },
  'max-event-bytes': {
    type: 'string',
    value: 'N',
    setting: 'maxEventBytes',
    isNumber: true,
    help: 'the largest event of a stream (default 16 MiB)',
  },
  log: { type: 'string', value: 'LEVEL', default: 'info', help: 'fatal, error, warn, info (default), debug or silent' },
  workers: { type: 'string', value: 'N', help: 'so many processes serve, one for a core (default 1)' },
  otel: { type: 'boolean', help: 'send spans and metrics by OTLP, as the variables OTEL_… say (see docs/tracing.md)' },
  'shutdown-limit': {
    type: 'string',
    value: 'S',
    help: `how long streams may go on after SIGTERM, in seconds (default ${DEFAULT_SHUTDOWN_SECONDS})`,
  },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Readonly<Record<string, ServeFlag>>;

export const HELP = `Usage: easyllm serve [options]

Serves OpenAI's API over HTTP, for any client in any language. Prints where it listens. Log lines are on
standard error, JSON where that is no terminal; GET /metrics is for Prometheus. On SIGTERM /health says 503,
streams end, and it exits.

${describeFlags(FLAGS)}

Without keys it answers this machine only, by a loopback name. Keys may stand in EASYLLM_API_KEYS too,
with commas between them. The server's own token comes from
EASYLLM_API_KEY and is never shown.
Example: easyllm serve --api-base http://localhost:8080`;

/** The settings among the flags. Throws ConfigurationError, naming the flag. */
export function readSettings(values: { readonly [Name in keyof typeof FLAGS]?: unknown }): GatewaySettings {
  const settings: GatewaySettings = {};
  for (const [name, value] of Object.entries(values)) {
    const { setting, isNumber }: ServeFlag = FLAGS[name as keyof typeof FLAGS];
    if (setting === undefined || value === undefined) continue;
    const given = isNumber === true && typeof value === 'string' ? toNumber(name, value, { isWhole: true }) : value;
    const nested = setting.split('.').reduceRight<unknown>((inner, member) => ({ [member]: inner }), given);
    Object.assign(settings, parseGatewaySettings(nested, `--${name}`));
  }
  return settings;
}

/** The variable by which the first process numbers its workers. */
export const WORKER_NUMBER = 'EASYLLM_WORKER';
