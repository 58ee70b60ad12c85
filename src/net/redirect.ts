/** Redirects by the rules of `fetch` (https://fetch.spec.whatwg.org/#http-redirect-fetch), for a transport that has none of its own. */
import { APIConnectionError } from '../base/errors.ts';
import type { TransportRequest } from './transport.ts';

const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);

/** As many as `fetch` follows. */
export const MAX_REDIRECTS = 20;

/** Headers that describe a body, which a redirect to GET leaves behind. */
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** Headers that are meant for one origin only. */
const ORIGIN_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/** The request that an answer asks to make instead; undefined if it asks for none. Throws APIConnectionError for an address that is none. */
export function toRedirected(
  request: TransportRequest,
  { status, location }: { status: number; location: string | null },
): TransportRequest | undefined {
  if (location === null || !REDIRECT_STATUS.has(status)) return undefined;
  const from = new URL(request.url);
  const to = toTarget(location, from);
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST';
  const dropped = [...(becomesGet ? BODY_HEADERS : []), ...(to.origin === from.origin ? [] : ORIGIN_HEADERS)];
  const kept = Object.entries(request.headers).filter(([name]) => !dropped.includes(name));
  const redirected = { ...request, url: to.href, headers: Object.fromEntries(kept) };
  return becomesGet ? { ...redirected, method: 'GET', body: undefined } : redirected;
}

function toTarget(location: string, from: URL): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (target !== undefined && /^https?:$/.test(target.protocol)) return target;
  throw new APIConnectionError(`${from.href} redirects to an address that is not one of http. Check \`apiBase\`.`, {
    code: 'redirect_failed',
  });
}
