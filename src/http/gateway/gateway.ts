/** OpenAI's API over HTTP as a Hono application: keys, limits, routes by model, and a report about each request. */
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { expectOptions, isObject } from '../../base/check.ts';
import { APIUserAbortError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import { EasyLLM } from '../../client/easyllm.ts';
import { Places } from '../../net/places.ts';
import { toPlainRequest, toResponse } from '../plain.ts';
import { toErrorResponse, toHttpError } from '../responses.ts';
import { AccessRecord, guardSinks } from './access.ts';
import type { Sinks } from './access.ts';
import { admitBefore, createAdmission } from './admission.ts';
import { createAnswer } from './answer.ts';
import { addBatches } from './batches/batches.ts';
import { toExchangeLog } from './exchange-log.ts';
import { keysOf, toKeyHolder } from './keys.ts';
import { createLimits } from './limit-store.ts';
import { takePlace } from './limits.ts';
import { createMeters } from './metering.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelCalls } from './model-calls.ts';
import { addOwnHeaders } from './own-headers.ts';
import { addOpenRoutes, addOwnRoutes } from './own-routes.ts';
import { addPages } from './pages/pages.ts';
import type { ReceivedEnv as Env } from './reception.ts';
import { toRequestId } from './request-id.ts';
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

/**
 * The gateway over a client, or over a client made of the same settings: `export default createGateway({ apiBase, promptBuilder })`.
 * Throws ConfigurationError for a setting that can be seen to be wrong.
 */
export function createGateway(clientOrConfig: EasyLLM | GatewayConfig = {}, given: GatewayOptions = {}): Gateway {
  return createDoors(clientOrConfig, given).gateway;
}

/** The gateway, and the way past Hono to its models, for a server that knows of plain requests. */
export interface Doors {
  gateway: Gateway;
  calls: ModelCalls;
}

export function createDoors(clientOrConfig: EasyLLM | GatewayConfig, given: GatewayOptions): Doors {
  expectOptions(clientOrConfig, 'The settings of the gateway');
  expectOptions(given, 'The options of the gateway');
  const { client, unchecked } = toParts(clientOrConfig, given);
  const options = parseGatewayOptions(unchecked);
  const own = withResponseSettings(client, options);
  const { isReady = () => true } = options;
  warnOfUnpinned(client, options.models);
  const onFailure = guardSink(options.onFailure ?? ((error) => globalThis.console.error(error)), () => {});
  const sinks = guardSinks(options, onFailure);
  const servers = createServers(client, options.models, { asksForTokens: options.auth === 'passthrough' });
  const admit = createAdmission(options.auth);
  const meters = createMeters(keysOf(options.auth).map(toKeyHolder), createLimits(options.limitStore, onFailure));
  const { maxConcurrent = 0 } = options;
  const places = maxConcurrent === 0 ? undefined : new Places(maxConcurrent);
  const { answer, handlerFor } = createAnswer(own, { places, servers, ...options, onFailure });
  const exchangeLog = options.exchangeLog && toExchangeLog(options.exchangeLog, onFailure);
  const calls = createModelCalls({ admit, sinks, places, meters, answer, ...options, exchangeLog, onFailure });

  const app = new Hono<Env>();
  app.use(answerCalls(calls));
  app.use(recordAccess(sinks));
  for (const set of addOwnHeaders(options.cors)) app.use(set);
  addOpenRoutes(app, { isReady, servers });
  addPages(app, { ui: options.ui, hasMetrics: options.writeMetrics !== undefined });
  app.use(admitBefore(admit));
  addOwnRoutes(app, { meters, writeMetrics: options.writeMetrics });
  if (options.batches !== undefined) {
    const parts = { service: options.batches, auth: options.auth, cors: options.cors, onFailure };
    app.use(addBatches(parts, { handlerFor, meters, places, sinks }));
  }
  app.all('*', async (context) => {
    const { access, holder, requestId } = context.var;
    const full = takePlace(places, access);
    return toResponse(full ?? (await answer({ request: toPlainRequest(context.req.raw), requestId, access, holder })));
  });

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (context.req.raw.signal.aborted) return toErrorResponse(toHttpError(new APIUserAbortError()));
    onFailure(error);
    return toErrorResponse(toHttpError(error, 'stranger'));
  });
  return { gateway: app, calls };
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

/** Before all else: these have all that the other routes have, by themselves. */
function answerCalls(calls: ModelCalls): MiddlewareHandler<Env> {
  return async (context, next) => {
    const request = toPlainRequest(context.req.raw);
    const operation = calls.operationOf(request);
    if (operation === undefined) return next();
    return toResponse(await calls.answer(request, operation, toDestroy(context)));
  };
}

/** `@hono/node-server` gives the response of Node beside the request. */
function toDestroy({ env }: Context): (() => void) | undefined {
  const outgoing: unknown = isObject(env) ? env['outgoing'] : undefined;
  return outgoing instanceof Object && 'destroy' in outgoing && typeof outgoing.destroy === 'function'
    ? () => void Reflect.apply(Object(outgoing.destroy), outgoing, [])
    : undefined;
}

/** Reports every request, also one that never reaches the handler, such as one without a key. */
function recordAccess(sinks: Sinks): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { method, path } = context.req;
    const requestId = toRequestId(context.req.header('x-request-id') ?? null);
    const access = new AccessRecord({ requestId, method, path }, sinks);
    context.set('requestId', requestId);
    context.set('access', access);
    await next();
    context.header('x-request-id', requestId);
    access.endUnhandled(context.res.status);
  };
}
