/** Decides who may use the gateway. */
import type { MiddlewareHandler } from 'hono';
import { isLoopbackHost } from './loopback.ts';
import { toResponse } from '../plain.ts';
import type { PlainRequest, PlainResponse } from '../plain.ts';
import { routesAt } from '../routes.ts';
import { createKeyRing } from './keys.ts';
import type { KeyHolder } from './keys.ts';
import type { KeySetting } from './key-settings.ts';
import type { ReceivedEnv } from './reception.ts';
import { toRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { GatewayOptions } from './settings.ts';

/** What a request is judged by. */
export type AskedHead = Pick<PlainRequest, 'method' | 'pathname' | 'header'>;

/** Whose key was sent, undefined where keys are not asked for; or what a request is answered that is turned away. */
export type Admission = { holder: KeyHolder | undefined } | { refusal: PlainResponse };

export type Admit = (asked: AskedHead) => Promise<Admission>;

const ADMITTED: Admission = { holder: undefined };

export function createAdmission(auth: GatewayOptions['auth']): Admit {
  if (auth === undefined) return async (asked) => admitThisMachine(asked);
  if (auth === 'none') return async () => ADMITTED;
  if (auth === 'passthrough') {
    return async ({ header }) =>
      readBearer(header('authorization')) === undefined ? { refusal: toRefusal(NO_KEY) } : ADMITTED;
  }
  return admitWithKey(auth.keys);
}

/** The same before routes of Hono. */
export function admitBefore(admit: Admit): MiddlewareHandler<ReceivedEnv> {
  return async (context, next) => {
    const { method, path, raw } = context.req;
    const admission = await admit({ method, pathname: path, header: (name) => raw.headers.get(name) });
    if ('refusal' in admission) return toResponse(admission.refusal);
    context.set('holder', admission.holder);
    context.var.access.key = admission.holder?.name;
    return next();
  };
}

/**
 * A web page in a browser on this machine could reach a gateway without keys in two ways: by a name of the page's own that resolves to
 * loopback, which the `Host` header shows; or by a form or `no-cors` request, which cannot declare `application/json`.
 */
function admitThisMachine({ method, pathname, header }: AskedHead): Admission {
  const host = header('host');
  if (host !== null && !isLoopbackHost(host)) return { refusal: toRefusal(FOREIGN_HOST) };
  // A route that takes no body has a better answer, and does nothing.
  const takesBody = method === 'POST' && routesAt(pathname).post !== undefined;
  if (takesBody && !isJson(header('content-type'))) return { refusal: toRefusal(NOT_JSON) };
  return ADMITTED;
}

function admitWithKey(keys: readonly KeySetting[]): Admit {
  const findHolder = createKeyRing(keys);
  return async ({ header }) => {
    const sent = readBearer(header('authorization'));
    const holder = sent === undefined ? undefined : await findHolder(sent);
    if (holder !== undefined) return { holder };
    return { refusal: toRefusal(NO_KEY, { 'www-authenticate': 'Bearer realm="easyllm"' }) };
  };
}

/** The token of an `Authorization: Bearer …`; no server takes one outside of ASCII, and a header cannot carry it. */
export function readBearer(authorization: string | null): string | undefined {
  return /^bearer +([\u0021-\u007e]+)$/i.exec(authorization ?? '')?.[1];
}

function isJson(contentType: string | null): boolean {
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
