/** Decides who may use the gateway. */
import type { Context, MiddlewareHandler } from 'hono';
import { isLoopbackHost } from './loopback.ts';
import { routesAt } from '../routes.ts';
import { createKeyRing } from './keys.ts';
import type { KeySetting } from './key-settings.ts';
import type { ReceivedEnv } from './reception.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { GatewayOptions } from './settings.ts';

export function admit(auth: GatewayOptions['auth']): MiddlewareHandler<ReceivedEnv> {
  if (auth === undefined) return admitThisMachine;
  if (auth === 'none') return async (_, next) => next();
  if (auth === 'passthrough') return admitWithToken;
  return admitWithKey(auth.keys);
}

/**
 * A web page in a browser on this machine could reach a gateway without keys in two ways: by a name of the page's own that resolves to
 * loopback, which the `Host` header shows; or by a form or `no-cors` request, which cannot declare `application/json`.
 */
const admitThisMachine: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host');
  if (host !== undefined && !isLoopbackHost(host)) return refuse(FOREIGN_HOST);
  // A route that takes no body has a better answer, and does nothing.
  const takesBody = context.req.method === 'POST' && routesAt(context.req.path).post !== undefined;
  if (takesBody && !isJson(context.req.header('content-type'))) return refuse(NOT_JSON);
  return next();
};

const admitWithToken: MiddlewareHandler = async (context, next) =>
  readBearer(context) === undefined ? refuse(NO_KEY) : next();

function admitWithKey(keys: readonly KeySetting[]): MiddlewareHandler<ReceivedEnv> {
  const findHolder = createKeyRing(keys);
  return async (context, next) => {
    const sent = readBearer(context);
    const holder = sent === undefined ? undefined : await findHolder(sent);
    if (holder === undefined) return refuse(NO_KEY, { 'www-authenticate': 'Bearer realm="easyllm"' });
    context.set('holder', holder);
    context.var.access.key = holder.name;
    return next();
  };
}

/** The token of an `Authorization: Bearer …`; no server takes one outside of ASCII, and a header cannot carry it. */
export function readBearer(context: Context): string | undefined {
  return /^bearer +([\u0021-\u007e]+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
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
