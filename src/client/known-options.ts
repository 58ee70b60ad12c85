/** The names of settings and of call options. */
import { refuseUnknownNames } from '../base/known-names.ts';
import type { EasyLLMOptions, EmbeddingCallOptions } from './options.ts';

/** What a call may set in the place of its client. */
const SHARED = {
  promptBuilder: true,
  backend: true,
  dialect: true,
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
} as const;

const SETTINGS = {
  apiKey: true,
  apiBase: true,
  baseURL: true,
  bos: true,
  tokenIds: true,
  embeddingBatchSize: true,
  passUnknown: true,
  fetch: true,
  defaultHeaders: true,
  dangerouslyAllowBrowser: true,
  logger: true,
  logLevel: true,
  logContent: true,
  responseStore: true,
  hostedTools: true,
  ...SHARED,
} as const satisfies Record<keyof EasyLLMOptions, true>;

const CALL_OPTIONS = {
  signal: true,
  headers: true,
  extraBody: true,
  stopSequences: true,
  vectors: true,
  ...SHARED,
} as const satisfies Record<keyof EmbeddingCallOptions, true>;

/** A misspelled `timeout` or `signal` would be no limit at all. What is no object is refused further in. */
export function refuseUnknownOptions(options: object | null): void {
  const advice = '; parameters of the request go into the body, before them';
  refuseUnknownNames(options, { known: CALL_OPTIONS, what: 'option of a call', advice });
}

/** After a misspelled `apiBase` requests, and the token, would go to the default address. */
export function refuseUnknownSettings(options: object): void {
  refuseUnknownNames(options, { known: SETTINGS, what: 'setting of a client' });
}
