/** How long one call may take and how often it is tried: resolved once for a call, read by the layers. */
import { expectFunction, expectOptions, toShown } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';

/** A wait for a model that is being loaded. */
export interface ModelWait {
  /** How long to wait in all. */
  readonly maxMs: number;
  /** Whether a port that is closed counts as a model that is being loaded: those of TGI, TEI and vLLM are closed until then. Default: true. */
  readonly closedPort?: boolean | undefined;
  /** Called before each wait. What it throws changes nothing. */
  readonly onWait?: ((info: ModelWaitInfo) => void) | undefined;
}

/** One wait for a model that is about to begin. */
export interface ModelWaitInfo {
  /** How long this wait is, in milliseconds. */
  readonly delayMs: number;
  /** How long was waited before it. */
  readonly waitedMs: number;
  /** What the server expects the loading to take from now; undefined if it did not say. */
  readonly estimatedMs: number | undefined;
}

/** One retry that is about to be made. */
export interface RetryInfo {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** How long until the next attempt. */
  readonly delayMs: number;
  /** The status of the failed attempt; undefined if it got no answer. */
  readonly status: number | undefined;
  /** The failed attempt's own words. */
  readonly message: string;
}

export interface Policy {
  readonly maxRetries: number;
  /** In milliseconds, from the beginning of an attempt to its headers; for a whole answer to the end of its body. */
  readonly timeoutMs: number;
  /** From the beginning of an attempt to the first event of a stream. */
  readonly firstTokenTimeoutMs?: number | undefined;
  /** Between events of a stream, while one is awaited. */
  readonly idleTimeoutMs?: number | undefined;
  /** When the whole call must have ended, in the time of `performance.now()`. */
  readonly endsAt?: number | undefined;
  /** The largest whole answer that is accepted. Default: 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** The largest event of a stream that is accepted. Default: 16 MiB. */
  readonly maxEventBytes?: number | undefined;
  readonly waitForModel?: ModelWait | undefined;
  readonly onRetry?: ((info: RetryInfo) => void) | undefined;
  /** Logs this call at level debug. */
  readonly debug?: boolean | undefined;
}

/** The settings as a caller gives them, for a client or a call. Times are milliseconds. */
export interface PolicyOptions {
  /** Retries of an attempt that failed before anything was delivered. Default: 2. */
  maxRetries?: number | undefined;
  /** In milliseconds, from the beginning of an attempt to its headers; for a whole answer to the end of its body. Default: 600,000. */
  timeout?: number | undefined;
  /** In milliseconds, from the beginning of an attempt to the first event of a stream. Default: none. */
  firstTokenTimeout?: number | undefined;
  /** In milliseconds: the longest silence between events of a stream, while one is awaited; comments do not count. Default: none. */
  idleTimeout?: number | undefined;
  /** In milliseconds, for the whole call: waits, retries and the stream. Default: none. */
  totalTimeout?: number | undefined;
  /** In bytes: the largest whole answer that is accepted, once decoded. Default: 64 MiB. */
  maxResponseBytes?: number | undefined;
  /** In bytes: the largest event of a stream that is accepted. Default: 16 MiB. */
  maxEventBytes?: number | undefined;
  /** Waits for a model that is being loaded, for 300,000 ms or `maxMs`; such waits are no retries. Default: false. */
  waitForModel?: boolean | Partial<ModelWait> | undefined;
  /** Called before each retry. What it throws changes nothing. */
  onRetry?: ((info: RetryInfo) => void) | undefined;
  /** Logs at level debug, whatever `logLevel` says. Default: false. */
  debug?: boolean | undefined;
}

const DEFAULTS = { maxRetries: 2, timeoutMs: 600_000, modelWaitMs: 300_000 };

/** The options of a call over those of its client. Throws ConfigurationError naming the option at fault. */
export function createPolicy(client: PolicyOptions, call: PolicyOptions, now: number): Policy {
  const options = withCallOptions(client, call);
  expectFunction(options.onRetry, 'onRetry');
  const total = toMs(options, 'totalTimeout');
  return {
    maxRetries: toCount(options.maxRetries),
    timeoutMs: toMs(options, 'timeout') ?? DEFAULTS.timeoutMs,
    firstTokenTimeoutMs: toMs(options, 'firstTokenTimeout'),
    idleTimeoutMs: toMs(options, 'idleTimeout'),
    endsAt: total === undefined ? undefined : now + total,
    maxResponseBytes: toBytes(options, 'maxResponseBytes'),
    maxEventBytes: toBytes(options, 'maxEventBytes'),
    waitForModel: toModelWait(options.waitForModel),
    onRetry: options.onRetry,
    debug: options.debug,
  };
}

/** What a call sets, over what its client does. Written out: a table costs each call 2 µs. */
function withCallOptions(client: PolicyOptions, call: PolicyOptions): PolicyOptions {
  return {
    maxRetries: call.maxRetries ?? client.maxRetries,
    timeout: call.timeout ?? client.timeout,
    firstTokenTimeout: call.firstTokenTimeout ?? client.firstTokenTimeout,
    idleTimeout: call.idleTimeout ?? client.idleTimeout,
    totalTimeout: call.totalTimeout ?? client.totalTimeout,
    maxResponseBytes: call.maxResponseBytes ?? client.maxResponseBytes,
    maxEventBytes: call.maxEventBytes ?? client.maxEventBytes,
    waitForModel: call.waitForModel ?? client.waitForModel,
    onRetry: call.onRetry ?? client.onRetry,
    debug: call.debug ?? client.debug,
  };
}

function toMs(
  options: PolicyOptions,
  name: 'timeout' | 'firstTokenTimeout' | 'idleTimeout' | 'totalTimeout',
): number | undefined {
  const value = options[name];
  if (value === undefined || (typeof value === 'number' && value > 0)) return value;
  throw new ConfigurationError(`\`${name}\` is ${toShown(value)}. Expected a number of milliseconds above 0.`, {
    param: name,
  });
}

function toBytes(options: PolicyOptions, name: 'maxResponseBytes' | 'maxEventBytes'): number | undefined {
  const value = options[name];
  if (value === undefined || (typeof value === 'number' && value > 0)) return value;
  throw new ConfigurationError(`\`${name}\` is ${toShown(value)}. Expected a number of bytes above 0.`, {
    param: name,
  });
}

function toCount(maxRetries: number = DEFAULTS.maxRetries): number {
  if (Number.isInteger(maxRetries) && maxRetries >= 0) return maxRetries;
  throw new ConfigurationError(`\`maxRetries\` is ${toShown(maxRetries)}. Expected a whole number, 0 or more.`, {
    param: 'maxRetries',
  });
}

function toModelWait(wait: PolicyOptions['waitForModel']): ModelWait | undefined {
  if (wait === undefined || wait === null || wait === false) return undefined;
  if (wait === true) return { maxMs: DEFAULTS.modelWaitMs };
  expectOptions(wait, 'The settings in `waitForModel`');
  const { maxMs = DEFAULTS.modelWaitMs, closedPort, onWait } = wait;
  expectFunction(onWait, 'waitForModel.onWait');
  if (typeof maxMs === 'number' && maxMs > 0) return { maxMs, closedPort, onWait };
  throw new ConfigurationError(
    `\`waitForModel.maxMs\` is ${toShown(maxMs)}. Expected a number of milliseconds above 0.`,
    {
      param: 'waitForModel.maxMs',
    },
  );
}
