/** What every call shares, whichever API of a server it is made to. */
import type { AnySignal } from '../base/abort.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { CallPolicy } from './policy.ts';
import { toHeaders } from './transport.ts';
import type { AnswerHeaders, Transport, TransportResponse } from './transport.ts';
import type { Redact } from './failure.ts';

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
