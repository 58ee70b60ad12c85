/** Settings: options over environment over defaults, as one frozen Config. */
import { ConfigurationError } from '../errors.ts';
import { LOG_LEVELS, readEnvironment } from './env.ts';
import type { Environment, LogLevel } from './env.ts';
import type { Credential } from '../upstream/auth.ts';
import { normalizeApiBase } from '../upstream/endpoint.ts';
import { readTokenFile } from './token.ts';

/** Hugging Face's router to its own inference; serves many models, so a call names one. */
export const DEFAULT_API_BASE = 'https://router.huggingface.co/hf-inference/models';

/** A token, or a function that gives one at each request (rotated tokens); null sends none. */
export type ApiKey = string | null | (() => string | Promise<string>);

/** Where log lines go. The console has this shape. */
export interface Logger {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

export interface ConfigOptions {
  /** Default: HUGGINGFACE_TOKEN, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the token file of the Hugging Face login, none. */
  apiKey?: ApiKey | undefined;
  /** The server's address. Default: HUGGINGFACE_API_BASE, else Hugging Face's router. */
  apiBase?: string | undefined;
  /** The same as `apiBase`, under the `openai` package's name. */
  baseURL?: string | undefined;
  /** Default: the console. */
  logger?: Logger | undefined;
  /** Default: EASYLLM_LOG, else `warn`. */
  logLevel?: LogLevel | undefined;
}

export interface Config {
  readonly apiBase: string;
  readonly credential: Credential;
  /** A builder's name from the environment. */
  readonly promptBuilderName: string | undefined;
  readonly logger: Logger;
}

/** What the surroundings provide; a test passes its own. */
export interface Surroundings {
  environment: Environment;
  readTokenFile(environment: Environment): string | undefined;
}

export function readSurroundings(): Surroundings {
  return { environment: readEnvironment(), readTokenFile };
}

/** Throws ConfigurationError, naming the option or variable at fault. */
export function createConfig(options: ConfigOptions, surroundings: Surroundings = readSurroundings()): Config {
  const { environment } = surroundings;
  return Object.freeze({
    apiBase: chooseApiBase(options) ?? normalizeApiBase(environment.HUGGINGFACE_API_BASE ?? DEFAULT_API_BASE),
    credential: chooseCredential(options.apiKey, surroundings),
    promptBuilderName: environment.HUGGINGFACE_PROMPT,
    logger: withLevel(options.logger ?? console, chooseLogLevel(options.logLevel) ?? environment.EASYLLM_LOG ?? 'warn'),
  });
}

/** The address among the options, if any; without a trailing slash. */
export function chooseApiBase({ apiBase, baseURL }: ConfigOptions): string | undefined {
  if (apiBase !== undefined && baseURL !== undefined && apiBase !== baseURL) {
    throw new ConfigurationError('`apiBase` and `baseURL` name the same setting but differ. Pass one of them.');
  }
  const chosen = nonEmpty(apiBase ?? baseURL);
  return chosen === undefined ? undefined : normalizeApiBase(chosen);
}

function chooseCredential(
  apiKey: ApiKey | undefined,
  { environment, readTokenFile: readFile }: Surroundings,
): Credential {
  if (apiKey === null) return given(async () => undefined);
  if (typeof apiKey === 'function') return given(async () => expectKey(await apiKey()));
  const own = nonEmpty(apiKey) ?? environment.HUGGINGFACE_TOKEN;
  if (own !== undefined) return given(async () => own);
  const ambient = environment.HF_TOKEN ?? environment.HUGGING_FACE_HUB_TOKEN ?? readFile(environment);
  return { readToken: async () => ambient, isAmbient: true };
}

function given(readToken: () => Promise<string | undefined>): Credential {
  return { readToken, isAmbient: false };
}

function expectKey(key: unknown): string {
  if (typeof key === 'string' && key.trim() !== '') return key.trim();
  throw new ConfigurationError(
    'The function in `apiKey` gave no token. Return a string, or set `apiKey: null` to send none.',
  );
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function chooseLogLevel(level: LogLevel | undefined): LogLevel | undefined {
  if (level === undefined || LOG_LEVELS.includes(level)) return level;
  throw new ConfigurationError(`\`logLevel\` is ${JSON.stringify(level)}. Expected one of ${LOG_LEVELS.join(', ')}.`);
}

/** Passes on what is at least as severe as the level. */
function withLevel(logger: Logger, level: LogLevel): Logger {
  const limit = LOG_LEVELS.indexOf(level);
  const pass = (severity: Exclude<LogLevel, 'off'>) => (message: string) => {
    if (LOG_LEVELS.indexOf(severity) <= limit) logger[severity](message);
  };
  return { error: pass('error'), warn: pass('warn'), info: pass('info'), debug: pass('debug') };
}
