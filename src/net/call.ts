/** What every typed operation of an upstream shares: the `openapi-fetch` client over our transport, and errors from its answers. */
import createFetchClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { AnySignal } from '../base/abort.ts';
import { APIError, ConfigurationError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { CallPolicy } from './policy.ts';
import { toHeaders } from './transport.ts';
import type { AnswerHeaders, Transport, TransportRequest, TransportResponse } from './transport.ts';
import { toConnectionError } from './connection-error.ts';
import type { Redact } from './failure.ts';
import { toUpstreamError } from './failure.ts';

/** What an upstream is built on. */
export interface Connection {
  transport: Transport;
  redact: Redact;
}

/** What a caller may set for one call. */
export interface CallSettings {
  signal?: AnySignal | undefined;
  /** Ends the whole call with an error. */
  abort?: ((reason: EasyLLMError) => void) | undefined;
  policy?: CallPolicy | undefined;
  /** More request headers; they win over ours. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Members merged last into the request body, unchecked: for what the facade does not know. */
  extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** False where the server is known to be no TGI. Default: true. */
  mayBeTgi?: boolean | undefined;
}

/** What is kept of an answer beside its data. Its headers become real ones for those who ask. */
export class AnswerInfo {
  readonly status: number;
  readonly url: string;
  /** The answer's headers, to be read one by one. */
  readonly #headers: AnswerHeaders;

  constructor({ status, headers, url }: TransportResponse) {
    this.status = status;
    this.url = url;
    this.#headers = headers;
  }

  get headers(): Headers {
    return toHeaders(this.#headers);
  }

  /** One header, without the cost of making them all. */
  get(name: string): string | null {
    return this.#headers.get(name);
  }
}

interface RequestSettings extends Pick<CallSettings, 'signal' | 'policy' | 'mayBeTgi'> {
  wantsBytes?: boolean;
}

/**
 * The shape `openapi-fetch` builds instead of a real `Request`, which costs 41 µs a call and would have to be cloned for a retry.
 */
class PlainRequest implements TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AnySignal | undefined;
  readonly policy: CallPolicy | undefined;
  readonly settings: RequestSettings | undefined;
  readonly wantsBytes: boolean;
  readonly mayBeTgi: boolean | undefined;

  constructor(url: string, init: { method: string; headers: Headers; body?: string; settings?: RequestSettings }) {
    this.url = url;
    this.method = init.method;
    this.headers = Object.fromEntries(init.headers);
    this.body = init.body;
    this.settings = init.settings;
    this.signal = init.settings?.signal;
    this.policy = init.settings?.policy;
    this.wantsBytes = init.settings?.wantsBytes === true;
    this.mayBeTgi = init.settings?.mayBeTgi;
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
  { url, redact, signal }: { url: string; redact: Redact; signal?: AnySignal | undefined },
): Promise<Answer & TypedAnswer> {
  let answer: Answer;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      // Without the cause: it quotes the answer, which may hold the token.
      throw new APIError(`${url} answered with something else than JSON. Check \`apiBase\`.`, {
        status: 200,
        attempts: 1,
      });
    }
    throw toConnectionError(cause, { url, redact, signal });
  }
  if (answer.response.ok) return answer;
  throw toUpstreamError(answer.response, answer.error, { url, redact });
}

/** What all operations pass to `openapi-fetch`: our own settings reach the layers through `PlainRequest`. */
export function toInit({ signal, headers, policy, mayBeTgi }: CallSettings, accept = 'application/json') {
  refuseBadHeaders(headers);
  return {
    headers: { accept, ...headers },
    settings: { signal, policy, mayBeTgi },
  };
}

/** The runtime's own error for a header that cannot be sent would print its value, which may be secret. */
export function refuseBadHeaders(headers: CallSettings['headers'] = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw new ConfigurationError(
      `The header ${JSON.stringify(name)} cannot be sent: it contains a line break or characters outside Latin-1.`,
    );
  }
}
