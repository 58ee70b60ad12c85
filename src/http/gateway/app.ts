/** The gateway's routes as a Hono application. */
import { Hono } from 'hono/tiny';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { isObject } from '../../base/check.ts';
import { APIUserAbortError } from '../../base/errors.ts';
import { toPlainRequest, toResponse } from '../plain.ts';
import { toErrorResponse, toHttpError } from '../responses.ts';
import { AccessRecord } from './access.ts';
import type { Sinks } from './access.ts';
import { admitBefore } from './admission.ts';
import { takePlace } from './limits.ts';
import type { ModelCalls } from './model-calls.ts';
import { EXPOSED_HEADERS, toResourcePolicy } from './own-headers.ts';
import { addOpenRoutes, addOwnRoutes } from './own-routes.ts';
import { addPages } from './pages/pages.ts';
import type { GatewayParts } from './parts.ts';
import type { ReceivedEnv as Env } from './reception.ts';
import { toRequestId } from './request-id.ts';
import type { GatewayOptions } from './settings.ts';

export function createApp(parts: GatewayParts): Hono<Env> {
  const { options, calls, admit, answer, meters, places, servers, sinks, batchRoutes, onFailure } = parts;
  const { cors: origins, isReady = () => true, ui, writeMetrics } = options;
  // Of Hono's routers this one loads the least, and calls of models are answered before any route is looked for.
  const app = new Hono<Env>();
  app.use(answerCalls(calls));
  app.use(recordAccess(sinks));
  for (const set of toOwnHeaders(origins)) app.use(set);
  addOpenRoutes(app, { isReady, servers });
  addPages(app, { ui, hasMetrics: writeMetrics !== undefined });
  app.use(admitBefore(admit));
  addOwnRoutes(app, { meters, writeMetrics });
  if (batchRoutes !== undefined) app.use(batchRoutes);
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
  return app;
}

/** Headers that every response has; those of calls of models have the same by `createOwnHeaders`. */
export function toOwnHeaders(origins: GatewayOptions['cors']): MiddlewareHandler[] {
  const secure = secureHeaders({ crossOriginResourcePolicy: toResourcePolicy(origins) });
  if (origins === undefined) return [secure];
  const allow = cors({
    origin: origins === '*' ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposeHeaders: EXPOSED_HEADERS,
  });
  return [secure, allow];
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
