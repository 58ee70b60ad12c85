/** The settings of a gateway. */
import type { EasyLLMOptions } from '../surface.ts';
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
