/**
 * `easyllm/gateway`: OpenAI's API over HTTP, for any client in any language. A Hono application without a Node import: it runs on Node,
 * Bun, Deno and Workers. Secrets, files and sinks are given as values; `easyllm serve` is what reads them on Node.
 *
 * @module easyllm/gateway
 */
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { documentJson } from '../generated/openai.document.ts';
import { connectionOf, EasyLLM } from './client.ts';
import type { EasyLLMOptions } from './surface.ts';
import { APIUserAbortError, ConfigurationError, EasyLLMError } from './errors.ts';
import type { Audience, Failure } from './facade/respond.ts';
import { toErrorBody, toErrorResponse, toFailure } from './facade/respond.ts';
import type { AccessEntry, GatewayMetrics } from './gateway/access.ts';
import { AccessRecord } from './gateway/access.ts';
import { isLoopbackHost } from './gateway/loopback.ts';
import type { ModelRoutes } from './gateway/model-routes.ts';
import { createRoutedOperations, parseModelRoutes } from './gateway/model-routes.ts';
import { createHandler } from './handler.ts';
import type { Operations } from './handler.ts';

export type { AccessEntry, GatewayMetrics } from './gateway/access.ts';
export type { ModelRoute, ModelRoutes } from './gateway/model-routes.ts';
export { parseGatewaySettings } from './gateway/settings.ts';
export type { GatewaySettings } from './gateway/settings.ts';

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

/** The members of a GatewayConfig that are not the client's. */
const GATEWAY_OPTIONS: Readonly<Record<keyof GatewayOptions, true>> = {
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

interface Env {
  Variables: { requestId: string; access: AccessRecord };
}

/**
 * The gateway over a client, or over a client made of the same settings: `export default createGateway({ apiBase, promptBuilder })`.
 * Throws ConfigurationError for a setting that can be seen to be wrong.
 */
export function createGateway(clientOrConfig: EasyLLM | GatewayConfig = {}, given: GatewayOptions = {}): Gateway {
  const { client, options } = toParts(clientOrConfig, given);
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
  if (options.maxConcurrent !== undefined) app.use(limitConcurrency(options.maxConcurrent));
  app.all('*', createAnswer(client, { ...options, onFailure }));

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
): { client: EasyLLM; options: GatewayOptions } {
  if (clientOrConfig instanceof EasyLLM) return { client: clientOrConfig, options: given };
  const members = Object.entries(clientOrConfig);
  const isOwn = ([name]: [string, unknown]) => name in GATEWAY_OPTIONS;
  const client = new EasyLLM(Object.fromEntries(members.filter((member) => !isOwn(member))));
  return { client, options: { ...Object.fromEntries(members.filter(isOwn)), ...given } };
}

/** Requests that no handler answered, such as one without a key, are told too. */
function recordAccess({ metrics, accessLog }: GatewayOptions): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { method, path } = context.req;
    const record = new AccessRecord({ requestId: context.var.requestId, method, path }, { metrics, accessLog });
    context.set('access', record);
    await next();
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

function admit(auth: GatewayOptions['auth']): MiddlewareHandler {
  if (auth === undefined) return admitThisMachine;
  if (auth === 'none') return async (_, next) => next();
  if (auth === 'passthrough') return admitWithToken;
  return admitWithKey(auth.keys);
}

/**
 * A page in a browser on this machine could reach an open gateway: by a name of its own that resolves to loopback (its `Host` tells), or
 * by a form or `no-cors` request (which cannot say `application/json`).
 */
const admitThisMachine: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host');
  if (host !== undefined && !isLoopbackHost(host)) return refuse(FOREIGN_HOST);
  if (context.req.method === 'POST' && !isJson(context.req.header('content-type'))) return refuse(NOT_JSON);
  return next();
};

const admitWithToken: MiddlewareHandler = async (context, next) =>
  readBearer(context) === undefined ? refuse(NO_KEY) : next();

function admitWithKey(keys: readonly string[]): MiddlewareHandler {
  const isKey = (key: unknown) => typeof key === 'string' && /^[\w.~+/-]+=*$/.test(key);
  if (keys.length === 0 || !keys.every(isKey)) {
    throw new ConfigurationError(
      '`auth.keys` must list keys of letters, digits and `-._~+/`, at least one. Without keys, leave `auth` out.',
      { param: 'auth.keys' },
    );
  }
  const message = () => refuse(NO_KEY);
  // Compares hashes in constant time.
  return bearerAuth({
    token: [...keys],
    noAuthenticationHeader: { message },
    invalidAuthenticationHeader: { message },
    invalidToken: { message },
  });
}

function readBearer(context: Context): string | undefined {
  return /^bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}

function limitBody(maxSize: number): MiddlewareHandler {
  const message = `The body is larger than the limit of ${maxSize} bytes.`;
  return bodyLimit({ maxSize, onError: () => refuse({ status: 413, code: 'payload_too_large', message }) });
}

/** A request counts until the last byte of its answer. */
function limitConcurrency(max: number): MiddlewareHandler<Env> {
  let count = 0;
  return async (context, next) => {
    if (count >= max) return refuse(TOO_MANY, { 'retry-after': '1' });
    count += 1;
    context.var.access.onEnd(() => {
      count -= 1;
    });
    return next();
  };
}

function createAnswer(client: EasyLLM, options: GatewayOptions & { onFailure: (error: unknown) => void }) {
  const { auth, models, commitAfterMs, onFailure } = options;
  const routes = models === undefined ? undefined : parseModelRoutes(models);
  const connect = (owner: EasyLLM): (() => Operations) =>
    routes === undefined ? () => connectionOf(owner) : createRoutedOperations(owner, routes);
  const own = createHandler(connect(client), { audience: toAudience(auth), commitAfterMs });

  return (context: Context<Env>) => {
    const { access, requestId: id } = context.var;
    const token = auth === 'passthrough' ? readBearer(context) : undefined;
    // A client for each request: what one caller's token opened is not kept for another.
    const handle =
      token === undefined
        ? own
        : createHandler(connect(client.withOptions({ apiKey: token })), { audience: 'keyHolder', commitAfterMs });
    access.isHandled = true;
    return handle(context.req.raw, {
      requestId: id,
      onEnd(outcome) {
        access.end(outcome);
        if (outcome.error !== undefined && !EasyLLMError.isInstance(outcome.error)) onFailure(outcome.error);
      },
    });
  };
}

/** An open gateway serves this machine only: its callers are the owner. */
function toAudience(auth: GatewayOptions['auth']): Audience {
  return auth === undefined ? 'owner' : 'stranger';
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

interface Refusal {
  status: number;
  type?: string;
  code: string;
  message: string;
}

const NO_KEY: Refusal = {
  status: 401,
  type: 'authentication_error',
  code: 'invalid_api_key',
  message: 'The key is missing or wrong. Send a key of this gateway as `Authorization: Bearer …`.',
};

const FOREIGN_HOST: Refusal = {
  status: 403,
  type: 'permission_error',
  code: 'forbidden',
  message: 'A gateway without keys answers to loopback names only, such as `localhost`. Set keys to open it to others.',
};

const NOT_JSON: Refusal = {
  status: 415,
  code: 'unsupported_media_type',
  message: 'The body must be JSON, declared as `Content-Type: application/json`.',
};

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

function refuse(
  { status, type = 'invalid_request_error', code, message }: Refusal,
  headers: Record<string, string> = {},
): Response {
  return toErrorResponse({ status, body: toErrorBody({ message, type, param: null, code }), headers });
}
