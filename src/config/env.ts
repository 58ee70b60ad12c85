/** The environment: which variables there are, and their values. Nothing else touches `process.env`. */
import * as z from 'zod/mini';
import { ConfigurationError } from '../errors.ts';

export const LOG_LEVELS = ['off', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const text = z.optional(z.string());

const Environment = z.object({
  /** Token for `apiBase`, whatever that is. */
  HUGGINGFACE_TOKEN: text,
  /** Ambient tokens: for Hugging Face only. */
  HF_TOKEN: text,
  HUGGING_FACE_HUB_TOKEN: text,
  /** Where the login's token file is. */
  HF_TOKEN_PATH: text,
  HF_HOME: text,
  XDG_CACHE_HOME: text,
  HOME: text,
  USERPROFILE: text,
  HUGGINGFACE_API_BASE: text,
  HUGGINGFACE_PROMPT: text,
  EASYLLM_LOG: z.optional(z.enum(LOG_LEVELS)),
});

export type Environment = z.infer<typeof Environment>;

const EXPECTED: Readonly<Record<string, string>> = { EASYLLM_LOG: `one of ${LOG_LEVELS.join(', ')}` };

/** The variables of this process; none where there is no process (browsers, Workers). Values are trimmed; empty ones count as unset. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = processVariables(),
): Environment {
  const values: Record<string, string> = {};
  for (const name of Object.keys(Environment.shape)) {
    const value = variables[name]?.trim();
    if (value !== undefined && value !== '') values[name] = value;
  }
  const result = Environment.safeParse(values);
  if (result.success) return result.data;
  const name = String(result.error.issues[0]?.path[0]);
  throw new ConfigurationError(
    `The environment variable ${name} is ${JSON.stringify(values[name])}. Expected ${EXPECTED[name]}.`,
  );
}

function processVariables(): Readonly<Record<string, string | undefined>> {
  return typeof process === 'undefined' ? {} : process.env;
}
