/** One call to a server: what it is given besides its body, and our error for a response that is not good. */
import { isObject } from '../base/check.ts';
import { APIError, ConfigurationError } from '../base/errors.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { toConnectionError } from '../net/connection-error.ts';
import type { Redact } from '../net/failure.ts';
import { redactFailure, toInBandFailure, toUpstreamError } from '../net/failure.ts';
import { toSaid } from '../net/in-band.ts';
import { toAPIError } from '../net/api-error.ts';
import { mergeBody, toJson } from '../net/json.ts';
import type { TransportResponse } from '../net/transport.ts';
import type { Destination } from './fast/call.ts';

/** One call to a server. */
export interface ServerCall {
  connection: Connection;
  /** Whole, as `toEndpointUrl` gives it: the operation need not be at the path that its spec has. */
  url: string;
  settings: CallSettings;
  /** Default: JSON. */
  accept?: string | undefined;
  /** A whole response is wanted as bytes. Default: false. */
  wantsBytes?: boolean | undefined;
}

/** For streams. Both types, in this order: an error is JSON, and proxies and mocks choose by this header. */
export const ACCEPT_EVENTS = 'text/event-stream, application/json';

/** What `openapi-fetch` gives back, as far as it can be trusted: its types hold for responses with the documented status only. */
export interface FetchResult<Data = unknown> {
  data?: Data | undefined;
  error?: unknown;
  response: TransportResponse;
}

/** Makes one call: `start` gives the init to an operation of the client. Throws our error for every response that is not good. */
export async function send<Typed extends FetchResult>(
  call: ServerCall,
  start: (init: CallInit) => Promise<Typed>,
): Promise<Typed & FetchResult> {
  const { url, settings, connection } = call;
  const { redact } = connection;
  const init = toInit(call);
  let received: Typed;
  try {
    received = await start(init);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw notJson(url, 200);
    throw toConnectionError(cause, { url, redact, signal: settings.signal });
  }
  const { response, data, error } = received;
  response.redact = redact;
  // `error` says nothing: it is undefined where the response had no body.
  if (!response.ok) throw toUpstreamError(response, error, { url, redact });
  // Events, and answers of chats, are looked at by who reads them.
  const failure = call.accept === undefined ? toInBandFailure(data) : undefined;
  if (failure !== undefined) throw toAPIError(redactFailure(failure, redact), { attempts: response.attempts });
  return received;
}

/** What a body of 200 says that is not what was asked for, as the end of an error's message. */
export function saying(body: unknown, redact: Redact): string {
  const said = toSaid(body);
  return said === undefined ? '' : ` It says: ${redactFailure({ status: 200, message: said }, redact).message}`;
}

/** The error for a body that is no JSON. Without the cause, which quotes the body: it may hold the token. */
export function notJson(url: string, status: number, from = ''): APIError {
  const words = `${url} answered with something else than JSON.${toRedirection(url, from)} Check \`apiBase\`.`;
  return new APIError(words, { status, attempts: 1 });
}

/** Where the answer came from instead, such as a page to log in at. Its query may hold secrets. */
function toRedirection(url: string, from: string): string {
  if (from === '' || from === url || !URL.canParse(from)) return '';
  const { origin, pathname } = new URL(from);
  return ` It redirects to ${origin}${pathname}, which may be a page to log in at: a server’s API needs an address of its own, or a token in \`apiKey\`.`;
}

/** What a call gives to an operation of the client besides its body. */
export type CallInit = ReturnType<typeof toInit>;

/** Ours wins over what `openapi-fetch` does by itself: our transport, and a body with the caller's own members. */
function toInit({ connection, url, settings, accept = 'application/json', wantsBytes }: ServerCall) {
  const { signal, policy, mayBeTgi, extraBody } = settings;
  const headers = toSentHeaders(settings.headers, accept);
  return {
    to: { url, headers, signal, policy, mayBeTgi, wantsBytes } satisfies Destination,
    fetch: connection.transport as unknown as (request: Request) => Promise<Response>,
    bodySerializer: (body: unknown) => toJson(isObject(body) ? mergeBody(body, extraBody) : body),
  };
}

/** Headers by their names in lower case, of which the last one counts; null takes a header back. */
function toSentHeaders(headers: CallSettings['headers'] = {}, accept: string): Record<string, string> {
  const sent: Record<string, string> = { accept };
  for (const [name, value] of Object.entries<unknown>(headers)) {
    refuseBadHeader(name, value);
    if (value === null) delete sent[name.toLowerCase()];
    else if (value !== undefined) sent[name.toLowerCase()] = String(value).trim();
  }
  return sent;
}

/** The runtime's own error for a header that cannot be sent would print its value, which may be secret. */
function refuseBadHeader(name: string, value: unknown): void {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) return;
  throw new ConfigurationError(
    `The header ${JSON.stringify(name)} cannot be sent: it contains a line break or characters outside Latin-1.`,
  );
}
