/**
 * The seam below: how one HTTP request becomes one answer. Retry, deadlines, log and auth are functions from transport to transport,
 * so each is read and tested alone. A body is a string, which can be sent again without cloning anything.
 */

import type { CallPolicy } from './policy.ts';

export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long, and how often: for the layers. */
  readonly policy?: CallPolicy | undefined;
  /** Which attempt this is, from 1. */
  readonly attempt?: number | undefined;
}

/** What a transport answers: the part of `Response` that is used here. `fetch`'s own `Response` fits. */
export interface TransportResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** Where the answer came from, after redirects; empty if unknown. */
  readonly url: string;
  readonly body: ByteStream | null;
  text(): Promise<string>;
  json(): Promise<unknown>;
  /** How many requests it took, where that was more than one. */
  readonly attempts?: number | undefined;
}

/** Bytes as they arrive. Leaving a loop over them closes the connection. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Rejects when there is no answer; an answer with an error status resolves. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export type Layer = (next: Transport) => Transport;

/** The shape of `fetch` that a caller may give. */
export type Fetch = (input: Request, init?: RequestInit) => Promise<Response>;

/** The runtime's own `fetch`, looked up at each call, so that one replaced later (a test's, a framework's) is used. */
export function createDefaultTransport(): Transport {
  return ({ url, ...init }) => globalThis.fetch(url, toRequestInit(init));
}

/**
 * A `fetch` given by the user. It receives a real `Request` and the same settings again as `init`, so that both kinds of wrapper work:
 * those that read `request.url` and those that read `init.body`.
 */
export function createFetchTransport(fetch: Fetch): Transport {
  return ({ url, ...rest }) => {
    const init = toRequestInit(rest);
    return fetch(new Request(url, init), init);
  };
}

function toRequestInit({ method, headers, body, signal }: Omit<TransportRequest, 'url'>): RequestInit {
  return { method, headers, ...(body !== undefined && { body }), ...(signal !== undefined && { signal }) };
}
