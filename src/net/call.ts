/** What every call shares, whichever API of a server it is made to: its settings, and one abort for all its requests. */
import { Abort, onAbort } from '../base/abort.ts';
import type { AnySignal } from '../base/abort.ts';
import { APIConnectionTimeoutError, APIUserAbortError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { Timer } from './attempt.ts';
import { orAbort, setUnrefTimer } from './attempt.ts';
import type { Redact } from './failure.ts';
import type { Places } from './places.ts';
import type { Policy } from './policy.ts';
import { toHeaders } from './transport.ts';
import type { ResponseHeaders, Transport, TransportResponse } from './transport.ts';

/** What a server is called through. */
export interface Connection {
  transport: Transport;
  redact: Redact;
}

/** What a caller may set for one call. */
export interface CallSettings {
  signal?: AnySignal | undefined;
  /** Ends the whole call with an error. */
  abort?: ((reason: EasyLLMError) => void) | undefined;
  policy?: Policy | undefined;
  /** More request headers; they win over ours. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Members merged last into the request body, unchecked: for what the facade does not know. */
  extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** False where the server is known to be no TGI. Default: true. */
  mayBeTgi?: boolean | undefined;
  /** Of whoever admitted the call, which holds one of them: its further requests take others. */
  hostPlaces?: Places | undefined;
}

/** What is kept of a response beside its data. Its headers become real ones for those who ask. */
export class HttpHead {
  readonly status: number;
  readonly url: string;
  /** How many requests it took. */
  readonly attempts: number;
  /** To be read one by one. */
  readonly #headers: ResponseHeaders;
  readonly #redact: TransportResponse['redact'];

  constructor({ status, headers, url, attempts = 1, redact }: TransportResponse) {
    this.status = status;
    this.url = url;
    this.attempts = attempts;
    this.#headers = headers;
    this.#redact = redact;
  }

  /** Without the tokens that were sent: they may be handed on. */
  get headers(): Headers {
    return this.#redact === undefined ? toHeaders(this.#headers) : new Headers([...this.entries()]);
  }

  /** One of them, without the cost of making them all: Node loads what a `Headers` is made of for the first one, which takes 15 ms. */
  get(name: string): string | null {
    const value = this.#headers.get(name);
    return value === null ? null : this.#toShown(value);
  }

  /** All of them in the same way, by their names in lower case. One that came several times is given as often. */
  *entries(): Iterable<[name: string, value: string]> {
    for (const [name, value] of this.#headers) yield [name.toLowerCase(), this.#toShown(value)];
  }

  #toShown(value: string): string {
    return this.#redact?.(value) ?? value;
  }
}

/** One abort for all requests of a call: by the caller's signal, by a failure of one of them, or by the reader of the stream. */
export interface CallCancellation {
  controller: Abort;
  /** For the requests of the call. */
  settings: { signal: Abort; abort: (reason: EasyLLMError) => void };
  /** Forgets the caller's signal, which would collect a listener from every call, and the deadline's timer. */
  release(): void;
}

/** Throws where the time of the whole call is over: work that blocks, such as a prompt template, is not ended by a timer. */
function expectTimeLeft({ policy }: Pick<CallSettings, 'policy'>): void {
  if (policy?.endsAt !== undefined && performance.now() >= policy.endsAt) throw outOfTime();
}

function outOfTime(): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError('The call took longer than `totalTimeout` allows.', { code: 'total_timeout' });
}

/** Throws if the signal is aborted already, or the time is over. The whole call ends at `policy.endsAt`. */
export function createCancellation({ signal, policy }: CallSettings): CallCancellation {
  if (signal?.aborted === true) throw new APIUserAbortError(undefined, { cause: signal.reason });
  expectTimeLeft({ policy });
  const controller = new Abort();
  const abort = (reason: EasyLLMError) => controller.abort(reason);
  const abortByCaller = () => abort(new APIUserAbortError(undefined, { cause: signal?.reason }));

  const forget = signal === undefined ? () => {} : onAbort(signal, abortByCaller);
  const timer = startDeadline(policy, abort);
  const release = () => {
    clearTimeout(timer);
    forget();
  };
  onAbort(controller, release);
  return { controller, settings: { signal: controller, abort }, release };
}

function startDeadline(policy: Policy | undefined, abort: (reason: EasyLLMError) => void): Timer | undefined {
  if (policy?.endsAt === undefined) return undefined;
  return setUnrefTimer(() => abort(outOfTime()), policy.endsAt - performance.now());
}

/** The settings of one call for its requests: with the signal and the abort that they share. */
export type RunSettings<Call> = Call & CallCancellation['settings'];

/** Runs one call. What it fails of is what `run` fails of, also where the requests beside the failed one were aborted. */
export async function runCall<Call extends CallSettings, Result>(
  call: Call,
  run: (settings: RunSettings<Call>, controller: Abort) => Promise<Result>,
): Promise<Result> {
  const { settings, controller, release } = createCancellation(call);
  try {
    return await run({ ...call, ...settings }, controller);
  } finally {
    release();
  }
}

/** Runs one call whose result is a stream: it lasts until `release` is called, or `open` fails. */
export async function openCall<Call extends CallSettings, Result>(
  call: Call,
  open: (
    settings: RunSettings<Call>,
    cancellation: Pick<CallCancellation, 'controller' | 'release'>,
  ) => Promise<Result>,
): Promise<Result> {
  const { settings, controller, release } = createCancellation(call);
  try {
    return await open({ ...call, ...settings }, { controller, release });
  } catch (error) {
    release();
    throw error;
  }
}

/** Work within a call that knows of no signal: the caller's signal and the call's deadline end the wait for it. */
export async function callWithin<Result>(call: CallSettings, run: () => Promise<Result>): Promise<Result> {
  const result = await runCall(call, ({ signal }) => orAbort(run(), signal));
  expectTimeLeft(call);
  return result;
}
