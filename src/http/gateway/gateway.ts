/** OpenAI's API over HTTP as a Hono application: keys, limits, routes by model, and a report about each request. */
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { expectOptions } from '../../base/check.ts';
import { APIUserAbortError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import { EasyLLM } from '../../client/easyllm.ts';
import { Places } from '../../net/places.ts';
import { toErrorResponse, toHttpError } from '../responses.ts';
import { AccessRecord, guardSinks } from './access.ts';
import type { Sinks } from './access.ts';
import { admit } from './admission.ts';
import { createAnswer } from './answer.ts';
import { addBatches } from './batches/batches.ts';
import { recordExchanges, toExchangeLog } from './exchange-log.ts';
import { keysOf, toKeyHolder } from './keys.ts';
import { createLimits } from './limit-store.ts';
import { limitConcurrency } from './limits.ts';
import { createMeters, meterKeys } from './metering.ts';
import { addOpenRoutes, addOwnRoutes } from './own-routes.ts';
import { addPages } from './pages/pages.ts';
import { receiveBodies } from './reception.ts';
import type { ReceivedEnv as Env } from './reception.ts';
import { createServers } from './servers.ts';
import { parseGatewayOptions, splitSettings } from './settings.ts';
import type { GatewayConfig, GatewayOptions } from './settings.ts';
import { warnOfUnpinned } from './unpinned.ts';

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

/** As much of a path as a log repeats. */
const MAX_PATH_LENGTH = 512;
const DEFAULT_MAX_BODY_BYTES = 10_000_000;

/**
 * The gateway over a client, or over a client made of the same settings: `export default createGateway({ apiBase, promptBuilder })`.
 * Throws ConfigurationError for a setting that can be seen to be wrong.
 */
export function createGateway(clientOrConfig: EasyLLM | GatewayConfig = {}, given: GatewayOptions = {}): Gateway {
  expectOptions(clientOrConfig, 'The settings of the gateway');
  expectOptions(given, 'The options of the gateway');
  const { client, unchecked } = toParts(clientOrConfig, given);
  const options = parseGatewayOptions(unchecked);
  const own = withResponseSettings(client, options);
  const { isReady = () => true } = options;
  warnOfUnpinned(client, options.models);
  const onFailure = guardSink(options.onFailure ?? ((error) => globalThis.console.error(error)), () => {});
  const sinks = guardSinks(options, onFailure);
  const app = new Hono<Env>();

  app.use(requestId());
  app.use(recordAccess(sinks));
  app.use(secureHeaders({ crossOriginResourcePolicy: options.cors === undefined ? 'same-origin' : 'cross-origin' }));
  if (options.cors !== undefined) app.use(allowOrigins(options.cors));
  const servers = createServers(client, options.models, { asksForTokens: options.auth === 'passthrough' });
  addOpenRoutes(app, { isReady, servers });
  addPages(app, { ui: options.ui, hasMetrics: options.writeMetrics !== undefined });
  app.use(admit(options.auth));
  const meters = createMeters(keysOf(options.auth).map(toKeyHolder), createLimits(options.limitStore, onFailure));
  addOwnRoutes(app, { meters, writeMetrics: options.writeMetrics });
  const { maxConcurrent = 0 } = options;
  const places = maxConcurrent === 0 ? undefined : new Places(maxConcurrent);
  const answering = createAnswer(own, { places, servers, ...options, onFailure });
  if (options.batches !== undefined) {
    const parts = { service: options.batches, auth: options.auth, cors: options.cors, onFailure };
    app.use(addBatches(parts, { handlerFor: answering.handlerFor, meters, places, sinks }));
  }
  app.use(receiveBodies(options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES));
  if (options.exchangeLog !== undefined) app.use(recordExchanges(toExchangeLog(options.exchangeLog, onFailure)));
  if (places !== undefined) app.use(limitConcurrency(places));
  if (meters.size > 0) app.use(meterKeys(meters));
  app.all('*', answering.answer);

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (context.req.raw.signal.aborted) return toErrorResponse(toHttpError(new APIUserAbortError()));
    onFailure(error);
    return toErrorResponse(toHttpError(error, 'stranger'));
  });
  return app;
}

function toParts(
  clientOrConfig: EasyLLM | GatewayConfig,
  given: GatewayOptions,
): { client: EasyLLM; unchecked: GatewayOptions } {
  if (clientOrConfig instanceof EasyLLM) return { client: clientOrConfig, unchecked: given };
  const { client, gateway } = splitSettings(clientOrConfig);
  return { client: new EasyLLM(client), unchecked: { ...gateway, ...given } };
}

/** Settings of responses may be the gateway's own. */
function withResponseSettings(client: EasyLLM, { responseStore, hostedTools }: GatewayOptions): EasyLLM {
  if (responseStore === undefined && hostedTools === undefined) return client;
  return client.withOptions({
    ...(responseStore !== undefined && { responseStore }),
    ...(hostedTools !== undefined && { hostedTools }),
  });
}

/** Reports every request, also one that never reaches the handler, such as one without a key. */
function recordAccess(sinks: Sinks): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { method, path } = context.req;
    const record = new AccessRecord(
      { requestId: context.var.requestId, method, path: path.slice(0, MAX_PATH_LENGTH) },
      sinks,
    );
    context.set('access', record);
    await next();
    // A response that was made without the context, such as a refusal, has no id yet.
    context.header('x-request-id', context.var.requestId);
    if (record.isHandled) return;
    record.end({ operation: undefined, model: undefined, status: context.res.status, ...record.outcome });
  };
}

const RATE_LIMIT_HEADERS = ['limit', 'remaining', 'reset'].flatMap((part) => [
  `x-ratelimit-${part}-requests`,
  `x-ratelimit-${part}-tokens`,
]);

function allowOrigins(origins: readonly string[] | '*'): MiddlewareHandler {
  return cors({
    origin: origins === '*' ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposeHeaders: [
      'x-request-id',
      'retry-after',
      'x-should-retry',
      'x-easyllm-ignored',
      'x-easyllm-upstream',
      ...RATE_LIMIT_HEADERS,
    ],
  });
}
