/** Bodies of answers: read with a limit, watched, or given up. */
import { onAbort } from '../base/abort.ts';
import type { AnySignal } from '../base/abort.ts';
import { APIConnectionError } from '../base/errors.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { iterateBytes } from './sse.ts';
import type { ResponseHeaders, ByteStream, TransportResponse } from './transport.ts';

/** What is read of an error's body at the most. */
const MAX_ERROR_BYTES = 64 * 1024;

/** An answer with a body of its own: text that is in memory, or bytes still to come. */
class BodyResponse implements TransportResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: ResponseHeaders;
  readonly url: string;
  readonly body: ByteStream | null;
  attempts: number | undefined;
  tokenAdvice: string | undefined;
  readonly #read: () => Promise<ArrayBuffer | string>;

  constructor(
    { status, ok, headers, url, tokenAdvice }: TransportHead,
    body: ByteStream | null,
    read: () => Promise<ArrayBuffer | string>,
  ) {
    this.status = status;
    this.ok = ok;
    this.headers = headers;
    this.url = url;
    this.tokenAdvice = tokenAdvice;
    this.body = body;
    this.#read = read;
  }

  async text(): Promise<string> {
    const read = await this.#read();
    return typeof read === 'string' ? read : new TextDecoder().decode(read);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const read = await this.#read();
    return typeof read === 'string' ? new Uint8Array(new TextEncoder().encode(read)).buffer : read;
  }
}

type TransportHead = Pick<TransportResponse, 'status' | 'ok' | 'headers' | 'url' | 'tokenAdvice'>;

/** What is read of a whole answer at the most, unless a caller says otherwise. */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** How much of a whole answer is taken, and where it comes from. */
export interface SizeLimit {
  /** Default: 64 MiB. */
  maxBytes?: number | undefined;
  url: string;
}

/** All of an answer's body, decoded. Fails beyond `maxBytes`, and closes the connection then. */
export async function readBytes(
  response: TransportResponse,
  { maxBytes = MAX_RESPONSE_BYTES, url }: SizeLimit,
): Promise<ArrayBuffer> {
  const { body } = response;
  if (response.isBounded === true || body === null || body === undefined) return response.arrayBuffer();
  const buffer = new ByteBuffer();
  for await (const bytes of iterateBytes(body)) {
    if (buffer.length + bytes.length > maxBytes) throw tooLarge(url, maxBytes);
    buffer.append(bytes);
  }
  return buffer.take().slice().buffer;
}

/** The same as text. */
export async function readText(response: TransportResponse, limit: SizeLimit): Promise<string> {
  if (response.isBounded === true || !response.body) return response.text();
  return new TextDecoder().decode(await readBytes(response, limit));
}

/** The error for a whole answer beyond what a caller takes. */
export function tooLarge(url: string, maxBytes: number): APIConnectionError {
  return new APIConnectionError(
    `The answer from ${url} is larger than ${maxBytes} bytes (\`maxResponseBytes\`). Raise it if such answers are expected, or ask for less at once.`,
    { code: 'response_too_large', attempts: 1 },
  );
}

/** An answer whose body is in memory. */
export function toBufferedResponse(head: TransportHead, content: string | ArrayBuffer): TransportResponse {
  return new BodyResponse(head, null, async () => content);
}

/** An answer with another body: bytes still to come. */
export function withBody(response: TransportResponse, body: ByteStream | null): TransportResponse {
  return new BodyResponse(response, body, () => response.text());
}

/** The text of an error's body. The rest of a longer one is never read, and its connection closed. */
export async function readErrorText(response: TransportResponse): Promise<string> {
  if (response.body === null) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const bytes of iterateBytes(response.body)) {
    text += decoder.decode(bytes.subarray(0, MAX_ERROR_BYTES - size), { stream: true });
    size += bytes.length;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return text + decoder.decode();
}

/**
 * Bytes that tell when they have ended: at their end, at a failure, when the reader leaves, or at the signal, even before the first
 * read. The signal is obeyed here because a caller's own `fetch` may have let go of it. What was read `before` comes first. Bytes that
 * are watched already get one watch more, and no second pair of promises for each read, which makes 1 KB of garbage.
 */
export function watchEnd(body: ByteStream, watch: Watch): AsyncIterable<Uint8Array> {
  const source = iterateBytes(body)[Symbol.asyncIterator]();
  const watched = source instanceof WatchedBytes ? source : new WatchedBytes(source);
  watched.watch(watch);
  return watched;
}

interface Watch {
  signal: AnySignal;
  onEnd: () => void;
  before?: readonly Uint8Array[];
}

type Read = IteratorResult<Uint8Array, undefined>;

/** Listens to a signal once for all reads: a listener and two more promises for each would cost 1 µs. */
class WatchedBytes implements AsyncIterableIterator<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>;
  /** What was read before, the next first: the last of the list, since to take the first of a long one moves all others. */
  #before: Uint8Array[] = [];
  readonly #signals: AnySignal[] = [];
  readonly #ends: (() => void)[] = [];
  /** Both end the read that is pending. */
  #resolve: ((read: Read) => void) | undefined;
  #reject: ((reason: unknown) => void) | undefined;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  watch({ signal, onEnd, before = [] }: Watch): void {
    if (before.length > 0) this.#before = [...this.#before, ...before.toReversed()];
    this.#signals.push(signal);
    this.#ends.push(
      onAbort(signal, () => this.#leave(signal)),
      onEnd,
    );
    if (signal.aborted) this.#leave(signal);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Read> {
    for (const signal of this.#signals) if (signal.aborted) return Promise.reject(signal.reason);
    const value = this.#before.pop();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#source.next().then(this.#take, this.#fail);
    });
  }

  async return(): Promise<Read> {
    this.#finish();
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  // As fields, so that a read makes no function.
  readonly #take = (read: IteratorResult<Uint8Array>): void => {
    if (read.done === true) this.#finish();
    this.#resolve?.(read.done === true ? { done: true, value: undefined } : read);
  };

  readonly #fail = (error: unknown): void => {
    this.#finish();
    this.#reject?.(error);
  };

  #leave({ reason }: AnySignal): void {
    this.#finish();
    this.#reject?.(reason);
    void Promise.resolve(this.#source.return?.()).catch(() => {});
  }

  #finish(): void {
    for (const end of this.#ends) end();
  }
}
