/** What every typed operation of an upstream shares: the `openapi-fetch` client over our transport, and errors from its answers. */
import createFetchClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import { APIConnectionError, APIUserAbortError, EasyLLMError } from '../errors.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';
import type { Redact } from './failure.ts';
import { toUpstreamError } from './failure.ts';

/** What an upstream is built on. */
export interface Connection {
  transport: Transport;
  redact: Redact;
}

/** What a caller may set for one call. */
export interface CallSettings {
  signal?: AbortSignal | undefined;
  /** More request headers; they win over ours. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Members merged last into the request body, unchecked: for what the facade does not know. */
  extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** What is kept of an answer beside its data. */
export interface AnswerInfo {
  status: number;
  headers: Headers;
  url: string;
}

/**
 * The shape `openapi-fetch` builds instead of a real `Request`, which costs 41 µs a call and would have to be cloned for a retry.
 */
class PlainRequest implements TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, init: { method: string; headers: Headers; body?: string; signal?: AbortSignal }) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
    this.signal = init.signal;
  }
}

/** A typed client of one API. Each call gives the whole URL as `baseUrl`, and its path through `typedAs`. */
export function createTypedClient<Paths extends object>(transport: Transport): Client<Paths> {
  return createFetchClient<Paths>({
    // openapi-fetch types these as the platform's classes, of which it uses just the members that ours have.
    Request: PlainRequest as unknown as typeof Request,
    fetch: transport as unknown as (request: Request) => Promise<Response>,
  });
}

/** An endpoint's URL is whole already: the path of the spec serves for its types only. */
export function typedAs<Path extends string>(_path: Path): Path {
  const nothing: string = '';
  return nothing as Path;
}

/** What `openapi-fetch` gives back, as far as it can be trusted: its types hold for answers with the documented status only. */
interface TypedAnswer {
  data?: unknown;
  error?: unknown;
  response: TransportResponse;
}

/** The data of a good answer; otherwise our error. `response.ok` decides: an empty error body leaves `error` undefined. */
export async function expectOk<Answer extends TypedAnswer>(
  call: Promise<Answer>,
  { url, redact, signal }: { url: string; redact: Redact; signal?: AbortSignal | undefined },
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await call;
  } catch (cause) {
    throw toConnectionError(cause, { url, redact, signal });
  }
  if (answer.response.ok) return answer;
  throw toUpstreamError(answer.response, answer.error, redact);
}

/** The error for a request that got no answer, or whose answer broke off. Errors of ours pass unchanged. */
export function toConnectionError(
  cause: unknown,
  { url, redact, signal }: { url: string; redact: Redact; signal?: AbortSignal | undefined },
): EasyLLMError {
  if (cause instanceof EasyLLMError) return cause;
  if (signal?.aborted === true)
    return EasyLLMError.isInstance(signal.reason) ? signal.reason : new APIUserAbortError(undefined, { cause });
  const code = codeOf(cause);
  const reason = redact(reasonOf(cause));
  return new APIConnectionError(
    `No answer from ${url}: ${reason}. Check that the server runs there, and \`apiBase\`.`,
    { cause, code, attempts: 1 },
  );
}

/** `fetch` hides the system's reason (ECONNREFUSED, ENOTFOUND) in the cause of a TypeError. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? error.cause : undefined;
  const message = inner === undefined || inner.message === '' ? error.message : inner.message;
  return message === '' ? (codeOf(error) ?? error.name) : message;
}

export function toAnswerInfo({ status, headers, url }: TransportResponse): AnswerInfo {
  return { status, headers, url };
}
