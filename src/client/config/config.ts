/** Settings: options over environment over defaults, as one frozen Config. */
import { kindOf } from '../../base/check.ts';
import { escapeControls } from '../../base/control-characters.ts';
import { guardSink } from '../../base/sink.ts';
import { reasonOf } from '../../net/connection-error.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { LOG_LEVELS, readEnvironment } from './env.ts';
import type { Environment, LogLevel } from './env.ts';
import type { PromptFormatName } from '../../prompt/formats.ts';
import { toPromptFormatName } from '../../prompt/builders.ts';
import { isHuggingFace } from '../../base/hosts.ts';
import type { Credential } from '../../net/layers/auth.ts';
import { normalizeApiBase } from '../../servers/address.ts';
import { readTokenFile } from './token.ts';

/** Hugging Face's router to its own inference; serves many models, so a call names one. */
const DEFAULT_API_BASE = 'https://router.huggingface.co/hf-inference/models';

/** A token, or a function that gives one at each request (rotated tokens); null sends none. */
export type ApiKey = string | null | (() => string | Promise<string>);

/** Where log lines go. The console has this shape. */
export interface Logger {
  /** A failure that no caller is told of. */
  error(message: string): void;
  /** A setting that may be meant otherwise. */
  warn(message: string): void;
  /** Each attempt, in a line. */
  info(message: string): void;
  /** Its headers and, with `logContent`, its content. */
  debug(message: string): void;
}

/** A logger that holds back what is less severe than its level. */
export interface LevelLogger extends Logger {
  /** Whether a message of this severity is passed on: to make one costs more than a call should pay for nothing. */
  shows(severity: keyof Logger): boolean;
}

export interface ConfigOptions {
  /** Default: EASYLLM_API_KEY, HUGGINGFACE_TOKEN, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the token file of the Hugging Face login, none. */
  apiKey?: ApiKey | undefined;
  /** The server's address. Default: EASYLLM_API_BASE, HUGGINGFACE_API_BASE, else Hugging Face's router. */
  apiBase?: string | undefined;
  /** The same as `apiBase`, under the `openai` package's name. */
  baseURL?: string | undefined;
  /** Default: the console. */
  logger?: Logger | undefined;
  /** Default: EASYLLM_LOG, else `warn`. At `info` there is a line for each attempt, at `debug` its headers, without secrets. */
  logLevel?: LogLevel | undefined;
  /** At `debug`, logs prompts and answers too. Default: false. */
  logContent?: boolean | undefined;
  /** Allows a plain `apiKey` in a browser, where every visitor can read it. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

export interface Config {
  readonly apiBase: string;
  readonly credential: Credential;
  /** The token for the Hugging Face Hub: one given for another server is not shown to it. */
  readonly hubCredential: Credential;
  /** A builder's name from the environment. */
  readonly promptBuilderName: PromptFormatName | undefined;
  readonly logger: LevelLogger;
  /** The same, with nothing held back. */
  readonly debugLogger: LevelLogger;
}

/** What the surroundings provide; a test passes its own. */
export interface Surroundings {
  environment: Environment;
  readTokenFile(environment: Environment): string | undefined;
}

function readSurroundings(): Surroundings {
  return { environment: readEnvironment(), readTokenFile };
}

/** Throws ConfigurationError, naming the option or variable at fault. */
export function createConfig(options: ConfigOptions, surroundings: Surroundings = readSurroundings()): Config {
  const { environment } = surroundings;
  const logger = options.logger ?? console;
  refuseHalfLogger(logger);
  refuseKeyInBrowser(options);
  const apiBase = chooseApiBase(options) ?? readApiBase(environment) ?? DEFAULT_API_BASE;
  const credential = chooseCredential(options.apiKey, surroundings);
  return Object.freeze({
    apiBase,
    credential,
    hubCredential: isHuggingFace(new URL(apiBase)) ? credential : chooseHubCredential(options.apiKey, surroundings),
    promptBuilderName: readBuilderName(environment),
    logger: withLevel(logger, chooseLogLevel(options.logLevel) ?? environment.EASYLLM_LOG ?? 'warn'),
    debugLogger: withLevel(logger, 'debug'),
  });
}

/** An address that is none is said to come from the environment, by the variable's name. */
function readApiBase({ EASYLLM_API_BASE: own, HUGGINGFACE_API_BASE: other }: Environment): string | undefined {
  if (own !== undefined) return normalizeApiBase(own, 'EASYLLM_API_BASE');
  return other === undefined ? undefined : normalizeApiBase(other, 'HUGGINGFACE_API_BASE');
}

function refuseHalfLogger(logger: Partial<Logger>): void {
  const missing = (['error', 'warn', 'info', 'debug'] as const).find((name) => typeof logger[name] !== 'function');
  if (missing === undefined) return;
  throw new ConfigurationError(
    `\`logger.${missing}\` is no function. Expected an object with \`error\`, \`warn\`, \`info\` and \`debug\`, such as the console.`,
    { param: 'logger' },
  );
}

/** An unknown name is said to come from the environment: whoever reads the error may not know that it is set. */
function readBuilderName({ EASYLLM_PROMPT: own, HUGGINGFACE_PROMPT: other }: Environment) {
  return own === undefined ? checkBuilderName('HUGGINGFACE_PROMPT', other) : checkBuilderName('EASYLLM_PROMPT', own);
}

function checkBuilderName(variable: string, name: string | undefined): PromptFormatName | undefined {
  try {
    return name === undefined ? undefined : toPromptFormatName(name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`The environment variable ${variable} is not a prompt builder. ${reason}`, {
      cause,
    });
  }
}

/** The address among the options, if any; without a trailing slash. */
export function chooseApiBase({ apiBase, baseURL }: ConfigOptions): string | undefined {
  const [chosen, other] = Object.entries({ apiBase, baseURL }).flatMap(([name, address]) => {
    const text = nonEmpty(address, name);
    return text === undefined ? [] : [normalizeApiBase(text)];
  });
  if (other === undefined || other === chosen) return chosen;
  throw new ConfigurationError('`apiBase` and `baseURL` name the same setting but differ. Pass one of them.');
}

/** A key given as text is in the page's source. A function may fetch a short-lived one of the visitor's own. */
export function refuseKeyInBrowser({ apiKey, dangerouslyAllowBrowser }: ConfigOptions): void {
  const isBrowser = 'window' in globalThis && 'document' in globalThis;
  if (!isBrowser || typeof apiKey !== 'string' || dangerouslyAllowBrowser === true) return;
  throw new ConfigurationError(
    '`apiKey` would be readable by everyone who opens this page. Send requests through a server of yours, or set `dangerouslyAllowBrowser: true` if the key is the visitor’s own.',
  );
}

function chooseCredential(apiKey: ApiKey | undefined, surroundings: Surroundings): Credential {
  if (apiKey === null) return given(async () => undefined);
  if (typeof apiKey === 'function') return given(() => askForKey(apiKey));
  const {
    EASYLLM_API_KEY: own,
    HUGGINGFACE_TOKEN: other,
    HF_TOKEN: hf,
    HUGGING_FACE_HUB_TOKEN: hub,
  } = surroundings.environment;
  const option = nonEmpty(apiKey, 'apiKey');
  const key = option ?? own ?? other;
  if (key !== undefined) {
    const source = own === undefined ? 'HUGGINGFACE_TOKEN' : 'EASYLLM_API_KEY';
    return { ...given(async () => key), source: option === undefined ? source : '`apiKey`' };
  }
  const ambient = readAmbientToken(surroundings);
  const source =
    hf !== undefined ? 'HF_TOKEN' : hub !== undefined ? 'HUGGING_FACE_HUB_TOKEN' : 'the Hugging Face login';
  return { readToken: async () => ambient, isAmbient: true, source };
}

function readAmbientToken({ environment, readTokenFile: readFile }: Surroundings): string | undefined {
  return environment.HF_TOKEN ?? environment.HUGGING_FACE_HUB_TOKEN ?? readFile(environment);
}

/** A key for a server of the user's own is not the Hub's business; what is ambient is, and is read when first wanted. */
function chooseHubCredential(apiKey: ApiKey | undefined, surroundings: Surroundings): Credential {
  return { readToken: async () => (apiKey === null ? undefined : readAmbientToken(surroundings)), isAmbient: true };
}

function given(readToken: () => Promise<string | undefined>): Credential {
  return { readToken, isAmbient: false };
}

async function askForKey(apiKey: () => string | Promise<string>): Promise<string> {
  let key: unknown;
  try {
    key = await apiKey();
  } catch (cause) {
    throw new ConfigurationError('The function in `apiKey` failed; what it threw is the `cause` of this error.', {
      cause,
    });
  }
  if (typeof key === 'string' && key.trim() !== '') return key.trim();
  throw new ConfigurationError(
    'The function in `apiKey` gave no token. Return a string, or set `apiKey: null` to send none.',
  );
}

function nonEmpty(text: string | null | undefined, name: string): string | undefined {
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') {
    throw new ConfigurationError(`\`${name}\` is ${kindOf(text)}. Expected a string.`, { param: name });
  }
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

function chooseLogLevel(level: LogLevel | undefined): LogLevel | undefined {
  if (level === undefined || LOG_LEVELS.includes(level)) return level;
  const shown = typeof level === 'string' ? JSON.stringify(level) : kindOf(level);
  throw new ConfigurationError(`\`logLevel\` is ${shown}. Expected one of ${LOG_LEVELS.join(', ')}.`);
}

/** Where it is reported, once, that a logger of the user's fails. */
const CONSOLE: Logger = console;

/** Passes on what is at least as severe as the level. What the logger throws changes nothing for whoever logs. */
function withLevel(logger: Logger, level: LogLevel): LevelLogger {
  const limit = LOG_LEVELS.indexOf(level);
  const shows = (severity: keyof Logger) => LOG_LEVELS.indexOf(severity) <= limit;
  // Lines may hold words of a server's, which no terminal is to obey.
  const write = guardSink(
    (severity: keyof Logger, message: string) => logger[severity](escapeControls(message)),
    (error) => void (logger !== CONSOLE && CONSOLE.error(`The \`logger\` failed: ${reasonOf(error)}`)),
  );
  const pass = (severity: keyof Logger) => (message: string) => {
    if (shows(severity)) write(severity, message);
  };
  return { error: pass('error'), warn: pass('warn'), info: pass('info'), debug: pass('debug'), shows };
}
