/** OpenAI's API over HTTP as a Hono application: keys, limits, routes by model, and a report about each request. */
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { documentJson } from '../../../generated/openai.document.ts';
import { expectOptions } from '../../base/check.ts';
import { operationsOf, EasyLLM } from '../../client/easyllm.ts';
import { APIUserAbortError, EasyLLMError } from '../../base/errors.ts';
import { Places } from '../../net/places.ts';
import type { Audience, Failure } from '../responses.ts';
import { toErrorBody, toErrorResponse, toFailure } from '../responses.ts';
import { AccessRecord } from './access.ts';
import { admit, readBearer } from './admission.ts';
import { createRoutedOperations } from './model-routes.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
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

const DEFAULT_MAX_BODY_BYTES = 10_000_000;

interface Env {
  Variables: { requestId: string; access: AccessRecord };
}

/**
 * The gateway over a client, or over a client made of the same settings: `export default createGateway({ apiBase, promptBuilder })`.
 * Throws ConfigurationError for a setting that can be seen to be wrong.
 */
export function createGateway(clientOrConfig: EasyLLM | GatewayConfig = {}, given: GatewayOptions = {}): Gateway {
  expectOptions(clientOrConfig, 'The settings of the gateway');
  expectOptions(given, 'The options of the gateway');
  const { client, unchecked } = toParts(clientOrConfig, given);
  const options = parseGatewayOptions(unchecked);
  const { onFailure = (error) => globalThis.console.error(error), isReady = () => true } = options;
  const app = new Hono<Env>();

  app.use(requestId());
  app.use(recordAccess(options));
  app.use(secureHeaders({ crossOriginResourcePolicy: options.cors === undefined ? 'same-origin' : 'cross-origin' }));
  if (options.cors !== undefined) app.use(allowOrigins(options.cors));
  app.get('/health', (context) => (isReady() ? context.json({ status: 'ok' }) : toErrorResponse(SHUTTING_DOWN)));
  app.use(admit(options.auth));
  app.get('/openapi.json', (context) => context.body(documentJson, 200, { 'content-type': 'application/json' }));
  const { writeMetrics } = options;
  if (writeMetrics !== undefined) app.get('/metrics', async (context) => context.text(await writeMetrics()));
  app.use(limitBody(options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES));
  const places = options.maxConcurrent === undefined ? undefined : new Places(options.maxConcurrent);
  if (places !== undefined) app.use(limitConcurrency(places));
  app.all('*', createAnswer(client, { ...options, onFailure, places }));

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (context.req.raw.signal.aborted) return toErrorResponse(toFailure(new APIUserAbortError()));
    onFailure(error);
    return toErrorResponse(toFailure(error, 'stranger'));
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

/** Reports every request, also one that never reaches the handler, such as one without a key. */
function recordAccess({ metrics, accessLog }: GatewayOptions): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { method, path } = context.req;
    const record = new AccessRecord({ requestId: context.var.requestId, method, path }, { metrics, accessLog });
    context.set('access', record);
    await next();
    // A response that was made without the context, such as a refusal, has no id yet.
    context.header('x-request-id', context.var.requestId);
    if (!record.isHandled) record.end({ operation: undefined, model: undefined, status: context.res.status });
  };
}

function allowOrigins(origins: readonly string[] | '*'): MiddlewareHandler {
  return cors({
    origin: origins === '*' ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    exposeHeaders: ['x-request-id', 'retry-after', 'x-should-retry'],
  });
}

function limitBody(maxSize: number): MiddlewareHandler {
  const message = `The body is larger than the limit of ${maxSize} bytes.`;
  return bodyLimit({ maxSize, onError: () => refuse({ status: 413, code: 'payload_too_large', message }) });
}

/** A request has a place until the last byte of its response. */
function limitConcurrency(places: Places): MiddlewareHandler<Env> {
  return async (context, next) => {
    if (!places.admit()) return refuse(TOO_MANY, { 'retry-after': '1' });
    context.var.access.onEnd(() => places.give());
    return next();
  };
}

interface AnswerOptions extends GatewayOptions {
  onFailure: (error: unknown) => void;
  places: Places | undefined;
}

function createAnswer(client: EasyLLM, options: AnswerOptions) {
  const { auth, models, commitAfterMs, onFailure, places } = options;
  const connect = (owner: EasyLLM): (() => Operations) =>
    models === undefined ? () => operationsOf(owner) : createRoutedOperations(owner, models);
  const own = createHandler(connect(client), { audience: toAudience(auth), commitAfterMs });

  return (context: Context<Env>) => {
    const { access, requestId: id } = context.var;
    const token = auth === 'passthrough' ? readBearer(context) : undefined;
    // Each request has a client of its own, so that a connection opened with one caller's token serves no other caller.
    const handle =
      token === undefined
        ? own
        : createHandler(connect(client.withOptions({ apiKey: token })), { audience: 'keyHolder', commitAfterMs });
    access.isHandled = true;
    return handle(context.req.raw, {
      requestId: id,
      hostPlaces: places,
      onEnd(outcome) {
        access.end(outcome);
        if (outcome.error !== undefined && !EasyLLMError.isInstance(outcome.error)) onFailure(outcome.error);
      },
    });
  };
}

/** Without `auth` only this machine is served, so that a caller is the owner and may read all of an error. */
function toAudience(auth: GatewayOptions['auth']): Audience {
  return auth === undefined ? 'owner' : 'stranger';
}

const TOO_MANY: Refusal = {
  status: 429,
  type: 'rate_limit_error',
  code: 'overloaded',
  message: 'The gateway has as many requests under way as it may. Try again later.',
};

const SHUTTING_DOWN: Failure = {
  status: 503,
  body: toErrorBody({
    message: 'The gateway is shutting down.',
    type: 'server_error',
    param: null,
    code: 'shutting_down',
  }),
  headers: {},
};
