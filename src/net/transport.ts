/**
 * The seam below: how one HTTP request becomes one answer. Retry, deadlines, log and auth are functions from transport to transport,
 * so each is read and tested alone. A body is a string, which can be sent again without cloning anything.
 */

import { onAbort, toAbortSignal } from '../base/abort.ts';
import type { AnySignal } from '../base/abort.ts';
import { kindOf } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { Policy } from './policy.ts';

export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AnySignal | undefined;
  /** How long, and how often: for the layers. */
  readonly policy?: Policy | undefined;
  /** Which attempt this is, from 1. */
  readonly attempt?: number | undefined;
  /** A connection that was kept may be closed already: this request goes over a new one. */
  readonly wantsFreshConnection?: boolean | undefined;
  /** A whole answer is wanted as bytes, and not as text. */
  readonly wantsBytes?: boolean | undefined;
  /** False where the server is known to be no TGI: there a connection that broke over a schema says nothing of the schema. */
  readonly mayBeTgi?: boolean | undefined;
}

/** What a transport answers: the part of `Response` that is used here. `fetch`'s own `Response` fits. */
export interface TransportResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: ResponseHeaders;
  /** Where the answer came from, after redirects; empty if unknown. */
  readonly url: string;
  readonly body: ByteStream | null;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
  /** Whether its body keeps to `maxBytes` of its request by itself. */
  readonly isBounded?: boolean | undefined;
  /** How many requests it took, where that was more than one. */
  attempts?: number | undefined;
  /** Takes the tokens that were sent out of a text: the server may give them back in its headers. */
  redact?: ((text: string) => string) | undefined;
  /** Of a 401: whether a token was sent and from where it came, and what to do. */
  tokenAdvice?: string | undefined;
}

/** The part of `Headers` that is used of an answer's: to make a real one of them costs 10 µs. */
export interface ResponseHeaders extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
}

/** An answer's headers as callers get them. */
export function toHeaders(headers: ResponseHeaders): Headers {
  return headers instanceof Headers ? headers : new Headers([...headers]);
}

/** Bytes as they arrive. Leaving a loop over them closes the connection. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Rejects when there is no answer; an answer with an error status resolves. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export type Layer = (next: Transport) => Transport;

/** The shape of `fetch` that a caller may give. */
export type Fetch = (input: Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` given by the user. It receives a real `Request` and the same settings again as `init`, so that both kinds of wrapper work:
 * those that read `request.url` and those that read `init.body`.
 */
export function createFetchTransport(fetch: Fetch): Transport {
  return async ({ url, ...rest }) => {
    const init = toRequestInit(rest);
    const request = new Request(url, init);
    // Held as long as the call: an abort does not reach the signal of a Request that was collected (Node), and a wrapper may have kept
    // that alone.
    if (rest.signal !== undefined) onAbort(rest.signal, () => void request.signal);
    return expectResponse(await fetch(request, init));
  };
}

/** Refuses what a stand-in for `fetch` gives in place of an answer: a mock that was told nothing gives undefined, others the one member they think of. */
export function expectResponse(answer: Partial<Response> | null | undefined): Response {
  // Not more: a test's own answer may have a body and no other way to read it.
  if (typeof answer?.status === 'number' && typeof answer.headers?.get === 'function') return answer as Response;
  throw new ConfigurationError(
    `\`fetch\` answered with ${kindOf(answer)}, which is no Response. Return one: \`new Response(text, { status, headers })\`.`,
    { param: 'fetch' },
  );
}

/** The settings of a request as `fetch` takes them beside its URL. */
export function toRequestInit({ method, headers, body, signal }: Omit<TransportRequest, 'url'>): RequestInit {
  return {
    method,
    // Who wraps `fetch` may ask for one by its name.
    headers: new Headers(headers),
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal: toAbortSignal(signal) }),
  };
}
