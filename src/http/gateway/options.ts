/** The settings of a gateway. */
import { expectFunction, isObject, kindOf } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import type { EasyLLMOptions } from '../../client/options.ts';
import type { AccessEntry, GatewayMetrics } from './access.ts';
import type { ModelRoutes } from './model-routes.ts';

/** What a gateway does besides what its client does. */
export interface GatewayOptions {
  /**
   * Who may ask. `keys`: callers that send one of these as a bearer token; none of them goes upstream. `"passthrough"`: each caller's own
   * token is sent upstream in place of the client's. `"none"`: everyone who can reach the gateway. Default: everyone on this machine, and
   * no web page.
   */
  auth?: { keys: readonly string[] } | 'passthrough' | 'none' | undefined;
  /** The origins of web pages that may read answers, or `"*"`. Default: none. */
  cors?: readonly string[] | '*' | undefined;
  /** The largest request body. Default: 10,000,000. */
  maxBodyBytes?: number | undefined;
  /** How many requests may be under way at once; more are answered 429. Default: no limit. */
  maxConcurrent?: number | undefined;
  /** The models offered, by the names callers use. Default: whatever the client's server has. */
  models?: ModelRoutes | undefined;
  /** How long a stream's first event may take before 200 is answered all the same. Default: 10,000. */
  commitAfterMs?: number | undefined;
  /** Counts requests. Default: nobody does. */
  metrics?: GatewayMetrics | undefined;
  /** Called for each request at its end. */
  accessLog?: ((entry: AccessEntry) => void) | undefined;
  /** Called with what went wrong in the gateway itself. Default: the console. */
  onFailure?: ((error: unknown) => void) | undefined;
  /** Whether `/health` says so to balancers. Default: always. */
  isReady?: (() => boolean) | undefined;
  /** What `GET /metrics` answers, as text. Default: there is no such route. */
  writeMetrics?: (() => Promise<string>) | undefined;
}

/** The settings of a gateway and of the client behind it, in one object. */
export type GatewayConfig = EasyLLMOptions & GatewayOptions;

/** The members of a GatewayConfig that are not the client's. */
export const GATEWAY_OPTIONS: Readonly<Record<keyof GatewayOptions, true>> = {
  auth: true,
  cors: true,
  maxBodyBytes: true,
  maxConcurrent: true,
  models: true,
  commitAfterMs: true,
  metrics: true,
  accessLog: true,
  onFailure: true,
  isReady: true,
  writeMetrics: true,
};

const POSITIVE = ['maxBodyBytes', 'maxConcurrent', 'commitAfterMs'] as const;
const FUNCTIONS = ['accessLog', 'onFailure', 'isReady', 'writeMetrics'] as const;

/** As a program may give them that no compiler has looked at. */
type Unchecked = { readonly [Name in keyof GatewayOptions]?: unknown };

/** Throws ConfigurationError, naming what is wrong. */
export function checkOptions(options: Unchecked): void {
  checkAuth(options.auth);
  const { cors, metrics } = options;
  if (cors !== undefined && cors !== '*' && !isTextList(cors)) {
    throw wrong('cors', `${kindOf(cors)}. Expected a list of origins, or "*"`);
  }
  for (const name of POSITIVE) {
    const value = options[name];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    throw wrong(name, `${typeof value === 'number' ? value : kindOf(value)}. Expected a number above 0`);
  }
  for (const name of FUNCTIONS) expectFunction(options[name], name);
  if (metrics === undefined) return;
  if (!isObject(metrics)) throw wrong('metrics', `${kindOf(metrics)}. Expected an object`);
  for (const name of ['start', 'end']) {
    expectFunction(Object(metrics)[name] ?? null, `metrics.${name}`);
  }
}

function checkAuth(auth: unknown): void {
  if (auth === undefined || auth === 'none' || auth === 'passthrough') return;
  const { keys }: { keys?: unknown } = isObject(auth) ? auth : {};
  const isKey = (key: string) => /^[\w.~+/-]+=*$/.test(key);
  if (isTextList(keys) && keys.length > 0 && keys.every(isKey)) return;
  if (keys === undefined) throw wrong('auth', 'not understood. Expected `{ keys }`, "passthrough" or "none"');
  throw new ConfigurationError(
    '`auth.keys` must list keys of letters, digits and `-._~+/`, at least one. Without keys, leave `auth` out.',
    { param: 'auth.keys' },
  );
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function wrong(name: string, what: string): ConfigurationError {
  return new ConfigurationError(`\`${name}\` is ${what}.`, { param: name });
}
