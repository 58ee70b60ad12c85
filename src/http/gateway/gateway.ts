/** OpenAI's API over HTTP as a Hono application: keys, limits, routes by model, and a report about each request. */
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { documentJson } from '../../../generated/openai.document.ts';
import { expectOptions, isObject } from '../../base/check.ts';
import { guardSink } from '../../base/sink.ts';
import { operationsOf, EasyLLM } from '../../client/easyllm.ts';
import { APIUserAbortError, EasyLLMError } from '../../base/errors.ts';
import { Places } from '../../net/places.ts';
import type { Audience, HttpError } from '../responses.ts';
import { toErrorBody, toErrorResponse, toHttpError } from '../responses.ts';
import { AccessRecord, guardSinks } from './access.ts';
import type { Sinks } from './access.ts';
import { admit, readBearer } from './admission.ts';
import { withMediaHosts } from './media.ts';
import { createRoutedOperations } from './model-routes.ts';
import { limitConcurrency } from './limits.ts';
import { receiveBodies } from './reception.ts';
import type { ReceivedEnv as Env } from './reception.ts';
import { parseGatewayOptions, splitSettings } from './settings.ts';
import type { GatewayConfig, GatewayOptions } from './settings.ts';
import { createHandler } from '../handler.ts';
import type { Operations } from '../handler.ts';

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
/** How long a caller may take nothing of its response. */
export const DEFAULT_SEND_TIMEOUT_MS = 60_000;

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
  const onFailure = guardSink(options.onFailure ?? ((error) => globalThis.console.error(error)), () => {});
  const sinks = guardSinks(options, onFailure);
  const app = new Hono<Env>();

  app.use(requestId());
  app.use(recordAccess(sinks));
  app.use(secureHeaders({ crossOriginResourcePolicy: options.cors === undefined ? 'same-origin' : 'cross-origin' }));
  if (options.cors !== undefined) app.use(allowOrigins(options.cors));
  app.get('/health', (context) => (isReady() ? context.json({ status: 'ok' }) : toErrorResponse(SHUTTING_DOWN)));
  // Browsers ask for it beside anything else, without a key.
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.use(admit(options.auth));
  app.get('/openapi.json', (context) => context.body(documentJson, 200, { 'content-type': 'application/json' }));
  const { writeMetrics } = options;
  if (writeMetrics !== undefined) app.get('/metrics', async (context) => context.text(await writeMetrics()));
  app.use(receiveBodies(options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES));
  const { maxConcurrent = 0 } = options;
  const places = maxConcurrent === 0 ? undefined : new Places(maxConcurrent);
  if (places !== undefined) app.use(limitConcurrency(places));
  app.all('*', createAnswer(own, { ...options, onFailure, places }));

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

function allowOrigins(origins: readonly string[] | '*'): MiddlewareHandler {
  return cors({
    origin: origins === '*' ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposeHeaders: ['x-request-id', 'retry-after', 'x-should-retry', 'x-easyllm-ignored'],
  });
}

interface AnswerOptions extends GatewayOptions {
  onFailure: (error: unknown) => void;
  places: Places | undefined;
}

function createAnswer(client: EasyLLM, options: AnswerOptions) {
  const { auth, models, mediaHosts, onFailure, places } = options;
  const timeouts = {
    commitAfterMs: options.commitAfterMs,
    namesModels: models !== undefined,
    sendTimeoutMs: options.sendTimeout ?? DEFAULT_SEND_TIMEOUT_MS,
  };
  const connect = (owner: EasyLLM): (() => Operations) => {
    const operations = models === undefined ? () => operationsOf(owner) : createRoutedOperations(owner, models);
    return mediaHosts === undefined ? operations : withMediaHosts(operations, mediaHosts);
  };
  const own = createHandler(connect(client), { audience: toAudience(auth), ...timeouts });

  return (context: Context<Env>) => {
    const { access, requestId: id } = context.var;
    const token = auth === 'passthrough' ? readBearer(context) : undefined;
    // Each request has a client of its own, so that a connection opened with one caller's token serves no other caller.
    const handle =
      token === undefined
        ? own
        : createHandler(connect(client.withOptions({ apiKey: token })), { audience: 'keyHolder', ...timeouts });
    access.isHandled = true;
    return handle(context.req.raw, {
      requestId: id,
      hostPlaces: places,
      body: context.var.body,
      destroy: toDestroy(context),
      onEnd(outcome) {
        access.end(outcome);
        if (outcome.error !== undefined && !EasyLLMError.isInstance(outcome.error)) onFailure(outcome.error);
      },
    });
  };
}

/** `@hono/node-server` gives the response of Node beside the request. To destroy it is the one way to be rid of a reader that reads nothing. */
function toDestroy({ env }: Context): (() => void) | undefined {
  const outgoing: unknown = isObject(env) ? env['outgoing'] : undefined;
  return outgoing instanceof Object && 'destroy' in outgoing && typeof outgoing.destroy === 'function'
    ? () => void Reflect.apply(Object(outgoing.destroy), outgoing, [])
    : undefined;
}

/** Without `auth` only this machine is served, so that a caller is the owner and may read all of an error. */
function toAudience(auth: GatewayOptions['auth']): Audience {
  return auth === undefined ? 'owner' : 'stranger';
}

const SHUTTING_DOWN: HttpError = {
  status: 503,
  body: toErrorBody({
    message: 'The gateway is shutting down.',
    type: 'server_error',
    param: null,
    code: 'shutting_down',
  }),
  headers: {},
};
