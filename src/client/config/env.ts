/** The environment: which variables there are, and their values. Nothing else touches `process.env`. */
import { ConfigurationError } from '../../base/errors.ts';

export const LOG_LEVELS = ['off', 'error', 'warn', 'info', 'debug'] as const;
/** How much is logged: what is at least as severe. */
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Environment {
  /** Token for `apiBase`, whatever that is. */
  EASYLLM_API_KEY?: string;
  /** The same, after EASYLLM_API_KEY. */
  HUGGINGFACE_TOKEN?: string;
  /** Ambient tokens: for Hugging Face only. */
  HF_TOKEN?: string;
  HUGGING_FACE_HUB_TOKEN?: string;
  /** Where the login's token file is. */
  HF_TOKEN_PATH?: string;
  HF_HOME?: string;
  XDG_CACHE_HOME?: string;
  HOME?: string;
  USERPROFILE?: string;
  /** The server's address; HUGGINGFACE_API_BASE is the same, after it. */
  EASYLLM_API_BASE?: string;
  HUGGINGFACE_API_BASE?: string;
  /** A prompt format's name; HUGGINGFACE_PROMPT is the same, after it. */
  EASYLLM_PROMPT?: string;
  HUGGINGFACE_PROMPT?: string;
  EASYLLM_LOG?: LogLevel;
}

const TEXTS = [
  'EASYLLM_API_KEY',
  'HUGGINGFACE_TOKEN',
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'HF_TOKEN_PATH',
  'HF_HOME',
  'XDG_CACHE_HOME',
  'HOME',
  'USERPROFILE',
  'EASYLLM_API_BASE',
  'HUGGINGFACE_API_BASE',
  'EASYLLM_PROMPT',
  'HUGGINGFACE_PROMPT',
] as const satisfies (keyof Environment)[];

/** The variables of this process; none where there is no process (browsers, Workers). Values are trimmed; empty ones count as unset. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = processVariables(),
): Environment {
  const environment: Environment = {};
  for (const name of TEXTS) {
    const value = readVariable(variables, name)?.trim();
    if (value !== undefined && value !== '') environment[name] = value;
  }
  const level = readLogLevel(readVariable(variables, 'EASYLLM_LOG')?.trim());
  return level === undefined ? environment : { ...environment, EASYLLM_LOG: level };
}

/** One that may not be read counts as unset: Deno throws for what `--allow-env` does not cover. */
function readVariable(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  try {
    return variables[name];
  } catch {
    return undefined;
  }
}

function readLogLevel(value: string | undefined): LogLevel | undefined {
  if (value === undefined || value === '') return undefined;
  const level = LOG_LEVELS.find((name) => name === value);
  if (level !== undefined) return level;
  throw new ConfigurationError(
    `The environment variable EASYLLM_LOG is ${JSON.stringify(value)}. Expected one of ${LOG_LEVELS.join(', ')}.`,
  );
}

export function processVariables(): Readonly<Record<string, string | undefined>> {
  return typeof process === 'undefined' ? {} : process.env;
}
