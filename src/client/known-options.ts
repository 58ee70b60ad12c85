/** The names of settings and of call options: one that is misspelled would have no effect, and nobody would be told. */
import { ConfigurationError } from '../base/errors.ts';
import { cutName, didYouMean } from '../base/spelling.ts';
import type { EasyLLMOptions, EmbeddingCallOptions } from './options.ts';

const SETTINGS = {
  apiKey: true,
  apiBase: true,
  baseURL: true,
  promptBuilder: true,
  backend: true,
  dialect: true,
  bos: true,
  tokenIds: true,
  embeddingBatchSize: true,
  passUnknown: true,
  fetch: true,
  defaultHeaders: true,
  dangerouslyAllowBrowser: true,
  maxRetries: true,
  timeout: true,
  firstTokenTimeout: true,
  idleTimeout: true,
  totalTimeout: true,
  maxResponseBytes: true,
  maxEventBytes: true,
  waitForModel: true,
  onRetry: true,
  logger: true,
  logLevel: true,
  logContent: true,
  debug: true,
  responseStore: true,
  hostedTools: true,
} as const satisfies Record<keyof EasyLLMOptions, true>;

const CALL_OPTIONS = {
  signal: true,
  headers: true,
  extraBody: true,
  promptBuilder: true,
  backend: true,
  dialect: true,
  stopSequences: true,
  maxRetries: true,
  timeout: true,
  firstTokenTimeout: true,
  idleTimeout: true,
  totalTimeout: true,
  maxResponseBytes: true,
  maxEventBytes: true,
  waitForModel: true,
  onRetry: true,
  debug: true,
  vectors: true,
} as const satisfies Record<keyof EmbeddingCallOptions, true>;

/** A misspelled `timeout` or `signal` would be no limit at all. What is no object is refused further in. */
export function refuseUnknownOptions(options: object | null): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === undefined || name in CALL_OPTIONS) continue;
    const known = Object.keys(CALL_OPTIONS);
    throw new ConfigurationError(
      `\`${cutName(name)}\` is no option of a call.${didYouMean(name, known)} Known are ${known.join(', ')}; parameters of the request go into the body, before them.`,
      { param: cutName(name) },
    );
  }
}

/** After a misspelled `apiBase` requests, and the token, would go to the default address. */
export function refuseUnknownSettings(options: object): void {
  const known = Object.keys(SETTINGS);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || name in SETTINGS) continue;
    throw new ConfigurationError(
      `\`${cutName(name)}\` is no setting of a client.${didYouMean(name, known)} Known are ${known.join(', ')}.`,
      { param: cutName(name) },
    );
  }
}
