/** OpenAI's API over HTTP as a Hono application: keys, limits, routes by model, and a report about each request. */
import type { EasyLLM } from '../../client/easyllm.ts';
import { createApp } from './app.ts';
import { createParts } from './parts.ts';
import type { GatewayConfig, GatewayOptions } from './settings.ts';

/**
 * What `createGateway` gives: `export default` it on Bun, Deno and Workers, `mount` its `fetch` in a Hono application, or pass that to
 * `serve` of `@hono/node-server`. It is a Hono application itself, whose own type is left out: a program may hold another version of
 * Hono, and that type asks for a newer compiler than the rest of the package does.
 */
export interface Gateway {
  /** Answers a request. What runtimes pass besides (`env`, a context) is not looked at. */
  fetch(this: void, request: Request, env?: unknown, context?: unknown): Response | Promise<Response>;
  /** The same for tests: `gateway.request('/health')` needs no host. */
  request(this: void, input: string | URL | Request, init?: RequestInit): Response | Promise<Response>;
}

/**
 * The gateway over a client, or over a client made of the same settings: `export default createGateway({ apiBase, promptBuilder })`.
 * Throws ConfigurationError for a setting that can be seen to be wrong.
 */
export function createGateway(clientOrConfig: EasyLLM | GatewayConfig = {}, given: GatewayOptions = {}): Gateway {
  return createApp(createParts(clientOrConfig, given));
}
