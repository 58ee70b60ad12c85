/**
 * The calls of `openapi-fetch`, with its types, and without what none of ours uses: middleware, serializers, merged headers. This is
 * here for speed, and for the size of a program that streams. Without this file, `typedBy` in `servers/client.ts` does the same.
 */
import type { Client } from 'openapi-fetch';
import { tryParse } from '../../base/check.ts';
import { parseLoosely } from '../../net/json.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../net/transport.ts';

/** Where a call goes and how: what stands in its init for our transport. */
export type Destination = Omit<TransportRequest, 'method' | 'body' | 'attempt'>;

/** The part of the init of `openapi-fetch` that calls here have. */
interface PlainInit {
  to: Destination;
  fetch: Transport;
  body?: unknown;
  bodySerializer: (body: unknown) => string;
  parseAs?: 'json' | 'text' | 'stream' | 'arrayBuffer';
}

const calls = {
  GET: (_path: string, init: PlainInit) => call(init, { method: 'GET', headers: init.to.headers }),
  POST: (_path: string, init: PlainInit) => {
    const headers = { 'content-type': 'application/json', ...init.to.headers };
    return call(init, { method: 'POST', headers, body: init.bodySerializer(init.body) });
  },
};

/** The operations of a spec's paths. A call is made with the spec's own path and its real body, inside `send`. */
export function toMethods<Paths extends object>(): Pick<Client<Paths>, 'GET' | 'POST'> {
  // The types of `openapi-fetch` hold for what is called through them; what they compute, these functions cannot say.
  return calls as unknown as Pick<Client<Paths>, 'GET' | 'POST'>;
}

async function call(
  { to, fetch, parseAs = 'json' }: PlainInit,
  { method, headers, body }: Pick<TransportRequest, 'method' | 'headers' | 'body'>,
) {
  const { url, signal, policy, mayBeTgi, wantsBytes } = to;
  // Layers copy the request and set some of its members: what a copy has already is set quickest.
  const [attempt, wantsFreshConnection] = [1, false];
  const sent = { url, method, headers, body, signal, policy, attempt, wantsFreshConnection, mayBeTgi, wantsBytes };
  const response = await fetch(sent);
  if (isBodiless(response)) return { response };
  if (response.ok) return { data: await readBody(response, parseAs), response };
  const text = await response.text();
  return { error: tryParse(text) ?? text, response };
}

function isBodiless({ status, headers }: TransportResponse): boolean {
  if (status === 204) return true;
  return headers.get('content-length') === '0' && headers.get('transfer-encoding')?.includes('chunked') !== true;
}

async function readBody(response: TransportResponse, parseAs: NonNullable<PlainInit['parseAs']>): Promise<unknown> {
  if (parseAs === 'stream') return response.body;
  if (parseAs !== 'json') return response[parseAs]();
  const text = await response.text();
  if (text === '') return undefined;
  const value = parseLoosely(text);
  // It throws, as it would for `openapi-fetch`.
  return value === undefined ? JSON.parse(text) : value;
}
