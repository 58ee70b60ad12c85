/**
 * `easyllm/gateway`: OpenAI's API over HTTP, for any client in any language. A Hono application without a Node import: it runs on Node,
 * Bun, Deno and Workers. Secrets, files and sinks are given as values; `easyllm serve` is what reads them on Node.
 *
 * @module easyllm/gateway
 */
export { createGateway } from './http/gateway/gateway.ts';
export type { Gateway } from './http/gateway/gateway.ts';
export type { AccessEntry, AskedRequest, GatewayMetrics } from './http/gateway/access.ts';
export { parseGatewaySettings } from './http/gateway/settings.ts';
export type { Locate } from './http/gateway/configuration-error.ts';
export type { LimitStore, LimitWindow } from './http/gateway/limit-store.ts';
export type { LoggedExchange } from './http/gateway/logged-exchange.ts';
export type { KeySetting } from './http/gateway/key-settings.ts';
export type { Variables } from './http/gateway/environment.ts';
export type {
  GatewayConfig,
  GatewayOptions,
  GatewaySettings,
  ModelRoute,
  ModelRoutes,
} from './http/gateway/settings.ts';
